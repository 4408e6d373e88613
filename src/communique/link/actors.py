"""Who is who over the whole record: one actor for each state, person, organisation and unnamed office holder.

Pure, and independent of the order of the readings: everything is sorted before it is decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from communique.knowledge.offices import GIVEN, Roster, Tenure, shipped
from communique.knowledge.organisations import organisation_names
from communique.knowledge.parts import of_part
from communique.knowledge.states import state
from communique.link.descriptions import canonical, is_description, of_organisation, position_words
from communique.link.offices import Days, Evidence, OfficeBook, days_of
from communique.link.persons import Named, Person, group_persons, person_id
from communique.model.ids import slug
from communique.model.records import Claim, Document, Mention, MentionKind, Office, Reading, Statement
from communique.model.values import ActorKind, Participant, Span


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of the record. ``names`` are the forms found, sorted; ``mentions`` counts its spans over all documents.

    ``id``: ``state:RUS``, ``person:sergey-lavrov.rus``, ``org:asean``, ``group:...``, ``unknown:...``, or
    ``office:foreign-minister.rus`` for a holder whose name nothing shows. ``why``: one line for each step of linking.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    names: tuple[str, ...]
    offices: tuple[Office, ...]
    documents: tuple[str, ...]
    mentions: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """The record's actors and offices, and each document's claims and statements with participants' actors filled."""

    actors: tuple[Actor, ...]
    offices: tuple[Office, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    statements: Mapping[str, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class _Who:
    """What one naming was resolved to."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    why: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    who: _Who
    names: set[str] = field(default_factory=set)
    sectors: Counter[str] = field(default_factory=Counter)
    spans: set[tuple[str, Span]] = field(default_factory=set)
    why: set[str] = field(default_factory=set)


def link(readings: Sequence[Reading], documents: Mapping[str, Document], given: Sequence[Tenure] = ()) -> Linked:
    """Resolve every participant of the record.

    Args:
        readings: one for each document, in any order.
        documents: by id; a missing one only means that its day of publication is not known.
        given: the user's own table of offices, which goes before the shipped one.
    """
    ordered = sorted(readings, key=lambda r: (r.document, r.coder))
    linker = _Linker(ordered, documents, shipped().with_given(given))
    claims = {r.document: tuple(linker.claim(c) for c in r.claims) for r in ordered}
    statements = {r.document: tuple(linker.statement(s) for s in r.statements) for r in ordered}
    for reading in ordered:
        for mention in reading.mentions:
            if mention.kind is MentionKind.ACTOR:
                linker.mention(reading.document, mention)
    return Linked(linker.actors(), linker.offices(), claims, statements)


class _Linker:
    def __init__(self, readings: Sequence[Reading], documents: Mapping[str, Document], roster: Roster) -> None:
        self._days = {r.document: _written(r, documents.get(r.document)) for r in readings}
        self._roster = roster
        self._persons = group_persons(Counter(_person_names(readings)), roster)
        texts = tuple(self._text_offices(readings))
        self._book = OfficeBook((e for office in texts for e in self._evidence(office)), roster)
        self._texts = tuple(self._with_conflicts(office) for office in texts)
        self._known = {p.id: p for p in self._persons.values()}
        self._tallies: dict[str, _Tally] = {}
        self._named: set[tuple[str, Span]] = set()

    def claim(self, claim: Claim) -> Claim:
        """The claim with its participants resolved as of its own day."""
        days = days_of(claim.date) or self._days.get(claim.document)
        return replace(
            claim,
            sources=tuple(self._participant(claim.document, p, days) for p in claim.sources),
            targets=tuple(self._participant(claim.document, p, days) for p in claim.targets),
        )

    def statement(self, statement: Statement) -> Statement:
        """The statement with speakers and addressees resolved as of the day the text was written."""
        days = self._days.get(statement.document)
        return replace(
            statement,
            speakers=tuple(self._participant(statement.document, p, days) for p in statement.speakers),
            addressees=tuple(self._participant(statement.document, p, days) for p in statement.addressees),
        )

    def mention(self, document: str, mention: Mention) -> None:
        """Count a mention with its actor."""
        m = mention
        row = Participant("", m.text, m.span, m.name, m.actor_kind, m.country, m.sector, m.office)
        # A description that a claim dated otherwise was counted there already; here it has only the document's day.
        if not (is_description(row.name, row.office) and (document, mention.span) in self._named):
            self._participant(document, row, self._days.get(document))

    def _participant(self, document: str, row: Participant, days: Days | None) -> Participant:
        who = self._who(document, row, days)
        tally = self._tallies.setdefault(who.id, _Tally(who))
        tally.names.add(row.name)
        tally.spans.add((document, row.span))
        self._named.add((document, row.span))
        tally.why.update(who.why)
        if row.sector:
            tally.sectors[row.sector] += 1
        return replace(row, actor=who.id, name=who.name, country=who.country, kind=who.kind)

    def _who(self, document: str, row: Participant, days: Days | None) -> _Who:
        if row.kind is ActorKind.STATE and row.country:
            return _Who(f"state:{row.country}", _state_name(row.country, row.name), ActorKind.STATE, row.country)
        if row.kind is ActorKind.PERSON and is_description(row.name, row.office):
            return self._holder(row, days)
        if row.kind is ActorKind.PERSON:
            person = self._persons[Named(document, row.name, row.country or "")]
            return _Who(person.id, person.name, ActorKind.PERSON, person.country, person.why)
        return _collective(row)

    def _holder(self, row: Participant, days: Days | None) -> _Who:
        office, body = of_organisation(row.office or position_words(row.name))
        where = row.country or (body.id if body is not None else None)
        found = self._book.holder(office, where, days) if where and days else None
        if found is None:
            position = canonical(office)[0]
            whose = _state_name(row.country, row.country) if row.country else body.name if body is not None else ""
            end = f".{where.lower()}" if where else ""
            name = office if of_part(office) else f"{position} of {whose}" if whose else position
            return _Who(f"office:{slug(position)}{end}", name, ActorKind.PERSON, row.country)
        country = self._roster.country_of(found.name) or row.country
        key = found.person or person_id(found.name, country)
        person = self._known.get(key) or Person(key, found.name, country, ())
        return _Who(person.id, person.name, ActorKind.PERSON, person.country, (*person.why, found.why))

    def _text_offices(self, readings: Iterable[Reading]) -> Iterator[Office]:
        for reading in readings:
            for office in reading.offices:
                person = self._persons.get(Named(reading.document, office.name, office.country or ""))
                if person is not None:
                    said_in = office.document or reading.document
                    yield replace(office, person=person.id, name=person.name, basis="text", document=said_in)

    def _evidence(self, office: Office) -> Iterator[Evidence]:
        days = self._days.get(office.document or "")
        if days is None and office.start and office.end:
            days = Days(office.start, office.end)
        where = office.country or (slug(office.organisation) if office.organisation else None)
        if days is None or not where:
            return
        for position in canonical(office.position):
            yield Evidence(position, where, days, office.person, office.name, office.document or "")

    def _with_conflicts(self, office: Office) -> Office:
        against = (line for said in self._evidence(office) for line in self._book.against(said))
        return replace(office, conflicts=tuple(dict.fromkeys(against)))

    def offices(self) -> tuple[Office, ...]:
        """What texts say, all that the user gave, and what the shipped table has of the persons found."""
        found = {o for key, t in self._tallies.items() for o in self._table_offices(key, t.who)} | set(self._texts)
        found |= {self._table_office(self._person_of(t), t) for t in self._roster.rows if t.basis == GIVEN}
        return tuple(sorted(found, key=_office_order))

    def _table_offices(self, actor: str, who: _Who) -> Iterator[Office]:
        if not actor.startswith("person:"):
            return
        for t in self._roster.of(who.name):
            if t.person == who.name and (not who.country or t.country in (who.country, None)):
                yield self._table_office(actor, t)

    def _table_office(self, actor: str, t: Tenure) -> Office:
        against = self._book.against_given(t, shipped()) if t.basis == GIVEN else ()
        return Office(
            actor, t.person, t.position, t.country, t.start, t.end, t.basis,
            origin=t.origin, organisation=t.organisation, conflicts=against,
        )  # fmt: skip

    def _person_of(self, tenure: Tenure) -> str:
        """The actor id of who holds a given office: as the record has it, else as it would."""
        return person_id(tenure.person, self._roster.country_of(tenure.person) or tenure.country)

    def actors(self) -> tuple[Actor, ...]:
        """All actors, by id."""
        held: defaultdict[str, list[Office]] = defaultdict(list)
        for office in self.offices():
            held[office.person].append(office)
        return tuple(
            Actor(
                id=key,
                name=tally.who.name,
                kind=tally.who.kind,
                country=tally.who.country,
                sector=min(tally.sectors, key=lambda s: (-tally.sectors[s], s), default=None),
                names=tuple(sorted(tally.names)),
                offices=tuple(held[key]),
                documents=tuple(sorted({d for d, _ in tally.spans})),
                mentions=len(tally.spans),
                why=tuple(sorted(tally.why)),
            )
            for key, tally in sorted(self._tallies.items())
        )


def _written(reading: Reading, document: Document | None) -> Days | None:
    if document is not None and document.published is not None:
        return Days(document.published, document.published)
    return days_of(reading.anchor)


def _person_names(readings: Iterable[Reading]) -> Iterator[Named]:
    for reading in readings:
        rows: list[Participant | Mention] = [m for m in reading.mentions if m.kind is MentionKind.ACTOR]
        rows += [p for c in reading.claims for p in c.participants()]
        rows += [p for s in reading.statements for p in (*s.speakers, *s.addressees)]
        for row in rows:
            kind = row.actor_kind if isinstance(row, Mention) else row.kind
            if kind is ActorKind.PERSON and not is_description(row.name, row.office):
                yield Named(reading.document, row.name, row.country or "")
        for office in reading.offices:
            if not is_description(office.name, office.position):
                yield Named(reading.document, office.name, office.country or "")


def _state_name(code: str, otherwise: str) -> str:
    try:
        return state(code).name
    except KeyError:
        return otherwise


def _collective(row: Participant) -> _Who:
    known = organisation_names().get(row.name) or organisation_names().get(row.text)
    if known is not None and row.kind in (ActorKind.ORGANISATION, ActorKind.UNKNOWN, ActorKind.STATE):
        return _Who(f"org:{known.id}", known.name, ActorKind.ORGANISATION, known.country)
    prefix = {ActorKind.ORGANISATION: "org", ActorKind.ARMED_GROUP: "group"}.get(row.kind, "unknown")
    # "the Foreign Ministry" of two states is two organisations, so an unlisted one carries its state.
    end = f".{row.country.lower()}" if row.country else ""
    return _Who(f"{prefix}:{slug(row.name)}{end}", row.name, row.kind, row.country)


def _office_order(office: Office) -> tuple[str, ...]:
    return (
        office.person,
        office.position,
        office.country or "",
        office.organisation or "",
        office.start.isoformat() if office.start else "",
        office.end.isoformat() if office.end else "",
        office.basis,
        office.document or "",
        repr(office.spans),
        office.origin,
    )
