"""Search everywhere: what counts as states, ids and names, and what comes near."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stored import store
from world import make_record

import communique
from communique import api
from communique.errors import UnknownId
from communique.views.finding import actor_named, direct, findings, near_names, near_states, near_to, states_in

HOSTILE = (
    "x" * 10_000,
    "x " * 5_000,
    "\x00",
    "\ud800 half",
    '"" ( NEAR OR AND NOT * ^ {',
    "?!.,;",
    "title: *",
    "🙂",
    "e-",
    "j-0000",
    "person:",
    ":" * 50,
    "' OR 1=1 --",
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Record]:
    with communique.open(store(make_record(), tmp_path_factory.mktemp("world") / "r.record")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("RUS VNM", ["RUS", "VNM"]),
        ("Russia and Vietnam", ["RUS", "VNM"]),
        ("russia, viet nam", ["RUS", "VNM"]),
        ("Vietnam–Russia", ["VNM", "RUS"]),
        ("Vietnam-Russia", ["VNM", "RUS"]),
        ("north korea south korea", ["PRK", "KOR"]),
        ("Bosnia and Herzegovina", ["BIH"]),
        ("Bosnia and Herzegovina and Guinea-Bissau", ["BIH", "GNB"]),
        ("the Netherlands", ["NLD"]),
        ("Vietnam", ["VNM"]),
        ("Vietnam Vietnam", []),
        ("visit to Vietnam", []),
        ("Korea", []),
        ("", []),
        ("a b c d e f g h i j k l", []),
    ],
)
def test_states(text: str, codes: list[str]) -> None:
    assert [one["code"] for one in states_in(text)] == codes


def test_states_that_have_the_word_or_a_name_like_it() -> None:
    assert [one["code"] for one in near_states("Korea", alike=False)] == ["PRK", "KOR"]
    assert near_states("Rusia", alike=False) == []
    assert near_states("Rusia")[0]["code"] == "RUS"
    assert near_states("x" * 10_000) == []


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("e-1d5c00000011", "e-1d5c00000011"),
        (" E-1D5C ", "e-1d5c00000011"),
        ("1d5c00000011", None),  # an event and a contradiction
        ("2d5c00000022", None),
        ("c-a000", None),  # several
        ("c-b00000000001", "c-b00000000001"),
        ("s-b000", "s-b00000000001"),
        ("d-aaaa", "d-aaaaaaaaaaaa"),
        ("x-1d5c", "x-1d5c00000011"),
        ("person:ingrid-solheim.nor", "person:ingrid-solheim.nor"),
        ("person:ingrid-sol", "person:ingrid-solheim.nor"),
        ("person:nobody", None),
        ("2023", None),
        ("e-", None),
        ("face", None),
    ],
)
def test_an_id_or_its_beginning_leads_there(record: api.Record, text: str, id: str | None) -> None:
    assert direct(record, text) == id


def test_what_is_found_is_sorted_by_kind(record: api.Record) -> None:
    found = findings(record, "Solheim")
    assert [one["id"] for one in found["actors"]] == ["person:ingrid-solheim.nor"]
    assert sorted(one["document"]["id"] for one in found["documents"]) == ["d-aaaaaaaaaaaa", "d-bbbbbbbbbbbb"]
    hit = found["documents"][0]["hit"]
    assert {hit["excerpt"][a:b] for a, b in hit["marks"]} == {"Solheim"}
    assert found["near_actors"] == [] and found["more"] == []

    said = findings(record, "closer map")["statements"]
    assert {one["statement"]["id"] for one in said} == {"s-a00000000001", "s-b00000000001"}
    assert [one["id"] for one in findings(record, "fjord")["sources"]] == ["fjordposten"]


def test_more_than_are_shown(record: api.Record) -> None:
    found = findings(record, "Solheim", limit=1)
    assert len(found["documents"]) == 1 and found["more"] == ["documents"]
    only = findings(record, "Solheim", kind="actors")
    assert only["actors"] and not only["documents"]


def test_states_stand_first_and_are_no_actors(record: api.Record) -> None:
    found = findings(record, "Chile")
    assert [one["code"] for one in found["states"]] == ["CHL"]
    assert found["actors"] == []
    assert found["documents"]


def test_nothing_found_tells_what_comes_near(record: api.Record) -> None:
    found = findings(record, "Solhiem")
    assert not (found["actors"] or found["documents"] or found["statements"])
    assert [one["name"] for one in found["near_actors"]] == ["Ingrid Solheim"]
    assert [one["code"] for one in findings(record, "Norwey")["near_states"]] == ["NOR"]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_a_search(record: api.Record, text: str) -> None:
    assert direct(record, text) is None
    found = findings(record, text)
    assert not (found["states"] or found["sources"] or found["documents"] or found["statements"])


def test_an_actor_by_id_or_name(record: api.Record) -> None:
    for text in ("person:ingrid-solheim.nor", "Ingrid Solheim", "ingrid  SOLHEIM", "solheim"):
        assert actor_named(record, text)["id"] == "person:ingrid-solheim.nor"
    with pytest.raises(UnknownId) as several:
        actor_named(record, "i")
    assert "person:ingrid-solheim.nor" in several.value.hint and "state:CHL" in several.value.hint
    with pytest.raises(UnknownId) as nobody:
        actor_named(record, "Solhiem")
    assert "Ingrid Solheim (person:ingrid-solheim.nor)" in nobody.value.hint


def test_what_is_near_an_id(record: api.Record) -> None:
    assert "person:ingrid-solheim.nor" in near_to(record, "person:ingrid-solhem.nor")
    assert near_to(record, "Zzz") == "the list of all is at /actors"


def test_names_alike() -> None:
    named = [("fjordposten", ["Fjordposten"]), ("andes", ["Agencia Andes", "AA"])]
    assert near_names("fjord-posten", named) == ["fjordposten"]
    assert near_names("agencia ands", named) == ["andes"]
    assert near_names("zzz", named) == near_names("f" * 1000, named) == []
