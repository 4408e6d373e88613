"""The encoder that codes relations: an int8 network run by onnxruntime, in batches, on one thread.

Its network and tables lie in `annotate/relations/model/`; how they were made tells `training/`. One thread, and
batches that depend on the input alone: the same document gives the same numbers. int8 takes its scale from a whole
batch, so that a pair's numbers move a little with what else the document asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.annotate.relations.marking import Marked, Marking
from communique.errors import ModelMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FOLDER = Path(__file__).with_name("model")
_BATCH = 8
_STRETCH = 1.3


@dataclass(frozen=True, slots=True)
class Heads:
    """What the columns of the network's answers stand for, in order."""

    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    contexts: tuple[str, ...]
    pointers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Logits for one input: ``kind``, ``status``, ``contexts`` (classes,), ``points`` (length, pointers)."""

    kind: Floats
    status: Floats
    contexts: Floats
    points: Floats


def session(folder: Path, network: Callable[[Path], str | bytes]) -> Any:
    """The network in ``folder``, on one core: several would give other sums. ``network``: its file as it is to be run.

    Raises:
        ModelMissing: the file is not where it was installed.
    """
    import onnxruntime

    file = folder / "coder.onnx"
    if not file.is_file():
        raise ModelMissing(f"the coder's network is not at {file}", "install communique again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(network(file), options, providers=["CPUExecutionProvider"])


class Encoder:
    """The network in ``folder``."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def marking(self) -> Marking:
        """Cuts and marks sentences as this network was taught."""
        return Marking(self._folder / "tokenizer.json")

    @cached_property
    def heads(self) -> Heads:
        """The names of the classes."""
        told = json.loads((self._folder / "heads.json").read_text("utf-8"))
        return Heads(*(tuple(told[name]) for name in ("kinds", "statuses", "contexts", "pointers")))

    @cached_property
    def _session(self) -> Any:
        return session(self._folder, lambda file: str(file))

    def __call__(self, marked: Sequence[Marked]) -> list[Answer]:
        """The answers, in the order of the inputs. Inputs of like length go together: padding costs time.

        Raises:
            ModelMissing: the network's file is not where it was installed.
        """
        import numpy as np

        found: dict[int, Answer] = {}
        for part in _batches([len(m.ids) for m in marked]):
            width = max(len(marked[k].ids) for k in part)
            ids = np.full((len(part), width), self.marking.padding, dtype=np.int64)
            mask = np.zeros((len(part), width), dtype=np.int64)
            for row, k in enumerate(part):
                ids[row, : len(marked[k].ids)] = marked[k].ids
                mask[row, : len(marked[k].ids)] = 1
            kind, status, contexts, points = self._session.run(
                ["kind", "status", "contexts", "points"],
                {
                    "ids": ids,
                    "mask": mask,
                    "source": np.array([marked[k].source for k in part], dtype=np.int64),
                    "target": np.array([marked[k].target for k in part], dtype=np.int64),
                },
            )
            for row, k in enumerate(part):
                found[k] = Answer(kind[row], status[row], contexts[row], points[row, : len(marked[k].ids)])
        return [found[k] for k in range(len(marked))]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of inputs that go together: at most `_BATCH`, none much longer than the first."""
    part: list[int] = []
    for k in sorted(range(len(lengths)), key=lambda k: (lengths[k], k)):
        if part and (len(part) == _BATCH or lengths[k] > _STRETCH * lengths[part[0]]):
            yield part
            part = []
        part.append(k)
    if part:
        yield part


@cache
def encoder() -> Encoder:
    """The shipped encoder, loaded once."""
    return Encoder()
