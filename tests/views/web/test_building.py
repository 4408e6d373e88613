"""Giving articles over HTTP: by form and by JSON, what is refused, and pages that answer while a build runs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import html
from small_record import small
from starlette.testclient import TestClient

import communique
from communique.views.server.app import make_app

BASE = "http://127.0.0.1"
OURS = {"Origin": BASE}
ARTICLE = (
    "Presidents meet in Lima\n\nLIMA, May 7, 2021 - Chilean President Sebastian Pinera met Peruvian President "
    "Francisco Sagasti in Lima on May 6, 2021.\n"
)


def client(path: Path, **how: object) -> TestClient:
    return TestClient(make_app(path, **how), base_url=BASE, follow_redirects=False)  # type: ignore[arg-type]


def ended(asker: TestClient, id: str) -> dict[str, object]:
    until = time.monotonic() + 90
    while (found := asker.get(f"/api/builds/{id}").json())["state"] == "running":
        assert time.monotonic() < until, "the build does not end"
        time.sleep(0.05)
    return dict(found)


def problem(answer_text: str) -> str:
    (told,) = html.fromstring(answer_text).xpath("//main//p[@role='alert'][not(@hidden)]")
    return " ".join(told.text_content().split())


def test_a_form_begins_a_build_that_can_be_watched(tmp_path: Path) -> None:
    with client(tmp_path / "r.record") as asker:
        answer = asker.post(
            "/build",
            headers=OURS,
            data={"source": "La Republica", "published": "2021-05-07"},
            files=[("files", ("../../x.txt", ARTICLE.encode())), ("files", ("empty.txt", b""))],
        )
        assert (answer.status_code, answer.headers["location"]) == (303, "/build/b-1")
        part = asker.get("/build/b-1", headers={"HX-Request": "true"})
        assert "<html" not in part.text
        assert part.headers["vary"] == "HX-Request"
        assert ended(asker, "b-1")["read"] == 1
        shown = asker.get("/build/b-1").text
        assert "1 document read" in shown
        assert "See what is new" in shown
        assert "hx-trigger" not in shown  # it has ended: nothing is asked again
        assert "empty.txt" in shown
        assert "x.txt" in asker.get("/build").text
    assert sorted(p.name for p in tmp_path.glob("r.record.given/*")) == ["empty.txt", "x.txt"]
    with communique.open(tmp_path / "r.record") as record:
        (document,) = record.documents()
    assert (str(document.published), document.source and document.source.name) == ("2021-05-07", "La Republica")


def test_a_text_can_be_pasted(tmp_path: Path) -> None:
    with client(tmp_path / "r.record") as asker:
        asker.post("/build", headers=OURS, data={"text": ARTICLE.replace("\n", "\r\n")}, files={"files": ("", b"")})
        assert ended(asker, "b-1")["given"] == ["Presidents meet in Lima.txt"]


def test_pages_answer_while_the_sample_is_built_and_a_second_build_waits(tmp_path: Path) -> None:
    path = tmp_path / "r.record"
    with client(path) as asker:
        assert asker.post("/build/sample", headers=OURS).headers["location"] == "/build/b-1"
        second = asker.post("/build", headers=OURS, data={"text": ARTICLE})
        assert second.status_code == 409
        assert problem(second.text) == "a build is under way"
        assert "Wait until it is done" in second.text
        kept = html.fromstring(second.text).get_element_by_id("text").text.strip()
        assert kept == ARTICLE.strip()
        assert asker.post("/api/builds", json={"texts": [{"text": ARTICLE}]}).status_code == 409
        statuses: list[int] = []
        longest = 0.0
        while asker.get("/api/builds/b-1").json()["state"] == "running":
            begun = time.monotonic()
            answer = asker.get("/")
            longest = max(longest, time.monotonic() - begun)
            statuses.append(answer.status_code)
            assert "A build is under way" in answer.text or asker.get("/api/builds/b-1").json()["state"] != "running"
            if communique_is_there := path.exists():
                statuses.append(asker.get("/network").status_code)
            assert communique_is_there or "Welcome" in answer.text
            time.sleep(0.1)
        assert statuses
        # A record that is being made at that very moment is not there yet.
        assert set(statuses) <= {200, 503}
        assert statuses.count(200) > len(statuses) * 0.8
        assert longest < 5
        assert ended(asker, "b-1")["state"] == "done"
        assert "What is new" in asker.get("/").text


@pytest.mark.parametrize(
    ("data", "files", "told"),
    [
        ({}, None, "nothing was given to read"),
        ({"text": " \n "}, None, "nothing was given to read"),
        ({"address": "file:///etc/passwd"}, None, "is no web address"),
        ({"text": ARTICLE, "published": "yesterday"}, None, "is not a date"),
        ({}, [("files", (f"{n}.txt", b"x")) for n in range(1001)], "the form cannot be read"),
        ({}, [("files", ("big.txt", bytes(65 * 1024 * 1024)))], "more than 64 MB at once"),
    ],
)
def test_what_cannot_be_built_is_told_in_a_line_beside_the_form(
    tmp_path: Path, data: dict[str, str], files: list[tuple[str, tuple[str, bytes]]] | None, told: str
) -> None:
    with client(tmp_path / "r.record") as asker:
        answer = asker.post("/build", headers=OURS, data=data, files=files)
        assert answer.status_code == 422
        assert told in problem(answer.text)
        assert html.fromstring(answer.text).find(".//form[@id='give']") is not None
        assert asker.get("/api/builds").json()["items"] == []
    assert not (tmp_path / "r.record").exists()


def test_what_was_written_stays_in_the_form_when_it_cannot_be_taken(tmp_path: Path) -> None:
    written = {"text": "</textarea><b>An article</b>", "source": 'The "Post"', "published": "yesterday", "address": ""}
    with client(tmp_path / "r.record") as asker:
        form = html.fromstring(asker.post("/build", headers=OURS, data=written).text).get_element_by_id("give")
        assert {name: (form.fields[name] or "").strip() for name in written} == written


def test_who_may_not_write_cannot_build(tmp_path: Path) -> None:
    path = small(tmp_path / "r.record")
    with client(path, read_only=True) as asker:
        assert asker.post("/build", headers=OURS, data={"text": ARTICLE}).status_code == 403
        assert asker.post("/build/sample", headers=OURS).status_code == 403
        assert "--read-only" in asker.get("/build").text
    with client(path) as asker:
        assert asker.post("/build", headers={"Origin": "https://evil.example"}, data={"text": "x"}).status_code == 403


def test_programs_give_json(tmp_path: Path) -> None:
    with client(tmp_path / "r.record") as asker:
        answer = asker.post("/api/builds", json={"texts": [{"name": "wire", "text": ARTICLE}], "source": "A Wire"})
        assert answer.status_code == 202
        assert answer.headers["location"] == "/api/builds/b-1"
        assert answer.json()["given"] == ["wire.txt"]
        assert ended(asker, "b-1")["read"] == 1
        assert [job["id"] for job in asker.get("/api/builds").json()["items"]] == ["b-1"]
        assert asker.get("/api/builds/b-7").status_code == 404
        assert asker.get("/build/b-7").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"{}", 422, "nothing was given"),
        (b"[1]", 422, "cannot be understood"),
        (b'{"texts": [{"name": "a"}]}', 422, "texts.0.text"),
        (b'{"texts": [], "colour": "red"}', 422, "colour"),
        (b"\xff\xfe", 422, "cannot be understood"),
        (b'{"address": "javascript:alert(1)"}', 422, "no web address"),
    ],
)
def test_json_of_another_shape_is_refused(tmp_path: Path, body: bytes, status: int, told: str) -> None:
    answer = client(tmp_path / "r.record").post(
        "/api/builds", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status
    assert told in answer.text


def test_other_kinds_of_bodies_are_refused(tmp_path: Path) -> None:
    asker = client(tmp_path / "r.record")
    assert asker.post("/api/builds", headers={**OURS, "Content-Type": "text/xml"}, content=b"<a/>").status_code == 415
    pieces = iter([b"{}", b""])
    assert asker.post("/api/builds", headers={"Content-Type": "application/json"}, content=pieces).status_code == 411
