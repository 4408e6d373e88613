from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from communique.annotate.relations.encoder import FOLDER
from communique.annotate.relations.vectors import Vectors, WordVectors, vectors, with_outputs
from communique.errors import ModelMissing


def one(sentence: str, word: str, *around: str) -> WordVectors:
    places = [(sentence.index(w), sentence.index(w) + len(w)) for w in (word, *around)]
    return vectors()(sentence, [(places[0], places[1:])])[0]


def alike(a: WordVectors, b: WordVectors) -> float:
    assert a.meaning is not None and b.meaning is not None
    return float(a.meaning @ b.meaning)


def test_what_means_the_same_is_nearer() -> None:
    arrested = one("Two men were arrested in Lima.", "arrested")
    detained = one("Police detained a driver on Friday.", "detained")
    sang = one("Two men sang in Lima.", "sang")
    assert alike(arrested, detained) > alike(arrested, sang)


def test_vectors_have_length_one_and_are_missing_where_no_word_is() -> None:
    found = one("The ferry sank in a storm.", "sank", "ferry", "storm")
    for vector in (found.meaning, found.bearers):
        assert vector is not None and float(np.linalg.norm(vector)) == pytest.approx(1)
    assert vectors()("The ferry sank.", [((90, 95), [])]) == [WordVectors(None, None)]
    assert vectors()("", [((0, 0), [])]) == [WordVectors(None, None)]


def test_a_sentence_gives_the_same_whatever_is_asked_with_it() -> None:
    sentence = "The ferry sank in a storm, and nine people drowned."
    both = vectors()(sentence, [((10, 14), [(4, 9)]), ((43, 50), [])])
    alone = vectors()(sentence, [((10, 14), [(4, 9)])])[0]
    assert both[0].meaning is not None and alone.meaning is not None
    assert both[0].meaning.tobytes() == alone.meaning.tobytes()


def test_what_lies_beyond_the_longest_input_is_not_read() -> None:
    sentence = "word " * 200 + "end"
    assert vectors()(sentence, [((1000, 1003), [(0, 4)])])[0].meaning is None


def test_more_outputs_leave_the_others_as_they_were() -> None:
    name = "/network/encoder/encoder/layer.2/output/LayerNorm/LayerNormalization_output_0"
    session = onnxruntime.InferenceSession(
        with_outputs((FOLDER / "coder.onnx").read_bytes(), [name]), providers=["CPUExecutionProvider"]
    )
    assert [o.name for o in session.get_outputs()] == ["kind", "status", "contexts", "points", name]


def test_a_network_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_bytes((FOLDER / "tokenizer.json").read_bytes())
    with pytest.raises(ModelMissing):
        Vectors(tmp_path)("The ferry sank.", [])
