"""Deciding in a real browser: with keys, each answer held against the record, and without scripts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import PHONE, axe, clean, settled, wider_than_the_screen
from playwright.sync_api import Browser, Page, expect

import communique
from communique import api

Keep = Callable[[Page, str], None]
Serve = Callable[[Path], str]
OpenPage = Callable[..., Page]


@pytest.fixture
def file(sample_record: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_record, tmp_path / "review.record"))


@pytest.fixture
def record(file: Path) -> Iterator[api.Record]:
    with communique.open(file) as opened:
        yield opened


def verdicts(record: api.Record) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(j.verdict.value, j.by, j.subjects) for j in record.judgements()]


def named(page: Page, base: str, at: tuple[str, ...] = (), by: str = "ana") -> None:
    """Open the queue at one thing and give a name."""
    page.goto(f"{base}/review?at={'+'.join(at)}" if at else f"{base}/review")
    page.get_by_label("You judge as").fill(by)
    page.get_by_label("You judge as").press("Enter")
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#told")).to_have_text(f"You judge as {by}.")


def press(page: Page, key: str) -> None:
    """Press a key that sends an answer, and wait until what became of it is told and a question has the focus."""
    with page.expect_response(lambda r: r.request.method == "POST" and r.url.endswith("/review")):
        page.keyboard.press(key)
    expect(page.locator("#review.htmx-settling, #review.htmx-swapping, #busy.htmx-request")).to_have_count(0)
    expect(page.locator("#question")).to_be_focused()


def asked(page: Page) -> tuple[str, ...]:
    """The subjects of what is asked."""
    return tuple(page.locator('#answer input[name="at"]').input_value().split())


def offered(record: api.Record, kind: str) -> api.Candidate:
    return next(c for c in record.review() if c.kind == kind)


def test_a_sitting_with_keys(file: Path, record: api.Record, serve: Serve, page: Page, keep: Keep) -> None:
    base = serve(file)
    named(page, base)
    queue = [c.subjects for c in record.review()]
    assert asked(page) == queue[0]
    page.keyboard.press("j")
    expect(page.locator('#answer input[name="at"]')).to_have_value(" ".join(queue[1]))
    page.keyboard.press("k")
    expect(page.locator('#answer input[name="at"]')).to_have_value(" ".join(queue[0]))
    assert verdicts(record) == []
    keep(page, "review")

    first = offered(record, "pair")
    assert asked(page) == first.subjects
    numbers = page.locator("#review .sides .card .no").all_inner_texts()
    assert numbers == ["1", "2"]  # the first claim is of the first event
    press(page, "n")
    made = [("different", "ana", first.subjects)]
    assert verdicts(record) == made
    expect(page.locator("#told")).to_contain_text("Kept: “different” by ana. Now ")

    join = offered(record, "join")
    assert asked(page) == join.subjects
    press(page, "y")
    made += [("same", "ana", join.subjects)]
    assert verdicts(record) == made

    pair = offered(record, "pair")
    assert asked(page) == pair.subjects
    before = len(record.events())
    press(page, "m")
    made += [("merge", "ana", pair.subjects)]
    assert verdicts(record) == made and len(record.events()) == before - 1
    (now,) = record.events_of(pair.claims)
    told = f"{now.id}: {len(now.claims)} claims of {len(now.documents)} document"
    expect(page.locator("#told")).to_contain_text(told)
    keep(page, "review after an answer")

    page.reload()
    settled(page)
    assert page.get_by_label("You judge as").input_value() == "ana"  # the browser has kept it
    press(page, "u")
    made += [("withdrawn", "ana", (record.judgements()[2].id,))]
    assert verdicts(record) == made and len(record.events()) == before
    assert asked(page) == pair.subjects
    expect(page.locator("#told")).to_contain_text("counts no more")
    clean(page)


def test_splitting_asks_for_a_number(file: Path, record: api.Record, serve: Serve, page: Page) -> None:
    join = offered(record, "join")
    named(page, serve(file), join.subjects)
    page.keyboard.press("2")  # a number alone is no answer
    page.keyboard.press("s")
    expect(page.locator("#told")).to_contain_text("Which claim does not belong")
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    assert verdicts(record) == []
    page.keyboard.press("s")
    press(page, "2")
    (made,) = record.judgements()
    assert (made.verdict, made.subjects[1:]) == ("split", (join.claims[1],))
    assert len(record.events_of(join.claims)) == 2
    clean(page)


def test_wrong_and_right_values_of_fields(file: Path, record: api.Record, serve: Serve, page: Page) -> None:
    claim = offered(record, "claim")
    named(page, serve(file), claim.subjects)
    page.keyboard.press("v")
    expect(page.get_by_label("Right value")).to_be_focused()
    page.keyboard.type("yesterday")
    page.keyboard.press("Enter")
    expect(page.locator("#review")).to_contain_text("date cannot be yesterday")
    expect(page.locator("#ask-v").get_by_label("Right value")).to_have_value("yesterday")
    assert verdicts(record) == []
    page.locator("#ask-v").get_by_label("Right value").fill("2021-05-07")
    press(page, "Enter")
    assert [(j.verdict, j.field, j.value) for j in record.judgements()] == [("right-value", "date", "2021-05-07")]
    claims = page.locator('#answer input[name="claims"]').input_value().split()
    page.keyboard.press("w")
    expect(page.locator("#ask-w").get_by_label("Field")).to_be_focused()
    page.keyboard.press("Tab")
    press(page, "Enter")
    wrong = record.judgements()[1]
    assert (wrong.verdict, wrong.field, wrong.subjects) == ("wrong", "", (claims[0],))
    clean(page)


def test_a_contradiction_is_settled_by_the_side_that_is_right(
    file: Path, record: api.Record, serve: Serve, page: Page
) -> None:
    found = next(c for c in record.review() if c.kind == "contradiction" and "on date" in c.why)
    sides = record.contradictions_with(found.subjects)[0].values
    named(page, serve(file), found.subjects)
    expect(page.locator(".card mark").first).to_be_visible()
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.get_by_role("button", name="This is right").first.click()
    expect(page.locator(".became")).to_contain_text("right-value date")
    (made,) = record.judgements()
    assert (made.verdict, made.field, made.value) == ("right-value", "date", sides[0].value)
    clean(page)


def test_two_who_judge_the_same_in_two_browsers(
    file: Path, record: api.Record, serve: Serve, open_page: OpenPage
) -> None:
    base, pair = serve(file), offered(record, "pair")
    ana, ben = open_page(), open_page()
    named(ana, base, pair.subjects)
    named(ben, base, pair.subjects, "ben")
    press(ana, "y")
    press(ben, "n")
    assert [(v, by) for v, by, _ in verdicts(record)] == [("merge", "ana"), ("different", "ben")]
    expect(ben.locator(".became")).to_contain_text("It overrules “merge” by ana")
    assert len(record.events_of(pair.claims)) == 2
    clean(ana)
    clean(ben)


def test_what_another_judged_away_is_told_with_who_did(
    file: Path, record: api.Record, serve: Serve, page: Page
) -> None:
    found = offered(record, "contradiction")
    named(page, serve(file), found.subjects, "ben")
    record.judge("wrong", found.subjects, by="ana")
    press(page, "y")
    expect(page.locator(".wrong")).to_contain_text("ana judged it meanwhile")
    assert [by for _, by, _ in verdicts(record)] == ["ana"]
    clean(page)


def test_nothing_is_judged_without_a_name(file: Path, record: api.Record, serve: Serve, page: Page) -> None:
    page.goto(f"{serve(file)}/review")
    settled(page)
    page.keyboard.press("y")
    expect(page.locator("#told")).to_contain_text("write your name first")
    expect(page.get_by_label("You judge as")).to_be_focused()
    page.keyboard.type("yn")  # a name, no answer
    assert verdicts(record) == []
    clean(page)


def test_single_keys_can_be_turned_off(file: Path, record: api.Record, serve: Serve, page: Page) -> None:
    named(page, serve(file))
    page.keyboard.press("?")
    page.get_by_label("Answer with single keys").uncheck()
    page.locator("#question").focus()
    page.keyboard.press("y")
    page.reload()
    settled(page)
    page.keyboard.press("n")
    settled(page)
    assert verdicts(record) == []


def test_without_scripts_the_forms_do_it(file: Path, record: api.Record, serve: Serve, browser: Browser) -> None:
    base, queue = serve(file), record.review()
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{base}/review")
        page.get_by_label("You judge as").fill("ana")
        page.get_by_role("button", name="Keep the name").click()
        page.get_by_role("button", name=re.compile("^n ")).click()
        assert verdicts(record) == [("different", "ana", queue[0].subjects)]
        assert "Kept: “different” by ana" in page.locator(".became").inner_text()
        page.get_by_role("button", name=re.compile("^u ")).click()
        assert [v for v, _, _ in verdicts(record)] == ["different", "withdrawn"]
        page.goto(f"{base}/judgements?by=ana")
        assert page.locator("tbody tr[id]").count() == 2
    finally:
        context.close()


def test_the_pages_can_be_read_by_everybody(
    file: Path, record: api.Record, serve: Serve, open_page: OpenPage, keep: Keep
) -> None:
    base = serve(file)
    record.judge("wrong", [record.claims()[0].id], by="ana", note="a rumour " * 40)
    record.judge("right", [record.claims()[1].id], by="ben " + "b" * 150)
    addresses = {c.kind: f"/review?at={'+'.join(c.subjects)}" for c in reversed(record.review())}
    addresses["judgements"] = "/judgements"
    light, dark, phone = open_page(), open_page(color_scheme="dark"), open_page(viewport=PHONE)
    for name, address in addresses.items():
        for how, page in (("light", light), ("dark", dark), ("phone", phone)):
            page.goto(base + address)
            settled(page)
            for details in page.locator("details").all():
                details.evaluate("(one) => { one.open = true; }")
            assert axe(page) == [], (name, how)
            assert wider_than_the_screen(page) == [], (name, how)
            keep(page, f"{name} {how}")
    for page in (light, dark, phone):
        clean(page)
