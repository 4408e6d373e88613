"""What readers of files and network share: blobs in, raw pages out, and notes on what had to be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, Protocol, TypeAlias

from communique.model.records import Given, Skipped

MediaType: TypeAlias = Literal["text/plain", "text/markdown", "text/html", "application/pdf"]


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as it was found: its address, its bytes untouched, what kind it is, and what was given with it.

    ``seen`` is the ISO time at which whoever kept the page had fetched it (a web archive knows), empty when that is not
    known. ``front_lines``: so many lines at its start are not text but say what is given (YAML front matter).
    ``charset``: the encoding that a server named for it, if one did.
    """

    uri: str
    content: bytes
    media_type: MediaType
    given: Given = field(default_factory=Given)
    seen: str = ""
    front_lines: int = 0
    charset: str = ""


Item: TypeAlias = RawPage | Skipped


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before it is taken for a mistake or an attack.

    Sizes in bytes: ``item`` of one page, ``unpacked`` of all that one archive or compressed file unpacks to, ``ratio``
    how many times its packed size that may be (small archives are let off). ``depth``: archives within archives.
    ``members``: files in one archive, entries in one feed, pages of one site map.
    """

    item: int = 20 * 1024 * 1024  # the longest news page is far below one megabyte
    unpacked: int = 8 * 1024 * 1024 * 1024
    ratio: int = 250
    depth: int = 3
    members: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Blob:
    """Some bytes with a name, from a file, an archive's member, or the network, that are yet to be recognised.

    ``name`` ends as the file does ("a.jsonl.gz"); ``open`` gives a fresh stream from the start each time and may raise
    OSError; ``size`` in bytes where it is known; ``content_type`` as a server says; ``depth``: how many archives it
    lies in.
    """

    uri: str
    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    given: Given = field(default_factory=Given)
    seen: str = ""
    content_type: str = ""
    depth: int = 0


class Desk(Protocol):
    """What a reader may ask for beside its blob."""

    @property
    def limits(self) -> Limits:
        """How much to read."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Article's field (text, html, title, uri, source, published, language) to the user's name for its column."""

    def read(self, blob: Blob) -> Iterator[Item]:
        """What is in a blob, by the reader of its format: for what lies in archives."""
        ...

    def follow(self, uri: str, given: Given, depth: int) -> Iterator[Item]:
        """What is at a web address that a feed or site map names; ``Skipped`` when the network may not be used.

        ``depth`` is one more than the naming blob's. Each address is followed once, so nothing goes round for ever.
        """
        ...


class Reader(Protocol):
    """One format. It hands over the items of a blob in their order, without holding them all, and raises nothing."""

    def __call__(self, blob: Blob, desk: Desk) -> Iterator[Item]:
        """The pages in ``blob``, and a ``Skipped`` with a clear reason for each thing that cannot be had."""
        ...


def told(error: BaseException) -> str:
    """What an exception says, in one line for people."""
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())[:300]
