"""How near an export comes to what a careful reader found: pure functions, exact counts.

An export is what ``communique export --format jsonl`` prints, a gold row what `examples/expected.jsonl` holds; the
passages of `tests/golden` are brought into that form by `rows_of_passages`. The figures, each as hits of asked:

event_found          sure event rows that some claim of the same article touches, with an event that the row allows
event_right          ... and every state and named actor of the row stands on its side of that claim (for CONSULT,
                     AGREE and COOPERATE on either side)
claim_precision      claims of the gold's articles that are right for some row, doubtful ones included
statement_found      sure statement rows that a statement of the same article touches, by the same speaker
statement_precision  statements of the gold's articles that some row, sure or doubtful, stands for
status, date, place, via, mode           of the right events, where the row gives the field
verbatim, said_via, addressee            of the found statements, likewise
published            articles with their day of publication
quotation_kept       sure rows whose quotation still stands in the exported text: where it does not, cleaning lost it

Where several claims suit a row, the one is taken that is right and agrees with it in most fields. Doubtful rows are not
asked for, and what stands for them is not held against precision.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from typing import Any

Row = Mapping[str, Any]
Spans = Sequence[tuple[int, int]]

# In these acts it makes no difference who is named first.
EITHER_WAY = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_MARKS = str.maketrans("“”‘’´`–—", "\"\"''''--")
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Figure:
    """``hits`` of ``asked``. ``rate`` is None where nothing was asked."""

    hits: int = 0
    asked: int = 0

    @property
    def rate(self) -> float | None:
        return self.hits / self.asked if self.asked else None

    @property
    def tenths(self) -> int | None:
        """Tenths of a percent, rounded down: 99.96 % is 999, so no floor is reached by rounding."""
        return 1000 * self.hits // self.asked if self.asked else None


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """One thing that is not as the gold has it. ``figure``: which figure it lowers; ``quote``: where it stands."""

    file: str
    row: str
    figure: str
    quote: str
    wanted: str
    got: str


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one export, and what was missed or is too much, in order of article and row."""

    event_found: Figure
    event_right: Figure
    claim_precision: Figure
    statement_found: Figure
    statement_precision: Figure
    status: Figure
    date: Figure
    place: Figure
    via: Figure
    mode: Figure
    verbatim: Figure
    said_via: Figure
    addressee: Figure
    published: Figure
    quotation_kept: Figure
    misses: tuple[Miss, ...]

    def figures(self) -> dict[str, Figure]:
        """The figures by name, in the order in which they are told."""
        return {name: getattr(self, name) for name in FIGURES}


FIGURES = tuple(f.name for f in fields(Score) if f.name != "misses")


def score(export: Iterable[Row], gold: Iterable[Row]) -> Score:
    """Hold ``export`` against ``gold``. The order of the rows of either makes no difference."""
    article = _Articles(export)
    tally = _Tally()
    files: set[str] = set()
    good: set[str] = set()
    for row in gold:
        files.add(row["file"])
        if row["kind"] == "meta":
            days = sorted({str(d.get("published")) for d in article.documents(row["file"])})
            tally.count("published", str(row["published"]) in days, row, (row["published"], days))
        elif row["kind"] == "event":
            good |= _event(row, article, tally)
        elif row["kind"] == "statement":
            good |= _statement(row, article, tally)
    for figure, kind in (("claim_precision", "claim"), ("statement_precision", "statement")):
        for document in sorted({d["id"] for file in files for d in article.documents(file)}):
            for thing in article.things[kind, document]:
                extra = {"file": article.file_of[document], "id": thing["id"], "quote": article.words(thing)}
                tally.count(figure, thing["id"] in good, extra, ("", _told(thing)))
    return tally.score()


def rows_of_passages(passages: Iterable[Row]) -> Iterator[Row]:
    """The golden passages as gold rows; the passage's id stands for the article's file."""
    for passage in passages:
        where = {"file": passage["id"], "doc": passage["id"]}
        yield {"kind": "article"} | where  # a passage in which nothing happens is asked too: for nothing
        for kind in ("event", "statement"):
            for n, row in enumerate(passage[kind + "s"], 1):
                yield {"kind": kind, "id": f"{kind}-{n}", "via": []} | where | dict(row)


def _event(row: Row, article: _Articles, tally: _Tally) -> set[str]:
    """Count one event row; the ids of the claims that are right for it."""
    kept, near = article.touching("claim", row)
    found = [c for c in near if _allowed(row, c)]
    right = [c for c in found if _sides_agree(row, c)]
    if not row.get("doubtful"):
        tally.count("quotation_kept", kept, row)
        tally.count("event_found", bool(found), row, (row["plover"], [_told(c) for c in near]))
        sides = (_sides(row), [_told(c) for c in found])
        tally.count("event_right", bool(right), row if found else None, sides)
        if right:
            tally.fields(row, right, _event_fields(row))
    return {c["id"] for c in right}


def _statement(row: Row, article: _Articles, tally: _Tally) -> set[str]:
    """Count one statement row; the ids of the statements that it stands for."""
    kept, near = article.touching("statement", row)
    found = [s for s in near if _says(row, s)]
    if not row.get("doubtful"):
        tally.count("quotation_kept", kept, row)
        tally.count("statement_found", bool(found), row, (row["speaker"] or row["via"], [_told(s) for s in near]))
        if found:
            tally.fields(row, found, _statement_fields(row))
    return {s["id"] for s in found}


Check = tuple[str, Callable[[Row], bool], Callable[[Row], Any], Any]


def _event_fields(row: Row) -> list[Check]:
    """The fields that the row gives: name, whether a claim agrees, what the claim has, what is wanted."""
    checks: list[Check] = [("status", lambda c: c.get("status") == row["status"], _get("status"), row["status"])]
    if row["date"]:
        checks.append(("date", lambda c: _days(c) == list(row["date"]), _days, row["date"]))
    if row["place"]:
        checks.append(("place", lambda c: bool(_words(row["place"]) & _words(_place(c))), _place, row["place"]))
    if row["via"]:
        checks.append(("via", lambda c: _via_agrees(row["via"], c), _get("attribution"), row["via"]))
    if row["mode"]:
        checks.append(("mode", lambda c: row["mode"] in (c.get("mode"), c.get("form")), _modes, row["mode"]))
    return checks


def _statement_fields(row: Row) -> list[Check]:
    checks: list[Check] = [
        ("verbatim", lambda s: bool(s.get("verbatim")) == row["verbatim"], _get("verbatim"), row["verbatim"])
    ]
    if row["via"]:
        checks.append(("said_via", lambda s: _via_agrees(row["via"], s), _get("attribution"), row["via"]))
    if row["addressee"]:
        wanted = row["addressee"]
        checks.append(("addressee", lambda s: _among(wanted, s.get("addressees") or []), _addressees, wanted))
    return checks


def _allowed(row: Row, claim: Row) -> bool:
    """Whether the claim's event is one of the row's; ``VOTE:veto`` is a claim of form vote with that choice."""
    allowed = row["plover"].split("|")
    vote = claim.get("form") == "vote" and f"VOTE:{claim.get('choice')}" in allowed
    return vote or claim.get("event") in allowed


def _sides_agree(row: Row, claim: Row) -> bool:
    source, target = claim.get("source") or [], claim.get("target") or []
    if EITHER_WAY & set(row["plover"].split("|")):
        source = target = [*source, *target]
    wanted = [(w, source) for w in row["source"]] + [(w, target) for w in row["target"]]
    return all(_among(w, side) for w, side in wanted)


def _says(row: Row, statement: Row) -> bool:
    """The speaker is the row's; where the row has none, the medium that tells it is."""
    speakers = statement.get("speakers") or [s for s in [statement.get("speaker")] if s]
    if not row["speaker"]:
        return _via_agrees(row["via"], {"attribution": [*_names(speakers), *(statement.get("attribution") or [])]})
    return all(_among(one.strip(), speakers) for one in row["speaker"].split("&"))


def _among(wanted: str, actors: Iterable[Row]) -> bool:
    """Whether one of ``actors`` is the wanted one: ``Name/ISO3``, ``ISO3``, a name, or such ones joined by ``|``.

    A name agrees by its last word or all its words, which may stand in the actor's name, text or office; a state's code
    agrees with whoever acts for that state.
    """
    return any(_is(one, actor) for one in wanted.split("|") for actor in actors)


def _is(wanted: str, actor: Row) -> bool:
    if _CODE.fullmatch(wanted):
        return bool(actor.get("country") == wanted)
    name, _, code = wanted.partition("/")
    if code and actor.get("country") not in (None, code):
        return False
    asked = _word_list(name)
    known = _words(actor.get("name")) | _words(actor.get("text")) | _words(actor.get("office"))
    return bool(asked) and (asked[-1] in known or set(asked) <= known)


def _via_agrees(wanted: Iterable[str], thing: Row) -> bool:
    got = [w for w in map(_words, thing.get("attribution") or []) if w]
    return any(_words(one) <= g or g <= _words(one) for one in wanted for g in got)


def _get(key: str) -> Callable[[Row], Any]:
    return lambda thing: thing.get(key)


def _days(claim: Row) -> list[str | None]:
    date = claim.get("date") or {}
    return [date.get("start"), date.get("end") or date.get("start")]


def _place(claim: Row) -> str | None:
    name = (claim.get("place") or {}).get("name")
    return None if name is None else str(name)


def _modes(claim: Row) -> list[str | None]:
    return [claim.get("mode"), claim.get("form")]


def _addressees(statement: Row) -> list[str]:
    return _names(statement.get("addressees") or [])


def _names(actors: Iterable[Row]) -> list[str]:
    return [f"{a.get('name') or a.get('text') or '?'}/{a.get('country') or '-'}" for a in actors]


def _sides(row: Row) -> str:
    return f"{' + '.join(row['source']) or '?'} -> {' + '.join(row['target']) or '?'}"


def _told(thing: Row) -> str:
    """A claim or a statement in a few words."""
    if thing["kind"] == "statement":
        return f"{' + '.join(_names(thing.get('speakers') or [])) or '?'}: {thing.get('manner', '')}".rstrip(": ")
    sides = _sides({side: _names(thing.get(side) or []) for side in ("source", "target")})
    return f"{thing.get('event')}/{thing.get('form') or thing.get('mode')} {sides}"


def _word_list(text: str | None) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", bare.lower())


def _words(text: str | None) -> set[str]:
    return set(_word_list(text))


def _find(text: str, quote: str) -> list[tuple[int, int]]:
    """Where ``quote`` stands in ``text``; white space, quotation marks and dashes are folded."""
    pattern = r"\s+".join(re.escape(w) for w in quote.translate(_MARKS).split())
    return [m.span() for m in re.finditer(pattern, text.translate(_MARKS))] if pattern else []


class _Articles:
    """An export by article. Claims and statements stand in the order of their ids: ties are broken so."""

    def __init__(self, export: Iterable[Row]) -> None:
        self._by_file: dict[str, list[Row]] = defaultdict(list)
        self._text: dict[str, str] = {}
        self.file_of: dict[str, str] = {}
        self.things: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in sorted(export, key=lambda r: str(r.get("id", ""))):
            if row["kind"] == "document":
                names = {PurePosixPath(u.replace("\\", "/")).name for u in [row["uri"], *(row.get("sightings") or [])]}
                for name in names:
                    self._by_file[name].append(row)
                self._text[row["id"]] = row["text"]
                self.file_of[row["id"]] = min(names)
            elif row["kind"] in ("claim", "statement"):
                self.things[row["kind"], row["document"]].append(row)

    def documents(self, file: str) -> list[Row]:
        return self._by_file.get(file, [])

    def words(self, thing: Row) -> str:
        """The words that the spans of a claim or statement cover, from the first to the last."""
        spans = thing.get("spans") or [(0, 0)]
        return self._text[thing["document"]][min(s for s, _ in spans) : max(e for _, e in spans)]

    def touching(self, kind: str, row: Row) -> tuple[bool, list[Row]]:
        """Whether the row's quotation stands in its article, and the things of ``kind`` that touch it."""
        kept, near = False, []
        for document in self.documents(row["file"]):
            places = _find(document["text"], row["quote"])
            kept = kept or bool(places)
            near += [t for t in self.things[kind, document["id"]] if _touch(t.get("spans") or [], places)]
        return kept, near


def _touch(spans: Spans, places: Spans) -> bool:
    return any(s < end and start < e for s, e in spans for start, end in places)


class _Tally:
    def __init__(self) -> None:
        self._hits: dict[str, int] = defaultdict(int)
        self._asked: dict[str, int] = defaultdict(int)
        self._misses: list[Miss] = []

    def count(self, figure: str, hit: bool, row: Row | None, told: tuple[Any, Any] = ("", "")) -> None:
        """One more asked. A miss is told with what was wanted and what there is, unless ``row`` is None."""
        self._asked[figure] += 1
        self._hits[figure] += hit
        if not hit and row is not None:
            wanted, got = map(_plain, told)
            quote = " ".join(str(row.get("quote", "")).split())
            self._misses.append(Miss(row["file"], str(row.get("id", "")), figure, quote, wanted, got))

    def fields(self, row: Row, things: Sequence[Row], checks: Sequence[Check]) -> None:
        def rank(thing: Row) -> tuple[int, list[bool]]:
            agreed = [agrees(thing) for _, agrees, _, _ in checks]
            return sum(agreed), agreed

        best = max(things, key=rank)
        for name, agrees, have, wanted in checks:
            self.count(name, agrees(best), row, (wanted, have(best)))

    def score(self) -> Score:
        figures = {name: Figure(self._hits[name], self._asked[name]) for name in FIGURES}
        return Score(**figures, misses=tuple(sorted(self._misses)))


def _plain(value: Any) -> str:
    return "; ".join(map(_plain, value)) if isinstance(value, list) else "-" if value is None else str(value)
