"""A text as a row of lines with offsets, and the small tests on one line that the rules of cleaning are made of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from communique.documents.furniture import words_of
from communique.model.values import Span

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_CLOSERS = "\"'”’»)]} \t\u00a0*_"
_ENDS = ".!?…。！？"
_ALNUM = re.compile(r"[^\W_]+")
_MAY_COMBINE = re.compile(r"[^\u0000-\u02ff]")  # below it no character combines with the one before
_GLANCE = 16  # characters
_WRAP_WIDTH = 100  # characters; no hard-wrapped text is wider, hardly any paragraph is narrower
_WRAP_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line, or one paragraph of hard-wrapped lines, without the white space around it.

    ``gap`` is true when a blank line, or nothing, stands before it; ``words`` counts its words.
    """

    span: Span
    text: str
    gap: bool
    words: int


def make_line(text: str, span: Span, *, gap: bool) -> Line:
    """The line at ``span`` of ``text``, its words counted."""
    own = span.of(text)
    return Line(span, own, gap, sum(1 for _ in _WORD.finditer(own)))


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of a text in order; lines that a fixed width has broken are put together to paragraphs."""
    lines: list[Line] = []
    at, gap = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            lines.append(make_line(text, Span(start, start + len(stripped)), gap=gap))
        gap = not stripped
        at += len(raw) + 1
    return _unwrapped(text, lines) if _is_wrapped(lines) else lines


def _is_wrapped(lines: list[Line]) -> bool:
    inner = [a for a, b in pairwise(lines) if not b.gap]
    if len(inner) < 5 or max(len(line.text) for line in lines) > _WRAP_WIDTH:
        return False
    broken = sum(not ends_sentence(line.text) and len(line.text) >= 45 for line in inner)
    return broken / len(inner) >= _WRAP_SHARE


def _unwrapped(text: str, lines: list[Line]) -> list[Line]:
    paragraphs: list[Line] = []
    for line in lines:
        if line.gap or not paragraphs:
            paragraphs.append(line)
        else:
            span = Span(paragraphs[-1].span.start, line.span.end)
            paragraphs[-1] = make_line(text, span, gap=paragraphs[-1].gap)
    return paragraphs


def ends_sentence(text: str) -> bool:
    """True when the line ends as a sentence does, brackets and quotation marks after the stop not counted."""
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _ENDS


def trails_off(text: str) -> bool:
    """True when the line breaks off in dots, as the first words of another article do."""
    bare = text.rstrip(_CLOSERS)
    return bare.endswith(("...", "…", ". . .")) and any(c.isalnum() for c in bare)


def is_prose(line: Line) -> bool:
    """True when a line is a sentence, or too long for anything else. Errs on the side of prose."""
    leads_on = line.text.endswith(":") and line.words >= 6
    return leads_on or line.words >= 30 or (line.words >= 5 and ends_sentence(line.text))


def fold(text: str) -> str:
    """Lower-case letters and digits without accents, words joined by one space: what is the same for a reader."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
        text = _MAY_COMBINE.sub(_unless_combining, plain)
    return " ".join(_ALNUM.findall(text.casefold()))


def _unless_combining(match: re.Match[str]) -> str:
    return "" if unicodedata.combining(match[0]) else match[0]


def letters(text: str) -> str:
    """``fold`` without the spaces, so that "country's" and the slug word "countrys" are the same."""
    return fold(text).replace(" ", "")


def prefix_end(text: str, wanted: str) -> int | None:
    """Where in ``text`` the folded letters ``wanted`` end, when the text begins with them and a word ends there."""
    head = letters(text[:_GLANCE])
    if not wanted.startswith(head) and not head.startswith(wanted):
        return None  # hardly any text begins so, and letter by letter is slow
    got = ""
    for at, char in enumerate(text):
        got += letters(char)
        if got == wanted:
            following = text[at + 1 : at + 2]
            return None if following.isalnum() else at + 1
        if len(got) > len(wanted) or not wanted.startswith(got):
            return None
    return None


def capitalised(text: str) -> float:
    """The share of capitalised words among those that a headline in title case would capitalise; 0 without any."""
    words = [w for w in _WORD.findall(text) if w.lower() not in words_of("small") and not w[0].isdigit()]
    return sum(w[0].isupper() for w in words) / len(words) if words else 0.0


def has_letters(text: str) -> bool:
    """True when any character is a letter."""
    return any(c.isalpha() for c in text)
