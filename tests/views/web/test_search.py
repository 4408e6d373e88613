"""The page that searches everywhere, and the page that tells how to read the others."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from stored import store
from visiting import Visitor, visiting
from world import make_record

from communique.model.ontology import EventType

HOSTILE = (
    "x" * 10_000,
    "word " * 2_000,
    "\x00",
    "?!.,;:",
    '"unclosed ( NEAR/3 AND OR NOT ^ * {a}: -',
    "<script>window.pwned=1</script>",
    "\u202egnihton\u202c",
    "' OR 1=1 --",
    "%",
    "🙂" * 50,
)


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with visiting(store(make_record(), tmp_path_factory.mktemp("world") / "r.record")) as visitor:
        yield visitor


def test_two_states_lead_to_what_is_between_them(visit: Visitor) -> None:
    for words in ("NOR CHL", "Norway and Chile", "norway, chile"):
        assert visit("/search", q=words).links()[:3] == ["/NOR/CHL", "/NOR", "/CHL"]
    assert visit("/search", q="Chile").links()[0] == "/CHL"


def test_a_match_leads_to_its_words_in_the_text(visit: Visitor) -> None:
    page = visit("/search", q="closer map")
    places = [a for a in page.links() if ":~:text=" in a]
    assert places
    for place in places:
        address, _, words = place.partition("#:~:text=")
        words = unquote(words)
        assert words.startswith(("closer", "map"))
        assert "".join(words.split()) in "".join(visit(address).main.split())


def test_who_and_what_lead_to_a_list_of_events_with_these_filters(visit: Visitor) -> None:
    page = visit("/search", q="Solheim visit")
    assert page.texts("//section[@aria-labelledby='events']//a") == ["Visits with Ingrid Solheim"]
    [address] = page.links("//section[@aria-labelledby='events']")
    assert "1 event that the filters let through" in visit(address).main


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("e-1d5c", "/events/e-1d5c00000011"),
        ("s-a00000000001", "/statements/s-a00000000001"),
        ("d-aaaa", "/documents/d-aaaaaaaaaaaa"),
        ("x-2d5c", "/contradictions/x-2d5c00000022"),
        ("c-b00000000001", "/claims/c-b00000000001"),
        ("person:ingrid-sol", "/actors/person:ingrid-solheim.nor"),
    ],
)
def test_an_id_leads_straight_there(visit: Visitor, words: str, address: str) -> None:
    assert visit.moved("/search", q=words) == address


def test_answers_by_kind_with_their_numbers(visit: Visitor) -> None:
    page = visit("/search", q="Solheim")
    assert page.texts("//h2") == ["Persons and organisations 1", "Documents 2"]
    assert "/actors/person:ingrid-solheim.nor" in page.links()
    assert set(page.texts("//mark")) == {"Solheim"}
    assert page.tree.xpath("//input[@id='find']/@value") == ["Solheim"]
    said = visit("/search", q='"closer to us"')
    assert said.texts("//h2") == ["Statements 2", "Documents 2"]
    assert "“The south is closer to us than the map says,”" in said.main
    assert visit("/search", q="andes").texts("//h2")[0] == "Sources 1"


def test_only_one_kind(visit: Visitor) -> None:
    assert visit("/search", q="Solheim", kind="documents").texts("//h2") == ["Documents 2"]
    assert "kind" in visit("/search?q=a&kind=foo", 422).main
    nothing = visit("/search", q="Solheim", kind="sources")
    assert "Only sources were looked at" in nothing.main and "/search?q=Solheim" in nothing.links()


def test_nothing_found_says_what_was_looked_for(visit: Visitor) -> None:
    page = visit("/search", q="Solhiem")
    assert "Nothing in the record has Solhiem ." in page.main
    assert page.links("//section[@aria-labelledby='near']") == ["/actors/person:ingrid-solheim.nor"]
    assert visit("/search", q="Norwey").links("//section[@aria-labelledby='near']") == ["/NOR"]


def test_an_empty_search_shows_how_to_search(visit: Visitor) -> None:
    for address in ("/search", "/search?q=", "/search?q=+++"):
        page = visit(address)
        assert page.texts("//h1") == ["Search everywhere"] and page.tree.xpath("//main//input[@name='q']")
        assert "/search?q=RUS+VNM" in page.links()


@pytest.mark.parametrize("address", ["/search", "/statements", "/actors", "/sources"])
@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_gives_a_page(visit: Visitor, address: str, words: str) -> None:
    page = visit(address, q=words)
    assert page.texts("//h1") and "<script>window" not in page.source and "\u202e" not in page.source


def test_help_tells_all_kinds_of_events_with_their_scores(visit: Visitor) -> None:
    page = visit("/help")
    rows = page.texts("//tbody/tr")
    for event in EventType:
        assert any(event.capitalize() in row for row in rows)
    assert any("Assault −9 " in row for row in rows)
    assert page.tree.xpath("//*[@id='marks']") and "/help/api" in page.links()
    assert [
        href for href in page.links("//ul") if href.startswith("#") and not page.tree.xpath(f"//*[@id='{href[1:]}']")
    ] == []


def test_a_state_that_is_not_there_leads_to_the_same_page_of_those_near_it(visit: Visitor) -> None:
    links = visit("/NOR/chilli", 404).links()
    assert "/NOR/CHL" in links
    assert "/CHL" in visit("/Chill", 404).links()
    assert "/events?state=NOR&form=visit" in visit("/events?state=Norwey&form=visit", 404).links()
    assert visit("/CHL", 200)
