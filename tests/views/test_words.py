from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import BadTable, UsageError
from communique.model.ontology import EventType, ontology
from communique.model.records import Details, Status
from communique.model.values import Basis, PartialDate, Precision
from communique.views import phrases
from communique.views.dates import between, parse_day, shown
from communique.views.phrases import phrase, said, tells_more
from communique.views.render.plain import joined, plain, shorten

SOURCE = Path(phrases.__file__).parent
D = dt.date
DATES = [
    (PartialDate(D(2022, 7, 5), D(2022, 7, 5), Precision.DAY, Basis.STATED), "5 Jul 2022"),
    (PartialDate(D(2022, 7, 5), D(2022, 7, 6), Precision.RANGE, Basis.RELATIVE), "5–6 Jul 2022"),
    (PartialDate(D(2021, 9, 28), D(2021, 10, 2), Precision.RANGE, Basis.STATED), "28 Sep – 2 Oct 2021"),
    (PartialDate(D(2021, 12, 30), D(2022, 1, 2), Precision.RANGE, Basis.STATED), "30 Dec 2021 – 2 Jan 2022"),
    (PartialDate(D(2021, 11, 1), D(2021, 11, 30), Precision.MONTH, Basis.STATED), "Nov 2021"),
    (PartialDate(D(2021, 11, 1), D(2022, 2, 28), Precision.RANGE, Basis.STATED), "Nov 2021 – Feb 2022"),
    (PartialDate(D(2021, 3, 1), D(2021, 5, 31), Precision.RANGE, Basis.STORY), "~Mar–May 2021"),
    (PartialDate(D(2021, 1, 1), D(2021, 12, 31), Precision.YEAR, Basis.STATED), "2021"),
    (PartialDate(D(2014, 1, 1), D(2022, 12, 31), Precision.RANGE, Basis.INFERRED), "~2014–2022"),
    (
        PartialDate(D(2024, 5, 22), D(2024, 7, 19), Precision.RANGE, Basis.INFERRED),
        "between 22 May and 19 Jul 2024 (inferred)",
    ),
    (PartialDate(D(2024, 5, 2), D(2024, 5, 19), Precision.RANGE, Basis.STORY), "between 2 and 19 May 2024 (inferred)"),
    (PartialDate(D(2024, 5, 22), D(2024, 5, 24), Precision.RANGE, Basis.INFERRED), "~22–24 May 2024"),
    (PartialDate(D(2014, 3, 2), None, Precision.RANGE, Basis.STATED), "from 2 Mar 2014"),
    (PartialDate(None, D(2014, 3, 2), Precision.RANGE, Basis.INFERRED), "~until 2 Mar 2014"),
    (PartialDate(None, None, Precision.UNKNOWN, Basis.NONE), "undated"),
    (None, "undated"),
]


@pytest.mark.parametrize(("date", "text"), DATES)
def test_a_date_is_shown_in_as_few_words_as_say_it(date: PartialDate | None, text: str) -> None:
    assert shown(date) == text


@given(st.dates(), st.dates())
def test_every_range_is_shown_and_names_both_years(one: dt.date, other: dt.date) -> None:
    first, last = sorted([one, other])
    text = between(first, last)
    assert str(last.year) in text
    assert str(first.year) in text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", D(2022, 1, 1), D(2022, 12, 31)),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29)),
        ("2022-07-05", D(2022, 7, 5), D(2022, 7, 5)),
        (" 2022-7-5 ", D(2022, 7, 5), D(2022, 7, 5)),
    ],
)
def test_a_day_on_the_command_line(text: str, first: dt.date, last: dt.date) -> None:
    assert (parse_day(text), parse_day(text, last=True)) == (first, last)


@pytest.mark.parametrize("text", ["", "yesterday", "2022-13", "2022-02-30", "05.07.2022", "0000", "２０２２"])
def test_what_is_no_day_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_day(text)
    assert "2022-07" in refused.value.hint


AGREE, ACTUAL = EventType.AGREE, Status.ACTUAL
PHRASES = [
    # event, form, mode, details, words, status, named: what is said
    (EventType.CONSULT, "visit", "visit", None, "trip", Status.ACTUAL, True, "visited"),
    (EventType.CONSULT, "meeting", None, None, "sat down", Status.ACTUAL, False, "met"),
    (EventType.CONSULT, "meeting", None, None, "met", Status.ACTUAL, True, "met with"),
    (EventType.CONSULT, None, "phone", None, "rang", Status.ACTUAL, True, "spoke by phone with"),
    (EventType.CONSULT, "visit", None, None, "visit", Status.PLANNED, True, "to visit"),
    (EventType.CONSULT, "visit", None, None, "visit", Status.CANCELLED, True, "was to visit"),
    (EventType.ASSAULT, None, None, None, "strike", Status.DENIED, True, "did not use force against"),
    (EventType.COOPERATE, "exercise", None, None, "drills", Status.ONGOING, True, "was holding an exercise with"),
    (EventType.SANCTION, None, "expel", None, "sent home", Status.HYPOTHETICAL, True, "may expel people of"),
    (EventType.SUPPORT, None, None, None, "thanking", Status.ACTUAL, True, "thanked"),
    (EventType.ACCUSE, None, None, None, "has condemned", Status.ACTUAL, True, "criticised"),
    (EventType.ACCUSE, None, "disapprove", None, "was unhappy", Status.ACTUAL, True, "criticised"),
    (AGREE, "agreement", None, Details(kind="treaty", stage="signed"), "", ACTUAL, True, "signed a treaty with"),
    (AGREE, "agreement", None, Details(stage="ratified"), "", Status.PLANNED, False, "to ratify an agreement"),
    (AGREE, None, None, Details(kind="trade", stage="ended"), "", ACTUAL, True, "ended a trade agreement with"),
    (EventType.AGREE, None, None, None, "pledged", Status.ACTUAL, True, "made a pledge to"),
    (None, "vote", None, Details(choice="abstain"), "abstained", Status.ACTUAL, False, "abstained"),
    (None, "vote", None, Details(choice="veto"), "", Status.ACTUAL, True, "vetoed"),
    (None, "vote", None, None, "", Status.ACTUAL, True, "voted on"),
]  # fmt: skip


@pytest.mark.parametrize(("event", "form", "mode", "details", "words", "status", "named", "text"), PHRASES)
def test_an_event_in_words(event, form, mode, details, words, status, named, text) -> None:  # type: ignore[no-untyped-def]
    assert said(phrase(event, form, mode, details=details, words=words), status, named=named) == text


def test_every_event_mode_and_form_of_the_codebook_has_words() -> None:
    for definition in ontology().events:
        for mode, _ in (*definition.modes, (None, 0)):
            for status in Status:
                assert said(phrase(definition.type, None, mode), status, named=True)
    for form, _ in ontology().forms:
        assert "took part" not in phrase(EventType.CONSULT, form, None).past


TABLES = ("forms", "stages", "choices", "modes", "events", "verbs", "manners", "words")
SHIPPED = tomllib.loads((SOURCE / "phrases.toml").read_text(encoding="utf-8"))


def test_the_shipped_table_is_whole() -> None:
    assert phrases.parse(SHIPPED) == phrases.phrases()


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {t: {} for t in TABLES},
        {**SHIPPED, "forms": {"visit": ["visited"]}},
        {**SHIPPED, "forms": {"visit": ["visited", "", "visiting"]}},
        {**SHIPPED, "verbs": {"DANCE": {}}},
        {**SHIPPED, "manners": {"told": ["", "to"]}},
        {**SHIPPED, "words": {}},
    ],
)
def test_a_damaged_phrase_table_is_refused(raw: dict[str, dict[str, list[str]]]) -> None:
    with pytest.raises(BadTable):
        phrases.parse(raw)


def test_words_that_only_repeat_the_phrase_are_not_shown() -> None:
    assert not tells_more("supporting", "supported")
    assert not tells_more("to", "agreed with")
    assert tells_more("pledged to keep", "agreed with")
    assert not tells_more("x" * 80, "agreed with")


HOSTILE = [
    ("[red]alert[/red]", "[red]alert[/red]"),
    ("a\x1b[2Jb", "a\ufffd[2Jb"),
    ("tab\tand\r\nline", "tab and line"),
    ("\u202egnp.exe\u202c", "gnp.exe"),
    ("mi\u200cxed", "mi\u200cxed"),
    ("lone \ud800 half", "lone \ufffd half"),
    (":smile:", ":smile:"),
]


@pytest.mark.parametrize(("text", "safe"), HOSTILE)
def test_foreign_text_is_made_safe_to_show(text: str, safe: str) -> None:
    assert plain(text) == safe


@given(st.text(), st.integers(1, 60))
def test_shortening_keeps_within_its_room_and_shows_that_it_cut(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    assert short == plain(text) or short.endswith("…")


def test_names_in_a_row() -> None:
    assert joined([]) == ""
    assert joined(["A"]) == "A"
    assert joined(["A", "B", "C"]) == "A, B and C"
    assert joined(["A", "B", "C", "D"]) == "A, B, C +1"
