"""The page on which people decide, without scripts: a queue, forms, what became of an answer, and two who answer."""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from small_record import small
from starlette.testclient import TestClient

import communique
from communique import api
from communique.errors import RunError
from communique.record.store import Store
from communique.views.door.queue import Queues, stamp
from communique.views.door.ranking import ranked_elsewhere
from communique.views.door.records import Records
from communique.views.server.app import make_app
from communique.views.web.judging import inside, told_at

OURS = {"Origin": "http://127.0.0.1"}
PART = {**OURS, "HX-Request": "true"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("small") / "r.record")


@pytest.fixture
def file(shared: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "communique.record"
    copy.write_bytes(shared.read_bytes())
    return copy


@pytest.fixture
def client(file: Path) -> Iterator[TestClient]:
    with TestClient(make_app(file), base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made


@pytest.fixture
def record(file: Path) -> Iterator[api.Record]:
    with communique.open(file) as opened:
        yield opened


def offers(record: api.Record, kind: str) -> api.Candidate:
    return next(c for c in record.review() if c.kind == kind)


def form(page: str, id: str = "answer") -> dict[str, str]:
    """The hidden fields of a form, as a browser would send them."""
    inside_it = page[page.index(f'id="{id}"') :]
    inside_it = inside_it[: inside_it.index("</form>")]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', inside_it)
    return {name: unescape(value) for name, value in found}


def opened(client: TestClient, one: api.Candidate, **query: str) -> dict[str, str]:
    page = client.get("/review", params={"at": " ".join(one.subjects), "by": "ana", **query})
    assert page.status_code == 200
    return form(page.text)


def verdicts(record: api.Record) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(j.verdict.value, j.by, j.subjects) for j in record.judgements()]


def test_the_queue_shows_one_thing_in_full_and_the_rest_beside_it(client: TestClient, record: api.Record) -> None:
    queue = record.review()
    page = client.get("/review").text
    assert f"The queue: {len(queue)} things to decide" in page and f"1 of {len(queue)}" in page
    assert "<mark>" in page and 'aria-current="true"' in page
    for claim in queue[0].claims:
        assert f"/claims/{claim}" in page
    assert f"/documents/{record.claims(ids=queue[0].claims[:1])[0].document}" in page


def test_an_answer_is_kept_and_leads_on(client: TestClient, record: api.Record) -> None:
    first, second, *_ = record.review()
    given = opened(client, first)
    answer = client.post("/review", data={**given, "answer": "n"}, headers=OURS)
    assert answer.status_code == 303
    (made,) = record.judgements()
    where = parse_qs(urlsplit(answer.headers["location"]).query)
    assert where["made"] == where["done"] == [made.id] and where["by"] == ["ana"]
    assert where["at"] == [" ".join(second.subjects)]
    page = client.get(answer.headers["location"]).text
    assert f"Kept: “{made.verdict}” by <bdi>ana</bdi>" in page
    assert f'value="{" ".join(second.subjects)}"' in page
    assert first.subjects not in [c.subjects for c in record.review()]


def test_nothing_is_judged_without_a_name(client: TestClient, record: api.Record) -> None:
    given = opened(client, record.review()[0])
    for by in ("", "  "):
        answer = client.post("/review", data={**given, "answer": "y", "by": by}, headers=OURS)
        assert answer.status_code == 422 and "nobody is named who judges" in answer.text
        assert client.post("/judge", data={"verdict": "right", "ids": "c-1", "by": by}, headers=OURS).status_code == 422
    assert record.judgements() == ()


def test_a_part_tells_in_place_what_is_wrong(client: TestClient, record: api.Record) -> None:
    given = opened(client, offers(record, "claim"))
    answer = client.post("/review", data={**given, "answer": "w", "field": "colour"}, headers=PART)
    assert answer.status_code == 200 and "<html" not in answer.text
    assert "there is no field colour" in answer.text and 'id="ask-w" open' in answer.text
    assert client.post("/review", data={**given, "answer": "w", "field": "colour"}, headers=OURS).status_code == 422
    assert record.judgements() == ()


def test_a_part_leads_on_and_its_address_names_nobody(client: TestClient, record: api.Record) -> None:
    given = opened(client, record.review()[0])
    answer = client.post("/review", data={**given, "answer": "n"}, headers=PART)
    assert answer.status_code == 200 and "data-told" in answer.text
    pushed = answer.headers["hx-push-url"]
    assert record.judgements()[0].id in pushed and "ana" not in pushed
    assert answer.headers["vary"] == "HX-Request"
    assert "<html" in client.get(pushed, headers={**PART, "HX-History-Restore-Request": "true"}).text


def test_undo_takes_back_the_last_of_this_sitting_also_after_a_reload(client: TestClient, record: api.Record) -> None:
    first = record.review()[0]
    kept = client.post("/review", data={**opened(client, first), "answer": "n"}, headers=OURS)
    again = form(client.get(kept.headers["location"]).text)  # all that is known stands in the address
    undone = client.post("/review", data={**again, "answer": "u"}, headers=OURS)
    page = client.get(undone.headers["location"]).text
    assert [v for v, _, _ in verdicts(record)] == [record.judgements()[0].verdict, "withdrawn"]
    assert "counts no more" in page
    assert form(page)["at"] == " ".join(first.subjects) and form(page)["made"] == ""
    nothing = client.post("/review", data={**form(page), "answer": "u"}, headers=OURS)
    assert nothing.status_code == 422 and "nothing was judged in this sitting" in nothing.text


def test_nobody_takes_back_what_another_judged_by_a_borrowed_address(client: TestClient, record: api.Record) -> None:
    kept = client.post("/review", data={**opened(client, record.review()[0]), "answer": "n"}, headers=OURS)
    borrowed = {**form(client.get(kept.headers["location"]).text), "by": "ben"}
    answer = client.post("/review", data={**borrowed, "answer": "u"}, headers=OURS)
    assert answer.status_code == 422 and "judgement of ana" in answer.text
    assert len(record.judgements()) == 1


def test_two_who_judge_the_same_pair_are_both_kept(client: TestClient, record: api.Record) -> None:
    one, two = record.events(form="visit")
    shown = {"kind": "pair", "at": f"{one.id} {two.id}", "claims": f"{one.claims[0]} {two.claims[0]}"}
    shown |= {"events": f"{one.id} {two.id}", "after": ""}
    client.post("/review", data={**shown, "answer": "y", "by": "ana"}, headers=OURS)
    assert len(record.events(form="visit")) == 1
    answer = client.post("/review", data={**shown, "answer": "n", "by": "ben"}, headers=OURS)
    page = client.get(answer.headers["location"]).text
    assert "It overrules “merge" in page and "<bdi>ana</bdi>" in page
    assert [(v, by) for v, by, _ in verdicts(record)] == [("merge", "ana"), ("different", "ben")]
    assert len(record.events_of([one.claims[0], two.claims[0]])) == 2  # the latest counts


def test_who_agrees_with_another_is_told_so(client: TestClient, record: api.Record) -> None:
    claim = offers(record, "claim")
    seen_by_ben = {**opened(client, claim), "by": "ben"}
    client.post("/review", data={**opened(client, claim), "answer": "y"}, headers=OURS)
    page = client.get(
        client.post("/review", data={**seen_by_ben, "answer": "y"}, headers=OURS).headers["location"]
    ).text
    assert "<bdi>ana</bdi> judged the same" in page


def test_a_record_that_is_being_written_is_told_and_nothing_is_lost(
    client: TestClient, record: api.Record, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Store.open.__func__.__kwdefaults__, "busy_seconds", 0.2)  # type: ignore[attr-defined]
    client.app.state.records.close()  # type: ignore[attr-defined]
    given = opened(client, offers(record, "claim"))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = client.post("/review", data={**given, "answer": "v", "field": "place", "value": "Arica"}, headers=PART)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert "Nothing was judged" in answer.text and 'value="Arica"' in answer.text
    assert record.judgements() == ()
    assert client.post("/review", data={**given, "answer": "y"}, headers=OURS).status_code == 303


def test_who_may_not_write_reads_and_is_told_how(file: Path, record: api.Record) -> None:
    for how, told in (
        ({"read_only": True}, "--read-only"),
        ({"token": "t"}, "/enter"),
        ({"loopback": False}, "--token"),
    ):
        with TestClient(make_app(file, **how), base_url="http://127.0.0.1") as client:
            page = client.get("/review").text
            assert told in page and "<mark>" in page and 'method="post"' not in page
            assert told in client.get("/judgements").text
            answer = client.post("/review", data={"answer": "y", "by": "ana"}, headers=OURS)
            assert answer.status_code in (401, 403)
    assert record.judgements() == ()


def test_names_and_notes_are_text(client: TestClient, record: api.Record) -> None:
    evil = "<script>alert(1)</script>\u202e"
    record.judge("wrong", [record.claims()[0].id], by=evil, note=evil)
    for page in (client.get("/judgements").text, client.get("/review", params={"by": evil}).text):
        assert "<script>alert" not in page and "\u202e" not in page.replace(f'value="{evil}"', "")


@pytest.mark.parametrize("at", ["e-000000000000", "nonsense", "x-1 x-2 x-3", "<b>", "j-000000000000"])
def test_an_address_of_what_is_no_more_shows_what_comes_next(client: TestClient, at: str) -> None:
    page = client.get("/review", params={"at": at})
    assert page.status_code == 200 and "here is what comes next" in page.text and "1 of " in page.text


def test_an_address_that_tells_of_no_judgement_is_refused(client: TestClient) -> None:
    assert client.get("/review", params={"done": "j-000000000000"}).status_code == 422


def test_when_nothing_is_left(client: TestClient, record: api.Record) -> None:
    for claim in record.claims():
        record.judge("wrong", [claim.id], by="ana")
    assert "Nothing is left to decide" in client.get("/review").text


# /judge and /judgements -----------------------------------------------------------------------------------------------


def test_a_small_form_leads_back_to_its_page(client: TestClient, record: api.Record) -> None:
    event = record.events(form="call")[0].id
    given = {
        "verdict": "right",
        "ids": event,
        "field": "date",
        "value": "2021-06-02",
        "by": "ana",
        "back": f"/events/{event}",
    }
    answer = client.post("/judge", data=given, headers=OURS)
    (made,) = record.judgements()
    assert answer.status_code == 303 and answer.headers["location"] == f"/events/{event}?judged={made.id}"
    assert (made.verdict, made.value) == ("right-value", "2021-06-02")


def test_ids_come_repeated_or_with_blanks_between(client: TestClient, record: api.Record) -> None:
    one, two = (e.id for e in record.events(form="visit"))
    for ids in ([one, two], f"{one} {two}"):
        answer = client.post("/judge", data={"verdict": "different", "ids": ids, "by": "ana"}, headers=OURS)
        assert answer.status_code == 303
    assert [j.subjects for j in record.judgements()] == [(one, two), (one, two)]


@pytest.mark.parametrize("at", [0, 1])
def test_back_to_an_event_that_is_another_now(client: TestClient, record: api.Record, at: int) -> None:
    ids = [e.id for e in record.events(form="visit")]
    given = {"verdict": "merge", "ids": ids, "by": "ana", "back": f"/events/{ids[at]}"}
    answer = client.post("/judge", data=given, headers=OURS)
    (now,) = record.events(form="visit")
    assert urlsplit(answer.headers["location"]).path == f"/events/{now.id}"


AWAY = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "/\t/elsewhere.example",
    "javascript:alert(1)",
    "/x\r\nSet-Cookie: a=b",
    " //elsewhere.example",
    "/\u2028/elsewhere.example",
    "///elsewhere.example",
    "review",
    "",
)


def test_nobody_is_led_away_from_this_server(client: TestClient, record: api.Record) -> None:
    assert {inside(back) for back in AWAY} == {"/judgements"}
    for back in AWAY[:3]:
        given = {"verdict": "right", "ids": record.claims()[0].id, "by": "ana", "back": back}
        answer = client.post("/judge", data=given, headers=OURS)
        assert answer.status_code == 303 and answer.headers["location"].startswith("/judgements?judged=j-")


def test_where_a_form_may_lead_back_to() -> None:
    assert inside("/RUS/VNM?form=visit#e-1") == "/RUS/VNM?form=visit#e-1"
    assert told_at("/RUS?form=visit&judged=j-1#x", "j-2") == "/RUS?form=visit&judged=j-2#x"


def test_what_is_wrong_with_a_judgement_is_a_page(client: TestClient, record: api.Record) -> None:
    claim = record.claims()[0].id
    for given, status in (
        ({"verdict": "maybe", "ids": claim}, 422),
        ({"verdict": "wrong", "ids": "c-000000000000"}, 404),
        ({"verdict": "wrong"}, 422),
        ({"verdict": "wrong", "ids": claim, "field": "colour"}, 422),
        ({"verdict": "wrong", "ids": claim, "note": "n" * 4001}, 422),
    ):
        answer = client.post("/judge", data={**given, "by": "ana"}, headers=OURS)
        assert answer.status_code == status and "<html" in answer.text
    assert record.judgements() == ()


def test_all_judgements_with_how_they_stand_and_how_often_the_program_was_right(
    client: TestClient, record: api.Record
) -> None:
    assert "Nobody judged anything yet" in client.get("/judgements").text
    claim = record.events(form="call")[0].claims[0]
    ana = record.judge("wrong", [claim], by="ana", note="a denial").judgement.id
    ben = record.judge("right", [claim], by="ben").judgement.id
    page = client.get("/judgements", params={"by": "eve"}).text
    assert page.index(f'id="{ben}"') < page.index(f'id="{ana}"')  # the latest first
    assert "overruled" in page and "in force" in page and "a denial" in page and "Ghana called" in page
    assert "2 judgements, 1 in force" in page and "How often the program was right" in page
    assert page.count('value="withdrawn"') == 1  # what is overruled counts no more as it is
    given = {"verdict": "withdrawn", "ids": ben, "by": "eve", "back": "/judgements"}
    client.post("/judge", data=given, headers=OURS)
    standing = {s.judgement.id: s.standing.value for s in record.standings()}
    assert (standing[ben], standing[ana]) == ("withdrawn", "in force")


def test_many_judgements_come_in_parts(client: TestClient, record: api.Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.views.web.judging._PAGE", 3)
    claim = record.claims()[0].id
    for _ in range(5):
        record.judge("right", [claim], by="ana")
    page = client.get("/judgements").text
    assert page.count("<tr id=") == 3
    cursor = re.search(r'href="(/judgements\?cursor=[^"]+)"', page)
    assert cursor is not None
    assert client.get(unescape(cursor[1])).text.count("<tr id=") == 2


# the queue, kept ------------------------------------------------------------------------------------------------------


def test_the_queue_is_made_once_for_each_state_of_the_record(file: Path, record: api.Record) -> None:
    queues = Queues(Records(file))
    first = queues.get(30)
    assert first is not None and first.fresh and first.candidates == record.review()
    assert queues.get(30) is first
    record.judge("wrong", [record.claims()[0].id], by="ana")
    second = queues.get(30)
    assert second is not None and second is not first and second.candidates == record.review()
    assert second.judged == {record.judgements()[0].id}


def test_what_is_judged_is_left_out_of_a_queue_from_before(file: Path, record: api.Record) -> None:
    queues = Queues(Records(file))
    old = queues.get(30)
    assert old is not None
    join, claim = offers(record, "join"), offers(record, "claim")
    record.judge("same", join.subjects, by="ana")
    record.judge("right", claim.subjects, by="ana")
    found = queues.get(0)  # no time for a new one
    assert found is not None and found.candidates == old.candidates and not found.fresh
    shown = found.standing(record, 500)
    assert shown == [c for c in old.candidates if c.subjects not in (join.subjects, claim.subjects)]
    until = time.monotonic() + 30
    while (anew := queues.get(0)) is None or not anew.fresh:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_large_record_is_ranked_by_another_process(
    file: Path, record: api.Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.views.door.queue.HERE", 0)
    record.judge("right", offers(record, "claim").subjects, by="ana")
    queue = Queues(Records(file)).get(60)
    assert queue is not None and queue.candidates == record.review()
    assert queue.judged == {j.id for j in record.judgements()}
    with pytest.raises(RunError, match="could not be ranked"):
        ranked_elsewhere(file.parent / "none.record")


def test_what_took_long_is_not_made_anew_for_every_judgement(
    file: Path, record: api.Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    queues = Queues(Records(file))
    assert queues.get(30) is not None
    monkeypatch.setattr("communique.views.door.queue.SOON", 0.0)
    monkeypatch.setattr("communique.views.door.queue._REST", 1e9)
    claim = offers(record, "claim")
    record.judge("right", claim.subjects, by="ana")
    kept = queues.get(30)
    assert kept is not None and not kept.fresh and not queues.running
    assert claim.subjects not in [c.subjects for c in kept.standing(record, 500)]
    anew = queues.get(30, anew=True)
    assert anew is not None and anew.fresh and anew.candidates == record.review()


def test_a_record_that_was_replaced_has_another_queue(file: Path, shared: Path, tmp_path: Path) -> None:
    queues = Queues(Records(file))
    assert queues.get(30) is not None
    other = tmp_path / "other.record"
    other.write_bytes(shared.read_bytes())
    with communique.open(other) as opened:
        opened.judge("right", offers(opened, "claim").subjects, by="ana")
    other.replace(file)
    for beside in tmp_path.glob("communique.record-*"):
        beside.unlink()
    found = queues.get(0)
    assert found is None
    again = queues.get(30)
    assert again is not None and len(again.judged) == 1


def test_a_page_that_cannot_wait_says_what_is_done(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    plain = api.Record.review

    def slow(self: api.Record, **given: int) -> tuple[api.Candidate, ...]:
        go_on.wait(30)
        return plain(self, **given)

    monkeypatch.setattr(api.Record, "review", slow)
    monkeypatch.setattr("communique.views.door.queue.SOON", 0.05)
    with TestClient(make_app(file), base_url="http://127.0.0.1") as client:
        page = client.get("/review")
        assert page.status_code == 200 and "Looking for what is worth deciding" in page.text
        assert 'hx-get="/review"' in page.text and "look again" in page.text
        go_on.set()
        until = time.monotonic() + 30
        while "Looking for" in client.get("/review").text:
            assert time.monotonic() < until
        assert "The queue:" in client.get("/review").text


def test_no_record_is_told_as_such(tmp_path: Path) -> None:
    with TestClient(make_app(tmp_path / "none.record"), base_url="http://127.0.0.1") as client:
        for address in ("/review", "/judgements", "/api/review", "/api/judgements"):
            answer = client.get(address)
            assert answer.status_code == 503 and "there is no record" in answer.text, address


def test_the_stamp_changes_with_every_judgement(file: Path, record: api.Record) -> None:
    seen = {stamp(file)}
    for _ in range(3):
        record.judge("right", [record.claims()[0].id], by="ana")
        seen.add(stamp(file))
    assert len(seen) == 4
