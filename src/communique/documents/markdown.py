"""The text of a Markdown file as its reader sees it, by markdown-it-py: paragraphs without marks and addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from communique.model.values import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAG = re.compile(r"<[^<>]*>")
_BLANKS = re.compile(r"\s+")
_BREAKS = ("softbreak", "hardbreak")
_WORDS = ("text", "code_inline", "html_inline")
_RAW = ("fence", "code_block", "html_block")


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """Paragraphs with an empty line between them; ``title`` is the first heading; ``pictures`` are where in the text
    the descriptions of pictures stand, each a paragraph of its own.
    """

    text: str
    title: str | None
    pictures: tuple[Span, ...]


@dataclass(slots=True)
class _Page:
    paragraphs: list[str] = field(default_factory=list)
    pictures: set[int] = field(default_factory=set)
    title: str | None = None

    def add(self, words: str, *, picture: bool = False) -> None:
        line = _BLANKS.sub(" ", words).strip()
        if line:
            self.pictures |= {len(self.paragraphs)} if picture else set()
            self.paragraphs.append(line)


def read_markdown(text: str) -> MarkdownText:
    """The paragraphs, headings, items of lists and rows of tables of a Markdown text, one after the other.

    A number that opens a line stays ("12. June 2023" is a day, not the twelfth item of a list); indented lines are
    paragraphs, for articles hold no code.
    """
    page = _Page()
    number, heading = "", False
    cells: list[str] | None = None
    for token in _parser().parse(text):
        if token.type == "heading_open":
            heading = True
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            page.add(" | ".join(cells or ()))
            cells = None
        elif token.type in _RAW:
            page.add(_TAG.sub(" ", token.content))
        elif token.type == "inline":
            words = number + _words(token.children or ())
            number = ""
            if cells is not None:
                cells.append(words)
            else:
                page.add(words)
            if heading and page.title is None and words.strip():
                page.title = page.paragraphs[-1]
            heading = False
            for picture in _pictures(token.children or ()):
                page.add(picture, picture=True)
    return _joined(page)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # only Markdown needs it

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")


def _words(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in _BREAKS:
            parts.append(" ")
        elif token.type in _WORDS:
            parts.append(_TAG.sub("", token.content) if token.type == "html_inline" else token.content)
    return "".join(parts)


def _pictures(tokens: Sequence[Token]) -> list[str]:
    return [token.content for token in tokens if token.type == "image"]


def _joined(page: _Page) -> MarkdownText:
    at, pictures = 0, []
    for number, paragraph in enumerate(page.paragraphs):
        if number in page.pictures:
            pictures.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return MarkdownText("\n\n".join(page.paragraphs), page.title, tuple(pictures))
