"""Who may write, and who may ask at all: other sites' pages may not, by whatever name they call this machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from communique.views.door.failures import Refused
from communique.views.door.guard import COOKIE, MOST_BYTES, Guard, is_loopback
from communique.views.server.app import make_app

HERE = "127.0.0.1:8000"
JSON = {"content-type": "application/json"}
OWN_PAGE = {"host": HERE, "origin": f"http://{HERE}", "sec-fetch-site": "same-origin"}
PROGRAM = {"host": HERE, **JSON}
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "")


def status(guard: Guard, headers: Mapping[str, str], *, method: str = "POST", cookie: str = "") -> int:
    """The status with which a request is refused; 200 when it is let in."""
    try:
        guard.check_write(method, headers, cookie)
    except Refused as error:
        assert error.what and error.hint
        return error.status
    return 200


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:8000",
        "localhost",
        "localhost:80",
        "LOCALHOST:8000",
        "[::1]",
        "[::1]:8000",
        "127.0.0.2:80",
    ],
)
def test_names_of_this_machine_are_answered(host: str) -> None:
    Guard().check_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.evil.example",
        "localhost.",
        "0.0.0.0",
        "192.168.1.7",
        "10.0.0.1:8000",
        "[::]",
        "[fe80::1]",
        "2130706433",
        "evil.example@127.0.0.1",
        "127.0.0.1@evil.example",
        "127.0.0.1/evil.example",
        "127.0.0.1:8000/x",
        "127.0.0.1#evil.example",
        "[::1",
        "[127.0.0.1]",
        "127.0.0.1:evil",
        "localhost\\.evil.example",
        "local host",
        "münchen.example",
        "\x00",
    ],
)
def test_other_names_are_not(host: str) -> None:
    with pytest.raises(Refused) as caught:
        Guard().check_host(host)
    assert caught.value.status == 421
    Guard(loopback=False, token="t").check_host(host)  # whoever listens to a network is called by its names


@pytest.mark.parametrize(("address", "is_here"), [
    ("127.0.0.1", True), ("127.0.0.53", True), ("localhost", True), ("::1", True),
    ("0.0.0.0", False), ("::", False), ("192.168.1.7", False), ("127.evil.example", False), ("", False),
])  # fmt: skip
def test_addresses_that_only_this_machine_reaches(address: str, is_here: bool) -> None:
    assert is_loopback(address) is is_here


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_whoever_reads_is_let_in(method: str) -> None:
    for guard in (Guard(), Guard(token="t"), Guard(read_only=True), Guard(loopback=False)):
        assert status(guard, {"host": HERE, "origin": "https://evil.example"}, method=method) == 200


CASES: list[tuple[str, Mapping[str, str], int]] = [
    ("a page of ours", OWN_PAGE | {"content-type": FORMS[0]}, 200),
    ("a page of ours sends a file", OWN_PAGE | {"content-type": FORMS[1]}, 200),
    ("a program", PROGRAM, 200),
    ("a program that names its letters", {"host": HERE, "content-type": "Application/JSON; charset=utf-8"}, 200),
    ("what somebody typed", {"host": HERE, "sec-fetch-site": "none"}, 200),
    ("an old browser, a page of ours", {"host": HERE, "origin": f"http://{HERE}", "content-type": FORMS[0]}, 200),
    *((f"no browser, {kind or 'no kind'}", {"host": HERE, "content-type": kind}, 403) for kind in FORMS),
    ("no browser, nothing said", {"host": HERE}, 403),
    ("JSON in name only", {"host": HERE, "content-type": "text/plain; application/json"}, 403),
    ("another site", OWN_PAGE | {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}, 403),
    ("another port", OWN_PAGE | {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9000"}, 403),
    ("another port, an old browser", {**PROGRAM, "origin": "http://127.0.0.1:9000"}, 403),
    ("another name of ours", {**PROGRAM, "origin": "http://localhost:8000"}, 403),
    ("a framed page", {**PROGRAM, "origin": "null"}, 403),
    ("an origin of nothing", {**PROGRAM, "origin": ""}, 403),
    ("a file", {**PROGRAM, "origin": "file://"}, 403),
    ("JSON from another site", {**PROGRAM, "origin": "https://evil.example"}, 403),
    ("a name that holds ours", {**PROGRAM, "origin": f"http://{HERE}.evil.example"}, 403),
    ("ours before an @", {**PROGRAM, "origin": f"http://{HERE}@evil.example"}, 403),
    ("a site that says it is ours", OWN_PAGE | {"origin": "https://evil.example"}, 403),
    ("ours that says it is another", OWN_PAGE | {"sec-fetch-site": "cross-site"}, 403),
    ("an unheard-of site", OWN_PAGE | {"sec-fetch-site": "SAME-ORIGIN?"}, 403),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "wanted"), [(h, w) for _, h, w in CASES], ids=[name for name, _, _ in CASES])
def test_who_may_write_at_this_machine(headers: Mapping[str, str], wanted: int) -> None:
    assert status(Guard(), headers) == wanted


@pytest.mark.parametrize(("headers", "wanted"), [(h, w) for _, h, w in CASES], ids=[name for name, _, _ in CASES])
@pytest.mark.parametrize("loopback", [True, False])
def test_with_a_token_nobody_writes_without_it(headers: Mapping[str, str], wanted: int, loopback: bool) -> None:
    guard = Guard(token="secret", loopback=loopback)
    assert status(guard, headers) == (401 if wanted == 200 else 403)
    for wrong in ("", "secre", "secret ", "Secret", "sécret"):
        assert status(guard, headers, cookie=wrong) == (401 if wanted == 200 else 403)
    # A cookie is sent along whoever makes the browser ask; what stands in a header is known by who sends it.
    assert status(guard, headers, cookie="secret") == wanted
    assert status(guard, {**headers, "authorization": "Bearer secret"}) == 200


@pytest.mark.parametrize(
    "told",
    ["Bearer", "Bearer ", "Bearer wrong", "Basic secret", "bearer: secret", "Bearer secret secret", "Bearer sécret"],
)
def test_a_wrong_token_is_none(told: str) -> None:
    assert status(Guard(token="secret"), {**PROGRAM, "authorization": told}) == 401


def test_the_word_bearer_is_read_in_any_case() -> None:
    for word in ("Bearer", "bearer", "BEARER"):
        assert status(Guard(token="secret"), {**PROGRAM, "authorization": f"{word} secret"}) == 200


def test_an_empty_token_lets_nobody_in() -> None:
    guard = Guard(token="")
    assert status(guard, {**PROGRAM, "authorization": "Bearer "}) == 401
    assert status(guard, OWN_PAGE, cookie="") == 401
    assert not guard.may_write("")


def test_where_everybody_may_look_nobody_writes() -> None:
    for guard in (Guard(read_only=True), Guard(read_only=True, token="secret")):
        for headers in (OWN_PAGE, {**PROGRAM, "authorization": "Bearer secret"}):
            assert status(guard, headers, cookie="secret") == 403
        assert not guard.may_write("secret")


def test_over_the_network_nobody_writes_without_a_token() -> None:
    assert status(Guard(loopback=False), OWN_PAGE) == 403
    assert not Guard(loopback=False).may_write()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "QUERY", "post", "get"])
def test_whatever_is_not_known_to_read_writes(method: str) -> None:
    assert status(Guard(read_only=True), PROGRAM, method=method) == 403


def test_pages_offer_to_write_where_it_would_be_let_through() -> None:
    assert Guard().may_write()
    assert Guard(token="secret").may_write("secret")
    assert not Guard(token="secret").may_write("")
    assert not Guard(token="secret").may_write("wrong")


def test_the_application_asks_the_guard_before_anything_else(tmp_path: Path) -> None:
    app = make_app(tmp_path / "none.record", token="secret")
    with TestClient(app, base_url=f"http://{HERE}") as client:
        body = {"verdict": "right", "ids": ["c-0000"], "by": "somebody"}
        told = client.post("/api/judgements", json=body)
        assert told.status_code == 401
        assert told.headers["www-authenticate"] == "Bearer"
        assert client.post("/api/nothing", json={}).status_code == 401
        # With the token it comes as far as the record, which is not there.
        known = client.post("/api/judgements", json=body, headers={"authorization": "Bearer secret"})
        assert known.status_code == 503
        evil = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
        client.cookies.set(COOKIE, "secret")
        assert client.post("/api/judgements", json=body, headers=evil).status_code == 403
        assert client.get("/api/states", headers={"host": "evil.example"}).status_code == 421
        assert client.get("/static/page.css", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "http://]", "x", "//"])
def test_an_origin_that_is_no_address_is_of_another_site(tmp_path: Path, origin: str) -> None:
    with TestClient(make_app(tmp_path / "none.record"), base_url=f"http://{HERE}") as client:
        assert client.post("/api/judgements", json={}, headers={"origin": origin}).status_code == 403
        assert client.post("/enter", data={"token": "t"}, headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("address", ["/enter", "/judge", "/review", "/api/judgements", "/nothing"])
def test_a_body_without_bounds_is_refused_before_it_is_read(tmp_path: Path, address: str) -> None:
    app = make_app(tmp_path / "none.record", token="secret")
    form = {"content-type": "application/x-www-form-urlencoded", "authorization": "Bearer secret"}
    with TestClient(app, base_url=f"http://{HERE}") as client:
        large = client.post(address, content=b"token=" + b"a" * MOST_BYTES, headers=form)
        assert large.status_code == 413
        for told in ("-1", "1e9", "9" * 4400, ""):
            assert client.post(address, content=b"", headers={**form, "content-length": told}).status_code == 413
        unsaid = client.post(address, content=iter([b"token="]), headers={**form, "transfer-encoding": "chunked"})
        assert unsaid.status_code == 411
        fits = client.post(address, content=b"a" * MOST_BYTES, headers=form)
        assert fits.status_code not in (411, 413)


def test_another_sites_page_enters_no_token(tmp_path: Path) -> None:
    app = make_app(tmp_path / "none.record", token="secret")
    with TestClient(app, base_url=f"http://{HERE}", follow_redirects=False) as client:
        for evil in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
            answer = client.post("/enter", data={"token": "secret"}, headers=evil)
            assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
        assert client.post("/enter", data={"token": "wrong"}).status_code == 401
        answer = client.post("/enter", data={"token": "secret"}, headers={"origin": f"http://{HERE}"})
        assert answer.status_code == 303
        for word in ("HttpOnly", "SameSite=strict"):
            assert word in answer.headers["set-cookie"]


PASSING = {"sec-fetch-mode": "no-cors"}
LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
READERS: list[tuple[str, Mapping[str, str], int]] = [
    ("a program or an old browser", {}, 200),
    ("what somebody typed", {"sec-fetch-site": "none", **LINK}, 200),
    ("a page of ours", {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, 200),
    ("a link elsewhere", {"sec-fetch-site": "cross-site", **LINK}, 200),
    ("a link on another port", {"sec-fetch-site": "same-site", **LINK}, 200),
    ("a script elsewhere", {"sec-fetch-site": "cross-site", **PASSING, "sec-fetch-dest": "empty"}, 403),
    ("a script on another port", {"sec-fetch-site": "same-site", **PASSING}, 403),
    ("a picture elsewhere", {"sec-fetch-site": "cross-site", **PASSING, "sec-fetch-dest": "image"}, 403),
    ("a frame elsewhere", {"sec-fetch-site": "cross-site", **LINK, "sec-fetch-dest": "iframe"}, 403),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "wanted"), [(h, w) for _, h, w in READERS], ids=[name for name, _, _ in READERS])
def test_another_sites_page_asks_for_nothing_in_passing(
    tmp_path: Path, headers: Mapping[str, str], wanted: int
) -> None:
    with TestClient(make_app(tmp_path / "none.record"), base_url=f"http://{HERE}") as client:
        for address in ("/help", "/static/page.css"):
            assert client.get(address, headers=dict(headers)).status_code == wanted
        assert client.get("/api/export", headers=dict(headers)).status_code == (503 if wanted == 200 else wanted)
