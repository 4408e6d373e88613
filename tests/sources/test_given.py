"""What is said beside a text: sidecars, front matter, days in every shape."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import ItemError
from communique.model.records import Given
from communique.sources.given import Told, both, front_matter, language_code, parse_day, sidecar, told_by

FIELDS = {
    "url": "https://sahel.example/a",
    "Source": "Sahel Times",
    "published": "2021-09-29T23:30:00Z",
    "headline": "Chad and\nNiger sign",
    "lang": "EN-us",
    "fetched": "2021-10-01T05:00:00Z",
    "tags": ["x"],
}
GIVEN = Given("Sahel Times", dt.date(2021, 9, 29), "Chad and Niger sign", "en")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.json", json.dumps(FIELDS).encode()),
        ("a.json", b"\xef\xbb\xbf" + json.dumps(FIELDS).encode()),
        ("a.txt.yaml", yaml.safe_dump(FIELDS).encode()),
        ("a.yml", yaml.safe_dump(FIELDS).encode()),
    ],
)
def test_a_sidecar_says_it(name: str, content: bytes) -> None:
    found = sidecar(content, name)
    assert (found.given, found.uri, found.unusable) == (GIVEN, "https://sahel.example/a", ())
    assert found.seen == "2021-10-01T05:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"{"),
        ("a.json", b"[1]"),
        ("a.json", b'"text"'),
        ("a.json", b"\xff\xfe"),
        ("a.json", b"[" * 100_000),
        ("a.yaml", b"a: [1"),
        ("a.yaml", b"just words"),
        ("a.yaml", b"a: &x [1]\nb: *x"),  # a few lines of aliases can unfold to gigabytes
        ("a.yaml", b"!!python/object/apply:os.system ['true']"),
        ("a.yaml", b"\t- bad"),
        ("a.yaml", b"x: !!bool perhaps"),  # the parser raises whatever its conversion does
        ("a.yaml", b"x: !!timestamp soon"),
        ("a.yaml", b"x: !!int ''"),
    ],
)
def test_a_sidecar_that_is_none_says_so(name: str, content: bytes) -> None:
    with pytest.raises(ItemError) as caught:
        sidecar(content, name)
    assert caught.value.reason == "sidecar"
    assert "\n" not in caught.value.detail


def test_numbers_that_python_does_not_write_out_are_none() -> None:
    long = b"0x" + b"F" * 5000
    found = sidecar(b"title: " + long + b"\nurl: https://sahel.example/a\n? " + long + b"\n: x\n", "a.yaml")
    assert (found.given, found.uri) == (Given(), "https://sahel.example/a")
    assert front_matter(b"---\ndate: " + long + b"\n---\nBody.") == (Told(), 3)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_front_matter(ends: str) -> None:
    text = "---\nsource: Sahel Times\npublished: 2021-09-29\ntitle: Chad and Niger sign\nlanguage: en\n---\n\nBody."
    found, lines = front_matter(text.replace("\n", ends).encode())
    assert (found.given, lines) == (GIVEN, 6)


@pytest.mark.parametrize(
    "text",
    [
        "Body alone.",
        "---\nBody after a rule.\n---\nMore.",
        "---\nNo end: of it\nBody.",
        "---\nx: !!bool perhaps\n---\nBody.",
        "--- source: Sahel ---\nBody.",
        "Body.\n---\nsource: Sahel\n---\n",
        "---\n- a\n- b\n---\n",
        "---\n: : :\n  - [\n---\nBody",
        "---\n---\nBody",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    found, lines = front_matter(text.encode())
    assert (found.given, lines) == (Given(), 0)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-09-29", "2021-09-29"),
        ("2021-9-5", "2021-09-05"),
        ("2021/09/29 10:00", "2021-09-29"),
        ("20210929", "2021-09-29"),
        ("20210929T101500Z", "2021-09-29"),
        ("20210929101500", "2021-09-29"),
        ("2021-09-29T23:59:59-08:00", "2021-09-29"),
        ("Wed, 29 Sep 2021 23:00:00 -0800", "2021-09-29"),
        ("Wed, 29 Sep 2021 23:00:00 GMT", "2021-09-29"),
        ("29 September 2021", "2021-09-29"),
        ("September 29, 2021", "2021-09-29"),
        ("Sep 29, 2021", "2021-09-29"),
        ("29/09/2021", "2021-09-29"),
        ("9/29/2021 9:00:26 AM", "2021-09-29"),
        ("03/03/2021", "2021-03-03"),
        ("05.04.2021", "2021-04-05"),
        (1632900000, "2021-09-29"),
        ("1632900000", "2021-09-29"),
        (1632900000000, "2021-09-29"),
        (1632900000.5, "2021-09-29"),
        (dt.datetime(2021, 9, 29, 23), "2021-09-29"),
        (dt.date(2021, 9, 29), "2021-09-29"),
    ],
)
def test_days_that_are_read(value: object, day: str) -> None:
    assert parse_day(value).isoformat() == day


@pytest.mark.parametrize(
    "value",
    ["05/04/2021", "1899-12-31", "2199-01-01", "2021-02-30", "2021-13-01", "Wednesday", "yesterday", "", "20219999",
     True, None, [], 12, 99999999999999999999, float("nan"), float("inf"), "9" * 400],
)  # fmt: skip
def test_days_that_are_none(value: object) -> None:
    with pytest.raises(ItemError) as caught:
        parse_day(value)
    assert caught.value.reason == "date"


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary()))
def test_any_value_is_a_day_or_none(value: object) -> None:
    try:
        assert isinstance(parse_day(value), dt.date)
    except ItemError as error:
        assert error.reason == "date"


def test_what_makes_no_sense_is_told_and_left_out() -> None:
    found = told_by({"date": "2199-01-01", "title": "  ", "source": {"name": "Post"}, "url": 7, "language": None})
    assert found.given == Given(source="Post")
    assert found.uri == "7"
    assert found.unusable == (("published", "2199-01-01 is out of range (1900 to 2049)"),)


@given(st.dictionaries(st.text(max_size=12), st.recursive(st.none() | st.text() | st.floats() | st.dates(), st.lists)))
def test_any_fields_are_read(fields: dict[str, object]) -> None:
    found = told_by({**fields, "title": "\ud800x"})
    assert found.given.title is not None
    found.given.title.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("en_GB", "en"),
        ("English", "en"),
        ("eng", "en"),
        ("vi-VN", "vi"),
        ("Spanish", None),
        ("zh_Hant", "zh"),
        ("?", None),
        (None, None),
    ],
)
def test_languages(name: str | None, code: str | None) -> None:
    assert language_code(name) == code


@pytest.mark.parametrize("uri", ["/news/a", "a.html", "news", "../a"])
def test_an_address_within_a_site_is_not_taken_for_one(uri: str) -> None:
    assert front_matter(f"---\ntitle: T\nurl: {uri}\n---\nBody".encode())[0].uri is None
    assert sidecar(json.dumps({"url": uri}).encode(), "a.json").uri is None
    assert sidecar(b'{"uri": "urn:isbn:1"}', "a.json").uri == "urn:isbn:1"


def test_what_is_nearer_the_text_counts_more() -> None:
    assert both(Given(source="Post"), Given(source="Mail", title="T")) == Given(source="Post", title="T")
