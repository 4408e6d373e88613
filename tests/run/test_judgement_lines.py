"""Judgements to a file and back: the same, twice changes nothing, and nothing is half taken in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_record import ARTICLES, small

import communique
from communique import api
from communique.errors import BadTable, NothingToRead
from communique.model.judgements import Anchor, Judgement, Standing, Verdict
from communique.model.values import Span
from communique.run.judgement_lines import lines, read_lines

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
NAMES = WORDS.filter(lambda text: bool(text.strip()))
SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda s: Span(min(s), max(s)))
ANCHORS = st.builds(Anchor, NAMES, NAMES, NAMES, SPANS, SPANS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS)
FIELDS = st.sampled_from(
    [("date", "2021-05-06"), ("place", "Oslo"), ("quantity: ship", "about 3"), ("targets", "Peru")]
)
JUDGEMENTS = st.builds(
    lambda id, verdict, subjects, by, when, field, note, anchors: Judgement(
        id, verdict, subjects, by, when, *field, note, anchors
    ),
    st.integers(0, 10**6).map(lambda n: f"j-{n:012}"),
    st.sampled_from(Verdict),
    st.lists(NAMES, min_size=1, max_size=3).map(tuple),
    NAMES,
    st.datetimes().map(lambda when: when.isoformat()),
    FIELDS,
    WORDS,
    st.lists(ANCHORS, min_size=1, max_size=3).map(tuple),
)


@settings(max_examples=50, deadline=None)
@given(judgements=st.lists(JUDGEMENTS, max_size=6, unique_by=lambda j: j.id), data=st.data())
def test_what_is_written_is_read_back_in_any_order(judgements: list[Judgement], data: st.DataObject) -> None:
    told = list(lines(judgements))
    assert told == list(lines(data.draw(st.permutations(judgements))))
    assert sorted(read_lines("\n".join(told), "f"), key=lambda j: j.id) == sorted(judgements, key=lambda j: j.id)


@pytest.fixture
def record(tmp_path: Path):
    with communique.open(small(tmp_path / "r.record")) as opened:
        yield opened


def written(record: api.Record, file: Path) -> Path:
    file.write_text("\n".join(record.judgement_lines()) + "\n", encoding="utf-8")
    return file


def test_into_another_record_of_the_same_documents(record: api.Record, tmp_path: Path) -> None:
    visits = [e.id for e in record.events(form="visit")]
    record.judge("merge", visits, by="ana", note="“one long visit”")
    record.judge("wrong", record.events(form="call")[0].claims, by="ben")
    file = written(record, tmp_path / "mine.jsonl")
    with communique.open(small(tmp_path / "other.record")) as other:
        assert other.import_judgements(file) == 2
        assert other.events() == record.events()
        assert other.judgements() == record.judgements()
        assert other.import_judgements(file) == 0
        assert list(other.judgement_lines()) == list(record.judgement_lines())
    with communique.open(small(tmp_path / "fewer.record", {"one.txt": ARTICLES["one.txt"]})) as fewer:
        assert fewer.import_judgements(file) == 2
        assert {s.standing for s in fewer.standings()} == {Standing.LOST}


BROKEN = [
    ("{", "this is no JSON"),
    ("[]", "this is no judgement"),
    ('{"kind":"claim"}', "this is no judgement"),
    ('{"kind":"judgement"}', "field required"),
    ({"verdict": "perhaps"}, "verdict: "),
    ({"when": "yesterday"}, "no ISO time"),
    ({"by": ""}, "must be there"),
    ({"anchors": []}, "anchors"),
    ({"field": "colour", "id": "j-2"}, "no field colour"),
    ({"field": "who", "id": "j-2"}, "write sources"),
    ({"field": "date", "value": "soon", "id": "j-2"}, "no day"),
    ({"verdict": "right-value", "id": "j-2"}, "must be there"),
    ({"note": "changed"}, "another judgement with the id"),
]


@pytest.mark.parametrize(("wrong", "told"), BROKEN, ids=[str(w) for w, _ in BROKEN])
def test_a_wrong_line_is_named_and_nothing_is_taken(record: api.Record, tmp_path: Path, wrong, told: str) -> None:
    record.judge("wrong", record.events(form="call")[0].claims, by="ben")
    (good,) = record.judgement_lines()
    line = wrong if isinstance(wrong, str) else json.dumps(json.loads(good) | wrong)
    file = tmp_path / "mine.jsonl"
    file.write_text(f"{good}\n\n{line}\n", encoding="utf-8")
    with communique.open(small(tmp_path / "other.record")) as other:
        with pytest.raises(BadTable) as caught:
            other.import_judgements(file)
        assert caught.value.details[0].startswith("line 3: ") and told in caught.value.details[0]
        assert "1 line is wrong" in caught.value.what
        assert other.judgements() == ()


def test_there_must_be_a_file(record: api.Record) -> None:
    with pytest.raises(NothingToRead, match=r"nowhere\.jsonl"):
        record.import_judgements("nowhere.jsonl")
