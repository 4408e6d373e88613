"""What people decided goes before what the program would say; the latest decision before the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.merge.builders import Paper, World, build, report
from tests.merge.worlds import colombia_venezuela, iran_saudi, serbia_kosovo

from communique.merge.anchors import anchor
from communique.merge.events import Merged, merge_all
from communique.merge.judged import NOTHING, Judged, age, moment, weigh
from communique.merge.right_values import said
from communique.model.ids import judgement_id
from communique.model.judgements import Judgement, Standing, Stands, Verdict
from communique.model.ontology import EventType
from communique.model.records import Event


def six() -> World:
    """Six meetings of six pairs on six days: nothing of it is one."""
    names = ["Abe", "Bo", "Cy", "Di", "Ed", "Flo"]
    papers = [Paper(f"p{n}", f"o{n}", f"2022-0{n + 1}-01") for n in range(6)]
    rows = [
        report(f"p{n}", f"{name} met Jon.", "met", f"{name}/PRT", "Jon/SWE", form="meeting", date=f"2022-0{n + 1}-01")
        for n, name in enumerate(names)
    ]
    return build(papers, rows)


def judgement(
    world: World, verdict: str, groups: Sequence[Sequence[str]], when: str = "2026-01-01", by: str = "ana", **rest: str
) -> Judgement:
    """One over groups of claim ids: each group of several is an event's."""
    by_id = {c.id: c for c in world.claims}
    subjects = [g[0] if len(g) == 1 else f"e-{g[0][2:]}" for g in groups]
    field = rest.get("field", "")
    anchors = tuple(
        anchor(by_id[i], world.documents[by_id[i].document], subject, said=said(by_id[i]).get(field, ""))
        for subject, group in zip(subjects, groups, strict=True)
        for i in group
    )
    id = judgement_id(verdict, subjects, *rest.values(), by, when)
    return Judgement(id, Verdict(verdict), tuple(subjects), by, when, anchors=anchors, **rest)


def weighed(world: World, judgements: Sequence[Judgement]) -> tuple[Judged, list[Stands]]:
    found = weigh(judgements, world.claims, (), world.documents, said=said)
    return found.judged, list(found.standings)


def merged(world: World, *judgements: Judgement) -> Merged:
    return merge_all(world.claims, world.documents, {}, judged=weighed(world, judgements)[0])


def event_of(found: Merged, claim: str) -> Event:
    return next(e for e in found.events if claim in e.claims)


def ids(world: World, *labels: str) -> list[list[str]]:
    return [sorted(c for c, label in world.labels.items() if label == wanted) for wanted in labels]


# pairs ----------------------------------------------------------------------------------------------------------------


def test_same_joins_what_low_scores_and_vetoes_keep_apart() -> None:
    world = six()
    a, b, c, *_ = (x.id for x in world.claims)
    assert len(merged(world).events) == 6
    found = merged(world, judgement(world, "same", [[a], [b], [c]]))
    assert event_of(found, a).claims == tuple(sorted((a, b, c)))
    assert len(found.events) == 4
    assert any("judged to be one" in line for line in event_of(found, a).why)


def test_different_parts_what_scores_join() -> None:
    world = iran_saudi()
    (beijing,) = ids(world, "beijing")
    assert len(event_of(merged(world), beijing[0]).claims) == len(beijing) > 1
    found = merged(world, judgement(world, "different", [[beijing[0]], [beijing[1]]]))
    assert event_of(found, beijing[0]).id != event_of(found, beijing[1]).id


def test_a_split_takes_claims_out_and_leaves_the_rest() -> None:
    world = iran_saudi()
    (beijing,) = ids(world, "beijing")
    taken, *rest = beijing
    one = judgement(world, "split", [beijing, [taken]])
    one = replace(one, anchors=tuple(x for x in one.anchors if x.id != taken or x.subject == taken))
    found = merged(world, one)
    assert event_of(found, taken).claims == (taken,)
    assert set(rest) <= set(event_of(found, rest[0]).claims)


def test_a_veto_of_one_telling_does_not_keep_away_what_fits_the_other() -> None:
    world = build(
        [Paper("p0", "o0", "2022-05-03"), Paper("p1", "o1", "2022-05-03"), Paper("p2", "o2", "2022-05-03")],
        [
            report("p0", "Abe met Jon on May 2.", "met", "Abe/PRT", "Jon/SWE", form="meeting", date="2022-05-02"),
            report("p1", "Abe met Jon on May 2!", "met", "Abe/PRT", "Jon/SWE", form="meeting", date="2022-05-02"),
            report("p2", "Abe met Jon on June 2.", "met", "Abe/PRT", "Jon/SWE", form="meeting", date="2022-06-02"),
        ],
    )
    a, b, misread = (c.id for c in world.claims)
    assert len(merged(world).events) == 2
    found = merged(world, judgement(world, "same", [[a], [misread]]))
    assert event_of(found, a).claims == tuple(sorted((a, b, misread)))


def test_what_cannot_all_hold_resolves_by_the_latest() -> None:
    world = six()
    a, b, c, *_ = (x.id for x in world.claims)
    first = judgement(world, "same", [[a], [b]], "2026-01-01")
    second = judgement(world, "same", [[b], [c]], "2026-01-02", "ben")
    third = judgement(world, "different", [[a], [c]], "2026-01-03", "eve")
    judged, (one, two, three) = weighed(world, [first, second, third])
    assert (one.standing, two.standing, three.standing) == (Standing.OVERRULED, Standing.IN_FORCE, Standing.IN_FORCE)
    assert one.overruled_by == (third.id,)
    assert "overruled by" in one.why and "eve" in one.why
    assert judged.same == {tuple(sorted((b, c)))}
    # The same words at other times: now the two that join are later, and the one that parts gives way to both.
    early = replace(third, when="2025-01-01")
    judged, standings = weighed(world, [first, second, early])
    assert [s.standing for s in standings] == [Standing.OVERRULED, Standing.IN_FORCE, Standing.IN_FORCE]
    assert set(standings[0].overruled_by) == {first.id, second.id}
    assert len(judged.same) == 3


def test_two_who_contradict_each_other_are_both_kept_and_the_latest_counts() -> None:
    world = six()
    a, b, *_ = (x.id for x in world.claims)
    yes = judgement(world, "same", [[a], [b]], "2026-01-01T09:00:00+00:00", "ana")
    no = judgement(world, "different", [[a], [b]], "2026-01-01T11:30:00+03:00", "ben")  # 08:30 in UTC
    judged, standings = weighed(world, [no, yes])
    assert [s.judgement.by for s in standings] == ["ben", "ana"]
    assert standings[0].overruled_by == (yes.id,)
    assert judged.same


def test_a_later_split_leaves_the_rest_of_a_merge_in_force() -> None:
    world = six()
    a, b, c, d, *_ = (x.id for x in world.claims)
    merge = judgement(world, "merge", [[a, b], [c, d]], "2026-01-01")
    apart = judgement(world, "different", [[a], [b]], "2026-01-02")
    judged, standings = weighed(world, [merge, apart])
    assert standings[0].standing is Standing.IN_PART
    assert (min(a, b), max(a, b)) not in judged.same
    assert len(judged.groups()) == 1 and len(judged.groups()[0]) == 3


def test_a_withdrawn_judgement_does_not_count_until_that_is_withdrawn() -> None:
    world = six()
    a, b, *_ = (x.id for x in world.claims)
    one = judgement(world, "same", [[a], [b]], "2026-01-01")
    off = Judgement("j-off", Verdict.WITHDRAWN, (one.id,), "ana", "2026-01-02")
    on = Judgement("j-on", Verdict.WITHDRAWN, (off.id,), "ana", "2026-01-03")
    judged, standings = weighed(world, [one, off])
    assert judged == NOTHING
    assert standings[0].standing is Standing.WITHDRAWN and "j-off" in standings[0].why
    judged, standings = weighed(world, [one, off, on])
    assert judged.same and standings[1].standing is Standing.WITHDRAWN
    nothing = Judgement("j-no", Verdict.WITHDRAWN, ("j-none",), "ana", "2026-01-02")
    assert weighed(world, [nothing])[1][0].standing is Standing.LOST


GROUPS = st.lists(
    st.tuples(
        st.sampled_from(["same", "different"]),
        st.lists(st.integers(0, 5), min_size=2, max_size=4, unique=True),
        st.integers(1, 28),
        st.sampled_from(["ana", "ben"]),
    ),
    min_size=1,
    max_size=8,
)


def drawn(world: World, rows: Sequence[tuple[str, list[int], int, str]]) -> list[Judgement]:
    return [
        judgement(world, verdict, [[world.claims[i].id] for i in picked], f"2026-01-{day:02}", by)
        for verdict, picked, day, by in rows
    ]


@settings(max_examples=60, deadline=None)
@given(rows=GROUPS, data=st.data())
def test_the_order_in_which_judgements_came_in_does_not_matter(rows, data: st.DataObject) -> None:
    world = six()
    judgements = drawn(world, rows)
    again = data.draw(st.permutations(judgements))
    assert weigh(again, world.claims, (), world.documents) == weigh(judgements, world.claims, (), world.documents)


@settings(max_examples=60, deadline=None)
@given(rows=GROUPS)
def test_what_is_in_force_holds_in_the_events(rows) -> None:
    world = six()
    judgements = drawn(world, rows)
    judged, standings = weighed(world, judgements)
    events = merge_all(world.claims, world.documents, {}, judged=judged).events
    place = {c: e.id for e in events for c in e.claims}
    assert sorted(place) == sorted(c.id for c in world.claims)
    assert all(place[a] == place[b] for a, b in judged.same)
    assert all(place[a] != place[b] for a, b in judged.different)
    latest = max(judgements, key=age)
    assert next(s for s in standings if s.judgement.id == latest.id).standing is Standing.IN_FORCE


@settings(max_examples=30, deadline=None)
@given(rows=GROUPS)
def test_a_judgement_survives_a_reading_that_names_claims_anew(rows) -> None:
    world = six()
    judgements = drawn(world, rows)
    new = {c.id: f"c-{n:012}" for n, c in enumerate(reversed(world.claims))}
    read = World(world.documents, tuple(replace(c, id=new[c.id]) for c in world.claims), {})
    before, after = weighed(world, judgements)[0], weighed(read, judgements)[0]
    assert len(after.lost) == 0

    def together(found: Judged, names: dict[str, str]) -> set[frozenset[str]]:
        return {frozenset(names.get(i, i) for i in group) for group in found.groups()}

    # Which of several claims gives way is decided by id; with one judgement nothing has to.
    if len(judgements) == 1:
        assert together(before, new) == together(after, {})


# claims, values, contradictions --------------------------------------------------------------------------------------


def test_a_wrong_claim_leaves_its_event() -> None:
    world = iran_saudi()
    (beijing,) = ids(world, "beijing")
    found = merged(world, judgement(world, "wrong", [[beijing[0]]]))
    assert all(beijing[0] not in e.claims for e in found.events)
    assert set(beijing[1:]) <= set(event_of(found, beijing[1]).claims)


def test_a_right_value_of_an_event_goes_first_and_is_marked() -> None:
    world = colombia_venezuela()
    (signing,) = ids(world, "signing")
    one = judgement(world, "right-value", [signing], field="quantity: agreement", value="12")
    event = event_of(merged(world, one), signing[0])
    field = next(f for f in event.fields if f.name == "quantity: agreement")
    assert [(v.value, v.judged) for v in field.values] == [("12", "right"), ("11", "")]
    # The reports still say what they say.
    assert any(x.field == "quantity: agreement" for x in merged(world, one).contradictions)


def test_a_right_value_that_nobody_said_stands_there_too() -> None:
    world = iran_saudi()
    (beijing,) = ids(world, "beijing")
    one = judgement(world, "right-value", [beijing], field="date", value="2023-04-07")
    two = judgement(world, "right-value", [beijing], field="place", value="Shanghai")
    event = event_of(merged(world, one, two), beijing[0])
    assert str(event.date.start) == "2023-04-07"
    assert (event.place.name, event.place.country) == ("Shanghai", "CHN")
    assert [v.value for f in event.fields if f.name == "date" for v in f.values][:2] == ["2023-04-07", "2023-04-06"]


def test_a_right_value_of_a_claim_is_what_it_says_when_it_is_compared() -> None:
    world = colombia_venezuela()
    told = {x.id: x for x in world.claims}
    (days,) = [x for x in merged(world).contradictions if x.field == "date"]
    (one,), (two,) = (v.claims for v in days.values)
    judged = judgement(world, "right-value", [[one]], field="date", value=said(told[two])["date"])
    found = merged(world, judged)
    assert not [x for x in found.contradictions if x.field == "date"]
    field = next(f for f in event_of(found, one).fields if f.name == "date")
    assert (field.values[0].value, field.values[0].judged) == (said(told[two])["date"], "right")


def test_a_field_of_a_claim_that_is_wrong_no_longer_supports_it() -> None:
    world = iran_saudi()
    (beijing,) = ids(world, "beijing")
    dated = [c for c in world.claims if c.id in beijing and c.date is not None]
    judgements = [
        judgement(world, "wrong", [[c.id]], field="place") for c in world.claims if c.id in beijing and c.place
    ]
    event = event_of(merged(world, *judgements), dated[0].id)
    assert event.place is None
    assert not [f for f in event.fields if f.name == "place"]


def test_a_wrong_value_of_an_event_goes_last() -> None:
    world = colombia_venezuela()
    (signing,) = ids(world, "signing")
    one = judgement(world, "wrong", [signing], field="quantity: agreement", value="11")
    field = next(f for f in event_of(merged(world, one), signing[0]).fields if f.name == "quantity: agreement")
    assert [(v.value, v.judged) for v in field.values] == [("12", ""), ("11", "wrong")]


def test_an_event_whose_only_day_is_wrong_has_none() -> None:
    world = iran_saudi()
    (beijing,) = ids(world, "beijing")
    one = judgement(world, "wrong", [beijing], field="date", value="2023-04-06")
    event = event_of(merged(world, one), beijing[0])
    assert event.date is None
    assert [(v.value, v.judged) for f in event.fields if f.name == "date" for v in f.values] == [
        ("2023-04-06", "wrong")
    ]


def test_a_later_value_goes_before_an_earlier_one() -> None:
    world = iran_saudi()
    (beijing,) = ids(world, "beijing")
    one = judgement(world, "right-value", [beijing], "2026-01-02", field="date", value="2023-04-07")
    two = judgement(world, "right-value", [beijing], "2026-01-01", field="date", value="2023-04-08")
    assert str(event_of(merged(world, one, two), beijing[0]).date.start) == "2023-04-07"
    _, standings = weighed(world, [one, two])
    assert [s.standing for s in standings] == [Standing.OVERRULED, Standing.IN_FORCE]


def test_a_wrong_field_that_is_read_otherwise_by_now_does_not_apply() -> None:
    world = iran_saudi()
    claim = next(c for c in world.claims if c.place is not None)
    one = judgement(world, "wrong", [[claim.id]], field="place")
    place = replace(claim.place, name="Jeddah")
    read = World(world.documents, tuple(replace(c, place=place) if c is claim else c for c in world.claims), {})
    judged, (stands,) = weighed(read, [one])
    assert stands.standing is Standing.LOST
    assert "Jeddah" in stands.why
    assert judged.unsaid == {} and judged.lost == (stands,)


@pytest.mark.parametrize("verdict", ["wrong", "right"])
def test_a_claim_that_is_coded_as_another_event_by_now_is_not_the_one_that_was_judged(verdict: str) -> None:
    world = iran_saudi()
    claim = world.claims[0]
    one = judgement(world, verdict, [[claim.id]])
    other = replace(claim, id="c-new", event=EventType.REJECT)
    again = replace(claim, id="c-new", sources=())
    for read, standing in ((other, Standing.LOST), (again, Standing.IN_FORCE)):
        changed = World(world.documents, tuple(read if c is claim else c for c in world.claims), {})
        judged, (stands,) = weighed(changed, [one])
        assert stands.standing is standing
        assert judged.wrong == (frozenset({"c-new"}) if (read, verdict) == (again, "wrong") else frozenset())
    assert "REJECT, not as CONSULT" in weighed(
        World(world.documents, (other,), {}), [one]
    )[1][0].why  # fmt: skip


def test_a_status_that_was_judged_decides_what_became_of_it() -> None:
    world = serbia_kosovo()
    (plan,) = ids(world, "plan")
    one = judgement(world, "right-value", [plan], field="status", value="actual")
    event = event_of(merged(world, one), plan[0])
    assert (event.status, event.outcome) == ("actual", None)


def test_a_contradiction_that_is_none_is_not_told_again() -> None:
    world = serbia_kosovo()
    found = next(x for x in merged(world).contradictions if x.field == "status")
    sides = {c: v.value for v in found.values for c in v.claims}
    anchors = tuple(
        anchor(c, world.documents[c.document], found.id, side=sides[c.id]) for c in world.claims if c.id in sides
    )
    one = Judgement("j-1", Verdict.WRONG, (found.id,), "ana", "2026-01-01", field="status", anchors=anchors)
    assert all(x.field != "status" for x in merged(world, one).contradictions)
    right = replace(one, id="j-2", verdict=Verdict.RIGHT, when="2026-01-02")
    assert any(x.field == "status" for x in merged(world, one, right).contradictions)


def test_only_what_concerns_a_block_is_in_its_key() -> None:
    world = six()
    a, b, c, *_ = (x.id for x in world.claims)
    judged, _ = weighed(world, [judgement(world, "same", [[a], [b]]), judgement(world, "wrong", [[c]])])
    assert judged.among([a, b]).key() != judged.among([a, b, c]).key() != ""
    assert judged.among([a]).key() == NOTHING.key() == ""


@pytest.mark.parametrize(
    ("when", "utc"),
    [
        ("2026-01-01", "2026-01-01T00:00:00.000000+00:00"),
        ("2026-01-01T03:00:00+03:00", "2026-01-01T00:00:00.000000+00:00"),
        ("yesterday", ""),
    ],
)
def test_times_compare_as_moments(when: str, utc: str) -> None:
    assert moment(when) == utc
