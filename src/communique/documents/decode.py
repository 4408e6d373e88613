"""From bytes to a text with Unix line ends and no control characters, or an error that says why not."""

from __future__ import annotations

import codecs
import re

from communique.errors import ItemError
from communique.knowledge.encodings import BYTE_ORDER_MARKS

MOST_LINES = 20_000  # a book has fewer
LONGEST_LINE = 200_000  # characters; longer ones are data, and make every later step slow

_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_DECLARATION_WITHIN = 4096  # bytes
_BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
# Replaced one for one, so that the offsets of all else stay; a byte order mark or a zero-width space inside a text is a
# leftover too. Joiners and direction marks stay: they belong to words.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200b\ufffe\uffff]")
_WESTERN_SHARE = 0.05  # of all bytes; an English text has fewer that are not ASCII
_TYPOGRAPHY = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xb0\xb7\xbb")
_MOST_CHAOS = 0.02
_MOST_READINGS = 1
_UTF_8 = ("utf-8", "utf8")
# Python knows these too; no page is written in them, and some take for ever.
_NO_PAGES = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"))
_FEW_STRAY, _STRAY_IN = 2, 1000  # so many bytes that are not UTF-8, and one more in so many, may be damage
_SOUND_FOR_STRAY = 3  # letters that are not ASCII and sound, for each that is not


def decode(content: bytes, *, html: bool = False, charset: str = "") -> str:
    """The text of ``content``: by its byte order mark, as UTF-8, as the server or the page declares, else by a guess.

    Raises:
        ItemError: ``encoding`` when the bytes are not what they say they are, or say nothing and allow several
            readings; ``empty`` when only white space is left.
    """
    text = plain_text(_raw(content, html, charset))
    if not text.strip():
        raise ItemError("empty", "only white space")
    return text


def plain_text(text: str) -> str:
    """``text`` with Unix line ends and without control characters, each of them replaced by one blank."""
    return _CONTROLS.sub(" ", _BREAKS.sub("\n", text))


def check_lines(text: str) -> None:
    """Refuse a text whose lines are too long, or too many, for an article.

    Raises:
        ItemError: ``long-line``, ``too-complex``.
    """
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise ItemError("too-complex", f"{len(lines):,} lines; the limit is {MOST_LINES:,}")
    longest = max(map(len, lines))
    if longest > LONGEST_LINE:
        raise ItemError("long-line", f"a line of {longest:,} characters; the limit is {LONGEST_LINE:,}")


def _raw(content: bytes, html: bool, charset: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, "its byte order mark says")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        failure = f"not UTF-8 (byte {error.start})"
    if (mixed := _mostly_utf_8(content)) is not None:
        return mixed
    if charset and charset not in _UTF_8 and (served := _tolerant(content, charset)) is not None:
        return served
    if html and (declared := _DECLARED.search(content[:_DECLARATION_WITHIN])) is not None:
        name = declared[1].decode("ascii")
        if name.lower().replace("_", "-") not in _UTF_8:
            return _strict(content, _web_name(name), "the page declares")
    return _guess(content, failure)


def _mostly_utf_8(content: bytes) -> str | None:
    """The text of bytes that are UTF-8 but for a few, which stand for what they are in Windows-1252.

    Pages are put together from several sources, and cut in the middle of a letter. Of a text in another encoding hardly
    any bytes are UTF-8 by chance.
    """
    text = content.decode("utf-8", _WESTERN)
    kept = sum(1 for c in text if c > "\x7f")
    lost = sum(1 for c in content.decode("utf-8", "replace") if c == "\ufffd") - content.count("\ufffd".encode())
    return text if lost <= _FEW_STRAY + len(content) // _STRAY_IN and kept - lost >= _SOUND_FOR_STRAY * lost else None


def _western(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_WESTERN = "communique.western"
codecs.register_error(_WESTERN, _western)


def _tolerant(content: bytes, charset: str) -> str | None:
    """The text in the encoding that a server names, or None: servers name one for all that they have."""
    try:
        return _strict(content, _web_name(charset), "the server names")
    except ItemError:
        return None


def _strict(content: bytes, encoding: str, says: str) -> str:
    try:
        if codecs.lookup(encoding).name in _NO_PAGES:
            raise LookupError
        return content.decode(encoding)
    except LookupError as error:
        raise ItemError("encoding", f"{says} {encoding}, which is unknown") from error
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        raise ItemError("encoding", f"{says} {encoding}, but byte {at} does not fit") from error


def _web_name(name: str) -> str:
    # Browsers read Latin-1 and ASCII pages as Windows-1252, and so do those who write them.
    return "cp1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name


def _guess(content: bytes, failure: str) -> str:
    high = [b for b in content if b >= 0x80]
    if len(high) <= _WESTERN_SHARE * len(content) and _TYPOGRAPHY.issuperset(high):
        # Only quotation marks, dashes and signs, which sit at these places in Windows-1252 and its sisters alike.
        return content.decode("cp1252")
    from charset_normalizer import from_bytes  # here because loading it takes longer than reading most texts

    matches = from_bytes(content)
    best = matches.best()
    if best is None or best.chaos > _MOST_CHAOS or best.encoding.startswith("utf"):
        raise ItemError("encoding", f"{failure}, and no other encoding fits")
    readings = {str(m) for m in matches if m.chaos <= best.chaos + _MOST_CHAOS}
    if len(readings) > _MOST_READINGS and best.coherence < 0.5:
        raise ItemError("encoding", f"{failure}, and {len(readings)} encodings give different texts")
    return str(best)
