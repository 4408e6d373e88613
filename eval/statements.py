"""Who is told to have said what, held against `tests/golden/statements.jsonl`.

A row of the bed is a passage with its statements: ``content`` (pieces of the text, in order), ``source`` and ``cue``
(words of the text), ``speaker``, ``country``, ``anonymous``, ``addressee``, ``chain`` (outermost first; neither the
publisher of the passage nor the speaker), ``occasion``, ``medium``, ``manner``, ``verbatim``, ``nested_in`` (index of
the statement around it) and ``stance`` (pairs of an actor and + or -). ``act``: a mere act of speech without words
("invited him to Astana"), or news of an outlet's own, which the record keeps as a claim: not asked for, and not held
against precision.

Statements are paired one to one, best first, where at least half of the words of their contents are the same (of the
words of both together); nested ones with nested ones where there is a choice. Figures, each as hits of asked:

said_found       statements of the bed that were found
said_precision   statements of the coder that the bed has
speaker          of the found ones: all who speak, and nobody else
chain            of the found ones: every link right, in order, and none too many
spoken_to        of the found ones: those who are spoken to and nobody else, or nobody where the bed names nobody
spoken_to_named  ... of those where either side names somebody
nested           of all in the bed that are nested: found, and inside the same outer statement
occasion, medium, manner, quoted         of the found ones where the bed names one (quoted: of all found)
stance           of the found ones where either side has one
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from score import Figure, Miss

if TYPE_CHECKING:
    from communique.annotate.pipeline import Coder
    from communique.model.records import Statement
    from communique.model.values import Participant

Row = Mapping[str, Any]
FIGURES = (
    "said_found",
    "said_precision",
    "speaker",
    "chain",
    "spoken_to",
    "spoken_to_named",
    "nested",
    "occasion",
    "medium",
    "manner",
    "quoted",
    "stance",
)
# Finer manners of the coder, and what the bed calls them.
_MANNERS = {
    "wrote": "said",
    "added": "said",
    "stated": "said",
    "continued": "said",
    "commented": "said",
    "mentioned": "noted",
    "according to": "said",
    "affirmed": "confirmed",
    "reiterated": "stressed",
    "insisted": "stressed",
    "assured": "promised",
    "complained": "criticised",
    "appreciated": "praised",
    "asserted": "claimed",
    "maintained": "claimed",
    "alleged": "claimed",
    "suggested": "proposed",
}
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LEAST = 0.5
_SMALL = frozenset("the a an of and for in his her its their".split())


def in_dev(row: Row) -> bool:
    """True for the half of the bed whose misses are told; no rule is made by the other."""
    return zlib.crc32(row["id"].encode()) % 2 == 0


def score_statements(rows: Iterable[Row], coder: Coder) -> tuple[dict[str, Figure], tuple[Miss, ...]]:
    """The figures, and what was missed."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    misses: list[Miss] = []
    for row in rows:
        day = row["published"]
        reading = coder.read(row["text"], published=day and dt.date.fromisoformat(day))
        for figure, good, quote, wanted, got in judge(row, reading.statements):
            asked[figure] += 1
            right[figure] += good
            if not good:
                misses.append(Miss(row["id"], row["id"], figure, quote, wanted, got))
    return {name: Figure(right[name], asked[name]) for name in FIGURES}, tuple(misses)


def judge(row: Row, told: Sequence[Statement]) -> Iterable[tuple[str, bool, str, str, str]]:
    """Figure, whether it is right, the words it is about, what was wanted and what was told, for each thing asked."""
    text, wanted = row["text"], row["statements"]
    pairs = paired(row, told)
    back = {told[j].id: i for i, j in pairs.items()}
    for i, want in enumerate(wanted):
        if want["act"]:
            continue
        quote = " … ".join(want["content"])
        got = told[pairs[i]] if i in pairs else None
        yield "said_found", got is not None, quote, want["speaker"], ""
        chain = [(link.name, link.span.of(text) if link.span else "") for link in got.attribution] if got else []
        good = got is not None and len(chain) == len(want["chain"]) and all(map(_same, want["chain"], chain))
        if got is not None:
            yield "chain", good, quote, " < ".join(want["chain"]), " < ".join(n for n, _ in chain)
        if want["nested_in"] is not None:
            outer = back.get(got.nested_in) if got is not None and got.nested_in else None
            yield "nested", outer == want["nested_in"], quote, str(want["nested_in"]), str(outer)
        if got is not None:
            yield from _fields(want, got, quote)
    for j, statement in enumerate(told):
        if any(j == told_at and wanted[i]["act"] for i, told_at in pairs.items()):
            continue
        words = " … ".join(s.of(text) for s in statement.content_spans)
        yield "said_precision", j in pairs.values(), words, "", ", ".join(p.name for p in statement.speakers)


def _fields(want: Row, got: Statement, quote: str) -> Iterable[tuple[str, bool, str, str, str]]:
    yield "speaker", _all(want["speaker"], got.speakers), quote, want["speaker"], _names(got.speakers)
    heard = _all(want["addressee"], got.addressees)
    yield "spoken_to", heard, quote, want["addressee"], _names(got.addressees)
    if want["addressee"] or got.addressees:
        yield "spoken_to_named", heard, quote, want["addressee"], _names(got.addressees)
    if want["occasion"]:
        yield "occasion", want["occasion"] == got.occasion, quote, want["occasion"], got.occasion
    yield "manner", want["manner"] == _MANNERS.get(got.manner, got.manner), quote, want["manner"], got.manner
    if want["medium"]:
        yield "medium", _same(want["medium"], (got.medium, got.medium)), quote, want["medium"], got.medium
    yield "quoted", want["verbatim"] == got.verbatim, quote, str(want["verbatim"]), str(got.verbatim)
    if want["stance"] or got.stances:
        wanted = sorted((sign, name) for name, sign in want["stance"])
        had = sorted((s.sign, s.name, s.text) for s in got.stances)
        good = len(wanted) == len(had) and all(
            w[0] == h[0] and _same(w[1], h[1:]) for w, h in zip(wanted, had, strict=True)
        )
        yield "stance", good, quote, str(wanted), str(had)


def paired(row: Row, told: Sequence[Statement]) -> dict[int, int]:
    """Index of the coder's statement for each of the bed's that it found."""
    text = row["text"]
    wanted = [(_tokens(text, _places(text, w["content"])), w) for w in row["statements"]]
    had = [_tokens(text, [(s.start, s.end) for s in t.content_spans]) for t in told]
    options = []
    for i, (words, want) in enumerate(wanted):
        for j, own in enumerate(had):
            both = len(words | own)
            shared = len(words & own) / both if both else 0.0
            if shared >= _LEAST:
                level = (want["nested_in"] is not None) == (told[j].nested_in is not None)
                speaks = _all(want["speaker"], told[j].speakers)
                options.append((-(3 * shared + 0.5 * level + speaks), i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(options):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _places(text: str, pieces: Sequence[str]) -> list[tuple[int, int]]:
    places, start = [], 0
    for piece in pieces:
        start = text.index(piece, start)
        places.append((start, start + len(piece)))
        start += len(piece)
    return places


def _tokens(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {m.start() for s, e in spans for m in _WORD.finditer(text, s, e)}


def _fold(name: str) -> set[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return set(re.findall(r"[a-z0-9]+", plain.replace("’s", "").replace("'s", ""))) - _SMALL


def _same(want: str, had: Sequence[str]) -> bool:
    """True where one is called by words of the other's name."""
    words = _fold(want)
    return any(own and (own <= words or words <= own) for own in map(_fold, had)) or words <= set().union(
        *map(_fold, had)
    )


def _all(want: str, had: Sequence[Participant]) -> bool:
    names = [n for n in want.split(" & ") if n]
    forms = [(p.name, p.text) for p in had]
    return len(names) == len({n for n, _ in forms}) and all(any(_same(n, f) for f in forms) for n in names)


def _names(participants: Sequence[Participant]) -> str:
    return ", ".join(p.name for p in participants)
