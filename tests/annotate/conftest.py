"""One coder for the room, and readings kept by their text: parsing is what costs."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from communique.annotate import tables
from communique.annotate.models import parser
from communique.annotate.pipeline import Coder, bare_document
from communique.annotate.stage import Draft
from communique.model.records import Reading

_ROOT = str(Path(__file__).resolve().parents[2])
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)

PUBLISHED = dt.date(2019, 3, 14)  # a Thursday


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def read(coder: Coder) -> Callable[..., Reading]:
    @cache
    def reading(text: str, published: dt.date | None = PUBLISHED) -> Reading:
        return coder.read(text, published=published)

    return reading


@pytest.fixture(scope="session")
def draft(coder: Coder) -> Callable[..., Draft]:
    """The working sheet after all stages, for tests of one of them on a real parse."""

    @cache
    def worked(text: str, published: dt.date | None = PUBLISHED) -> Draft:
        made = Draft(bare_document(text, published=published))
        for stage in coder._stages:
            stage(made)
        return made

    return worked


@pytest.fixture(scope="session")
def parse() -> Callable[[str], object]:
    return parser()


@pytest.fixture
def redirect(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Gives a table's loader another file to read: a real file, through the real reader."""

    def turn(module: object, name: str, content: str) -> None:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        real = tables.rows

        def rows(asked: str, *args: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
            # an absolute path takes the place of the shipped folder
            return real(str(path) if asked == name else asked, *args)

        monkeypatch.setattr(module, "rows", rows)

    return turn
