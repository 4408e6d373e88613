"""The pages of events, statements, contradictions and documents: filters, order, parts, and what makes no sense."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from lxml.html import fromstring
from small_record import small
from stored import store
from visiting import Visitor, visiting
from world import make_record

from communique.model.records import Skipped
from communique.views.web.shell import templates

EVENT_IDS = "//li[contains(@class, 'event')]/@id"


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    record = make_record()
    record.all_skipped += tuple(Skipped(f"news/{n:03}.bin", "format", "of no kind") for n in range(60))
    with visiting(store(record, tmp_path_factory.mktemp("world") / "r.record")) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A hundred and twenty events on as many days, and a statement on each."""
    texts = {
        f"{year}-{n:02}.txt": f"A visit of {n} February {year}\n\nLIMA, Feb {n}, {year} - It was seen by many people. "
        f'Peru visited Chile on {year}-02-{n:02}. Peru said: "Word {n} of {year}"\n'
        for year in range(2016, 2021)
        for n in range(1, 25)
    }
    with visiting(small(tmp_path_factory.mktemp("many") / "r.record", texts)) as visitor:
        yield visitor


def test_events_newest_first_with_their_counts(visit: Visitor) -> None:
    page = visit("/events")
    assert page.tree.xpath(EVENT_IDS)[:2] == ["e-1d5c00000011", "e-2d5c00000022"]
    assert "4 events, newest first." in page.main
    assert "/events/e-1d5c00000011" in page.links()
    assert "2 reports from 2 independent origins, contradicted" in page.main


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"state": ["Norway", "CHL"], "form": "visit"}, ["e-1d5c00000011"]),
        ({"status": "planned"}, ["e-3d5c00000033"]),
        ({"event": "support"}, ["e-2d5c00000022"]),
        ({"contradicted": "true"}, ["e-1d5c00000011"]),
        ({"since": "2023-05", "source": "Agencia Andes"}, ["e-1d5c00000011"]),
        ({"actor": "person:ingrid-solheim.nor"}, ["e-1d5c00000011", "e-2d5c00000022"]),
        ({"actor": "solheim", "form": "visit"}, ["e-1d5c00000011"]),
        ({"since": "2024"}, []),
        ({"state": ["", ""], "since": "", "event": "", "source": "", "order": ""},
         ["e-1d5c00000011", "e-2d5c00000022", "e-3d5c00000033", "e-4d5c00000044"]),
    ],
)  # fmt: skip
def test_filters_let_through(visit: Visitor, query: dict[str, str | list[str]], ids: list[str]) -> None:
    page = visit("/events", **query)
    assert sorted(page.tree.xpath(EVENT_IDS)) == ids
    assert f"{len(ids)} event" in page.main


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/events", {"state": ["Norway", "CHL"], "form": "visit"}),
        ("/events", {"actor": "solheim", "since": "2023-05", "order": "oldest"}),
        ("/statements", {"state": "Norway"}),
        ("/contradictions", {"type": "contradiction", "state": "CHL"}),
    ],
)
def test_the_rows_of_a_list_can_be_kept_as_a_table(
    visit: Visitor, address: str, query: dict[str, str | list[str]]
) -> None:
    page = visit(address, **query)
    kind = address.removeprefix("/").removesuffix("s")
    [link] = [a for a in page.links() if "format=csv" in a]
    rows = list(csv.DictReader(io.StringIO(visit.client.get(link).text)))
    shown = page.tree.xpath(f"//li[contains(@class, '{kind}')]/@id")
    assert [row["id"] for row in rows] == shown != []


def test_of_many_who_say_the_same_the_first_are_heard() -> None:
    says = [{"claim": f"c-{n:012}", "chain": [f"Outlet {n}"], "published": None, "words": "it was"} for n in range(7)]
    row = {
        "id": "x-0123456789ab", "type": "contradiction", "subject": "visit: Peru, Chile", "field": "date",
        "values": [{"value": "2021-05-05", "says": says}, {"value": "2021-05-06", "says": says[:4]}],
    }  # fmt: skip
    item = fromstring(templates().get_template("macros.html").module.contradiction_item(row))
    assert [len(side.xpath("./dd/q")) for side in item.xpath(".//dl/div")] == [4, 4]
    assert item.xpath(".//dd/a[@href='/contradictions/x-0123456789ab']/text()") == ["and 3 more"]
    assert item.xpath("string(.//h3/a)") == "Visit of Peru and Chile: date"


def test_where_nothing_is_let_through_there_is_nothing_to_keep(visit: Visitor) -> None:
    assert not [a for a in visit("/events", since="2024").links() if "format=" in a]


def test_filters_stand_in_the_form_and_each_has_a_way_out(visit: Visitor) -> None:
    page = visit("/events", state=["NOR", "chile"], since="2023-05", form="visit", contradicted="true", order="oldest")
    assert [field.get("value") for field in page.tree.xpath("//main//input[@name='state']")] == ["Norway", "Chile"]
    assert page.value("since") == "2023-05"
    assert page.tree.xpath("//select[@name='form']/option[@selected]/@value") == ["visit"]
    assert page.tree.xpath("//select[@name='order']/option[@selected]/@value") == ["oldest"]
    assert page.tree.xpath("//input[@name='contradicted']/@checked")
    chips = dict(zip(page.texts("//ul[@class='active']//bdi"), page.links("//ul[@class='active']"), strict=False))
    assert chips["Norway"] == "/events?state=CHL&since=2023-05&form=visit&contradicted=true&order=oldest"
    assert chips["since 1 May 2023"] == "/events?state=NOR&state=chile&form=visit&contradicted=true&order=oldest"
    assert set(chips) == {"Norway", "Chile", "since 1 May 2023", "visit", "reports contradict each other"}
    assert page.links("//ul[@class='active']")[-1] == "/events"
    assert "/NOR/CHL" in page.links()


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/events?event=FOO", 422, "there is no event FOO"),
        ("/events?form=foo", 422, "one of: visit"),
        ("/events?status=foo", 422, "one of: actual"),
        ("/events?since=2023&until=2022", 422, "until 2022 lies before since 2023"),
        ("/events?since=May", 422, "'May' is not a date"),
        ("/events?state=NOR&state=CHL&state=PER", 422, "the request cannot be understood"),
        ("/events?order=foo", 422, "order"),
        ("/events?cursor=foo", 422, "this is no cursor of this list"),
        ("/events?state=Norwey", 404, "Did you mean Norway"),
        ("/events?source=nobody", 404, "no source called nobody"),
        ("/events?actor=person:ingrid-solhem.nor", 404, "person:ingrid-solheim.nor"),
        ("/statements?speaker=Solhiem", 404, "Ingrid Solheim"),
        ("/statements?order=foo", 422, "order"),
        ("/contradictions?type=foo", 422, "type"),
        ("/documents?source=nobody", 404, "no source called nobody"),
        ("/documents/skipped?cursor=foo", 422, "this is no cursor of this list"),
    ],
)
def test_what_makes_no_sense_is_told(visit: Visitor, address: str, status: int, told: str) -> None:
    assert told in visit(address, status).main


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("list", ["events", "statements", "documents"])
def test_parts_hold_every_row_once_in_order(many: Visitor, list: str, order: str) -> None:
    path = {"documents": "//tbody/tr/@id"}.get(list, f"//li[contains(@class, '{list[:-1]}')]/@id")
    parts = many.through(f"/{list}?order={order}", path)
    assert [len(part) for part in parts] == [50, 50, 20]
    assert len({id for part in parts for id in part}) == 120
    other = many.through(f"/{list}?order={'oldest' if order == 'newest' else 'newest'}", path)
    assert [id for part in other for id in part] == [id for part in parts for id in part][::-1]


def test_the_next_part_keeps_the_filters(many: Visitor) -> None:
    page = many("/events?state=PER&since=2017&order=oldest")
    (further,) = page.tree.xpath("//a[@rel='next']/@href")
    assert further.startswith("/events?state=PER&since=2017&order=oldest&cursor=")
    later = many(further)
    assert "96 events that the filters let through" in page.main and "96 events" in later.main
    assert "/events?state=PER&since=2017&order=oldest" in later.links()


def test_statements_by_speaker_over_time(many: Visitor) -> None:
    page = many("/statements")
    assert "120 statements, newest first." in page.main
    assert len(page.tree.xpath("//*[local-name()='svg']/*[local-name()='rect']")) == 5
    assert page.texts("//details//tbody/tr[1]/*") == ["Q1 2016", "24"]
    (to,) = page.tree.xpath("//table//td[@class='number']/a/@href")
    one = many(to)
    assert "120 statements by Peru , oldest first." in one.main
    assert one.texts("//ol[@class='statements']/li[1]//p")[0].endswith("“Word 1 of 2016”")


def test_statements_with_words(visit: Visitor) -> None:
    page = visit("/statements", q="clos* map")
    assert "2 statements with these words." in page.main
    assert set(page.texts("//mark")) == {"closer", "map"}
    assert page.value("q") == "clos* map"
    assert "1 statement with these words" in visit("/statements", q="closer", since="2023-05", until="2023-05").main
    assert "2 statements with these words" in visit("/statements", q="closer", speaker="solheim", state="CHL").main
    nothing = visit("/statements", q="penguins")
    assert "No statement with these words" in nothing.main and "/search?q=penguins" in nothing.links()


def test_contradictions_are_grouped_in_words(visit: Visitor) -> None:
    page = visit("/contradictions")
    assert "1 contradiction, 1 update." in page.main
    assert page.texts("//h2") == ["Contradictions", "Updates"]
    assert page.texts("//h3/a") == ["Ingrid Solheim's visit to Chile : previous visit", "Agreements to sign : quantity"]
    assert page.tree.xpath("//section[@aria-labelledby='contradiction']//li/@id") == ["x-1d5c00000011"]
    assert visit("/contradictions?type=update").tree.xpath("//h3/parent::li/@id") == ["x-2d5c00000022"]
    assert visit("/contradictions", field="previous visit").tree.xpath("//h3/parent::li/@id") == ["x-1d5c00000011"]
    assert "None that the filters let through" in visit("/contradictions?state=PER").main


def test_documents_tell_their_day_and_how_it_was_found(visit: Visitor) -> None:
    page = visit("/documents")
    assert "2 documents, newest first; those of no known day of publication stand last." in page.main
    first, second = page.texts("//tbody/tr")
    assert first == "5 May 2023 from a line at its head Solheim in Santiago Fjordposten 3 1"
    assert second == "undated Visita de la canciller Agencia Andes 2 1"
    assert page.tree.xpath("//tbody/tr/th/a/@href")[0] == "/documents/d-aaaaaaaaaaaa"
    one = visit("/documents?source=andes")
    assert one.tree.xpath("//tbody/tr/@id") == ["d-bbbbbbbbbbbb"]
    assert "1 document of Agencia Andes" in one.main
    assert "/documents/skipped" in page.links()


def test_what_was_not_read_with_its_reasons(visit: Visitor) -> None:
    page = visit("/documents/skipped")
    assert "61 items were left out" in page.main
    assert page.texts("//ul[@class='active']/li") == ["of a format that is not read: 60", "binary: 1"]
    parts = visit.through("/documents/skipped", "//tbody/tr/th//text()")
    assert [len(part) for part in parts] == [50, 11]
    assert parts[0][0] == "news/broken.bin" and parts[1][-1] == "news/059.bin"
    only = visit("/documents/skipped?reason=binary")
    assert only.texts("//tbody/tr") == ["news/broken.bin binary not text"]


def test_the_form_keeps_who_is_asked_for(visit: Visitor) -> None:
    page = visit("/events?actor=person:ingrid-solheim.nor")
    assert page.value("actor") == "person:ingrid-solheim.nor"
    assert "with Ingrid Solheim" in page.main
