"""Tar archives, compressed or not: their members in the archive's order."""

from __future__ import annotations

import tarfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import IO, BinaryIO, TypeAlias, cast

from communique.errors import ItemError
from communique.model.records import Skipped
from communique.sources.archives.members import (
    SILENCE,
    Names,
    Place,
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
from communique.sources.archives.unpacking import Source, unpacked
from communique.sources.base import Blob, Desk, Item, told
from communique.sources.given import Told
from communique.sources.sidecars import sidecar_of, told_in

_NO_HEADER = 16 * CHUNK  # bytes; what describes one member is far smaller
_BLOCK = 512  # bytes
_LINKS = {tarfile.SYMTYPE: "a symbolic link", tarfile.LNKTYPE: "a hard link"}

_Beside: TypeAlias = Mapping[Place, Told | ItemError]
"""What each sidecar of an article in the archive says, or why that cannot be known."""


def read_tar(blob: Blob, desk: Desk) -> Iterator[Item]:
    """What the members of a tar archive hold.

    It is gone through twice, and three times if it has sidecars, for a sidecar may come after its article.
    """
    meter = Meter.of(blob, desk.limits)
    source = Source(meter, partial(unpacked, blob.open, meter))
    most = desk.limits.members
    try:
        names = _names(blob, source, most)
        beside = _sidecars(blob, source, most, names)
        with closing(_walk(blob, source)) as infos:
            for number, (info, stream) in enumerate(infos):
                if number >= most:
                    yield Skipped(blob.uri, "too-many", f"more than {most:,} files; the rest is left")
                    return
                why = _trouble(info, names)
                if why is None:
                    with Spool(meter) as spool:
                        _copy(info, stream, spool)
                        yield from _member(blob, desk, info, spool, _told_beside(blob, info, names, beside))
                        if spool.fault is not None:
                            return  # told with the member
                elif why is not SILENCE:
                    yield Skipped(member_uri(blob, info.name), *why)
                if meter.stopped:
                    return
    except Fault as fault:
        yield from fault.tell()
    except OSError as error:
        yield Skipped(blob.uri, "unreadable", told(error))


def _member(
    blob: Blob, desk: Desk, info: tarfile.TarInfo, spool: Spool, beside: tuple[str, Told | ItemError] | None
) -> Iterator[Item]:
    name = place_of(info.name)[1]
    inner = Blob(member_uri(blob, info.name), name, spool, info.size, blob.given, blob.seen, depth=blob.depth + 1)
    if beside is not None:
        inner, notes = with_sidecar(inner, beside[0], partial(_known, beside[1]))
        yield from notes
    yield from handed(inner, spool, desk)


def _known(found: Told | ItemError) -> Told:
    if isinstance(found, ItemError):
        raise found
    return found


def _told_beside(
    blob: Blob, info: tarfile.TarInfo, names: Names, beside: _Beside
) -> tuple[str, Told | ItemError] | None:
    place = sidecar_place(info.name, names)
    if place is None or place not in beside:
        return None
    return member_uri(blob, "/".join(filter(None, place))), beside[place]


def _trouble(info: tarfile.TarInfo, names: Names) -> Why | None:
    if info.isdir():
        return SILENCE
    why = trouble_with(info.name, names)
    if why is not None:
        return why
    if info.type in _LINKS:
        return "link", _LINKS[info.type]
    if info.isdev():
        return "unsupported", "a device or pipe"
    if info.issparse():
        return "unsupported", "a sparse file, which is larger than what the archive holds of it"
    return None if info.isreg() else ("unsupported", f"a member of the unknown kind {info.type!r}")


def _copy(info: tarfile.TarInfo, stream: _Forward, spool: Spool) -> None:
    """The bytes of a member; where the archive ends within it, the spool does, too."""
    try:
        stream.seek(info.offset_data)
    except Fault as fault:
        spool.fault = fault
        return
    done = copied(cast(BinaryIO, stream), spool, info.size)
    if done < info.size and spool.fault is None:
        spool.fault = Fault(stream.uri, "truncated", f"ends after {stream.position:,} bytes, within a member")


def _names(blob: Blob, source: Source, most: int) -> Names:
    def names() -> Iterator[str]:
        try:
            with closing(_walk(blob, source)) as infos:
                for _, (info, _) in zip(range(most), infos, strict=False):
                    if info.isreg():
                        yield info.name
        except Fault:
            return  # it is told when the members are read

    return by_folder(names())


def _sidecars(blob: Blob, source: Source, most: int, names: Names) -> _Beside:
    wanted = {
        (folder, found) for folder, own in names.items() for name in own if (found := sidecar_of(name, own)) is not None
    }
    said: dict[Place, Told | ItemError] = {}
    if not wanted:
        return said
    try:
        with closing(_walk(blob, source)) as infos:
            for _, (info, stream) in zip(range(most), infos, strict=False):
                place = place_of(info.name)
                if place not in wanted or _trouble(info, {}) is not None:
                    continue
                with Spool() as spool:
                    _copy(info, stream, spool)
                    try:
                        said[place] = told_in(Blob("", place[1], spool))
                    except ItemError as error:
                        said[place] = error
    except Fault:
        pass  # it is told when the members are read
    return said


@dataclass(slots=True)
class _Forward:
    """A stream for the tar reader, which only ever has to go forward; going back might never end.

    ``last``: what the last reading of one block found, by which the end of the archive is known.
    """

    stream: BinaryIO
    uri: str
    position: int = 0
    last: bytes = b""

    def tell(self) -> int:
        return self.position

    def seek(self, position: int) -> int:
        if position < self.position:
            raise Fault(self.uri, "damaged", "a member that claims to lie before itself")
        while self.position < position and self.read(min(CHUNK, position - self.position)):
            pass
        return self.position

    def read(self, size: int) -> bytes:
        if not 0 <= size <= _NO_HEADER:
            raise Fault(self.uri, "damaged", f"a header of {size:,} bytes")
        found = self.stream.read(size)
        self.position += len(found)
        if size == _BLOCK:
            self.last = found
        return found


def _walk(blob: Blob, source: Source) -> Generator[tuple[tarfile.TarInfo, _Forward], None, None]:
    """Each member's header, with the stream in which its bytes are.

    Raises:
        Fault: where and as the archive ends before its time.
        OSError: when its bytes cannot be read.
    """
    with source() as stream:
        forward = _Forward(stream, blob.uri)
        archive = None
        while True:
            try:
                if archive is None:
                    archive = tarfile.TarFile(fileobj=cast(IO[bytes], forward), encoding="utf-8")
                info = archive.next()
            except OSError:
                raise
            except Exception as error:  # what is no header can lead the tar reader anywhere
                raise Fault(blob.uri, *_end(forward, told(error))) from error
            if info is None:
                if forward.last == bytes(_BLOCK):
                    return
                raise Fault(blob.uri, *_end(forward))
            archive.members.clear()  # type: ignore[attr-defined]  # it would remember them all
            if info.size < 0:
                raise Fault(blob.uri, "damaged", "a member of less than no bytes")
            yield info, forward


def _end(forward: _Forward, said: str = "") -> Why:
    if forward.position == 0:
        return "empty", "0 bytes"
    if len(forward.last) < _BLOCK or "unexpected end" in said:
        return "truncated", f"ends after {forward.position:,} bytes, without the mark of an end"
    return "damaged", f"no member begins at byte {forward.position - _BLOCK:,}" + (f": {said}" if said else "")
