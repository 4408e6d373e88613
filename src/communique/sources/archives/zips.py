"""ZIP archives: their members sorted by name, or, where the directory is lost, in the order in which they lie."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from functools import partial
from typing import IO, BinaryIO, cast

from communique.errors import ItemError
from communique.model.records import Skipped
from communique.sources.archives.members import (
    SILENCE,
    Names,
    Why,
    by_folder,
    handed,
    member_uri,
    place_of,
    sidecar_place,
    trouble_with,
    with_sidecar,
)
from communique.sources.archives.metered import CHUNK, Fault, Meter, Spool, copied
from communique.sources.archives.salvage import salvaged
from communique.sources.archives.unpacking import Source
from communique.sources.base import Blob, Desk, Item, told
from communique.sources.given import Told
from communique.sources.sidecars import told_in

# LZMA is left out: within a ZIP file it may ask for gigabytes of memory, and hardly any program makes such files.
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
_ENTRY = b"PK\x01\x02"
_ENTRY_SIZE = 256  # bytes of a member's line in the directory, at most, on average
_AT_ONCE = 2 * CHUNK  # bytes; whoever reads more at once reads the directory


def read_zip(blob: Blob, desk: Desk) -> Iterator[Item]:
    """What the members of a ZIP archive hold."""
    meter = Meter.of(blob, desk.limits)
    with ExitStack() as closes:
        try:
            stream = closes.enter_context(blob.open())
            if not stream.seekable():
                stream = _kept(stream, closes)
            meter.packed = stream.seek(0, io.SEEK_END)
            archive = _opened(stream, desk.limits.members)
        except Fault as fault:
            yield from fault.tell()
            return
        except OSError as error:
            yield Skipped(blob.uri, "unreadable", told(error))
            return
        if isinstance(archive, str):
            yield from _rest(blob, desk, meter, stream, archive)
            return
        with archive:
            yield from _members(blob, desk, meter, archive)


def _kept(stream: BinaryIO, closes: ExitStack) -> BinaryIO:
    """All of a stream, so that it can be sought in.

    Raises:
        Fault: what the stream ends in.
    """
    spool = closes.enter_context(Spool())
    copied(stream, spool)
    if spool.fault is not None:
        raise spool.fault
    return closes.enter_context(spool())


def _opened(stream: BinaryIO, members: int) -> zipfile.ZipFile | str:
    """The archive, or why its directory cannot be read."""
    try:
        return zipfile.ZipFile(cast(IO[bytes], _Directory(stream, members)))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, LookupError, OverflowError) as error:
        return told(error)
    except OSError as error:
        if isinstance(error, Fault) or error.strerror is not None:
            raise
        return told(error)


class _Directory(io.RawIOBase):
    """A ZIP file that gives out no directory larger than memory should hold."""

    def __init__(self, stream: BinaryIO, members: int) -> None:
        self._stream = stream
        self._members = members

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int = -1, /) -> bytes:
        # The whole rest is asked for only where the directory's own end is looked for, near the end of the file.
        found = (
            b"" if size > _ENTRY_SIZE * self._members + _AT_ONCE else self._stream.read(size if size >= 0 else _AT_ONCE)
        )
        if size > 0 and not found:
            raise zipfile.BadZipFile("a directory that is too large or lies beyond the end")
        if size > _AT_ONCE and found.count(_ENTRY) > 2 * self._members:
            raise zipfile.BadZipFile("a directory of too many files")
        return found


def _members(blob: Blob, desk: Desk, meter: Meter, archive: zipfile.ZipFile) -> Iterator[Item]:
    # Not is_dir(), which raises for a member without a name.
    files = (i for i in archive.infolist() if not i.orig_filename.endswith("/"))
    infos = sorted(files, key=lambda i: i.orig_filename)
    names = by_folder(i.orig_filename for i in infos)
    by_place = {place_of(i.orig_filename): i for i in infos}
    for info in infos[: desk.limits.members]:
        uri = member_uri(blob, info.orig_filename)
        why = _trouble(info, names)
        if why is not None:
            if why is not SILENCE:
                yield Skipped(uri, *why)
            continue
        source = Source(meter, partial(_chunks, archive, info, uri))
        name = place_of(info.orig_filename)[1]
        inner = Blob(uri, name, source, info.file_size, blob.given, blob.seen, depth=blob.depth + 1)
        place = sidecar_place(info.orig_filename, names)
        if place is not None:
            beside = by_place[place]
            described_at = member_uri(blob, beside.orig_filename)
            inner, notes = with_sidecar(inner, described_at, partial(_told, archive, beside, described_at, meter))
            yield from notes
        yield from handed(inner, source, desk)
        if meter.stopped:
            return
    if len(infos) > desk.limits.members:
        yield Skipped(blob.uri, "too-many", f"{len(infos):,} files; the first {desk.limits.members:,} are read")


def _told(archive: zipfile.ZipFile, info: zipfile.ZipInfo, uri: str, meter: Meter) -> Told:
    why = _trouble(info, {})
    if why is not None:
        raise ItemError("sidecar", why[1])
    source = Source(meter, partial(_chunks, archive, info, uri))
    return told_in(Blob(uri, place_of(info.orig_filename)[1], source))


def _trouble(info: zipfile.ZipInfo, names: Names) -> Why | None:
    why = trouble_with(info.orig_filename, names)
    if why is not None:
        return why
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "link", "a symbolic link"
    if kind not in (0, stat.S_IFREG):
        return "unsupported", "a device or pipe"
    if info.flag_bits & 0x1:
        return "encrypted", "a password is needed"
    if info.compress_type not in _METHODS:
        return "unsupported", f"compressed by method {info.compress_type}"
    return None


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, uri: str) -> Generator[bytes, None, None]:
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except EOFError as error:
        raise Fault(uri, "truncated", "ends before its time") from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, struct.error, LookupError) as error:
        raise Fault(uri, "damaged", told(error)) from error
    except OSError as error:
        if isinstance(error, Fault) or error.strerror is not None:
            raise
        raise Fault(uri, "damaged", told(error)) from error  # bzip2 says so in this way


def _rest(blob: Blob, desk: Desk, meter: Meter, stream: BinaryIO, why: str) -> Iterator[Item]:
    """The members of an archive without its directory."""
    for number, found in enumerate(salvaged(stream, blob.uri, meter)):
        if isinstance(found, Fault):
            yield from found.tell() if meter.stopped else (Skipped(blob.uri, found.reason, f"{found}; {why}"),)
            return
        uri = member_uri(blob, found.name)
        why_not = SILENCE if found.name.endswith("/") else trouble_with(found.name, {}) or found.why
        if why_not is None and number < desk.limits.members:
            name = place_of(found.name)[1]
            inner = Blob(uri, name, found.spool, None, blob.given, blob.seen, depth=blob.depth + 1)
            yield from handed(inner, found.spool, desk)
        elif why_not is not None and why_not is not SILENCE:
            yield Skipped(uri, *why_not)
        if meter.stopped:
            return
