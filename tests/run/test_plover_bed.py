"""The PLOVER bed: marks are read, policies translated, predictions written, and the score is what it says."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from communique.annotate.relations.kinds import kinds
from communique.errors import NothingToRead, UsageError
from communique.model.ontology import EventType
from communique.model.records import Status
from communique.run import plover_bed
from communique.run.plover_bed import PloverAnswer, bed_root, bench_plover, plover_score, unmarked
from communique.run.scores import calibration_error, macro_f1
from communique.settings import DEFAULT_MODEL
from communique.views.cli import main

ROWS = [
    ("a", "<s>Fiji's coast guard</s> arrested <t>nine Tongan divers</t> off Suva on Friday.", "COERCE"),
    ("b", "<t>Malta</t> was thanked by <s>the Libyan premier</s> for its help.", "SUPPORT"),
    ("c", "<s>Peru</s> and <t>Chile</t> signed a treaty on lake fishing in Arica.", "SUPPORT"),
    ("d", "<s>Samoan soldiers</s> remained where they were.", "MOBILIZE"),
]


@pytest.fixture
def bed(tmp_path: Path) -> Path:
    path = tmp_path / "plover.tsv"
    lines = ["id\tmarked_sentence\tgold_root", *("\t".join(row) for row in ROWS)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


MARKED = [
    ("<s>Fiji</s> met <t>Tonga</t>.", ("Fiji met Tonga.", (0, 4), (9, 14))),
    ("In Suva <t> Tonga </t>was met by <s>Fiji</s>.", ("In Suva  Tonga was met by Fiji.", (9, 14), (26, 30))),
    ("<s>Fiji</s> met <t>Tonga</t> in <s>Fiji</s>.", ("Fiji met Tonga in Fiji.", (0, 4), (9, 14))),
    ("<s>Fiji</s> slept.", ("Fiji slept.", (0, 4), None)),
    ("<s></s>Fiji met <t>Tonga.", ("Fiji met Tonga.", None, None)),
    ("a < b", ("a < b", None, None)),
]


@pytest.mark.parametrize(("marked", "wanted"), MARKED)
def test_marks_are_read(marked: str, wanted: tuple[str, tuple[int, int] | None, tuple[int, int] | None]) -> None:
    text, source, target = unmarked(marked)
    if "<t> Tonga" in marked:
        assert text == wanted[0] and text[slice(*source or ())] == "Fiji" and text[slice(*target or ())] == "Tonga"
    else:
        assert (text, source, target) == wanted


def test_every_kind_has_a_code_of_the_bed() -> None:
    codes = {bed_root(kind, status) for kind in kinds() for status in Status} - {None}
    assert codes == {*map(str, EventType), "YIELD"} - {"CONCEDE", "RETREAT"}
    assert bed_root("none", Status.ACTUAL) is None


POLICIES = [
    ("sanction.impose", "actual", "COERCE"),
    ("sanction.discontinue", "actual", "SANCTION"),
    ("sanction.convict", "actual", "ACCUSE"),
    ("coerce.cyber", "actual", "ASSAULT"),
    ("concede.promise", "actual", "AGREE"),
    ("retreat.release", "actual", "YIELD"),
    ("retreat.release", "planned", "AGREE"),
    ("consult.visit", "planned", "AGREE"),
    ("agree.conclude", "actual", "SUPPORT"),
    ("reject.yield", "planned", "REJECT"),
]


@pytest.mark.parametrize(("kind", "status", "root"), POLICIES)
def test_policies(kind: str, status: str, root: str) -> None:
    assert bed_root(kind, Status(status)) == root


def test_a_wrong_policy_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plover_bed, "kinds", lambda: {})
    monkeypatch.setattr(plover_bed, "EventType", type("None_", (), {"__members__": {}}))
    with pytest.raises(plover_bed.BadTable, match="unknown kind"):
        plover_bed._policies.__wrapped__()


def test_rows_are_coded_and_sides_found(bed: Path) -> None:
    answers = list(bench_plover(bed, DEFAULT_MODEL))
    assert [(a.id, a.event) for a in answers] == [("a", "COERCE"), ("b", "SUPPORT"), ("c", "SUPPORT"), ("d", "REJECT")]
    assert answers[0].source == "Fiji's coast guard" and answers[0].target == "nine Tongan divers"
    assert answers[0].sides_right and answers[1].sides_right and answers[3].sides_right is None
    assert answers[3].score == 0 and 0 < answers[0].score <= 1


def test_the_command_writes_what_outside_scorers_read(
    bed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "coded.tsv"
    assert main(["bench", "plover", str(bed), "--predictions", str(out), "--json"]) == 0
    with out.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert [r["id"] for r in rows] == ["a", "b", "c", "d"] and rows[0]["event"] == "COERCE"
    told = json.loads(capsys.readouterr().out)
    assert (told["relations"], told["right"], told["paired"]) == (4, 3, 3)
    assert main(["bench", "plover", str(bed)]) == 0
    assert "4 relations coded; code right 75.0 %" in capsys.readouterr().out


def test_a_bed_without_gold_is_coded_and_not_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hidden.tsv"
    path.write_text(f"id\tmarked_sentence\nx\t{ROWS[0][1]}\n", encoding="utf-8")
    assert [a.gold for a in bench_plover(path, DEFAULT_MODEL)] == [None]
    assert main(["bench", "plover", str(path)]) == 0
    assert capsys.readouterr().out.strip() == "1 relation"


def test_what_is_no_bed_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        list(bench_plover(tmp_path / "none.tsv", DEFAULT_MODEL))
    path = tmp_path / "other.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="id, marked_sentence"):
        list(bench_plover(path, DEFAULT_MODEL))


def test_the_scores() -> None:
    answers = [
        PloverAnswer("1", "AID", 0.9, "AID", "", "", True),
        PloverAnswer("2", "AID", 0.5, "AGREE", "", "", False),
        PloverAnswer("3", "AGREE", 0.8, "AGREE", "", "", True),
        PloverAnswer("4", "AID", 0.7, None, "", "", None),
    ]
    shape = plover_score(answers)
    assert (shape["judged"], shape["right"], shape["paired"], shape["sides"]) == (3, 2, 3, 2)
    assert shape["macro_f1"] == pytest.approx(2 / 3) and shape["accuracy_at_80"] == 1
    assert macro_f1([("a", "a"), ("b", "a")]) == pytest.approx(1 / 3)
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
    assert calibration_error([(0.75, True), (0.75, False)]) == pytest.approx(0.25)
