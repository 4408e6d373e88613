"""Mails and mailboxes: newsletters, press releases, articles that somebody forwarded."""

from __future__ import annotations

import codecs
import email.message
import email.policy
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.parser import BytesParser
from email.utils import parseaddr
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, TypeAlias, cast

from communique.errors import ItemError
from communique.model.records import Given, Skipped
from communique.sources.archives.metered import CHUNK
from communique.sources.base import Blob, Desk, Item, RawPage, told
from communique.sources.given import both, parse_day, told_by
from communique.sources.pages import page_of
from communique.sources.sidecars import PAGES

_Message: TypeAlias = email.message.EmailMessage

_LONGEST_HEADER = 4096  # characters; the time to understand one grows with its square
_LONGEST_STRUCTURE = 1000  # characters of a header that says what a part is; these are looked at again and again
_MOST_PARTS = 1000
_MOST_WORK = 200_000_000  # parts times lines: the parser holds each line against the ends of all parts it lies in
_PART = re.compile(rb"(?i)(?:\A|[\r\n])content-type[ \t]*:")  # to the parser a bare "\r" ends a line, too
_SCANTY = 200  # bytes; a plain text that only says where to see the mail in a browser is shorter
_FULLER = 3  # so many times must the web page beside it be longer
_LOOKED_AT = 200_000  # bytes of a web page, to tell whether it says more than the plain text beside it
_TAG = re.compile(rb"<[^<>]*>|\s+")
_NOT_FOR_TEXT = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"))
_ENVELOPE = re.compile(
    rb"From (?:.*\b\d{1,2}:\d\d\b.*\b\d{4}\b.*|-?[ \t]*|\S+@\S+[ \t]*)\r?\n?\Z", re.S
)  # "From a@b.org Mon Jan  1 10:00:00 2024", or less; a sentence may begin with "From" too
_LONGEST_ENVELOPE = 1000  # bytes; the time to recognise one grows with its square
_QUOTED = re.compile(rb"(?m)^>(>*From )")


def read_mail(blob: Blob, desk: Desk) -> Iterator[Item]:
    """One mail: its text, the mails that are attached to it, and the articles that are.

    The text's address is ``mid:`` and the Message-ID. Subject and day are taken as given, and of a newsletter the
    sender's name as source. Reasons: ``too-large``, ``too-many`` parts, ``encrypted``, ``empty``, ``damaged``,
    ``nested``, ``date``, ``unreadable``.
    """
    try:
        with blob.open() as stream:
            content = stream.read(desk.limits.item + 1)
    except (OSError, EOFError) as error:
        yield Skipped(blob.uri, "unreadable", told(error))
        return
    if len(content) > desk.limits.item:
        yield Skipped(blob.uri, "too-large", f"more than {desk.limits.item:,} bytes")
    elif not content.strip():
        yield Skipped(blob.uri, "empty", f"{len(content)} bytes")
    else:
        yield from _mail(blob, desk, f"{blob.uri}#1", content)


def read_mbox(blob: Blob, desk: Desk) -> Iterator[Item]:
    """The mails of a mailbox in their order, one at a time. Reasons: those of `read_mail`."""
    number = 0
    try:
        with blob.open() as stream:
            for content in _messages(stream, desk.limits.item):
                number += 1
                uri = f"{blob.uri}#{number}"
                if content is None:
                    yield Skipped(uri, "too-large", f"more than {desk.limits.item:,} bytes")
                else:
                    yield from _mail(blob, desk, uri, content)
    except (OSError, EOFError) as error:
        yield Skipped(blob.uri, "unreadable", told(error))
        return
    if not number:
        yield Skipped(blob.uri, "empty", "no mail begins in it")


def _messages(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The bytes of each mail without its "From " line; None for one that is longer than ``limit``.

    What stands before the first one is taken for a mail whose "From " line is lost.
    """
    parts: list[bytes] = []
    size, after_blank, line_start = 0, True, True
    while line := stream.readline(CHUNK):
        if line_start and after_blank and len(line) <= _LONGEST_ENVELOPE and _ENVELOPE.match(line):
            if size:
                yield _unquoted(parts) if size <= limit else None
            parts, size = [], 0
            after_blank = False
        elif size or line.strip():
            size += len(line)
            if size <= limit:
                parts.append(line)
            else:
                parts.clear()
            after_blank = line_start and not line.strip()
        line_start = line.endswith(b"\n")
    if size:
        yield _unquoted(parts) if size <= limit else None


def _unquoted(parts: list[bytes]) -> bytes:
    return _QUOTED.sub(rb"\1", b"".join(parts))


class _Policy(email.policy.EmailPolicy):
    """The standard policy, which cuts off headers so long that understanding them would take minutes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[: _LONGEST_STRUCTURE if name.lower().startswith("content-") else _LONGEST_HEADER]


_POLICY = _Policy()


def _mail(blob: Blob, desk: Desk, uri: str, content: bytes) -> Iterator[Item]:
    """One mail; ``uri`` is its address if it names none itself."""
    parts = len(_PART.findall(content))
    if parts > _MOST_PARTS:
        yield Skipped(uri, "too-many", f"{parts:,} parts in one mail; the limit is {_MOST_PARTS:,}")
        return
    lines = content.count(b"\n") + content.count(b"\r")
    if min(parts, content.lower().count(b"boundary")) * lines > _MOST_WORK:
        yield Skipped(uri, "too-many", f"{parts:,} parts and {lines:,} lines in one mail")
        return
    try:
        message = cast(_Message, BytesParser(policy=_POLICY).parsebytes(content))
    # What is no mail, or parts within parts within parts, can lead the parser anywhere.
    except Exception as error:
        yield Skipped(uri, "damaged", f"no mail that can be understood: {told(error)}")
        return
    yield from _message(blob, desk, uri, message, depth=blob.depth)


def _message(blob: Blob, desk: Desk, uri: str, message: _Message, *, depth: int) -> Iterator[Item]:
    if depth > desk.limits.depth:
        yield Skipped(uri, "nested", f"mails within mails, more than {desk.limits.depth} deep")
        return
    own = _header(message, "message-id").strip("<> ")
    own_uri = f"mid:{own}" if own else uri
    if _kind(message) in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        yield Skipped(own_uri, "encrypted", "a key is needed")
        return
    given, notes = _given(message, own_uri)
    plain, markup, attached, mails = _sorted_parts(message)
    body = _body(plain, markup)
    if body is None and not attached and not mails:
        yield Skipped(own_uri, "empty", "no text, and nothing attached that is read")
        return
    if body is not None:
        text, kind = body
        inner = Blob(own_uri, "", io.BytesIO, given=both(blob.given, given), seen=blob.seen, content_type=kind)
        for item in page_of(inner, text):
            # What the text says about its own address is not the mail's.
            yield replace(item, uri=own_uri) if isinstance(item, RawPage) else item
        yield from notes
    for name, payload in attached:
        opens = cast("partial[BinaryIO]", partial(io.BytesIO, payload))
        at = f"{own_uri}!/{name}"
        yield from desk.read(Blob(at, name, opens, len(payload), blob.given, blob.seen, depth=depth + 1))
    for number, mail in enumerate(mails, 1):
        yield from _message(blob, desk, f"{own_uri}!/{number}", mail, depth=depth + 1)


def _given(message: _Message, uri: str) -> tuple[Given, tuple[Skipped, ...]]:
    notes: tuple[Skipped, ...] = ()
    day = None
    date = _header(message, "date")
    if date:
        try:
            day = parse_day(date)
        except ItemError as error:
            notes = (Skipped(f"{uri}#published", "date", f"{error.detail}; read without it"),)
    source = ""
    mailing_list = _header(message, "list-id")
    if mailing_list or _header(message, "list-unsubscribe"):
        source = parseaddr(_header(message, "from"))[0] or mailing_list.partition("<")[0].strip(' "')
    said = told_by({"title": _header(message, "subject"), "source": source}).given
    return replace(said, published=day), notes


def _header(message: _Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).encode("utf-8", "replace").decode("utf-8").split())
    # The standard library's understanding of a malformed header may end in any error.
    except Exception:
        return ""


def _kind(part: _Message) -> str:
    try:
        return part.get_content_type()
    except Exception:  # as above
        return "text/plain"


def _file_name(part: _Message) -> str:
    try:
        name = part.get_filename() or ""
    except Exception:  # as above
        return ""
    name = name.encode("utf-8", "replace").decode("utf-8").replace("\\", "/").rpartition("/")[2]
    return " ".join(name.split())[:200]


def _is_attached(part: _Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except Exception:  # as above
        return False


def _sorted_parts(
    message: _Message,
) -> tuple[list[bytes], list[bytes], list[tuple[str, bytes]], list[_Message]]:
    """Plain texts, web pages, attached articles (name, bytes), attached mails, each in the mail's order."""
    plain: list[bytes] = []
    markup: list[bytes] = []
    attached: list[tuple[str, bytes]] = []
    mails: list[_Message] = []
    todo = [message]
    while todo:
        part = todo.pop()
        kind = _kind(part)
        if part.is_multipart():
            within = cast(list[_Message], part.get_payload())
            if kind == "message/rfc822":
                mails.extend(within)
            else:
                todo.extend(reversed(within))
            continue
        name = _file_name(part)
        if name and PurePosixPath(name).suffix.lower() in PAGES:
            attached.append((name, _bytes_of(part)))
        elif name or _is_attached(part):
            continue
        elif kind == "text/html":
            markup.append(_text_of(part))
        elif kind == "text/plain":
            plain.append(_text_of(part))
    return plain, markup, attached, mails


def _bytes_of(part: _Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except Exception:  # as above
        payload = None
    return payload if isinstance(payload, bytes) else b""


def _text_of(part: _Message) -> bytes:
    """The text of a part as UTF-8, with bytes that do not fit its character set replaced.

    Where the set is not named, or not known, the bytes are left as they are, and guessed at as those of any page.
    """
    payload = _bytes_of(part)
    try:
        charset = part.get_content_charset("")
        known = codecs.lookup(charset).name if charset else "ascii"
        if known == "ascii" or known in _NOT_FOR_TEXT:
            return payload
        return payload.decode(charset, "replace").encode("utf-8", "replace")
    except Exception:  # as above, and unknown character sets
        return payload


def _body(plain: list[bytes], markup: list[bytes]) -> tuple[bytes, str] | None:
    """The text that says more, and its media type; the plain one if both say the same."""
    text = b"\n\n".join(found.strip() for found in plain if found.strip())
    page = max(markup, key=len, default=b"")
    if page.strip() and len(text) < _SCANTY:
        said = len(_TAG.sub(b" ", page[:_LOOKED_AT]).strip())
        if not text or said >= _FULLER * len(text):
            return page, "text/html"
    return (text, "text/plain") if text else None
