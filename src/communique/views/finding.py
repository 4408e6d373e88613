"""Search everywhere: what somebody typed as states, an id, names of actors and sources, and words of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import TypeVar

from typing_extensions import TypedDict

from communique import api
from communique.errors import UnknownId, UnknownState
from communique.model.glances import Found
from communique.views.brief import StateRef
from communique.views.listing import documents_with, statements_with
from communique.views.reader import Finder, HitLike
from communique.views.rows import hit_rows, source_rows
from communique.views.shapes import DocumentRow, HitRow, SourceRow, StatementRow

T = TypeVar("T")

SHOWN = 10
"""How many answers of one kind are shown together with those of others."""

_ID = re.compile(r"[dcsexj]-[0-9a-f]{4,12}|[0-9a-f]{12}")
_BETWEEN = re.compile(r"\s+(?:and|und|et|y|with|vs\.?|versus|to)\s+|\s*[,;/&|–—+]\s*", re.IGNORECASE)
_MOST_WORDS = 10  # of a query that may name two states
_LONGEST = 60  # characters that a name may have which is looked for among near ones
_NEAR, _LIKE = 5, 0.72  # how many near names are told; how much alike two names are, at least
_FEW_LIKE = 0.6  # the same among few names, where a wrong guess costs little


class FoundRow(TypedDict):
    """Somebody whom a search finds by name."""

    id: str
    name: str
    kind: str
    country: str | None
    mentions: int


class ReadRow(TypedDict):
    """A document that a search finds: the words around the match, and the document."""

    hit: HitRow
    document: DocumentRow


class SaidRow(TypedDict):
    """A statement that a search finds: the words around the match, and who says it."""

    hit: HitRow
    statement: StatementRow


class Findings(TypedDict):
    """What a search finds, by kind, the best first. ``states``: one, or two for what is between them.

    ``more``: of which kinds (actors, sources, documents, statements) there are more than shown. ``near_states``: where
    no state is called so, those that have the words in their names; where nothing is found, these and ``near_actors``
    are also those with names like the words.
    """

    words: str
    states: list[StateRef]
    actors: list[FoundRow]
    sources: list[SourceRow]
    documents: list[ReadRow]
    statements: list[SaidRow]
    more: list[str]
    near_states: list[StateRef]
    near_actors: list[FoundRow]


def findings(record: Finder, words: str, *, kind: str | None = None, limit: int = SHOWN) -> Findings:
    """All that is found for what somebody typed.

    Args:
        record: where to look.
        words: what was typed: anything at all.
        kind: only answers of this kind, as ``more`` names them.
        limit: how many of each kind.
    """
    asked = " ".join(words.split())
    more: list[str] = []

    def shown(name: str, found: Sequence[T]) -> list[T]:
        if len(found) > limit:
            more.append(name)
        return list(found[:limit])

    wanted = [kind] if kind else ["actors", "sources", "documents", "statements"]
    actors = shown("actors", _actors(record, asked, limit)) if "actors" in wanted and _named(asked) else []
    sources = shown("sources", _sources(record, asked)) if "sources" in wanted and _named(asked) else []
    read = shown("documents", _hits(record, asked, "document", limit)) if "documents" in wanted else []
    said = shown("statements", _hits(record, asked, "statement", limit)) if "statements" in wanted else []
    states = states_in(asked)
    nothing = not (states or actors or sources or read or said)
    return Findings(
        words=words,
        states=states,
        actors=[_found(one) for one in actors],
        sources=sources,
        documents=read_rows(record, read),
        statements=said_rows(record, said),
        more=more,
        near_states=[] if states else near_states(asked, alike=nothing),
        near_actors=near_actors(record, asked) if nothing else [],
    )


def direct(record: Finder, words: str) -> str | None:
    """The id of the one thing that is meant when somebody types an id or its beginning; None when nothing is."""
    text = words.strip()
    if _ID.fullmatch(text.lower()):
        if text.lower().startswith("j-"):
            ids = [one.judgement.id for one in record.standings() if one.judgement.id.startswith(text.lower())]
            return ids[0] if len(ids) == 1 else None
        try:
            return record.get(text.lower()).id
        except UnknownId:
            return None
    kind, _, name = text.partition(":")
    if not (kind.isalpha() and name) or len(text) > _LONGEST * 2 or any(c.isspace() for c in text):
        return None
    if found := record.actors_with([text]):
        return found[0].id
    begun = record.find_actors(re.sub(r"[-.]+", " ", name.rpartition(".")[0] or name), limit=50)
    ids = [one.id for one in begun if one.id.casefold().startswith(text.casefold())]
    return ids[0] if len(ids) == 1 else None


def states_in(text: str) -> list[StateRef]:
    """The state, or the two states, that ``text`` names and nothing else; empty where it does not.

    "RUS VNM", "Russia and Vietnam", "Bosnia and Herzegovina", "north korea – south korea".
    """
    words = text.split()
    if not words or len(words) > _MOST_WORDS or len(text) > 2 * _LONGEST:
        return []
    if (one := _state(text)) is not None:
        return [one]
    for left, right in _halves(text, words):
        first, second = _state(left), _state(right)
        if first is not None and second is not None and first != second:
            return [first, second]
    return []


def _halves(text: str, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The ways to part a query in two: at what stands between names, then at each blank."""
    for found in _BETWEEN.finditer(text):
        yield text[: found.start()], text[found.end() :]
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])
    if "-" in text:
        for at in (i for i, c in enumerate(text) if c == "-"):
            yield text[:at].strip(), text[at + 1 :].strip()


def _state(text: str) -> StateRef | None:
    if not text or len(text) > _LONGEST:
        return None
    try:
        code = api.state_code(text)
    except UnknownState:
        return None
    return StateRef(code=code, name=_names()[code])


@cache
def _names() -> dict[str, str]:
    return {one.code: one.name for one in api.all_states()}


@cache
def _all_names() -> tuple[tuple[str, str], ...]:
    return tuple((name.casefold(), one.code) for one in api.all_states() for name in one.names)


def near_states(text: str, *, alike: bool = True) -> list[StateRef]:
    """States that have ``text`` in their names, or with ``alike`` names like it; the most alike first."""
    asked = text.casefold()
    if not asked or len(asked) > _LONGEST:
        return []
    best: dict[str, float] = {}
    for name, code in _all_names():
        score = 1.0 if len(asked) > 3 and asked in name else _alike(asked, name) if alike else 0.0
        if score:
            best[code] = max(best.get(code, 0.0), score)
    codes = sorted(best, key=lambda code: (-best[code], _names()[code]))
    return [StateRef(code=code, name=_names()[code]) for code in codes[:_NEAR]]


def near_actors(record: Finder, text: str) -> list[FoundRow]:
    """Actors of whom some part of the name is like a word of ``text``; the most alike first, then the most mentioned.

    Names are looked up by the halves of each word, so that one wrong letter, or a few at one end, do not matter.
    """
    words = [w for w in re.findall(r"[^\W\d_]{4,}", text.casefold()) if len(w) <= _LONGEST][:_MOST_WORDS]
    best: dict[str, tuple[float, Found]] = {}
    for word in words:
        half = max(len(word) // 2, 3)
        for found in {f.id: f for piece in (word[:half], word[-half:]) for f in _some(record, piece)}.values():
            score = max((_alike(word, part) for part in re.findall(r"\w+", found.name.casefold())), default=0.0)
            if score > best.get(found.id, (0.0, found))[0]:
                best[found.id] = (score, found)
    listed = sorted(best.values(), key=lambda one: (-one[0], -one[1].mentions, one[1].id))
    return [_found(found) for _, found in listed[:_NEAR]]


def _some(record: Finder, piece: str) -> tuple[Found, ...]:
    return record.find_actors(piece, limit=100)


def _alike(one: str, two: str, least: float = _LIKE) -> float:
    """How much alike two names are, 0 to 1, or 0 where it is less than ``least``; the cheap bounds first."""
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def _named(text: str) -> bool:
    """True for what can be a name: something with a letter in it, and no longer than names are."""
    return len(text) <= 4 * _LONGEST and any(c.isalpha() for c in text)


def _actors(record: Finder, text: str, limit: int) -> list[Found]:
    """Persons and organisations by name; states have pages of their own."""
    found = record.find_actors(text, limit=2 * limit + 2)
    return [one for one in found if one.kind != "state"][: limit + 1]


def _sources(record: Finder, text: str) -> list[SourceRow]:
    words = text.casefold().split()

    def fits(names: Iterable[str]) -> bool:
        return any(all(word in name.casefold() for word in words) for name in names)

    return source_rows([(s, n) for s, n in record.sources() if fits((s.id, s.name, *s.aliases))])


def _hits(record: Finder, text: str, kind: str, limit: int) -> Sequence[HitLike]:
    return record.search(text, limit=limit + 1, kind=kind)


def read_rows(record: Finder, hits: Sequence[HitLike]) -> list[ReadRow]:
    """Documents that were found, in the order of ``hits``."""
    rows = {row["id"]: row for row in documents_with(record, [h.id for h in hits])}
    return [ReadRow(hit=hit, document=rows[hit["id"]]) for hit in hit_rows(record, hits)]


def said_rows(record: Finder, hits: Sequence[HitLike]) -> list[SaidRow]:
    """Statements that were found, in the order of ``hits``."""
    rows = {row["id"]: row for row in statements_with(record, [h.id for h in hits])}
    return [SaidRow(hit=hit, statement=rows[hit["id"]]) for hit in hit_rows(record, hits) if hit["id"] in rows]


def _found(one: Found) -> FoundRow:
    return FoundRow(id=one.id, name=one.name, kind=one.kind, country=one.country, mentions=one.mentions)


def actor_named(record: Finder, text: str) -> FoundRow:
    """The actor with this id or name, or the only one whose name has all the words.

    Raises:
        UnknownId: there is none, or there are several: the hint has their ids.
    """
    wanted = " ".join(text.split())
    if found := record.actors_with([wanted]):
        one = found[0]
        return FoundRow(id=one.id, name=one.name, kind=one.kind.value, country=one.country, mentions=one.mentions)
    named = record.find_actors(wanted, limit=_NEAR + 1) if _named(wanted) else ()
    exact = [one for one in named if one.name.casefold() == wanted.casefold()]
    if len(exact) == 1 or len(named) == 1:
        return _found((exact or named)[0])
    if named:
        raise UnknownId(f"several actors are called {wanted}", f"give the id of one: {_told(map(_found, named))}")
    raise UnknownId(f"no actor is called {wanted}", near_to(record, wanted))


def near_to(record: Finder, text: str) -> str:
    """The hint for an actor's name or id that is not there: those near it, with their ids."""
    kind, _, rest = text.partition(":")
    name = re.sub(r"[-_.]+", " ", rest.rpartition(".")[0] or rest) if rest and kind.isalpha() else text
    near = [_found(one) for one in record.find_actors(name, limit=_NEAR)] if _named(name) else []
    near = near or near_actors(record, name)
    return f"near it: {_told(near)}" if near else "the list of all is at /actors"


def _told(rows: Iterable[FoundRow]) -> str:
    return ", ".join(f"{row['name']} ({row['id']})" for row in rows)


def near_names(text: str, named: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """Ids of things of which one name is like ``text``, the most alike first.

    >>> near_names("Fjordpost", [("fjordposten", ["Fjordposten"]), ("andes", ["Agencia Andes"])])
    ['fjordposten']
    """
    asked = text.casefold()
    if len(asked) > _LONGEST:
        return []
    best = {id: max((_alike(asked, name.casefold(), _FEW_LIKE) for name in names), default=0.0) for id, names in named}
    return sorted((id for id, score in best.items() if score), key=lambda id: (-best[id], id))[:_NEAR]
