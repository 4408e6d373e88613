"""The pages of single things, without scripts: an event, a document, a claim, a statement, a contradiction."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from memory import MemoryRecord
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
from communique.views.server.app import make_app
from communique.views.web.event import BESIDE, FIRST
from communique.views.web.marking import text_html
from communique.views.web.shell import showable

VISIT, PLAN = "e-1d5c00000011", "e-3d5c00000033"
PART = {"HX-Request": "true"}
VOID = {"input", "br", "meta", "link", "img", "hr"}


class Page(HTMLParser):
    """A page as a browser takes it: the text inside the element with the id ``text``, and which ids lie on it."""

    def __init__(self, source: str, inside: str = "text") -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.under = "", dict[str, list[int]]()
        self.links: list[str] = []
        self._inside, self._open = inside, list[tuple[str, list[str]]]()
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if self._open or found.get("id") == self._inside:
            ids = (found.get("data-marks") or "").split()
            if tag not in VOID:
                self._open.append((tag, ids))
            if tag == "a" and ids:
                self.links.append((found.get("href") or "").rsplit("/", 1)[-1])

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            for _, ids in self._open:
                for id in ids:
                    self.under.setdefault(id, []).extend(range(len(self.text), len(self.text) + len(data)))
            self.text += data


def positions(spans: tuple[Span, ...]) -> list[int]:
    return sorted({i for span in spans for i in range(*span)})


def client_of(path: Path, *, read_only: bool = False) -> TestClient:
    return TestClient(make_app(path, read_only=read_only), base_url="http://127.0.0.1", follow_redirects=False)


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


def addresses(path: Path) -> list[str]:
    with communique.open(path) as record:
        kinds = {
            "events": record.events(),
            "documents": record.documents(),
            "claims": record.claims(),
            "statements": record.statements(),
            "contradictions": record.contradictions(),
        }
    return [f"/{kind}/{thing.id}" for kind, things in kinds.items() for thing in things]


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def shown(answer: str) -> str:
    return words(html.document_fromstring(answer).xpath("//main")[0])


def test_every_thing_has_a_page_that_is_well_made(world: Path, valley: Path) -> None:
    seen = set()
    for path in (world, valley):
        with client_of(path) as client:
            for address in addresses(path):
                seen.add(address.split("/")[1])
                answer = client.get(address)
                assert answer.status_code == 200, address
                page = html.document_fromstring(answer.text)
                assert len(page.xpath("//h1")) == 1, address
                ids = page.xpath("//@id")
                assert len(ids) == len(set(ids)), address
                levels = [int(e.tag[1]) for e in page.xpath("//h1|//h2|//h3|//h4")]
                assert all(b - a <= 1 for a, b in pairwise(levels)), (address, levels)
                assert page.xpath("//*[@style]|//style|//script[not(@src)]|//@onclick") == []
                assert all(t.xpath("caption") for t in page.xpath("//table"))
                named = page.xpath("//input[not(@type='hidden')]|//select")
                assert all(f.xpath("ancestor::label") or f.get("id") == "find" for f in named)
    assert seen == {"events", "documents", "claims", "statements", "contradictions"}


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


def test_the_beginning_of_an_id_leads_to_the_whole(client: TestClient) -> None:
    answer = client.get("/events/e-1d5c?all=true")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/events/{VISIT}?all=true")


@pytest.mark.parametrize("kind", ["events", "documents", "claims", "statements", "contradictions"])
def test_what_is_not_there_is_a_page_with_what_comes_near(client: TestClient, kind: str) -> None:
    answer = client.get(f"/{kind}/{kind[0] if kind != 'contradictions' else 'x'}-000000000000")
    assert answer.status_code == 404
    wrong = client.get(f"/{kind}/{'c-a00000000001' if kind != 'claims' else VISIT}")
    assert wrong.status_code == 404
    near = html.document_fromstring(wrong.text).xpath("//main//a/@href")
    assert ("/claims/c-a00000000001" if kind != "claims" else f"/events/{VISIT}") in near


@pytest.mark.parametrize("address", ["/claims/c-a00000000001", "/statements/s-a00000000001"])
def test_a_part_for_the_panel_says_the_same_as_the_page(client: TestClient, address: str) -> None:
    part, whole = client.get(address, headers=PART).text, client.get(address).text
    assert "<html" not in part and "<html" in whole
    found = html.fragment_fromstring(part, create_parent=True)
    heads = found.xpath(".//*[self::h1 or self::h2 or self::h3]")
    assert heads[0].tag == "h2" and heads[0].get("tabindex") == "-1"
    assert [h.tag for h in heads if h.tag == "h1"] == []
    head = " ".join(html.document_fromstring(whole).xpath("//h1")[0].text_content().split())
    assert head in " ".join(heads[0].text_content().split())


def test_a_claim_down_to_its_words(client: TestClient) -> None:
    page = html.document_fromstring(client.get("/claims/c-a00000000001").text)
    rows = {
        r.xpath("string(th)"): r.xpath("string(td[1])").strip() for r in page.xpath("//table[@class='roles']//tr[td]")
    }
    assert rows["who"] == "Norwegian Foreign Minister Ingrid Solheim"
    assert rows["what"] == "visited"
    told = shown(client.get("/claims/c-a00000000001").text)
    for phrase in ("almost certain (95%)", "CONSULT", "2011", "the verb “visit”", "whom: its object", "Agencia Andes"):
        assert phrase in told, phrase
    assert f"/events/{VISIT}" in page.xpath("//main//a/@href")
    assert "".join(page.xpath("//blockquote//mark/text()")).startswith("Norwegian Foreign Minister Ingrid Solheim")


def test_a_claim_leads_to_its_place_in_the_text(client: TestClient, world: Path) -> None:
    with communique.open(world) as record:
        (claim,) = record.claims(ids=["c-a00000000001"])
    links = html.document_fromstring(client.get(f"/claims/{claim.id}").text).xpath("//main//a/@href")
    assert f"/documents/{claim.document}#{claim.id}" in links
    text = html.document_fromstring(client.get(f"/documents/{claim.document}").text)
    (place,) = text.xpath(f"//*[@id='{claim.id}']")
    after = place.xpath("following-sibling::*[@data-marks][1]")
    assert claim.id in after[0].get("data-marks").split()


def test_a_statement_with_its_speaker_and_words(client: TestClient) -> None:
    page = html.document_fromstring(client.get("/statements/s-a00000000001").text)
    marked = {
        kind: "".join(page.xpath(f"//blockquote//*[contains(@class, 'k-{kind}')]/text()"))
        for kind in ("actor", "cue", "words")
    }
    assert marked == {
        "actor": "she",
        "cue": "told",
        "words": "“The south is closer to us than the map says,”",
    }
    assert "word for word" in shown(client.get("/statements/s-a00000000001").text)


def test_the_sides_of_a_contradiction_stand_side_by_side(client: TestClient) -> None:
    answer = client.get("/contradictions/x-1d5c00000011").text
    page = html.document_fromstring(answer)
    assert [h.text_content() for h in page.xpath("//section/h2")] == ["2011", "before 2003"]
    assert len(page.xpath("//section//blockquote")) == 2
    assert "Reports exclude each other" in shown(answer) and "the years exclude each other" in shown(answer)
    assert f"/events/{VISIT}" in page.xpath("//main//a/@href")
    assert "A later report has another figure" in shown(client.get("/contradictions/x-2d5c00000022").text)


def test_an_event_with_its_reports_side_by_side(client: TestClient) -> None:
    answer = client.get(f"/events/{VISIT}").text
    page = html.document_fromstring(answer)
    assert page.xpath("string(//h1)").startswith("Ingrid Solheim (NOR) visited")
    rows = {
        words(r.xpath("th")[0]): [words(c) for c in r.xpath("td")]
        for r in page.xpath("//table[@class='beside']//tr[td]")
    }
    assert rows["date told more or less exactly"] == ["3–4 May 2023", "1–7 May 2023"]
    assert rows["place"] == ["Santiago", "leaves out"]
    heads = [words(h) for h in page.xpath("//table[@class='beside']//thead//th")][1:]
    assert [h.split(" of ")[1].split(" ")[0] for h in heads] == ["Norway", "Chile"]
    assert "2 reports from 2 independent origins" in shown(answer)
    assert page.xpath("//h2[@id='contradictions']/following-sibling::ol//a[@href='/contradictions/x-1d5c00000011']")
    assert [li.get("id") for li in page.xpath("//ol[contains(@class, 'evidence')]/li")] == [
        "c-a00000000001",
        "c-b00000000001",
    ]


def test_what_became_of_a_plan(client: TestClient) -> None:
    told = shown(client.get(f"/events/{PLAN}").text)
    assert "What became of the plan still open" in told
    assert "told as planned" in told


def wide(path: Path, reports: int, each: int) -> Path:
    """The visit told by many documents, with ``each`` claims in every one of them."""
    made = make_record()
    first, event = made.all_documents[0], made.all_events[0]
    claim = next(c for c in made.all_claims if c.id == event.claims[0])
    documents = [replace(first, id=f"d-{n:012x}", title=f"Report {n}") for n in range(reports)]
    claims = [
        replace(claim, id=f"c-{d:06x}{n:06x}", document=document.id)
        for d, document in enumerate(documents)
        for n in range(each)
    ]
    value = replace(event.fields[0].values[0], supports=tuple(c.id for c in claims))
    fields = (replace(event.fields[0], values=(value,)),)
    grown = replace(
        event,
        claims=tuple(c.id for c in claims),
        documents=tuple(d.id for d in documents),
        fields=fields,
        origins=tuple(replace(event.origins[0], name=f"Root {n}", documents=(d.id,)) for n, d in enumerate(documents)),
    )
    made = replace_all(made, documents, claims, grown)
    return store(made, path)


def replace_all(made: MemoryRecord, documents: list, claims: list, event: object) -> MemoryRecord:  # type: ignore[type-arg]
    return MemoryRecord(tuple(documents), tuple(claims), (), (event,), (), made.all_actors, (), ())  # type: ignore[arg-type]


def test_a_long_event_shows_its_first_claims_and_a_way_to_all(tmp_path: Path) -> None:
    with client_of(wide(tmp_path / "wide.record", BESIDE + 4, 21)) as client:
        total = (BESIDE + 4) * 21
        answer = client.get(f"/events/{VISIT}").text
        page = html.document_fromstring(answer)
        assert len(page.xpath("//ol[contains(@class, 'evidence')]/li")) == FIRST
        assert page.xpath("//table[@class='beside']") == []
        assert len(page.xpath("//ul[contains(@class, 'reports')]/li")) == BESIDE + 4
        (more,) = page.xpath(f"//a[normalize-space()='all {total} claims']/@href")
        everything = html.document_fromstring(client.get(more.partition("#")[0]).text)
        assert len(everything.xpath("//ol[contains(@class, 'evidence')]/li")) == total
        assert "more reports" in shown(answer)


def test_forms_to_judge_are_there_only_for_who_may(world: Path) -> None:
    with client_of(world) as client, client_of(world, read_only=True) as reader:
        for address in addresses(world):
            if address.startswith("/documents"):
                continue
            page = html.document_fromstring(client.get(address).text)
            forms = page.xpath("//form[@action='/judge']")
            assert forms, address
            assert all(f.xpath(".//input[@name='ids']/@value") and f.xpath(".//button[@name='verdict']") for f in forms)
            assert html.document_fromstring(reader.get(address).text).xpath("//form[@action='/judge']") == []


def test_a_claim_is_judged_from_its_event_and_the_page_tells_it(valley: Path, tmp_path: Path) -> None:
    path = tmp_path / "judged.record"
    path.write_bytes(valley.read_bytes())
    with communique.open(path) as record:
        event = next(e for e in record.events() if len(e.claims) > 1)
    with client_of(path) as client:
        page = html.document_fromstring(client.get(f"/events/{event.id}").text)
        form = page.xpath("//ol[contains(@class, 'evidence')]//form[.//button[@value='right']]")[0]
        fields = {f.get("name"): f.get("value") or "" for f in form.xpath(".//input")}
        asked = fields | {"verdict": "right", "field": "date", "by": "Ana", "note": "<b>so it is</b>"}
        answer = client.post("/judge", data=asked, headers={"Origin": "http://127.0.0.1"})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"/events/{event.id}?judged=j-")
        told = shown(client.get(answer.headers["location"]).text)
        assert re.search(r"judged right date(: \S+)? by Ana", told) and "<b>so it is</b>" in told
        split = page.xpath("//ol[contains(@class, 'evidence')]//form[.//button[@value='split']]")[0]
        fields = {f.get("name"): f.get("value") or "" for f in split.xpath(".//input")}
        answer = client.post(
            "/judge", data=fields | {"verdict": "split", "by": "Ana"}, headers={"Origin": "http://127.0.0.1"}
        )
        assert answer.status_code == 303
        with communique.open(path) as record:
            assert [len(e.claims) for e in record.events_of([fields["ids"]])] == [1]


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
