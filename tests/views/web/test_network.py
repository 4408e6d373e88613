"""The network as its tables tell it, which is what a phone and a browser without scripts show."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from small_record import small
from starlette.testclient import TestClient
from stored import store
from world import make_record

from communique.views.server.app import make_app

TEXTS = {
    "one.txt": "One\n\nPeru visited Chile on 2021-05-06. Peru met Chile on 2021-05-08. Peru met Ghana on 2021-06-05.",
    "two.txt": "Two\n\nGhana called Togo on 2021-06-01. Chile met Ghana on 2022-07-05.",
}


@pytest.fixture
def few(tmp_path: Path) -> TestClient:
    return TestClient(make_app(small(tmp_path / "n.record", TEXTS)), base_url="http://127.0.0.1")


def pairs(client: TestClient, address: str) -> list[tuple[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    rows = html.fromstring(answer.text).findall(".//table[@id='pairs']/tbody/tr")
    return [(row.find("th/a").get("href"), row.findall("td")[0].text_content()) for row in rows]


def test_pairs_and_states_stand_in_tables(few: TestClient) -> None:
    assert pairs(few, "/network") == [("/CHL/PER", "2"), ("/CHL/GHA", "1"), ("/GHA/PER", "1"), ("/GHA/TGO", "1")]
    shown = html.fromstring(few.get("/network").text)
    assert "4 states in 4 pairs" in " ".join(shown.find(".//main").text_content().split())
    states = shown.findall(".//table[@id='nodes']/tbody/tr")
    assert [(r.get("data-code"), r.get("data-events"), r.get("data-name")) for r in states] == [
        ("CHL", "3", "Chile"),
        ("GHA", "3", "Ghana"),
        ("PER", "3", "Peru"),
        ("TGO", "1", "Togo"),
    ]
    # The picture is there for scripts alone.
    assert shown.find(".//figure[@class='network']").get("hidden") is not None
    assert all(table.find("caption") is not None for table in shown.findall(".//table"))


def test_filters_stand_in_the_address(few: TestClient) -> None:
    assert pairs(few, "/network?since=2022") == [("/CHL/GHA", "1")]
    assert pairs(few, "/network?least=2") == [("/CHL/PER", "2")]
    assert pairs(few, "/network?around=togo&least=&since=") == [("/GHA/TGO", "1")]
    shown = html.fromstring(few.get("/network?around=CHL&since=2021-05&until=2022&least=1").text)
    fields = {f.get("name"): f.get("value") for f in shown.find(".//form[@action='/network']").iter("input")}
    assert fields == {"since": "2021-05-01", "until": "2022-12-31", "least": "", "around": "Chile"}
    assert pairs(few, "/network?since=1990&until=1991") == []


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/network?around=Atlantis", 404, "Atlantis"),
        ("/network?since=2022&until=2021", 422, "lies before"),
        ("/network?least=many", 422, "no number of events"),
        ("/network?least=0", 422, "no number of events"),
        ("/network?since=yesterday", 422, "is not a date"),
        ("/api/network?least=0", 422, "greater than or equal to 1"),
        ("/api/network?around=Atlantis", 404, "Atlantis"),
    ],
)
def test_what_makes_no_sense_is_refused(few: TestClient, address: str, status: int, told: str) -> None:
    answer = few.get(address)
    assert answer.status_code == status
    assert told in answer.text


def test_what_has_no_room_is_told(few: TestClient) -> None:
    shape = few.get("/api/network?limit=1").json()
    assert (len(shape["pairs"]), shape["left_out"], shape["left_out_most"]) == (1, 3, 1)


def test_persons_who_met_stand_below(tmp_path: Path) -> None:
    path = store(make_record(), tmp_path / "w.record")
    answer = TestClient(make_app(path), base_url="http://127.0.0.1").get("/network").text
    assert "No meeting, call or talks of persons" in answer  # the minister visited a state, not a person
