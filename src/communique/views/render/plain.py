"""Foreign text made safe to lay out: no control characters, no direction overrides, shortened at words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

# Marks that turn the direction of what stands around them: harmless in a book, a disguise in a table.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ELLIPSIS = "…"


def clean_char(char: str) -> str:
    """The character as it may be shown: blank for any white space, nothing for direction marks, � for controls."""
    if char.isspace():
        return " "
    if char in _DIRECTION:
        return ""
    return "\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char


def plain(text: str) -> str:
    """One line of showable text: white space folded, nothing that moves the cursor or turns the direction.

    >>> plain("a\\x1b[31m  b\\n c")
    'a�[31m b c'
    """
    return " ".join("".join(map(clean_char, text)).split())


def shorten(text: str, most: int) -> str:
    """``text`` made plain and cut at a word to at most ``most`` characters, with … where something was left out.

    >>> shorten("peace and stability in the region", 20)
    'peace and stability…'
    """
    line = plain(text)
    if len(line) <= most:
        return line
    cut = line[: max(most - 1, 0)]
    at_word = cut.rsplit(" ", 1)[0]
    # A word longer than half the room is cut inside: else nothing would be left of it.
    return (at_word if len(at_word) >= most // 2 else cut).rstrip(" ,;:–-") + ELLIPSIS


def joined(names: Sequence[str], *, most: int = 3) -> str:
    """Names as a sentence lists them, the rest counted.

    >>> joined(["A", "B"]), joined(["A", "B", "C", "D", "E"])
    ('A and B', 'A, B, C +2')
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} +{len(names) - most}"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def chain_line(chain: Sequence[str], arrow: str = " <- ") -> str:
    """An attribution chain, outermost medium first, as one line."""
    return arrow.join(plain(link) for link in chain)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "document"), count(3, "document")
    ('1 document', '3 documents')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def pair(first: str, second: str | None) -> str:
    """Two names as a heading, or one."""
    return first if second is None else f"{first} – {second}"
