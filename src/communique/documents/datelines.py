"""The dateline that opens a report: place, day, agency, and the dash that ends it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from communique.documents.dates import MONTHS, find_dates, find_month_day, weekday_in
from communique.documents.lines import fold
from communique.knowledge.organisations import organisation_names
from communique.knowledge.places import city_names
from communique.knowledge.sources import find_outlet
from communique.knowledge.states import states

_UP = r"[^\W\d_a-zß-öø-ÿ]"
_CAPS = rf"{_UP}(?:{_UP}|['’.-])+"
_CAPS_NAME = rf"{_CAPS}(?:[ -]{_CAPS}){{0,4}}"
_CAPS_PLACE = rf"(?P<place>{_CAPS_NAME}(?:\s?/\s?{_CAPS_NAME}){{0,2}})"
_WORD = r"[^\W\d_][\w'’.-]*"
_NAME = rf"{_WORD}(?:[ -]{_WORD}){{0,4}}"
_PLACE = rf"(?P<place>{_NAME}(?:\s?/\s?{_NAME}){{0,2}})"
_REGION = rf"(?:,?\s*[(\[](?P<in>[^\W\d_][^()\[\]\d]{{1,30}})[)\]]|,\s*(?P<region>{_WORD}(?: {_WORD}){{0,3}}))?"
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|"
    r"JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]*\.?"
)
_DATE = (
    rf"(?P<date>(?:\w+day,?\s+)?(?:{_MONTH}\s*\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})"
    r"(?:,?\s*(?:19|20)\d\d)?|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)"
)
# The same day by the Islamic or the Persian calendar: "Muharram 19, 1441", "12 Mordad 1399", "Rabi' II 15, 1440 H".
_OTHER_CALENDAR = (
    r"(?:[^\W\d_][\w'’‘`-]{2,12}(?: [^\W\d_][\w'’‘`-]{0,10}){0,2} \d{1,2},?|\d{1,2}(?: [^\W\d_][\w'’‘`-]{0,12}){1,3},?)"
    r"\s+1[34]\d\d\s?(?:A\.?H\.?|H\.?|Hijri)?"
)
_BETWEEN = r"\s*(?:,|/|\s[-–]|\()\s*"
_AGENCY = r"[(/\[](?P<agency>[^\W\d_][\w .,&/'’-]{1,40})[)/\]]"
_DASH = r"\s*\.?\s*(?:--+|[—–―_-]|:)\s*"
_NEXT = r"(?=[^\W\d_a-zß-öø-ÿ\"“])"  # what follows begins a sentence

_SHAPES = (
    # Riyadh, Muharram 19, 1441, September 18, 2019, SPA --   Jeddah, Safar 23, 1437 / December 5, 2015, SPA --
    re.compile(
        rf"{_PLACE}{_BETWEEN}(?:{_OTHER_CALENDAR}\)?{_BETWEEN})?{_DATE}(?:\s?A\.?D\.?)?\)?"
        rf"(?:{_BETWEEN}{_OTHER_CALENDAR}\)?)?\s*(?:[,/]|\s[-–]\s)\s*(?P<agency>{_UP}[\w .&'’-]{{1,30}}?)"
        r"\s*\.?\s*(?:--+|[—–]|\s-\s|:)\s*"
    ),
    # BEIJING, May 29 (Xinhua) --   HANOI (AP) -   NAIROBI, Kenya (AP) _   MOSCOW, May 29. /TASS/.   Delhi, Mar 5 (PTI)
    re.compile(rf"{_PLACE}{_REGION}(?:,?\s*{_DATE})?[.,]?\s*{_AGENCY}(?:{_DASH}|[.:,]+\s*-*\s*|\s+{_NEXT})"),
    # GENEVA (12 March 2024) –   New York, 5 March 2024 —   BAKU, Azerbaijan, May 5.   MOSCOW, May 29 - RIA Novosti.
    re.compile(
        rf"{_PLACE}{_REGION}(?:,\s*|\s+\(|\s+){_DATE}\)?"
        rf"(?:{_DASH}(?:(?P<agency>[A-Z][\w ]{{1,20}})\.\s+)?|\.\s+)"
    ),
    # LAKE FOREST, Ill. —   TOKYO/SEOUL -   WASHINGTON --
    re.compile(rf"{_CAPS_PLACE}{_REGION}\s*(?:\s--+|\s[—–―_-]|--+|[—―])\s*(?=\S)"),
    # ISLAMABAD:   New Delhi:
    re.compile(rf"{_PLACE}{_REGION}(?P<colon>:)\s+"),
    # Ho Chi Minh (Vietnam)/   Bogotá/
    re.compile(rf"{_PLACE}\s*[(\[](?P<in>[^\W\d_][^()\[\]\d]{{1,30}})[)\]]\s*/\s*(?=[^\W\d_])"),
    # (Reuters) -   /TASS/ -
    re.compile(rf"{_AGENCY}{_DASH}"),
    # Damascus, SANA –   Tehran, IRNA --   Baghdad / INA -
    re.compile(rf"{_PLACE}(?:,|\s?/|\s[–-])\s*(?P<agency>{_UP}[\w .&'’-]{{1,24}}?)\s*(?:--+|\s[—–-]+|[—–])\s*{_NEXT}"),
    # VOV.VN -   VGP –
    re.compile(rf"(?P<agency>[^\W\d_][\w .]{{1,24}}?)\s+[—–-]+\s+{_NEXT}"),
)
_PLACE_AND_AGENCY = 7  # the place of that shape in the row
_LONGEST = 110  # characters
_SHORT_NAME = 5  # letters: shorter all-capital words are more often an acronym than a city


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where it ends in the line, and what it names.

    ``agencies`` are as written. ``day`` is only there with a year; ``month_day`` (month and day of it) and ``weekday``
    (0 for Monday) also without.
    """

    end: int
    place: str
    agencies: tuple[str, ...]
    day: dt.date | None
    month_day: tuple[int, int] | None = None
    weekday: int | None = None


def match_dateline(text: str) -> Dateline | None:
    """The dateline that ``text`` opens with, or None."""
    head = text[: _LONGEST + 60]
    if not head[:1].isalpha() and head[:1] not in "([/":
        return None
    for number, shape in enumerate(_SHAPES):
        match = shape.match(head)
        if match is None or match.end() > _LONGEST:
            continue
        groups = match.groupdict()
        place, agency = groups.get("place") or "", groups.get("agency") or ""
        if _plausible(number, place, groups, text[match.end() :]):
            date = groups.get("date") or ""
            written = find_dates(date)
            day = written[0].days[0] if written and len(written[0].days) == 1 else None
            # "LOME, Sunday, Nov. 12": the weekday may stand where a region does.
            weekday = weekday_in(f"{groups.get('region') or ''} {date}") if date else None
            names = tuple(n for name in re.split(r"\s*[/,&]\s*|\s+and\s+", agency) if (n := name.strip(" .")))
            return Dateline(match.end(), place, names, day, find_month_day(date), weekday)
    return None


def _plausible(number: int, place: str, groups: dict[str, str | None], following: str) -> bool:
    agency = groups.get("agency") or ""
    if following[:1].islower():  # "NATO - which was founded in 1949 - said" goes on; a dateline is over
        return False
    if agency and not _is_agency(agency):
        return False
    if number == 0:
        return _place_like(place) and (place.isupper() or is_place(place)) and _bare_agency(agency)
    if number == 1:
        return _place_like(place) and (_is_city(place) or _known_agency(agency) or bool(groups.get("date")))
    if number == 2:
        return _place_like(place) and (place.isupper() or _is_city(place) or is_place(groups.get("region") or ""))
    if number == 3:
        region = groups.get("region") or groups.get("in") or ""
        return _is_city(place) or bool(region and _place_like(region)) or _long_capitals(place)
    if number == 4:
        return _is_city(place) and bool(following)
    if number == 5:
        return is_place(groups.get("in") or "") or _is_city(place)
    if number == _PLACE_AND_AGENCY:
        return _is_city(place) and (_known_agency(agency) or _initials_only(agency))
    return _known_agency(agency)


def _bare_agency(name: str) -> bool:
    """An agency's name that no brackets set apart: known, initials, or named an agency ("Sahel Press Agency")."""
    last = fold(name).rpartition(" ")[2]
    return _known_agency(name) or _initials_only(name) or (" " in name and last in ("agency", "press", "news", "wire"))


def _initials_only(name: str) -> bool:
    """Capitals that name no state or organisation ("London, UK -", "Brussels, NATO -") can only be an agency's."""
    return re.fullmatch(rf"{_UP}{{3,6}}", name) is not None and not is_place(name) and name not in organisation_names()


def _place_like(place: str) -> bool:
    words = place.replace("/", " ").split()
    return 0 < len(words) <= 6 and words[0][0].isupper() and fold(words[0]) not in MONTHS


def _long_capitals(place: str) -> bool:
    words = re.split(r"[ /-]", place)
    return all(w.isupper() for w in words if w) and (len(words) > 1 or len(place) > _SHORT_NAME)


def _is_agency(name: str) -> bool:
    """A name in brackets after a place: an agency, not an aside ("the second this year") or a party ("D-Va.")."""
    if _known_agency(name):
        return True
    words = name.split()
    return len(words) <= 4 and all(w[0].isupper() for w in words) and not re.search(r"\d|^[A-Z]-", name)


def _known_agency(name: str) -> bool:
    parts = [p for part in re.split(r"\s*[/,&]\s*|\s+and\s+", name) if (p := part.strip(" ."))]
    return bool(parts) and any(find_outlet(part) is not None for part in parts)


@cache
def _cities() -> frozenset[str]:
    names = {fold(name) for name in city_names()} | {fold(state.capital) for state in states() if state.capital}
    return frozenset(names | {"united nations", "west bank"})  # datelines use them as if they were cities


@cache
def _states() -> frozenset[str]:
    return frozenset(fold(name) for state in states() for name in state.names)


def _is_city(text: str) -> bool:
    parts = [fold(part) for part in text.split("/")]
    return all(part in _cities() for part in parts)


def is_place(text: str) -> bool:
    """True when ``text``, or each part of it between slashes, is a city or state that we know."""
    parts = [fold(part) for part in text.split("/")]
    return all(part in _cities() or part in _states() for part in parts)
