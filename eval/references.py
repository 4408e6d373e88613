"""Whom the coder takes the references of a passage to mean, held against `tests/golden/references.jsonl`.

A row of the bed has a passage and references in it: the words (``quote``, the ``nth`` time that they stand there as
whole words), who is meant (``means``), and of what kind the reference is. Who is meant is written

    "Daniel Wekesa/KEN"            a person whom the passage names, by the name in full, with the state
    "foreign minister/CHL"         the holder of an office whom it does not name
    "PER"                          a state, or its government
    "African Union"                an organisation, as the passage names it

and nothing where the words mean nobody (pleonastic "it"). Of the coder's mentions those are asked that cover the words
best; they are right when they are as many as are meant and each is one of them. Figures: ``reference`` over all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from score import Figure, Miss

from communique.knowledge.organisations import organisation_names
from communique.knowledge.positions import position_titles
from communique.knowledge.tables import fold
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from communique.annotate.pipeline import Coder
    from communique.model.records import Mention

Row = Mapping[str, Any]
_LEAST = 0.3  # of the letters that words and mention have together: less is another reference
_COLLECTIVE = frozenset({ActorKind.ORGANISATION, ActorKind.ARMED_GROUP, ActorKind.UNKNOWN})


def score_references(
    rows: Iterable[Row], coder: Coder
) -> tuple[dict[str, Figure], tuple[Miss, ...], dict[str, Figure]]:
    """The figure, what was missed, and the same by kind of reference."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    misses = []
    for row in rows:
        day = row["published"]
        reading = coder.read(row["text"], published=day and dt.date.fromisoformat(day))
        for reference in row["references"]:
            got = mentions_at(reading.mentions, *place_of(row["text"], reference))
            good = agrees(reference["means"], got, nobody=reference["kind"] == "nobody")
            asked[reference["kind"]] += 1
            right[reference["kind"]] += good
            if not good:
                told = "; ".join(f"{m.name}/{m.country or '?'}" for m in got)
                wanted = "; ".join(reference["means"])
                misses.append(Miss(row["id"], reference["kind"], "reference", reference["quote"], wanted, told))
    kinds = {kind: Figure(right[kind], asked[kind]) for kind in sorted(asked)}
    return {"reference": Figure(right.total(), asked.total())}, tuple(misses), kinds


def place_of(text: str, reference: Row) -> tuple[int, int]:
    """Where the words stand.

    Raises:
        IndexError: they stand there less often than ``nth`` says.
    """
    found = list(re.finditer(rf"(?<!\w){re.escape(reference['quote'])}(?!\w)", text))
    return found[reference["nth"] - 1].span()


def mentions_at(mentions: Iterable[Mention], start: int, end: int) -> list[Mention]:
    """The mentions that share most of their letters with the words; several where one expression means several."""
    best, found = _LEAST, []
    for mention in mentions:
        common = min(mention.span.end, end) - max(mention.span.start, start)
        share = common / (max(mention.span.end, end) - min(mention.span.start, start))
        if common > 0 and share > best:
            best, found = share, [mention]
        elif common > 0 and share == best:
            found.append(mention)
    return found


def agrees(wanted: Sequence[str], got: Sequence[Mention], *, nobody: bool = False) -> bool:
    """Whether these mentions are who is meant. Of a word that means nobody, a thing with a name is no mistake."""
    if nobody:
        return all(m.actor_kind not in (ActorKind.STATE, ActorKind.PERSON) for m in got)
    return len(wanted) == len(got) > 0 and all(any(_is(w, m) for m in got) for w in wanted)


def _is(wanted: str, mention: Mention) -> bool:
    name, _, code = wanted.rpartition("/")
    if not name:
        return _is_state_or_body(wanted, mention)
    if mention.actor_kind is not ActorKind.PERSON or mention.country != code:
        return False
    if name[:1].isupper():
        return fold(mention.name) == fold(name)
    held = {_title(mention.name.split(" of ")[0]), _title(mention.office or "")}
    return _title(name.split(" to ")[0]) in held


def _is_state_or_body(wanted: str, mention: Mention) -> bool:
    if re.fullmatch(r"[A-Z]{3}", wanted):
        return mention.actor_kind is ActorKind.STATE and mention.country == wanted
    known = organisation_names().get(wanted)
    names = {fold(wanted)} | ({fold(known.name)} if known is not None else set())
    # An unlisted ministry carries its state: "Ministry of Commerce of India".
    return mention.actor_kind in _COLLECTIVE and (fold(mention.name) in names or fold(wanted) in fold(mention.name))


def _title(office: str) -> str:
    known = position_titles().get(office.lower())
    return known.title if known is not None else office.lower()
