"""The pages of those who publish."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from small_record import small
from stored import store
from visiting import Visitor, visiting
from world import make_record


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with visiting(store(make_record(), tmp_path_factory.mktemp("world") / "r.record")) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def enough(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Twelve reports of one paper, each the day after the same event stood in another."""
    texts = {}
    for n in range(1, 13):
        for paper, day in (("lark", n), ("wren", n + 1)):
            texts[f"{paper}.{n}.txt"] = (
                f"A visit of {n} March by {paper}\n\nLIMA, March {day}, 2021 - The {paper} was there with {n} others. "
                f'Peru visited Chile on 2021-03-{n:02}. Peru said: "Day {n}"\n'
            )
    with visiting(small(tmp_path_factory.mktemp("enough") / "r.record", texts)) as visitor:
        yield visitor


def test_the_list(visit: Visitor) -> None:
    page = visit("/sources")
    assert page.texts("//tbody/tr") == [
        "Agencia Andes agency, owned by the state Chile 1 1 of 1",
        "Fjordposten newspaper, privately owned Norway 1 1 of 1",
    ]
    assert page.tree.xpath("//tbody/tr/th/a/@href") == ["/sources/agencia-andes", "/sources/fjordposten"]
    assert visit("/sources?q=FJORD").texts("//tbody/tr/th") == ["Fjordposten"]
    assert "No source is called so." in visit("/sources?q=zzz").main


def test_few_documents_say_little_of_a_source(visit: Visitor) -> None:
    page = visit("/sources/fjordposten")
    assert page.texts("//h1") == ["Fjordposten"]
    assert (
        "Newspaper of Norway, privately owned. The record has 1 document of it (of 2 in all), of 5 May 2023."
        in page.main
    )
    assert "A small sample" in page.main and "%" not in page.main
    assert page.texts("//section[@aria-labelledby='covers']//tbody/tr") == ["Chile and Norway 3 3 of 3"]
    assert page.links("//section[@aria-labelledby='covers']") == ["/events?source=fjordposten", "/CHL/NOR"]
    assert page.texts("//section[@aria-labelledby='quotes']//tbody/tr") == ["Ingrid Solheim Norway government 1 1"]
    assert "in an order that is not known 1 1 of 1" in page.texts("//section[@aria-labelledby='first']//tbody/tr")
    assert page.links("//section[@aria-labelledby='differs']") == ["/contradictions/x-1d5c00000011"]
    assert "before 2003 says Agencia Andes" in page.main
    assert "/documents?source=fjordposten" in page.links()


def test_enough_documents_have_shares(enough: Visitor) -> None:
    lark, wren = enough("/sources/lark"), enough("/sources/wren")
    assert "A small sample" not in lark.main
    assert lark.texts("//section[@aria-labelledby='first']//tbody/tr")[0] == "before all others 12 100% 12 of 12"
    assert wren.texts("//section[@aria-labelledby='first']//tbody/tr")[2] == "later 12 100% 12 of 12"
    assert enough("/events?source=wren").texts("//p[@class='quiet']")[0].startswith("12 events")


def test_a_name_leads_to_the_page(visit: Visitor) -> None:
    assert visit.moved("/sources/Agencia Andes") == "/sources/agencia-andes"
    assert visit.moved("/sources/FJORD") == "/sources/fjordposten"


@pytest.mark.parametrize(
    ("name", "told"), [("fjord-post", "near it: fjordposten"), ("a/b", "the list of all is at /sources")]
)
def test_an_unknown_source_tells_what_is_near(visit: Visitor, name: str, told: str) -> None:
    assert told in visit(f"/sources/{name}", 404).main
