"""The lines between the title and the second paragraph: the day, who wrote it, where it comes from, the standfirst."""

from __future__ import annotations

from communique.documents.bylines import is_byline, is_name
from communique.documents.datelines import is_place, match_dateline
from communique.documents.dates import DateLine, find_dates, parse_date_line
from communique.documents.furniture import words_of
from communique.documents.lines import Line, ends_sentence, fold, letters, make_line, prefix_end
from communique.documents.outlets import outlet_like, outlets_in_line
from communique.documents.sheet import Sheet
from communique.model.records import PartKind
from communique.model.values import Span

HEAD_LINES = 12  # a head is never longer, even where no prose follows
_DATING = 300  # characters
_TITLED_WORDS = 3
_CHRONOLOGY = 3  # so many lines of only a date are the subheadings of a chronology


def find_head(sheet: Sheet) -> None:
    """The lines between the title and the second paragraph of prose."""
    first = 0 if sheet.title is None else sheet.title + 1
    prose = [i for i in sheet.prose() if i >= first]
    end = min(prose[1] if len(prose) > 1 else len(sheet.lines), HEAD_LINES)
    chronology = sum(1 for line in sheet.lines if (d := date_line(line)) is not None and not d.timed) >= _CHRONOLOGY
    for i in range(end):
        line = sheet.lines[i]
        if not sheet.open(i):
            continue
        dated = date_line(line, first=sheet.title is None and i == 0)
        if dated is not None and not (chronology and not dated.timed):
            sheet.mark(i, PartKind.HEADER, "dates the text")
        elif is_byline(line.text):
            sheet.mark(i, PartKind.BYLINE, "names who wrote it")
        elif i > 0 and outlets_in_line(line.text):
            sheet.mark(i, PartKind.CREDIT, "is the name of an outlet")
        else:
            sheet.apply(i, "head", "edge")
    for i in range(first, end):
        words = sheet.lines[i].text
        if not sheet.open(i) or not _beside_header(sheet, i):
            continue
        if outlet_like(words):
            sheet.mark(i, PartKind.HEADER, "names the outlet beside the day of publication")
        elif is_name(words) and not is_place(words):
            sheet.mark(i, PartKind.BYLINE, "is a name beside the day of publication")
    _standfirst(sheet, first, end)
    for i in range(first, end):
        line = sheet.lines[i]
        if not sheet.open(i) or ends_sentence(line.text) or not 5 <= line.words <= 45:
            continue
        dates = find_dates(line.text)
        if dates and dates[-1].span.end == len(line.text):
            sheet.mark(i, PartKind.CAPTION, "ends in place or day and stands alone between title and text")


def _beside_header(sheet: Sheet, at: int) -> bool:
    return any(0 <= j < len(sheet.lines) and sheet.is_kind(j, PartKind.HEADER) for j in (at - 1, at + 1))


def _standfirst(sheet: Sheet, first: int, end: int) -> None:
    if sheet.title is None:
        return
    at = next((i for i in range(first, end) if not sheet.is_kind(i, PartKind.REPEAT)), None)
    if at is None or not sheet.open(at) or sheet.lines[at].words < 6:
        return
    below = next((i for i in range(at + 1, len(sheet.lines)) if not sheet.is_kind(i, PartKind.REPEAT)), None)
    if below is None or match_dateline(sheet.lines[at].text) is not None:
        return
    if not ends_sentence(sheet.lines[at].text) and any(i > at for i in sheet.prose()):
        sheet.marks[at] = (PartKind.STANDFIRST, "stands under the title without a full stop")
    elif sheet.is_kind(below, PartKind.HEADER, PartKind.BYLINE):
        sheet.marks[at] = (PartKind.STANDFIRST, "stands between the title and the line of day or writer")


def date_line(line: Line, *, first: bool = False) -> DateLine | None:
    """The line as one that only dates the text, with what may stand beside a date; None when it says more.

    ``first``: it opens the text, where a title may name a day.
    """
    if len(line.text) > _DATING:
        return None
    found = parse_date_line(" ".join(line.text.split()), _beside_a_date)
    if found is None or not first or found.timed:
        return found
    # A first line such as "Weekly review, 12 March 2024" is a title that names a day.
    return found if all(outlets_in_line(p) or outlet_like(p) or is_byline(p) for p in found.rest) else None


def _beside_a_date(part: str) -> bool:
    if outlets_in_line(part, last=True) or is_byline(part):
        return True
    if all(is_place(p.strip()) for p in part.split(",") if p.strip()):
        return True
    words = part.split()
    if len(words) > 4 or ends_sentence(part) or not all(w[0].isupper() for w in words):
        return False
    return not any(fold(w) in words_of("otherwise_dated") for w in words)


def split_titled(sheet: Sheet, text: str, title: str) -> None:
    """Part the line that says the title and goes on with the day ("... Updated: 2016-07-15 13:14").

    ``title`` is looked for near the top, where a page says it or says it once more.
    """
    wanted = letters(title)
    if len(title.split()) < _TITLED_WORDS:
        return
    for i in range(min((sheet.title or 0) + 4, len(sheet.lines))):
        line = sheet.lines[i]
        end = prefix_end(line.text, wanted) if len(line.text) <= _DATING + len(wanted) * 2 else None
        if end is None or not line.text[end:].strip():
            continue
        start = line.span.end - len(line.text[end:].lstrip(" \t|–—-"))
        day = make_line(text, Span(start, line.span.end), gap=False)
        if (dated := date_line(day)) is not None and dated.timed:
            said = Span(line.span.start, line.span.start + len(line.text[:end].rstrip()))
            sheet.split(i, (make_line(text, said, gap=line.gap), day))
            return
