"""The bed of attributions: read with and without gold and nested ones, refused where it is none, scored as told."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.annotate.attribution.told import Attributed
from communique.errors import NothingToRead, UsageError
from communique.model.values import Span
from communique.run.attribution_bed import AttributionAnswer, attribution_score, bench_attribution

SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench"
NESTED = "The Fijian premier said that the Tongan premier had promised that the cable would hold."
WIDOW = "“We shall pay for the boats,” the clerk said.\n\nShe hopes that the sea will wait."


def gold(text: str, *roles: tuple[str, str, str]) -> list[dict[str, list[list[int]]]]:
    """Attributions by their words; empty words for a role that is not there."""

    def at(words: str) -> list[list[int]]:
        return [[text.index(words), text.index(words) + len(words)]] if words else []

    return [{"source": at(source), "cue": at(cue), "content": at(content)} for source, cue, content in roles]


def write(path: Path, *rows: Mapping[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def words(answer: AttributionAnswer) -> list[tuple[str, ...]]:
    return [
        tuple(" … ".join(s.of(answer.text) for s in spans) for spans in (a.source, a.cue, a.content))
        for a in answer.found
    ]


# -- reading ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def bed(tmp_path: Path) -> Path:
    inner = "that the cable would hold"
    outer = f"that the Tongan premier had promised {inner}"
    rows = [
        {"id": "a", "text": NESTED, "attributions": gold(NESTED, ("The Fijian premier", "said", outer))},
        {"id": "b", "text": WIDOW},
    ]
    return write(tmp_path / "bed.jsonl", *rows)


def test_outermost_ones_are_found(bed: Path) -> None:
    first, second = bench_attribution(bed)
    assert words(first) == [
        ("The Fijian premier", "said", "that the Tongan premier had promised that the cable would hold")
    ]
    assert words(second) == [
        ("the clerk", "said", "We shall pay for the boats"),
        ("She", "hopes", "that the sea will wait"),
    ]
    assert (first.id, second.id) == ("a", "b")
    assert first.gold == first.found
    assert second.gold is None


def test_nested_ones_are_found_where_asked(bed: Path) -> None:
    first, second = bench_attribution(bed, nested=True)
    assert words(first)[1:] == [("the Tongan premier", "had promised", "that the cable would hold")]
    assert len(second.found) == 2


def test_the_gold_has_no_part_in_the_reading(bed: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in bed.read_text(encoding="utf-8").splitlines()]
    bare = write(tmp_path / "bare.jsonl", *({"id": row["id"], "text": row["text"]} for row in rows))
    wrong = write(tmp_path / "wrong.jsonl", *({**row, "attributions": []} for row in rows))
    found = [a.found for a in bench_attribution(bed)]
    assert [a.found for a in bench_attribution(bare)] == found
    assert [(a.found, a.gold) for a in bench_attribution(wrong)] == [(f, ()) for f in found]


def test_blank_lines_are_passed_over_and_a_text_may_have_none(tmp_path: Path) -> None:
    path = tmp_path / "bed.jsonl"
    path.write_text('\n  \n{"id": "a", "text": "The boat sank."}\n\n', encoding="utf-8")
    assert [(a.id, a.found, a.gold) for a in bench_attribution(path)] == [("a", (), None)]
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    assert list(bench_attribution(tmp_path / "none.jsonl")) == []


def test_an_empty_text_tells_of_nobody(tmp_path: Path) -> None:
    path = write(tmp_path / "bed.jsonl", {"id": "a", "text": ""}, {"id": "b", "text": " \n"})
    assert [a.found for a in bench_attribution(path)] == [(), ()]


BAD = [
    "{",
    "[1]",
    "7",
    '{"id": "b"}',
    '{"text": "b"}',
    '{"id": 2, "text": "b"}',
    '{"id": "b", "text": null}',
    "[" * 99_999,
]


@pytest.mark.parametrize("line", BAD, ids=lambda line: line[:24])
def test_a_bad_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "bed.jsonl"
    path.write_text(f'{{"id": "a", "text": "The boat sank."}}\n\n{line}\n', encoding="utf-8")
    answers = bench_attribution(path)
    assert next(answers).id == "a"
    with pytest.raises(UsageError, match=r"bed\.jsonl:3") as caught:
        next(answers)
    assert caught.value.hint


@pytest.mark.parametrize("marked", [5, [5], [{"source": 5}], [{"cue": [5]}], [{"content": [["a", "b"]]}]])
def test_gold_that_is_none_is_named(marked: object, tmp_path: Path) -> None:
    path = write(tmp_path / "bed.jsonl", {"id": "a", "text": "The boat sank.", "attributions": marked})
    with pytest.raises(UsageError, match=r"bed\.jsonl:1"):
        list(bench_attribution(path))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=r"none\.jsonl cannot be read"):
        list(bench_attribution(tmp_path / "none.jsonl"))
    with pytest.raises(NothingToRead):
        list(bench_attribution(tmp_path))
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe\n")
    with pytest.raises(NothingToRead):
        list(bench_attribution(tmp_path / "latin.jsonl"))


# -- the score --------------------------------------------------------------------------------------------------------


def made(text: str, *roles: tuple[str, str, str]) -> tuple[Attributed, ...]:
    rows = gold(text, *roles)
    return tuple(Attributed(*(tuple(Span(*s) for s in row[k]) for k in ("source", "cue", "content"))) for row in rows)


def right(text: str, wanted: Sequence[Attributed], told: Sequence[Attributed]) -> int:
    return attribution_score([AttributionAnswer("a", text, tuple(told), tuple(wanted))])["right"]


RAIN = "The old clerk of Suva said it would rain on us all day."
WANTED = ("The old clerk of Suva", "said", "it would rain on us")
TOLD = [
    (WANTED, 1),
    (("clerk", "said", "it would rain on us"), 1),
    (("The old", "said", "it would rain on us"), 0),
    (("Suva", "said", "it would rain on us"), 0),
    (("", "said", "it would rain on us"), 0),
    (("The old clerk of Suva", "", "it would rain on us"), 1),
    (("The old clerk of Suva", "said", "it would rain on us all day"), 1),
    (("The old clerk of Suva", "said", "would rain on"), 1),
    (("The old clerk of Suva", "said", "rain on"), 0),
    (("The old clerk of Suva", "said", "all day"), 0),
    (("The old clerk of Suva", "said", ""), 0),
]


@pytest.mark.parametrize(("told", "wanted"), TOLD)
def test_what_counts_as_found(told: tuple[str, str, str], wanted: int) -> None:
    assert right(RAIN, made(RAIN, WANTED), made(RAIN, told)) == wanted


HEADS = [
    ("The premier", "premier"),
    ("Fiji's premier", "premier"),
    ("The premier of Fiji", "premier"),
    ("Ana Bole, the premier", "Bole"),
    ("Ana Bole (Fiji)", "Bole"),
    ("A clerk who wept", "clerk"),
    ("The port - a ruin", "port"),
    ("The port — a ruin", "port"),
    ("The well-known premier", "premier"),
]


@pytest.mark.parametrize(("source", "head"), HEADS)
def test_the_head_of_a_source(source: str, head: str) -> None:
    text = f"{source} said it rained."
    wanted = made(text, (source, "said", "it rained"))
    names = [w.strip("(),") for w in source.split() if w.strip("(),-—")]
    assert [n for n in names if right(text, wanted, made(text, (n, "said", "it rained")))] == [head]


def test_a_source_that_is_not_named_must_not_be_given() -> None:
    wanted = made(RAIN, ("", "said", "it would rain"))
    assert right(RAIN, wanted, made(RAIN, ("", "said", "it would rain"))) == 1
    assert right(RAIN, wanted, made(RAIN, ("clerk", "said", "it would rain"))) == 0


def test_one_answer_finds_one_attribution() -> None:
    one = made(RAIN, WANTED)
    assert (right(RAIN, one * 2, one), right(RAIN, one, one * 2), right(RAIN, one * 2, one * 2)) == (1, 1, 2)


def test_the_figures() -> None:
    one, other = made(RAIN, WANTED), made(RAIN, ("The old", "said", "all day"))
    judged = AttributionAnswer("a", RAIN, (*one, *other, *other), (*one, *other[:0], *made(RAIN, ("", "", "us"))))
    hidden = AttributionAnswer("b", RAIN, one, None)
    shape = attribution_score([judged, hidden])
    assert (shape["texts"], shape["predicted"], shape["gold"], shape["right"]) == (2, 4, 2, 1)
    assert (shape["precision"], shape["recall"]) == (pytest.approx(1 / 3), pytest.approx(1 / 2))
    assert shape["f1"] == pytest.approx(2 / 5)


def test_nothing_is_judged_without_gold_and_nothing_found_is_none_right() -> None:
    hidden = attribution_score([AttributionAnswer("a", RAIN, made(RAIN, WANTED), None)])
    assert (hidden["predicted"], hidden["precision"], hidden["recall"], hidden["f1"]) == (1, None, None, None)
    silent = attribution_score([AttributionAnswer("a", RAIN, (), made(RAIN, WANTED))])
    assert (silent["precision"], silent["recall"], silent["f1"]) == (0.0, 0.0, 0.0)
    assert attribution_score([])["f1"] is None


LINE = "ana bea cay dot eve fay gil hob ida jon kit lea".split()
_RUN = st.tuples(st.integers(0, 11), st.integers(1, 4)).map(lambda p: frozenset(range(p[0], min(12, sum(p)))))
_ROLE = st.one_of(st.just(frozenset[int]()), _RUN)
_SIDE = st.lists(st.tuples(_ROLE, _ROLE, _ROLE), max_size=5)


def _spans(role: frozenset[int]) -> tuple[Span, ...]:
    return tuple(Span(4 * i, 4 * i + 3) for i in sorted(role))


def _alike(a: Sequence[frozenset[int]], b: Sequence[frozenset[int]]) -> float:
    def f1(i: int) -> float:
        return 2 * len(a[i] & b[i]) / ((len(a[i]) + len(b[i])) or 1)

    return 3 * len(a[2] & b[2]) / (len(a[2] | b[2]) or 1) + f1(0) + f1(1)


def _brute(wanted: Sequence[Sequence[frozenset[int]]], told: Sequence[Sequence[frozenset[int]]]) -> int:
    """The same count, pair by pair: the best of all that are left, until none is alike."""
    left = {(i, j): round(_alike(g, t), 9) for i, g in enumerate(wanted) for j, t in enumerate(told)}
    hits = 0
    while left and max(left.values()) > 0:
        i, j = min(left, key=lambda pair: (-left[pair], pair))
        g, t = wanted[i], told[j]
        source = max(g[0]) in t[0] if g[0] else not t[0]  # no word of the line ends a head: the last one is it
        hits += source and 2 * len(g[2] & t[2]) >= len(g[2] | t[2]) > 0
        left = {(a, b): v for (a, b), v in left.items() if a != i and b != j}
    return hits


@given(_SIDE, _SIDE)
def test_the_score_is_what_counting_gives(wanted: Any, told: Any) -> None:
    text = " ".join(LINE)
    sides = [[Attributed(*map(_spans, roles)) for roles in side] for side in (wanted, told)]
    assert right(text, *sides) == _brute(wanted, told)


# -- the scorer beside the bench --------------------------------------------------------------------------------------


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(
    not (SHARED / "score_attribution.py").is_file(), reason="there is no shared/bench beside the checkout"
)
def test_the_score_agrees_with_the_scorer_beside_the_bench(tmp_path: Path) -> None:
    with (SHARED / "attribution_dev.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(8), strict=False)]
    answers = list(bench_attribution(write(tmp_path / "eight.jsonl", *rows)))
    found = {a.id: [{"source": f.source, "cue": f.cue, "content": f.content} for f in a.found] for a in answers}
    told = _scorer(SHARED / "score_attribution.py").score(rows, found)
    shape = attribution_score(answers)
    assert (shape["gold"], shape["predicted"]) == (told["gold"], told["pred"])
    assert [round(shape[k], 4) for k in ("precision", "recall", "f1")] == told["relation"]
    assert shape["right"] > 0
