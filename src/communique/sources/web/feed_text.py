"""From the bytes of a feed to text that a parser of XML can read: decoded, its small and common mistakes mended."""

from __future__ import annotations

import codecs
import html.entities
import re
from email.message import Message

from communique.knowledge.encodings import BYTE_ORDER_MARKS

_MARKS = (
    *BYTE_ORDER_MARKS,
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_DECLARED = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
# Codecs for texts of whole nations; Python has others under such names, some of them slow or not for texts at all.
_FOR_TEXTS = re.compile(r"utf-?(?:8|16|32)|ascii|iso8859|cp\d|koi8|gb|big5|euc|shift_jis|iso2022|mac|tis|kz|ptcp|johab")
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_CUT_CHARACTER = 4  # bytes; where a text was cut off, its last character may be cut as well

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*>")
_FIRST_ELEMENT = re.compile(r"<\w")
_SPACE = re.compile(r"\s{2,}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_HIGHEST = 0x10FFFF
_OWN = frozenset(("lt", "gt", "amp", "quot", "apos"))  # XML's own
_ENTITIES = "".join(
    f'\n<!ENTITY {name} "&#{code};">' for name, code in sorted(html.entities.name2codepoint.items()) if name not in _OWN
)


def decoded(content: bytes, content_type: str = "") -> str:
    """The text of a feed: by its byte order mark, as the server says, as it declares, as UTF-8, else as Western.

    A character that does not fit becomes U+FFFD; a feed is not given up for one of them.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").removeprefix("\ufeff")
    declared = _DECLARED.match(content)
    names = [_charset(content_type), declared[1].decode("ascii", "replace") if declared is not None else ""]
    known = [codec for name in names if (codec := _codec(name)) is not None]
    for codec in (*known, "utf-8"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError as error:
            if codec == "utf-8" and error.start >= len(content) - _CUT_CHARACTER:
                return content.decode("utf-8", "ignore")
        except ValueError:  # a wide codec for what is not wide
            continue
    # Who says UTF-8 and does not write it writes what his system writes, and that is Windows' for Western languages.
    return content.decode(next((c for c in known if c != "utf-8"), "cp1252"), "replace")


def mended(text: str) -> bytes:
    """``text`` as UTF-8 under a declaration of its own, without what no XML may contain, HTML's entities declared.

    Feeds with a document type of their own keep it, and know only the entities that it declares.
    """
    text = _CONTROLS.sub(" ", text)
    text = _REFERENCE.sub(_reference, text)
    declaration = _DECLARATION.match(text)
    body = text[declaration.end() if declaration is not None else 0 :]
    first = _FIRST_ELEMENT.search(body)
    start = first.start() if first is not None else len(body)
    # Long white space before the first element takes feedparser quadratic time.
    head = _SPACE.sub("\n", body[:start]).lstrip()
    if "<!doctype" not in head.lower():
        head += f"<!DOCTYPE feed [{_ENTITIES}\n]>\n"
    whole = f'<?xml version="1.0" encoding="utf-8"?>\n{head}{body[start:]}'
    return whole.encode("utf-8", "replace")


def _reference(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    code = int(digits, 16 if match[1] else 10) if len(digits) <= 7 else _HIGHEST + 1
    if code > _HIGHEST or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return " " if _CONTROLS.match(chr(code)) else match[0]


def _charset(content_type: str) -> str:
    if "charset" not in content_type.lower():
        return ""
    message = Message()
    message["Content-Type"] = " ".join(content_type.split())
    try:
        return message.get_content_charset("")
    except (LookupError, ValueError):
        return ""


def _codec(name: str) -> str | None:
    """Python's name of an encoding for texts, the superset that is really meant; None for any other."""
    if not name.isascii() or not name.strip():
        return None
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(found, found) if _FOR_TEXTS.match(found) else None
