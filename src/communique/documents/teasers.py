"""What a page repeats of its article, and the teasers of other articles that it sets between the paragraphs."""

from __future__ import annotations

from communique.documents.lines import ends_sentence, fold, is_prose, letters, prefix_end, trails_off
from communique.documents.sheet import Sheet
from communique.model.records import PartKind

_REPEAT_WORDS = 5
_PULLED_WORDS = 10  # a sentence of fewer words may well stand twice in one report
_COMPARED_LINES = 600


def find_repeats(sheet: Sheet) -> None:
    """Mark the title said again, paragraphs said again, and sentences of a paragraph set apart."""
    title = letters(sheet.lines[sheet.title].text) if sheet.title is not None else ""
    seen: set[str] = set()
    for i, line in enumerate(sheet.lines):
        if i == sheet.title:
            continue
        key = letters(line.text)
        if title and key == title:
            sheet.mark(i, PartKind.REPEAT, "repeats the title")
        elif line.words >= _REPEAT_WORDS and key in seen and sheet.open(i):
            sheet.mark(i, PartKind.REPEAT, "repeats an earlier line")
        seen.add(key)
    if len(sheet.lines) > _COMPARED_LINES:
        return  # comparing all with all would take for ever, and no article has so many lines
    keys = [f" {fold(line.text)} " for line in sheet.lines]
    for i in sheet.prose():
        if i - 1 == sheet.title or sheet.lines[i].words < _PULLED_WORDS:
            continue
        others = (other for j, other in enumerate(keys) if j != i and sheet.open(j))
        if any(len(other) > len(keys[i]) and keys[i] in other for other in others):
            sheet.mark(i, PartKind.REPEAT, "is a sentence of another paragraph, set apart")


def find_slugs(sheet: Sheet) -> None:
    """Pictures of neighbouring articles whose alternative text is this article's title, as its address spells it."""
    if sheet.title is None or sheet.lines[sheet.title].words < 4:
        return
    title = sheet.lines[sheet.title].text
    wanted = letters(title)
    for i, line in enumerate(sheet.lines):
        if not sheet.open(i) or (end := prefix_end(line.text, wanted)) is None:
            continue
        prefix, rest = line.text[:end], line.text[end:].strip()
        # The title's own words may begin a real sentence; in the spelling of an address they cannot.
        spelled = prefix == prefix.lower() and title != title.lower()
        if spelled and rest:
            sheet.mark(i, PartKind.TEASER, "begins with this article's title as its address spells it")
        elif rest and rest[0].isupper() and line.text[end] == " " and not is_prose(line) and not trails_off(rest):
            sheet.mark(i, PartKind.TEASER, "begins with this article's title and goes on with another")


def find_lists(sheet: Sheet) -> None:
    """Mark the headlines below a line that heads a list of other articles."""
    following = False
    for i, line in enumerate(sheet.lines):
        mark = sheet.marks[i]
        if mark is not None:
            following = mark[0] is PartKind.TEASER and (mark[1].startswith("heads a list") or following)
        elif following and 3 <= line.words <= 25 and not ends_sentence(line.text):
            sheet.mark(i, PartKind.TEASER, "stands in a list of other articles")
        else:
            following = False


def find_pairs(sheet: Sheet) -> None:
    """Mark headlines of other articles with their first words, which break off."""
    for i in range(1, len(sheet.lines)):
        if sheet.open(i) and trails_off(sheet.lines[i].text) and sheet.is_kind(i - 1, PartKind.TEASER):
            sheet.mark(i, PartKind.TEASER, "trails off below the headline of another article")
    prose = sheet.prose()
    if not prose:
        return
    at = len(sheet.lines) - 1
    while at > prose[0] + 1:
        line, above = sheet.lines[at], sheet.lines[at - 1]
        if not sheet.open(at) or (not is_prose(line) and line.words <= 8 and not trails_off(line.text)):
            at -= 1  # credits and footers below the teasers are looked at later
        elif (
            trails_off(line.text)
            and sheet.open(at - 1)
            and 4 <= above.words <= 25
            and not ends_sentence(above.text)
            and not above.text.endswith(":")
        ):
            sheet.mark(at, PartKind.TEASER, "trails off below the headline of another article")
            sheet.mark(at - 1, PartKind.TEASER, "is the headline of another article")
            at -= 2
        else:
            return
