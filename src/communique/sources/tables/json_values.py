"""Finds the articles in a JSON file of any size without holding more than one of them.

A parser that stops at the first thing that is not JSON would lose all that comes after a ``NaN``, an endless number or
one missing comma, which exports are full of. So only brackets and strings are followed here; each article is cut out
whole, and parsed on its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.errors import ItemError
from communique.sources.tables.mappings import fold

_STRUCTURE = re.compile(rb'["{}\[\]]')
_IN_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.S)
_SCALAR_ENDS = re.compile(rb"[\s,\[\]{}:\"]")
_SPACE = re.compile(rb"\s*+")
_OPENING = b"{["
_BACKSLASH = 0x5C
_LONGEST_KEY = 4096  # bytes
_LONGEST_INTEGER = 18  # digits; longer ones are names, and Python refuses to count beyond a few thousand


class EndsEarly(Exception):
    """The file ends within a value."""


class Misshapen(Exception):
    """What stands here cannot be the place of a key or a value."""


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else digits


# "strict" would refuse texts with line breaks in their strings, of which there are many.
_DECODER = json.JSONDecoder(strict=False, parse_int=_integer, parse_constant=lambda _: None)


def parse(raw: bytes) -> object:
    """The value that ``raw`` is. NaN and infinities become None, integers of more than 18 digits strings.

    Raises:
        ItemError: ``encoding`` when it is not UTF-8, ``json`` when it is not JSON.
    """
    try:
        return _DECODER.decode(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ItemError("encoding", f"not UTF-8 (byte {error.start})") from error
    except RecursionError as error:
        raise ItemError("json", "nested too deeply") from error
    except ValueError as error:
        raise ItemError("json", " ".join(str(error).split())[:160]) from error


@dataclass(frozen=True, slots=True)
class Found:
    """One value that may be an article: its bytes, or None when it is larger than the limit.

    ``listed``: it stood in a list of articles. ``rest``: it is what an object holds beside such a list.
    """

    raw: bytes | None
    listed: bool = True
    rest: bool = False


@dataclass(slots=True)
class Walk:
    """Goes through a JSON file once.

    Args:
        pieces: the file's bytes in UTF-8.
        limit: the largest article, in bytes.
        lists: folded paths at which an object may hold its list of articles.
        ways: folded paths of the objects on the way there.
    """

    pieces: Iterator[bytes]
    limit: int
    lists: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    lists_seen: int = 0
    _buffer: bytes = b""
    _at: int = 0
    _rest: list[bytes] | None = field(default_factory=list)
    _size: int = 0

    def articles(self) -> Iterator[Found]:
        """Whatever may be an article: the members of lists, and objects that hold no list.

        Raises:
            EndsEarly: after all that was complete.
            Misshapen: when this is not JSON.
            OSError, EOFError: the file cannot be read.
        """
        while (head := self._peek()) is not None:
            if head == b"[":
                self._at += 1
                yield from self._members()
            elif head == b"{":
                yield from self._top_object()
            else:
                raise Misshapen(f"begins with {head!r}"[:40] + ", neither an object nor a list")

    def _top_object(self) -> Iterator[Found]:
        before = self.lists_seen
        self._rest, self._size = [], 0
        self._at += 1
        yield from self._inside("")
        if self._rest is None:
            if self.lists_seen == before:
                yield Found(None, listed=False)
        else:
            raw = b"".join(self._rest)
            if len(raw) > len(b"{}") or self.lists_seen == before:
                yield Found(raw, listed=False, rest=self.lists_seen > before)

    def _inside(self, path: str) -> Iterator[Found]:
        """From after ``{`` to after its ``}``; what is no list of articles is kept as the object's rest."""
        self._keep(b"{")
        first = True
        while (head := self._need()) != b"}":
            if head == b",":
                self._at += 1
                continue
            if head != b'"':
                raise Misshapen(f"{head!r} where a key should be")
            key = self._value(_LONGEST_KEY) or b'""'
            if self._need() != b":":
                raise Misshapen(f"no colon after the key {key[:40].decode('utf-8', 'replace')}")
            self._at += 1
            here = _join(path, key)
            mark = len(self._rest) if self._rest is not None else 0
            self._keep((b"" if first else b",") + key + b":")
            if here in self.lists and self._need() == b"[":
                self._at += 1
                if self._need() in (b"{", b"]"):
                    self._unkeep(mark)
                    self.lists_seen += 1
                    yield from self._members()
                    continue
                self._keep(self._value(self.limit, begun=b"["))
            elif here in self.ways and self._need() == b"{":
                self._at += 1
                yield from self._inside(here)
            elif (head := self._need()) in b"}],:":
                raise Misshapen(f"{head!r} where a value should be")
            else:
                self._keep(self._value(self.limit))
            first = False
        self._at += 1
        self._keep(b"}")

    def _members(self) -> Iterator[Found]:
        """From after ``[`` to after its ``]``."""
        while (head := self._need()) != b"]":
            if head == b",":
                self._at += 1
            else:
                yield Found(self._value(self.limit))
        self._at += 1

    def _keep(self, part: bytes | None) -> None:
        if self._rest is None:
            return
        self._size += len(part) if part is not None else self.limit + 1
        if part is None or self._size > self.limit:
            self._rest = None  # larger than any article
        else:
            self._rest.append(part)

    def _unkeep(self, mark: int) -> None:
        if self._rest is not None:
            self._size -= sum(map(len, self._rest[mark:]))
            del self._rest[mark:]

    def _more(self) -> bool:
        piece = next(self.pieces, b"")
        self._buffer, self._at = piece, 0
        return bool(piece)

    def _peek(self) -> bytes | None:
        """The next byte that is no white space, which stays; None at the end."""
        while True:
            match = _SPACE.match(self._buffer, self._at)
            self._at = match.end() if match is not None else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at : self._at + 1]
            if not self._more():
                return None

    def _need(self) -> bytes:
        head = self._peek()
        if head is None:
            raise EndsEarly
        return head

    def _value(self, limit: int, begun: bytes = b"") -> bytes | None:
        """The bytes of the value that begins here, or None when there are more than ``limit``, which are passed over.

        ``begun``: a bracket of it that was read already.
        """
        bare = not begun and self._buffer[self._at : self._at + 1] not in (b"{", b"[", b'"')
        cut = _Cut(limit, [begun], len(begun), depth=len(begun))
        while True:
            end, done = (cut.scalar_end if bare else cut.end)(self._buffer, self._at)
            cut.add(self._buffer[self._at : end])
            self._at = end
            if done:
                return cut.value()
            if not self._more():
                if bare:
                    return cut.value()
                raise EndsEarly


@dataclass(slots=True)
class _Cut:
    """One value that is being cut out of the stream: its bytes so far, dropped once they grow beyond the limit."""

    limit: int
    parts: list[bytes]
    size: int
    depth: int
    in_string: bool = False
    escaped: bool = False

    def add(self, part: bytes) -> None:
        self.size += len(part)
        if self.size > self.limit:
            self.parts.clear()
        else:
            self.parts.append(part)

    def value(self) -> bytes | None:
        return b"".join(self.parts) if self.size <= self.limit else None

    def end(self, buffer: bytes, at: int) -> tuple[int, bool]:
        """How far an object, list or string goes within ``buffer``, and whether that is its end."""
        if self.escaped and at < len(buffer):
            at, self.escaped = at + 1, False
        while at < len(buffer):
            if self.in_string:
                match = _IN_STRING.match(buffer, at)
                at = match.end() if match is not None else at
                if at >= len(buffer):
                    break
                if buffer[at] == _BACKSLASH:  # it ends the buffer: what it escapes is in the next one
                    self.escaped = True
                    return at + 1, False
                self.in_string = False
                at += 1
            else:
                match = _STRUCTURE.search(buffer, at)
                if match is None:
                    return len(buffer), False
                at = match.end()
                if match[0] == b'"':
                    self.in_string = True
                else:
                    self.depth += 1 if match[0] in _OPENING else -1
            if self.depth <= 0 and not self.in_string:
                return at, True
        return at, False

    def scalar_end(self, buffer: bytes, at: int) -> tuple[int, bool]:
        """The same for a number, a word, or a stray character, which is at least passed over."""
        match = _SCALAR_ENDS.search(buffer, at if self.size else at + 1)
        return (match.start(), True) if match is not None else (len(buffer), False)


def _join(path: str, key: bytes) -> str:
    try:
        name = parse(key)
    except ItemError:
        return "\0"  # no path at all
    folded = fold(str(name))
    return f"{path}.{folded}" if path else folded
