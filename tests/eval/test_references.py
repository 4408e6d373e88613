"""The scorer of references: which mentions are asked, and when they are who is meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from references import agrees, mentions_at, place_of, score_references

from communique.annotate.pipeline import Coder
from communique.model.records import Mention
from communique.model.values import ActorKind, Span

BED = Path(__file__).resolve().parents[1] / "golden" / "references.jsonl"
KINDS = (
    "full-name surname given-name honorific spelling office-description counterpart host-guest he-she his-her they it "
    "two-persons two-states state-description role capital state-name organisation nobody"
).split()


def mention(name: str, country: str | None, kind: str = "person", office: str | None = None, at: int = 0) -> Mention:
    return Mention(name, Span(at, at + 4), name, ActorKind(kind), country=country, office=office)


def test_every_quotation_of_the_bed_stands_in_its_text() -> None:
    rows = [json.loads(line) for line in BED.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) >= 60
    found = [(row, ref) for row in rows for ref in row["references"]]
    assert len(found) >= 300
    for row, ref in found:
        start, end = place_of(row["text"], ref)
        assert row["text"][start:end] == ref["quote"]
        assert ref["kind"] in KINDS
        assert bool(ref["means"]) or ref["kind"] == "nobody"


def test_of_several_mentions_the_one_that_covers_the_words_best() -> None:
    one, two = mention("a", "PER", at=0), mention("b", "CHL", at=2)
    assert mentions_at([one, two], 2, 6) == [two]
    assert mentions_at([one, one], 0, 4) == [one, one]
    assert mentions_at([one], 3, 40) == []  # a letter of forty is another reference
    with pytest.raises(IndexError):
        place_of("a b a", {"quote": "a", "nth": 3})


@pytest.mark.parametrize(("wanted", "got", "right"), [
    (["Rosa Vidal/CHL"], [mention("Rosa Vidal", "CHL")], True),
    (["Rosa Vidal/CHL"], [mention("Rosa Vidal", None)], False),
    (["Rosa Vidal/CHL"], [mention("Rosa Vidal", "PER")], False),
    (["Inés Vidal/CHL"], [mention("Ines Vidal", "CHL")], True),
    (["top diplomat/CHL"], [mention("foreign minister of Chile", "CHL", office="foreign minister")], True),
    (["ambassador to Peru/CHL"], [mention("ambassador of Chile", "CHL", office="ambassador")], True),
    (["king/MAR"], [mention("prince of Morocco", "MAR", office="prince")], False),
    (["CHL"], [mention("Chile", "CHL", "state")], True),
    (["CHL"], [mention("Rosa Vidal", "CHL")], False),
    (["North Atlantic Treaty Organization"], [mention("NATO", None, "organisation")], True),
    (["Ministry of Trade"], [mention("Ministry of Trade of Peru", "PER", "organisation")], True),
    (["CHL", "PER"], [mention("Chile", "CHL", "state")], False),
    (["CHL", "PER"], [mention("Chile", "CHL", "state"), mention("Peru", "PER", "state")], True),
    (["CHL"], [], False),
])  # fmt: skip
def test_who_is_meant(wanted: list[str], got: list[Mention], right: bool) -> None:
    assert agrees(wanted, got) is right


def test_words_that_mean_nobody() -> None:
    assert agrees([], [], nobody=True)
    assert agrees([], [mention("Khor Abdullah", None, "organisation")], nobody=True)
    assert not agrees([], [mention("Fiji", "FJI", "state")], nobody=True)


def test_figures_and_misses() -> None:
    row = {
        "id": "x",
        "text": "Peru thanked Chile.",
        "published": None,
        "references": [
            {"quote": "Peru", "nth": 1, "means": ["PER"], "kind": "state-name"},
            {"quote": "Chile", "nth": 1, "means": ["ARG"], "kind": "state-name"},
        ],
    }
    figures, misses, kinds = score_references([row], Coder())
    assert (figures["reference"].hits, figures["reference"].asked) == (1, 2)
    assert [(m.file, m.quote, m.wanted, m.got) for m in misses] == [("x", "Chile", "ARG", "Chile/CHL")]
    assert list(kinds) == ["state-name"]
