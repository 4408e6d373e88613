"""The corpus is what the guide asks for, and its checks find what is wrong."""

from __future__ import annotations

import json
from dataclasses import replace

import check_corpus
import compile as compiling
import corpus
import pytest
import relations
import split

from communique.model.records import Status

RAW = """# a note
LIMA - [1 Peru's foreign minister] thanked [2 Chile] for taking in [3 the flooded families].
= 1>2 | thanked | support.praise | actual | diplomatic
= 2>3 | taking in | aid.humanitarian | actual | disasters, migration
= 3>1 | - | none | actual | -

[1 Fiji] will thank [2 Tonga], and thank it again.
= 1>2 | thank | support.praise | planned | -
"""


@pytest.fixture(scope="module")
def shipped():
    return corpus.load()


@pytest.fixture
def made(tmp_path):
    file = tmp_path / "raw.txt"
    file.write_text(RAW, "utf-8")
    sentences, wrong = compiling.compile_file(file)
    assert not wrong
    return sentences


def test_text_becomes_rows_and_rows_come_back(made, tmp_path):
    (tmp_path / "raw.jsonl").write_text("".join(compiling.row(s) + "\n" for s in made), "utf-8")
    assert corpus.load(tmp_path) == made
    first, second = made
    assert [first.text[s:e] for s, e in first.actors] == ["Peru's foreign minister", "Chile", "the flooded families"]
    assert [r.kind for r in first.relations] == ["support.praise", "aid.humanitarian", "none"]
    assert first.relations[1].contexts == ("disasters", "migration") and first.relations[2].trigger is None
    trigger = second.relations[0].trigger
    assert trigger is not None and trigger[0] == second.text.index("thank"), "of two, the one between the actors"
    assert second.relations[0].status is Status.PLANNED


WRONG_LINES = [
    ("[1 Fiji] thanked Tonga.\n", "brackets"),
    ("[1 Fiji] thanked [1 Tonga].\n", "twice"),
    ("[1 Fiji] thanked [2 Tonga].\n= 1>2 | praised | support.praise | actual | -\n", "has no 'praised'"),
    ("[1 Fiji] thanked [2 Tonga].\n= 1>3 | thanked | support.praise | actual | -\n", "no relation between"),
    ("[1 Fiji] thanked [2 Tonga].\n= 1>2 | thanked | support.cheer | actual | -\n", "unknown kind"),
    ("[1 Fiji] thanked [2 Tonga].\n= 1>2 | thanked | support.praise | maybe | -\n", "maybe"),
    ("[1 Fiji] thanked [2 Tonga].\n= 1>2 | thanked | support.praise | actual | cookery\n", "unknown context"),
    ("[1 Fiji] thanked [2 Tonga].\n= 1>2 | thanked | none | actual | -\n", "with a trigger"),
    ("[1 Fiji] thanked [2 Tonga].\n", "no relation"),
]


@pytest.mark.parametrize(("raw", "what"), WRONG_LINES)
def test_a_wrong_line_is_told_and_left_out(raw, what, tmp_path):
    file = tmp_path / "raw.txt"
    file.write_text(raw, "utf-8")
    sentences, wrong = compiling.compile_file(file)
    assert sum(len(s.relations) for s in sentences) == 0
    assert any(what in w for w in wrong)


def broken(sentence, **changes):
    return replace(sentence, **changes)


def test_faults_are_seen(made):
    good = made[0]
    assert corpus.fault(good) == ""
    assert "outside" in corpus.fault(broken(good, actors=((0, 900), *good.actors[1:])))
    assert "blanks" in corpus.fault(broken(good, actors=((6, 12), *good.actors[1:])))
    assert "overlap" in corpus.fault(broken(good, actors=(good.actors[0], (10, 20), good.actors[2])))
    assert "told twice" in corpus.fault(broken(good, relations=(good.relations[0], good.relations[0])))
    assert "no two actors" in corpus.fault(broken(good, relations=(replace(good.relations[0], target=0),)))


def test_a_broken_row_is_named_by_file_and_line(tmp_path):
    (tmp_path / "x.jsonl").write_text(json.dumps({"text": "a", "actors": []}) + "\n", "utf-8")
    with pytest.raises(corpus.BadCorpus, match=r"x\.jsonl:1"):
        corpus.load(tmp_path)


def test_the_gate_holds_out_what_training_does(shipped):
    assert [s.id for s in shipped if split.held_out(s.text)] == [s.id for s in shipped if relations.held_out(s.text)]


# -- the shipped corpus -----------------------------------------------------------------------------------------------


def test_the_corpus_is_large_and_balanced(shipped):
    relations = [r for s in shipped for r in s.relations]
    assert len(relations) >= check_corpus.LEAST
    lengths = [len(s.text.split()) for s in shipped]
    assert 22 <= sum(lengths) / len(lengths) <= 28
    for event in check_corpus.EventType:
        assert sum(check_corpus.kinds()[r.kind].event is event for r in relations) >= check_corpus.FEWEST, event
    assert sum(r.kind == "none" for r in relations) >= 0.1 * len(relations)
    assert {r.status for r in relations} == set(Status)


def test_no_sentence_stands_there_twice(shipped):
    assert check_corpus.twins(shipped) == []


@pytest.mark.skipif(not check_corpus.BENCH.is_dir(), reason="there is no shared/bench beside the checkout")
def test_no_words_of_the_test_beds(shipped):
    assert check_corpus.borrowed(shipped, check_corpus.texts_of_bench(check_corpus.BENCH)) == []


def test_borrowed_words_and_twins_are_found(made):
    text = "Yesterday Peru's foreign minister thanked Chile for taking in the flooded families, he wrote."
    assert [s.id for s, _ in check_corpus.borrowed(made, [text])] == [made[0].id]
    assert check_corpus.borrowed(made, ["Chile thanked Peru's foreign minister."]) == []
    twin = replace(made[0], id="twin", text=made[0].text.replace("LIMA", "Lima today"))
    assert check_corpus.twins([made[0], made[1], twin]) == [(made[0], twin)]
