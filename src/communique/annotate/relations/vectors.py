"""What the coder's encoder makes of single words: the vectors of its inner layers, for how like two words are in use.

Inner layers of such networks tell better what a word means than the last one, which serves the task that was learnt
(Tenney et al. 2019, "BERT rediscovers the classical NLP pipeline").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.annotate.relations.encoder import FOLDER, session
from communique.annotate.relations.marking import LONGEST, Marking, Pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_MEANING = 3  # the layer, of six, that tells best which words mean the same
_BEARERS = 2  # and the one that tells best which words stand for the same persons and things
_OUTPUT = "/network/encoder/encoder/layer.{}/output/LayerNorm/LayerNormalization_output_0"
_GRAPH, _OUTPUTS, _NAME = 7, 12, 1  # fields of ONNX's ModelProto, GraphProto and ValueInfoProto


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Of one word: ``meaning`` is its own vector, ``bearers`` the mean of those of the words around it; of length 1.

    None where there is no word.
    """

    meaning: Floats | None
    bearers: Floats | None


class Vectors:
    """The network in ``folder``, asked for its inner layers."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def _marking(self) -> Marking:
        return Marking(self._folder / "tokenizer.json")

    @cached_property
    def _session(self) -> Any:
        outputs = [_OUTPUT.format(n - 1) for n in (_MEANING, _BEARERS)]
        return session(self._folder, lambda file: with_outputs(file.read_bytes(), outputs))

    def __call__(
        self, sentence: str, words: Sequence[tuple[tuple[int, int], Sequence[tuple[int, int]]]]
    ) -> list[WordVectors]:
        """The vectors of some words of one sentence; of its first 142 pieces, the rest is not read.

        One sentence at a time: int8 takes its scale from all that is read together, and so a sentence gives the same
        numbers whatever else is read.

        Args:
            sentence: the text.
            words: for each word where it stands, and where the words around it that matter stand.

        Raises:
            ModelMissing: the network's file is not where it was installed.
        """
        import numpy as np

        pieces = self._marking.pieces([sentence])[0]
        pieces = Pieces(pieces.ids[: LONGEST - 2], pieces.chars[: LONGEST - 2])
        first, last = self._marking.ends
        ids = np.array([(first, *pieces.ids, last)], dtype=np.int64)
        none = np.zeros(1, dtype=np.int64)
        meanings, bearers = self._session.run(
            [_OUTPUT.format(n - 1) for n in (_MEANING, _BEARERS)],
            {"ids": ids, "mask": np.ones_like(ids), "source": none, "target": none},
        )
        return [
            WordVectors(_mean(meanings[0][1:-1], pieces, [word]), _mean(bearers[0][1:-1], pieces, around))
            for word, around in words
        ]


def _mean(layer: Floats, pieces: Pieces, spans: Sequence[tuple[int, int]]) -> Floats | None:
    import numpy as np

    rows = sorted({row for span in spans for row in range(*pieces.covering(span))})
    if not rows:
        return None
    found: Floats = layer[rows].mean(axis=0)
    return found / np.float32(max(float(np.linalg.norm(found)), 1e-6))


def with_outputs(network: bytes, names: Sequence[str]) -> bytes:
    """An ONNX network that gives out some of its inner values as well.

    ONNX is written as protobuf, where a message that is written twice is one message with the contents of both: so the
    names are appended, and nothing of the file is read or changed.
    """
    graph = b"".join(_field(_OUTPUTS, _field(_NAME, name.encode())) for name in names)
    return network + _field(_GRAPH, graph)


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


@cache
def vectors() -> Vectors:
    """The shipped encoder's, loaded once."""
    return Vectors()
