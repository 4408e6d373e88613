"""Real files and folders, the bad ones above all."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from communique.model.records import Given, Skipped
from communique.sources.base import Blob, Limits, RawPage
from communique.sources.desk import ReadingDesk
from communique.sources.files import FileFetcher

GOOD = b"Chad and Niger sign a pact\n\nThe two armies will patrol together.\n"


def fetched(path: Path | str, desk: ReadingDesk | None = None) -> list[tuple[str, str]]:
    """(uri, media type or reason) of each item."""
    items = FileFetcher(desk or ReadingDesk()).fetch(str(path))
    return [(i.uri, i.reason if isinstance(i, Skipped) else i.media_type) for i in items]


def named(folder: Path, rows: list[tuple[str, str]]) -> dict[str, str]:
    return {Path(uri).relative_to(folder).as_posix(): what for uri, what in rows}


def test_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD)
    given = Given(source="Sahel Times")
    (page,) = FileFetcher(ReadingDesk(given)).fetch(str(path))
    assert page == RawPage(path.as_posix(), GOOD, "text/plain", given)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.txt", GOOD, "text/plain"),
        ("a.TXT", GOOD, "text/plain"),
        ("a.md", GOOD, "text/markdown"),
        ("a.html", GOOD, "text/html"),
        ("a.htm", GOOD, "text/html"),
        ("a.txt", b"<!DOCTYPE html><html><body>x</body></html>", "text/html"),
        ("a.txt", b"\xef\xbb\xbf \n<html>x</html>", "text/html"),
        ("a.txt", b"<!-- saved --><HTML>x</HTML>", "text/html"),
        ("a.txt", b"<head of state arrives>", "text/html"),
        ("a.txt", b"The tag <html> opens a page", "text/plain"),
        ("a.pdf", GOOD, "application/pdf"),
        ("a.txt", b"%PDF-1.7 " + GOOD, "application/pdf"),
        ("a", b"<!doctype html><p>x", "text/html"),
        ("a", GOOD, "format"),
        ("a.docx", GOOD, "format"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t ", "empty"),
        ("a.txt", b"\xef\xbb\xbf\n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + GOOD, "binary"),
        ("a.txt", GOOD + b"\x00\x00\x00", "binary"),
        ("a.txt", GOOD * 20 + b"\x00", "text/plain"),
        ("a.txt", b"\x01\x02\x03\x04 abc", "binary"),
        ("a.txt", GOOD.decode().encode("utf-16"), "text/plain"),
    ],
)
def test_each_kind_of_file(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    if content.startswith(b"<head of"):
        what = "text/html"  # nobody opens an article so; the price of reading pages without a doctype
    path = tmp_path / name
    path.write_bytes(content)
    assert fetched(path) == [(path.as_posix(), what)]


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 101)
    assert fetched(path, ReadingDesk(limits=Limits(item=100))) == [(path.as_posix(), "too-large")]
    assert fetched(path, ReadingDesk(limits=Limits(item=101))) == [(path.as_posix(), "text/plain")]


def test_missing(tmp_path: Path) -> None:
    assert fetched(tmp_path / "none.txt") == [((tmp_path / "none.txt").as_posix(), "missing")]
    assert fetched(tmp_path / "none") == [((tmp_path / "none").as_posix(), "missing")]


def test_folder_in_order_with_what_is_skipped(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.md", "sub/deep/d.html", "z.xyz", "empty.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if name == "empty.txt" else GOOD)
    found = fetched(tmp_path)
    assert list(named(tmp_path, found).items()) == [
        ("a.txt", "text/plain"),
        ("b.txt", "text/plain"),
        ("empty.txt", "empty"),
        ("sub/c.md", "text/markdown"),
        ("sub/deep/d.html", "text/html"),
        ("z.xyz", "format"),
    ]


def test_hidden_files_and_sidecars_are_passed_over_in_silence(tmp_path: Path) -> None:
    for name in (
        "a.txt",
        ".b.txt",
        ".git/c.txt",
        "a.txt.toml",
        "a.txt~",
        "~$a.txt",
        "Thumbs.db",
        "my.record",
        "my.record-wal",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(GOOD)
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "other.toml").write_bytes(GOOD)
    assert named(tmp_path, fetched(tmp_path)) == {"a.txt": "text/plain", "other.toml": "format"}


def test_hidden_file_that_is_asked_for_is_read(tmp_path: Path) -> None:
    path = tmp_path / ".a.txt"
    path.write_bytes(GOOD)
    assert fetched(path) == [(path.as_posix(), "text/plain")]


def test_folder_without_documents(tmp_path: Path) -> None:
    assert fetched(tmp_path) == [(tmp_path.as_posix(), "no-documents")]
    (tmp_path / "a.txt").write_bytes(b"")
    assert [what for _, what in fetched(tmp_path)] == ["empty", "no-documents"]


def test_links(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_bytes(GOOD)
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "again").symlink_to(folder / "sub", target_is_directory=True)
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (folder / "link.txt").symlink_to(folder / "a.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    found = named(folder, fetched(folder))
    assert found.pop("loop.txt") in ("missing", "unreadable")
    assert found == {"a.txt": "text/plain", "gone.txt": "missing", "link.txt": "text/plain"}


def test_link_whose_target_has_too_long_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD)
    (tmp_path / "b").symlink_to("x" * 300)
    assert named(tmp_path, fetched(tmp_path)) == {"a.txt": "text/plain", "b": "unreadable"}
    assert fetched("x" * 5000) == [("x" * 5000, "unreadable")]


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert fetched(tmp_path / "a.txt") == [((tmp_path / "a.txt").as_posix(), "unreadable")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_without_permission(tmp_path: Path) -> None:
    closed, file = tmp_path / "closed", tmp_path / "a.txt"
    closed.mkdir()
    file.write_bytes(GOOD)
    closed.chmod(0)
    file.chmod(0)
    try:
        assert [what for _, what in fetched(tmp_path)] == ["unreadable", "unreadable", "no-documents"]
    finally:
        closed.chmod(0o700)


def test_a_reader_that_raises_loses_only_its_own_file() -> None:
    opened = iter([io.BytesIO(GOOD)])  # once; what the reader gets then is an error that no reader expects
    items = list(ReadingDesk().read(Blob("a.txt", "a.txt", lambda: next(opened))))
    assert [(i.uri, i.reason) for i in items if isinstance(i, Skipped)] == [("a.txt", "failed")]


def test_uri_is_as_the_user_gave_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news" / "sub").mkdir(parents=True)
    (tmp_path / "news" / "sub" / "a.txt").write_bytes(GOOD)
    monkeypatch.chdir(tmp_path)
    assert fetched("news") == [("news/sub/a.txt", "text/plain")]
    assert fetched("news/") == [("news/sub/a.txt", "text/plain")]
    assert fetched("news/../news/sub/a.txt") == [("news/../news/sub/a.txt", "text/plain")]


def test_name_that_is_not_utf8_can_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        path.write_bytes(GOOD)
    except OSError:
        pytest.skip("this file system wants UTF-8 names")
    ((uri, what),) = fetched(path)
    assert what == "text/plain"
    assert uri.encode("utf-8").decode("utf-8") == uri


def test_the_same_twice(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_bytes(GOOD)
    assert fetched(tmp_path) == fetched(tmp_path)
