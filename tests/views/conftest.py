from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from memory import MemoryRecord
from world import make_record

from communique.views.brief import StateRef

_ROOT = str(Path(__file__).resolve().parents[2])
if _ROOT not in sys.path:  # for the builders of tests/merge, also when pytest is not started as a module
    sys.path.insert(0, _ROOT)

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def record() -> MemoryRecord:
    return make_record()


@pytest.fixture
def states() -> list[StateRef]:
    return [StateRef(code="NOR", name="Norway"), StateRef(code="CHL", name="Chile")]


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Holds a text against `golden/NAME`. To renew one, delete it: the next run writes it anew and fails to say so."""

    def hold(name: str, text: str) -> None:
        file = GOLDEN / name
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            pytest.fail(f"{name} was not there: written, read it before you commit it")
        assert text == file.read_text(encoding="utf-8")

    return hold
