"""Near copies: what counts as one, which is the original, and that order does not matter."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.documents.duplicates import near_copies


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
