"""Who published a document, which agencies it names as its origin, and whether it is a translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from communique.documents.bylines import byline_outlets
from communique.documents.datelines import match_dateline
from communique.documents.dates import find_dates
from communique.documents.furniture import words_of
from communique.documents.outlets import bare_name, outlet_like, outlets_in_line, same_outlet
from communique.knowledge.sources import find_outlet, outlet_names, outlet_of_domain
from communique.model.ids import slug
from communique.model.records import Part, PartKind, Source

_REACH = 200  # characters of a line in which a dateline ends
_MOST_WORDS = 7  # of an outlet's name
_SOURCE_IS = re.compile(
    r"(?i)^[(\[]?\s*(?:(?:news )?sources?|via|courtesy(?: of)?|from)\s*(?:[:：]|\s[-–—]\s)\s*(?P<names>[^)\]]+)"
)
_WITH = re.compile(
    r"(?i)^\W*with (?:agency |additional )?(?:inputs?|material|files|information|reports?)?\s*(?:from|by|of)?\s*"
    r"(?P<names>[^)\]]+)"
)
_WORKED = re.compile(
    r"(?i)\b(?:reporting|report|inputs?|contribut\w+|compiled|agenc(?:y|ies)|published (?:in|on|by)|appeared (?:in|on)|"
    r"syndicated|reprinted|republished|read the original)\b"
)
_PUBLISHED_IN = re.compile(
    r"(?i)^[(\[]?\s*(?:this (?:article|story|report) (?:was )?)?(?P<first>first |originally )?"
    r"(?:published|appeared) (?:in|on|by)(?: the)?\s+(?P<name>[^\d)\]|]+)"
)
_OWNER = re.compile(
    r"(?i)(?:©|\(c\)|\bcopyright\b)(?:\s|©|\(c\)|copyright|by\b|,|\d{4}|[-–])*(?P<name>[^\d.|,;©]+?)"
    r"(?=\s*(?:[.|,;©\d]|all rights|$))"
)
_BEFORE_DATE = re.compile(r"(?i)\s*(?:,|\bon\b)\s*")
RIGHTS = re.compile(r"(?i)©|\(c\)\s?\d{4}|\bcopyright\b")
_TRANSLATED = re.compile(
    r"(?i)[(\[]\s*(?:[\w-]+ )?translat(?:ed|ion)\b|\btranslated (?:by|from|with|into)\b|\btranslation\s*(?:by\b|:)"
)
_BY = re.compile(r"(?i)^(?:written |reported )?by ")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b\.?)?")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NAME = re.compile(r"[^\W_][\w.&'’-]*")

_NAMED_HOST = re.compile(r"\.[a-z][a-z0-9-]*\.?$", re.I)  # not "localhost", nor an address in figures
_NO_ONE = ("agencies", "news agencies", "agency", "our correspondent")


@dataclass(frozen=True, slots=True)
class SiteData:
    """What an HTML page says about where it stands."""

    name: str | None = None
    host: str | None = None


def find_source(
    text: str, parts: Sequence[Part], *, given: str | None = None, site: SiteData | None = None, uri: str = ""
) -> Source | None:
    """The outlet that published it: given, else the page's site, else the one that the text itself names.

    The text is asked in this order: who says that it published it, the header, an outlet alone on a line, the byline,
    "Source: X", the copyright line, the dateline; of several outlets in one place none is chosen. A name that no table
    knows becomes a source of its own.
    """
    if given:
        return _outlet(given)
    if (of_site := _of_site(site or SiteData(), uri)) is not None:
        return of_site
    named: dict[int, list[str]] = {}
    for part in parts:
        if (rank := _rank(part, part.span.of(text))) is not None:
            listed = named.setdefault(rank, [])
            listed.extend(n for n in _names(text, part) if n not in listed)
    return next((_outlet(named[rank][0]) for rank in sorted(named) if len(named[rank]) == 1), None)


def _rank(part: Part, words: str) -> int | None:
    """How much a part is worth as a witness of who published the text, the best being 0; None for no witness."""
    if part.kind is PartKind.FOOTER:
        if (match := _PUBLISHED_IN.search(words)) is not None:
            return 4 if match["first"] else 0  # what was first published there is printed again here
        return 5 if RIGHTS.search(words) else None
    if part.kind is PartKind.CREDIT:
        if _WITH.match(words):
            return None  # "with AFP" names a helper
        return 4 if _SOURCE_IS.match(words) else 2
    return {PartKind.HEADER: 1, PartKind.BYLINE: 3, PartKind.DATELINE: 6}.get(part.kind)


def stated_outlets(words: str) -> tuple[str, ...]:
    """The outlets that a line of rights, or "published in", names: its owner where that can be told, else any known."""
    match = _PUBLISHED_IN.search(words) or _OWNER.search(words)
    name = _BEFORE_DATE.split(match["name"], maxsplit=1)[0].strip(" .,") if match is not None else ""
    said = match is not None and match.re is _PUBLISHED_IN and bare_name(name)
    return (_outlet(name).name,) if name and (said or outlet_like(name)) else _known_in(words)


def find_credits(text: str, parts: Iterable[Part], source: Source | None = None) -> tuple[str, ...]:
    """Display names of the agencies and outlets that a document names as its origin, in order, each once.

    ``source``, who publishes the document, is no origin beside itself and left out.
    """
    found: list[str] = []
    for part in parts:
        words = part.span.of(text)
        owned = part.kind is PartKind.FOOTER and not _WORKED.search(words)
        if owned and not RIGHTS.search(words):
            continue
        for name in _names(text, part):
            if owned and not _is_agency(name):
                continue  # a paper's owner is no origin; an agency that has the rights wrote the report
            own = source is not None and same_outlet(name, source.name)
            if not own and not any(same_outlet(name, other) for other in found):
                found.append(name)
    return tuple(found)


def is_translated(text: str, parts: Iterable[Part]) -> bool | None:
    """True when a line around the article says that it is a translation; None when nothing is said."""
    around = (PartKind.CREDIT, PartKind.FOOTER, PartKind.BYLINE, PartKind.HEADER)
    return True if any(p.kind in around and _TRANSLATED.search(p.span.of(text)) for p in parts) else None


def _outlet(name: str) -> Source:
    known = find_outlet(name) or (outlet_of_domain(name.lower()) if "." in name else None)
    return known or Source(id=slug(name), name=name)


def _of_site(site: SiteData, uri: str) -> Source | None:
    host = site.host or (urlsplit(uri).hostname if uri.startswith(("http://", "https://")) else None)
    if host and (known := outlet_of_domain(host)) is not None:
        return known
    if site.name:
        return _outlet(site.name)
    return _outlet(host.removeprefix("www.")) if host and _NAMED_HOST.search(host) else None


def _names(text: str, part: Part) -> tuple[str, ...]:
    """Display names of the outlets that one part names."""
    words = " ".join(part.span.of(text).split())
    if part.kind is PartKind.DATELINE:
        dateline = match_dateline(text[part.span.start : part.span.start + _REACH])
        return tuple(_outlet(n).name for n in dateline.agencies) if dateline is not None else ()
    if part.kind is PartKind.CREDIT:
        match = _SOURCE_IS.match(words) or _WITH.match(words)
        if match is not None:
            names = [n.strip(" .") for n in re.split(r"\s*[/,;|&]\s*|\s+and\s+", _ASIDE.sub("", match["names"]))]
            known = [_outlet(n).name for n in names if n and n.lower() not in _NO_ONE and ":" not in n]
            # The whole may be one outlet's name with an "and" or a comma in it.
            whole = find_outlet(match["names"].strip(" ."))
            return (whole.name,) if whole is not None else tuple(known)
        names = [n for n in outlets_in_line(words, last=True) if n.lower() not in _NO_ONE]
        return tuple(_outlet(n).name for n in names)
    if part.kind is PartKind.BYLINE:
        return tuple(_outlet(n).name for n in byline_outlets(words))
    if part.kind is PartKind.HEADER:
        segments = (_BY.sub("", s.strip(" .")) for s in re.split(r"\s*[|•·,;/()–—]\s*|\s+-\s+", words))
        found = tuple(_outlet(s).name for s in segments if s in outlet_names() or (s and _headed(s)))
        return found or _known_in(_CLOCK.sub("|", words))
    return stated_outlets(words) if part.kind is PartKind.FOOTER else ()


def _is_agency(name: str) -> bool:
    known = find_outlet(name)
    return known is not None and known.kind == "agency"


def _headed(segment: str) -> bool:
    return find_outlet(segment) is None and outlet_like(segment) and not find_dates(segment)


def _known_in(words: str) -> tuple[str, ...]:
    """Known outlets named anywhere in a line, longest names first, spelled exactly as outlets are.

    A single word beside another capitalised one is left: it is part of a name ("Dawn Chan", "Ana Souza").
    """
    tokens = list(_NAME.finditer(words))
    found: list[str] = []
    at = 0
    while at < len(tokens):
        for size in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            piece = words[tokens[at].start() : tokens[at + size - 1].end()].rstrip(".")
            outlet = outlet_names().get(piece)
            if outlet is None or (size == 1 and any(_joined(words, tokens, at, step) for step in (-1, 1))):
                continue
            found.append(outlet.name)
            at += size - 1
            break
        at += 1
    return tuple(dict.fromkeys(found))


def _joined(words: str, tokens: list[re.Match[str]], at: int, step: int) -> bool:
    """True when the next capitalised word on that side is joined to the word ``at`` by nothing but a blank."""
    beside = at + step
    if not 0 <= beside < len(tokens):
        return False
    name = tokens[beside][0]
    if not name[0].isupper() or name.lower() in words_of("small"):
        return False
    left, right = sorted((tokens[at].span(), tokens[beside].span()))
    return words[left[1] : right[0]].isspace()
