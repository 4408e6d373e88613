"""What a file is, by its first bytes and its name."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources.formats import FORMATS, recognise, suffix_of

TEXT = b"Chad and Niger sign a pact\n"
RSS = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel></channel></rss>'
MAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
TAR = b"a.txt".ljust(257, b"\0") + b"ustar\x0000"


@pytest.mark.parametrize(
    ("name", "head", "type_", "format_"),
    [
        ("a.txt", TEXT, "", "text"),
        ("a.TXT", TEXT, "", "text"),
        ("a.md", TEXT, "", "markdown"),
        ("a.html", TEXT, "", "html"),
        ("a.txt", b"<!doctype html><p>", "", "html"),
        ("feed.xml", RSS, "", "feed"),
        ("a.txt", RSS, "", "feed"),
        ("rss.xml", b"<!DOCTYPE html><html><body>Not found", "application/rss+xml", "html"),  # a feed that is HTML
        ("rss", b"<html><head>", "application/rss+xml", "html"),
        ("atom", b'<feed xmlns="http://www.w3.org/2005/Atom">', "", "feed"),
        ("index.rdf", b'<?xml version="1.0"?><rdf:RDF>', "", "feed"),
        ("broken.rss", b"not xml", "", "feed"),
        ("sitemap.xml", MAP, "", "sitemap"),
        ("s.xml", b"<sitemapindex>", "text/xml", "sitemap"),
        ("a.xml", b"<invoice/>", "", None),
        ("a.pdf", b"%PDF-1.7", "", "pdf"),
        ("download", b"%PDF-1.7", "", "pdf"),
        ("a.zip", b"PK\x03\x04", "", "zip"),
        ("a.txt", b"PK\x03\x04", "", "zip"),
        ("a.docx", b"PK\x03\x04", "", None),
        ("a.epub", b"PK\x03\x04", "", None),
        ("a.tar.gz", gzip.compress(TAR, mtime=0), "", "tar"),
        ("a.tgz", gzip.compress(TAR, mtime=0), "", "tar"),
        ("a.tar", TAR, "", "tar"),
        ("a.warc.gz", gzip.compress(b"WARC/1.0\r\n", mtime=0), "", "warc"),
        ("a", b"WARC/1.0\r\n", "", "warc"),
        ("a.jsonl.gz", gzip.compress(TEXT, mtime=0), "", "compressed"),
        ("a.txt", gzip.compress(TEXT, mtime=0), "", "compressed"),
        ("a.jsonl", b"{}", "", "jsonl"),
        ("a.json", b"{}", "", "json"),
        ("a.csv", b"a,b", "", "csv"),
        ("a.parquet", b"PAR1", "", "parquet"),
        ("a.eml", b"Subject: x\n\n", "", "eml"),
        ("mail", b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nBody", "", "eml"),
        ("notes", TEXT, "", None),
        ("page", TEXT, "text/html; charset=utf-8", "html"),
        ("page.php", TEXT, "text/html", "html"),
        ("page", TEXT, "text/plain", "text"),
        ("story", b"{}", "application/json", "json"),
        ("a.jpg", b"\xff\xd8\xff", "", None),
        ("a.xlsx", b"PK\x03\x04", "", None),
        ("", b"", "", None),
    ],
)
def test_what_it_is(name: str, head: bytes, type_: str, format_: str | None) -> None:
    found = recognise(name, head, type_)
    assert (found.name if found is not None else None) == format_


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.txt", ".txt"), ("a.tar.gz", ".tar.gz"), ("x/y.d/b", ""), (".hidden", ""), ("a.", ""),
     ("A.WARC.GZ", ".warc.gz"), ("a\\b.txt", ".txt")],
)  # fmt: skip
def test_ends_of_names(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


@given(st.text(max_size=30), st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes_are_something_or_nothing(name: str, head: bytes, type_: str) -> None:
    assert recognise(name, head, type_) in (*FORMATS, None)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda f: f.name)
def test_every_format_has_its_reader(format_) -> None:
    assert callable(format_.load())


def test_a_row_of_comments_is_no_trap() -> None:
    for opening in (b"", b'<?xml version="1.0"?>'):
        assert recognise("a.txt", opening + b"<!---->" * 1000 + b"x").name == "text"


def test_no_end_of_a_name_means_two_formats() -> None:
    ends = [s for f in FORMATS for s in f.suffixes]
    assert len(set(ends)) == len(ends)
