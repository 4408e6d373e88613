"""What every answer carries, told by small applications behind the door's middleware."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from looping import run

from communique.views.door.headers import ALWAYS, CSP, Wrapped, etag, matches

Told = list[dict[str, Any]]


def asked(
    pieces: Sequence[bytes],
    *,
    method: str = "GET",
    status: int = 200,
    headers: Sequence[tuple[str, str]] = (),
    known: str = "",
) -> tuple[int, dict[str, str], bytes]:
    """What is sent of an answer that comes in these pieces: status, headers, body."""
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["method"])
        raw = [(k.encode(), v.encode()) for k, v in headers]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        for n, piece in enumerate(pieces, 1):
            await send({"type": "http.response.body", "body": piece, "more_body": n < len(pieces)})

    sent: Told = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http",
        "method": method,
        "path": "/",
        "headers": [(b"if-none-match", known.encode())] if known else [],
    }
    run(Wrapped(app)(scope, receive, send))
    assert seen == ["GET" if method == "HEAD" else method]
    assert [m["type"] for m in sent] == ["http.response.start"] + ["http.response.body"] * (len(sent) - 1)
    assert not sent[-1].get("more_body")
    told = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
    assert len(told) == len(sent[0]["headers"]), "a header is there twice"
    return sent[0]["status"], told, b"".join(m.get("body", b"") for m in sent[1:])


def whole(content: bytes) -> list[tuple[str, str]]:
    return [("content-type", "text/plain"), ("content-length", str(len(content)))]


@pytest.mark.parametrize("pieces", [[b"abc"], [b"abc", b""], [b"a", b"bc"], [b"", b"abc", b""]])
def test_a_whole_answer_has_a_tag_however_it_comes(pieces: list[bytes]) -> None:
    status, told, body = asked(pieces, headers=whole(b"abc"))
    assert (status, body) == (200, b"abc")
    assert told["etag"] == etag(b"abc")
    assert told["cache-control"] == "no-cache"
    assert told["content-length"] == "3"


@pytest.mark.parametrize("pieces", [[b"abc"], [b"a", b"bc"]])
@pytest.mark.parametrize("known", [etag(b"abc"), f"W/{etag(b'abc')}", f'"x", {etag(b"abc")}', "*"])
def test_who_has_it_already_is_told_so(pieces: list[bytes], known: str) -> None:
    status, told, body = asked(pieces, headers=whole(b"abc"), known=known)
    assert (status, body) == (304, b"")
    assert told["etag"] == etag(b"abc")
    assert "content-length" not in told
    assert "content-type" not in told
    assert told["content-security-policy"] == CSP


def test_who_has_another_gets_this_one() -> None:
    assert asked([b"abc"], headers=whole(b"abc"), known=etag(b"abd"))[::2] == (200, b"abc")


def test_an_empty_answer_has_a_tag_too() -> None:
    assert asked([b""], headers=whole(b""))[1]["etag"] == etag(b"")


def test_what_streams_passes_piece_by_piece() -> None:
    status, told, body = asked([b"a", b"b", b""], headers=[("content-type", "text/plain")], known=etag(b"ab"))
    assert (status, body) == (200, b"ab")
    assert "etag" not in told
    assert told["content-security-policy"] == CSP


def test_a_file_keeps_its_own_tag() -> None:
    status, told, _ = asked([b"abc"], headers=[*whole(b"abc"), ("etag", '"own"')], known=etag(b"abc"))
    assert (status, told["etag"]) == (200, '"own"')


@pytest.mark.parametrize("status", [201, 303, 404, 422, 500, 503])
def test_what_is_no_plain_answer_has_no_tag(status: int) -> None:
    got, told, body = asked([b"abc"], status=status, headers=whole(b"abc"), known="*")
    assert (got, body) == (status, b"abc")
    assert "etag" not in told
    assert told["content-security-policy"] == CSP


def test_what_is_sent_is_not_held_against_what_is_known() -> None:
    got, told, body = asked([b"abc"], method="POST", headers=whole(b"abc"), known="*")
    assert (got, body) == (200, b"abc")
    assert "etag" not in told


@pytest.mark.parametrize("pieces", [[b"abc"], [b"a", b"bc"], [b"abc", b""]])
def test_head_is_get_without_its_body(pieces: list[bytes]) -> None:
    assert asked(pieces, method="HEAD", headers=whole(b"abc")) == (*asked(pieces, headers=whole(b"abc"))[:2], b"")


def test_head_of_what_streams_and_of_what_is_known() -> None:
    assert asked([b"a", b"b"], method="HEAD")[2] == b""
    assert asked([b"abc"], method="HEAD", headers=whole(b"abc"), known=etag(b"abc"))[0] == 304


def test_headers_that_every_answer_carries() -> None:
    told = asked([b"abc"], headers=whole(b"abc"))[1]
    for name, value in ALWAYS:
        assert told[name.lower()] == value


def test_an_answer_may_have_a_header_of_its_own() -> None:
    told = asked([b"abc"], headers=[*whole(b"abc"), ("x-frame-options", "SAMEORIGIN"), ("cache-control", "no-store")])[
        1
    ]
    assert (told["x-frame-options"], told["cache-control"]) == ("SAMEORIGIN", "no-store")


def test_the_policy_lets_in_nothing_from_elsewhere_and_nothing_inline() -> None:
    rules = dict(rule.split(maxsplit=1) for rule in CSP.split("; "))
    assert rules["default-src"] == "'none'"
    assert {rules[k] for k in ("script-src", "style-src", "connect-src", "form-action")} == {"'self'"}
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in CSP
    assert "http" not in CSP


def test_what_is_no_request_passes() -> None:
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    run(Wrapped(app)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ('"a"', True), ('W/"a"', True), ('"b", "a"', True), ('"b","a"', True), ("*", True), (' "a" ', True),
        ("", False), ('"b"', False), ("a", False), ('"ab"', False), ('w/"a"', False),
    ],
)  # fmt: skip
def test_tags_that_are_named(known: str, found: bool) -> None:
    assert matches(known, '"a"') is found


def test_a_tag_is_of_the_bytes_alone() -> None:
    assert etag(b"abc") == etag(b"abc") != etag(b"abd")
    assert etag(b"").startswith('"') and etag(b"").endswith('"')
