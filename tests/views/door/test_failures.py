"""Errors in the words of HTTP: each has a status that fits, and one shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from communique import errors
from communique.errors import RunError, UnknownId
from communique.views.door.asking import must_be
from communique.views.door.failures import STATUS, Problem, Refused, make_problem, problem, status_of
from communique.views.server.app import make_app

ALL = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, RunError) and kind is not RunError
]
OURS = {"ModelMissing"}  # what is installed is no matter of the request


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_each_error_has_a_status_that_tells_whose_matter_it_is(kind: type[RunError]) -> None:
    status = status_of(kind("what", "hint"))
    assert status == 500 if kind.__name__ in OURS else status in (404, 422, 503)
    assert (status == 404) == kind.__name__.startswith("Unknown")
    if kind.__name__.startswith("Record") or kind.__name__ == "NotARecord":
        assert status == 503


def test_the_table_names_only_errors_that_there_are_and_each_once() -> None:
    kinds = [kind for kind, _ in STATUS]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) == {kind for kind in ALL if kind.__name__ not in OURS}


@pytest.mark.parametrize("status", [401, 403, 404, 409, 411, 413, 415, 421])
def test_a_refusal_brings_its_status(status: int) -> None:
    assert problem(Refused(status, "no", "do this")) == Problem(
        status=status, error="no", hint="do this", details=[], near=[]
    )


def test_the_shape_has_all_keys_and_the_lines_of_details() -> None:
    told = problem(errors.BadTable("a wrong table", "look at it", ("line 2: no day", "line 3: no state")))
    assert list(told) == ["status", "error", "hint", "details", "near"] == list(Problem.__annotations__)
    assert told["details"] == ["line 2: no day", "line 3: no state"]


@pytest.mark.parametrize(
    ("hint", "near"),
    [
        ("near it: e-0123456789ab, e-0123456789ac", ["e-0123456789ab", "e-0123456789ac"]),
        ("give the id of one: person:wang-yi.chn, person:wang-yi.twn", ["person:wang-yi.chn", "person:wang-yi.twn"]),
        ("it is a judgement: j-0123456789ab", ["j-0123456789ab"]),
        ("near it: state:IRN, org:asean", ["state:IRN", "org:asean"]),
        ("an id looks like e-0123456789ab; its first four digits are enough where no other begins so", []),
        ("one of: actual, planned", []),
        ("it takes: state, since", []),
        ("near it: /api/events", []),
        ("make one with: communique build FILES --record FILE", []),
        ("use http://127.0.0.1", []),
        ("", []),
    ],
)
def test_ids_of_a_hint_that_lead_on(hint: str, near: list[str]) -> None:
    assert make_problem(404, "nothing", hint)["near"] == near


def test_another_kind_of_thing_is_named() -> None:
    must_be("event", "event", "e-0123456789ab")
    with pytest.raises(UnknownId) as caught:
        must_be("event", "actor", "person:x")
    assert caught.value.what == "no event has the id person:x"
    assert problem(caught.value)["near"] == ["person:x"]
    assert "an actor" in caught.value.hint


@pytest.mark.parametrize("address", ["/events", "/api/events", "/api/export"])
def test_over_a_network_nobody_is_told_where_the_record_lies(tmp_path: Path, address: str) -> None:
    path = tmp_path / "r.record"
    for content in (None, b"", b"a letter to the editor"):
        if content is not None:
            path.write_bytes(content)
        with TestClient(make_app(path, loopback=False), base_url="http://news.example") as far:
            answer = far.get(address)
        assert (answer.status_code, str(tmp_path) in answer.text) == (503, False)
        assert "r.record" in answer.text
        with TestClient(make_app(path), base_url="http://127.0.0.1") as near:
            assert str(path) in near.get(address).text  # who sits here wants to find it
