from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all

PAPERS = [
    Paper("a", "Outlet A", "2024-03-05"),
    Paper("b", "Outlet B", "2024-03-05"),
    Paper("c", "Outlet C", "2024-03-08"),
]
SIGNED: dict[str, Any] = {"event": "AGREE", "form": "agreement", "details": {"stage": "signed"}, "word": "signed"}
STRUCK: dict[str, Any] = {"event": "ASSAULT", "mode": "aerial", "word": "struck"}
SENT: dict[str, Any] = {"event": "AID", "word": "sent"}
FREED: dict[str, Any] = {"event": "RETREAT", "mode": "release", "word": "freed"}
OUT: dict[str, Any] = {"event": "SANCTION", "mode": "expel", "word": "expelled"}


def kinds(base: dict[str, Any], *rows: tuple[str, str, tuple[Any, ...]]) -> list[tuple[str, str]]:
    made = []
    for paper, sentence, quantity in rows:
        full: dict[str, Any] = {"date": "2024-03-04", **base, "quantities": [quantity]}
        made.append(report(paper, sentence, full.pop("word"), "KEN", "TZA", **full))
    world = build(PAPERS, made)
    return [(x.kind.value, x.field) for x in merge_all(world.claims, world.documents, {}).contradictions]


CASES: list[tuple[str, dict[str, Any], list[tuple[str, str, tuple[Any, ...]]], list[tuple[str, str]]]] = [
    ("papers by other names", SIGNED,
     [("a", "They signed eight memoranda on Monday.", (8, "memorandum", "eight memoranda")),
      ("b", "They signed eleven agreements on Monday.", (11, "agreement", "eleven agreements"))],
     [("contradiction", "quantity: agreement")]),
    ("one report that counts them nearly alike in two places", SIGNED,
     [("a", "They signed a dozen agreements on Monday.", (12, "agreement", "a dozen agreements")),
      ("a", "The agreements signed on Monday were eleven.", (11, "agreement", "eleven"))],
     [("contradiction", "quantity: agreement")]),
    ("one report that counts two lots of them", SIGNED,
     [("a", "They signed a dozen agreements on Monday.", (12, "agreement", "a dozen agreements")),
      ("a", "The agreements signed on Monday were five.", (5, "agreement", "five"))], []),
    ("some of the papers", SIGNED,
     [("a", "They signed three energy agreements on Monday.", (3, "agreement", "three energy agreements")),
      ("b", "They signed eleven agreements on Monday.", (11, "agreement", "eleven agreements"))],
     [("scope", "quantity: agreement")]),
    ("some of them, said after the number", SIGNED,
     [("a", "They signed papers, three of them on energy.", (3, "agreement", "three")),
      ("b", "They signed eleven agreements on Monday.", (11, "agreement", "eleven agreements"))],
     [("scope", "quantity: agreement")]),
    ("a toll that has risen", STRUCK,
     [("a", "Jets struck a market, leaving 11 dead.", (11, "dead", "11")),
      ("c", "Jets struck a market, leaving 17 dead.", (17, "dead", "17"))], [("update", "quantity: dead")]),
    ("two tolls of one day", STRUCK,
     [("a", "Jets struck a market, leaving 11 dead.", (11, "dead", "11")),
      ("b", "Jets struck a market, leaving 17 dead.", (17, "dead", "17"))], [("contradiction", "quantity: dead")]),
    ("a toll that falls", STRUCK,
     [("a", "Jets struck a market, leaving 17 dead.", (17, "dead", "17")),
      ("c", "Jets struck a market, leaving 11 dead.", (11, "dead", "11"))], [("contradiction", "quantity: dead")]),
    ("the dead and the wounded", STRUCK,
     [("a", "Jets struck a market, leaving 11 dead.", (11, "dead", "11")),
      ("b", "Jets struck a market, leaving 40 wounded.", (40, "wounded", "40"))], []),
    ("cargo of one thing", SENT,
     [("a", "Kenya sent 1,000 tonnes of maize over the border.", (1000, "tonne", "1,000 tonnes")),
      ("b", "Kenya sent 1,500 tonnes of maize over the border.", (1500, "tonne", "1,500 tonnes"))],
     [("contradiction", "quantity: tonne")]),
    ("people sent away", OUT,
     [("a", "Kenya expelled three diplomats of its neighbour.", (3, "diplomat", "three diplomats")),
      ("b", "Kenya expelled four embassy staff of its neighbour.", (4, "staff", "four embassy staff"))],
     [("contradiction", "quantity: diplomat")]),
    ("those let go, by another name", FREED,
     [("a", "Kenya freed 32 soldiers of its neighbour.", (32, "soldier", "32 soldiers")),
      ("b", "Kenya freed 30 prisoners of its neighbour.", (30, "prisoner", "30 prisoners"))],
     [("contradiction", "quantity: person")]),
    ("as many from each", FREED,
     [("a", "Kenya freed 30 prisoners each way with its neighbour.", (30, "prisoner", "30 prisoners")),
      ("b", "Kenya freed 60 prisoners of its neighbour.", (60, "prisoner", "60 prisoners"))],
     [("scope", "quantity: prisoner")]),
    ("less exact", OUT,
     [("a", "Kenya expelled about 30 diplomats of its neighbour.", (30, "diplomat", "about 30 diplomats", "about")),
      ("b", "Kenya expelled 31 diplomats of its neighbour.", (31, "diplomat", "31 diplomats"))], []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "base", "rows", "expected"), CASES, ids=[c[0] for c in CASES])
def test_what_numbers_come_to(
    what: str, base: dict[str, Any], rows: list[tuple[str, str, tuple[Any, ...]]], expected: list[tuple[str, str]]
) -> None:
    assert kinds(base, *rows) == expected
    assert kinds(base, *reversed(rows)) == expected


LISTS: list[tuple[str, list[tuple[Any, ...]], str]] = [
    ("a list tells no total",
     [(3, "agreement", "three agreements"), (7, "memorandum", "seven memoranda")], "scope"),
    ("the largest is the sum of the others",
     [(10, "document", "ten documents"), (3, "agreement", "three agreements"), (7, "memorandum", "seven memoranda")],
     "contradiction"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "listed", "kind"), LISTS, ids=[c[0] for c in LISTS])
def test_papers_told_kind_by_kind(what: str, listed: list[tuple[Any, ...]], kind: str) -> None:
    rows = [
        ("a", "They signed three agreements and seven memoranda, ten documents in all.", listed),
        ("b", "They signed eleven documents.", [(11, "document", "eleven documents")]),
    ]
    made = [
        report(p, s, "signed", "KEN", "TZA", date="2024-03-04", event="AGREE", form="agreement",
               details={"stage": "signed"}, quantities=q)
        for p, s, q in rows
    ]  # fmt: skip
    world = build(PAPERS, made)
    told = merge_all(world.claims, world.documents, {}).contradictions
    assert kind in [x.kind.value for x in told]
    assert (kind == "contradiction") == any(x.kind.value == "contradiction" for x in told)
