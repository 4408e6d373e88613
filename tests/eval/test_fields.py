from __future__ import annotations

import json
from pathlib import Path

import gate
from fields import claim_at, in_dev, score_fields
from score import Figure

from communique.annotate.pipeline import Coder

DAY = "2024-06-12"


def row(id: str, text: str, quote: str, **more: object) -> dict[str, object]:
    return {"id": id, "text": text, "published": DAY, "quote": quote, **more}


def test_days_found_missed_and_not_asked() -> None:
    rows = [
        row("a", "Norway expelled two Russian diplomats on Monday.", "expelled two", date=["2024-06-10", "2024-06-10"]),
        row("b", "Norway expelled two Russian diplomats on Monday.", "expelled two", date=["2024-06-11", "2024-06-11"]),
        row("c", "Norway expelled two Russian diplomats.", "expelled two", date=None),
        row("d", "The weather was fair on Monday.", "was fair", date=["2024-06-10", "2024-06-10"]),
    ]
    figures, misses = score_fields(rows, "date", Coder())
    assert figures == {"event_found": Figure(3, 4), "date": Figure(2, 3)}
    assert [(m.row, m.figure) for m in misses] == [("b", "date"), ("d", "event_found")]
    assert misses[0].got == "2024-06-10; 2024-06-10 (relative)"


def test_places_agree_by_name_and_state() -> None:
    text = "Lebanon and Cyprus signed a fishing accord in Tripoli."
    rows = [
        row("a", text, "signed a", place={"name": "Tripoli", "country": "LBN"}),
        row("b", text, "signed a", place={"name": "Tripoli", "country": "LBY"}),
        row("c", text, "signed a", place=None),
    ]
    figures, misses = score_fields(rows, "place", Coder())
    assert figures["place"] == Figure(1, 3)
    assert misses[1].got == "Tripoli/LBN"


def test_the_claim_whose_predicate_is_quoted() -> None:
    text = "Norway thanked Peru on Monday and Chile criticised Peru on Tuesday."
    claims = Coder().read(text).claims
    claim = claim_at(claims, row("a", text, "criticised Peru"))
    assert claim is not None and claim.predicate.of(text) == "criticised"


def test_the_shipped_beds_are_sound_and_halved() -> None:
    for field in ("date", "place"):
        lines = (gate.GOLDEN / f"claim_{field}s.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        assert len({r["id"] for r in rows}) == len(rows) > 100
        assert all(r["text"].count(r["quote"]) == 1 and field in r for r in rows)
        assert len(rows) * 0.35 < sum(map(in_dev, rows)) < len(rows) * 0.65
    assert in_dev({"id": "d001-a"}) is in_dev({"id": "d001-b"})


def test_misses_of_the_half_held_out_are_not_told(tmp_path: Path) -> None:
    file = tmp_path / "bed.jsonl"
    text = "The weather was fair."
    rows = [row(f"x{n:03}", text, "was fair", date=None) for n in range(40)]
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    got = gate.claim_fields("date", file)
    assert got.figures["event_found"] == Figure(0, 40)
    assert {m.row for m in got.misses} == {r["id"] for r in rows if in_dev(r)} != set()
