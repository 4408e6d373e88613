"""What web pages say of themselves: the tags of their heads, data for machines, times of the article, addresses."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.documents.extract import make_document
from communique.documents.markup import Markup, published_in_address, read_markup
from communique.model.values import PublishedBasis
from communique.sources.base import RawPage

BODY = (
    "<p>The foreign ministers of Fiji and Kiribati met in Suva on Monday and agreed to open their ports to each "
    "other's fishing boats from next year, the two governments said.</p>"
    "<p>Kiribati thanked Fiji for the two patrol boats that it gave last year. Signed on 1 January 2020.</p>"
)
RELATED = (
    '<nav><time datetime="2018-01-01">1 January 2018</time></nav>'
    '<aside><h3>Related</h3><a href="x">Tonga names envoy</a> <time datetime="2019-05-03">3 May 2019</time></aside>'
    '<div class="related-posts"><span class="date">4 May 2019</span></div>'
    '<footer>© 2024 Pacific Post <time datetime="2024-01-01"></time></footer>'
)


def page(head: str = "", before: str = "", title: str = "Fiji and Kiribati open ports") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>"
        f"<article><h1>Fiji and Kiribati open ports</h1>{before}{BODY}</article>{RELATED}</body></html>"
    )


def meta(name: str, content: str, key: str = "property") -> str:
    return f'<meta {key}="{name}" content="{content}">'


def linked(*data: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(d)}</script>' for d in data)


def time(day: str, rest: str = "") -> str:
    return f'<time {rest} datetime="{day}">then</time>'


DAY = "2023-06-12"
PUBLISHED = [
    (page(meta("article:published_time", "2023-06-12T08:00:00+12:00")), DAY),
    (page(meta("article:modified_time", "2023-06-14") + meta("article:published_time", DAY)), DAY),
    (page(meta("datePublished", DAY, "itemprop")), DAY),
    (page(meta("date", "12 June 2023", "name")), DAY),
    (page(meta("DC.date.issued", DAY, "name")), DAY),
    (page(linked({"@type": "NewsArticle", "datePublished": DAY, "dateModified": "2023-07-01"})), DAY),
    (page(linked({"@graph": [{"@type": "WebSite"}, {"@type": "Article", "datePublished": f"{DAY}T01:00:00Z"}]})), DAY),
    (page(before=time(DAY)), DAY),
    (page(before=time(DAY, 'class="published"') + time("2023-06-20", 'class="updated"')), DAY),
    (page(before=time(DAY, 'itemprop="datePublished"') + time("2016-02-02")), DAY),
    (page(before='<span class="entry-date">June 12, 2023</span>'), DAY),
    (page(before='<div class="posted-on">Posted on: Monday, 12 June 2023 - 08:00</div>'), DAY),
    (page(before='<span class="date">12/06/2023 Monday</span>'), DAY),
]  # fmt: skip
NOT_PUBLISHED = [
    page(),
    page(meta("article:modified_time", "2023-06-14T08:00:00Z")),
    page(meta("last-modified", "2023-06-14", "http-equiv") + meta("og:updated_time", "2023-06-15")),
    page(linked({"@type": "NewsArticle", "dateModified": "2023-07-01"})),
    page(meta("date", "06/05/2023", "name")),
    page(meta("article:published_time", "1899-06-12") + meta("date", "2199-01-01", "name")),
    page(before='<time datetime="2023-06-12">a</time><time datetime="2023-06-14">b</time>'),
    page(before='<span class="date">06/05/2023</span>'),
    page(before='<span class="date">Tuesday, 12 June 2023</span>'),  # that was a Monday
    page(before='<span class="update-date">Updated 14 June 2023</span>'),
    page(before='<span class="date">In the two years since 12 June 2023 little was done by either side</span>'),
    "",
    "<",
    "<html></html>",
    "no markup at all",
]


@pytest.mark.parametrize(("html", "day"), PUBLISHED)
def test_the_day_of_publication(html: str, day: str) -> None:
    assert str(read_markup(html).published) == day


@pytest.mark.parametrize("html", NOT_PUBLISHED)
def test_days_of_something_else(html: str) -> None:
    assert read_markup(html).published is None


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        ('<body class="nav-open footer-fixed"><div>', True),
        ('<body><article class="has-sidebar">', True),
        ('<body><div class="no-sidebar moreover">', True),
        ('<body><div id="navy-news">', True),
        ('<body><article class="teaser">', False),
        ('<body><div class="c-related__list"><article>', True),  # an article is one, wherever it stands ...
        ('<body><div class="c-related__list"><p>', False),
        ('<body><ul class="latest-news"><li>', False),
        ('<body><div id="comments"><p>', False),
    ],
)
def test_what_stands_beside_the_article(opening: str, found: bool) -> None:
    html = f"<html><head><title>x</title></head>{opening}{time(DAY)}"
    assert (read_markup(html).published is not None) is found


@pytest.mark.parametrize(
    ("html", "outlet"),
    [
        (page(meta("og:site_name", " Pacific  Post ")), "Pacific Post"),
        (page(linked({"@type": "NewsArticle", "publisher": {"@type": "x", "name": "Pacific Post"}})), "Pacific Post"),
        (page(linked([{"publisher": {"name": "Pacific Post"}}])), "Pacific Post"),
        (page(title="Fiji and Kiribati open ports | World | Pacific Post"), "Pacific Post"),
        (page(title="Fiji and Kiribati open ports - Reuters"), "Reuters"),
        (page(title="Fiji and Kiribati open ports - what next"), None),
        (page(meta("publisher", "https://facebook.example/post", "name")), None),
        (page(linked("x", 7, None, {"publisher": 7}, {"@graph": {}})), None),
        (page('<script type="application/ld+json">{"publisher": </script>'), None),
        (page(), None),
    ],
)  # fmt: skip
def test_the_outlet(html: str, outlet: str | None) -> None:
    assert read_markup(html).outlet == outlet


@pytest.mark.parametrize(
    ("uri", "day"),
    [
        ("https://press.example/2023/06/12/fiji", DAY),
        ("https://press.example/world/2023-06/12/content_1.htm", DAY),
        ("https://press.example/2023/6/12", DAY),
        ("https://press.example/news/fiji-ports-20230612", DAY),
        ("https://press.example/a_20230612.html", DAY),
        ("https://press.example/story/2023-06-12/fiji", DAY),
        ("https://press.example/fiji-2023-06-12.html", DAY),
        ("https://press.example/2023/06/12/20230612/a", DAY),
        ("https://press.example/2023/06/12/2023-06-14", None),
        ("https://press.example/2023/06/fiji", None),
        ("https://press.example/2023/13/12/fiji", None),
        ("https://press.example/id/12345678", None),
        ("https://press.example/id/2023061234567", None),
        ("https://press.example/a?d=2023/06/12", None),
        ("https://press.example/1899/06/12/", None),
        ("https://press.example/20991231/", None),
        ("news/2023/06/12/a.txt", None),  # a folder's name may be anything
        ("https://[bad", None),
    ],
)
def test_the_day_in_an_address(uri: str, day: str | None) -> None:
    assert published_in_address(uri) == (None if day is None else dt.date.fromisoformat(day))


def test_a_page_is_dated_by_its_markup_before_its_address() -> None:
    content = page(meta("article:published_time", DAY)).encode()
    uri = "https://press.example/2023/06/11/fiji"
    dated = make_document(RawPage(uri, content, "text/html"))
    assert (str(dated.published), dated.published_basis) == (DAY, PublishedBasis.METADATA)
    bare = make_document(RawPage(uri, page().encode(), "text/html"))
    assert (str(bare.published), bare.published_basis) == ("2023-06-11", PublishedBasis.METADATA)
    text = make_document(RawPage(uri, b"Fiji and Kiribati open ports\n\nBoth ministers met in Suva.", "text/plain"))
    assert str(text.published) == "2023-06-11"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_markup(text), Markup)
    assert isinstance(read_markup(page(before=text)), Markup)
