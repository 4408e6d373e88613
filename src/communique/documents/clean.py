"""What each stretch of a plain text is: title, standfirst, body, or one of the things that pages put around an article.

The text is never changed. Every non-blank line gets a kind and, unless it is body, a reason. In doubt a line is body:
to cut a paragraph loses what was reported, to keep a teaser only adds noise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from communique.documents.bylines import is_byline, is_name
from communique.documents.datelines import is_place, match_dateline
from communique.documents.dates import DateLine, find_dates, parse_date_line
from communique.documents.furniture import rules
from communique.documents.lines import (
    Line,
    capitalised,
    ends_sentence,
    fold,
    has_letters,
    is_prose,
    letters,
    prefix_end,
    split_lines,
    trails_off,
)
from communique.documents.outlets import outlet_like, outlets_in_line
from communique.model.records import Part, PartKind
from communique.model.values import Span

_TITLE_WORDS = 40
_HEAD_LINES = 12  # a head is never longer, even where no prose follows
_TAIL_LINES = 40
_RULED = 1500  # characters; longer lines are no furniture, and would make some patterns slow
_DATING = 300  # characters
_LOOSE_ENDS = 4  # short lines that nothing explains which the search for the tail may step over
_REPEAT_WORDS = 5
_PULLED_WORDS = 10  # a sentence of fewer words may well stand twice in one report
_COMPARED_LINES = 600
_NOTE_WORDS = 25  # of a note of the editors in brackets; longer ones tell something
_CHRONOLOGY = 3  # so many lines of only a date are the subheadings of a chronology
_BRACKETED = re.compile(r"[*_]*(?:\((?:[^()]|\([^()]*\))*\)|\[(?:[^\[\]]|\[[^\[\]]*\])*\])[*_.]*")
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]+[”\"“»]|[‘'][^‘’']{3,}[’'](?!\w)")
_REPORTS = re.compile(
    r"(?i)\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|add(?:ed|s)|ask(?:ed|s)|wr(?:ote|ites?)|call(?:ed|s|ing)|"
    r"warn(?:ed|s)|den(?:ied|ies)|repl(?:ied|ies)|stat(?:ed|es)|declar(?:ed|es)|announc(?:ed|es)|insist(?:ed|s)|"
    r"describ(?:ed|es)|claim(?:ed|s)|accus(?:ed|es)|according to|quot(?:ed|es)|tweeted|posted|explain(?:ed|s)|"
    r"not(?:ed|es)|argu(?:ed|es)|pledg(?:ed|es)|vow(?:ed|s)|urg(?:ed|es)|answer(?:ed|s)|respond(?:ed|s))\b"
)


@dataclass(slots=True)
class _Sheet:
    """The lines of a text and what has been found out about them so far."""

    lines: list[Line]
    marks: list[tuple[PartKind, str] | None] = field(default_factory=list)
    title: int | None = None

    def mark(self, at: int, kind: PartKind, why: str) -> None:
        if self.marks[at] is None:
            self.marks[at] = (kind, why)

    def open(self, at: int) -> bool:
        return self.marks[at] is None

    def is_kind(self, at: int, *kinds: PartKind) -> bool:
        mark = self.marks[at]
        return mark is not None and mark[0] in kinds

    def prose(self) -> list[int]:
        """The places of lines that are still open and prose."""
        return [i for i, line in enumerate(self.lines) if self.open(i) and is_prose(line)]


def classify(text: str, *, title: str | None = None) -> tuple[Part, ...]:
    """Parts that tile the non-blank text in order.

    Args:
        text: the whole text; offsets of the parts count into it.
        title: the title where it is known from elsewhere; else the first line is looked at.
    """
    sheet = _Sheet(split_lines(text))
    sheet.marks = [None] * len(sheet.lines)
    _anywhere(sheet)
    _find_title(sheet, title)
    _repeats(sheet)
    _slugs(sheet)
    _teaser_lists(sheet)
    _teaser_pairs(sheet)
    _head(sheet)
    _tail(sheet)
    return _parts(sheet)


def _anywhere(sheet: _Sheet) -> None:
    for i, line in enumerate(sheet.lines):
        if not any(c.isalnum() for c in line.text):
            sheet.mark(i, PartKind.FOOTER, "has no words")
        else:
            _apply(sheet, i, ("any",))


def _apply(sheet: _Sheet, at: int, zones: tuple[str, ...]) -> bool:
    line = sheet.lines[at]
    words = " ".join(line.text.split())
    if len(words) > _RULED:
        return False
    for rule in rules():
        if rule.where not in zones or line.words > rule.words or (not rule.sentence and ends_sentence(words)):
            continue
        if rule.pattern.search(words):
            sheet.mark(at, rule.kind, rule.why)
            return True
    return False


def _find_title(sheet: _Sheet, given: str | None) -> None:
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


def _repeated_soon(sheet: _Sheet, at: int) -> bool:
    wanted = letters(sheet.lines[at].text)
    return any(letters(line.text) == wanted for line in sheet.lines[at + 1 : at + 6])


def _labels_only(line: Line) -> bool:
    if ends_sentence(line.text) or len(line.text) > _DATING:
        return False
    labels = (r for r in rules() if r.kind is PartKind.HEADER and line.words <= r.words)
    return any(r.pattern.search(line.text) for r in labels) or bool(outlets_in_line(line.text))


def date_line(line: Line, *, first: bool = False) -> DateLine | None:
    """The line as one that only dates the text, with what may stand beside a date; None when it says more.

    ``first``: it opens the text, where a title may name a day.
    """
    words = " ".join(line.text.split())
    found = parse_date_line(words, _beside_a_date) if len(words) <= _DATING else None
    if found is None or not first or found.timed:
        return found
    # A first line such as "Weekly review, 12 March 2024" is a title that names a day.
    return found if all(outlets_in_line(p) or is_byline(p) for p in found.rest) else None


def _beside_a_date(part: str) -> bool:
    if outlets_in_line(part, last=True) or is_byline(part):
        return True
    if all(is_place(p.strip()) for p in part.split(",") if p.strip()):
        return True
    return len(part.split()) <= 4 and not ends_sentence(part) and all(w[0].isupper() for w in part.split())


def _repeats(sheet: _Sheet) -> None:
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


def _slugs(sheet: _Sheet) -> None:
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


def _teaser_lists(sheet: _Sheet) -> None:
    following = False
    for i, line in enumerate(sheet.lines):
        mark = sheet.marks[i]
        if mark is not None:
            following = mark[0] is PartKind.TEASER and (mark[1].startswith("heads a list") or following)
        elif following and 3 <= line.words <= 25 and not ends_sentence(line.text):
            sheet.mark(i, PartKind.TEASER, "stands in a list of other articles")
        else:
            following = False


def _teaser_pairs(sheet: _Sheet) -> None:
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


def _head(sheet: _Sheet) -> None:
    """The lines between the title and the second paragraph of prose."""
    first = 0 if sheet.title is None else sheet.title + 1
    prose = [i for i in sheet.prose() if i >= first]
    end = min(prose[1] if len(prose) > 1 else len(sheet.lines), _HEAD_LINES)
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
            _apply(sheet, i, ("head", "edge"))
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


def _beside_header(sheet: _Sheet, at: int) -> bool:
    return any(0 <= j < len(sheet.lines) and sheet.is_kind(j, PartKind.HEADER) for j in (at - 1, at + 1))


def _standfirst(sheet: _Sheet, first: int, end: int) -> None:
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


def _tail(sheet: _Sheet) -> None:
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


def _all_marked(sheet: _Sheet, start: int, loose: list[int]) -> bool:
    return all(not sheet.open(i) or i in loose for i in range(start, len(sheet.lines)))


def _tail_line(sheet: _Sheet, at: int, *, closing: bool) -> bool:
    line = sheet.lines[at]
    if not has_letters(line.text):
        return False
    if outlets_in_line(line.text, last=closing):
        sheet.mark(at, PartKind.CREDIT, "is the name of an outlet")
    elif _apply(sheet, at, ("tail", "edge")):
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


def _closing_note(sheet: _Sheet, at: int) -> bool:
    """A last paragraph wholly in brackets that reports nobody's words; a report does not end in an aside."""
    words = " ".join(sheet.lines[at].text.split())
    if sheet.lines[at].words > _NOTE_WORDS or not _BRACKETED.fullmatch(words) or _reports_words(words):
        return False
    below = (sheet.lines[i].text for i in range(at + 1, len(sheet.lines)) if has_letters(sheet.lines[i].text))
    # A line of credit below means that the article itself ended above it, and may have ended in brackets.
    return all(_BRACKETED.fullmatch(" ".join(b.split())) for b in below) and any(i < at for i in sheet.prose())


def _reports_words(words: str) -> bool:
    return _QUOTED.search(words) is not None and _REPORTS.search(words) is not None


def _keywords(sheet: _Sheet, at: int) -> bool:
    """A line of only capitalised words below the last paragraph; a list of signed papers has small words between."""
    words = sheet.lines[at].text.replace(",", " ").split()
    if not 2 <= len(words) <= 16 or ends_sentence(sheet.lines[at].text) or not all(w[0].isupper() for w in words):
        return False
    above = next((i for i in range(at - 1, -1, -1) if sheet.open(i) or sheet.is_kind(i, PartKind.CREDIT)), None)
    return above is not None and (is_prose(sheet.lines[above]) or not sheet.open(above))


def _parts(sheet: _Sheet) -> tuple[Part, ...]:
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
