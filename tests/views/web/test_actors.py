"""The pages of those who act: the list, one person with offices and what shows them, an organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from memory import MemoryActor
from stored import store
from visiting import Visitor, visiting
from world import make_record

from communique.model.records import Office
from communique.model.values import ActorKind

SOLHEIM = "person:ingrid-solheim.nor"


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    record = make_record()
    minister, *others = record.all_actors
    given = Office(
        SOLHEIM, "Ingrid Solheim", "minister of fisheries", "NOR", dt.date(2019, 1, 1), dt.date(2021, 6, 30), "given",
        origin="my notes", conflicts=("person:per-vik.nor in d-aaaaaaaaaaaa on 2020-01-01",),
    )  # fmt: skip
    rivas = MemoryActor("person:pablo-rivas.chl", "Pablo Rivas", ActorKind.PERSON, "CHL", "GOV", mentions=1)
    asean = MemoryActor("org:asean", "ASEAN", ActorKind.ORGANISATION, None, "IGO", mentions=1)
    record.all_actors = (replace(minister, offices=(*minister.offices, given)), *others, rivas, asean)
    # Who is visited stands as a person, so that the two met.
    met = next(e for e in record.all_events if e.form == "visit")
    host = replace(met.targets[0], actor=rivas.id, kind=ActorKind.PERSON, name="Pablo Rivas")
    record.all_events = tuple(replace(e, targets=(host,)) if e is met else e for e in record.all_events)
    with visiting(store(record, tmp_path_factory.mktemp("world") / "r.record")) as visitor:
        yield visitor


def test_the_most_mentioned_first(visit: Visitor) -> None:
    page = visit("/actors")
    assert "4 actors, the most mentioned first." in page.main
    assert page.texts("//tbody/tr")[:2] == [
        "Ingrid Solheim person Norway foreign minister , minister of fisheries 5 2",
        "Chile state Chile 4 2",
    ]
    assert page.tree.xpath("//tbody/tr/th/a/@href")[:2] == [f"/actors/{SOLHEIM}", "/CHL"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"state": "Norway"}, ["Ingrid Solheim"]),
        ({"kind": "person"}, ["Ingrid Solheim", "Pablo Rivas"]),
        ({"kind": "person", "state": "CHL"}, ["Pablo Rivas"]),
        ({"q": "SOL ing"}, ["Ingrid Solheim"]),
        ({"q": "i", "kind": "person", "state": "CHL"}, ["Pablo Rivas"]),
        ({"q": "nobody"}, []),
        ({"q": "\x00" * 9}, []),
    ],
)
def test_filters(visit: Visitor, query: dict[str, str], names: list[str]) -> None:
    page = visit("/actors", **query)
    assert page.texts("//tbody/tr/th") == names
    assert f"{len(names)} actor" in page.main


def test_one_person(visit: Visitor) -> None:
    page = visit(f"/actors/{SOLHEIM}")
    assert page.texts("//h1") == ["Ingrid Solheim"]
    assert "Person of Norway · government · named 5 times in 2 documents" in page.main
    assert "Also called: Solheim" in page.main
    assert page.texts("//section[@aria-labelledby='events']//h2") == ["Events 2, newest first"]
    assert page.tree.xpath("//section[@aria-labelledby='events']//li/@id") == ["e-1d5c00000011", "e-2d5c00000022"]
    assert page.texts("//section[@aria-labelledby='met']//tbody/tr") == ["Pablo Rivas Chile 1 4 May 2023"]
    assert (
        page.tree.xpath("//section[@aria-labelledby='said']//blockquote//a[1]/@href")[0] == "/statements/s-a00000000001"
    )


def test_offices_lead_to_the_words_that_show_them(visit: Visitor) -> None:
    page = visit(f"/actors/{SOLHEIM}")
    foreign, fisheries = page.texts("//section[@aria-labelledby='offices']//li")
    assert fisheries.startswith("minister of fisheries of Norway · 1 Jan 2019 to 30 Jun 2021")
    assert "shown by your own table of offices: my notes" in fisheries
    assert "but: person:per-vik.nor in d-aaaaaaaaaaaa on 2020-01-01" in fisheries
    assert foreign == (
        "foreign minister of Norway · told on 5 May 2023 Norwegian Foreign Minister Ingrid Solheim Fjordposten , "
        "5 May 2023"
    )
    links = page.links("//section[@aria-labelledby='offices']")
    assert "/documents/d-aaaaaaaaaaaa#:~:text=Norwegian%20Foreign%20Minister%20Ingrid%20Solheim" in links
    assert "/documents/d-aaaaaaaaaaaa" in links  # of the conflict


def test_an_organisation_has_its_members(visit: Visitor) -> None:
    page = visit("/actors/org:asean")
    assert page.texts("//section[@aria-labelledby='body']/h2") == ["Bloc"]
    assert "/VNM" in page.links("//section[@aria-labelledby='body']")
    assert "Takes part in no event." in page.main


def test_a_state_has_a_page_of_its_own(visit: Visitor) -> None:
    assert visit.moved("/actors/state:CHL") == "/CHL"
    assert visit.moved("/actors/state:chl") == "/CHL"


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/actors/person:ingrid-solhem.nor", "Ingrid Solheim"),
        ("/actors/Solheim", "Ingrid Solheim"),
        ("/actors/a/b/c", "the list of all is at /actors"),
        ("/actors/%00", "the list of all is at /actors"),
    ],
)
def test_nobody_of_that_id(visit: Visitor, address: str, near: str) -> None:
    assert near in visit(address, 404).main


def test_what_makes_no_sense_is_told(visit: Visitor) -> None:
    assert "no kind of actor foo" in visit("/actors?kind=foo", 422).main
    assert "Did you mean Norway" in visit("/actors?state=Norwey", 404).main
    assert "no cursor" in visit(f"/actors/{SOLHEIM}?cursor=foo", 422).main
