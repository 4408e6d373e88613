"""The scorer of statements: which of the coder's stand for which of the bed's, what each figure asks, and what none."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from statements import FIGURES, in_dev, judge, paired, score_statements

from communique.annotate.pipeline import Coder
from communique.model.records import Statement
from communique.model.values import ActorKind, Link, LinkKind, Participant, Span, Stance

BED = Path(__file__).resolve().parents[1] / "golden" / "statements.jsonl"
KEYS = frozenset(
    "content source cue speaker country anonymous addressee chain occasion medium manner verbatim nested_in stance "
    "act".split()
)
TEXT = "Ana told Bea on Xinhua that Cay had sworn the old boat would sail. Dot invited Eve to Suva."
INNER = "the old boat would sail"
OUTER = f"Cay had sworn {INNER}"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def somebody(role: str, name: str, text: str = "") -> Participant:
    words = text or name
    return Participant(role, words, Span(0, len(words)), name, ActorKind.PERSON)


def told(content: str, speaker: str = "Ana", **more: Any) -> Statement:
    """A statement of the coder; ``addressee``, ``chain``, ``stance`` by names."""
    heard, chain, stance = more.pop("addressee", ""), more.pop("chain", ()), more.pop("stance", ())
    return Statement(
        id=more.pop("id", content),
        document="d",
        speakers=tuple(somebody("speaker", n) for n in speaker.split(" & ") if n),
        source_spans=(),
        cue_spans=(),
        content_spans=tuple(span(piece) for piece in content.split("…")),
        sentence=Span(0, len(TEXT)),
        manner=more.pop("manner", "said"),
        verbatim=more.pop("verbatim", False),
        score=0.9,
        addressees=tuple(somebody("addressee", n) for n in heard.split(" & ") if n),
        attribution=tuple(Link(n, LinkKind.MEDIUM, span(n) if n in TEXT else None) for n in chain),
        stances=tuple(Stance(n, sign, n, Span(0, 1)) for n, sign in stance),
        **more,
    )


def wanted(content: str, speaker: str = "Ana", **more: Any) -> dict[str, Any]:
    row = dict.fromkeys(KEYS, "") | {"manner": "said", "chain": [], "stance": [], "nested_in": None}
    return {**row, "verbatim": False, "act": False, "content": content.split("…"), "speaker": speaker} | more


def row(*statements: dict[str, Any], text: str = TEXT) -> dict[str, Any]:
    return {"id": "x", "published": None, "text": text, "statements": list(statements)}


def figures(wants: Sequence[dict[str, Any]], tells: Sequence[Statement]) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = {}
    for figure, good, *_ in judge(row(*wants), tells):
        found.setdefault(figure, []).append(good)
    return found


# -- the bed ----------------------------------------------------------------------------------------------------------


def test_the_bed_is_whole() -> None:
    rows = [json.loads(line) for line in BED.read_text(encoding="utf-8").splitlines()]
    assert len({r["id"] for r in rows}) == len(rows) >= 300
    for one in rows:
        for i, statement in enumerate(one["statements"]):
            assert set(statement) == KEYS
            at = 0
            for piece in statement["content"]:
                at = one["text"].index(piece, at) + len(piece)
            assert statement["source"] in one["text"] and statement["cue"] in one["text"]
            outer = statement["nested_in"]
            assert outer is None or (outer != i and 0 <= outer < len(one["statements"]))
            assert all(sign in {"+", "-"} for _, sign in statement["stance"])


def test_half_of_the_bed_is_held_out() -> None:
    ids = [json.loads(line)["id"] for line in BED.read_text(encoding="utf-8").splitlines()]
    shown = sum(in_dev({"id": name}) for name in ids)
    assert 0.4 < shown / len(ids) < 0.6
    assert in_dev({"id": "x"}) is (zlib.crc32(b"x") % 2 == 0)


# -- pairs ------------------------------------------------------------------------------------------------------------

PAIRS = [
    ([wanted(OUTER)], [told(OUTER)], {0: 0}),
    ([wanted(INNER)], [told("the old boat")], {0: 0}),
    ([wanted("the old boat would")], [told("the old")], {0: 0}),  # half of the words is enough
    ([wanted(INNER)], [told("the old")], {}),
    ([wanted(INNER)], [told("Dot invited Eve")], {}),
    ([wanted(INNER)], [], {}),
    ([], [told(INNER)], {}),
    ([wanted(INNER)], [told("the old boat"), told(INNER, id="2")], {0: 1}),
    ([wanted(INNER), wanted(INNER, "Bea")], [told(INNER)], {0: 0}),
    ([wanted(INNER, "Bea"), wanted(INNER)], [told(INNER)], {1: 0}),  # who speaks decides
    ([wanted(OUTER), wanted(INNER, "Cay", nested_in=0)], [told(INNER, "Cay"), told(OUTER, id="1")], {0: 1, 1: 0}),
    ([wanted("the old…would sail")], [told("the old boat would sail")], {0: 0}),
]  # fmt: skip


@pytest.mark.parametrize(("wants", "tells", "pairs"), PAIRS)
def test_pairs(wants: list[dict[str, Any]], tells: list[Statement], pairs: dict[int, int]) -> None:
    assert paired(row(*wants), tells) == pairs


def test_nested_ones_are_paired_with_nested_ones() -> None:
    tells = [told(INNER, "Bea", id="1"), told(INNER, "Bea", id="2", nested_in="1")]
    assert paired(row(wanted(INNER, nested_in=0)), tells) == {0: 1}
    assert paired(row(wanted(INNER)), tells[::-1]) == {0: 1}


def test_pieces_are_looked_for_one_after_the_other() -> None:
    text = "the boat and the boat"
    words = row(wanted("the boat…the boat"), text=text)
    statement = told("Ana")
    assert paired(words, [statement]) == {}
    with pytest.raises(ValueError, match="substring"):
        paired(row(wanted("the boat…the boat…the boat"), text=text), [])


# -- figures ----------------------------------------------------------------------------------------------------------


def test_what_is_not_found_and_what_is_too_much() -> None:
    assert figures([wanted(INNER)], []) == {"said_found": [False]}
    assert figures([], [told(INNER)]) == {"said_precision": [False]}
    both = figures([wanted(INNER)], [told(INNER), told("Dot invited Eve", "Dot")])
    assert (both["said_found"], both["said_precision"]) == ([True], [True, False])


ONE = [
    ("speaker", {}, {}, True),
    ("speaker", {"speaker": "Bea"}, {}, False),
    ("speaker", {"speaker": "Ana & Bea"}, {}, False),
    ("speaker", {"speaker": "Ana & Bea"}, {"speaker": "Ana & Bea"}, True),
    ("speaker", {}, {"speaker": "Ana & Bea"}, False),
    ("speaker", {"speaker": "the premier of Fiji"}, {"speaker": "premier of Fiji"}, True),
    ("speaker", {"speaker": "José Ramos"}, {"speaker": "Jose Ramos"}, True),
    ("speaker", {"speaker": "Ramos"}, {"speaker": "José Ramos"}, True),
    ("spoken_to", {}, {}, True),
    ("spoken_to", {"addressee": "Bea"}, {"addressee": "Bea"}, True),
    ("spoken_to", {"addressee": "Bea"}, {}, False),
    ("spoken_to", {}, {"addressee": "Bea"}, False),
    ("spoken_to_named", {}, {}, None),
    ("spoken_to_named", {"addressee": "Bea"}, {}, False),
    ("spoken_to_named", {}, {"addressee": "Bea"}, False),
    ("spoken_to_named", {"addressee": "Bea"}, {"addressee": "Bea"}, True),
    ("chain", {}, {}, True),
    ("chain", {"chain": ["Xinhua"]}, {"chain": ["Xinhua"]}, True),
    ("chain", {"chain": ["Xinhua"]}, {}, False),
    ("chain", {}, {"chain": ["Xinhua"]}, False),
    ("chain", {"chain": ["TASS", "Xinhua"]}, {"chain": ["TASS", "Xinhua"]}, True),
    ("chain", {"chain": ["TASS", "Xinhua"]}, {"chain": ["Xinhua", "TASS"]}, False),
    ("occasion", {}, {"occasion": "letter"}, None),
    ("occasion", {"occasion": "letter"}, {"occasion": "letter"}, True),
    ("occasion", {"occasion": "letter"}, {}, False),
    ("medium", {}, {"medium": "X"}, None),
    ("medium", {"medium": "Xinhua"}, {"medium": "Xinhua"}, True),
    ("medium", {"medium": "Xinhua"}, {"medium": "TASS"}, False),
    ("medium", {"medium": "Xinhua"}, {}, False),
    ("manner", {}, {}, True),
    ("manner", {"manner": "denied"}, {}, False),
    ("manner", {}, {"manner": "wrote"}, True),  # finer than the bed
    ("manner", {"manner": "promised"}, {"manner": "assured"}, True),
    ("manner", {"manner": "assured"}, {"manner": "assured"}, False),
    ("quoted", {}, {}, True),
    ("quoted", {"verbatim": True}, {}, False),
    ("quoted", {"verbatim": True}, {"verbatim": True}, True),
    ("stance", {}, {}, None),
    ("stance", {"stance": [["Bea", "+"]]}, {"stance": [("Bea", "+")]}, True),
    ("stance", {"stance": [["Bea", "+"]]}, {"stance": [("Bea", "-")]}, False),
    ("stance", {"stance": [["Bea", "+"]]}, {}, False),
    ("stance", {}, {"stance": [("Bea", "+")]}, False),
]


@pytest.mark.parametrize(("figure", "want", "tell", "good"), ONE)
def test_a_figure_of_one_statement(figure: str, want: dict[str, Any], tell: dict[str, Any], good: bool | None) -> None:
    found = figures([wanted(INNER, **want)], [told(INNER, **tell)])
    assert found.get(figure) == (None if good is None else [good])
    assert set(found) <= set(FIGURES)


def test_nested_ones_must_lie_in_the_same_one() -> None:
    wants = [wanted(OUTER), wanted(INNER, "Cay", nested_in=0)]
    outer, inner = told(OUTER, id="1"), told(INNER, "Cay", id="2", nested_in="1")
    assert figures(wants, [outer, inner])["nested"] == [True]
    assert figures(wants, [outer, told(INNER, "Cay", id="2")])["nested"] == [False]
    assert figures(wants, [outer])["nested"] == [False]
    assert figures(wants, [outer, told(INNER, "Cay", id="2", nested_in="3")])["nested"] == [False]
    assert "nested" not in figures([wanted(INNER)], [inner])


def test_an_act_is_neither_asked_nor_held_against_precision() -> None:
    act = wanted("Dot invited Eve to Suva", "Dot", act=True)
    assert figures([act], []) == {}
    assert figures([act], [told("Dot invited Eve to Suva", "Dot")]) == {}
    assert figures([act, wanted(INNER)], [told("Dot invited Eve to Suva", "Dot")]) == {"said_found": [False]}
    again = figures([act], [told("Dot invited Eve to Suva", "Dot"), told("Dot invited Eve to", "Eve")])
    assert again == {"said_precision": [False]}


def test_a_miss_tells_what_was_wanted_and_what_was_told() -> None:
    judged = {f: rest for f, *rest in judge(row(wanted(INNER, "Bea", chain=["Xinhua"])), [told(INNER)])}
    assert judged["speaker"] == [False, INNER, "Bea", "Ana"]
    assert judged["chain"] == [False, INNER, "Xinhua", ""]
    assert judged["said_found"] == [True, INNER, "Bea", ""]
    assert judged["said_precision"] == [True, INNER, "", "Ana"]


def test_figures_and_misses_of_a_reading() -> None:
    text = "The Fijian premier told Reuters that the cable had been cut. The Tongan king invited him to Nukuʻalofa."
    first = wanted("the cable had been cut", "premier of Fiji", chain=["Reuters"], medium="Reuters", verbatim=True)
    act = wanted("him to Nukuʻalofa", "king of Tonga", act=True)
    scored, misses = score_statements([row(first, act, text=text) | {"published": "2020-05-04"}], Coder())
    assert set(scored) == set(FIGURES)
    counts = {name: (figure.hits, figure.asked) for name, figure in scored.items() if figure.asked}
    names = ("said_found", "said_precision", "speaker", "chain", "spoken_to", "medium", "manner")
    assert counts == {**dict.fromkeys(names, (1, 1)), "quoted": (0, 1)}
    assert [(m.row, m.figure, m.wanted, m.got) for m in misses] == [("x", "quoted", "True", "False")]
