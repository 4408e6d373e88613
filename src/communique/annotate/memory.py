"""What one document has named so far, and which states it is about."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from communique.annotate.entities import Entity, Reference
from communique.annotate.stage import Draft
from communique.annotate.whereabouts import dateline_city
from communique.knowledge.places import City
from communique.knowledge.states import display_name, states
from communique.model.records import PartKind
from communique.model.values import EARLIEST, LATEST, ActorKind, Span

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SEATS = frozenset({"BEL", "AUT", "USA", "CHE", "FRA", "NLD", "ETH"})  # where blocs and UN bodies sit


@dataclass(slots=True)
class Memory:
    """What the document has named so far, most recent last."""

    entities: list[Entity] = field(default_factory=list)
    states: dict[str, Entity] = field(default_factory=dict)
    organisations: dict[str, Entity] = field(default_factory=dict)
    recent: list[tuple[Reference, tuple[Entity, ...]]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    home: str | None = None
    own: str | None = None  # the state whose press this is: what it means by "us"
    brussels: bool = False  # whether Brussels means the European Union
    dateline: str | None = None  # the state whose capital the text is dated from
    written: tuple[dt.date, dt.date] | None = None  # between which days the text was written, roughly
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    named: dict[int, list[Span]] = field(default_factory=dict)  # by order of a person: where the name stands

    def persons(self) -> list[Entity]:
        """The persons named so far, in order."""
        return [e for e in self.entities if e.kind is ActorKind.PERSON]

    def new(self, kind: ActorKind, name: str, *, country: str | None = None, sector: str | None = None) -> Entity:
        """A new entity."""
        entity = Entity(kind, name, len(self.entities), country, sector)
        self.entities.append(entity)
        return entity

    def state(self, code: str) -> Entity:
        """The entity of a state, made when it is first meant."""
        if code not in self.states:
            self.states[code] = self.new(ActorKind.STATE, display_name(code), country=code, sector="GOV")
        return self.states[code]


def paired_states(draft: Draft) -> Counter[tuple[str, str]]:
    """How strongly two states stand side by side ("A and B", "A-B relations"), the title counting twice.

    A list of three or more makes no pair. Of two pairs named as often, the one whose states the text names more is
    what it is about.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for run in _side_by_side(draft):
        if len(run) == 2 and run[0].country and run[1].country and run[0].country != run[1].country:
            low, high = sorted((run[0].country, run[1].country))
            title = draft.paragraphs[run[0].tokens[0]].part.kind is PartKind.TITLE
            pairs[low, high] += 2 if title else 1
    named = Counter(r.country for r in draft.references if r.country)
    return Counter({p: 2 * n + min(named[p[0]], named[p[1]]) for p, n in pairs.items()})


def _side_by_side(draft: Draft) -> list[list[Reference]]:
    """Runs of references with nothing but "and", commas or hyphens between them."""
    runs: list[list[Reference]] = []
    for reference in draft.references:
        last = runs[-1][-1] if runs else None
        if last is not None and last.tokens[0] == reference.tokens[0]:
            doc = draft.paragraphs[last.tokens[0]].doc
            between = {t.lower_ for t in doc[last.tokens[2] : reference.tokens[1]]}
            if between and between <= {"and", ",", "-", "–", "with", "the", "'s", "’s"}:
                runs[-1].append(reference)
                continue
        runs.append([reference])
    return runs


def main_pair(memory: Memory) -> tuple[str, ...]:
    """The two states that the document is about: the pair named most, else two states named more than any third."""
    if memory.pairs:
        return memory.pairs.most_common(1)[0][0]
    ranked = sorted(memory.counts, key=lambda c: (-memory.counts[c], c))
    if len(ranked) < 2 or (len(ranked) > 2 and memory.counts[ranked[1]] == memory.counts[ranked[2]]):
        return ()
    return tuple(sorted(ranked[:2]))


def written_between(draft: Draft) -> tuple[dt.date, dt.date] | None:
    """The day of publication; of an undated text the last year that it writes out and the one after."""
    published = draft.document.published
    if published is not None:
        return published, published
    years = [int(y) for part in draft.document.parts for y in _YEAR.findall(part.span.of(draft.document.text))]
    told = max((y for y in years if EARLIEST.year <= y < LATEST.year), default=None)
    return None if told is None else (dt.date(told, 1, 1), dt.date(told + 1, 12, 31))


def home_state(draft: Draft, counts: dict[str, int]) -> str | None:
    """The state whose officials a document names without saying which state: its outlet's, else its dateline's.

    Only a state that the text itself is much about; an exile paper's home is not where it is printed.
    """
    found = own_state(draft)
    ranked = sorted(counts, key=lambda c: (-counts[c], c))[:3]
    return found if found in ranked else None


def own_state(draft: Draft) -> str | None:
    """The state of the outlet, unless that writes from exile; else that of the dateline."""
    source = draft.document.source
    found = source.country if source is not None and source.ownership != "exile" else None
    return found or dateline_state(draft)


def dateline_state(draft: Draft, *, capitals: bool = False) -> str | None:
    """The state of the city in the dateline: a part of its own, or the body's opening words ("HANOI, July 16 -").

    With ``capitals`` only of a capital that no organisation of many states has its seat in.
    """
    text = draft.document.text
    lines = [f"{p.span.of(text)} - " for p in draft.document.parts if p.kind is PartKind.DATELINE]
    lines += [p.span.of(text) for p in draft.document.parts if p.kind is PartKind.BODY][:2]  # a title may lead
    city = next((c for line in lines if (c := dateline_city(line)) is not None), None)
    return None if city is None or (capitals and not _is_plain_capital(city)) else city.country


@cache
def _is_plain_capital(city: City) -> bool:
    """False for Brussels, Vienna and Washington: who is dated from there may be of any state."""
    return city.country not in _SEATS and city.name in {s.capital for s in states()}
