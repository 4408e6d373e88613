"""The bed of coreference: texts and spans alone decide, the order does not, and what is no bed is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from communique.errors import NothingToRead, UsageError
from communique.run.coreference_bed import MentionAnswer, bench_coreference, coreference_score
from communique.views.cli import main

# Two ferries that sank, and a wedding. A mention is marked {chain:word}.
TEXTS = {
    "a1": "The ferry Aurora {a:sank} off Cebu .\nNine sailors {b:died} in the storm , the coast guard {c:said} .",
    "a2": "Divers reached the Aurora near Cebu .\nThe ferry {a:capsized} in a storm , and nine sailors {b:drowned} .",
    "a3": "Cebu mourns .\nThe {a:sinking} of the ferry Aurora left nine sailors {b:dead} .",
    "b1": "The ferry Borealis {d:sank} near Busan on Monday .\nThe captain was {e:arrested} , prosecutors {f:said} .",
    "b2": "Prosecutors in Busan {e:detained} the captain of the Borealis .\nThe ferry {d:capsized} with cars on deck .",
    "c1": "Princess Ingrid {g:wed} a carpenter in Bergen .\nA choir {h:sang} .",
    "c2": "Bergen saw the {g:wedding} of Princess Ingrid and a carpenter .",
    "c3": "Guests of the {g:marriage} in Bergen liked the choir of carpenters , Princess Ingrid {i:said} .",
}


def row(name: str, marked: str, *, chains: bool = True, validated: Sequence[int] | None = None) -> dict[str, Any]:
    text, events, sentences = "", [], []
    for n, line in enumerate(marked.split("\n")):
        start = len(text)
        for part in line.split("{"):
            inside, _, after = part.partition("}") if "}" in part else ("", "", part)
            if inside:
                chain, _, words = inside.partition(":")
                spans = [[len(text), len(text) + len(words)]]
                events.append({"id": f"{name}#{len(events)}", "spans": spans, **({"chain": chain} if chains else {})})
                text += words
            text += after
        told = {} if validated is None else {"validated": n in validated}
        sentences.append({"i": n, "start": start, "end": len(text), **told})
        text += "\n"
    return {"id": name, "topic": "x", "text": text.rstrip("\n"), "sentences": sentences, "events": events}


def write(path: Path, rows: Iterable[Any]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def bed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("bed") / "bed.jsonl", (row(n, t) for n, t in TEXTS.items()))


@pytest.fixture(scope="module")
def answers(bed: Path) -> tuple[MentionAnswer, ...]:
    return bench_coreference(bed)


def groups(answers: Iterable[MentionAnswer]) -> set[frozenset[str]]:
    listed = list(answers)
    return {frozenset(a.id for a in listed if a.cluster == b.cluster) for b in listed}


def test_two_ferries_are_two_happenings(answers: tuple[MentionAnswer, ...]) -> None:
    home = {a.id: a.cluster for a in answers}
    assert home["a1#0"] == home["a2#0"] == home["a3#0"] != home["b1#0"]
    assert home["b1#0"] == home["b2#1"]
    assert home["c1#0"] == home["c2#0"] == home["c3#0"]
    assert len({home["a1#2"], home["b1#2"], home["c3#1"]}) == 3  # three who said something
    assert [a.id for a in answers] == [e["id"] for n, t in TEXTS.items() for e in row(n, t)["events"]]


def test_without_document_clusters_the_documents_still_tell_them_apart(bed: Path) -> None:
    home = {a.id: a.cluster for a in bench_coreference(bed, by_story=False)}
    assert home["a1#0"] == home["a3#0"] != home["b1#0"]


def test_neither_order_nor_gold_has_a_part_in_it(tmp_path: Path, answers: tuple[MentionAnswer, ...]) -> None:
    turned = [row(n, t, chains=False) for n, t in reversed(TEXTS.items())]
    for each in turned:
        each["events"] = each["events"][::-1]
        each |= {"topic": 7, "subtopic": each["id"], "entities": "none"}
    found = bench_coreference(write(tmp_path / "bed.jsonl", turned))
    assert {a.id: a.cluster for a in found} == {a.id: a.cluster for a in answers}
    assert {a.chain for a in found} == {None}


def test_sentences_that_are_not_validated_are_left_out(tmp_path: Path) -> None:
    rows = [row(n, t, validated=[0]) for n, t in TEXTS.items()]
    assert [a.id for a in bench_coreference(write(tmp_path / "bed.jsonl", rows))] == [
        "a1#0", "b1#0", "b2#0", "c1#0", "c2#0", "c3#0", "c3#1"
    ]  # fmt: skip
    assert bench_coreference(write(tmp_path / "none.jsonl", [])) == ()


GOOD = row("a", "It {x:rained} .")
EVENT = GOOD["events"][0]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"id": "a", "text": "It rained."}], "cannot be read"),
        ([{**GOOD, "sentences": 3}], "cannot be read"),
        ([{**GOOD, "sentences": []}], "cannot be read"),
        ([{**GOOD, "events": [{**EVENT, "spans": []}]}], "cannot be read"),
        ([{**GOOD, "events": [{**EVENT, "spans": [[90, 95]]}]}], "cannot be read"),
        ([{**GOOD, "events": [{"spans": [[0, 2]]}]}], "cannot be read"),
        ([{**GOOD, "events": [EVENT, EVENT]}], "two mentions have the same id"),
        ([GOOD, {**GOOD, "events": []}], "two rows have the same id"),
        ([{"id": "a"}], "no text under 'text'"),
    ],
)
def test_a_bed_that_is_none_is_told(rows: list[Any], told: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        bench_coreference(write(tmp_path / "bed.jsonl", rows))
    assert caught.value.hint


def test_a_bed_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        bench_coreference(tmp_path / "bed.jsonl")


def test_the_score() -> None:
    told = [("1", "p", "x"), ("2", "p", "x"), ("3", "q", "y"), ("4", "r", None)]
    shape = coreference_score([MentionAnswer(*t) for t in told])
    assert shape == {
        "mentions": 4, "clusters": 3, "judged": 3, "chains": 2,
        "muc": 1.0, "bcubed": 1.0, "ceaf_e": 1.0, "conll": 1.0, "lea": 1.0,
    }  # fmt: skip
    assert coreference_score([MentionAnswer("1", "p", None)]) == {
        "mentions": 1, "clusters": 1, "judged": 0, "chains": 0
    }  # fmt: skip


def test_the_command(
    bed: Path, tmp_path: Path, answers: tuple[MentionAnswer, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "clusters.jsonl"
    assert main(["bench", "coreference", str(bed), "--predictions", str(out)]) == 0
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert told == [{"id": a.id, "cluster": a.cluster} for a in answers]
    count = len({a.cluster for a in answers})
    line = capsys.readouterr().out
    assert line.startswith(f"17 mentions in {count} clusters; the bed has 9 for 17: CoNLL F1 ") and "LEA" in line
    assert main(["bench", "coreference", str(bed), "--no-document-clusters", "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["judged"] == 17 and 0 < shape["lea"] <= 1
    bare = write(tmp_path / "bare.jsonl", [row("a", "It {x:rained} .", chains=False)])
    assert main(["bench", "coreference", str(bare)]) == 0
    assert capsys.readouterr().out == "1 mention in 1 cluster\n"
