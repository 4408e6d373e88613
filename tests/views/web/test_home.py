"""The first page as a newcomer, a reader and a morning's analyst get it, without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from small_record import small
from starlette.testclient import TestClient
from stored import store
from world import make_record

from communique.record.store import Store
from communique.views.server.app import make_app

BASE = "http://127.0.0.1"


def client(path: Path, **how: object) -> TestClient:
    return TestClient(make_app(path, **how), base_url=BASE)  # type: ignore[arg-type]


def page(path: Path, address: str = "/", **how: object) -> html.HtmlElement:
    answer = client(path, **how).get(address)
    assert answer.status_code == 200
    assert "style=" not in answer.text
    return html.fromstring(answer.text)


def text(found: html.HtmlElement) -> str:
    return " ".join(found.text_content().split())


def test_without_a_record_it_says_how_to_begin(tmp_path: Path) -> None:
    shown = page(tmp_path / "none.record")
    assert "Welcome" in text(shown.find(".//h1"))
    assert {f.get("action") for f in shown.findall(".//form") if f.get("method") == "post"} == {
        "/build",
        "/build/sample",
    }
    assert not (tmp_path / "none.record").exists()


def test_a_record_that_holds_nothing_is_as_good_as_none(tmp_path: Path) -> None:
    Store.open(tmp_path / "e.record", create=True).close()
    assert "Welcome" in text(page(tmp_path / "e.record"))


def test_what_is_no_record_is_told(tmp_path: Path) -> None:
    (tmp_path / "r.record").write_text("a letter to the editor")
    answer = client(tmp_path / "r.record").get("/")
    assert answer.status_code == 503
    assert "is not a record" in answer.text


@pytest.mark.parametrize(
    ("how", "why"),
    [({"read_only": True}, "--read-only"), ({"token": "s3cret"}, "enter the token"), ({"loopback": False}, "--token")],
)
@pytest.mark.parametrize("there", [True, False])
def test_who_may_not_write_is_offered_no_form_and_told_why(
    tmp_path: Path, how: dict[str, object], why: str, there: bool
) -> None:
    path = tmp_path / "r.record"
    if there:
        small(path)
    shown = page(path, **how)
    assert [f for f in shown.findall(".//form") if f.get("method") == "post"] == []
    assert why in text(shown)


def test_the_morning_page(tmp_path: Path) -> None:
    shown = page(store(make_record(), tmp_path / "w.record"))
    words = text(shown)
    assert "2 documents" in words
    assert "Ingrid Solheim (NOR) visited Chile" in words
    assert "1 item skipped" in words
    assert "Ingrid Solheim's visit to Chile: previous visit" in words
    assert "agreements to sign" not in words  # an update is no contradiction
    links = {a.get("href") for a in shown.findall(".//a")}
    assert {
        "/events/e-1d5c00000011",
        "/CHL/NOR",
        "/contradictions/x-1d5c00000011",
        "/events?status=planned",
        "/documents/skipped",
    } <= links
    (form,) = (f for f in shown.findall(".//form") if f.get("method") == "post")
    assert (form.get("action"), form.get("enctype")) == ("/build", "multipart/form-data")
    assert {field.get("name") for field in form.iter("input", "textarea")} == {
        "files",
        "text",
        "address",
        "source",
        "published",
    }
    labelled = {label.get("for") for label in form.iter("label")}
    assert {field.get("id") for field in form.iter("input", "textarea")} == labelled


def test_the_charts_say_in_words_what_they_draw(tmp_path: Path) -> None:
    shown = page(small(tmp_path / "s.record"))
    charts = shown.findall(".//svg")
    assert [text(chart.find("title")) for chart in charts] == [
        "Chile and Peru, May 2021 to Jun 2021 by month: 3 events of cooperation, all in May 2021; no conflict",
        "Ghana and Togo, May 2021 to Jun 2021 by month: 1 event of cooperation, in Jun 2021; no conflict",
    ]
    assert [chart.get("role") for chart in charts] == ["img", "img"]
    assert [[rect.get("x") for rect in chart.findall("rect") if rect.get("class") == "up"] for chart in charts] == [
        ["1"],
        ["11"],
    ]


def test_the_switch_stands_in_the_address(tmp_path: Path) -> None:
    path = small(tmp_path / "s.record")
    for address, named in (
        ("/", "Since the last build"),
        ("/?new=week", "Last 7 days of news"),
        ("/?new=all", "All"),
    ):
        shown = page(path, address)
        current = [text(a) for a in shown.findall(".//nav[@class='switch']//a") if a.get("aria-current")]
        assert current == [named]
    assert client(path).get("/?new=yesterday").status_code == 422


def test_a_day_is_named_once(tmp_path: Path) -> None:
    days = page(store(make_record(), tmp_path / "w.record")).findall(".//section[1]//span[@class='when']")
    told = [text(day) for day in days]
    assert len(told) == len(set(told))


def test_rest_gives_the_same(tmp_path: Path) -> None:
    answer = client(store(make_record(), tmp_path / "w.record")).get("/api/home?new=all&today=2023-05-05")
    assert answer.status_code == 200
    shape = answer.json()
    assert (shape["today"], shape["new"]["which"], shape["holding"]["skipped"]) == ("2023-05-05", "all", 1)
    assert [row["id"] for row in shape["contradictions"]] == ["x-1d5c00000011"]
    assert client(tmp_path / "none.record").get("/api/home").status_code == 503
    assert client(tmp_path / "w.record").get("/api/home?today=tomorrow").status_code == 422
