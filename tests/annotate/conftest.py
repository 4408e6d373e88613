"""One coder for the room, and readings kept by their text: parsing is what costs."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

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
