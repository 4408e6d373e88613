"""RSS and Atom feeds: what they hold in full is read, what they only name is followed. Site maps: `sitemaps`."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import feedparser
from lxml import etree

from communique.knowledge.sources import outlet_of_domain
from communique.model.records import Given, Skipped
from communique.sources.base import Blob, Desk, Item, RawPage, told
from communique.sources.given import Told, both, is_web, told_by
from communique.sources.pages import Addresses, complaints
from communique.sources.web.addresses import joined
from communique.sources.web.feed_text import decoded, mended

WHOLE = 150
"""So many words are taken for a whole article; fewer for its beginning."""

_MOST_TAGS = 500_000  # beyond any feed; each takes the parser some memory and time
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_DIVIDERS = re.compile(r"\s+[-–—|:·>»]+\s+|\s*[|>»]\s*|:\s+")
_NOT_LETTERS = re.compile(r"[^a-z0-9]")
_SHORTEST_NAME = 3  # letters that a name must have to be found in a host's name
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class _Feed:
    """A feed as it was parsed: ``base``: what links are relative to; ``given``: what it says of all its entries.

    ``damage``: what is wrong with it, where something is.
    """

    entries: Sequence[Mapping[str, object]] = ()
    base: str = ""
    given: Given = field(default_factory=Given)
    damage: str | None = None
    addresses: Addresses = field(default_factory=Addresses)


def read_feed(blob: Blob, desk: Desk) -> Iterator[Item]:
    """The pages of a feed in its order: those with their whole text in it from there, the others from their addresses.

    What an entry says about itself counts most, then what is given with the feed, then what the feed says about
    itself. Reasons of its own: ``too-large``, ``unreadable``, ``damaged``, ``no-documents``, ``empty`` for entries
    with neither link nor text, ``scheme`` for links that lead not to the web, ``date`` for days that cannot be read.
    """
    content = _content(blob, desk)
    if isinstance(content, Skipped):
        yield content
        return
    feed = _parsed(content, blob)
    for number, entry in enumerate(feed.entries, 1):
        if number > desk.limits.members:
            yield Skipped(blob.uri, "too-large", f"more than {desk.limits.members:,} entries; the others are left out")
            break
        yield from _read(entry, number, feed, blob, desk)
    if feed.damage is not None:
        yield Skipped(blob.uri, "damaged", f"read as far as it can be: {feed.damage}")
    elif not feed.entries:
        yield Skipped(blob.uri, "no-documents", "this feed has no entries")


def _content(blob: Blob, desk: Desk) -> bytes | Skipped:
    limit = desk.limits.item
    try:
        with blob.open() as stream:
            content = stream.read(limit + 1)
    except (OSError, EOFError) as error:
        return Skipped(blob.uri, "unreadable", told(error))
    if len(content) > limit:
        return Skipped(blob.uri, "too-large", f"more than {limit:,} bytes")
    if content.count(b"<") > _MOST_TAGS:
        return Skipped(blob.uri, "too-large", f"more than {_MOST_TAGS:,} tags")
    return content


def _parsed(content: bytes, blob: Blob) -> _Feed:
    own_address = {"content-location": blob.uri} if is_web(blob.uri) else {}
    try:
        # Bytes in a stream: of anything else feedparser may think that it is an address to fetch or a file to open.
        # Its cleaning of markup is left out, as pages of feeds go through the same extraction as all others.
        found = feedparser.parse(
            io.BytesIO(mended(decoded(content, blob.content_type))),
            response_headers={**_HEADERS, **own_address},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # a foreign parser on foreign bytes, which promises nothing
        return _Feed(damage=f"feedparser gives up ({type(error).__name__})")
    about = found.feed
    home = _string(about, "link")
    base = blob.uri if is_web(blob.uri) else home if is_web(home) else ""
    # Its language is not taken: software writes "en-US" into feeds of all languages, and texts tell theirs.
    own = told_by({"source": _publisher(_plain(about, "title"), home or base)})
    given = both(
        replace(blob.given, title=None, published=None), own.given
    )  # those are of the feed, not of its entries
    return _Feed(found.entries, base, given, _damage(_value(found, "bozo_exception")) if found.bozo else None)


def _read(entry: Mapping[str, object], number: int, feed: _Feed, blob: Blob, desk: Desk) -> Iterator[Item]:
    link = _link(entry, feed.base)
    page, language = _whole_text(entry)
    uri = link if is_web(link) else f"{blob.uri}#{number}"
    if not page:
        if not link:
            yield Skipped(uri, "empty", "an entry with neither link nor whole text")
            return
        if not is_web(link):
            yield Skipped(uri, "scheme", f"{link[:100]!r} is no web address, and the entry has no whole text")
            return
        if link == blob.uri:
            return  # a feed that names itself names nothing
    said = _said(entry, language)
    given = both(said.given, feed.given)
    content = _as_html(page, given)
    uri = feed.addresses.own(uri, number, content, given.title) if page else uri
    yield from complaints(uri, said)
    if page:
        yield RawPage(uri, content, "text/html", given, blob.seen)
    else:
        yield from desk.follow(uri, given, blob.depth + 1)


def _said(entry: Mapping[str, object], language: str) -> Told:
    source = _value(entry, "source")
    return told_by(
        {
            "title": _plain(entry, "title"),
            # As written: a time zone does not move the day, and what feedparser makes of odd forms may be wrong.
            "published": _string(entry, "published") or _string(entry, "updated"),
            "source": _plain(source, "title") if isinstance(source, Mapping) else "",
            "language": language,
        }
    )


def _link(entry: Mapping[str, object], base: str) -> str:
    """Where an entry leads; empty when it says nothing."""
    original, link = _string(entry, "feedburner_origlink"), _string(entry, "link")
    if not link:
        links = _value(entry, "links")
        others = (other for other in (links if isinstance(links, list) else ()) if isinstance(other, Mapping))
        link = next((_string(other, "href") for other in others if _string(other, "rel") == "alternate"), "")
    if is_web(original):
        return original
    if not is_web(link) and link == _string(entry, "id"):
        return ""  # feedparser takes an id for a link when there is none; "urn:uuid:..." leads nowhere
    return joined(base, link) if link and base else link


def _whole_text(entry: Mapping[str, object]) -> tuple[str, str]:
    """The longest text within an entry as HTML, and its language; empty when there is no whole one."""
    contents = _value(entry, "content")
    longest, found = WHOLE - 1, ("", "")
    for content in contents if isinstance(contents, list) else ():
        value, kind = _string(content, "value"), _string(content, "type") or "text/html"
        if kind == "text/plain":
            value = "".join(f"<p>{html.escape(p.strip())}</p>\n" for p in _PARAGRAPHS.split(value) if p.strip())
        elif kind not in ("text/html", "application/xhtml+xml"):
            continue
        words = len(_stripped(value, " ").split())
        if words > longest:
            longest, found = words, (value, _string(content, "language"))
    return found


def _as_html(content: str, given: Given) -> bytes:
    title, language = html.escape(given.title or ""), html.escape(given.language or "")
    page = (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><article><h1>{title}</h1>\n{content}\n</article></body></html>\n"
    )
    return page.encode("utf-8", "replace")


def _publisher(title: str, home: str) -> str:
    """The part of a feed's title that its site is called by: "The Sahel Times" of "Africa | The Sahel Times".

    Empty for a site that the table of outlets knows by its address: "World" is what it calls this feed, not itself.
    """
    if outlet_of_domain(home) is not None:
        return ""
    try:
        host = _NOT_LETTERS.sub("", (urlsplit(home).hostname or "").lower())
    except ValueError:
        return title
    for part in _DIVIDERS.split(" ".join(title.split())):  # long white space takes quadratic time
        name = _NOT_LETTERS.sub("", part.strip().lower().removeprefix("the "))
        if len(name) >= _SHORTEST_NAME and name in host:
            return part.strip()
    return title


def _plain(of: Mapping[str, object], name: str) -> str:
    """A title or name without markup."""
    value, detail = _string(of, name), _value(of, f"{name}_detail")
    kind = _string(detail, "type") if isinstance(detail, Mapping) else ""
    return _stripped(value, "") if kind in ("text/html", "application/xhtml+xml") else html.unescape(value)


def _stripped(markup: str, between: str) -> str:
    """The words of a piece of HTML, with ``between`` put between its elements."""
    if "<" not in markup:
        return html.unescape(markup)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return ""
    if root is None:
        return ""
    etree.strip_elements(root, "script", "style", with_tail=False)
    return between.join(root.itertext())


def _value(of: object, name: str) -> object:
    # Not `of.get`: feedparser's dictionaries answer some names with others, and warn.
    return dict.get(of, name) if isinstance(of, dict) else None


def _string(of: object, name: str) -> str:
    value = _value(of, name)
    return value.strip() if isinstance(value, str) else ""


def _damage(error: object) -> str:
    said = getattr(error, "getMessage", None)
    return (
        " ".join(str(said()).split())[:200] if callable(said) else told(error) if isinstance(error, Exception) else ""
    )
