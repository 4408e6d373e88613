from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from crowd import STATES, crowd
from small_record import small
from starlette.testclient import TestClient
from stored import store
from world import make_record

from communique.views.server.app import make_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = small(tmp_path_factory.mktemp("small") / "a.record")
    with TestClient(make_app(path), base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = store(make_record(), tmp_path_factory.mktemp("world") / "b.record")
    with TestClient(make_app(path), base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made


def heading_levels(text: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])", text)]


def test_the_page_tells_how_two_states_stand(client: TestClient) -> None:
    answer = client.get("/PER/CHL")
    assert answer.status_code == 200
    text = answer.text
    assert '<h1><a href="/PER">Peru</a> – <a href="/CHL">Chile</a></h1>' in text
    assert "3 events between them from 6 May 2021 to 10 May 2021: 2 visits, 1 meeting or call" in text
    assert "Told by 3 documents from 3 sources, 3 independent origins in all." in text
    assert 'data-source="/api/dyads/PER/CHL/timeline"' in text
    assert 'href="/PER/CHL/brief"' in text
    levels = heading_levels(text)
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    form = text.split('aria-label="Filters of this page"')[1].split("</form>")[0]
    assert re.findall(r'name="(\w+)"', form) == [
        "since", "until", "form", "event", "status", "source", "contradicted",
    ]  # fmt: skip
    assert answer.headers["Vary"] == "HX-Request"


def test_names_of_states_lead_to_their_codes_and_empty_filters_go(client: TestClient) -> None:
    def leads(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 307
        return answer.headers["location"]

    assert leads("/peru/chile") == "/PER/CHL"
    assert leads("/Peru/CHL/brief?form=visit") == "/PER/CHL/brief?form=visit"
    assert leads("/PER/CHL?form=&since=2021&until=") == "/PER/CHL?since=2021"
    assert leads("/PER/peru") == "/PER"
    assert leads("/chile") == "/CHL"


def test_unknown_states_and_senseless_filters_are_refused(client: TestClient) -> None:
    assert client.get("/PER/Chille").status_code == 404
    assert "Chile" in client.get("/PER/Chille").text
    assert client.get("/nowhere").status_code == 404
    for senseless in (
        "form=dance",
        "event=HUG",
        "status=maybe",
        "since=2022&until=2021",
        "since=yesterday",
        "step=week",
    ):
        assert client.get(f"/PER/CHL?{senseless}").status_code == 422, senseless
    assert client.get("/PER/CHL?source=nobody").status_code == 404
    assert client.get("/PER/CHL?cursor=nonsense").status_code == 422


def test_filters_show_and_can_be_taken_away_one_by_one(client: TestClient) -> None:
    text = client.get("/PER/CHL?form=visit&since=2021-05-08").text
    assert "1 event between them on 10 May 2021: 1 visit" in text
    assert 'href="/PER/CHL?since=2021-05-08"' in text
    assert 'href="/PER/CHL?form=visit"' in text
    assert 'data-source="/api/dyads/PER/CHL/timeline?since=2021-05-08&amp;form=visit"' in text
    assert 'href="/PER/CHL/brief?since=2021-05-08&amp;form=visit"' in text
    assert '<option value="visit" selected>' in text


def test_the_list_of_events_goes_on_by_cursor(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.views.dyad.EVENTS", 2)
    first = client.get("/PER/CHL").text
    found = re.search(r'hx-get="(/PER/CHL\?cursor=[\w-]+)"', first)
    assert found is not None
    part = client.get(found.group(1), headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert part.count('<li class="event') == 1
    assert "6 May 2021" in part
    assert "hx-get" not in part
    whole = client.get(found.group(1)).text
    assert "<html" in whole
    assert "from the start of the list" in whole


def test_the_series_can_be_asked_for_by_step(client: TestClient) -> None:
    text = client.get("/PER/CHL?step=quarter").text
    assert "by quarter per document" in text
    assert '<th scope="row">Apr–Jun 2021</th>' in text
    assert "Goldstein" in text
    made = client.get("/api/dyads/PER/CHL/series?step=quarter").json()
    assert made["step"] == "quarter"
    cooperation, conflict = made["rows"]
    # Three reports of a known day: two visits and a meeting, 2.5 each without a mode.
    assert (cooperation["documents"], cooperation["events"], cooperation["score"], cooperation["rate"]) == (
        4,
        3,
        7.5,
        1.875,
    )
    assert (conflict["events"], conflict["score"], conflict["rate"]) == (0, 0.0, 0.0)


def test_the_brief_stands_alone_and_only_its_own_style_is_allowed(client: TestClient) -> None:
    answer = client.get("/PER/CHL/brief")
    assert answer.status_code == 200
    style = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert len(style) == 1
    allowed = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{allowed}';" in policy
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "<h1>Peru – Chile</h1>" in answer.text
    assert "met with" not in client.get("/PER/CHL/brief?form=visit").text
    assert "sha256" not in client.get("/PER/CHL").headers["Content-Security-Policy"]


def test_the_api_has_the_same_shapes(client: TestClient) -> None:
    whole = client.get("/api/dyads/peru/CHL").json()
    assert [s["code"] for s in whole["states"]] == ["PER", "CHL"]
    assert whole["summary"]["events"] == 3
    points = client.get("/api/dyads/PER/CHL/timeline?form=visit").json()
    assert [p["at"] for p in points["points"]] == ["2021-05-06", "2021-05-10"]
    assert client.get("/api/dyads/PER/CHL/brief?form=visit").json()["events"] == 2
    assert client.get("/api/dyads/PER/CHL?today=2022-03").json()["today"] == "2022-03-01"
    assert client.get("/api/dyads/PER/PER").status_code == 422
    assert client.get("/api/dyads/PER/CHL?fomr=visit").status_code == 422
    assert client.get("/api/dyads/PER/Chille/series").status_code == 404


def test_plans_agreements_votes_and_contradictions_are_told(world: TestClient) -> None:
    text = world.get("/NOR/CHL").text
    assert "<h3>For no day that is told</h3>" in text
    assert '<span class="chip s-planned">planned</span> to be signed' in text
    assert "told not to have done so: against" in text
    assert "subject of the vote" in text
    assert text.count('<li class="contradiction') == 2
    assert "Fjordposten (1)" in text


def test_nothing_between_two_states_is_said_so(client: TestClient) -> None:
    text = client.get("/NOR/TGO").text
    assert "0 events between them; no contradiction; no open plan" in text
    assert "No dated event." in text
    assert 'id="timeline-chart"' not in text
    assert "No statement." in text


def test_the_page_of_one_state(client: TestClient) -> None:
    text = client.get("/PER").text
    assert "<h1>Peru" in text
    assert '<a href="/PER/CHL">Chile</a>' in text
    assert "United Nations" in text
    assert "10 May 2021" in text
    assert "No office of Peru is told." in text
    levels = heading_levels(text)
    assert levels.count(1) == 1


def test_every_chart_that_is_named_is_there(client: TestClient, world: TestClient) -> None:
    for page in (client.get("/PER/CHL").text, world.get("/NOR/CHL").text):
        named = re.findall(r'data-chart="([^"]+)" data-source="([^"]+)"', page)
        assert len(named) == 2
    for chart, source in re.findall(r'data-chart="([^"]+)" data-source="([^"]+)"', client.get("/PER/CHL").text):
        spec = client.get(chart).json()
        data = client.get(source.replace("&amp;", "&")).json()
        rows = data[spec["data"]["format"]["property"]]
        used = set(re.findall(r'"field": ?"(\w+)"', client.get(chart).text)) - {"zero", "words", "mark"}
        assert rows
        if "few" in data:
            assert f"datum.documents < {data['few']}" in client.get(chart).text
        assert used <= set(rows[0])


def test_static_files_of_the_package_hold_no_address_of_another_machine() -> None:
    folder = Path(__file__).parents[3] / "src/communique/views/static"
    for file in (folder / "charts.js", folder / "dyad.css", *sorted((folder / "charts").iterdir())):
        addresses = re.findall(r"https?://[^\"' ]+", file.read_text(encoding="utf-8"))
        assert set(addresses) <= {
            "https://vega.github.io/schema/vega-lite/v6.json"
        }  # names the language, is not fetched


def test_all_events_of_the_pair_are_a_list_too_with_the_same_filters(world: TestClient) -> None:
    text = html.unescape(world.get("/NOR/CHL?since=2023").text)
    [(address, number)] = re.findall(r'href="(/events\?[^"]*)">(\d+) events? as a list', text)
    listed = world.get(address).text
    assert f"{number} event" in listed.split("</form>")[2]
    assert "since 1 Jan 2023" in listed


def test_when_two_last_met_is_told_as_the_event_tells_it(tmp_path: Path) -> None:
    bounded = 0
    with TestClient(make_app(crowd(tmp_path / "c.record", events=200)), base_url="http://127.0.0.1") as client:
        for one, two in combinations(STATES, 2):
            text = client.get(f"/{one}/{two}").text
            listed = client.get("/api/events", params={"state": [one, two], "limit": 500}).json()["items"]
            events = {event["id"]: event for event in listed}
            for row in client.get(f"/api/dyads/{one}/{two}").json()["encounters"]:
                event = events[row["latest"]]
                shown = event["date"]["shown"] if event["date"] else "undated"
                assert f'{row["latest"]}">{shown}</a>' in text
                bounded += bool(event["date"]) and event["date"]["start"] != event["date"]["end"]
    assert bounded
