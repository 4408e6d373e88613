"""Real tables in real files, read by a real desk; the bad ones above all."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from communique.model.records import Given, Skipped
from communique.sources.base import Blob, Item, Limits, RawPage
from communique.sources.desk import ReadingDesk
from communique.sources.tables import readers as tables
from communique.sources.tables.rows import MOST_TOLD

TITLE, TEXT = "Chad and Niger sign a pact", "The two armies will patrol together."
WHOLE = f"{TITLE}\n\n{TEXT}".encode()
DAY = dt.date(2023, 4, 5)


def blob_of(name: str, content: bytes, given: Given | None = None) -> Blob:
    return Blob(f"f/{name}", name, lambda: io.BytesIO(content), len(content), given or Given())


def read(name: str, content: bytes | str, desk: ReadingDesk | None = None) -> list[Item]:
    content = content.encode() if isinstance(content, str) else content
    return list((desk or ReadingDesk()).read(blob_of(name, content)))


def short(items: list[Item]) -> list[tuple[str, str]]:
    """(end of the uri, text or reason) of each item."""
    return [
        (i.uri.removeprefix("f/"), i.reason if isinstance(i, Skipped) else i.content.decode("utf-8")) for i in items
    ]


def parquet(columns: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def not_utf8() -> pa.Array:
    """A column of texts of which the first is none."""
    offsets = pa.py_buffer(b"".join(n.to_bytes(4, "little") for n in (0, 1, 2)))
    return pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"\xffb")])


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


SHAPES: list[tuple[str, dict[str, Any], Given, str, str]] = [
    (
        "news-please",
        {
            "maintext": TEXT,
            "title": TITLE,
            "url": "https://sahel.td/1",
            "date_publish": "2023-04-05 10:00:00",
            "date_download": "2023-04-06 11:00:00",
            "source_domain": "sahel.td",
            "language": "en",
            "authors": ["A"],
            "description": "No",
        },
        Given("sahel.td", DAY, TITLE, "en"),
        "https://sahel.td/1",
        "2023-04-06T11:00:00",
    ),
    (
        "news-please, by way of MongoDB",
        {"maintext": TEXT, "title": TITLE, "date_publish": {"$date": "2023-04-05T10:00:00Z"}},
        Given(None, DAY, TITLE),
        "",
        "",
    ),
    (
        "GDELT with texts",
        {
            "url": "https://sahel.td/1",
            "seendate": "20230406T110000Z",
            "domain": "sahel.td",
            "language": "English",
            "title": TITLE,
            "text": TEXT,
        },
        Given("sahel.td", None, TITLE, "en"),
        "https://sahel.td/1",
        "2023-04-06T11:00:00+00:00",
    ),
    (
        "Media Cloud",
        {
            "stories_id": 7,
            "title": TITLE,
            "url": "https://sahel.td/1",
            "publish_date": "2023-04-05 00:00:00",
            "media_name": "Sahel Times",
            "story_text": TEXT,
            "language": "en",
        },
        Given("Sahel Times", DAY, TITLE, "en"),
        "https://sahel.td/1",
        "",
    ),
    (
        "our own export",
        {
            "kind": "document",
            "id": "d-1",
            "uri": "a.txt",
            "source": "Sahel Times",
            "title": TITLE,
            "text": WHOLE.decode(),
            "published": "2023-04-05",
            "language": "en",
        },
        Given("Sahel Times", DAY, TITLE, "en"),
        "a.txt",
        "",
    ),
    (
        "NewsAPI",
        {
            "source": {"id": None, "name": "Sahel Times"},
            "title": TITLE,
            "url": "https://sahel.td/1",
            "publishedAt": "2023-04-05T10:00:00Z",
            "description": "No",
            "content": TEXT,
        },
        Given("Sahel Times", DAY, TITLE),
        "https://sahel.td/1",
        "",
    ),
    (
        "Event Registry",
        {
            "uri": "7",
            "url": "https://sahel.td/1",
            "title": TITLE,
            "body": TEXT,
            "date": "2023-04-05",
            "lang": "eng",
            "source": {"uri": "sahel.td", "title": "Sahel Times"},
        },
        Given("Sahel Times", DAY, TITLE, "en"),
        "https://sahel.td/1",
        "",
    ),
    (
        "Webz.io",
        {
            "thread": {"site": "sahel.td", "site_full": "www.sahel.td", "url": "https://sahel.td/0"},
            "url": "https://sahel.td/1",
            "title": TITLE,
            "text": TEXT,
            "language": "english",
            "published": "2023-04-05T03:00:00.000+03:00",
            "crawled": "2023-04-06T11:00:00.000+03:00",
        },
        Given("www.sahel.td", DAY, TITLE, "en"),
        "https://sahel.td/1",
        "2023-04-06T11:00:00+03:00",
    ),
    (
        "The Guardian",
        {
            "webTitle": TITLE,
            "webUrl": "https://theguardian.com/1",
            "webPublicationDate": "2023-04-05T10:00:00Z",
            "fields": {"bodyText": TEXT, "body": f"<p>{TEXT}</p>"},
        },
        Given(None, DAY, TITLE),
        "https://theguardian.com/1",
        "",
    ),
    (
        "The New York Times",
        {
            "web_url": "https://nytimes.com/1",
            "headline": {"main": TITLE, "kicker": None},
            "pub_date": "2023-04-05T10:00:00+0000",
            "lead_paragraph": TEXT,
            "snippet": "No",
            "source": "The New York Times",
        },
        Given("The New York Times", DAY, TITLE),
        "https://nytimes.com/1",
        "",
    ),
    (
        "Common Crawl news",
        {
            "requested_url": "https://sahel.td/0",
            "responded_url": "https://sahel.td/1",
            "plain_text": TEXT,
            "title": TITLE,
            "published_date": "2023-04-05",
            "sitename": "Sahel Times",
            "crawl_date": "2023-04-06T11:00:00",
        },
        Given("Sahel Times", DAY, TITLE),
        "https://sahel.td/1",
        "2023-04-06T11:00:00",
    ),
    (
        "Common Crawl pages: the day of the crawl is none of publication",
        {
            "text": WHOLE.decode(),
            "url": "https://sahel.td/1",
            "dump": "CC-MAIN-2023-14",
            "file_path": "s3",
            "date": "2023-04-06",
        },
        Given(None, None),
        "https://sahel.td/1",
        "2023-04-06T00:00:00",
    ),
    (
        "a library's database",
        {"Headline": TITLE, "Publication title": "Sahel Times", "Publication date": "Apr 5, 2023", "Full text": TEXT},
        Given("Sahel Times", DAY, TITLE),
        "",
        "",
    ),
    (
        "schema.org",
        {
            "headline": TITLE,
            "articleBody": TEXT,
            "datePublished": "2023-04-05T10:00:00Z",
            "inLanguage": "en-GB",
            "publisher": {"name": "Sahel Times"},
        },
        Given("Sahel Times", DAY, TITLE, "en"),
        "",
        "",
    ),
    (
        "paragraphs",
        {"title": TITLE, "body": [TEXT], "date": 1680688800},
        Given(None, DAY, TITLE),
        "",
        "",
    ),
]


@pytest.mark.parametrize(("name", "row", "given", "uri", "seen"), SHAPES, ids=[s[0] for s in SHAPES])
def test_each_shape(name: str, row: dict[str, Any], given: Given, uri: str, seen: str) -> None:
    (page,) = read("a.json", json.dumps([row]))
    assert page == RawPage(uri or "f/a.json#1", WHOLE, "text/plain", given, seen)
    assert read("a.jsonl", json.dumps(row)) == [RawPage(uri or "f/a.jsonl#1", WHOLE, "text/plain", given, seen)]


def dotted(row: dict[str, Any]) -> dict[str, str]:
    """What a spreadsheet makes of an object: ``source.name``."""
    flat: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{k}": str(v) for k, v in value.items()}
        else:
            flat[key] = value[0] if isinstance(value, list) else str(value)
    return flat


@pytest.mark.parametrize(("name", "row", "given", "uri", "seen"), SHAPES, ids=[s[0] for s in SHAPES])
def test_each_shape_in_the_other_formats(
    name: str, row: dict[str, Any], given: Given, uri: str, seen: str, tmp_path: Path
) -> None:
    if "MongoDB" not in name:
        flat = dotted(row)
        (page,) = read("a.csv", table([list(flat), list(flat.values())]))
        assert page == RawPage(uri or "f/a.csv#2", WHOLE, "text/plain", given, seen)
    (page,) = read("a.parquet", parquet({key: [value] for key, value in row.items()}))
    assert page == RawPage(uri or "f/a.parquet#1", WHOLE, "text/plain", given, seen)


ARTICLE = json.dumps({"text": TEXT})


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        # lists and what they lie in
        ("a.json", f"[{ARTICLE},{ARTICLE}]", [("a.json#1", TEXT), ("a.json#2", TEXT)]),
        ("a.json", ARTICLE, [("a.json#1", TEXT)]),
        ("a.json", f'{{"status":"ok","n":2,"articles":[{ARTICLE}]}}', [("a.json#1", TEXT)]),
        ("a.json", f'{{"response":{{"status":"ok","Results":[{ARTICLE}],"n":1}},"x":[1]}}', [("a.json#1", TEXT)]),
        ("a.json", f'{{"hits":{{"total":1,"hits":[{{"_id":1,"_source":{ARTICLE}}}]}}}}', [("a.json#1", TEXT)]),
        ("a.json", json.dumps({"data": [json.loads(ARTICLE)]}, indent=2), [("a.json#1", TEXT)]),
        ("a.json", '{"text":"x","items":[1,2],"data":{"n":1},"hits":3}', [("a.json#1", "x")]),
        ("a.json", '{"items":[{"n":1}],"text":"x"}', [("a.json#2", "x"), ("a.json", "columns")]),
        ("a.json", f"{ARTICLE}\n{ARTICLE}\n", [("a.json#1", TEXT), ("a.json#2", TEXT)]),
        ("a.json", f"{{\n{ARTICLE[1:-1]}\n}}\n{{\n{ARTICLE[1:]}", [("a.json#1", TEXT), ("a.json#2", TEXT)]),
        ("a.jsonl", f"[\n{ARTICLE}\n]", [("a.jsonl#1", TEXT)]),
        ("a.jsonl", f"{{\n{ARTICLE[1:-1]}\n}}", [("a.jsonl#1", TEXT)]),
        ("a.jsonl", f"\n\n{ARTICLE}\r\n\n{ARTICLE}", [("a.jsonl#3", TEXT), ("a.jsonl#5", TEXT)]),
        # nothing there
        ("a.json", "", [("a.json", "empty")]),
        ("a.json", "[]", [("a.json", "empty")]),
        ("a.json", "{}", [("a.json", "empty")]),
        ("a.json", '{"articles":[]}', [("a.json", "empty")]),
        ("a.jsonl", " \n\n", [("a.jsonl", "empty")]),
        ("a.csv", "title,text\n", [("a.csv", "empty")]),
        ("a.csv", "", [("a.csv", "empty")]),
        ("a.parquet", parquet({"text": pa.array([], pa.string())}), [("a.parquet", "empty")]),
        ("a.json", '[{"text":""},{"text":" \\n"},{"text":null},{"text":5},{"text":"nan"}]',
         [(f"a.json#{n}", "empty") for n in range(1, 6)]),
        # no shape is known: one note for all
        ("a.json", '[{"a":1},{"a":2}]', [("a.json", "columns")]),
        ("a.csv", "a,b\n1,2\n3,4\n", [("a.csv", "columns")]),
        ("a.csv", f"{TEXT}\n{TEXT}\n", [("a.csv", "columns")]),
        ("a.parquet", parquet({"a": [1, 2]}), [("a.parquet", "columns")]),
        ("a.json", '[{"a":1},{"text":"x"},{"a":2}]', [("a.json#2", "x"), ("a.json", "columns")]),
        # broken JSON
        ("a.json", f"[{ARTICLE},{ARTICLE[:-3]}", [("a.json#1", TEXT), ("a.json", "json")]),
        ("a.json", f"[{ARTICLE},", [("a.json#1", TEXT), ("a.json", "json")]),
        ("a.json", '{"text":"a', [("a.json", "json")]),
        ("a.json", '{"articles":[{"text":"a"}', [("a.json#1", "a"), ("a.json", "json")]),
        ("a.json", '[{"text":"a"},{"text":"b",},{"text":}, {"text" "x"}, {"text":"c"}]',
         [("a.json#1", "a"), ("a.json#2", "json"), ("a.json#3", "json"), ("a.json#4", "json"), ("a.json#5", "c")]),
        ("a.json", '[{"text":"a"}},{"text":"c"}]', [("a.json#1", "a"), ("a.json#2", "json"), ("a.json#3", "c")]),
        ("a.json", '[{"text":"a"} {"text":"c"}]', [("a.json#1", "a"), ("a.json#2", "c")]),
        ("a.json", '[{"text":"a"],{"text":"c"}]', [("a.json#1", "json"), ("a.json#2", "c")]),
        ("a.json", '{"text":}', [("a.json", "json")]),
        ("a.json", "{'text':'a'}", [("a.json", "json")]),
        ("a.json", "prose", [("a.json", "json")]),
        ("a.json", '[1,"a",null,true,[2],{"text":"c"}]',
         [*((f"a.json#{n}", "json") for n in range(1, 6)), ("a.json#6", "c")]),
        ("a.jsonl", '{"text":"a"}\n{"text":\n[1]\n"x"\n{"text":"c"}',
         [("a.jsonl#1", "a"), ("a.jsonl#2", "json"), ("a.jsonl#3", "json"), ("a.jsonl#4", "json"), ("a.jsonl#5", "c")]),
        ("a.jsonl", b'{"text":"a"}\n{"text":"\xe9"}\n{"text":"c"}',
         [("a.jsonl#1", "a"), ("a.jsonl#2", "encoding"), ("a.jsonl#3", "c")]),
        ("a.json", b'[{"text":"\xe9"},{"text":"c"}]', [("a.json#1", "encoding"), ("a.json#2", "c")]),
        # what JSON has and texts do not
        ("a.json", '[{"text":"a","n":NaN,"m":-Infinity},{"text":"b"}]', [("a.json#1", "a"), ("a.json#2", "b")]),
        ("a.json", f'[{{"text":"a","n":{"9" * 6000},"m":1e999999}}]', [("a.json#1", "a")]),
        ("a.json", f'[{{"text":"a","n":{"[" * 9000}{"]" * 9000}}},{{"text":"b"}}]',
         [("a.json#1", "json"), ("a.json#2", "b")]),
        ("a.json", r'[{"text":"a\ud800b\u0000c \ud83d\ude00"}]', [("a.json#1", "a?bc \U0001f600")]),
        ("a.json", '[{"text":"one\ntwo\x00"}]', [("a.json#1", "one\ntwo")]),
        ("a.json", '[{"text":"a","text":"b"},{"text":"a","Text":"b"}]', [("a.json#1", "b"), ("a.json#2", "a")]),
        ("a.json", r'[{"text":"say \"no\" \\"},{"text":"b"}]', [("a.json#1", 'say "no" \\'), ("a.json#2", "b")]),
        # tables
        ("a.csv", 'title,text\nT,"one\ntwo, ""three"""\nU,x\n',
         [("a.csv#2", 'T\n\none\ntwo, "three"'), ("a.csv#4", "U\n\nx")]),
        ("a.csv", "text;title\na, b, c;T\n", [("a.csv#2", "T\n\na, b, c")]),
        ("a.csv", "text|title\na, b; c|T\n", [("a.csv#2", "T\n\na, b; c")]),
        ("a.csv", "sep=;\ntext;title\na;T\n", [("a.csv#3", "T\n\na")]),
        ("a.csv", "text\na\n", [("a.csv#2", "a")]),
        ("a.csv", "text\r\na\r\n\r\nb", [("a.csv#2", "a"), ("a.csv#4", "b")]),
        ("a.csv", "text,n\ra,1\rb,2", [("a.csv#2", "a"), ("a.csv#3", "b")]),
        ("a.csv", "text,text\na,b\n", [("a.csv#2", "a")]),
        ("a.csv", "n,text\n1\n2,b\n3,c,\n4,d,e\n",
         [("a.csv#2", "empty"), ("a.csv#3", "b"), ("a.csv#4", "c"), ("a.csv#5", "ragged")]),
        ("a.csv", 'n,text\n1,a\n2,"b\n3,c\n', [("a.csv#2", "a"), ("a.csv#3", "csv")]),
        ("a.csv", 'n,text\n1,"a"x\n2,b "c" d\n', [("a.csv#2", "ax"), ("a.csv#3", 'b "c" d')]),
        ("a.csv", "n,text\n1,a\x00b\n", [("a.csv#2", "ab")]),
        ("a.csv", "text\nÄrger\n".encode("cp1252"), [("a.csv#2", "Ärger")]),
        ("a.csv", ("text\n" + "Ärger\n" * 3).encode() + b"\xff\n",
         [("a.csv", "encoding"), *((f"a.csv#{n}", "Ärger") for n in (2, 3, 4)), ("a.csv#5", "\ufffd")]),
        ("a.tsv", 'n\ttext\n1\t"We go," he said\n2\t"x" y\n', [("a.tsv#2", '"We go," he said'), ("a.tsv#3", '"x" y')]),
        ("a.tsv", 'n\ttext\n1\t"one\ttwo"\n2\t"x ""y"""\n', [("a.tsv#2", "one\ttwo"), ("a.tsv#3", 'x "y"')]),
        # Parquet
        ("a.parquet", parquet({"text": ["a", None, "c"]}),
         [("a.parquet#1", "a"), ("a.parquet#2", "empty"), ("a.parquet#3", "c")]),
        ("a.parquet", parquet({"text": pa.array([b"a", b"\xff"], pa.binary())}),
         [("a.parquet#1", "a"), ("a.parquet#2", "encoding")]),
        ("a.parquet", parquet({"text": not_utf8()}), [("a.parquet#1", "encoding"), ("a.parquet#2", "b")]),
        ("a.parquet", parquet({"text": ["a", "b"], "source": pa.StructArray.from_arrays([not_utf8()], ["name"])}),
         [("a.parquet#1", "a"), ("a.parquet#2", "b")]),
        ("a.parquet", parquet({"text": pa.array(["a", "a"], pa.large_string())}),
         [("a.parquet#1", "a"), ("a.parquet#2", "a")]),
        ("a.parquet", parquet({"text": pa.array(["a", "a"]).dictionary_encode(), "n": [["x", "y"], None]}),
         [("a.parquet#1", "a"), ("a.parquet#2", "a")]),
        ("a.parquet", parquet({"text": [["a", "b"]]}), [("a.parquet#1", "a\n\nb")]),
        ("a.parquet", parquet({"text": ["a"]})[:-20], [("a.parquet", "parquet")]),
        ("a.parquet", b"PAR1", [("a.parquet", "parquet")]),
        ("a.parquet", b"", [("a.parquet", "parquet")]),
        ("a.parquet", parquet({"article.text": ["a"]}), [("a.parquet#1", "a")]),
        ("a.parquet", parquet({"article": [{"text": "a", "n": 1}]}), [("a.parquet#1", "a")]),
        # only the name of an article
        ("a.json", '{"articles":[{"url":"u","title":"T","seendate":"20230406T110000Z","domain":"sahel.td"}]}',
         [("u", "reference")]),
        ("a.csv", "stories_id,title,url,publish_date,media_name\n1,T,u,2023-04-05,S\n", [("u", "reference")]),
        ("a.json",
         '[{"kind":"document","id":"d","uri":"u","text":"x"},{"kind":"claim","id":"1"},{"kind":"event","id":"2"}]',
         [("u", "x"), ("a.json", "passed-over")]),
    ],
)  # fmt: skip
def test_each_table(name: str, content: bytes | str, found: list[tuple[str, str]]) -> None:
    assert short(read(name, content)) == found


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '[{"text":"Né à N’Djamena"}]'),
        ("a.jsonl", '{"text":"Né à N’Djamena"}\n'),
        ("a.csv", "text,n\nNé à N’Djamena,1\n"),
    ],
)
def test_each_encoding(name: str, content: str, encoding: str) -> None:
    (page,) = read(name, content.encode(encoding))
    assert isinstance(page, RawPage)
    assert page.content.decode() == "Né à N’Djamena"


@pytest.mark.parametrize(
    ("date", "day", "complaint"),
    [
        ("25/04/2021", dt.date(2021, 4, 25), ""),
        ("4/25/2021 10:30", dt.date(2021, 4, 25), ""),
        ("25.4.2021", dt.date(2021, 4, 25), ""),
        ("04/04/2021", dt.date(2021, 4, 4), ""),
        ("03/04/2021", None, "may be 2021-03-04 or 2021-04-03"),
        ("31/31/2021", None, "not a day"),
        ("1899-12-30", None, "out of range"),
        ("2199-01-01", None, "out of range"),
        ("soon", None, "not a day"),
        ("1e999", None, "not a day"),
        ("nan", None, ""),
    ],
)
def test_each_date(date: str, day: dt.date | None, complaint: str) -> None:
    page, *notes = read("a.csv", table([["text", "date"], [TEXT, date]]))
    assert isinstance(page, RawPage)
    assert page.given.published == day
    assert [isinstance(n, Skipped) and (n.uri, n.reason) for n in notes] == [("f/a.csv#2#published", "date")] * bool(
        complaint
    )
    assert all(isinstance(n, Skipped) and complaint in n.detail for n in notes)


@pytest.mark.parametrize(
    ("kind", "value", "day", "seen"),
    [
        (pa.timestamp("us"), dt.datetime(2023, 4, 5, 10), DAY, "2023-04-05T10:00:00"),
        (pa.timestamp("ns"), 1680688800000000001, DAY, ""),
        (pa.timestamp("ns"), 1680688800000000000, DAY, "2023-04-05T10:00:00"),
        (pa.timestamp("ms", "Africa/Ndjamena"), dt.datetime(2023, 4, 5, 10), DAY, "2023-04-05T11:00:00+01:00"),
        (pa.timestamp("ms", "Nowhere/None"), 1680688800000, DAY, ""),
        (pa.date32(), DAY, DAY, "2023-04-05"),
        (pa.timestamp("s"), 10**14, None, ""),
        (pa.int64(), 1680688800, DAY, ""),
        (pa.float64(), float("nan"), None, ""),
    ],
)
def test_each_kind_of_date_in_parquet(kind: pa.DataType, value: object, day: dt.date | None, seen: str) -> None:
    dates = pa.array([value], kind)
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT], "date": dates, "crawled": dates}), out, coerce_timestamps=None)
    page = read("a.parquet", out.getvalue())[0]
    assert isinstance(page, RawPage)
    assert (page.content.decode(), page.given.published) == (TEXT, day)
    assert page.seen.startswith(seen[:10]) if seen else True


@pytest.mark.parametrize(
    ("title", "text", "content"),
    [
        ("A pact", "A  PACT\nThey sign.", "A  PACT\nThey sign."),
        ("A pact", "They sign a pact.", "A pact\n\nThey sign a pact."),
        (None, "They sign.", "They sign."),
        ("A \ud800pact\n now", "They sign.", "A ?pact now\n\nThey sign."),
    ],
)
def test_the_title_stands_once(title: str | None, text: str, content: str) -> None:
    assert short(read("a.json", json.dumps([{"title": title, "text": text}]))) == [("a.json#1", content)]


@pytest.mark.parametrize(
    ("row", "content"),
    [
        ({"html": "<html><p>x</p></html>", "title": "T"}, "<html><p>x</p></html>"),
        (
            {"title": "T<", "content": "<p>x</p>"},
            '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>T&lt;</title></head>'
            "<body><article><p>x</p></article></body></html>\n",
        ),
    ],
)
def test_a_row_with_markup_is_a_web_page(row: dict[str, str], content: str) -> None:
    (page,) = read("a.json", json.dumps([row]))
    assert page == RawPage("f/a.json#1", content.encode(), "text/html", Given(title=row["title"]))


@pytest.mark.parametrize("text", ["<Reuters> - A pact was signed.", "<p> is a tag.", "< 5 per cent voted"])
def test_an_angle_bracket_makes_no_web_page(text: str) -> None:
    assert short(read("a.json", json.dumps([{"text": text}]))) == [("a.json#1", text)]


@pytest.mark.parametrize(
    ("columns", "row", "content"),
    [
        ({"text": "Wortlaut"}, {"text": "no", "Wortlaut": "yes"}, "yes"),
        ({"text": "wortlaut"}, {"text": "no", "Wort laut": "yes"}, "yes"),
        ({"text": "a.b"}, {"text": "no", "a": {"B": "yes"}}, "yes"),
        ({"text": "a.b"}, {"text": "no", "a.b": "yes"}, "yes"),
        ({"text": "missing"}, {"text": "yes"}, "yes"),
        ({"text": "Wortlaut"}, {"text": "no", "Wortlaut": ""}, "empty"),
        ({"html": "page"}, {"text": "no", "page": "<html>yes</html>"}, "<html>yes</html>"),
        ({"title": "Wortlaut"}, {"text": "yes", "title": "No", "Wortlaut": "T"}, "T\n\nyes"),
    ],
)
def test_the_users_columns_win(columns: dict[str, str], row: dict[str, Any], content: str) -> None:
    desk = ReadingDesk(columns=columns)
    assert [what for _, what in short(read("a.json", json.dumps([row]), desk))] == [content]
    assert [what for _, what in short(read("a.parquet", parquet({k: [v] for k, v in row.items()}), desk))] == [content]
    if all(isinstance(v, str) for v in row.values()):
        assert [w for _, w in short(read("a.csv", table([list(row), list(row.values())]), desk))] == [content]


def test_what_a_row_leaves_out_the_blob_gives() -> None:
    blob = Blob("f", "a.json", lambda: io.BytesIO(b'[{"text":"x","source":"A"}]'), given=Given("B", DAY), seen="s")
    assert list(ReadingDesk(Given(language="en")).read(blob)) == [
        RawPage("f#1", b"x", "text/plain", Given("A", DAY, None, "en"), "s")
    ]


def test_unknown_columns_are_named_with_what_to_do() -> None:
    (note,) = read("a.csv", "Datum,Wortlaut\n1,2\n")
    assert isinstance(note, Skipped)
    assert "Datum, Wortlaut" in note.detail
    assert "--column text=NAME" in note.detail


def test_a_text_that_its_provider_cut_off_is_told() -> None:
    row = {"source": {"name": "S"}, "publishedAt": "2023-04-05", "url": "u", "content": "It begins… [+2412 chars]"}
    assert short(read("a.json", json.dumps([row]))) == [("u", "It begins"), ("u#text", "cut")]


def test_rows_of_one_address_are_all_read() -> None:
    # Under one address they would be versions of one page, of which the record shows one.
    assert short(read("a.csv", "text,url\na,u\nb,u\na,u\nc,v\n")) == [("u", "a"), ("u#3", "b"), ("u", "a"), ("v", "c")]
    # A version keeps its title; the latest of them stands in the record.
    titled = "title,text,url\nPact,a,u\nPort,b,u\n PACT ,c,u\n"
    assert [uri for uri, _ in short(read("a.csv", titled))] == ["u", "u#3", "u"]


def test_many_broken_rows_are_counted() -> None:
    items = read("a.jsonl", "prose\n" * (MOST_TOLD + 7))
    assert [i.reason for i in items if isinstance(i, Skipped)] == ["json"] * MOST_TOLD + ["broken"]
    assert isinstance(items[-1], Skipped) and items[-1].detail.startswith("7 ")


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.jsonl", '{"text":"%s"}\n{"text":"b"}', [("a.jsonl#1", "too-large"), ("a.jsonl#2", "b")]),
        ("a.json", '[{"text":"%s"},{"text":"b"}]', [("a.json#1", "too-large"), ("a.json#2", "b")]),
        ("a.json", '{"text":"%s"}', [("a.json#1", "too-large")]),
        ("a.json", '{"x":"%s","articles":[{"text":"b"}]}', [("a.json#1", "b")]),
        ("a.csv", 'text,n\n"%s",1\nb,2\n', [("a.csv#2", "too-large"), ("a.csv#3", "b")]),
        ("a.csv", 'text,n\n"a\n%s\n,""",1\nb,2\n', [("a.csv#2", "too-large"), ("a.csv#5", "b")]),
        ("a.csv", 'text,n\na,"%s\n"\nb,2\n', [("a.csv#2", "too-large"), ("a.csv#4", "b")]),
        ("a.csv", "%s,n\na,1\n", [("a.csv#1", "too-large")]),
    ],
)
def test_too_large(name: str, content: str, found: list[tuple[str, str]]) -> None:
    desk = ReadingDesk(limits=Limits(item=100))
    assert short(read(name, content % ("x" * 200_000), desk)) == found


def test_a_row_of_many_lines_is_bounded_too() -> None:
    content = 'text,n\n"' + "x\n" * 1000 + '",1\nb,2\n'
    desk = ReadingDesk(limits=Limits(item=100))
    assert short(read("a.csv", content, desk)) == [("a.csv#2", "too-large"), ("a.csv#1003", "b")]


def test_a_large_row_of_parquet() -> None:
    desk = ReadingDesk(limits=Limits(item=100))
    found = short(read("a.parquet", parquet({"text": ["x" * 101, "b"]}), desk))
    assert found == [("a.parquet#1", "too-large"), ("a.parquet#2", "b")]
    desk = ReadingDesk(limits=Limits(unpacked=100))
    assert short(read("a.parquet", parquet({"text": ["x" * 101]}), desk)) == [("a.parquet", "too-large")]


def test_the_csv_module_is_left_as_it_was() -> None:
    before = csv.field_size_limit()
    items = ReadingDesk(limits=Limits(item=200_000)).read(blob_of("a.csv", b"text\n" + b"x" * 150_000 + b"\n"))
    page = next(items)
    assert isinstance(page, RawPage) and len(page.content) == 150_000
    assert csv.field_size_limit() == before


class Pipe(io.BytesIO):
    """A stream that goes one way and breaks off."""

    breaks = False

    def seekable(self) -> bool:
        return False

    def seek(self, *_: Any) -> int:
        raise OSError("goes one way")

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        if self.breaks and not found:
            raise OSError("the line is cut")
        return found


class BreakingPipe(Pipe):
    breaks = True


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.parquet"])
def test_streams_that_go_one_way_or_break(name: str) -> None:
    content = {
        "a.json": b'[{"text":"a"}]',
        "a.jsonl": b'{"text":"a"}\n',
        "a.csv": b"text\na\n",
        "a.parquet": parquet({"text": ["a"]}),
    }[name]
    one_way = Blob("f", name, lambda: Pipe(content))
    assert [what for _, what in short(list(ReadingDesk().read(one_way)))] == ["a"]
    if name == "a.parquet":
        small = ReadingDesk(limits=Limits(unpacked=10))
        assert [what for _, what in short(list(small.read(one_way)))] == ["too-large"]
    broken = Blob("f", name, lambda: BreakingPipe(content))
    reader = getattr(tables, f"read_{name[2:]}")
    assert [what for _, what in short(list(reader(broken, ReadingDesk())))][-1:] == ["unreadable"]


@pytest.mark.parametrize(
    ("name", "before", "after", "found"),
    [
        ("a.jsonl", b'{"text":"', b'"}\n{"text":"b"}\n', ["too-large", "b"]),
        ("a.json", b'[{"text":"', b'"},\n{"text":"b"}]', ["too-large", "b"]),
        ("a.csv", b'text\n"', b'"\nb\n', ["too-large", "b"]),
    ],
)
def test_one_endless_line_is_never_held(
    name: str, before: bytes, after: bytes, found: list[str], tmp_path: Path
) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(before)
        for _ in range(60):
            file.write(b"x" * 1024 * 1024)
        file.write(after)
    blob = Blob("f", name, lambda: cast(BinaryIO, path.open("rb")))
    read(name, "warm: modules are loaded outside the measurement")
    tracemalloc.start()
    try:
        items = list(ReadingDesk(limits=Limits(item=1024 * 1024)).read(blob))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [what for _, what in short(items)] == found
    assert peak < 8 * 1024 * 1024


VALID = {
    "jsonl": b'{"text":"a","title":"T","date":"2021-04-03","source":{"name":"S"},"n":1.5}\n{"text":"b"}\n',
    "json": b'{"status":"ok","articles":[{"text":"a","title":"T","url":"u"},{"text":"b","x":[1,{"y":null}]}]}',
    "csv": b'title,text,date\nT,"a ""b"", c",2021-04-03\nU,d,\n',
    "parquet": parquet(
        {"text": ["a", "b" * 50], "date": [dt.datetime(2021, 4, 3), None], "source": [{"name": "S"}] * 2}
    ),
}
DESK = ReadingDesk(limits=Limits(item=200, unpacked=100_000), columns={"text": "text"})
READERS: dict[str, Callable[[Blob, ReadingDesk], Any]] = {
    "jsonl": tables.read_jsonl,
    "json": tables.read_json,
    "csv": tables.read_csv,
    "parquet": tables.read_parquet,
}


def check(name: str, content: bytes) -> None:
    items = list(READERS[name](blob_of(f"a.{name}", content), DESK))
    assert items, "a file is never passed over in silence"
    for item in items:
        assert isinstance(item, (RawPage, Skipped))
        item.uri.encode("utf-8")
        if isinstance(item, RawPage):
            assert item.content.decode("utf-8").strip()
        else:
            item.detail.encode("utf-8")
    assert list(READERS[name](blob_of(f"a.{name}", content), DESK)) == items


@st.composite
def mutated(draw: st.DrawFn, valid: bytes) -> bytes:
    content = bytearray(valid)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 6)))
        content[start:end] = draw(
            st.binary(max_size=6) | st.sampled_from([b'"', b"{", b"]", b"\\", b"\n", b"\0", b","])
        )
    return bytes(content)


quick = partial(settings, max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick()
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
@example("csv", b'"')
@example("csv", b"sep=;")
@example("json", b"\xff\xfe[")
@example("json", codecs.BOM_UTF8)
def test_any_bytes(name: str, content: bytes) -> None:
    check(name, content)


@quick()
@given(mutated(VALID["jsonl"]))
def test_any_jsonl(content: bytes) -> None:
    check("jsonl", content)


@quick()
@given(mutated(VALID["json"]))
def test_any_json(content: bytes) -> None:
    check("json", content)


@quick()
@given(mutated(VALID["csv"]))
def test_any_csv(content: bytes) -> None:
    check("csv", content)


@pytest.mark.parametrize("value", [0, 255])
def test_any_byte_of_the_end_of_a_parquet_file_may_be_damaged(value: int) -> None:
    """Found by the fuzz: to ask some of these files for the sizes of their columns ends the process."""
    valid = VALID["parquet"]
    footer = int.from_bytes(valid[-8:-4], "little")
    for i in range(len(valid) - 8 - footer, len(valid)):
        check("parquet", valid[:i] + bytes([value]) + valid[i + 1 :])


@quick()
@given(mutated(VALID["parquet"]))
def test_any_parquet(content: bytes) -> None:
    check("parquet", content)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@quick()
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("text title url source date language seendate domain kind id thread html".split()),
            JSON_VALUES,
        ),
        min_size=1,
    )
)
def test_any_values(rows: list[dict[str, Any]]) -> None:
    check("json", json.dumps(rows).encode())
    check("jsonl", "\n".join(map(json.dumps, rows)).encode())


@quick()
@given(st.lists(JSON_VALUES, max_size=5), st.integers(1, 7))
def test_a_list_is_cut_where_its_members_end(rows: list[Any], size: int) -> None:
    """Wherever the pieces of the file end, the members are those that a parser sees."""
    from communique.sources.tables.json_values import Walk, parse

    content = json.dumps(rows).encode()
    pieces = (content[i : i + size] for i in range(0, len(content), size))
    found = [f.raw for f in Walk(pieces, 10_000).articles()]
    assert None not in found
    assert [repr(parse(raw)) for raw in found if raw is not None] == [repr(parse(json.dumps(r).encode())) for r in rows]


def test_one_long_text_in_many_rows_of_parquet_is_held_once() -> None:
    content = parquet({"text": ["x" * 2_000_000] * 200})
    pa.default_memory_pool().release_unused()
    before = pa.total_allocated_bytes()
    peak = 0
    for item in ReadingDesk().read(blob_of("a.parquet", content)):
        assert isinstance(item, RawPage)
        peak = max(peak, pa.total_allocated_bytes() - before)
    assert peak < 50_000_000
