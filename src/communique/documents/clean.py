"""What each stretch of a plain text is: title, standfirst, body, or one of the things that pages put around an article.

The text is never changed. Every non-blank line gets a kind and, unless it is body, a reason. In doubt a line is body:
to cut a paragraph loses what was reported, to keep a teaser only adds noise.
"""

from __future__ import annotations

from communique.documents.bylines import is_byline
from communique.documents.clean_head import HEAD_LINES, date_line, find_head, split_titled
from communique.documents.clean_tail import find_tail
from communique.documents.datelines import match_dateline
from communique.documents.furniture import ZONES, rules
from communique.documents.lines import Line, capitalised, ends_sentence, is_prose, letters
from communique.documents.outlets import outlets_in_line
from communique.documents.sheet import Sheet
from communique.documents.teasers import find_lists, find_pairs, find_repeats, find_slugs
from communique.model.records import Part, PartKind
from communique.model.values import Span

_TITLE_WORDS = 40
_LABEL = 300  # characters


def classify(text: str, *, title: str | None = None) -> tuple[Part, ...]:
    """Parts that tile the non-blank text in order.

    Args:
        text: the whole text; offsets of the parts count into it.
        title: the title where it is known from elsewhere; else the first line is looked at.
    """
    sheet = Sheet.of(text)
    if title:
        split_titled(sheet, text, title)
    _anywhere(sheet)
    _find_title(sheet, title)
    if sheet.title is not None:
        split_titled(sheet, text, sheet.lines[sheet.title].text)
    find_repeats(sheet)
    find_slugs(sheet)
    find_lists(sheet)
    find_pairs(sheet)
    find_head(sheet)
    find_tail(sheet)
    return _parts(sheet)


def _anywhere(sheet: Sheet) -> None:
    for i, line in enumerate(sheet.lines):
        if not any(c.isalnum() for c in line.text):
            sheet.mark(i, PartKind.FOOTER, "has no words")
        elif i >= HEAD_LINES or (dated := date_line(line)) is None or not dated.timed:
            # "Updated: 2016-07-15 06:50 (Xinhua)" ends as a photo credit does, and is none.
            sheet.apply(i, "any")


def _find_title(sheet: Sheet, given: str | None) -> None:
    wanted = letters(given or "")
    for i, line in enumerate(sheet.lines[:5]):
        if wanted and letters(line.text) == wanted:
            sheet.title, sheet.marks[i] = i, (PartKind.TITLE, "is the given title")
            return
    if len(sheet.lines) == 1 and ends_sentence(sheet.lines[0].text):
        return
    for i, line in enumerate(sheet.lines[:5]):
        if not sheet.open(i) or is_byline(line.text) or _labels_only(line) or date_line(line, first=True) is not None:
            continue
        if line.words <= _TITLE_WORDS and (not _plain_sentence(line) or _repeated_soon(sheet, i)):
            sheet.title, sheet.marks[i] = i, (PartKind.TITLE, "is the first line")
        return


def _plain_sentence(line: Line) -> bool:
    bare = line.text.rstrip("\"'”’»)] ")
    return bare.endswith((".", "…", ":")) and not (capitalised(line.text) >= 0.7 and line.words <= 20)


def _repeated_soon(sheet: Sheet, at: int) -> bool:
    wanted = letters(sheet.lines[at].text)
    return any(letters(line.text) == wanted for line in sheet.lines[at + 1 : at + 6])


def _labels_only(line: Line) -> bool:
    if ends_sentence(line.text) or len(line.text) > _LABEL:
        return False
    labels = (r for r in rules(ZONES) if r.kind is PartKind.HEADER and line.words <= r.words)
    return any(r.pattern.search(line.text) for r in labels) or bool(outlets_in_line(line.text))


def _parts(sheet: Sheet) -> tuple[Part, ...]:
    parts: list[Part] = []
    opened = False
    for i, line in enumerate(sheet.lines):
        kind, why = sheet.marks[i] or (PartKind.BODY, "")
        if kind in (PartKind.BODY, PartKind.STANDFIRST):
            # Only the first paragraph has a dateline; a later one with an agency opens another dispatch of a digest.
            dateline = match_dateline(line.text)
            if dateline is not None and (not opened or dateline.agencies):
                end = line.span.start + dateline.end
                bare = Span(line.span.start, line.span.start + len(line.text[: dateline.end].rstrip()))
                parts.append(Part(PartKind.DATELINE, bare, "opens the report with place, day or agency"))
                opened = True
                if end < line.span.end:
                    parts.append(Part(kind, Span(end, line.span.end), why))
                continue
            opened = opened or is_prose(line)
            if kind is PartKind.BODY and not why and not is_prose(line) and not ends_sentence(line.text):
                why = "is a subheading or another line without a full stop"
        parts.append(Part(kind, line.span, why))
    return tuple(parts)
