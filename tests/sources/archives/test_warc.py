"""Web archives as crawlers write them, and as they break."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from communique.errors import ItemError
from communique.model.records import Given, Skipped
from communique.sources.archives.content import decoded, unchunked
from communique.sources.archives.warc import read_warc
from communique.sources.base import Blob, Item, Limits, RawPage
from communique.sources.desk import ReadingDesk
from communique.sources.files import FileFetcher

HTML = b"<!DOCTYPE html><html><head><title>Chad</title></head><body><p>Chad and Niger sign a pact.</p></body></html>"
TEXT = b"Chad and Niger sign a pact\n\nThe two armies will patrol together.\n"
MIB = 1024 * 1024
DATE = "2024-05-03T10:00:00Z"


class Writer(WARCWriter):  # type: ignore[misc]
    """warcio's own leaves its temporary files open."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


class Maker:
    """Writes records with warcio."""

    def __init__(self, gz: bool = False) -> None:
        self.made = io.BytesIO()
        self.writer = Writer(self.made, gzip=gz)

    def response(self, uri: str, body: bytes, kind: str = "text/html", status: str = "200 OK", **headers: str) -> Maker:
        http = [(name.replace("_", "-"), value) for name, value in headers.items()]
        if kind:
            http.append(("Content-Type", kind))
        return self.add(uri, "response", body, http_headers=StatusAndHeaders(status, http, protocol="HTTP/1.1"))

    def add(
        self, uri: str, kind: str, body: bytes, type_: str = "", http_headers: StatusAndHeaders | None = None
    ) -> Maker:
        record = self.writer.create_warc_record(
            uri,
            kind,
            payload=io.BytesIO(body),
            warc_content_type=type_,
            warc_headers_dict={"WARC-Date": DATE, "WARC-Record-ID": f"<urn:x:{self.made.tell()}>"},
            http_headers=http_headers,
        )
        self.writer.write_record(record)
        return self

    def bytes(self) -> bytes:
        return self.made.getvalue()


def read(content: bytes, limits: Limits | None = None, name: str = "a.warc") -> list[Item]:
    blob = Blob(name, name, lambda: io.BytesIO(content), len(content))
    return list(read_warc(blob, ReadingDesk(limits=limits or Limits())))


def short(items: list[Item]) -> list[tuple[str, str]]:
    return [(i.uri, i.reason if isinstance(i, Skipped) else i.media_type) for i in items]


def what(items: list[Item]) -> list[str]:
    return [w for _, w in short(items)]


@pytest.mark.parametrize("gz", [False, True], ids=["plain", "gz"])
def test_what_crawlers_write(tmp_path: Path, gz: bool, capsys: pytest.CaptureFixture[str]) -> None:
    maker = Maker(gz)
    maker.writer.write_record(maker.writer.create_warcinfo_record("a.warc", {"software": "x"}))
    maker.response("https://a.example/1", HTML)
    maker.add("https://a.example/1", "request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")
    maker.response("https://a.example/2", TEXT, "text/plain; charset=utf-8")
    maker.response("https://a.example/3.pdf", b"%PDF-1.4 x", "application/octet-stream")
    maker.response("https://a.example/4.png", b"\x89PNG", "image/png")
    maker.response("https://a.example/5", HTML, status="404 Not Found")
    maker.response("https://a.example/6", b"", status="301 Moved", Location="/1")
    maker.response("https://a.example/7", b"", status="304 Not Modified")
    maker.response("https://a.example/robots.txt", b"User-agent: *", "text/plain")
    maker.response("https://a.example/feed", b"<rss><channel/></rss>", "text/html")
    maker.response("https://a.example/map.xml", b"<urlset></urlset>", "application/xml")
    maker.response("https://a.example/data.json", b"{}", "application/json")
    maker.add("metadata://gnu.org/software/wget/warc/wget.log", "resource", b"log", "text/plain")
    maker.add("dns:a.example", "response", b"a.example 1.2.3.4", "text/dns")
    maker.add("https://a.example/1", "metadata", b"fetch: 1", "application/warc-fields")
    maker.add("file:///pages/8.html", "resource", HTML, "text/html")
    maker.add("https://a.example/9", "conversion", TEXT, "text/plain")
    path = tmp_path / ("a.warc.gz" if gz else "a.warc")
    path.write_bytes(maker.bytes())
    found = list(FileFetcher(ReadingDesk(Given(language="en"))).fetch(str(path)))
    assert short(found) == [
        ("https://a.example/1", "text/html"),
        ("https://a.example/2", "text/plain"),
        ("https://a.example/3.pdf", "application/pdf"),
        ("file:///pages/8.html", "text/html"),
        ("https://a.example/9", "text/plain"),
        (path.as_posix(), "status"),
    ]
    assert found[0] == RawPage(
        "https://a.example/1", HTML, "text/html", Given(language="en"), "2024-05-03T10:00:00+00:00"
    )
    assert isinstance(found[-1], Skipped)
    assert found[-1].detail == "3 responses were not 200 (301: 1, 304: 1, 404: 1)"
    assert capsys.readouterr() == ("", "")


def test_whole_archive_as_one_gzip_part_and_in_archives(tmp_path: Path) -> None:
    content = Maker().response("https://a.example/1", HTML).response("https://a.example/2", HTML).bytes()
    for name in ("a.warc.gz", "a.gz", "a.warc.wet.gz", "a.warc"):
        path = tmp_path / name
        path.write_bytes(gzip.compress(content))
        assert what(list(FileFetcher(ReadingDesk()).fetch(str(path)))) == ["text/html"] * 2, name


def chunked(content: bytes, size: int = 7) -> bytes:
    parts = [content[at : at + size] for at in range(0, len(content), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


SENT: list[tuple[str, dict[str, str], bytes, str]] = [
    ("gzip", {"Content_Encoding": "gzip"}, gzip.compress(HTML), "text/html"),
    ("x-gzip", {"Content_Encoding": "X-GZIP"}, gzip.compress(HTML), "text/html"),
    ("gzip in parts", {"Content_Encoding": "gzip"}, gzip.compress(HTML[:50]) + gzip.compress(HTML[50:]), "text/html"),
    ("gzip with rubbish", {"Content_Encoding": "gzip"}, gzip.compress(HTML) + b"rubbish", "text/html"),
    ("gzip undone already", {"Content_Encoding": "gzip"}, HTML, "text/html"),
    ("deflate", {"Content_Encoding": "deflate"}, zlib.compress(HTML), "text/html"),
    ("bare deflate", {"Content_Encoding": "deflate"}, raw_deflate(HTML), "text/html"),
    ("two codings", {"Content_Encoding": "deflate, gzip"}, gzip.compress(zlib.compress(HTML)), "text/html"),
    ("identity", {"Content_Encoding": "identity"}, HTML, "text/html"),
    ("chunks", {"Transfer_Encoding": "chunked"}, chunked(HTML), "text/html"),
    ("chunks undone already", {"Transfer_Encoding": "chunked"}, HTML, "text/html"),
    (
        "chunks of gzip",
        {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"},
        chunked(gzip.compress(HTML)),
        "text/html",
    ),
    ("unknown coding undone", {"Content_Encoding": "zstd"}, HTML, "text/html"),
    ("unknown coding", {"Content_Encoding": "zstd"}, b"\x28\xb5\x2f\xfd abc", "encoding"),
    ("too many codings", {"Content_Encoding": "gzip,gzip,gzip,gzip"}, HTML, "encoding"),
    ("gzip cut", {"Content_Encoding": "gzip"}, gzip.compress(HTML)[:-20], "truncated"),
    ("gzip changed", {"Content_Encoding": "gzip"}, gzip.compress(HTML)[:-8] + bytes(8), "damaged"),
    ("deflate of nothing", {"Content_Encoding": "deflate"}, b"\xff\xff\xff", "damaged"),
    ("chunks cut", {"Transfer_Encoding": "chunked"}, chunked(HTML)[:-30], "truncated"),
    ("last chunk missing", {"Transfer_Encoding": "chunked"}, chunked(HTML)[:-5], "truncated"),
    ("chunk of wrong length", {"Transfer_Encoding": "chunked"}, b"4\r\nabcdefgh\r\n0\r\n\r\n", "damaged"),
    ("a packed picture", {"Content_Encoding": "gzip", "kind": "image/svg+xml"}, b"\x1f\x8bxx", "nothing"),
    ("a bomb", {"Content_Encoding": "gzip"}, gzip.compress(bytes(3 * MIB)), "bomb"),
    ("a bomb in a bomb", {"Content_Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(bytes(30 * MIB))), "bomb"),
    (
        "large and packed",
        {"Content_Encoding": "gzip"},
        gzip.compress(HTML + b"<p>abcdefgh</p>" * 90_000, 1),
        "too-large",
    ),
    ("no content type", {"kind": ""}, HTML, "text/html"),
    ("no content type, no page", {"kind": ""}, TEXT, "nothing"),
    ("a picture that says it is a page", {}, b"\x89PNG" + bytes(100), "binary"),
    ("nothing", {}, b"", "empty"),
]


@pytest.mark.parametrize(("headers", "body", "expected"), [row[1:] for row in SENT], ids=[row[0] for row in SENT])
def test_how_pages_are_sent(headers: dict[str, str], body: bytes, expected: str) -> None:
    content = (
        Maker().response("https://a.example/1", body, **headers).response("https://a.example/2", TEXT, "text/plain")
    )
    found = read(content.bytes(), Limits(item=MIB))
    rows = [] if expected == "nothing" else [("https://a.example/1", expected)]
    assert short(found) == [*rows, ("https://a.example/2", "text/plain")]
    if expected == "text/html":
        assert isinstance(found[0], RawPage)
        assert found[0].content == HTML


def test_brotli_where_there_is_a_library() -> None:
    brotli = pytest.importorskip("brotli")
    limits = (MIB, 250)
    assert decoded(brotli.compress(HTML), "br", *limits) == HTML
    found = read(
        Maker().response("https://a.example/1", brotli.compress(bytes(30 * MIB)), Content_Encoding="br").bytes()
    )
    assert what(found) == ["bomb"]
    assert what(read(Maker().response("https://a.example/1", b"\xff" * 50, Content_Encoding="br").bytes())) == [
        "damaged"
    ]


def test_a_page_cannot_give_itself_another_address() -> None:
    content = b"---\nurl: https://other.example/\ntitle: x\n---\n" + TEXT
    (page,) = read(Maker().response("https://a.example/1", content, "text/plain").bytes())
    assert isinstance(page, RawPage)
    assert (page.uri, page.given.title) == ("https://a.example/1", "x")


def test_too_large_a_record() -> None:
    maker = Maker().response("https://a.example/1", HTML + bytes(MIB)).response("https://a.example/2", HTML)
    maker.response("https://a.example/v", bytes(2 * MIB), "video/mp4").response("https://a.example/3", HTML)
    assert short(read(maker.bytes(), Limits(item=1000))) == [
        ("https://a.example/1", "too-large"),
        ("https://a.example/2", "text/html"),
        ("https://a.example/3", "text/html"),
    ]


# Damage

THREE = [Maker(gz) for gz in (False, True)]
for made in THREE:
    for n in range(1, 4):
        made.response(f"https://a.example/{n}", HTML + b"<p>%d</p>" % n)
PLAIN, PACKED = (made.bytes() for made in THREE)


@pytest.mark.parametrize("content", [PLAIN, PACKED], ids=["plain", "gz"])
def test_cut_anywhere(content: bytes) -> None:
    whole = [i for i in read(content) if isinstance(i, RawPage)]
    assert len(whole) == 3
    for end in range(0, len(content), 3):
        found = read(content[:end])
        pages = [i for i in found if isinstance(i, RawPage)]
        assert pages == whole[: len(pages)], end
        assert len(found) - len(pages) <= 2, end


@pytest.mark.parametrize("content", [PLAIN, PACKED], ids=["plain", "gz"])
def test_cut_within_a_record(content: bytes) -> None:
    found = read(content[: len(content) - 100])
    assert what(found)[:2] == ["text/html"] * 2
    assert "truncated" in what(found)[2:]
    assert "text/html" not in what(found)[2:]


def at(content: bytes, number: int) -> int:
    """Where a record begins."""
    place = -1
    for _ in range(number):
        place = content.index(b"WARC/1.0\r\n", place + 1)
    return place


def with_length(content: bytes, number: int, change: int) -> bytes:
    head, tail = content[: at(content, number)], content[at(content, number) :]
    start = tail.index(b"Content-Length: ")
    end = tail.index(b"\r\n", start)
    return head + tail[: start + 16] + b"%d" % max(0, int(tail[start + 16 : end]) + change) + tail[end:]


BROKEN: list[tuple[str, bytes, list[str]]] = [
    ("rubbish between", PLAIN[: at(PLAIN, 2)] + b"rubbish\nmore\n" + PLAIN[at(PLAIN, 2) :], ["1", "damaged", "2", "3"]),
    ("rubbish first", b"rubbish\n" + PLAIN, ["damaged", "1", "2", "3"]),
    ("rubbish last", PLAIN + b"rubbish", ["1", "2", "3", "damaged"]),
    ("a longer line of rubbish", PLAIN[: at(PLAIN, 2)] + b"x" * 200_000 + b"\n" + PLAIN[at(PLAIN, 2) :], []),
    ("too short a length", with_length(PLAIN, 2, -20), ["1", "damaged", "3"]),
    ("too long a length", with_length(PLAIN, 2, 20), ["1", "damaged", "3"]),
    ("a length beyond the end", with_length(PLAIN, 2, 100_000), ["1", "truncated", "3"]),
    ("an immense length", with_length(PLAIN, 2, 10**12), ["1", "truncated", "3"]),
    ("no length", PLAIN.replace(b"Content-Length", b"Content-Width", 1), ["damaged", "2", "3"]),
    ("a length that is none", PLAIN.replace(b"Content-Length: ", b"Content-Length: -", 1), ["damaged", "2", "3"]),
    ("one line end between records", PLAIN.replace(b"\r\n\r\nWARC/1.0", b"\r\nWARC/1.0"), ["1", "2", "3"]),
    ("no HTTP headers", PLAIN.replace(b"\r\n\r\n<!DOCTYPE", b"\r\n  <!DOCTYPE", 1), ["damaged", "2", "3"]),
]


@pytest.mark.parametrize(("content", "expected"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_broken_frames(content: bytes, expected: list[str]) -> None:
    found = read(content)
    names = [i.uri[-1] if isinstance(i, RawPage) else i.reason for i in found]
    if expected:
        assert names == expected
    assert all(isinstance(i, (RawPage, Skipped)) for i in found)


def test_one_damaged_part_of_a_packed_archive() -> None:
    starts = [n for n in range(len(PACKED)) if PACKED.startswith(b"\x1f\x8b\x08", n)]
    content = bytearray(PACKED)
    middle = (starts[1] + starts[2]) // 2
    content[middle : middle + 10] = b"\xff" * 10
    found = read(bytes(content))
    assert [i.uri[-1] for i in found if isinstance(i, RawPage)] == ["1", "3"]
    assert "damaged" in what(found)
    content = bytearray(PACKED[: starts[1]] + b"rubbish" + PACKED[starts[1] :])
    found = read(bytes(content))
    assert what(found) == ["text/html"] * 3 + ["damaged"]


def test_bomb() -> None:
    bomb = gzip.compress(b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 400000000\r\n\r\n" + bytes(400 * MIB), 9)
    tracemalloc.start()
    try:
        found = read(PACKED + bomb, Limits(item=MIB), "a.warc.gz")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert what(found) == ["text/html"] * 3 + ["bomb"]
    assert peak < 20 * MIB


def test_swallowed_records_are_not_searched_for_ever() -> None:
    content = b"WARC/1.0\r\nContent-Length: 900000\r\n\r\nx\n" * 20_000
    found = read(content, Limits(item=MIB))
    assert set(what(found)) <= {"damaged", "truncated"}
    assert len(found) < 100_000


def test_headers_without_end() -> None:
    content = b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000 + b"\r\n" + PLAIN
    assert what(read(content)) == ["damaged"] + ["text/html"] * 3


def test_what_cannot_be_opened() -> None:
    def refuse() -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    assert short(list(read_warc(Blob("a", "a", refuse), ReadingDesk()))) == [("a", "unreadable")]


FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@FUZZ
@given(
    head=st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08", PLAIN[:150], PLAIN[:400]]),
    content=st.binary(max_size=1500),
)
def test_any_bytes(head: bytes, content: bytes) -> None:
    for item in read(head + content):
        assert isinstance(item, (RawPage, Skipped))
        item.uri.encode()


@pytest.mark.parametrize("content", [PLAIN, PACKED], ids=["plain", "gz"])
def test_changed_bytes(content: bytes) -> None:
    @FUZZ
    @given(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), min_size=1, max_size=8))
    def check(changes: list[tuple[int, int]]) -> None:
        broken = bytearray(content)
        for place, value in changes:
            broken[place] = value
        for item in read(bytes(broken)):
            assert isinstance(item, (RawPage, Skipped))
            item.uri.encode()

    check()


@FUZZ
@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "gzip,deflate", "", ",,", "x" * 100]))
def test_any_coding(content: bytes, coding: str) -> None:
    for body in (content, b"5\r\n" + content, gzip.compress(content)[:-3], zlib.compress(content)[:-2]):
        try:
            unchunked(body)
            decoded(body, coding, 1000, 10)
        except ItemError as error:
            assert error.reason in ("truncated", "damaged", "encoding", "too-large", "bomb")
