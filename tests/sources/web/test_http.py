"""A real server on this machine, and all that servers do wrong."""

from __future__ import annotations

import gc
import gzip
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import warnings
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from server import Answer, Site, moved, ok, serving

from communique.model.records import Skipped
from communique.sources.base import Blob, RawPage
from communique.sources.desk import ReadingDesk
from communique.sources.web.fetcher import WebFetcher
from communique.sources.web.http import Web

NOW = "2026-11-22T04:20:00+00:00"
PAGE = b"<!doctype html><html><body><p>Chad and Niger sign a pact.</p></body></html>"
HTML = "Content-Type: text/html; charset=utf-8"


def web(**options: object) -> Web:
    settings: dict[str, object] = {"allow_private": True, "timeout": 2.0, "deadline": 3.0, "pause": 0.0, **options}
    return Web(lambda: NOW, **settings)  # type: ignore[arg-type]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def got(answer: Blob | Skipped) -> bytes:
    assert isinstance(answer, Blob), answer
    with answer.open() as stream:
        return stream.read()


def why(answer: Blob | Skipped) -> str:
    assert isinstance(answer, Skipped), answer
    assert " at 0x" not in answer.detail  # no addresses in memory: the same failure is told in the same words
    assert answer.detail.isprintable()
    return answer.reason


def test_page(site: Site) -> None:
    site.answers["/a/story.html?x=1"] = ok(PAGE, HTML)
    blob = web()(site.uri("/a/story.html?x=1#part"))
    assert isinstance(blob, Blob)
    assert (blob.uri, blob.name) == (site.uri("/a/story.html?x=1"), "story.html")
    assert (blob.content_type, blob.size, blob.seen) == ("text/html; charset=utf-8", len(PAGE), NOW)
    with blob.open() as first, blob.open() as second:
        assert first.read(5) == second.read(5)
        assert second.read() == PAGE[5:]
    assert site.asked == [("/a/story.html?x=1", f"127.0.0.1:{site.port}")]
    assert "User-Agent: communique/" in site.heads[0]


@pytest.mark.parametrize(
    ("answer", "name", "content_type"),
    [
        (ok(PAGE), "page", ""),
        (ok(PAGE, "Content-Type: text/html, text/html"), "page", "text/html"),
        (ok(PAGE, 'Content-Disposition: attachment; filename="a b.jsonl.gz"'), "a b.jsonl.gz", ""),
        (ok(PAGE, "Content-Disposition: attachment; filename*=UTF-8''%c3%a9t%c3%a9.csv"), "été.csv", ""),
        (ok(PAGE, "Content-Disposition: attachment; filename=../../etc/passwd"), "passwd", ""),
        (ok(PAGE, 'Content-Disposition: attachment; filename="C:\\x\\y.txt"'), "y.txt", ""),
        (ok(PAGE, "Content-Disposition: inline"), "page", ""),
        (ok(PAGE, "Content-Disposition: ;;;=*'"), "page", ""),
        (ok(PAGE, "Content-Disposition: attachment; filename*=nonsense''%ff"), "ÿ", ""),
    ],
)
def test_names(site: Site, answer: bytes, name: str, content_type: str) -> None:
    site.answers["/b/page"] = answer
    blob = web()(site.uri("/b/page"))
    assert got(blob) == PAGE
    assert isinstance(blob, Blob)
    assert blob.name == name
    assert blob.content_type == content_type


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    body = b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in pieces)
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body + end


ZIPPED = gzip.compress(PAGE)


@pytest.mark.parametrize(
    "answer",
    [
        ok(ZIPPED, "Content-Encoding: gzip"),
        ok(ZIPPED, "Content-Encoding: x-gzip"),
        ok(zlib.compress(PAGE), "Content-Encoding: deflate"),
        ok(zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"),
        ok(gzip.compress(ZIPPED), "Content-Encoding: gzip, gzip"),
        ok(PAGE, "Content-Encoding: identity"),
        ok(PAGE, "Content-Encoding: utf-8"),
        ok(PAGE, status="203 Non-Authoritative Information"),
        ok(PAGE, "nonsense"),
        chunked(PAGE[:10], PAGE[10:]),
        b"HTTP/1.0 200 OK\r\n\r\n" + PAGE,
        b"HTTP/1.1 200\r\n\r\n" + PAGE,
        b"HTTP/1.1 200 OK\r\nno header\r\n\r\n" + PAGE,
        b"HTTP/1.1 100 Continue\r\n\r\n" + ok(PAGE),
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + PAGE,
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + PAGE,
        ok(PAGE, length=len(PAGE)) + b"and more that nobody announced",
    ],
)
def test_ways_of_sending(site: Site, answer: bytes) -> None:
    site.answers["/"] = answer
    assert got(web()(site.uri())) == PAGE


def test_packed_on_the_way(site: Site) -> None:
    site.answers["/a.jsonl.gz"] = ok(gzip.compress(b"{}"), "Content-Encoding: gzip")
    site.answers["/b.jsonl.gz"] = ok(gzip.compress(b"{}"), "Content-Type: application/gzip")
    unpacked, packed = web()(site.uri("/a.jsonl.gz")), web()(site.uri("/b.jsonl.gz"))
    assert isinstance(unpacked, Blob) and unpacked.name == "a.jsonl" and got(unpacked) == b"{}"
    assert isinstance(packed, Blob) and packed.name == "b.jsonl.gz" and gzip.decompress(got(packed)) == b"{}"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (ok(b"no", status="404 Not Found"), "status"),
        (ok(b"no", status="500 Oh"), "status"),
        (ok(b"no", "Retry-After: 3600", status="429 Too Many Requests"), "status"),
        (ok(b"no", "Retry-After: 3600", status="503 Busy"), "status"),
        (ok(b"no", status="999 Own"), "status"),
        (ok(PAGE, status="202 Accepted"), "status"),
        (ok(PAGE, status="206 Partial Content"), "status"),
        (ok(b"", status="304 Not Modified"), "status"),
        (ok(b"", status="302 Found"), "status"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "status"),
        (b"", "unreachable"),
        (b"HTTP/1.1 ", "unreachable"),
        (b"SSH-2.0-x\r\n" + b"\x00" * 100, "unreachable"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 1000 + b"\r\n", "unreachable"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n", "unreachable"),
        (ok(PAGE, length=len(PAGE) + 50), "damaged"),
        (chunked(PAGE, end=b""), "damaged"),
        (chunked(PAGE, end=b"zz\r\n"), "damaged"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", "unreachable"),
        (ok(PAGE, "Content-Encoding: gzip"), "damaged"),
        (ok(ZIPPED[:-8] + b"\xff" * 8, "Content-Encoding: gzip"), "damaged"),
        (ok(PAGE, "Content-Encoding: br"), "format"),
        (ok(PAGE, "Content-Encoding: gzip, zstd"), "format"),
        (ok(PAGE, length=10**30), "too-large"),
        (moved("file:///etc/passwd"), "scheme"),
        (moved("ftp://example.org/"), "scheme"),
        (moved("data:text/html,x"), "scheme"),
        (moved("http://user:secret@example.org/"), "address"),
        (moved("http://[::1"), "address"),
    ],
)
def test_skipped(
    site: Site, answer: bytes, reason: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    site.answers["/"] = answer
    answered = web()(site.uri("/#x"))
    assert why(answered) == reason
    assert isinstance(answered, Skipped)
    assert answered.uri == site.uri("/#x")
    assert "secret" not in answered.detail
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_status_says_what(site: Site) -> None:
    site.answers["/a"] = ok(b"no", "Retry-After: 3600", status="429 x")
    began = time.monotonic()
    assert web()(site.uri("/a")) == Skipped(
        site.uri("/a"), "status", f"429 Too Many Requests (asks to wait: 3600) at {site.uri('/a')}"
    )
    assert time.monotonic() - began < 1
    assert len(site.asked) == 1


def test_redirects(site: Site) -> None:
    port = site.port
    site.answers.update(
        {
            "/": moved("/a", "301 Moved Permanently"),
            "/a": moved("b/c?x#frag", "303 See Other"),
            "/b/c?x": moved(f"//127.0.0.1:{port}/é", "307 x"),
            "/%C3%A9": moved(f"http://localhost:{port}/end", "308 x"),
            "/end": ok(PAGE, HTML),
            "/round": moved("/trip"),
            "/trip": moved("/round#again"),
            "/self": moved("/self"),
            **{f"/{n}": moved(f"/{n + 1}") for n in range(20)},
        }
    )
    end = web()(site.uri())
    assert got(end) == PAGE
    assert isinstance(end, Blob) and end.uri == f"http://localhost:{port}/end"
    assert [path for path, _ in site.asked] == ["/", "/a", "/b/c?x", "/%C3%A9", "/end"]
    assert site.asked[-1][1] == f"localhost:{port}"
    assert why(web()(site.uri("/round"))) == "redirects"
    assert why(web()(site.uri("/self"))) == "redirects"
    site.asked.clear()
    assert why(web(redirects=3)(site.uri("/0"))) == "redirects"
    assert [path for path, _ in site.asked] == ["/0", "/1", "/2", "/3"]
    assert why(web(redirects=0)(site.uri("/0"))) == "redirects"


LOOPBACK = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "localhost",
    "LOCALHOST",
    "0.0.0.0",
    "0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "10.0.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "[fe80::1]",
    "[fd00::1]",
    "224.0.0.1",
    "255.255.255.255",
]


@pytest.mark.parametrize("host", LOOPBACK)
def test_private_addresses(site: Site, host: str) -> None:
    site.answers["/"] = ok(PAGE)
    assert why(web(allow_private=False)(site.uri(host=host))) == "private-address"
    assert site.asked == []


def names(table: dict[str, list[str]]) -> object:
    """A resolver that knows these names and answers each request with the next of its answers."""

    def resolve(host: str, port: int) -> list[str]:
        if host not in table:
            raise socket.gaierror(-2, "Name or service not known")
        first, *rest = table[host]
        table[host] = rest or [first]
        return first.split()

    return resolve


@pytest.mark.parametrize("ips", ["127.0.0.1", "93.184.215.14 127.0.0.1", "::1 93.184.215.14", "::ffff:192.168.1.1"])
def test_names_of_private_addresses(site: Site, ips: str) -> None:
    site.answers["/"] = ok(PAGE)
    asked = web(allow_private=False, resolve=names({"inner.example.org": [ips]}))
    assert why(asked(site.uri(host="inner.example.org"))) == "private-address"
    assert site.asked == []


def test_a_name_is_resolved_once_and_what_was_checked_is_asked(site: Site) -> None:
    site.answers["/"] = ok(PAGE)
    table = {"news.example.org": ["127.0.0.1", "93.184.215.14"]}
    assert got(web(resolve=names(table))(site.uri(host="news.example.org"))) == PAGE
    assert table == {"news.example.org": ["93.184.215.14"]}
    assert site.asked == [("/", f"news.example.org:{site.port}")]


@pytest.mark.parametrize("host", LOOPBACK[:8])
def test_redirect_to_private_address(site: Site, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public server that leads to a private one: the first is played by this machine."""
    site.answers["/"] = moved(site.uri("/secret", host=host))
    site.answers["/secret"] = ok(PAGE)
    from communique.sources.web import http

    first = iter([True])
    monkeypatch.setattr(http, "is_public", lambda ip: next(first, False))
    assert why(web(allow_private=False)(site.uri())) == "private-address"
    assert [path for path, _ in site.asked] == ["/"]


def test_unreachable() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, and nobody listens
        assert why(web()(f"http://127.0.0.1:{closed.getsockname()[1]}/")) == "unreachable"
    assert why(web(resolve=names({}))("http://nowhere.example.org/")) == "unreachable"
    assert why(web(resolve=lambda host, port: [])("http://nowhere.example.org/")) == "unreachable"
    assert why(web()("http://user:secret@example.org/")) == "address"


def silent(link: socket.socket, stopped: threading.Event) -> None:
    stopped.wait(8)


def after(start: bytes, drip: bytes, every: float) -> Answer:
    def answer(link: socket.socket, stopped: threading.Event) -> None:
        with suppress(OSError):
            link.sendall(start)
            while not stopped.wait(every):
                link.sendall(drip)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        silent,
        after(b"HTTP/1.1 200 OK\r\n\r\nabc", b"", 0.1),
        after(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x", 0.05),
        after(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05),
        after(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.05),
        after(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", b"\x1f", 0.05),
        after(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n", 0.02),
        after(b"HTTP/1.1 200 OK\r\nA: ", b"b", 0.05),
        after(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", 0.02),
        after(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1" * 1000, 0.02),
    ],
)
def test_slow(site: Site, answer: Answer) -> None:
    site.answers["/"] = answer
    began = time.monotonic()
    assert why(web(timeout=0.15, deadline=0.3)(site.uri())) in ("timeout", "damaged", "unreachable")
    assert time.monotonic() - began < 3


def test_slow_is_told_from_late(site: Site) -> None:
    site.answers["/"] = silent
    site.answers["/drip"] = after(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05)
    uri = site.uri()
    assert web(timeout=0.2)(uri) == Skipped(uri, "timeout", "no answer for 0.2 s")
    assert web(deadline=0.3)(uri + "drip") == Skipped(uri + "drip", "timeout", "not finished after 0.3 s")


def test_each_page_has_its_own_deadline(site: Site) -> None:
    site.answers["/"] = after(ok(PAGE), b"", 0.3)
    patient = web(deadline=0.5)
    for _ in range(3):
        assert got(patient(site.uri())) == PAGE


def test_nobody_takes_the_call() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = []
        for _ in range(3):  # fill the queue, so that no connection is made
            one = socket.socket()
            one.setblocking(False)
            with suppress(BlockingIOError):
                one.connect(("127.0.0.1", port))
            waiting.append(one)
        try:
            assert why(web(timeout=0.2, deadline=0.5)(f"http://127.0.0.1:{port}/")) == "timeout"
        finally:
            for one in waiting:
                one.close()


def endless(head: bytes, piece: bytes) -> Answer:
    def answer(link: socket.socket, stopped: threading.Event) -> None:
        with suppress(OSError):
            link.sendall(head)
            while not stopped.is_set():
                link.sendall(piece)

    return answer


BOMB = gzip.compress(b"\x00" * 30_000_000)


@pytest.mark.parametrize(
    "answer",
    [
        ok(BOMB, "Content-Encoding: gzip"),
        ok(zlib.compress(b"\x00" * 30_000_000), "Content-Encoding: deflate"),
        ok(gzip.compress(BOMB), "Content-Encoding: gzip, gzip"),
        ok(b"x" * 300_001),
        b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 300_001,
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
    ],
)
def test_too_large(site: Site, answer: Answer) -> None:
    site.answers["/"] = answer
    assert why(web(largest=300_000)(site.uri())) == "too-large"


def test_an_endless_line_is_not_kept(site: Site) -> None:
    site.answers["/"] = endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1" * 65536)
    assert why(web()(site.uri())) == "damaged"


def test_large_answers_lie_in_a_file_that_goes_away(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    body = bytes(range(256)) * 2000
    site.answers.update({"/": ok(body), "/bad": ok(body, length=len(body) + 1), "/big": ok(body + body)})
    patient = web(in_memory=100_000, largest=600_000)
    blob = patient(site.uri())
    assert isinstance(blob, Blob)
    assert blob.size == len(body)
    assert len(list(tmp_path.iterdir())) == 1
    assert got(blob) == got(blob) == body
    assert why(patient(site.uri("/bad"))) == "damaged"
    assert why(patient(site.uri("/big"))) == "too-large"
    assert len(list(tmp_path.iterdir())) == 1
    stream = blob.open()
    del blob
    gc.collect()
    assert list(tmp_path.iterdir()) == []
    stream.close()


def test_no_room_for_the_file(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    site.answers["/"] = ok(PAGE)
    assert why(web(in_memory=10)(site.uri())) == "unreadable"


def test_pause_between_requests_to_one_host(site: Site) -> None:
    site.answers.update({"/": ok(PAGE), "/far": moved(site.uri("/", host="localhost"))})
    polite = web(pause=0.4, resolve=lambda host, port: ["127.0.0.1"])
    began = time.monotonic()
    got(polite(site.uri()))
    got(polite(site.uri(host="other.example.org")))
    assert time.monotonic() - began < 0.4
    got(polite(site.uri()))
    assert time.monotonic() - began >= 0.4


def test_nothing_stays_open(site: Site) -> None:
    site.answers.update({"/": ok(PAGE), "/bad": ok(PAGE, length=9999), "/slow": silent})
    threads = threading.active_count()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for path in ("/", "/bad", "/404"):
            web()(site.uri(path))
        web(deadline=0.1)(site.uri("/slow"))
        gc.collect()
    assert not any(t.name == "communique-deadline" for t in threading.enumerate())
    assert threading.active_count() <= threads + 1  # the server's, which still waits


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    path = tmp_path_factory.mktemp("tls") / "news.pem"
    made = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example.org"
    )
    names = ["-addext", "subjectAltName=DNS:news.example.org", "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run([*made.split(), *names], check=True, capture_output=True)
    return path


def test_tls(certificate: Path) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(f"{certificate}.crt", certificate)
    trusted = ssl.create_default_context(cafile=f"{certificate}.crt")
    here = names({"news.example.org": ["127.0.0.1"], "other.example.org": ["127.0.0.1"]})
    with serving({"/": ok(PAGE), "/cut": ok(PAGE, length=9999), "/slow": silent}, context=server) as site:
        uri = site.uri(host="news.example.org", scheme="https")
        known = web(resolve=here, trusted=trusted)
        assert got(known(uri)) == PAGE
        assert site.asked == [("/", f"news.example.org:{site.port}")]
        assert why(known(uri + "cut")) == "damaged"
        assert why(web(resolve=here, trusted=trusted, deadline=0.3)(uri + "slow")) == "timeout"
        assert why(known(site.uri(host="other.example.org", scheme="https"))) == "tls"
        assert why(web(resolve=here)(uri)) == "tls"
        assert why(web()(site.uri(scheme="http"))) == "unreachable"


def test_tls_with_a_server_that_has_none(site: Site) -> None:
    site.answers["/"] = ok(PAGE)
    assert why(web(timeout=0.5)(site.uri(scheme="https"))) in ("tls", "timeout")
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        assert why(web(deadline=0.3)(f"https://127.0.0.1:{mute.getsockname()[1]}/")) == "timeout"


def test_fetcher(site: Site) -> None:
    site.answers.update({"/a": ok(PAGE, HTML), "/b": ok(PAGE), "/c": ok(b"\x00\x01", "Content-Type: image/png")})
    desk = ReadingDesk()
    (page,) = WebFetcher(desk, web()).fetch(site.uri("/a"))
    assert page == RawPage(site.uri("/a"), PAGE, "text/html", seen=NOW, charset="utf-8")
    (page,) = WebFetcher(desk, web()).fetch(site.uri("/b"))
    assert isinstance(page, RawPage)
    for path, reason in (("/c", "format"), ("/d", "status")):
        (skipped,) = WebFetcher(desk, web()).fetch(site.uri(path))
        assert isinstance(skipped, Skipped) and skipped.reason == reason


HEADS = st.lists(
    st.sampled_from(
        [
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 302 Found\r\n",
            b"Content-Length: 5\r\n",
            b"Content-Length: x\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"Content-Encoding: gzip\r\n",
            b"Content-Encoding: deflate, gzip\r\n",
            b"Location: /\xff\xfe\r\n",
            b"Location: http://[\r\n",
            b"Content-Disposition: a; filename*0=x; filename*1*=%ff\r\n",
            b"Content-Type: \xff;\x00\r\n",
            b" folded\r\n",
            b": \r\n",
            b"\r\n",
            b"5\r\nabcde\r\n",
            b"0\r\n\r\n",
            ZIPPED,
        ]
    )
    | st.binary(max_size=20),
    max_size=8,
).map(b"".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HEADS)
def test_any_answer(site: Site, answer: bytes) -> None:
    site.answers["/"] = answer
    answered = web(redirects=2)(site.uri())
    if isinstance(answered, Skipped):
        why(answered)
    else:
        got(answered)
        assert answered.name.isprintable()
