"""`show ID` as text: one thing, then what it rests on, down to the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import RenderableType

from communique.views.chain import (
    ActorChain,
    Chain,
    ClaimChain,
    ContradictionChain,
    DocumentChain,
    DocumentRef,
    EventChain,
    Marked,
    StatementChain,
)
from communique.views.judgements import JudgementRow
from communique.views.origins import OriginRow, branches
from communique.views.reasons import in_words, joined_by
from communique.views.render import brief_text, sentences
from communique.views.render.judgements import judgement_line
from communique.views.render.offices import held, shown_by
from communique.views.render.plain import chain_line, count, plain, shorten
from communique.views.render.screen import Screen, heading, line, table, title, underlined
from communique.views.shapes import BodyRow, EventRow, MemberRow, OfficeRow, StatementRow

# The fields of an event as a reader calls them.
_FIELDS = {"sources": "who", "targets": "whom", "kind": "what", "since": "previous"}
_PART = 160  # characters of a part that are shown: enough to know it again


def show_chain(screen: Screen, thing: Chain) -> None:
    """Print one thing with its chain."""
    if thing["kind"] == "event":
        parts = _event(screen, thing)
    elif thing["kind"] == "claim":
        parts = [title(f"Claim {thing['id']}"), *claim_parts(screen, thing)]
    elif thing["kind"] == "statement":
        parts = _statement(screen, thing)
    elif thing["kind"] == "document":
        parts = _document(screen, thing)
    elif thing["kind"] == "actor":
        parts = _actor(screen, thing)
    else:
        parts = _contradiction(screen, thing)
    screen.show(*parts)


def _event(screen: Screen, thing: EventChain) -> list[RenderableType]:
    row = thing["row"]
    origins = count(row["origins"], "independent origin")
    parts: list[RenderableType] = [
        title(f"Event {row['id']}"),
        line(f"{sentences.when(row)} · {sentences.event_line(row)}", indent=2),
        line(
            _dotted(
                [row["event"], row["form"], row["mode"], row["status"], f"score {row['score']:.2f}"],
                [f"{count(row['documents'], 'document')}, {origins}"],
            ),
            "dim",
            indent=2,
        ),
    ]
    if row["outcome"]:
        became = f"{row['outcome']} by {row['outcome_event']}" if row["outcome_event"] else row["outcome"]
        parts.append(line(f"outcome: {plain(row['outcome_why']) or became}", indent=2))
    if thing["whole"] is not None:
        parts.append(line(f"part of {thing['whole']['id']}: {sentences.event_line(thing['whole'])}", indent=2))
    if words := sentences.said(row, sentences.QUOTE):
        parts.insert(2, line(words, indent=4))
    if thing["parts"]:
        parts.append(heading("Parts", "what was done on this visit"))
        parts += [line(f"{p['id']}  {sentences.when(p)} · {sentences.event_line(p)}", indent=2) for p in thing["parts"]]
    numbers = {claim["id"]: at for at, claim in enumerate(thing["claims"], 1)}
    parts += _judged(thing["judged"], 2)
    if thing["fields"]:
        cells = [
            [
                _FIELDS.get(f["field"], f["field"]) if i == 0 else "",
                shorten(v["value"], 80) + (f" (judged {v['judged']})" if v["judged"] else ""),
                _numbered(v["supports"], numbers),
            ]
            for f in thing["fields"]
            for i, v in enumerate(f["values"])
        ]
        columns = [("field", "fixed"), ("value", "text"), ("claims", "text")]
        parts += [heading("Fields", "best supported value first; claims by their number below")]
        parts.append(table(screen, columns, cells))
    if thing["origins"]:
        parts.append(heading("Independent origins", "and who has it from whom" if _drawn(thing) else ""))
        parts += [p for origin in thing["origins"] for p in _origin(origin)]
    if thing["contradictions"]:
        parts.append(heading("Contradictions"))
        parts += [p for x in thing["contradictions"] for p in brief_text.contradiction(x)]
    parts.append(heading("Claims", "the words of each report"))
    parts += [p for claim in thing["claims"] for p in claim_parts(screen, claim, number=numbers[claim["id"]])]
    return [*parts, *_joined(thing["why"])]


def _drawn(thing: EventChain) -> bool:
    return any(origin["steps"] for origin in thing["origins"])


def _origin(origin: OriginRow) -> list[RenderableType]:
    """A root, and under it who has it from there; on one line where the steps are not known."""
    if not origin["steps"]:
        return [line(f"{plain(origin['name'])}: {plain(origin['why'])} ({', '.join(origin['documents'])})", indent=2)]
    parts: list[RenderableType] = [line(plain(origin["name"]), "bold", indent=2)]
    for branch in branches(origin):
        step = branch["step"]
        taker = f"{plain(step['source'])} ({step['taker']})" if step["source"] else plain(step["taker"])
        parts.append(line(f"{taker} {plain(step['why'])}", indent=4 + 2 * branch["depth"]))
    return parts


def _numbered(ids: Sequence[str], numbers: Mapping[str, int]) -> str:
    """Claims by their numbers, runs drawn together: "1–3, 7"."""
    known = sorted(numbers[i] for i in ids if i in numbers)
    runs: list[list[int]] = []
    for number in known:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs) or count(len(ids), "claim")


def claim_parts(screen: Screen, claim: ClaimChain, *, document: bool = True, number: int = 0) -> list[RenderableType]:
    """One claim: who did what, its sentence with the deciding words underlined, its coding, where it comes from."""
    who, whom = sentences.names(claim["who"]), sentences.names(claim["whom"])
    mark = sentences.STATUS_MARKS.get(claim["status"])
    asserts = " ".join(filter(None, [who or "somebody", plain(claim["what"]), whom, f"({mark})" if mark else ""]))
    details = _dotted(
        [claim["event"], claim["form"], claim["mode"], claim["status"]],
        [claim["date"]["shown"] if claim["date"] else None, claim["place"], *claim["quantities"]],
        claim["contexts"],
        [f"score {claim['score']:.2f}", f"in {claim['statement']}" if claim["statement"] else None],
    )
    stands_in = _document_line(claim["document"], source=False) if document else None
    parts = [
        line(f"{f'{number}. ' if number else ''}{claim['id']}  {asserts}", indent=2),
        _sentence(screen, claim["sentence"]),
        line(details, "dim", indent=4),
        line(_dotted([f"from {chain_line(claim['chain'])}", stands_in]), "dim", indent=4),
    ]
    if claim["reasons"]:
        because = "; ".join(plain(in_words(reason)) for reason in claim["reasons"])
        parts.append(line(f"because {because}", "dim", indent=4))
    return [*parts, *_judged(claim["judged"], 4)]


def _judged(rows: Sequence[JudgementRow], indent: int) -> list[RenderableType]:
    return [line(f"judged {plain(judgement_line(row))}", "yellow", indent=indent) for row in rows]


def _sentence(screen: Screen, sentence: Marked) -> RenderableType:
    return underlined(screen, sentence["text"], sentence["marks"], indent=4)


def _document_line(document: DocumentRef, *, source: bool = True) -> str:
    published = f"{document['published']} ({document['published_basis']})" if document["published"] else "undated"
    name = document["source"] if source else None
    return _dotted([document["id"], f"“{shorten(document['title'], 80)}”", name, published, document["uri"]])


def _statement(screen: Screen, thing: StatementChain) -> list[RenderableType]:
    row = thing["row"]
    parts: list[RenderableType] = [
        title(f"Statement {row['id']}"),
        line(sentences.quotation(row, 2000), indent=2),
        line(sentences.statement_note(row), "dim", indent=2),
        heading("Sentence", "speaker, cue and words marked"),
        _sentence(screen, thing["sentence"]),
        line(_document_line(thing["document"]), "dim", indent=4),
    ]
    parts += _judged(thing["judged"], 4)
    if thing["nested_in"]:
        parts.append(line(f"said within {thing['nested_in']}", indent=4))
    if row["topics"] or row["stances"]:
        about = f"about {', '.join(t.replace('_', ' ') for t in row['topics'])}" if row["topics"] else ""
        parts.append(line(_dotted([about], row["stances"]), "dim", indent=4))
    if thing["claims"]:
        parts += [heading("Claims made in it"), *[p for c in thing["claims"] for p in claim_parts(screen, c)]]
    return parts


def _document(screen: Screen, thing: DocumentChain) -> list[RenderableType]:
    row = thing["row"]
    published = f"{row['published']} ({row['published_basis']})" if row["published"] else "undated"
    if row["written"]:
        published = f"undated, written {row['written']['shown'].removesuffix(' (inferred)')} by its own words"
    translated = {True: "translated", False: "original", None: ""}[thing["translated"]]
    parts: list[RenderableType] = [
        title(f"Document {row['id']}"),
        line(f"“{shorten(row['title'], 200)}”", indent=2),
        line(_dotted([row["source"], published, row["language"], translated], thing["sightings"]), "dim", indent=2),
    ]
    if thing["credits"]:
        parts.append(line(f"credits {', '.join(map(plain, thing['credits']))}", indent=2))
    if row["copy_of"]:
        parts.append(line(f"nearly the same as {row['copy_of']}", indent=2))
    for reuse in thing["reuses"]:
        where = f"{reuse['start']}–{reuse['end']}"
        whose = f"{plain(reuse['source'])}, {reuse['document']}" if reuse["source"] else reuse["document"]
        parts.append(line(f"{where} word for word from {whose}: “{shorten(reuse['text'], 80)}”", indent=2))
    for version in thing["versions"]:
        state = "stands now" if version["current"] else "was there"
        own = " (this one)" if version["document"] == row["id"] else ""
        told = _dotted([f"{version['document']}{own} {state}", version["seen"][:16], version["uri"]])
        parts.append(line(told, indent=2))
    cells = [
        [p["part"], f"{p['start']}–{p['end']}", "read" if p["read"] else f"put aside: {plain(p['why']) or p['part']}",
         shorten(p["text"], _PART)]
        for p in thing["parts"]
    ]  # fmt: skip
    columns = [("part", "fixed"), ("where", "fixed"), ("what became of it", "text"), ("text", "text")]
    parts += [heading("Parts"), table(screen, columns, cells)]
    if thing["claims"]:
        parts += [heading("Claims"), *[p for c in thing["claims"] for p in claim_parts(screen, c, document=False)]]
    return [*parts, *_statements(thing["statements"])]


def _actor(screen: Screen, thing: ActorChain) -> list[RenderableType]:
    row = thing["row"]
    parts: list[RenderableType] = [
        title(f"{plain(row['name'])}"),
        line(_dotted([row["id"], row["kind"], row["country"], row["sector"]]), "dim", indent=2),
        line(f"named {row['mentions']}x in {count(row['documents'], 'document')}", "dim", indent=2),
    ]
    if row["names"]:
        parts.append(line(f"names: {', '.join(shorten(n, 60) for n in row['names'])}", indent=2))
    if thing["body"] is not None:
        parts += _body(thing["body"])
    if row["offices"]:
        parts.append(heading("Offices", "and what shows them"))
        for office in row["offices"]:
            parts.append(line(_office_line(office), indent=2))
            parts += [
                line(
                    f"{_dotted([w['document'], w['published'], w['source']])}: “{shorten(w['text'], 100)}”",
                    "dim",
                    indent=4,
                )
                for w in office["words"]
            ]
            parts += [line(f"but {plain(c)}", "yellow", indent=4) for c in office["conflicts"]]
    if thing["events"]:
        parts += [heading("Events"), *brief_text.timeline(screen, thing["events"])]
    return [*parts, *_statements(thing["statements"]), *_why(thing["why"], "Why these are one")]


def _body(body: BodyRow) -> list[RenderableType]:
    """Kind and state of an organisation, then its members, then who has left it."""
    now = [m for m in body["members"] if m["until"] is None]
    gone = [m for m in body["members"] if m["until"] is not None]
    kind = {"igo": "international organisation"}.get(body["kind"], body["kind"])
    told = f"{kind} of {body['state']}" if body["state"] else kind
    parts = [line(_dotted([told, body["origin"]]), "dim", indent=2)]
    for name, members in ((f"{count(len(now), 'member')}", now), ("left", gone)):
        if members:
            parts.append(line(f"{name}: {', '.join(_member(m) for m in members)}", indent=2))
    return parts


def _member(row: MemberRow) -> str:
    days = " ".join(f"{word} {day}" for word, day in (("since", row["since"]), ("until", row["until"])) if day)
    return f"{row['name']} ({days})" if days else row["name"]


def _office_line(office: OfficeRow) -> str:
    """One office: the position, of whom, when, and what shows it."""
    return _dotted([office["position"], office["organisation"] or office["country"], held(office), shown_by(office)])


def _contradiction(screen: Screen, thing: ContradictionChain) -> list[RenderableType]:
    row = thing["row"]
    parts: list[RenderableType] = [title(f"Contradiction {row['id']}"), line(sentences.subject(row), indent=2)]
    if row["why"]:
        parts.append(line(plain(row["why"]), "dim", indent=2))
    parts += _judged(thing["judged"], 2)
    if thing["event"] is not None:
        parts.append(line(_event_ref(thing["event"]), "dim", indent=2))
    for side in thing["sides"]:
        parts.append(heading(shorten(side["value"], 120), count(len(side["claims"]), "claim")))
        parts += [p for c in side["claims"] for p in claim_parts(screen, c)]
    return parts


def _event_ref(row: EventRow) -> str:
    return f"about {row['id']}: {sentences.when(row)} · {sentences.event_line(row)}"


def _statements(rows: Sequence[StatementRow]) -> list[RenderableType]:
    if not rows:
        return []
    return [heading("Statements"), *[p for row in rows for p in brief_text.statement(row)]]


def _joined(why: Sequence[str]) -> list[RenderableType]:
    parts: list[RenderableType] = [heading("What joined them")] if why else []
    for pair in why:
        head, sides = joined_by(pair)
        parts += [line(plain(head), indent=2), *[line(plain(side), "dim", indent=6) for side in sides]]
    return parts


def _why(reasons: Sequence[str], name: str) -> list[RenderableType]:
    return [heading(name), *[line(plain(r), indent=2) for r in reasons]] if reasons else []


def _dotted(*groups: Iterable[str | None]) -> str:
    return " · ".join(dict.fromkeys(plain(part) for group in groups for part in group if part))
