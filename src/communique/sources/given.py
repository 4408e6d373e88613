"""What is said about an article beside its text: in a sidecar, in YAML front matter, in the fields of a table."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from communique.errors import ItemError
from communique.model.records import Given
from communique.model.values import EARLIEST, LATEST
from communique.sources.base import told

KEYS: Mapping[str, tuple[str, ...]] = {
    "uri": ("uri", "url", "link", "address", "canonical_url"),
    "source": ("source", "outlet", "publisher", "source_name", "publication", "sitename", "site_name", "media_name"),
    "published": ("published", "date", "publish_date", "date_publish", "published_at", "pubdate", "publication_date"),
    "title": ("title", "headline"),
    "language": ("language", "lang"),
    "seen": ("seen", "fetched", "retrieved", "date_download", "accessed"),
}
"""What people call each thing in a sidecar or in front matter; the first that is there counts."""

_FRONT = re.compile(r"(?:---[ \t]*\n)(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_LONGEST_FRONT = 64 * 1024  # characters
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_WEB = ("http://", "https://")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{2,6}Z?)?")
_ISO = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)")
_FIGURES = re.compile(r"(?P<first>\d{1,2})(?P<mark>[-./])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|-?\d{12,13}")
_CODE = re.compile(r"[a-z]{2,3}")
_LANGUAGES = {"english": "en", "eng": "en", "en": "en"}
_LONGEST = 2000  # characters of a title, a name or an address


@dataclass(frozen=True, slots=True)
class Told:
    """What was found: what to take as given, the address and time of fetching if named, and what could not be used."""

    given: Given = field(default_factory=Given)
    uri: str | None = None
    seen: str = ""
    unusable: tuple[tuple[str, str], ...] = ()
    """(field, why)"""


def told_by(values: Mapping[str, object], keys: Mapping[str, tuple[str, ...]] = KEYS) -> Told:
    """Read the fields of one article; ``keys`` name them. What is there and makes no sense is told, and left out."""
    folded = {_printed(key).lower(): value for key, value in values.items()}
    found = {
        what: next((folded[name] for name in names if _filled(folded.get(name))), None) for what, names in keys.items()
    }
    unusable: list[tuple[str, str]] = []
    published = None
    if found.get("published") is not None:
        try:
            published = parse_day(found["published"])
        except ItemError as error:
            unusable.append(("published", error.detail))
    given = Given(
        source=_text(found.get("source")),
        published=published,
        title=_text(found.get("title")),
        language=language_code(_text(found.get("language"))),
    )
    uri = _text(found.get("uri"))
    return Told(given, uri, _moment(found.get("seen")), tuple(unusable))


def sidecar(content: bytes, name: str) -> Told:
    """What a sidecar (``article.txt.json``, ``.yaml``) says.

    Raises:
        ItemError: ``sidecar`` when it is not an object of fields.
    """
    try:
        text = content.decode("utf-8-sig")
        values = json.loads(text) if name.lower().endswith(".json") else _yaml(text)
    except (ValueError, RecursionError) as error:
        raise ItemError("sidecar", f"{name} is neither JSON nor YAML: {' '.join(str(error).split())[:160]}") from error
    if not isinstance(values, Mapping):
        raise ItemError("sidecar", f"{name} holds no fields")
    return _addressed(told_by(values))


def front_matter(content: bytes) -> tuple[Told, int]:
    """What YAML front matter (between two lines of ``---`` at the very start) says, and how many lines it takes up.

    A text that merely begins with a rule has none: what stands between must be fields.
    """
    if not content.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return Told(), 0
    head = content[: 4 * _LONGEST_FRONT].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT.match(head[:_LONGEST_FRONT])
    if match is None:
        return Told(), 0
    try:
        values = _yaml(match["yaml"])
    except ValueError:
        return Told(), 0
    if not isinstance(values, Mapping):
        return Told(), 0
    return _addressed(told_by(values)), match[0].count("\n")


def _addressed(found: Told) -> Told:
    """Without an address that is none by itself: generators of sites write where a page lies within its section."""
    whole = found.uri is not None and _SCHEME.match(found.uri) is not None
    return found if whole or found.uri is None else replace(found, uri=None)


def both(first: Given, second: Given) -> Given:
    """``first``, with what only ``second`` says."""
    filled = {
        name: value
        for name in ("source", "published", "title", "language")
        if (value := getattr(second, name)) is not None and getattr(first, name) is None
    }
    return replace(first, **filled)


def is_web(uri: str | None) -> bool:
    """True for an address on the web."""
    return uri is not None and uri.lower().startswith(_WEB)


def parse_day(value: object) -> dt.date:
    """The day in a cell: a date, an ISO or compact time, an RFC 2822 date, a Unix time in seconds or milliseconds.

    The day is the one that is written; a time zone does not move it, for the outlet wrote its own. Of figures in the
    order of either side of the Atlantic ("25/04/2021", "4/25/2021") those that allow one reading are read.

    Raises:
        ItemError: ``date`` when it is none of these, when it may be two days, or one that no news page of today has.
    """
    day = _day(value)
    if day is None:
        raise ItemError("date", f"{str(value)[:60]!r} is not a day")
    if not EARLIEST <= day <= LATEST:
        raise ItemError("date", f"{day} is out of range ({EARLIEST.year} to {LATEST.year})")
    return day


def language_code(name: str | None) -> str | None:
    """``en`` for "EN-us", "eng", "English"; other codes in lower case without region; None for what is no code."""
    if name is None:
        return None
    code = re.split(r"[-_]", name.strip().lower(), maxsplit=1)[0]
    # A language's name in words is not translated into a code: the text itself tells its language.
    return _LANGUAGES.get(code) or (code if _CODE.fullmatch(code) else None)


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    text = str(value).strip()
    if match := (_ISO.match(text) or _COMPACT.fullmatch(text)):
        try:
            return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return None
    if match := _FIGURES.match(text):
        return _in_figures(match)
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.lstrip("-")) >= 12 and "." not in text else 1)
        try:
            return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).date()
        except OverflowError:
            return None
    return _written(text)


def _in_figures(match: re.Match[str]) -> dt.date | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    # With dots it is always the day that comes first.
    readings = {(second, first)} if match["mark"] == "." else {(first, second), (second, first)}
    days = []
    for month, day in sorted(readings):
        try:
            days.append(dt.date(year, month, day))
        except ValueError:
            continue
    if len(days) > 1:
        raise ItemError("date", f"{match[0]!r} may be {days[0]} or {days[1]}")
    return days[0] if days else None


def _written(text: str) -> dt.date | None:
    try:
        return email.utils.parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    for shape in ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y"):
        try:
            return dt.datetime.strptime(text, shape).date()
        except ValueError:
            continue
    return None


def _moment(value: object) -> str:
    """An ISO time, to compare versions of one page by; empty when there is none."""
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value.strip()).isoformat()
        except ValueError:
            return ""
    return ""


def _filled(value: object) -> bool:
    return value is not None and _printed(value) not in ("", "null", "None", "nan", "NaN", "NaT")


def _printed(value: object) -> str:
    try:
        return str(value).strip()
    except (ValueError, RecursionError):  # a number of more digits than Python writes out, lists within lists
        return ""


def _text(value: object) -> str | None:
    if isinstance(value, Mapping):  # {"name": "Sahel Times"}, {"id": ..., "title": ...}
        return next((_text(value[k]) for k in ("name", "title", "uri", "url") if _filled(value.get(k))), None)
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return None
    text = " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())[:_LONGEST]
    return text or None


def _yaml(text: str) -> object:
    import yaml  # only few inputs need it

    try:
        return yaml.load(text, Loader=_loader())
    # Of a value that is not what its tag says ("!!bool perhaps") the parser raises whatever its conversion does.
    except Exception as error:
        raise ValueError(told(error)) from error


def _loader() -> type:
    """A loader that knows no anchors, with which a few lines can unfold to gigabytes."""
    import yaml

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if self.check_event(yaml.events.AliasEvent):
                raise yaml.YAMLError("aliases are not read")
            return super().compose_node(parent, index)

    return Loader
