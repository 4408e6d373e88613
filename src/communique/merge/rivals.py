"""Two events that may be one, told differently: same people, same day, but another city; a call to one, a meeting to
another; the same visit on other days.

Hard negatives keep such reports apart, as they should: that a minister met one colleague in two cities on one day is
rare, and no reason to merge. But where no report tells of both, one of them is wrong or there were two, and who checks
facts wants to see it. So it is told as a contradiction between events, and nothing is merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from communique.merge.block import party_of
from communique.merge.borders import AT_THE_BORDER, at_the_border, is_capital
from communique.merge.contradictions import ARRIVAL
from communique.merge.deeds import done_once, one_deed, opens
from communique.merge.disagreements import Said, built, subject_of
from communique.merge.facts import STATED, city_of, family_of, is_named, known_days, named_person
from communique.merge.fields import date_text
from communique.merge.heads import heads
from communique.merge.manners import MODES, How, cannot_both_be, manner
from communique.merge.openings import lasts, opened, rounds_of
from communique.model.ontology import EventType
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event, Status
from communique.model.values import PartialDate

_TALKS, _CALL, _VISIT = "CONSULT:talks", "CONSULT:call", "CONSULT:visit"
_DAYS_APART = 2  # a report is seldom further off; a second round seldom nearer
_CROWDED = 6  # so many like events of one day are many happenings, and none is another one's rival


@dataclass(frozen=True, slots=True)
class _Told:
    """An event as its rivals see it.

    ``stated``: its days stand in the text; ``persons``: the named ones of each party; ``once``: it is done once;
    ``tellers``: the documents that tell what it was: who only says that two spoke tells of a call as well as of a
    meeting.
    """

    event: Event
    family: str
    first: int
    last: int
    stated: bool
    persons: Mapping[str, frozenset[str]]
    once: bool
    tellers: frozenset[str]


def rivals(
    events: Sequence[Event],
    again: Collection[str],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
) -> tuple[Contradiction, ...]:
    """Contradictions between events of one block, by id.

    Args:
        events: in order of their ids.
        again: at least one of two rivals is among these.
        claims: by id, at least the events' own.
        documents: by id, at least those of the claims.
    """
    told = [t for e in events if (t := _told(e, claims)) is not None]
    days: defaultdict[int, list[_Told]] = defaultdict(list)
    for one in told:
        for day in range(one.first, one.last + 1):
            days[day].append(one)
    found: dict[str, Contradiction] = {}
    for one in told:
        reach = range(one.first, one.last + _DAYS_APART + 1)
        if not any(t.event.id in again for day in reach for t in days.get(day, ())):
            continue
        for stated in (True, False):
            like = [*islice(_like(one, reach, days, stated=stated), _CROWDED + 1)]
            if len(like) > _CROWDED:
                continue
            for two in like:
                first, second = sorted((one, two), key=lambda t: t.event.id)
                if first.event.id in again or second.event.id in again:
                    found |= {x.id: x for x in _apart(first, second, claims, documents)}
    return tuple(found[i] for i in sorted(found))


def _like(one: _Told, reach: Iterable[int], days: Mapping[int, Sequence[_Told]], *, stated: bool) -> Iterator[_Told]:
    """Every other event of these days that may be told of the same people; ``stated``: the days of both are, else not.

    Where the day is only the story's own, little is looked at: heads of delegations, how and where they talked.
    """
    seen = {one.event.id}
    for day in reach:
        for two in days.get(day, ()):
            if two.event.id not in seen and (one.stated and two.stated) == stated:
                seen.add(two.event.id)
                talks = one.family == two.family == _TALKS
                alike = _one_pair(one, two) and (stated or talks or _others(one, two))
                if alike or _same_states(one, two) or (stated and _same_deed(one, two)):
                    yield two


def _told(event: Event, claims: Mapping[str, Claim]) -> _Told | None:
    """None for what is no actual happening of some day, or of a few."""
    first, last = known_days(event.date)
    if first is None or last is None or (last - first).days > _DAYS_APART:
        return None
    if event.status is not Status.ACTUAL or event.event is None:
        return None
    stated = event.date is not None and event.date.basis in STATED
    persons: defaultdict[str, set[str]] = defaultdict(set)
    for row in (*event.sources, *event.targets):
        party = party_of(row)
        if party is not None:
            persons[party] |= {person} if (person := named_person(row)) else set()
    if not stated and not any(persons.values()) and event.event is not EventType.CONSULT:
        return None
    lead = claims[event.claims[0]]
    family, nature = family_of(lead)
    if nature == "content" and not opens(lead):
        return None
    named = {party: frozenset(who) for party, who in sorted(persons.items())}
    return _Told(
        event, family, first.toordinal(), last.toordinal(), stated, named, done_once(lead), _tellers(event, claims)
    )


def _tellers(event: Event, claims: Mapping[str, Claim]) -> frozenset[str]:
    """The reports that say what it was; all, where none does. Only where they call it by two kinds may some not."""
    kinds = next((f.values for f in event.fields if f.name == "kind"), ())
    if event.event is not EventType.CONSULT or len(kinds) < 2:
        return frozenset(event.documents)
    return frozenset(c.document for i in event.claims if not _vague(c := claims[i])) or frozenset(event.documents)


def _vague(claim: Claim) -> bool:
    """ "The two ministers discuss gas": by telephone or at a table, it does not say."""
    return claim.event is EventType.CONSULT and claim.form is None and claim.mode is None


def _stated_days(date: PartialDate | None) -> tuple[int, int] | None:
    first, last = known_days(date)
    if date is None or date.basis not in STATED or first is None or last is None or (last - first).days > _DAYS_APART:
        return None
    return first.toordinal(), last.toordinal()


def _one_pair(a: _Told, b: _Told) -> bool:
    """Same parties, a person in common or none named, told by other documents, and on one side at most other people.

    Who only gave the room (the state of the place) may be missing in one. Where one side has other people in the two,
    the rest need not be named in both.
    """
    shared = a.persons.keys() & b.persons.keys()
    if not _parties_fit(a, b) or a.tellers & b.tellers:
        return False
    sides = [(a.persons[p], b.persons[p]) for p in shared]
    if any(one & two for one, two in sides) or not all(one or two for one, two in sides):
        return True
    return len(_others(a, b)) == 1 and not all(one and two for one, two in sides)


def _same_parties(a: _Told, b: _Told) -> bool:
    return _parties_fit(a, b) and not set(a.event.documents) & set(b.event.documents)


def _parties_fit(a: _Told, b: _Told) -> bool:
    more = a.persons.keys() ^ b.persons.keys()
    hosts = {p.country for e in (a.event, b.event) if (p := e.place) is not None}
    shared = a.persons.keys() & b.persons.keys()
    return more <= hosts and len(shared) > 1


def _same_states(a: _Told, b: _Told) -> bool:
    """Talks of the same two of which one report names nobody, and one tells that they were not at one table."""
    nobody = not any(a.persons.values()) or not any(b.persons.values())
    return nobody and a.family == b.family == _TALKS and (_far(a) or _far(b)) and _same_parties(a, b)


def _same_deed(a: _Told, b: _Told) -> bool:
    return a.once and b.once and a.family == b.family and _same_parties(a, b)


def _far(told: _Told) -> bool:
    """They talked over a wire or through others."""
    return told.family == _TALKS and told.event.mode in MODES


def _others(a: _Told, b: _Told) -> list[str]:
    """The parties for which the two name other persons."""
    shared = a.persons.keys() & b.persons.keys()
    return [p for p in sorted(shared) if a.persons[p] and b.persons[p] and not a.persons[p] & b.persons[p]]


def _apart(
    a: _Told, b: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[Contradiction]:
    gap = max(a.first - b.last, b.first - a.last, 0)
    same_day = gap == 0
    sure = a.stated and b.stated
    others = [p for p in _others(a, b) if all(_names(t, p, claims, documents) for t in (a, b))]
    if sure and not same_day and a.once:
        if (
            b.once
            and not others
            and _same_parties(a, b)
            and _no_other_city(a, b, claims)
            and one_deed(a.event, b.event, claims, documents, gap=gap)
        ):
            yield _made(a, b, "date", [_days(a, claims), _days(b, claims)])
    elif not _one_pair(a, b):
        if same_day or not sure:
            yield from _manners(a, b, claims, documents)
    elif others:
        # The day of a story is often that of its printing.
        alike = a.family == b.family or {a.family, b.family} == {_TALKS, _VISIT}
        if alike and len(others) == 1 and gap <= (0 if sure else 1):
            yield from _leaders(a, b, others[0], claims, documents)
    elif not sure:
        if a.family == b.family == _TALKS:
            yield from _manners(a, b, claims, documents)
            if gap <= 1 and _everybody_named(a, b):
                yield from _places(a, b, claims, documents)
    elif a.family == b.family and a.family != _VISIT and same_day:
        yield from _places(a, b, claims, documents)
        yield from _manners(a, b, claims, documents)
    elif {a.family, b.family} == {_TALKS, _CALL} and same_day and _everybody_named(a, b):
        yield _made(a, b, "kind", [_kinds(a, claims), _kinds(b, claims)])
    elif a.family == b.family == _TALKS and not same_day and not _everybody_named(a, b):
        yield from _openings(a, b, claims, documents)
    elif a.family == b.family == _VISIT and not same_day and not _everybody_named(a, b):
        yield from _arrivals(a, b, claims, documents)
    elif a.family == b.family and not same_day and _everybody_named(a, b) and _one_place(a, b, claims):
        early, late = sorted((a, b), key=lambda t: t.first)
        if a.family != _VISIT or _one_first_day(early, late, claims, documents):
            yield _made(a, b, "date", [_days(a, claims), _days(b, claims)])


def _names(told: _Told, party: str, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> bool:
    """A report of it names somebody of the party, and does not only mean him by an office."""
    people = [(p, c) for c in (claims[i] for i in told.event.claims) for p in c.participants() if party_of(p) == party]
    people = [(p, c) for p, c in people if named_person(p) is not None]
    if any(is_named(p, p.text) for p, _ in people):  # most are; else the name stands elsewhere in the report
        return True
    return any(is_named(p, d.text) for p, c in people if (d := documents.get(c.document)) is not None)


def _openings(
    a: _Told, b: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[Contradiction]:
    """Talks last, but they open once, and the third round is one: on two days only where two reports do not agree."""
    words = [[s for _, s in _told_words(t, claims, documents)] for t in (a, b)]
    rounds = [{word for s in said for word in rounds_of(s)} for said in words]
    one_round = bool(rounds[0] & rounds[1]) and not any(lasts(s) for said in words for s in said)
    sides = [_opened(t, claims, documents) for t in (a, b)]
    if one_round:
        sides = [_days(t, claims) for t in (a, b)]
    elif all(rounds) and rounds[0].isdisjoint(rounds[1]):
        return
    if all(sides) and _no_other_city(a, b, claims):
        yield _made(a, b, "date", sides)


def _arrivals(
    a: _Told, b: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[Contradiction]:
    """A delegation of which nobody is named arrives once."""
    came = (any(ARRIVAL.search(word) for word, _ in _told_words(t, claims, documents)) for t in (a, b))
    if all(came) and a.event.targets and b.event.targets and _no_other_city(a, b, claims):
        yield _made(a, b, "date", [_days(t, claims) for t in (a, b)])


def _opened(told: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> list[Said]:
    own = (told.first, told.last)
    return [
        Said(date_text(c.date) or "", c)
        for c in (claims[i] for i in told.event.claims)
        if _stated_days(c.date) == own and (d := documents.get(c.document)) and opened(c.sentence.of(d.text))
    ]


def _no_other_city(a: _Told, b: _Told, claims: Mapping[str, Claim]) -> bool:
    one, two = ({s.value for s in _cities(t.event, claims)} for t in (a, b))
    return not one or not two or bool(one & two)


def _one_first_day(early: _Told, late: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> bool:
    """A visit lasts: who was there on Wednesday may well have come on Tuesday. Only who came on Wednesday was not."""
    stay, arrival = _told_words(early, claims, documents), _told_words(late, claims, documents)
    if any(ARRIVAL.search(word) for word, _ in arrival):
        return True
    return not any(ARRIVAL.search(word) or lasts(sentence) for word, sentence in (*stay, *arrival))


def _told_words(told: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> list[tuple[str, str]]:
    """The deciding words and the sentence of each claim."""
    rows = ((c, documents.get(c.document)) for c in (claims[i] for i in told.event.claims))
    return [(c.predicate.of(d.text), c.sentence.of(d.text)) for c, d in rows if d is not None]


def _leaders(
    a: _Told, b: _Told, party: str, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[Contradiction]:
    """A delegation has one head: two reports that name two do not agree. Else a minister meets many in a day."""
    cities = [{s.value for s in _cities(t.event, claims)} for t in (a, b)]
    if all(cities) and not cities[0] & cities[1]:
        return
    sides = [_led(t, party, claims, documents) for t in (a, b)]
    if all(sides) and not {s.value for s in sides[0]} & {s.value for s in sides[1]}:
        yield _made(a, b, "participants", sides)
        if a.family == b.family == _TALKS:
            yield from _places(a, b, claims, documents)


def _led(told: _Told, party: str, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> list[Said]:
    rows = ((c, documents.get(c.document)) for c in (claims[i] for i in told.event.claims))
    return [Said(p.name, c) for c, d in rows if d is not None for p in heads(c, d.text) if party_of(p) == party]


def _manners(
    a: _Told, b: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[Contradiction]:
    """One says that they sat at one table, the other that they never did."""
    if not (_far(a) or _far(b)):
        return
    one, two = ([how for how in _hows(t, claims, documents) if how.sure] for t in (a, b))
    if one and two and all(cannot_both_be(x, y) for x in one for y in two):
        yield _made(a, b, "kind", [one, two])


def _hows(told: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> list[How]:
    rows = ((c, documents.get(c.document)) for c in (claims[i] for i in told.event.claims))
    return [how for c, d in rows if d is not None and (how := manner(c, d.text)) is not None]


def _places(
    a: _Told, b: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[Contradiction]:
    one, two = _cities(a.event, claims), _cities(b.event, claims)
    states = [_states(e, claims) for e in (a.event, b.event)]
    # "in Muscat" and "in Iraq" do not fit either
    if one and two and not {s.value for s in one} & {s.value for s in two}:
        yield _made(a, b, "place", [one, two])
    elif states[0] and states[1] and not {s.value for s in states[0]} & {s.value for s in states[1]}:
        yield _made(a, b, "place", [one or states[0], two or states[1]])
    elif bool(one) != bool(two) and all(is_capital(s.value) for s in one or two):
        border = _at_border(b if one else a, claims, documents)
        if border:
            yield _made(a, b, "place", [one or border, two or border])


def _at_border(told: _Told, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> list[Said]:
    rows = ((c, documents.get(c.document)) for c in (claims[i] for i in told.event.claims))
    return [Said(AT_THE_BORDER, c) for c, d in rows if d is not None and at_the_border(c, d.text)]


def _states(event: Event, claims: Mapping[str, Claim]) -> list[Said]:
    """Who names a place of which state in the very words of the claim."""
    told = (claims[i] for i in event.claims)
    return [Said(c.place.country, c) for c in told if c.place and c.place.span and c.place.country]


def _everybody_named(a: _Told, b: _Told) -> bool:
    """The same named persons stand on two sides of both: two states alone talk often."""
    shared = a.persons.keys() & b.persons.keys()
    return sum(bool(a.persons[p] & b.persons[p]) for p in shared) >= (1 if a.family == _VISIT else 2)


def _one_place(a: _Told, b: _Told, claims: Mapping[str, Claim]) -> bool:
    one, two = {s.value for s in _cities(a.event, claims)}, {s.value for s in _cities(b.event, claims)}
    if a.family == _VISIT:
        return a.event.targets != () and b.event.targets != () and _no_other_city(a, b, claims)
    return bool(one & two)


def _cities(event: Event, claims: Mapping[str, Claim]) -> list[Said]:
    """Who names which city in the very words of the claim: a dateline or the story's own place is no testimony."""
    told = (claims[i] for i in event.claims)
    return [Said(city, c) for c in told if c.place and c.place.span and (city := city_of(c)) is not None]


def _kinds(told: _Told, claims: Mapping[str, Claim]) -> list[Said]:
    word = "call" if told.family == _CALL else "meeting"
    return [Said(word, c) for i in told.event.claims if not _vague(c := claims[i])]


def _days(told: _Told, claims: Mapping[str, Claim]) -> list[Said]:
    rows = ((_stated_days(claims[i].date), claims[i]) for i in told.event.claims)
    own = (told.first, told.last)
    return [Said(date_text(c.date) or "", c) for days, c in rows if days == own]


def _made(a: _Told, b: _Told, field: str, sides: Sequence[Sequence[Said]]) -> Contradiction:
    said = [row for side in sides for row in side]
    values = " and as ".join(sorted({row.value for row in said}))
    why = f"{field} told as {values}, by reports of which none tells of both"
    return built(
        a.event.block, a.event.id, subject_of(a.event),
        field=field, kind=ContradictionKind.CONTRADICTION, said=said, beside=True, why=why,
    )  # fmt: skip
