"""The page of a document, without scripts: every character once, every mark at its spans, whence a text comes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from memory import MemoryRecord
from page_text import Page, client_of, positions, shown
from small_record import ARTICLES, small
from starlette.testclient import TestClient
from stored import store
from world import TEXT_A, make_record

import communique
from communique.model.records import Document, Part, PartKind, Reuse, Sighting
from communique.model.values import Span
from communique.record.documents import set_copies
from communique.record.store import Store
from communique.views.marks import CLAIM, STATEMENT, Mark, blocks, marks_of
from communique.views.web.marking import text_html
from communique.views.web.shell import showable


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store(make_record(), tmp_path_factory.mktemp("world") / "world.record")


@pytest.fixture(scope="module")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("small") / "small.record")


@pytest.fixture(scope="module")
def client(world: Path) -> Iterator[TestClient]:
    with client_of(world) as made:
        yield made


def test_the_text_stands_once_and_a_mark_is_exactly_its_spans(world: Path, valley: Path) -> None:
    marked = 0
    for path in (world, valley):
        with client_of(path) as client, communique.open(path) as record:
            for document in record.documents():
                page = Page(client.get(f"/documents/{document.id}").text)
                assert page.text == document.text
                claims, statements = record.claims(document=document.id), record.statements(document=document.id)
                expected = {c.id: positions(c.spans) for c in claims}
                expected |= {s.id: positions(s.spans()) for s in statements}
                assert {id: sorted(at) for id, at in page.under.items()} == expected
                assert len(page.links) == len(set(page.links))
                marked += len(expected)
    assert marked > 10


@st.composite
def marked_documents(draw: st.DrawFn) -> tuple[Document, list[Mark]]:
    alphabet = st.one_of(st.sampled_from("<>&\"'\n\r\t ab\u202e\u200f\x00\x1b\x85{}"), st.characters())
    text = draw(st.text(alphabet, min_size=1, max_size=40))
    edge = st.integers(0, len(text))
    spans = st.lists(st.tuples(edge, edge).map(lambda p: Span(min(p), max(p))), min_size=1, max_size=3).map(tuple)
    kinds = draw(st.lists(st.tuples(st.sampled_from([CLAIM, STATEMENT, "actor"]), spans), max_size=5))
    marks = [Mark(kind, found, "" if kind == "actor" else f"{kind[0]}-{n}") for n, (kind, found) in enumerate(kinds)]
    starts = [0, *sorted(draw(st.sets(st.integers(1, max(len(text) - 1, 1)), max_size=3))), len(text)]
    edges = [Span(a, b) for a, b in pairwise(starts) if a < b]
    why = draw(st.text(alphabet, max_size=8))
    parts = tuple(Part(draw(st.sampled_from(list(PartKind))), span, why) for span in edges)
    reuses = tuple(Reuse(span, "d-0", why) for span in draw(spans) if span.start < span.end)
    return Document("d-1", text, "", parts, (), reuses=reuses), marks


@given(marked_documents(), st.sets(st.sampled_from([CLAIM, STATEMENT])))
def test_any_text_with_any_marks_comes_out_as_it_is(made: tuple[Document, list[Mark]], kinds: set[str]) -> None:
    document, marks = made
    page = Page(f'<div id="text">{text_html(document, blocks(document, marks), kinds, {})}</div>')
    assert page.text == showable(document.text)
    assert len(page.text) == len(document.text)
    expected = {m.id: positions(m.spans) for m in marks if m.id and positions(m.spans)}
    assert {id: sorted(at) for id, at in page.under.items()} == expected
    assert len(page.links) == len(set(page.links))
    assert {id[0] for id in page.links} <= {kind[0] for kind in kinds}


def test_every_claim_and_statement_is_in_the_list_beside_the_text(client: TestClient, world: Path) -> None:
    with communique.open(world) as record:
        (claim,) = record.claims(ids=["c-a00000000001"])
        ids = {c.id for c in record.claims(document=claim.document)}
        ids |= {s.id for s in record.statements(document=claim.document)}
    page = html.document_fromstring(client.get(f"/documents/{claim.document}").text)
    links = page.xpath("//nav[@id='found']//a")
    assert {a.get("data-opens") for a in links} == ids
    assert all(a.get("href").endswith(a.get("data-opens")) for a in links)


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", ["claims", "statements", "actors", "dates", "places"]),
        ("?marks=claims,statements", ["claims", "statements"]),
        ("?marks=&marks=dates&marks=claims", ["claims", "dates"]),
        ("?marks=", []),
    ],
)
def test_what_is_marked_is_in_the_address(client: TestClient, world: Path, query: str, kinds: list[str]) -> None:
    with communique.open(world) as record:
        id = record.claims(ids=["c-a00000000001"])[0].document
    page = html.document_fromstring(client.get(f"/documents/{id}{query}").text)
    (text,) = page.xpath("//section[@id='text']")
    assert [c.removeprefix("show-") for c in text.get("class").split() if c != "text"] == kinds
    assert page.xpath("//form[@method='get']//input[@checked]/@value") == kinds
    assert bool(text.xpath(".//a[@data-marks]")) == bool({"claims", "statements"} & set(kinds))


def test_marks_that_there_are_not_are_refused_with_what_there_is(client: TestClient, world: Path) -> None:
    with communique.open(world) as record:
        answer = client.get(f"/documents/{record.documents()[0].id}?marks=verbs,claims")
    assert answer.status_code == 422
    assert "there are no marks verbs" in shown(answer.text)
    assert "claims, statements, actors, dates, places" in shown(answer.text)


def hostile_world(path: Path, uri: str = "news/1.txt") -> Path:
    """The invented documents with a title of markup, one of them in another language, copied and reused."""
    made = make_record()
    a, b = made.all_documents
    a = replace(a, sightings=(Sighting(uri),), title="<img src=x onerror=alert(1)> Solheim")
    b = replace(b, language="vi")
    store(replace(made, all_documents=(a, b)), path)
    with Store.open(path) as opened, opened.transaction():
        set_copies(opened, {b.id: a.id}, {b.id: (Reuse(Span(0, 30), a.id, "<b>Fjord</b>"),)})
    return path


@pytest.mark.parametrize(
    ("uri", "link"),
    [
        ("javascript:alert(1)//", False),
        ("JavaScript://andes.example/%0aalert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("//andes.example/1", False),
        ("http://[broken", False),
        ("news/1.txt", False),
        ("https://andes.example/1?a=<b>", True),
        ("HTTP://andes.example/1", True),
    ],
)
def test_an_address_is_a_link_only_where_it_cannot_run(tmp_path: Path, uri: str, link: bool) -> None:
    path = hostile_world(tmp_path / "hostile.record", uri)
    with client_of(path) as client, communique.open(path) as record:
        id = next(d.id for d in record.documents() if d.language == "en")
        answer = client.get(f"/documents/{id}").text
        page = html.document_fromstring(answer)
        found = [
            (a.get("href"), a.get("rel")) for a in page.xpath("//main//a") if not a.get("href").startswith(("/", "#"))
        ]
        assert found == ([(uri, "noreferrer noopener")] if link else [])
        assert not page.xpath(f"//a[@href={uri!r}]") or link
        assert uri in shown(answer)
        assert page.xpath("//img") == []
        assert page.xpath("string(//h1)") == "<img src=x onerror=alert(1)> Solheim"


def test_copies_reuse_and_another_language_are_told(tmp_path: Path) -> None:
    path = hostile_world(tmp_path / "hostile.record")
    with client_of(path) as client, communique.open(path) as record:
        copy = next(d for d in record.documents() if d.language == "vi")
        answer = client.get(f"/documents/{copy.id}").text
        page = html.document_fromstring(answer)
        assert "This text is in Vietnamese. Only English is read" in shown(answer)
        assert page.xpath(f"//dt[.='Nearly the same as']/following-sibling::dd//a[@href='/documents/{copy.copy_of}']")
        (link,) = page.xpath("//section[@id='text']//a[@class='from']")
        assert link.get("href") == f"/documents/{copy.copy_of}" and link.get("aria-label").startswith("taken from")
        reused = "".join(page.xpath("//section[@id='text']//*[contains(@class, 'k-reuse')]/text()"))
        assert reused == copy.text[:30]


def test_a_text_that_was_replaced_says_so_and_leads_to_the_other(tmp_path: Path) -> None:
    path = small(tmp_path / "twice.record")
    with communique.open(path) as record:
        (old,) = (d.id for d in record.documents() if d.uri == "four.txt")
    small(path, {"four.txt": ARTICLES["four.txt"].replace("Togo", "Benin")})
    with client_of(path) as client, communique.open(path) as record:
        (new,) = (d.id for d in record.documents() if d.uri == "four.txt")
        before, after = (client.get(f"/documents/{id}").text for id in (old, new))
    assert "This text no longer stands at its address" in shown(before)
    assert "this one : was there" in shown(before) and "this one : stands there now" in shown(after)
    assert "no longer stands" not in shown(after)
    assert html.document_fromstring(before).xpath(f"//details//a[@href='/documents/{new}']")
    assert html.document_fromstring(after).xpath(f"//details//a[@href='/documents/{old}']")


def test_what_was_not_read_is_faded_with_its_reason(client: TestClient, world: Path) -> None:
    with communique.open(world) as record:
        document = next(d for d in record.documents() if d.text == TEXT_A)
    aside = [p for p in document.parts if p.kind is PartKind.TEASER]
    page = html.document_fromstring(client.get(f"/documents/{document.id}").text)
    found = page.xpath("//section[@id='text']/div[contains(@class, 'aside')]")
    assert [e.text_content().strip() for e in found] == [p.span.of(TEXT_A) for p in aside]
    assert all(e.get("data-why").startswith("not read") for e in found) and found


def test_a_very_long_document_answers(tmp_path: Path) -> None:
    made = make_record()
    first = made.all_documents[0]
    unit = "Norway visited Chile & <met> it. "
    text = unit * (1_000_000 // len(unit))
    parts = tuple(Part(PartKind.BODY, Span(n, min(n + 3300, len(text)))) for n in range(0, len(text), 3300))
    document = replace(first, text=text, parts=parts)
    base = next(c for c in made.all_claims if c.document == first.id)
    claims = [
        replace(
            base,
            id=f"c-{n:012x}",
            spans=(Span(at, at + 6), Span(at + 7, at + 14)),
            predicate=Span(at + 7, at + 14),
            sentence=Span(at, at + len(unit)),
            matter=None,
            sources=(),
            targets=(),
        )
        for n, at in enumerate(range(0, len(unit) * 3000, len(unit)))
    ]
    record = MemoryRecord((document,), tuple(claims), (), (), (), (), (), ())
    with client_of(store(record, tmp_path / "long.record")) as client:
        begun = time.perf_counter()
        answer = client.get(f"/documents/{document.id}")
        assert answer.status_code == 200
        assert time.perf_counter() - begun < 20
        page = Page(answer.text)
        assert page.text == text
        assert len(page.under) == 3000


def test_a_thousand_marks_on_one_word_are_one_segment() -> None:
    claims = [replace(make_record().all_claims[0], id=f"c-{n:012x}", spans=(Span(3, 9),)) for n in range(1000)]
    document = Document("d-1", "abcdefghijkl", "", (), ())
    made = text_html(document, blocks(document, marks_of(claims, ())), [CLAIM], {})
    assert len(re.findall("data-marks", made)) == 1
