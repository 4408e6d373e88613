"""Archives as they are made, as they break, and as an enemy makes them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import stat
import tarfile
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.model.records import Given, Skipped
from communique.sources.archives.compressed import read_compressed
from communique.sources.archives.tars import read_tar
from communique.sources.archives.zips import read_zip
from communique.sources.base import Blob, Item, Limits, RawPage, Reader
from communique.sources.desk import ReadingDesk
from communique.sources.files import FileFetcher

GOOD = b"Chad and Niger sign a pact\n\nThe two armies will patrol together.\n"
OTHER = b"Mali recalls its ambassador\n\nThe foreign ministry gave no reason.\n"
MIB = 1024 * 1024
Entry = tuple[str, bytes]


def zipped(entries: list[Entry | tuple[zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", method) as archive:
        warnings.simplefilter("ignore")  # two members of one name
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


def tarred(entries: list[Entry | tuple[tarfile.TarInfo, bytes]], mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in entries:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def blob_of(content: bytes, name: str) -> Blob:
    return Blob(name, name, lambda: io.BytesIO(content), len(content))


def read(content: bytes, name: str, limits: Limits | None = None) -> list[Item]:
    """As the desk reads it, twice, for the same must come."""
    found = list(ReadingDesk(limits=limits or Limits()).read(blob_of(content, name)))
    assert found == list(ReadingDesk(limits=limits or Limits()).read(blob_of(content, name)))
    return found


def short(items: list[Item]) -> list[tuple[str, str]]:
    return [(i.uri, i.reason if isinstance(i, Skipped) else i.media_type) for i in items]


def pages(items: list[Item]) -> list[bytes]:
    return [i.content for i in items if isinstance(i, RawPage)]


def info_of(name: str, mode: int = 0, flags: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.flag_bits = flags
    return info


def tar_info(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


PACKERS: list[tuple[str, Callable[[list[Entry]], bytes]]] = [
    ("a.zip", lambda e: zipped(list(e))),
    ("b.zip", lambda e: zipped(list(e), zipfile.ZIP_STORED)),
    ("c.zip", lambda e: zipped(list(e), zipfile.ZIP_BZIP2)),
    ("a.tar", lambda e: tarred(list(e))),
    ("a.tar.gz", lambda e: gzip.compress(tarred(list(e)), mtime=0)),
    ("a.tgz", lambda e: gzip.compress(tarred(list(e)), mtime=0)),
    ("a.tar.bz2", lambda e: bz2.compress(tarred(list(e)))),
    ("a.tar.xz", lambda e: lzma.compress(tarred(list(e)))),
    ("tar-without-suffix", lambda e: tarred(list(e))),
    ("zip-without-suffix", lambda e: zipped(list(e))),
]


@pytest.mark.parametrize(("name", "pack"), PACKERS, ids=[name for name, _ in PACKERS])
def test_members_sidecars_and_litter(tmp_path: Path, name: str, pack: Callable[[list[Entry]], bytes]) -> None:
    entries = [
        ("a.txt", GOOD),
        ("a.txt.json", b'{"source": "Sahel Times", "published": "2024-05-03", "url": "https://sahel.example/1"}'),
        ("sub/b.json", b'{"title": "Mali", "published": "never"}'),
        ("sub/b.html", b"<html><body>x</body></html>"),
        ("sub/c.xyz", GOOD),
        ("sub/.hidden.txt", GOOD),
        (".git/d.txt", GOOD),
        ("__MACOSX/sub/._b.html", GOOD),
        ("Thumbs.db", GOOD),
        ("d.txt", OTHER),
        ("e.txt", b""),
        ("empty/", b""),
    ]
    path = tmp_path / name
    path.write_bytes(pack([(n, c) for n, c in entries if name.endswith("zip") or not n.endswith("/")]))
    found = list(FileFetcher(ReadingDesk(Given(language="en"))).fetch(str(path)))
    at = f"{path.as_posix()}!/"
    assert sorted(short(found)) == sorted(
        [
            ("https://sahel.example/1", "text/plain"),
            (f"{at}sub/b.html#published", "date"),
            (f"{at}sub/b.html", "text/html"),
            (f"{at}sub/c.xyz", "format"),
            (f"{at}d.txt", "text/plain"),
            (f"{at}e.txt", "empty"),
        ]
    )
    (first,) = (i for i in found if i.uri == "https://sahel.example/1")
    assert isinstance(first, RawPage)
    assert first.content == GOOD
    assert (first.given.source, str(first.given.published), first.given.language) == ("Sahel Times", "2024-05-03", "en")


def test_order() -> None:
    entries: list[Entry] = [(f"{n}.txt", n.encode()) for n in ("c", "a", "b")]
    assert pages(read(zipped(list(entries)), "a.zip")) == [b"a", b"b", b"c"]
    assert pages(read(tarred(list(entries)), "a.tar")) == [b"c", b"a", b"b"]


def test_given_of_the_archive_counts_less_than_the_sidecar() -> None:
    content = zipped([("a.txt", GOOD), ("a.json", b'{"source": "Own"}')])
    blob = Blob("a.zip", "a.zip", lambda: io.BytesIO(content), given=Given(source="Around", language="en"), seen="2024")
    (page,) = ReadingDesk().read(blob)
    assert isinstance(page, RawPage)
    assert (page.given.source, page.given.language, page.seen) == ("Own", "en", "2024")


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
def test_sidecar_that_is_of_no_use(pack: Callable[[list[Entry]], bytes]) -> None:
    name = "a.zip" if pack is zipped else "a.tar"
    rows = [
        (b"{", "sidecar"),
        (b"[]", "sidecar"),
        (b" " * (MIB + 1), "sidecar"),
    ]
    for content, reason in rows:
        found = read(pack([("a.txt", GOOD), ("a.json", content)]), name)
        assert short(found) == [(f"{name}!/a.json", reason), (f"{name}!/a.txt", "text/plain")]


UNSAFE = ["/etc/a.txt", "../a.txt", "a/../../b.txt", "..", "C:/a.txt", "c:a.txt", "a\\b.txt", "..\\a.txt", "//h/a.txt"]


@pytest.mark.parametrize("name", UNSAFE)
def test_names_that_nobody_gives_in_good_faith(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    for content, archive in (
        (zipped([(info, GOOD), ("z.txt", OTHER)]), "a.zip"),
        (tarred([(name, GOOD), ("z.txt", OTHER)]), "a.tar"),
    ):
        found = read(content, archive)
        assert short(found) == [(f"{archive}!/{name}", "unsafe-path"), (f"{archive}!/z.txt", "text/plain")]
    assert list(tmp_path.iterdir()) == []


def test_name_longer_than_any_path() -> None:
    assert [what for _, what in short(read(tarred([("a" * 5000 + ".txt", GOOD)]), "a.tar"))] == ["unsafe-path"]


ODD_ZIP = [
    (info_of("l.txt", stat.S_IFLNK | 0o777), "link"),
    (info_of("l.txt", stat.S_IFIFO | 0o600), "unsupported"),
    (info_of("l.txt", stat.S_IFCHR | 0o600), "unsupported"),
    (info_of("l.txt", stat.S_IFREG | 0o600), "text/plain"),
]


@pytest.mark.parametrize(("info", "what"), ODD_ZIP, ids=range(len(ODD_ZIP)))
def test_odd_members_of_a_zip(info: zipfile.ZipInfo, what: str) -> None:
    assert short(read(zipped([(info, b"/etc/passwd"), ("z.txt", GOOD)]), "a.zip")) == [
        ("a.zip!/l.txt", what),
        ("a.zip!/z.txt", "text/plain"),
    ]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (tarfile.SYMTYPE, "link"),
        (tarfile.LNKTYPE, "link"),
        (tarfile.CHRTYPE, "unsupported"),
        (tarfile.BLKTYPE, "unsupported"),
        (tarfile.FIFOTYPE, "unsupported"),
        (b"V", "unsupported"),
        (tarfile.CONTTYPE, "text/plain"),
    ],
)
def test_odd_members_of_a_tar(kind: bytes, what: str) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        archive.addfile(tar_info("l.txt", kind, "z.txt"))
        info = tar_info("z.txt")
        info.size = len(GOOD)
        archive.addfile(info, io.BytesIO(GOOD))
    expected = "empty" if what == "text/plain" else what
    assert short(read(made.getvalue(), "a.tar")) == [("a.tar!/l.txt", expected), ("a.tar!/z.txt", "text/plain")]


def test_sparse_member_is_not_blown_up() -> None:
    info = tarfile.TarInfo("s.txt")
    info.pax_headers = {
        "GNU.sparse.major": "0",
        "GNU.sparse.minor": "1",
        "GNU.sparse.map": "0,5",
        "GNU.sparse.size": str(2**40),
    }
    info.size = 512
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info, io.BytesIO(b"a" * 512))
    assert [what for _, what in short(read(made.getvalue(), "a.tar"))] == ["unsupported"]


def patched(content: bytes, flags: int | None = None, method: int | None = None) -> bytes:
    """The first member's flags or method changed, in its own header and in the directory."""
    made = bytearray(content)
    directory = content.index(b"PK\x01\x02")
    for place, shift in ((0, 0), (directory, 2)):
        if flags is not None:
            made[place + shift + 6] = flags
        if method is not None:
            made[place + shift + 8] = method
    return bytes(made)


def test_encrypted_and_unknown_compression() -> None:
    content = zipped([("a.txt", GOOD), ("b.txt", OTHER)])
    assert short(read(patched(content, flags=1), "a.zip")) == [
        ("a.zip!/a.txt", "encrypted"),
        ("a.zip!/b.txt", "text/plain"),
    ]
    for method in (9, 14, 93, 99):
        assert short(read(patched(content, method=method), "a.zip"))[0] == ("a.zip!/a.txt", "unsupported")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.BZ2", "a.txt.xz", "a.txt"])
def test_compressed_by_its_bytes(pack: Callable[[bytes], bytes], name: str) -> None:
    assert read(pack(GOOD), name) == [RawPage(name, GOOD, "text/plain")]


def test_what_lies_in_a_compressed_file_decides() -> None:
    rows: list[tuple[str, bytes, list[tuple[str, str]]]] = [
        ("a.gz", GOOD, [("a.gz", "format")]),
        ("a.gz", b"<!doctype html><p>x", [("a.gz", "text/html")]),
        ("a.gz", tarred([("b.txt", GOOD)]), [("a.gz!/b.txt", "text/plain")]),
        ("a.gz", zipped([("b.txt", GOOD)]), [("a.gz!/b.txt", "text/plain")]),
        ("a.txt.gz", gzip.compress(GOOD), [("a.txt.gz", "text/plain")]),
        ("a.txt.gz", b"", [("a.txt.gz", "empty")]),
    ]
    for name, content, expected in rows:
        assert short(read(gzip.compress(content), name)) == expected, (name, content[:20])


def test_browser_has_unpacked_it_already() -> None:
    assert short(read(GOOD, "a.txt.gz")) == [("a.txt.gz", "text/plain")]
    assert short(read(b"", "a.txt.gz")) == [("a.txt.gz", "empty")]


def test_parts_in_a_row_and_padding() -> None:
    for pack in (gzip.compress, bz2.compress, lzma.compress):
        assert pages(read(pack(GOOD) + pack(OTHER) + bytes(1000), "a.txt.gz")) == [GOOD + OTHER]


def test_rubbish_behind_compressed_data() -> None:
    assert short(read(gzip.compress(GOOD) + b"rubbish", "a.txt.gz")) == [("a.txt.gz", "damaged")]


def rows_of(count: int) -> bytes:
    rows = random.Random(7)
    lines = (
        {"url": f"https://a.example/{n}", "text": f"{rows.randbytes(400).hex()} {GOOD.decode()}"} for n in range(count)
    )
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


@pytest.mark.parametrize(
    "pack", [lambda b: gzip.compress(b, mtime=0), bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"]
)
def test_rows_before_a_cut_are_read(pack: Callable[[bytes], bytes]) -> None:
    whole = pack(rows_of(1500))
    found = read(whole[: len(whole) * 9 // 10], "a.jsonl.gz")
    assert short(found)[-1] == ("a.jsonl.gz", "truncated")
    assert len(pages(found)) > 300
    assert [what for _, what in short(found)].count("truncated") == 1
    assert {what for _, what in short(found)} == {"text/plain", "truncated"}


def test_rows_before_a_cut_in_a_tar_are_read() -> None:
    content = tarred([("a.jsonl", rows_of(300))])
    found = read(content[: len(content) // 2], "a.tar")
    assert short(found)[-1] == ("a.tar", "truncated")
    assert len(pages(found)) > 100


def test_half_a_page_is_no_page() -> None:
    article = GOOD * 20_000
    for content, name in (
        (gzip.compress(article), "a.txt.gz"),
        (tarred([("a.txt", article)]), "a.tar"),
        (zipped([("a.txt", article)]), "a.zip"),
    ):
        found = read(content[: len(content) // 2], name)
        assert [what for _, what in short(found)] == ["truncated"], name


# Bombs


def test_gzip_bomb_is_stopped_early() -> None:
    bomb = gzip.compress(bytes(400 * MIB), 9)
    assert len(bomb) < MIB
    tracemalloc.start()
    try:
        found = list(ReadingDesk().read(blob_of(bomb, "a.jsonl.gz")))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert short(found)[-1] == ("a.jsonl.gz", "bomb")
    assert [what for _, what in short(found)].count("bomb") == 1
    assert peak < 60 * MIB


def test_bomb_limits() -> None:
    article = b"a " * (3 * MIB)
    small = gzip.compress(article)
    assert short(read(small, "a.txt.gz")) == [("a.txt.gz", "text/plain")]  # small and very compressible
    assert short(read(small, "a.txt.gz", Limits(unpacked=MIB))) == [("a.txt.gz", "bomb")]
    for content, name in (
        (zipped([("a.txt", article)]), "a.zip"),
        (gzip.compress(tarred([("a.txt", article)])), "a.tgz"),
    ):
        assert short(read(content, name)) == [(f"{name}!/a.txt", "text/plain")]
        assert short(read(content, name, Limits(unpacked=MIB))) == [(name, "bomb")]


def test_zip_bomb_stops_the_archive_once() -> None:
    entries = [(f"{n}.txt", bytes(5 * MIB)) for n in range(10)]
    found = short(read(zipped([("!.txt", GOOD), *entries]), "a.zip"))
    assert found[0] == ("a.zip!/!.txt", "text/plain")
    assert found[-1] == ("a.zip", "bomb")
    assert [what for _, what in found].count("bomb") == 1


def test_bombs_within_bombs_count_for_the_outermost() -> None:
    inner = zipped([("x.txt", bytes(4 * MIB))])
    middle = zipped([(f"{n}.zip", inner) for n in range(20)])
    outer = zipped([(f"{n}.zip", middle) for n in range(20)])
    found = short(read(outer, "a.zip"))
    assert [what for _, what in found].count("bomb") == 1
    assert found[-1] == ("a.zip", "bomb")
    assert len(found) < 10


def test_depth() -> None:
    content = zipped([("a.txt", GOOD)])
    for depth in range(1, 6):
        what = "text/plain" if depth <= 3 else "nested"
        assert [w for _, w in short(read(content, "a.zip"))] == [what]
        content = zipped([("a.zip", content), *([("b.txt", GOOD)] if depth == 99 else [])])


def test_gzip_in_gzip_without_end() -> None:
    content = GOOD
    for _ in range(50):
        content = gzip.compress(content)
    assert short(read(content, "a.gz")) == [("a.gz", "nested")]


def test_too_many_members() -> None:
    entries: list[Entry] = [(f"{n:02}.txt", GOOD) for n in range(10)]
    for content, name in ((zipped(list(entries)), "a.zip"), (tarred(list(entries)), "a.tar")):
        found = short(read(content, name, Limits(members=4)))
        assert [what for _, what in found] == ["text/plain"] * 4 + ["too-many"]


def test_large_member_is_left_to_its_reader() -> None:
    content = zipped([("a.txt", b"a" * 2000), ("b.txt", GOOD)])
    assert [what for _, what in short(read(content, "a.zip", Limits(item=1000)))] == ["too-large", "text/plain"]


def test_memory_of_hostile_headers() -> None:
    """A header of a tar archive may claim gigabytes, and a ZIP file a directory of as many."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 2**32
    header = info.tobuf(tarfile.GNU_FORMAT)
    content = gzip.compress(header + bytes(100 * MIB))
    tracemalloc.start()
    try:
        found = list(ReadingDesk().read(blob_of(content, "a.tar.gz")))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [what for _, what in short(found)] == ["damaged"]
    assert peak < 20 * MIB


# Damage

SMALL: list[tuple[str, bytes, Reader]] = [
    ("a.zip", zipped([("a.txt", GOOD), ("b.txt", OTHER)]), read_zip),
    ("s.zip", zipped([("a.txt", GOOD), ("b.txt", OTHER)], zipfile.ZIP_STORED), read_zip),
    ("a.tar", tarred([("a.txt", GOOD), ("b.txt", OTHER)]), read_tar),
    ("a.tar.gz", gzip.compress(tarred([("a.txt", GOOD), ("b.txt", OTHER)]), mtime=0), read_tar),
    ("a.txt.gz", gzip.compress(GOOD, mtime=0), read_compressed),
    ("a.txt.bz2", bz2.compress(GOOD), read_compressed),
    ("a.txt.xz", lzma.compress(GOOD), read_compressed),
    (
        "n.zip",
        zipped([("a.zip", zipped([("a.txt", GOOD)])), ("b.tgz", gzip.compress(tarred([("b.txt", OTHER)])))]),
        read_zip,
    ),
]
NAMES = [name for name, _, _ in SMALL]


@pytest.mark.parametrize(("name", "content", "reader"), SMALL, ids=NAMES)
def test_cut_anywhere(name: str, content: bytes, reader: Reader) -> None:
    whole = pages(list(reader(blob_of(content, name), ReadingDesk())))
    assert whole in ([GOOD, OTHER], [GOOD])
    step = max(1, len(content) // 700)
    for end in range(0, len(content), step):
        found = list(reader(blob_of(content[:end], name), ReadingDesk()))
        got = pages(found)
        assert got == whole[: len(got)] or end < 6, end  # what is left of a magic may be text
        assert all(isinstance(i, (RawPage, Skipped)) for i in found)
        assert got == whole or end < 6 or any(isinstance(i, Skipped) for i in found), end


def test_cut_archives_keep_what_came_before() -> None:
    tar = tarred([("a.txt", GOOD), ("b.txt", OTHER)])
    assert short(read(tar[:1100], "a.tar")) == [("a.tar!/a.txt", "text/plain"), ("a.tar", "truncated")]
    zip_ = zipped([("a.txt", GOOD), ("b.txt", OTHER)])
    second = zip_.index(b"PK\x03\x04", 4)
    rows = [
        (second + 10, [("a.zip!/a.txt", "text/plain"), ("a.zip", "truncated")]),
        (second + 45, [("a.zip!/a.txt", "text/plain"), ("a.zip", "truncated")]),
        (
            zip_.index(b"PK\x01\x02"),
            [("a.zip!/a.txt", "text/plain"), ("a.zip!/b.txt", "text/plain"), ("a.zip", "truncated")],
        ),
        (len(zip_) - 5, [("a.zip!/a.txt", "text/plain"), ("a.zip!/b.txt", "text/plain"), ("a.zip", "damaged")]),
    ]
    for end, expected in rows:
        assert short(read(zip_[:end], "a.zip")) == expected, end


def test_cut_zip_that_was_written_to_a_pipe() -> None:
    """Its members' sizes stand behind them."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    made = Pipe()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", GOOD)
        archive.writestr("b.txt", OTHER)
    content = made.getvalue()
    assert pages(read(content, "a.zip")) == [GOOD, OTHER]
    found = read(content[: content.index(b"PK\x01\x02")], "a.zip")
    assert pages(found) == [GOOD, OTHER]
    assert short(found)[-1] == ("a.zip", "truncated")


def test_one_damaged_member_of_a_zip() -> None:
    content = bytearray(zipped([("a.txt", GOOD), ("b.txt", OTHER)], zipfile.ZIP_STORED))
    content[content.index(b"Chad")] ^= 1
    assert short(read(bytes(content), "a.zip")) == [("a.zip!/a.txt", "damaged"), ("a.zip!/b.txt", "text/plain")]


def test_a_stream_that_cannot_be_sought_in() -> None:
    class OneWay(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

    content = zipped([("a.txt", GOOD)])
    blob = Blob("a.zip", "a.zip", lambda: OneWay(content))
    assert pages(list(read_zip(blob, ReadingDesk()))) == [GOOD]


def test_what_cannot_be_opened() -> None:
    def refuse() -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    for reader in (read_zip, read_tar, read_compressed):
        assert short(list(reader(Blob("a", "a", refuse), ReadingDesk()))) == [("a", "unreadable")]


def test_member_without_a_name() -> None:
    content = zipped([("q.txt", GOOD), ("a.txt", OTHER)]).replace(b"q.txt", b"\0.txt")
    assert short(read(content, "a.zip")) == [("a.zip!/\0.txt", "unsafe-path"), ("a.zip!/a.txt", "text/plain")]


FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("reader", [read_zip, read_tar, read_compressed])
def test_any_bytes(reader: Reader) -> None:
    magics = [
        b"",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b\x08",
        b"BZh9",
        b"\xfd7zXZ\0",
        b"a.txt".ljust(257, b"\0") + b"ustar",
    ]

    @FUZZ
    @given(magic=st.sampled_from(magics), content=st.binary(max_size=2000))
    def check(magic: bytes, content: bytes) -> None:
        for item in reader(blob_of(magic + content, "a.txt"), ReadingDesk()):
            assert isinstance(item, (RawPage, Skipped))

    check()


@pytest.mark.parametrize(("name", "content", "reader"), SMALL, ids=NAMES)
def test_changed_bytes(name: str, content: bytes, reader: Reader) -> None:
    @FUZZ
    @given(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), min_size=1, max_size=8),
        st.booleans(),
    )
    def check(changes: list[tuple[int, int]], fixed: bool) -> None:
        made = bytearray(content)
        for at, value in changes:
            made[at] = value
        if fixed and reader is read_tar and not name.endswith("gz"):
            made[148:156] = b" " * 8  # a header whose sum is right is believed
            made[148:156] = b"%06o\0 " % sum(made[:512])
        for item in reader(blob_of(bytes(made), name), ReadingDesk()):
            assert isinstance(item, (RawPage, Skipped))

    check()
