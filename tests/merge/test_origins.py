from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.merge.builders import Paper, World, build, report

from communique.knowledge.sources import outlets
from communique.merge.origins import original_of, origins
from communique.model.records import Part, PartKind, Statement
from communique.model.values import ActorKind, Participant, Span, StepKind

SENTENCE = "The two ministers met."


def world(papers: list[Paper], **rest: Any) -> World:
    rows = [report(p.name, f"{SENTENCE} ({p.name})", "met", "TUR", "IRN", **rest.get(p.name, {})) for p in papers]
    return build(papers, rows)


def names(made: World) -> list[str]:
    return [o.name for o in origins(made.claims, made.documents, {})]


CASES = [
    ("two outlets", [Paper("a", "Post"), Paper("b", "Mail")], {}, ["Mail", "Post"]),
    ("one outlet twice", [Paper("a", "Post"), Paper("b", "Post")], {}, ["Post"]),
    (
        "both credit one agency",
        [Paper("a", "Post", credits=("Meridian Press",)), Paper("b", "Mail", credits=("Meridian Press",))],
        {},
        ["Meridian Press"],
    ),
    (
        "one credits, one attributes",
        [Paper("a", "Post", credits=("Meridian Press",)), Paper("b", "Mail")],
        {"b": {"via": ("Meridian Press",)}},
        ["Meridian Press"],
    ),
    (
        "an agency and who repeats it",
        [Paper("a", "Northern Wire"), Paper("b", "Mail")],
        {"b": {"via": ("Northern Wire",)}},
        ["Northern Wire"],
    ),
    (
        "a chain roots at its inner end",
        [Paper("a", "Post")],
        {"a": {"via": ("Mail", "Meridian Press")}},
        ["Meridian Press"],
    ),
    ("a copy counts with its original", [Paper("a", "Post"), Paper("b", "Mail", copy_of="a")], {}, ["Post"]),
    (
        "a copy whose original is elsewhere",
        [Paper("b", "Mail", copy_of="a"), Paper("a", "Post"), Paper("c", "Post")],
        {},
        ["Post"],
    ),
    (
        "a paragraph that was taken leads to whom it was taken from",
        [Paper("a", "Post"), Paper("b", "Mail", takes_from="a"), Paper("c", "Mail")],
        {},
        ["Mail", "Post"],
    ),
    ("all of one taken paragraph", [Paper("a", "Post"), Paper("b", "Mail", takes_from="a")], {}, ["Post"]),
    (
        "taken from a paper that credits an agency",
        [Paper("a", "Post", credits=("Meridian Press",)), Paper("b", "Mail", takes_from="a")],
        {},
        ["Meridian Press"],
    ),
    ("unknown sources are each their own", [Paper("a"), Paper("b")], {}, ["a", "b"]),
    (
        "all quote one speaker",
        [Paper("a", "Post"), Paper("b", "Mail")],
        {"a": {"via": ("~Hakan Fidan",)}, "b": {"via": ("~Hakan Fidan",)}},
        ["Hakan Fidan"],
    ),
    (
        "one quotes, one tells itself: a speaker's word is his, whoever prints it",
        [Paper("a", "Post"), Paper("b", "Mail")],
        {"a": {"via": ("~Hakan Fidan",)}},
        ["Hakan Fidan", "Mail"],
    ),
    (
        "two quote one speaker, one tells itself",
        [Paper("a", "Post"), Paper("b", "Mail"), Paper("c", "Herald")],
        {"a": {"via": ("~Hakan Fidan",)}, "b": {"via": ("~Hakan Fidan",)}},
        ["Hakan Fidan", "Herald"],
    ),
    (
        "Pyongyang: one agency under its two names",
        [Paper("a", "Han River Daily", credits=("KCNA",)), Paper("b", "Sakura Post")],
        {"b": {"via": ("Korean Central News Agency",)}},
        ["KCNA"],
    ),
    (
        "Algiers: a paper credits an agency whose own report is there",
        [Paper("a", "Atlas Daily", credits=("AFP",)), Paper("b", "Agence France-Presse", kind="agency")],
        {},
        ["AFP"],
    ),
    (
        "Bogota: from a paper that has it from another",
        [Paper("a", "Andes Times"), Paper("b", "Orinoco Journal"), Paper("c", "Caribe Hoy")],
        {"a": {"via": ("Orinoco Journal",)}, "b": {"via": ("Caribe Hoy",)}},
        ["Caribe Hoy"],
    ),
    (
        "Kampala: a taken passage of a paper that has it from an agency",
        [Paper("a", "Lake Post", takes_from="b"), Paper("b", "Nile Mail", takes_from="c"), Paper("c", "Northern Wire")],
        {"c": {"via": ("Reuters",)}},
        ["Reuters"],
    ),
    (
        "Delhi: a paper prints an agency's report under both names",
        [Paper("a", "Ganges Courier / AFP"), Paper("b", "AFP", kind="agency")],
        {},
        ["AFP"],
    ),
    (
        "Tokyo: a ministry's own readout, and a paper that cites it",
        [
            Paper("a", "Ministry of Foreign Affairs of Japan", kind="government"),
            Paper("b", "Bay Courier"),
            Paper("c", "Strait Times Weekly"),
        ],
        {"b": {"via": ("~Japanese Foreign Ministry",)}},
        ["Strait Times Weekly", "foreign ministry of Japan"],
    ),
    (
        "Ankara and Tehran: both sides' readouts are two",
        [Paper("a", "Bosphorus Post"), Paper("b", "Alborz Daily")],
        {"a": {"via": ("~Turkish Foreign Ministry",)}, "b": {"via": ("~Iranian Foreign Ministry",)}},
        ["foreign ministry of Iran", "foreign ministry of Türkiye"],
    ),
    (
        "Lima: two ministers of one government are two",
        [Paper("a", "Sierra Post"), Paper("b", "Costa Mail")],
        {"a": {"via": ("~Javier Gonzalez",)}, "b": {"via": ("~Dina Ramos",)}},
        ["Dina Ramos", "Javier Gonzalez"],
    ),
    (
        "La Paz: two papers with one eye-witness",
        [Paper("a", "Altiplano"), Paper("b", "Illimani Daily")],
        {"a": {"via": ("~Juan Quispe",)}, "b": {"via": ("~Juan Quispe",)}},
        ["Juan Quispe"],
    ),
    (
        "an agency that cites a ministry leads to the ministry",
        [Paper("a", "Post"), Paper("b", "Mail")],
        {"a": {"via": ("Northern Wire", "~Russian Foreign Ministry")}, "b": {"via": ("~Russian Foreign Ministry",)}},
        ["foreign ministry of Russia"],
    ),
    (
        "one report tells whom the agency has it from: so it is in the other",
        [Paper("a", "Post"), Paper("b", "Mail")],
        {"a": {"via": ("Northern Wire", "~Russian Foreign Ministry")}, "b": {"via": ("Northern Wire",)}},
        ["foreign ministry of Russia"],
    ),
    (
        "what an agency reports itself is not led further",
        [Paper("a", "Post"), Paper("b", "Northern Wire")],
        {"a": {"via": ("Northern Wire", "~Russian Foreign Ministry")}},
        ["Northern Wire"],
    ),
    (
        "Moscow says it, and so does its one ministry",
        [Paper("a", "Post"), Paper("b", "Mail")],
        {"a": {"via": ("~Russia/RUS",)}, "b": {"via": ("~Russian Foreign Ministry",)}},
        ["foreign ministry of Russia"],
    ),
    (
        "Moscow, where two of its bodies speak",
        [Paper("a", "Post"), Paper("b", "Mail"), Paper("c", "Herald")],
        {
            "a": {"via": ("~Russia/RUS",)},
            "b": {"via": ("~Russian Foreign Ministry",)},
            "c": {"via": ("~Russian Defense Ministry/RUS",)},
        },
        ["Russia", "defence ministry of Russia", "foreign ministry of Russia"],
    ),
    (
        "Chinese state media, where one of them is there",
        [Paper("a", "Post"), Paper("b", "Xinhua", kind="agency", country="CHN")],
        {"a": {"via": ("Chinese state media/CHN",)}},
        ["Xinhua"],
    ),
    (
        "state media of nobody knows where: whoever passes it on",
        [Paper("a", "Post"), Paper("b", "Mail")],
        {"a": {"via": ("state media",)}, "b": {"via": ("state media",)}},
        ["Mail", "Post"],
    ),
    (
        "a broadcaster has an agency's words and does not say so",
        [Paper("a", "Radio Delta", "2024-03-02", copy_of="b"), Paper("b", "Northern Wire", "2024-03-01")],
        {},
        ["Northern Wire"],
    ),
    (
        "an agency's undated text, of which a dated paper was taken for the original",
        [
            Paper("a", "Delta Post", "2024-03-02", kind="newspaper"),
            Paper("b", "Northern Wire", kind="agency", copy_of="a"),
            Paper("c", "Radio Delta", "2024-03-03", copy_of="a"),
        ],
        {},
        ["Northern Wire"],
    ),
    (
        "an agency that has it days later has it from the paper",
        [
            Paper("a", "Delta Post", "2024-03-02", kind="newspaper"),
            Paper("b", "Northern Wire", "2024-03-09", kind="agency", copy_of="a"),
        ],
        {},
        ["Delta Post"],
    ),
    (
        "one of two copies credits the agency of both",
        [Paper("a", "Delta Post"), Paper("b", "Radio Delta", copy_of="a", credits=("AFP",))],
        {},
        ["AFP"],
    ),
    ("an aggregator counts, for want of better", [Paper("a", "All News", kind="aggregator")], {}, ["All News"]),
    (
        "an aggregator that credits",
        [Paper("a", "All News", kind="aggregator", credits=("Reuters",)), Paper("b", "Post", credits=("Reuters",))],
        {},
        ["Reuters"],
    ),
    (
        "who name each other are one",
        [Paper("a", "Post"), Paper("b", "Mail")],
        {"a": {"via": ("Mail",)}, "b": {"via": ("Post",)}},
        ["Mail"],
    ),
    (
        "three in a circle, and who has it from one of them",
        [Paper("a", "Post", credits=("Mail",)), Paper("b", "Mail"), Paper("c", "Herald"), Paper("d", "Star")],
        {"b": {"via": ("Herald",)}, "c": {"via": ("Post",)}, "d": {"via": ("Post",)}},
        ["Herald"],
    ),
    (
        "two agencies that name each other, each beside a report of its own",
        [Paper("a", "TASS"), Paper("b", "TASS"), Paper("c", "RIA Novosti"), Paper("d", "RIA Novosti")],
        {"b": {"via": ("RIA Novosti",)}, "d": {"via": ("TASS",)}},
        ["RIA Novosti", "TASS"],
    ),
    ("a paper that quotes itself", [Paper("a", "Post")], {"a": {"via": ("Post",)}}, ["Post"]),
]


@pytest.mark.parametrize(("what", "papers", "rest", "expected"), CASES, ids=[c[0] for c in CASES])
def test_origins(what: str, papers: list[Paper], rest: dict[str, Any], expected: list[str]) -> None:
    made = world(papers, **rest)
    assert names(made) == expected
    assert [o.name for o in origins(tuple(reversed(made.claims)), made.documents, {})] == expected


def test_every_document_leads_to_an_origin() -> None:
    made = world([Paper("a", "Post"), Paper("b", "Mail", copy_of="a"), Paper("c", "Mail")])
    found = origins(made.claims, made.documents, {})
    assert {d for o in found for d in o.documents} == set(made.documents)
    assert all(o.why for o in found)


def test_copies_in_a_circle_end() -> None:
    made = world([Paper("a", "Post", copy_of="b"), Paper("b", "Mail", copy_of="a")])
    assert len({original_of(d, made.documents) for d in made.documents}) == 1
    assert len(names(made)) == 1


def test_outlets_of_the_table_meet_under_one_origin() -> None:
    outlet = next(o for o in outlets() if o.aliases)
    made = build(
        [Paper("a", "Outlet A"), Paper("b", "Outlet B")],
        [
            report("a", "They met.", "met", "TUR", "IRN", via=(outlet.name,)),
            report("b", "They met.", "met", "TUR", "IRN", via=(outlet.aliases[0],)),
        ],
    )
    assert [o.name for o in origins(made.claims, made.documents, {})] == [outlet.name]


def lines(*rows: tuple[str, str, dict[str, Any]], outlet: str = "Post", **paper: Any) -> World:
    """One paper with several sentences: (sentence, predicate, rest)."""
    return build(
        [Paper("a", outlet, **paper)], [report("a", text, word, "TUR", "IRN", **rest) for text, word, rest in rows]
    )


WITHIN = [
    (
        "one sentence of an agency in a report of one's own",
        [("They met in Ankara.", "met", {}), ("They met for two hours, AFP said.", "met", {"via": ("AFP",)})],
        ["Post"],
    ),
    (
        "an agency in the first sentence covers what follows",
        [("They met, AFP said.", "met", {"via": ("AFP",)}), ("The meeting was short.", "meeting", {})],
        ["AFP"],
    ),
    (
        "a speaker in the first sentence does not cover what the paper tells itself",
        [("They met, Fidan said.", "met", {"via": ("~Hakan Fidan",)}), ("A meeting was held.", "meeting", {})],
        ["Post"],
    ),
    (
        "only the words of both sides: two",
        [
            ("They met, Fidan said.", "met", {"via": ("~Hakan Fidan",)}),
            ("They met, Araghchi said.", "met", {"via": ("~Abbas Araghchi",)}),
        ],
        ["Abbas Araghchi", "Hakan Fidan"],
    ),
    (
        "what an agency has from two speakers beside its own word is the agency's",
        [
            ("They met, AFP said.", "met", {"via": ("AFP",)}),
            ("The meeting was long, Fidan said.", "meeting", {"via": ("~Hakan Fidan",)}),
        ],
        ["AFP"],
    ),
]


@pytest.mark.parametrize(("what", "rows", "expected"), WITHIN, ids=[c[0] for c in WITHIN])
def test_within_one_document(what: str, rows: list[tuple[str, str, dict[str, Any]]], expected: list[str]) -> None:
    assert names(lines(*rows)) == expected


def test_a_headline_leaves_out_who_says_it() -> None:
    made = lines(("They met in Ankara.", "met", {}), ("They met, AFP said.", "met", {"via": ("AFP",)}))
    ((id, document),) = made.documents.items()
    title = Span(0, document.text.index("They met, AFP"))
    parts = (Part(PartKind.TITLE, title), Part(PartKind.BODY, Span(title.end, len(document.text))))
    found = origins(made.claims, {id: replace(document, parts=parts)}, {})
    assert [o.name for o in found] == ["AFP"]


def test_who_only_denies_it_is_no_origin_of_it() -> None:
    made = world([Paper("a", "Post"), Paper("b", "Mail")], b={"status": "denied"})
    assert names(made) == ["Post"]
    assert names(world([Paper("b", "Mail")], b={"status": "denied"})) == ["Mail"]


def spoken(text: str, name: str, kind: ActorKind, country: str | None, office: str | None = None) -> Participant:
    return Participant("source", text, Span(0, 1), name, kind, country, "GOV", office, actor=None)


PERSON, ORGANISATION, UNKNOWN, STATE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.UNKNOWN, ActorKind.STATE
SPOKEN = [
    (
        "a ministry, and its spokeswoman",
        spoken("the Russian Foreign Ministry", "Russian Foreign Ministry", ORGANISATION, "RUS"),
        spoken("Foreign Ministry spokeswoman Maria Zakharova", "Maria Zakharova", PERSON, "RUS", "spokesperson"),
        ["foreign ministry of Russia"],
    ),
    (
        "two spokespersons of one presidency",
        spoken("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov", PERSON, "RUS", "spokesperson"),
        spoken("The Kremlin", "Russia", STATE, "RUS"),
        ["presidency of Russia"],
    ),
    (
        "the spokespersons of two bodies",
        spoken("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov", PERSON, "RUS", "spokesperson"),
        spoken("Foreign Ministry spokeswoman Maria Zakharova", "Maria Zakharova", PERSON, "RUS", "spokesperson"),
        ["foreign ministry of Russia", "presidency of Russia"],
    ),
    (
        "a minister and his ministry",
        spoken("Foreign Minister Hakan Fidan", "Hakan Fidan", PERSON, "TUR", "foreign minister"),
        spoken("the Turkish Foreign Ministry", "Turkish Foreign Ministry", ORGANISATION, "TUR"),
        ["Hakan Fidan", "foreign ministry of Türkiye"],
    ),
    (
        "Wisma Putra is Malaysia's foreign ministry",
        spoken("Wisma Putra", "Malaysia", STATE, "MYS"),
        spoken("the Malaysian foreign ministry", "Malaysia", STATE, "MYS"),
        ["foreign ministry of Malaysia"],
    ),
    (
        "nobody knows whether two diplomats are one",
        spoken("a diplomat", "a diplomat", UNKNOWN, None, "diplomat"),
        spoken("a diplomat", "a diplomat", UNKNOWN, None, "diplomat"),
        ["Mail", "Post"],
    ),
    (
        "a joint statement is one, whoever reads it",
        spoken("a joint statement", "a joint statement", UNKNOWN, None),
        spoken("the joint communique", "the joint communique", UNKNOWN, None),
        ["their joint statement"],
    ),
    (
        "an official at a ministry is not the ministry",
        spoken("officials at the State Department", "officials at the State Department", UNKNOWN, "USA"),
        spoken("the State Department", "US State Department", ORGANISATION, "USA"),
        ["Post", "foreign ministry of United States"],
    ),
]


@pytest.mark.parametrize(("what", "one", "two", "expected"), SPOKEN, ids=[c[0] for c in SPOKEN])
def test_speakers(what: str, one: Participant, two: Participant, expected: list[str]) -> None:
    papers = [Paper("a", "Post"), Paper("b", "Mail")]
    made = world(papers, **{n: {"statement": f"s-{n}"} for n in ("a", "b")})
    said = {
        f"s-{n}": Statement(f"s-{n}", "", (who,), (), (), (), Span(0, 1), "said", False, 0.9)
        for n, who in (("a", one), ("b", two))
    }
    assert [o.name for o in origins(made.claims, made.documents, said)] == expected


def test_the_foreign_ministry_in_a_paper_of_that_state() -> None:
    """Which one is meant where no state is named: that of the paper's own state, when it takes part."""
    row = spoken("the foreign ministry", "the foreign ministry", UNKNOWN, None)
    said = {"s-1": Statement("s-1", "", (row,), (), (), (), Span(0, 1), "said", False, 0.9)}
    for country, expected in (("TUR", "foreign ministry of Türkiye"), ("FJI", "Post")):
        made = world([Paper("a", "Post", country=country)], a={"statement": "s-1"})
        assert [o.name for o in origins(made.claims, made.documents, said)] == [expected]


def test_a_passage_of_an_undated_agency_report_is_the_agencys() -> None:
    """Of two texts the dated one is taken for the earlier; but agencies write, and papers print."""
    papers = [Paper("a", "Delta Post", "2024-03-02"), Paper("b", "Northern Wire", kind="agency", takes_from="a")]
    made = build(papers, [report(n, "The two met in Ankara.", "met", "TUR", "IRN") for n in ("a", "b")])
    assert names(made) == ["Northern Wire"]


def test_the_steps_lead_from_every_document_to_the_root() -> None:
    papers = [
        Paper("a", "Post", copy_of="b"),
        Paper("b", "Mail", takes_from="c"),
        Paper("c", "Herald"),
        Paper("d", "Northern Wire"),
        Paper("e", "Star"),
    ]
    made = world(papers, c={"via": ("Northern Wire",)}, e={"via": ("~Hakan Fidan",)})
    found = origins(made.claims, made.documents, {})
    assert [o.name for o in found] == ["Hakan Fidan", "Northern Wire"]
    for origin in found:
        after = {step.taker: step.giver for step in origin.steps}
        for at in origin.documents:
            way = [at]
            while way[-1] != origin.name:
                way.append(after[way[-1]])
    kinds = {step.kind for origin in found for step in origin.steps}
    assert kinds == {StepKind.COPY, StepKind.REUSE, StepKind.MEDIUM, StepKind.OWN, StepKind.SPEAKER}


NAMES = ["Post", "Mail", "Herald", "AFP", "Northern Wire"]


@st.composite
def worlds_of_papers(draw: st.DrawFn) -> World:
    """Papers that copy, take, credit and name each other at random, in circles too."""
    ids = ["a", "b", "c", "d", "e"][: draw(st.integers(2, 5))]
    papers, rest = [], {}
    for id in ids:
        other = st.none() | st.sampled_from([i for i in ids if i != id])
        papers.append(
            Paper(
                id,
                draw(st.none() | st.sampled_from(NAMES)),
                draw(st.none() | st.sampled_from(["2024-01-01", "2024-01-02", "2024-02-01"])),
                draw(st.sampled_from([(), ("AFP",), ("Mail",)])),
                copy_of=draw(other),
                takes_from=draw(other),
                kind=draw(st.sampled_from(["agency", "newspaper", "government", "aggregator"])),
            )
        )
        rest[id] = {"via": tuple(draw(st.lists(st.sampled_from([*NAMES, "~Hakan Fidan", "~Russia/RUS"]), max_size=2)))}
    return world(papers, **rest)


@settings(max_examples=200, deadline=None)
@given(made=worlds_of_papers(), data=st.data())
def test_any_world_ends_and_does_not_depend_on_order(made: World, data: st.DataObject) -> None:
    found = origins(made.claims, made.documents, {})
    claims = data.draw(st.permutations(made.claims))
    documents = dict(data.draw(st.permutations(sorted(made.documents.items()))))
    assert origins(claims, documents, {}) == found
    assert {d for o in found for d in o.documents} == set(made.documents)
    assert len({o.name for o in found}) <= len(made.documents) * 2
