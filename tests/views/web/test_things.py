"""The pages of single things, without scripts: an event, a claim, a statement, a contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from memory import MemoryRecord
from page_text import client_of, shown, words
from small_record import small
from starlette.testclient import TestClient
from stored import store
from world import make_record

import communique
from communique.views.web.event import BESIDE, FIRST

VISIT, PLAN = "e-1d5c00000011", "e-3d5c00000033"
PART = {"HX-Request": "true"}


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
