"""Near copies: what counts as one, which is the original, and that order does not matter."""

from __future__ import annotations

import itertools
import re
import textwrap
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.documents import duplicates
from communique.documents.duplicates import near_copies
from communique.documents.wording import Vocabulary, words_of


def prose(seed: str, words: int) -> str:
    """Words that no other seed shares."""
    return " ".join(f"{seed}{n}" for n in range(words))


REPORT = prose("report", 120)
TRIMMED = " ".join(REPORT.split()[:110]) + " Reuters"
EDITED = REPORT.replace("report60", "another")
OTHER = prose("other", 120)
LONG = f"{prose('before', 200)} {REPORT} {prose('after', 200)}"
DIGEST = f"{REPORT} {OTHER}"


def test_originals_are_the_earliest() -> None:
    texts = [("c", "2024-03", EDITED), ("a", "2024-01", REPORT), ("b", "2024-02", TRIMMED), ("d", "2024-04", OTHER)]
    assert near_copies(texts) == {"b": "a", "c": "a"}


def test_a_report_inside_a_longer_one() -> None:
    assert near_copies([("long", "1", LONG), ("short", "2", REPORT)]) == {"short": "long"}
    assert near_copies([("long", "2", LONG), ("short", "1", REPORT)]) == {"long": "short"}


def test_a_digest_does_not_make_its_parts_copies_of_each_other() -> None:
    assert near_copies([("a", "1", REPORT), ("b", "2", OTHER), ("digest", "3", DIGEST)]) == {"digest": "a"}
    assert near_copies([("a", "1", REPORT), ("digest", "2", DIGEST), ("b", "3", OTHER)]) == {"digest": "a"}


def test_ties_of_the_key_go_by_id() -> None:
    assert near_copies([("z", "", REPORT), ("m", "", REPORT), ("b", "", REPORT)]) == {"m": "b", "z": "b"}


def test_short_texts_count_only_when_the_same() -> None:
    short = prose("flash", 20)
    texts = [("a", "1", short), ("b", "2", short.upper() + "!"), ("c", "3", short + " more"), ("d", "4", "")]
    assert near_copies(texts) == {"b": "a"}
    assert near_copies([("a", "1", ""), ("b", "2", "")]) == {}
    assert near_copies([]) == {}


def test_case_and_punctuation_do_not_matter() -> None:
    loud = REPORT.upper().replace(" ", ", ")
    assert near_copies([("a", "1", REPORT), ("b", "2", loud)]) == {"b": "a"}


def test_order_of_input_does_not_matter() -> None:
    texts = [("a", "1", REPORT), ("b", "2", TRIMMED), ("c", "3", LONG), ("d", "4", OTHER), ("e", "5", DIGEST)]
    found = near_copies(texts)
    assert found
    assert all(near_copies(order) == found for order in itertools.permutations(texts))


_PIECES = [prose(seed, 40) for seed in "pqrs"]
_BODIES = st.lists(st.sampled_from(_PIECES), max_size=4).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from("123"), _BODIES), max_size=7), st.randoms())
@settings(max_examples=60, deadline=None)
def test_properties(rows: list[tuple[str, str]], order: object) -> None:
    texts = [(f"d{n}", key, body) for n, (key, body) in enumerate(rows)]
    found = near_copies(texts)
    shuffled = list(texts)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert near_copies(shuffled) == found
    keys = {id_: (key, id_) for id_, key, _ in texts}
    for copy, original in found.items():
        assert original not in found  # an original is no copy itself
        assert keys[original] < keys[copy]


def test_many_copies_have_one_original() -> None:
    texts = [(f"d{n:03}", f"{n:03}", f"{REPORT} {prose(f'x{n}', 10)}") for n in range(60)]
    assert set(near_copies(texts).values()) == {"d000"}
    assert len(near_copies(texts)) == 59


# Independent reports of one event: the quotation and the names are the same, nothing else is.
QUOTED = "“" + prose("speech", 45) + "”"
NAMES = "Foreign Minister Amina Haddad of Peru met her counterpart Sven Novak of Malta"


def test_reports_that_share_quotations_and_names_are_no_copies() -> None:
    one = (
        f"{NAMES} {prose('one', 40)} {QUOTED} she said {prose('uno', 30)} {QUOTED.replace('speech', 'other')} he said."
    )
    two = f"{prose('two', 30)} {QUOTED.replace('speech', 'other')} {prose('due', 40)} {NAMES}. She added: {QUOTED}"
    assert near_copies([("a", "1", one), ("b", "2", two)]) == {}
    straight = [("a", "1", re.sub("[“”]", '"', one)), ("b", "2", re.sub("[“”]", '"', two))]
    assert near_copies(straight) == {}
    assert near_copies([("a", "1", one), ("b", "2", one.replace("one1 ", ""))]) == {"b": "a"}


def test_a_speech_that_two_papers_print_in_full_is_one_text() -> None:
    speech = "“" + prose("speech", 200) + "”"
    assert near_copies([("a", "1", f"He spoke. {speech}"), ("b", "2", f"Full text: {speech}")]) == {"b": "a"}


MARKET = (
    "The main index of the exchange closed at {} points on {}, {} points more than the day before. Traders said that "
    "turnover reached {} million, against a monthly mean of {} million. Gold sold for {} dollars an ounce in town."
)
CABLE = (
    "King Carl sent a cable of congratulations to {0}, President of the Republic of {1}, on the anniversary of the "
    "independence day of his country. He expressed his best wishes of good health and happiness to {0}, and of "
    "steady progress and prosperity to the government and people of {1}."
)


def test_bulletins_of_one_series_are_no_copies() -> None:
    monday = MARKET.format("4,211.7", "Monday", 12, 310, 295, "1,902")
    friday = MARKET.format("4,310.2", "Friday", 98, 287, 301, "1,877")
    cables = [CABLE.format("Amina Haddad", "Peru"), CABLE.format("Sven Novak", "Malta")]
    texts = [("m", "1", monday), ("f", "2", friday), ("c", "3", cables[0]), ("d", "4", cables[1])]
    assert near_copies(texts) == {}
    edited = monday.replace("Traders", "Dealers").replace("sold for", "fetched").replace("12 points", "12.5 points")
    assert near_copies([*texts, ("copy", "5", edited)]) == {"copy": "m"}


def test_one_name_in_two_spellings_makes_no_series() -> None:
    body = " ".join(f"{prose(f'p{n}', 12)} Moammar Gaddafi of Libya" for n in range(6))
    assert near_copies([("a", "1", body), ("b", "2", body.replace("Gaddafi", "Qaddafi"))]) == {"b": "a"}


def test_what_every_page_says_about_itself_does_not_count() -> None:
    furniture = prose("newsletter", 70)
    pages = [(f"p{n:02}", f"{n:02}", f"{prose(f'own{n}', 35 if n in (4, 8) else 250)} {furniture}") for n in range(12)]
    assert near_copies(pages) == {}
    cut = " ".join(pages[4][2].split()[15:])
    assert near_copies([*pages, ("cut", "99", cut)]) == {"cut": "p04"}


def edits(text: str, seed: int, share: float = 0.1) -> str:
    """One word in ten replaced, dropped, or another one put before it."""
    chance = Random(seed)
    words = text.split()
    for i in chance.sample(range(len(words)), round(len(words) * share)):
        words[i] = ("", f"new{i}", f"new{i} {words[i]}")[chance.randrange(3)]
    return " ".join(words)


@pytest.mark.parametrize("seed", range(12))
def test_edited_and_cut_copies(seed: int) -> None:
    report = prose("word", 240)
    cut = " ".join(report.split()[: Random(seed).randint(72, 144)])
    wrapped = textwrap.fill(cut, 72)
    texts = [("a", "1", report), ("e", "2", edits(report, seed)), ("c", "3", edits(cut, seed)), ("w", "4", wrapped)]
    assert near_copies([*texts, ("t", "5", f"A new title\n\nROME (ANSA) - {report}")]) == dict.fromkeys("ecwt", "a")


def test_a_copy_of_a_part_belongs_to_the_text_that_has_most_of_it() -> None:
    rewritten = f"{' '.join(REPORT.split()[:70])} {prose('new', 25)} {' '.join(REPORT.split()[70:])}"
    part = " ".join(rewritten.split()[60:110])
    found = near_copies(
        [("z", "1", OTHER), ("a", "2", prose("before", 300) + " " + REPORT[:500]), ("r", "3", rewritten)]
    )
    assert "r" not in found or found["r"] == "a"
    assert near_copies([("o", "1", OTHER), ("r", "2", rewritten), ("part", "3", part)]) == {"part": "r"}


def brute(texts: list[tuple[str, str, str]]) -> set[tuple[str, str]]:
    """The pairs that pass the comparison, without any choice of candidates."""
    vocabulary = Vocabulary()
    words = [words_of(body, vocabulary) for _, _, body in texts]
    compared, _ = duplicates.candidates(words)
    passed = set()
    for i, j in itertools.permutations(range(len(texts)), 2):
        if len(words[i]) <= len(words[j]) and duplicates.repeated(compared[i], compared[j]):
            passed.add((texts[min(i, j)][0], texts[max(i, j)][0]))
    return passed


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_the_choice_of_candidates_loses_nothing(seed: int) -> None:
    chance = Random(seed)
    texts = [(f"d{n:02}", "", prose(f"s{n}x", chance.randint(15, 120))) for n in range(6)]
    for n in range(6, 24):
        one, two = (body.split() for _, _, body in chance.sample(texts, 2))
        kept = one[: chance.randint(1, len(one))] + two[: chance.randint(0, len(two) // 2)]
        texts.append((f"d{n:02}", "", edits(" ".join(kept), seed + n, chance.choice([0, 0.1, 0.3]))))
    vocabulary = Vocabulary()
    _, pairs = duplicates.candidates([words_of(body, vocabulary) for _, _, body in texts])
    chosen = {(texts[i][0], texts[j][0]) for i, j in pairs}
    assert brute(texts) <= chosen


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_tiny_texts_of_any_kind(one: str, two: str) -> None:
    found = near_copies([("a", "1", one), ("b", "2", two)])
    assert found in ({}, {"b": "a"})
    assert near_copies([("a", "1", one), ("a", "1", one)]) == {}  # a text is no copy of itself
    assert near_copies([("a", "1", one), ("b", "2", two)]) == found
