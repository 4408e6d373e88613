from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, World, build, report

from communique.knowledge.sources import outlets
from communique.merge.origins import original_of, origins

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
        "one quotes, one tells itself",
        [Paper("a", "Post"), Paper("b", "Mail")],
        {"a": {"via": ("~Hakan Fidan",)}},
        ["Mail", "Post"],
    ),
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
