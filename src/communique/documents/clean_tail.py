"""The lines after the last paragraph: credits, notes, keywords, rights; found from the end upwards."""

from __future__ import annotations

import re

from communique.documents.bylines import is_byline
from communique.documents.clean_head import date_line
from communique.documents.lines import ends_sentence, has_letters, is_prose
from communique.documents.outlets import outlets_in_line
from communique.documents.sheet import Sheet
from communique.model.records import PartKind

_TAIL_LINES = 40
_LOOSE_ENDS = 4  # short lines that nothing explains which the search for the tail may step over
_NOTE_WORDS = 25  # of a note of the editors in brackets; longer ones tell something
_BRACKETED = re.compile(r"[*_]*(?:\((?:[^()]|\([^()]*\))*\)|\[(?:[^\[\]]|\[[^\[\]]*\])*\])[*_.]*")
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]+[”\"“»]|[‘'][^‘’']{3,}[’'](?!\w)")
_REPORTS = re.compile(
    r"(?i)\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|add(?:ed|s)|ask(?:ed|s)|wr(?:ote|ites?)|call(?:ed|s|ing)|"
    r"warn(?:ed|s)|den(?:ied|ies)|repl(?:ied|ies)|stat(?:ed|es)|declar(?:ed|es)|announc(?:ed|es)|insist(?:ed|s)|"
    r"describ(?:ed|es)|claim(?:ed|s)|accus(?:ed|es)|according to|quot(?:ed|es)|tweeted|posted|explain(?:ed|s)|"
    r"not(?:ed|es)|argu(?:ed|es)|pledg(?:ed|es)|vow(?:ed|s)|urg(?:ed|es)|answer(?:ed|s)|respond(?:ed|s))\b"
)


def find_tail(sheet: Sheet) -> None:
    """The lines after the last paragraph of prose, found from the end upwards."""
    last = len(sheet.lines) - 1
    loose: list[int] = []
    at = last
    while at > (sheet.title if sheet.title is not None else -1) and last - at < _TAIL_LINES:
        line = sheet.lines[at]
        if sheet.open(at) and not _tail_line(sheet, at, closing=_all_marked(sheet, at + 1, loose)):
            if is_prose(line) or len(loose) >= _LOOSE_ENDS:
                break
            loose.append(at)
        at -= 1
    credit = next((i for i in range(at + 1, last + 1) if sheet.is_kind(i, PartKind.CREDIT, PartKind.FOOTER)), None)
    for i in loose:
        line = sheet.lines[i]
        if credit is not None and i > credit and not ends_sentence(line.text) and line.words <= 8:
            sheet.mark(i, PartKind.FOOTER, "is a scrap below the end")


def _all_marked(sheet: Sheet, start: int, loose: list[int]) -> bool:
    return all(not sheet.open(i) or i in loose for i in range(start, len(sheet.lines)))


def _tail_line(sheet: Sheet, at: int, *, closing: bool) -> bool:
    line = sheet.lines[at]
    if not has_letters(line.text):
        return False
    if outlets_in_line(line.text, last=closing):
        sheet.mark(at, PartKind.CREDIT, "is the name of an outlet")
    elif sheet.apply(at, "tail", "edge"):
        pass
    elif not ends_sentence(line.text) and is_byline(line.text):
        sheet.mark(at, PartKind.BYLINE, "names who wrote it")
    elif (dated := date_line(line)) is not None and dated.timed:
        sheet.mark(at, PartKind.FOOTER, "dates the page")
    elif _closing_note(sheet, at):
        sheet.mark(at, PartKind.FOOTER, "is a note in brackets below the end")
    elif closing and not is_prose(line) and _keywords(sheet, at):
        sheet.mark(at, PartKind.FOOTER, "lists keywords")
    return not sheet.open(at)


def _closing_note(sheet: Sheet, at: int) -> bool:
    """A last paragraph wholly in brackets that reports nobody's words; a report does not end in an aside."""
    words = " ".join(sheet.lines[at].text.split())
    if sheet.lines[at].words > _NOTE_WORDS or not _BRACKETED.fullmatch(words) or _reports_words(words):
        return False
    below = (sheet.lines[i].text for i in range(at + 1, len(sheet.lines)) if has_letters(sheet.lines[i].text))
    # A line of credit below means that the article itself ended above it, and may have ended in brackets.
    return all(_BRACKETED.fullmatch(" ".join(b.split())) for b in below) and any(i < at for i in sheet.prose())


def _reports_words(words: str) -> bool:
    return _QUOTED.search(words) is not None and _REPORTS.search(words) is not None


def _keywords(sheet: Sheet, at: int) -> bool:
    """A line of only capitalised words below the last paragraph; a list of signed papers has small words between."""
    words = sheet.lines[at].text.replace(",", " ").split()
    if not 2 <= len(words) <= 16 or ends_sentence(sheet.lines[at].text) or not all(w[0].isupper() for w in words):
        return False
    above = next((i for i in range(at - 1, -1, -1) if sheet.open(i) or sheet.is_kind(i, PartKind.CREDIT)), None)
    return above is not None and (is_prose(sheet.lines[above]) or not sheet.open(above))
