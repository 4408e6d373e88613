"""The day a document was published, and what shows it. A wrong day does more harm than none: in doubt there is none."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from communique.documents.clean_head import date_line
from communique.documents.datelines import match_dateline
from communique.documents.dates import DateLine, Written, find_dates, weekday_in
from communique.documents.lines import make_line
from communique.documents.years import complete_year
from communique.errors import BadTable
from communique.knowledge.states import states
from communique.model.records import READ_PARTS, Part, PartKind
from communique.model.values import EARLIEST, LATEST, PublishedBasis

_ORDERS = "date_order.csv"
_NEAR = 14  # days between a report and the day it tells of
_FAR = 20
_APART = 7  # days; two dates of one page further apart are not the same thing's
_DATELINE_REACH = 200  # characters
_STATED = re.compile(
    r"(?i)^\W*(?:first |originally )?published\b|^\W*(?:last )?(?:updated|posted|modified)\b"
    r"|^\W*(?:publication|publish|release|posting) date\b|^\W*date of (?:publication|issue|release)\b"
    r"|^\W*this (?:page|article|story|post) was (?:last |first )?(?:updated|published|posted|modified) on\b"
    r"|^\([^()]*\bpage\s?[A-Z]?\d+\)$"
)


@dataclass(frozen=True, slots=True)
class Published:
    """The day or None, and what it rests on."""

    day: dt.date | None
    basis: PublishedBasis


def find_published(
    text: str,
    parts: Sequence[Part],
    *,
    given: dt.date | None = None,
    metadata: dt.date | None = None,
    address: dt.date | None = None,
    country: str | None = None,
) -> Published:
    """The day of publication: given, else the page's metadata, a header line, a dateline, its address, a dated footer.

    A dateline without a year counts only where something around the report makes its year certain.

    Args:
        text: the document's text.
        parts: its parts; captions, teasers and scraps are never asked.
        given: what the user or feed says.
        metadata: what the HTML page says of itself.
        address: the day that its web address has in it.
        country: ISO alpha-3 code of the source's state, which decides where figures leave day and month open.
    """
    if given is not None:
        return Published(given, PublishedBasis.GIVEN)
    if metadata is not None and EARLIEST <= metadata <= LATEST:
        return Published(metadata, PublishedBasis.METADATA)
    told = _told_days(text, parts)
    if (day := _from_header(text, parts, country, told)) is not None:
        return Published(day, PublishedBasis.HEADER)
    if (day := _from_datelines(text, parts)) is not None:
        return Published(day, PublishedBasis.DATELINE)
    if address is not None and EARLIEST <= address <= LATEST:
        return Published(address, PublishedBasis.METADATA)
    if (day := _from_footer(text, parts, country, told)) is not None:
        return Published(day, PublishedBasis.TEXT)
    return Published(None, PublishedBasis.NONE)


@cache
def month_first_in() -> Mapping[str, bool]:
    """State code -> whether its outlets in English write the month first; states that write both ways are not in it.

    Raises:
        BadTable: when ``date_order.csv`` is damaged.
    """
    raw = resources.files("communique.documents").joinpath("data", _ORDERS).read_text(encoding="utf-8")
    return parse_orders(raw)


def parse_orders(raw: str, name: str = _ORDERS) -> Mapping[str, bool]:
    """The table of date orders from CSV: country, order (``day`` or ``month`` first), note.

    Raises:
        BadTable: a wrong header, an unknown state, an unknown order, a state named twice; the line is named.
    """
    reader = csv.DictReader(io.StringIO(raw))
    if reader.fieldnames != ["country", "order", "note"]:
        raise BadTable(f"{name}:1: the header is {reader.fieldnames}", "the columns are country,order,note")
    known = {s.code for s in states()}
    found: dict[str, bool] = {}
    for row in reader:
        code, order = row["country"], row["order"]
        if code not in known or code in found:
            what = f"{name}:{reader.line_num}: country {code!r} is unknown or named twice"
            raise BadTable(what, "use ISO alpha-3 codes")
        if order not in ("day", "month"):
            raise BadTable(f"{name}:{reader.line_num}: order is {order!r}", "write day or month")
        found[code] = order == "month"
    return MappingProxyType(found)


def _told_days(text: str, parts: Iterable[Part]) -> tuple[dt.date, ...]:
    """Days that the report itself writes out beyond doubt."""
    days = {w.days[0] for p in parts if p.kind in READ_PARTS for w in find_dates(p.span.of(text)) if len(w.days) == 1}
    return tuple(sorted(days))


def _resolved(
    written: Written, line: DateLine | None, weekday: int | None, country: str | None, told: Sequence[dt.date]
) -> dt.date | None:
    if len(written.days) == 1:
        day = written.days[0]
        # A wrong weekday beside it: one of the two is a slip of the pen, or the weekday is today's on the page.
        return day if weekday is None or day.weekday() == weekday else None
    month_first = line.month_first if line is not None else None
    if month_first is None and country is not None:
        month_first = month_first_in().get(country)
    if weekday is not None:
        return written.resolve(weekday=weekday, month_first=month_first)
    near = [d for d in written.days if any(0 <= (d - t).days <= _NEAR for t in told)]
    far = [d for d in written.days if told and all(abs((d - t).days) > _FAR for t in told)]
    if len(near) == 1 and len(far) == 1:
        return near[0]
    return written.resolve(month_first=month_first)


def _from_header(text: str, parts: Iterable[Part], country: str | None, told: Sequence[dt.date]) -> dt.date | None:
    found: list[tuple[int, dt.date]] = []
    for part in parts:
        if part.kind is not PartKind.HEADER:
            continue
        line = date_line(make_line(text, part.span, gap=True))
        if line is None:
            continue
        for written, label in zip(line.dates, line.labels, strict=True):
            # A weekday belongs to one date; with several in the line it is not known to which.
            weekday = line.weekday if len(line.dates) == 1 else None
            day = _resolved(written, line, weekday, country, told)
            if day is None and label != "updated":
                return None  # the one that counts cannot be read; another would be wrong
            if day is not None:
                rank = {"published": 0, "": 1 if line.timed else 2, "updated": 3}[label]
                found.append((rank, day))
    if not found:
        return None
    best = [day for rank, day in found if rank == min(found)[0]]
    return min(best) if (max(best) - min(best)).days <= _APART else None


def _from_datelines(text: str, parts: Sequence[Part]) -> dt.date | None:
    days: list[dt.date] = []
    for part in parts:
        if part.kind is PartKind.DATELINE:
            dateline = match_dateline(text[part.span.start : part.span.start + _DATELINE_REACH])
            day = (dateline.day or complete_year(text, parts, dateline, part.span)) if dateline is not None else None
            if day is not None:
                days.append(day)
    return min(days) if days and (max(days) - min(days)).days <= _APART else None


def _from_footer(text: str, parts: Iterable[Part], country: str | None, told: Sequence[dt.date]) -> dt.date | None:
    days: set[dt.date] = set()
    for part in parts:
        words = part.span.of(text)
        if part.kind is not PartKind.FOOTER or not _STATED.search(words):
            continue
        written = find_dates(words)
        if len(written) == 1 and (day := _resolved(written[0], None, weekday_in(words), country, told)) is not None:
            days.add(day)
    return days.pop() if len(days) == 1 else None
