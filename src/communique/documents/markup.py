"""What a web page says about itself in its markup: the day of publication, and by whom.

Only what stands for the page as a whole is asked: the tags of its head, its data for machines (JSON-LD), and the times
within its article. Days elsewhere on a page belong to other articles, and a day of change is none of publication.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from communique.documents.dates import find_dates, parse_date_line
from communique.documents.outlets import outlet_like
from communique.knowledge.sources import find_outlet
from communique.model.values import EARLIEST, LATEST

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHANGED = re.compile(r"(?i)modif|updat|revis|expire|access|crawl|last")
# A class or id of one word or several ("c-related__list"); "has-sidebar" tells of what stands elsewhere.
_ASIDE = re.compile(
    r"(?i)(?!(?:has|with|no|without)[_-])(?:[\w-]*[_-])?"
    r"(?:aside|comments?|footer|latest|more|most-?read|nav|promo|related|sidebar|teaser|trending)(?:[_-]|$)"
)
_OWN_TIME = re.compile(r"(?i)datepublished|pubdate|published|entry-date")
_TITLE_ENDS = re.compile(r"\s+[|–—·:»-]\s+|\s*\|\s*")
_ADDRESS_DAYS = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d?)[/-](?P<day>\d\d?)(?=[/_.-]|$)"),
    re.compile(r"[/_.-](?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[/_.-]|$)"),
    re.compile(r"[/_-](?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?=[/_.-]|$)"),
)
_CALLED_DATE = re.compile(r"(?i)(?:^|[\s_-])(?:date|datetime|timestamp|pub-?date|posted(?:-on)?|published)(?:$|[\s_-])")
_LONGEST_DATE = 80  # characters
_LONGEST_NAME = 60  # characters of an outlet's name


@dataclass(frozen=True, slots=True)
class Markup:
    """The day and the name of the outlet, each None where the page does not say."""

    published: dt.date | None = None
    outlet: str | None = None


def read_markup(html: str) -> Markup:
    """What the markup of a page tells of it; nothing of what no parser can read."""
    tree = _tree(html)
    if tree is None:
        return Markup()
    data = list(_linked_data(tree))
    return Markup(_published(tree), _outlet(tree, data))


def published_in_address(uri: str) -> dt.date | None:
    """The day in a web address ("/2023/06/12/", "/2017-09/15/", "-20230612."), None when there is none or two differ.

    Papers put the day there on which they set an article up: that of publication, or the day before.
    """
    if not uri.lower().startswith(("http://", "https://")):
        return None
    try:
        path = urlsplit(uri).path
    except ValueError:
        return None
    found = {day for pattern in _ADDRESS_DAYS for m in pattern.finditer(path) if (day := _day(m)) is not None}
    return found.pop() if len(found) == 1 else None


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _tree(html: str) -> HtmlElement | None:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _published(tree: HtmlElement) -> dt.date | None:
    from htmldate import find_date  # slow to load, and only HTML needs it
    from lxml.html import tostring

    head = [tostring(e, encoding="unicode", with_tail=False) for e in (*_tags(tree), *_scripts(tree))]
    found = find_date(
        f"<html><head>{''.join(head)}</head><body><p>.</p></body></html>",
        original_date=True,
        extensive_search=False,
        min_date=EARLIEST.isoformat(),
        max_date=LATEST.isoformat(),  # its own default is today, and would make the result depend on the day
    )
    if found:
        return dt.date.fromisoformat(found)
    return _time_of_article(tree)


def _tags(tree: HtmlElement) -> Iterator[HtmlElement]:
    for tag in tree.iter("meta"):
        called = " ".join(tag.get(name) or "" for name in ("property", "name", "itemprop", "http-equiv"))
        # "06/05/2023" in a tag is a day in June or one in May, and nothing beside it tells which.
        open_ = any(len(written.days) > 1 for written in find_dates(tag.get("content") or ""))
        if not open_ and not _CHANGED.search(called):
            yield tag


def _scripts(tree: HtmlElement) -> list[HtmlElement]:
    return [s for s in tree.iter("script") if (s.get("type") or "").lower().startswith("application/ld+json")]


def _time_of_article(tree: HtmlElement) -> dt.date | None:
    times = [t for t in tree.iter("time") if t.get("datetime") and not _beside(t)]
    own = [
        t
        for t in times
        if _OWN_TIME.search(f"{t.get('itemprop')} {t.get('class')} {'pubdate' in t.attrib and 'pubdate'}")
    ]
    days = {day for t in own or times if (day := _iso(t.get("datetime") or "")) is not None}
    days = days or {day for e in _dated_elements(tree) if (day := _only_day(e.text_content())) is not None}
    return days.pop() if len(days) == 1 else None


def _dated_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """What a page calls its date ("entry-date", "posted-on") and shows outside the paragraphs of the article."""
    for element in tree.iter("span", "div", "p", "time", "li", "small", "em", "b", "strong", "td"):
        called = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if _CALLED_DATE.search(called) and not _CHANGED.search(called) and not _beside(element):
            yield element


def _only_day(text: str) -> dt.date | None:
    """The day in the words of an element that is nothing but a date."""
    words = " ".join(text.split())
    line = parse_date_line(words, lambda _: False) if len(words) <= _LONGEST_DATE else None
    if line is None or len(line.dates) != 1 or "updated" in line.labels:
        return None
    return line.dates[0].resolve(weekday=line.weekday, month_first=line.month_first)


def _beside(element: HtmlElement) -> bool:
    """True for what stands in a part of the page that is not its article."""
    for above in element.iterancestors():
        if above.tag in ("html", "body"):
            return False  # their classes tell of the layout ("nav-open"), not of what stands here
        if above.tag in ("aside", "footer", "nav"):
            return True
        if any(map(_ASIDE.match, f"{above.get('class') or ''} {above.get('id') or ''}".split())):
            return True
        if above.tag in ("article", "main"):
            return False
    return False


def _iso(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD, those inside a graph or a list too."""
    for script in _scripts(tree):
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        ahead = found if isinstance(found, list) else [found]
        for item in ahead:
            if isinstance(item, dict):
                yield item
                graph = item.get("@graph")
                yield from (g for g in graph if isinstance(g, dict)) if isinstance(graph, list) else ()


def _outlet(tree: HtmlElement, data: Iterable[dict[str, Any]]) -> str | None:
    """Who publishes: as a tag of the head says, as the data for machines say, or the end of the page's title."""
    for tag in tree.iter("meta"):
        called = (tag.get("property") or tag.get("name") or "").lower()
        if called in ("og:site_name", "application-name", "publisher", "dc.publisher") and (
            name := _name(tag.get("content"))
        ):
            return name
    for item in data:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and (name := _name(publisher.get("name"))):
            return name
    title = tree.findtext(".//title") or ""
    pieces = _TITLE_ENDS.split(" ".join(title.split()))
    last = pieces[-1] if len(pieces) > 1 else ""
    return last if last and (find_outlet(last) is not None or outlet_like(last)) else None


def _name(value: object) -> str | None:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if 0 < len(text) <= _LONGEST_NAME and any(c.isalpha() for c in text) and "://" not in text else None
