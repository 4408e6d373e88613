"""Feeds and site maps as people write them, and as they break."""

from __future__ import annotations

import datetime as dt
import io
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from server import Site, ok, serving

from communique.documents.extract import make_document
from communique.model.records import Given, Skipped
from communique.sources.base import Blob, Limits, RawPage, Reader
from communique.sources.desk import ReadingDesk
from communique.sources.formats import recognise
from communique.sources.web.feeds import WHOLE, read_feed
from communique.sources.web.fetcher import WebFetcher
from communique.sources.web.http import Web
from communique.sources.web.sitemaps import read_sitemap

FEED = "http://sahel-times.example.org/news/feed.xml"
SENTENCE = "The foreign ministers of Chad and Niger met in Agadez on Monday to talk about patrols along their border."
WORDS = " ".join([SENTENCE] * 9)
assert len(WORDS.split()) >= WHOLE
SHORT = " ".join([SENTENCE] * 4)
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
DAY = dt.date(2023, 4, 5)


def read(reader: Reader, content: bytes | str, uri: str = FEED, **options: object) -> list[RawPage | Skipped]:
    data = content.encode() if isinstance(content, str) else content
    limits = options.pop("limits", Limits())
    blob = Blob(uri, "feed.xml", lambda: io.BytesIO(data), len(data), **options)  # type: ignore[arg-type]
    return list(reader(blob, ReadingDesk(limits=limits)))  # type: ignore[arg-type]


def short(items: list[RawPage | Skipped]) -> list[tuple[str, str]]:
    return [(i.uri, i.reason if isinstance(i, Skipped) else "page") for i in items]


def rss(*items: str, head: str = "<title>The Sahel Times</title><language>en-GB</language>") -> str:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?>\n<rss version="2.0" {CONTENT}><channel>{head}{entries}</channel></rss>'


def whole(link: str = "<link>http://sahel-times.example.org/a</link>", more: str = "") -> str:
    text = f"<p>{WORDS}</p>"
    return f"<title>Pact</title>{link}{more}<content:encoded><![CDATA[{text}]]></content:encoded>"


ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">The &lt;b&gt;Sahel&lt;/b&gt; Times</title>
<entry><title>Escaped &amp; whole</title><link rel="alternate" href="../a?x=1&amp;y=2"/><id>urn:1</id>
<updated>2023-04-06T01:00:00Z</updated><published>2023-04-05T23:00:00-05:00</published>
<content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content></entry>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">In <em>XHTML</em></div></title>
<link href="/b"/><updated>2023-04-05</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p></div></content></entry>
<entry xml:lang="fr"><title>Plain</title><link href="c" xml:base="http://other.example.org/x/"/>
<content>{WORDS} 1 &lt; 2</content></entry>
<entry><title>Short</title><link href="d"/><content>{SHORT}</content></entry>
<entry><title>Nowhere</title><id>urn:uuid:1</id><summary>{SHORT}</summary></entry>
<entry><title>Elsewhere</title><link href="e.png" type="image/png"/><content src="x.png" type="image/png"/></entry>
</feed>"""

RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" {CONTENT}>
<channel rdf:about="http://sahel-times.example.org/"><title>Africa | The Sahel Times</title>
<link>http://sahel-times.example.org/</link><dc:language>en</dc:language></channel>
<item rdf:about="http://sahel-times.example.org/a"><title>Pact</title><link>http://sahel-times.example.org/a</link>
<dc:date>2023-04-05T23:30:00-11:00</dc:date><content:encoded><![CDATA[<p>{WORDS}</p>]]></content:encoded></item>
</rdf:RDF>"""


def test_rss() -> None:
    date = "<pubDate>Wed, 05 Apr 2023 23:30:00 -0500</pubDate>"
    page, skipped = read(
        read_feed,
        rss(whole(more=date), "<title>B</title><link>http://sahel-times.example.org/b</link>"),
        seen="2023-05-01",
    )
    assert isinstance(page, RawPage)
    assert page.uri == "http://sahel-times.example.org/a"
    assert page.given == Given("The Sahel Times", DAY, "Pact")
    assert (page.media_type, page.seen) == ("text/html", "2023-05-01")
    assert recognise("", page.content) is recognise("a.html", b"")
    assert isinstance(skipped, Skipped)
    assert (skipped.uri, skipped.reason) == ("http://sahel-times.example.org/b", "offline")


def test_the_page_of_an_entry_becomes_a_document() -> None:
    title = "<title>Chad &amp; Niger&#8217;s pact</title>"
    link = "<link>http://sahel-times.example.org/a</link><pubDate>Wed, 05 Apr 2023 23:30:00 GMT</pubDate>"
    paragraphs = f"<p>{SENTENCE}</p><p>“We agree”, said &eacute;t&eacute;.</p>" + f"<p>{WORDS}</p>"
    text = f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded>"
    (page,) = read(read_feed, rss(title + link + text))
    assert isinstance(page, RawPage)
    document = make_document(page)
    assert document.title == "Chad & Niger’s pact"
    assert document.published == DAY
    assert document.language == "en"
    assert document.text.startswith(f"Chad & Niger’s pact\n\n{SENTENCE}\n\n“We agree”, said été.\n\n")
    assert WORDS in document.text


def test_atom() -> None:
    pages = read(read_feed, ATOM)
    assert short(pages) == [
        ("http://sahel-times.example.org/a?x=1&y=2", "page"),
        ("http://sahel-times.example.org/b", "page"),
        ("http://other.example.org/x/c", "page"),
        ("http://sahel-times.example.org/news/d", "offline"),
        (f"{FEED}#5", "empty"),
        ("http://sahel-times.example.org/news/e.png", "offline"),
    ]
    given = [page.given for page in pages if isinstance(page, RawPage)]
    assert given == [
        Given("The Sahel Times", DAY, "Escaped & whole", "en"),
        Given("The Sahel Times", DAY, "In XHTML", "en"),
        Given("The Sahel Times", None, "Plain", "fr"),
    ]
    for page in pages[:3]:
        assert isinstance(page, RawPage)
        assert SENTENCE in make_document(page).text
    assert isinstance(pages[2], RawPage) and b"1 &lt; 2" in pages[2].content


def test_rdf() -> None:
    (page,) = read(read_feed, RDF)
    assert isinstance(page, RawPage)
    assert page.given == Given("The Sahel Times", DAY, "Pact")


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("<pubDate>Wed, 05 Apr 2023 23:30:00 -0500</pubDate>", DAY),
        ("<pubDate>5 Apr 2023 01:30 +0900</pubDate>", DAY),
        ("<pubDate>2023-04-05T23:30:00-08:00</pubDate>", DAY),
        ("<pubDate>2023-04-05</pubDate>", DAY),
        ("<pubDate>Wed Apr  5 10:00:00 2023</pubDate>", DAY),
        ("<pubDate></pubDate>", None),
        ("", None),
        ("<pubDate>yesterday</pubDate>", "date"),
        ("<pubDate>2023년 04월 05일  오후 1:15:00</pubDate>", "date"),  # feedparser reads 1 November
        ("<pubDate>Wed, 05 Apr 1899 23:30:00 GMT</pubDate>", "date"),
        ("<pubDate>2199-04-05T23:30:00Z</pubDate>", "date"),
        ("<pubDate>31 Feb 2023</pubDate>", "date"),
        (f"<pubDate>{'9' * 5000}</pubDate>", "date"),
    ],
)
def test_days(date: str, day: dt.date | str | None) -> None:
    *complaints, page = read(read_feed, rss(whole(more=date)))
    assert isinstance(page, RawPage)
    if day == "date":
        assert page.given.published is None
        (complaint,) = complaints
        assert isinstance(complaint, Skipped)
        assert (complaint.uri, complaint.reason) == (f"{page.uri}#published", "date")
    else:
        assert page.given.published == day
        assert complaints == []


@pytest.mark.parametrize(
    ("link", "uri", "what"),
    [
        ("<link>/b?x=1&amp;y=2#c</link>", "http://sahel-times.example.org/b?x=1&y=2#c", "offline"),
        ("<link>b</link>", "http://sahel-times.example.org/news/b", "offline"),
        ("<link> //cdn.example.org/b\n</link>", "http://cdn.example.org/b", "offline"),
        ("<link><![CDATA[http://x.example.org/?a=1&b=2]]></link>", "http://x.example.org/?a=1&b=2", "offline"),
        ('<guid isPermaLink="true">http://x.example.org/g</guid>', "http://x.example.org/g", "offline"),
        ("<guid>http://x.example.org/g</guid>", "http://x.example.org/g", "offline"),
        ('<guid isPermaLink="false">http://x.example.org/g</guid>', f"{FEED}#1", "empty"),
        ("<guid>urn:uuid:12</guid>", f"{FEED}#1", "empty"),
        ("<link>javascript:alert(1)</link>", f"{FEED}#1", "scheme"),
        ("<link>file:///etc/passwd</link>", f"{FEED}#1", "scheme"),
        ("<link>mailto:desk@example.org</link>", f"{FEED}#1", "scheme"),
        ("<link></link>", f"{FEED}#1", "empty"),
        ("", f"{FEED}#1", "empty"),
        (
            "<link>http://f.example.org/~r/1</link><feedburner:origLink "
            'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">http://x.example.org/1</feedburner:origLink>',
            "http://x.example.org/1",
            "offline",
        ),
    ],
)
def test_links(link: str, uri: str, what: str) -> None:
    assert short(read(read_feed, rss(f"<title>T</title>{link}<description>Short.</description>"))) == [(uri, what)]


def test_whole_texts_need_no_link() -> None:
    for link in ("", "<link>javascript:alert(1)</link>", "<guid>urn:1</guid>"):
        assert short(read(read_feed, rss("<title>empty</title>", whole(link)))) == [
            (f"{FEED}#1", "empty"),
            (f"{FEED}#2", "page"),
        ]


def test_entries_under_one_link_do_not_take_each_others_place() -> None:
    site = "http://sahel-times.example.org/"
    entries = [f"<title>{title}</title>{whole(f'<link>{site}</link>')}" for title in ("A", "B", "A")]
    assert [i.uri for i in read(read_feed, rss(*entries))] == [site, f"{site}#2", site]


def test_a_feed_in_a_file_has_the_address_of_its_site() -> None:
    head = "<title>T</title><link>http://sahel-times.example.org/x/</link>"
    item = "<title>B</title><link>b</link>"
    assert short(read(read_feed, rss(item, head=head), "saved/feed.xml")) == [
        ("http://sahel-times.example.org/x/b", "offline")
    ]
    assert short(read(read_feed, rss(item), "saved/feed.xml")) == [("saved/feed.xml#1", "scheme")]


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("<title>The Sahel Times</title>", "The Sahel Times"),
        ("<title>Africa | The Sahel Times</title>", "The Sahel Times"),
        ("<title>Sahel Times - Latest news</title>", "Sahel Times"),
        ("<title>Sahel Times: World</title>", "Sahel Times"),
        ("<title>Agadez - Daily</title>", "Agadez - Daily"),
        ("<title> </title>", None),
        ("", None),
    ],
)
def test_sources(head: str, source: str | None) -> None:
    page = read(read_feed, rss(whole(), head=head))[0]
    assert isinstance(page, RawPage) and page.given.source == source


def test_what_counts_most() -> None:
    more = '<source url="http://wire.example.org/feed">The Wire</source>'
    beside = Given("The Sidecar", dt.date(2000, 1, 1), "A feed", "fr")
    own, fed = read(read_feed, rss(whole(more=more), whole()), given=beside)
    assert isinstance(own, RawPage) and own.given == Given("The Wire", None, "Pact", "fr")
    assert isinstance(fed, RawPage) and fed.given == Given("The Sidecar", None, "Pact", "fr")


ENCODED = rss(whole().replace("Pact", "Été – «Сахель»"))


@pytest.mark.parametrize(
    ("content", "content_type", "title"),
    [
        (ENCODED.encode(), "", "Été – «Сахель»"),
        (b"\xef\xbb\xbf" + ENCODED.encode(), "text/xml", "Été – «Сахель»"),
        (ENCODED.encode("utf-16"), "", "Été – «Сахель»"),
        (ENCODED.encode("utf-16-be"), "", "Été – «Сахель»"),
        (ENCODED.encode("utf-32"), "", "Été – «Сахель»"),
        (ENCODED.replace("Été", "Лето").encode("cp1251"), "text/xml; charset=windows-1251", "Лето – «Сахель»"),
        (
            ENCODED.replace("?>", ' encoding="KOI8-R"?>', 1)
            .replace("–", "-")
            .replace("Été", "")
            .encode("koi8-r", "replace"),
            "text/xml",
            "- ?Сахель?",
        ),
        (rss(whole().replace("Pact", "Été – “x”")).encode("cp1252"), "", "Été – “x”"),
        (
            rss(whole().replace("Pact", "“x”")).replace("?>", ' encoding="iso-8859-1"?>', 1).encode("cp1252"),
            "",
            "“x”",
        ),
        (
            rss(whole().replace("Pact", "中国")).replace("?>", ' encoding="gb2312"?>', 1).encode("gb18030"),
            "",
            "中国",
        ),
        (ENCODED.replace("?>", ' encoding="utf-16"?>', 1).encode(), "", "Été – «Сахель»"),
        (ENCODED.replace("?>", ' encoding="nonsense"?>', 1).encode(), "", "Été – «Сахель»"),
        (ENCODED.replace("?>", ' encoding="unicode_escape"?>', 1).encode(), "", "Été – «Сахель»"),
        (ENCODED.encode(), "text/xml; charset=\xff'", "Été – «Сахель»"),
        (ENCODED.encode("utf-8").replace(b"\n", b"\r\n  \t"), "", "Été – «Сахель»"),
    ],
)
def test_encodings(content: bytes, content_type: str, title: str) -> None:
    (page,) = read(read_feed, content, content_type=content_type)
    assert isinstance(page, RawPage)
    assert page.given.title == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("A&nbsp;B&eacute;&#8217;&#x2019;", "A Bé’’"),
        ("<![CDATA[A <b>bold</b> &amp; new]]>", "A bold & new"),
        ("A &lt;i&gt;ship&lt;/i&gt; sails", "A ship sails"),
        ("A\n  B\x08", "A B"),
        ("A&#8;&#xD800;B&#99999999999;", "A �B�"),
    ],
)
def test_titles(written: str, title: str) -> None:
    (page,) = read(read_feed, rss(whole().replace("Pact", written)))
    assert isinstance(page, RawPage)
    assert page.given.title == title


FULL = rss(whole(), whole("<link>http://sahel-times.example.org/b</link>"))


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (FULL[:-10], 2),
        (FULL.replace("</title><link>", "</titel><link>", 1), 1),
        (FULL.replace("Pact", "Q&A"), 2),
        (FULL.replace("<title>Pact", "<media:x>y</media:x><title>Pact"), 2),
        (FULL[: FULL.rindex("<item>") + 30], 1),
        (FULL.encode()[: FULL.rindex("]]>")] + "é".encode()[:1], 1),
        ("<rss><channel>", 0),
        ("<rss", 0),
        ("", 0),
        ("no feed at all", 0),
        (b"\x00" * 100, 0),
        (b"<rss>\xff\xfe", 0),
    ],
)
def test_broken(content: str | bytes, pages: int) -> None:
    items = read(read_feed, content)
    assert [i.given.title is not None for i in items if isinstance(i, RawPage)] == [True] * pages
    last = items[-1]
    assert isinstance(last, Skipped)
    assert (last.uri, last.reason) == (FEED, "damaged")
    assert [i.reason for i in items if isinstance(i, Skipped)].count("damaged") == 1


def test_empty_feeds() -> None:
    assert short(read(read_feed, rss())) == [(FEED, "no-documents")]
    assert short(read(read_feed, '<feed xmlns="http://www.w3.org/2005/Atom"/>')) == [(FEED, "no-documents")]


def test_limits() -> None:
    many = rss(*[whole()] * 5)
    assert [what for _, what in short(read(read_feed, many, limits=Limits(members=3)))] == ["page"] * 3 + ["too-large"]
    assert short(read(read_feed, many, limits=Limits(item=1000))) == [(FEED, "too-large")]
    assert short(read(read_feed, b"<rss>" + b"<b>" * 600_000)) == [(FEED, "too-large")]


def test_unreadable() -> None:
    def fail() -> io.BytesIO:
        raise OSError("gone")

    for reader in (read_feed, read_sitemap):
        (skipped,) = reader(Blob(FEED, "feed.xml", fail), ReadingDesk())
        assert skipped == Skipped(FEED, "unreadable", "gone")


LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "http://x.example.org/"> %b;]>'


@pytest.mark.parametrize("kind", [LAUGHS, OUTSIDE])
def test_entities(kind: str) -> None:
    began = time.monotonic()
    items = read(read_feed, rss(whole().replace("Pact", "&a9;")).replace("?>\n", f"?>\n{kind}", 1))
    items += read(read_sitemap, f"{kind}<urlset><url><loc>http://x.example.org/&a9;</loc></url></urlset>")
    assert time.monotonic() - began < 5
    assert "root:" not in repr(items)
    assert len(repr(items)) < 20_000


@pytest.mark.parametrize(
    "content",
    [
        b"\n" * 2_000_000 + b"<rss>",
        ("\n" * 500_000 + "<rss>").encode("utf-16"),
        b"<?xml " + b"encoding='a' " * 100_000,
        b"<?xml " + b"encoding='" * 100_000 + b"?>",
        b"<!DOCTYPE " * 50_000 + b"<rss>",
        b"<!ENTITY " * 50_000 + b"<rss>",
        b"<rss><channel>" + b"<item>" * 20_000,
        b"<rss><channel>" + b"<b>" * 20_000,
        b"<rss><channel><item><title>" + b"&#" * 100_000,
        b"<rss><channel><item><title>" + b"<![CDATA[" * 100_000,
        b"<rss><channel><title>a" + b" " * 50_000 + b"b</title></channel></rss>",
    ],
)
def test_no_input_takes_for_ever(content: bytes) -> None:
    began = time.monotonic()
    read(read_feed, content)
    read(read_sitemap, content.replace(b"rss", b"urlset"))
    assert time.monotonic() - began < 5


def urlset(*urls: str) -> str:
    entries = "".join(f"<url>{url}</url>" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><urlset xmlns="{space}" {NEWS} xmlns:image="http://x/1.1">{entries}</urlset>'


def news(day: str, title: str = "Pact", source: str = "The Sahel Times") -> str:
    return (
        f"<news:news><news:publication><news:name>{source}</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{day}</news:publication_date><news:title>{title}</news:title>"
        "</news:news>"
    )


SITE = "http://sahel-times.example.org"


@pytest.mark.parametrize(
    ("content", "items"),
    [
        (urlset(f"<loc>{SITE}/a</loc>"), [(f"{SITE}/a", "offline")]),
        (urlset(f"<loc>\n {SITE}/a\n</loc>", "<loc>/b</loc>"), [(f"{SITE}/a", "offline"), (f"{SITE}/b", "offline")]),
        (urlset(f"<loc>{SITE}/?a=1&amp;b=2</loc>"), [(f"{SITE}/?a=1&b=2", "offline")]),
        (urlset(f"<loc>{SITE}/?a=1&b=2</loc>"), [(f"{SITE}/?a=1&b=2", "offline")]),
        (urlset(f"<loc><![CDATA[{SITE}/?a=1&b=2]]></loc>"), [(f"{SITE}/?a=1&b=2", "offline")]),
        (
            urlset(f"<loc>{SITE}/a</loc><image:image><image:loc>{SITE}/p</image:loc></image:image>"),
            [(f"{SITE}/a", "offline")],
        ),
        (urlset("<loc>javascript:alert(1)</loc>"), [("javascript:alert(1)", "scheme")]),
        (urlset("<loc></loc>", "<lastmod>2023-04-05</lastmod>"), [(FEED, "empty")] * 2),
        (urlset(f"<loc>{FEED}</loc>", f"<loc>{SITE}/a</loc>"), [(f"{SITE}/a", "offline")]),
        (
            b"<urlset>" + f"<url><loc>{SITE}/a</loc></url>".encode() + b"&#xD800;",
            [(f"{SITE}/a", "offline"), (FEED, "damaged")],
        ),
        (urlset(), [(FEED, "no-documents")]),
        (urlset(f"<loc>{SITE}/a</loc>", f"<loc>{SITE}/b")[:-26], [(f"{SITE}/a", "offline"), (FEED, "damaged")]),
        (
            urlset(f"<loc>{SITE}/a</url><url><loc>{SITE}/b</loc>"),
            [(f"{SITE}/a", "offline"), (f"{SITE}/b", "offline"), (FEED, "damaged")],
        ),
        ("<urlset><url><news:x/><loc>" + SITE + "/a</loc></url></urlset>", [(f"{SITE}/a", "offline")]),
        ("\n <?xml version='1.0'?><urlset><url><loc>" + SITE + "/a</loc></url></urlset>", [(f"{SITE}/a", "offline")]),
        (urlset(f"<loc>{SITE}/a</loc>").encode("utf-16"), [(f"{SITE}/a", "offline")]),
        (urlset(f"<loc>{SITE}/é</loc>"), [(f"{SITE}/é", "offline")]),
        (urlset(f"<loc>{SITE}/é</loc>").encode("latin-1"), [(f"{SITE}/�", "damaged"), (FEED, "damaged")]),
        (
            urlset(f"<loc>{SITE}/é</loc>").replace("?>", ' encoding="iso-8859-1"?>').encode("latin-1"),
            [(f"{SITE}/é", "offline")],
        ),
        (b"", [(FEED, "damaged")]),
        (b"\x00\x01", [(FEED, "damaged")]),
        ("<urlset>" + "<a>" * 10_000, [(FEED, "damaged")]),
        (urlset(f"<loc>{SITE}/a</loc>" + "&" * 10_000), [(f"{SITE}/a", "offline")]),
        (urlset(f"<loc>{SITE}/a</loc>", *["\x00<"] * 10_000), [(f"{SITE}/a", "offline"), (FEED, "damaged")]),
    ],
)
def test_sitemaps(content: str | bytes, items: list[tuple[str, str]]) -> None:
    found = short(read(read_sitemap, content))
    assert [f for f in found if f != (FEED, "empty")] == [i for i in items if i != (FEED, "empty")]


def test_long_sitemaps_are_read_piece_by_piece() -> None:
    """References to letters must not be torn where two pieces meet."""
    content = urlset(*[f"<loc>{SITE}/{n}?a=1&amp;b={n}</loc>" for n in range(20_000)])
    found = short(read(read_sitemap, content))
    assert found == [(f"{SITE}/{n}?a=1&b={n}", "offline") for n in range(20_000)]
    assert short(read(read_sitemap, content, limits=Limits(members=2)))[1:] == [
        (f"{SITE}/1?a=1&b=1", "offline"),
        (FEED, "too-large"),
    ]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def fetched(site: Site, path: str, **options: object) -> list[RawPage | Skipped]:
    web = Web(lambda: "2026-11-22T04:20:00+00:00", allow_private=True, timeout=2, deadline=5, pause=0)
    desk = ReadingDesk(web=web, **options)  # type: ignore[arg-type]
    return list(WebFetcher(desk, web).fetch(site.uri(path)))


PAGE = f"<!doctype html><html><body><p>{SENTENCE}</p></body></html>".encode()


def test_following_a_feed(site: Site) -> None:
    here = site.uri("")
    items = [
        "<title>One</title><link>one</link><pubDate>Wed, 05 Apr 2023 23:30:00 GMT</pubDate>",
        "<title>Two</title><link>/gone</link>",
        whole(),
        "<title>One again</title><link>one</link>",
        "<title>Self</title><link>/feeds/main</link>",
    ]
    site.answers["/feeds/main"] = ok(rss(*items).encode(), "Content-Type: application/rss+xml; charset=utf-8")
    site.answers["/feeds/one"] = ok(PAGE, "Content-Type: text/html")
    found = fetched(site, "/feeds/main")
    assert found[0] == RawPage(
        f"{here}/feeds/one",
        PAGE,
        "text/html",
        Given("The Sahel Times", DAY, "One"),
        "2026-11-22T04:20:00+00:00",
    )
    assert short(found[1:]) == [(f"{here}/gone", "status"), ("http://sahel-times.example.org/a", "page")]
    assert [path for path, _ in site.asked] == ["/feeds/main", "/feeds/one", "/gone"]


def test_following_site_maps(site: Site) -> None:
    here = site.uri("")

    def index(*maps: str) -> bytes:
        return ok(
            (
                "<sitemapindex>" + "".join(f"<sitemap><loc>{m}</loc></sitemap>" for m in maps) + "</sitemapindex>"
            ).encode()
        )

    site.answers.update(
        {
            "/index.xml": index("/news.xml", "/index.xml", "/deeper.xml", "/missing.xml"),
            "/deeper.xml": index("/index.xml", "/more.xml"),
            "/news.xml": ok(
                urlset(
                    f"<loc>{here}/a</loc><lastmod>2024-01-01</lastmod>" + news("2023-04-05T23:00:00-05:00"),
                    f"<loc>{here}/b</loc><lastmod>2024-01-01</lastmod>",
                    f"<loc>{here}/c</loc>" + news("1899-04-05", "A &amp;amp; B", "Wire"),
                ).encode()
            ),
            "/more.xml": ok(urlset(f"<loc>{here}/a</loc>", f"<loc>{here}/d</loc>").encode()),
            **{f"/{x}": ok(PAGE, "Content-Type: text/html") for x in "abcd"},
        }
    )
    found = fetched(site, "/index.xml")
    pages = {i.uri.removeprefix(here): i.given for i in found if isinstance(i, RawPage)}
    assert pages == {
        "/a": Given("The Sahel Times", DAY, "Pact", "en"),
        "/b": Given(),
        "/c": Given("Wire", None, "A & B", "en"),
        "/d": Given(),
    }
    skipped = [(i.uri.removeprefix(here), i.reason) for i in found if isinstance(i, Skipped)]
    assert skipped == [("/c#published", "date"), ("/missing.xml", "status")]
    assert len(site.asked) == len(set(site.asked)) + 1  # the index itself, which the second names


def test_feeds_that_name_feeds_end(site: Site) -> None:
    for n in range(9):
        site.answers[f"/{n}"] = ok(rss(f"<title>T</title><link>/{n + 1}</link>").encode())
    assert short(fetched(site, "/0")) == [(site.uri("/4"), "nested")]


PIECES = st.sampled_from(
    [
        *("<rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>"),
        *("<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<content type='xhtml'>", "</content>"),
        *("<link href='", "'/>", "<source>", "</source>", "<guid>", "</guid>", "<pubDate>", "</pubDate>", "<updated>"),
        *("<urlset>", "<url>", "</url>", "<loc>", "</loc>", "<sitemapindex>", "<sitemap>", "http://[", "javascript:x"),
        *("<content:encoded>", "<![CDATA[", "]]>", "&#xD800;", "&#x", "&nbsp;", "&", "<", ">", "<!DOCTYPE x [", "]>"),
        *('<!ENTITY a "b">', "&a;", "<?xml version='1.0' encoding='utf-7'?>", "<svg>", "<published a='b'>", "\x00"),
        *(
            WORDS,
            "2023-04-05",
            "99999-99-99",
            " base='//[' ",
            "xml:lang='x'",
            "http://x.example.org/a",
            "\ud800",
            "\u2028",
        ),
        *("<content mode='base64' type='application/x'>", "<media:content>", "<feedburner:origlink a='b'/>", "<image>"),
    ]
)
WILD = st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")),
    st.tuples(
        st.sampled_from([ATOM, RDF, FULL, urlset(f"<loc>{SITE}/a</loc>" + news("2023-04-05"))]),
        st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 60), st.binary(max_size=12)), max_size=6),
        st.sampled_from(["utf-8", "utf-16", "cp1252"]),
    ).map(lambda case: mutated(case[0].encode(case[2], "replace"), case[1])),
)


def mutated(content: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, put in cuts:
        place = at % (len(content) + 1)
        content = content[:place] + put + content[place + length :]
    return content


@settings(max_examples=300, deadline=None)
@given(
    WILD, st.sampled_from([FEED, "a/feed.xml"]), st.sampled_from(["", "text/xml; charset=utf-16", "x; charset=idna"])
)
def test_any_bytes(content: bytes, uri: str, content_type: str) -> None:
    for reader in (read_feed, read_sitemap):
        for item in read(reader, content, uri, content_type=content_type):
            if isinstance(item, Skipped):
                assert "Deprecat" not in item.detail
                assert " at 0x" not in item.detail
                item.uri.encode()
                item.detail.encode()
            else:
                assert isinstance(item, RawPage)
                item.uri.encode()
                item.content.decode()
