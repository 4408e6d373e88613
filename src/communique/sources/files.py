"""Files and folders on this machine, each article with the sidecar that describes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from communique.errors import ItemError
from communique.model.records import Skipped
from communique.sources.base import Blob, Desk, Item, RawPage, told
from communique.sources.sidecars import described, names_of_sidecars, passed_over, sidecar_of, told_in

_NOTHING_THERE = "no such file or folder"
_SMALL = 16 * 2**20  # bytes


def read_small_file(path: Path) -> bytes:
    """The bytes of a file that the user names for another use than reading articles in it.

    Raises:
        ItemError: ``missing``, ``unreadable`` or ``too-large``.
    """
    try:
        if not path.exists():
            raise ItemError("missing", _NOTHING_THERE)
        if not path.is_file():
            raise ItemError("unreadable", "not a regular file")
        if path.stat().st_size > _SMALL:
            raise ItemError("too-large", f"more than {_SMALL // 2**20} MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ItemError("unreadable", told(error)) from error


@dataclass(frozen=True, slots=True)
class FileFetcher:
    """Reads one file or, recursively, a folder.

    An article's sidecar is the file of its whole name and ``.json``, ``.yaml`` or ``.yml`` ("a.txt.json"), or of its
    stem ("a.json"). Reasons of what is skipped, beside those of the formats: ``missing``, ``unreadable``, ``sidecar``;
    and for a folder in which nothing could be read, ``no-documents``.
    """

    desk: Desk

    def fetch(self, where: str) -> Iterator[Item]:
        """The pages at ``where`` sorted by path; hidden files and litter in folders are passed over in silence."""
        path = Path(where)
        if not _is_folder(path):
            yield from self._file(path, _names_beside(path))
            return
        found = False
        for item in self._folder(path, set()):
            found = found or isinstance(item, RawPage)
            yield item
        if not found:
            yield Skipped(_uri(path), "no-documents", "nothing in this folder could be read")

    def _folder(self, folder: Path, visited: set[Path]) -> Iterator[Item]:
        try:
            # A link that leads back up would go round for ever: each real folder is read once.
            real = folder.resolve()
            if real in visited:
                return
            visited.add(real)
            entries = sorted(folder.iterdir(), key=lambda p: p.name)
        except (OSError, RuntimeError) as error:
            yield Skipped(_uri(folder), "unreadable", told(error))
            return
        names = {p.name for p in entries}
        for entry in entries:
            if passed_over(entry.name, names):
                continue
            if _is_folder(entry):
                yield from self._folder(entry, visited)
            else:
                yield from self._file(entry, names)

    def _file(self, path: Path, beside: Collection[str]) -> Iterator[Item]:
        uri = _uri(path)
        try:
            if not path.exists():
                yield Skipped(uri, "missing", "the link leads nowhere" if path.is_symlink() else _NOTHING_THERE)
                return
            if not path.is_file():
                yield Skipped(uri, "unreadable", "not a regular file")
                return
            size = path.stat().st_size
        except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, as older Pythons report it
            yield Skipped(uri, "unreadable", told(error))
            return
        # The path of the record's own user is not decoded anew; only what is stored must be storable.
        blob = Blob(uri, _printable(path.name), partial(_open, path), size)
        description = sidecar_of(path.name, beside)
        if description is not None:
            yield from self._beside(blob, path.with_name(description))
            return
        yield from self.desk.read(blob)

    def _beside(self, blob: Blob, description: Path) -> Iterator[Item]:
        uri = _uri(description)
        try:
            if not _is_file(description):
                raise ItemError("sidecar", "not a regular file")
            found = told_in(Blob(uri, description.name, partial(_open, description)))
        except ItemError as error:
            yield Skipped(uri, error.reason, error.detail)
        else:
            blob, notes = described(blob, found)
            yield from notes
        yield from self.desk.read(blob)


def _open(path: Path) -> BinaryIO:
    return cast(BinaryIO, path.open("rb"))


def _names_beside(path: Path) -> frozenset[str]:
    """The sidecars that may lie beside one named file; its folder may hold millions of others."""
    return frozenset(name for name in names_of_sidecars(path.name) if _is_file(path.with_name(name)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # it may not be looked at, or its name is too long; read as a file, it says so
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _uri(path: Path) -> str:
    return _printable(path.as_posix())


def _printable(name: str) -> str:
    # A file name that is not UTF-8 would carry lone surrogates into the record, which cannot store them.
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
