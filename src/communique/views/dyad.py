"""How two states stand: the page of a dyad, and of one state. Made of glances and of the few rows that are shown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from typing_extensions import TypedDict

from communique import api
from communique.errors import UsageError
from communique.model.glances import Encounter, Filters, Glance
from communique.model.records import Outcome, Statement, Status
from communique.views.actors import office_rows
from communique.views.brief import StateRef
from communique.views.dates import date_shape, iso
from communique.views.events import event_rows
from communique.views.listing import contradictions_part, events_part, in_order
from communique.views.paging import Part
from communique.views.papers import AGREEMENT, AgreementRow, VoteRow, agreement_rows, vote_rows
from communique.views.reader import Finder
from communique.views.rows import Library, contradiction_rows, statement_rows
from communique.views.shapes import ContradictionRow, EventRow, OfficeRow, StatementRow
from communique.views.summary import Dated, Tally, span_of, tallies
from communique.views.timeline import counted, partial_date

EVENTS, PLANS, AGREEMENTS, CONTRADICTIONS, ENCOUNTERS, STATEMENTS, PARTNERS = 20, 8, 12, 10, 15, 6, 12
"""How many rows of each kind a page shows."""

_CANDIDATES = 120  # newest statements among which each side's are looked for
_OPEN = (None, Outcome.OPEN.value)


class ToldBy(TypedDict):
    """A source and how many documents of it tell events of a page."""

    id: str
    name: str
    documents: int


class CoverageRow(TypedDict):
    """What stands behind the events of a page: documents, their ``sources`` (those with most first), and the outlets,
    agencies and documents of no known source that all lead back to. ``unsourced``: documents of no known source.
    """

    documents: int
    sources: list[ToldBy]
    unsourced: int
    origins: int


class Summary(TypedDict):
    """How much there is: ``events`` without hypothetical ones and kept plans, by ``kinds``; ``words`` says it all.

    ``contradicted``: events whose reports contradict each other; ``plans``: open ones; ``beside``: events in which both
    take part that are not between them: what they do to others, or others to both.
    """

    events: int
    kinds: list[Tally]
    contradicted: int
    plans: int
    beside: int
    words: str
    coverage: CoverageRow


class Plans(TypedDict):
    """Open plans: those to come, the next first; those whose day has passed with nothing told, the last first; those
    of no known day. ``left_out``: how many of each are not shown, in this order.
    """

    ahead: list[EventRow]
    passed: list[EventRow]
    undated: list[EventRow]
    left_out: list[int]


class EncounterRow(TypedDict):
    """Two persons or bodies who met or talked: how often, from when to when (ISO or None), and the last time."""

    one: str
    one_name: str
    one_state: str
    two: str
    two_name: str
    two_state: str
    events: int
    first: str | None
    last: str | None
    latest: str


class Said(TypedDict):
    """The newest statements of one state's speakers that name or address the other, the strongest first; without a
    state those that speakers of both make together.
    """

    state: StateRef | None
    statements: list[StatementRow]


class DyadPage(TypedDict):
    """The page of two states. ``contradictions`` are the first of ``differences`` in all; ``today``: by which plans
    are ahead, ISO.
    """

    states: list[StateRef]
    summary: Summary
    events: Part[EventRow]
    plans: Plans
    agreements: list[AgreementRow]
    votes: list[VoteRow]
    contradictions: list[ContradictionRow]
    differences: int
    encounters: list[EncounterRow]
    said: list[Said]
    today: str


class Partner(TypedDict):
    """Another state and how many events there are with it: verbal and material cooperation, verbal and material
    conflict; ``last``: the last day of any that came about, ISO or None.
    """

    state: StateRef
    events: int
    quads: list[int]
    last: str | None


class BodyRef(TypedDict):
    """An organisation by actor id and name."""

    actor: str
    name: str


class StatePage(TypedDict):
    """The page of one state: what it is part of on ``today``, its busiest partners (``partners_in_all`` of them), its
    newest events, and who holds or held its offices.
    """

    state: StateRef
    today: str
    bodies: list[BodyRef]
    partners: list[Partner]
    partners_in_all: int
    events: Part[EventRow]
    offices: list[OfficeRow]


def dyad(
    record: Finder,
    states: Sequence[StateRef],
    filters: Filters,
    *,
    today: dt.date,
    cursor: str | None = None,
    glances: Sequence[Glance] | None = None,
) -> DyadPage:
    """The page of two states.

    Args:
        record: where to read.
        states: two different ones.
        filters: which events; their states are taken for granted.
        today: by which a plan is ahead or has passed.
        cursor: where the list of events goes on.
        glances: the events that the filters let through, where they are known already.

    Raises:
        UsageError: not two states, or no cursor of ours.
    """
    if len(states) != 2:
        raise UsageError("a dyad has two different states", "name another one, or ask for the page of one state")
    filters = replace(filters, states=tuple(s["code"] for s in states), between=True)
    known = record.glances(filters) if glances is None else glances
    ahead, passed, undated = _open_plans(known, today)
    papers = [g.id for g in _newest(g for g in known if g.form == AGREEMENT)][:AGREEMENTS]
    shown = list(dict.fromkeys([*ahead[:PLANS], *passed[:PLANS], *undated[:PLANS], *papers]))
    events = in_order(record.events_with(shown), shown)
    rows = {row["id"]: row for row in event_rows(record, events)}
    against, differences = _contradictions(record, filters, known)
    return DyadPage(
        states=list(states),
        summary=_summary(record, filters, known, differences),
        events=events_part(record, filters, newest=True, cursor=cursor, limit=EVENTS),
        plans=Plans(
            ahead=[rows[id] for id in ahead[:PLANS] if id in rows],
            passed=[rows[id] for id in passed[:PLANS] if id in rows],
            undated=[rows[id] for id in undated[:PLANS] if id in rows],
            left_out=[max(len(ids) - PLANS, 0) for ids in (ahead, passed, undated)],
        ),
        agreements=agreement_rows(in_order(events, papers), rows),
        votes=vote_rows(record, states, filters),
        contradictions=against,
        differences=sum(differences),
        encounters=[encounter_row(e) for e in record.encounters(filters, limit=ENCOUNTERS)],
        said=_said(record, states, filters),
        today=today.isoformat(),
    )


def state_page(record: Finder, state: StateRef, *, today: dt.date, cursor: str | None = None) -> StatePage:
    """The page of one state."""
    code = state["code"]
    names = {s.code: s.name for s in api.all_states()}
    pairs = [p for p in record.pairs() if code in p.states]
    bodies = [(f"org:{id}", found.name) for id in api.organisations_of(code, today) if (found := api.organisation(id))]

    def other(codes: tuple[str, str]) -> StateRef:
        found = codes[1] if codes[0] == code else codes[0]
        return StateRef(code=found, name=names.get(found, found))

    return StatePage(
        state=state,
        today=today.isoformat(),
        bodies=[BodyRef(actor=actor, name=name) for actor, name in sorted(bodies, key=lambda b: b[1].casefold())],
        partners=[
            Partner(state=other(p.states), events=p.events, quads=list(p.quads), last=iso(p.last))
            for p in pairs[:PARTNERS]
        ],
        partners_in_all=len(pairs),
        events=events_part(record, Filters(states=(code,)), newest=True, cursor=cursor, limit=EVENTS),
        offices=office_rows(record.offices(), countries=[code]),
    )


def encounter_row(found: Encounter) -> EncounterRow:
    """The row of one encounter."""
    return EncounterRow(
        one=found.one,
        one_name=found.one_name,
        one_state=found.one_state,
        two=found.two,
        two_name=found.two_name,
        two_state=found.two_state,
        events=found.events,
        first=iso(found.first),
        last=iso(found.last),
        latest=found.latest,
    )


def _summary(record: Finder, filters: Filters, glances: Sequence[Glance], differences: Sequence[int]) -> Summary:
    """What there is in a line, as a brief tells it; what became of a kept plan is told by the event that came of it."""
    plans = sum(_is_open(g) for g in glances)
    told = [
        g
        for g in glances
        if g.status != Status.HYPOTHETICAL.value
        and not _is_open(g)
        and not (g.status == Status.PLANNED.value and g.outcome == Outcome.KEPT.value)
    ]
    kinds = tallies([counted(g) for g in told])
    head = f"{_count(len(told), 'event')} between them{_period(told)}"
    parts = [f"{head}: {', '.join(k['shown'] for k in kinds)}" if kinds else head]
    for number, one, many in (
        (differences[0], "contradiction", "contradictions"),
        (differences[1], "updated figure", "updated figures"),
        (differences[2], "difference of scope", "differences of scope"),
    ):
        if number or one == "contradiction":
            parts.append(f"{number or 'no'} {many if number > 1 else one}")
    parts.append(f"{plans or 'no'} open {'plans' if plans > 1 else 'plan'}")
    found = record.coverage(filters)
    return Summary(
        events=len(told),
        kinds=kinds,
        contradicted=sum(g.contradicted for g in told),
        plans=plans,
        beside=len(record.event_keys(replace(filters, between=False))) - len(glances),
        words="; ".join(parts),
        coverage=CoverageRow(
            documents=found.documents,
            sources=[ToldBy(id=id, name=name, documents=number) for id, name, number in found.sources],
            unsourced=found.unsourced,
            origins=found.origins,
        ),
    )


def _period(glances: Sequence[Glance]) -> str:
    """From when to when, as `summary.span_of` says it of rows; only the first and the last matter to it."""
    dated = [g for g in glances if g.start is not None and g.end is not None]
    if not dated:
        return ""
    ends = (
        min(dated, key=lambda g: (iso(g.start) or "", g.basis)),
        max(dated, key=lambda g: (iso(g.end) or "", g.basis)),
    )
    words = span_of([Dated(date=date_shape(partial_date(g))) for g in ends])
    return f" {words}" if words else ""


def _is_open(glance: Glance) -> bool:
    return glance.status == Status.PLANNED.value and glance.outcome in _OPEN


def _open_plans(glances: Sequence[Glance], today: dt.date) -> tuple[list[str], list[str], list[str]]:
    """Ids of open plans: ahead (the next first), passed (the last first), undated (the best reported first)."""
    plans = [g for g in glances if _is_open(g)]
    dated = [g for g in plans if g.start is not None and g.end is not None]
    ahead = sorted((g for g in dated if (g.end or today) >= today), key=lambda g: (iso(g.start) or "", g.id))
    passed = _newest(g for g in dated if (g.end or today) < today)
    undated = sorted((g for g in plans if g.start is None), key=lambda g: (-g.origins, -g.documents, g.id))
    return [g.id for g in ahead], [g.id for g in passed], [g.id for g in undated]


def _newest(glances: Iterable[Glance]) -> list[Glance]:
    """By last day, the latest first; the undated come last, the best reported of a day first."""
    ranked = sorted(glances, key=lambda g: (-g.origins, -g.documents, g.id))
    return sorted(ranked, key=lambda g: iso(g.end) or "", reverse=True)


def _contradictions(
    record: Finder, filters: Filters, glances: Sequence[Glance]
) -> tuple[list[ContradictionRow], tuple[int, int, int]]:
    """The first rows, and how many contradictions, updates and differences of scope there are.

    With filters only what the events that they let through have; without, also what differs across events.
    """
    if filters == Filters(states=filters.states, between=True):
        keys = record.contradiction_keys(states=filters.states)
        ranks = Counter(rank for rank, _ in keys)
        first = contradictions_part(record, states=filters.states, limit=CONTRADICTIONS)["items"] if keys else []
        return first, (ranks["0"], ranks["1"], len(keys) - ranks["0"] - ranks["1"])
    found = record.contradictions_of([g.id for g in glances])
    order = ("contradiction", "update", "scope")
    ranked = sorted(found, key=lambda x: (order.index(x.kind.value), x.id))
    rows = contradiction_rows(record, ranked[:CONTRADICTIONS])
    kinds = Counter(x.kind.value for x in found)
    return rows, (kinds["contradiction"], kinds["update"], kinds["scope"])


def _said(record: Finder, states: Sequence[StateRef], filters: Filters) -> list[Said]:
    """What each side says of the other; of the filters those of days and of the source hold for statements."""
    codes = [s["code"] for s in states]
    keys = record.statement_keys(states=codes, since=filters.since, until=filters.until, newest=True, limit=_CANDIDATES)
    ids = [id for _, id in keys]
    newest = in_order(record.statements(ids=ids), ids) if ids else []
    if filters.source is not None:
        library = Library(record)
        newest = [s for s in newest if (known := library[s.document].source) and known.id == filters.source]
    groups: tuple[tuple[StateRef | None, set[str]], ...] = (*((s, {s["code"]}) for s in states), (None, set(codes)))
    return [
        Said(
            state=state,
            statements=statement_rows(
                record, [s for s in newest if _speakers(s, codes) == speaking][: 2 * STATEMENTS], codes
            )[:STATEMENTS],
        )
        for state, speaking in groups
    ]


def _speakers(statement: Statement, codes: Sequence[str]) -> set[str]:
    """Which of these states somebody speaks for in a statement."""
    return {code for code in codes if any(p.country == code for p in statement.speakers)}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
