from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from communique import settings

CASES = [
    ({}, ("communique.record", settings.DEFAULT_MODEL, True)),
    ({"COMMUNIQUE_RECORD": "/x/y.record"}, ("/x/y.record", settings.DEFAULT_MODEL, True)),
    ({"COMMUNIQUE_MODEL": "en_core_web_sm"}, ("communique.record", "en_core_web_sm", True)),
    ({"NO_COLOR": "1"}, ("communique.record", settings.DEFAULT_MODEL, False)),
    (
        {"NO_COLOR": "", "COMMUNIQUE_RECORD": "", "COMMUNIQUE_MODEL": ""},
        ("communique.record", settings.DEFAULT_MODEL, True),
    ),
]


@pytest.mark.parametrize(("environment", "expected"), CASES)
def test_settings_from_an_environment(environment: dict[str, str], expected) -> None:
    found = settings.load(environment)
    assert (found.record, found.model, found.colour) == (Path(expected[0]), *expected[1:])


def test_who_judges() -> None:
    assert settings.load({}).by == settings.load({"COMMUNIQUE_BY": ""}).by == ""
    assert settings.load({"COMMUNIQUE_BY": "ana"}).by == "ana"


def test_settings_from_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_RECORD", "here.record")
    assert settings.load().record == Path("here.record")


def test_now_is_a_utc_time_in_seconds() -> None:
    moment = dt.datetime.fromisoformat(settings.now())
    assert moment.utcoffset() == dt.timedelta(0)
    assert moment.microsecond == 0
    assert abs(dt.datetime.now(dt.UTC) - moment) < dt.timedelta(minutes=1)


def test_the_sample_lies_in_the_package_or_the_checkout() -> None:
    folder = settings.sample_folder()
    assert folder.name in ("sample", "articles")
    assert folder.is_absolute()
    assert len(list(folder.iterdir())) == 15
    assert {file.suffix for file in folder.iterdir()} == {".txt", ".html"}
