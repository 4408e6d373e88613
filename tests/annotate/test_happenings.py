from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from communique.annotate.happenings import happening
from communique.model.values import Span

# sentence, the mention's words, lemma, phrase, who, whom, rest: each as words that must be among those found
CASES: list[tuple[str, tuple[str, ...], str, str, str, str, str]] = [
    ("The ferry Aurora sank off Cebu on Friday.", ("sank",), "sink", "sink", "ferry aurora", "", "cebu friday"),
    ("Rebels released nine divers.", ("released",), "release", "release", "rebel", "nine diver", ""),
    ("Nine divers were released by rebels.", ("released",), "release", "release", "rebel", "nine diver", ""),
    ("The firm shut down the plant in Lima.", ("shut",), "shut", "shut_down", "firm", "plant", ""),
    ("The mayor stepped down in Lima.", ("stepped down",), "step", "step_down", "mayor", "", "lima"),
    ("The release of nine divers by rebels was hailed.", ("release",), "release", "release", "rebel", "nine diver", ""),
    ("Peru's invasion shocked many.", ("invasion",), "invasion", "invasion", "peru", "", ""),
    ("The firm made an offer for the brewery.", ("made an offer",), "offer", "offer", "firm", "", "brewery"),
    ("The firm made an offer for the brewery.", ("offer",), "offer", "offer", "firm", "", "brewery"),
    ("The man was arrested and charged with arson.", ("charged",), "charge", "charge", "man", "", "arson"),
    ("The man accused of arson fled.", ("accused",), "accuse", "accuse", "man", "", ""),
    ("According to the police, nobody died.", ("According",), "accord", "accord", "police", "", ""),
    ("The bridge collapse killed six.", ("collapse",), "collapse", "collapse", "", "bridge", ""),
]


@pytest.mark.parametrize(("sentence", "mention", "lemma", "phrase", "who", "whom", "rest"), CASES)
def test_what_stands_around_a_happening(
    parse: Callable[[str], Any],
    sentence: str,
    mention: tuple[str, ...],
    lemma: str,
    phrase: str,
    who: str,
    whom: str,
    rest: str,
) -> None:
    starts = [sentence.index(part) for part in mention]
    spans = [Span(start, start + len(part)) for start, part in zip(starts, mention, strict=True)]
    found = happening(parse(sentence), spans)
    assert found.lemma == lemma
    assert found.phrase == phrase
    assert set(who.split()) <= found.who
    assert set(whom.split()) <= found.whom
    assert set(rest.split()) <= found.rest
    assert found.head.of(sentence) in " ".join(mention)
    around = {span.of(sentence).lower() for span in found.around}
    assert not around & set(" ".join(mention).lower().split())
    assert len(found.around) == len(set(found.around)) >= len((who + whom + rest).split()) > 0


def test_names_and_words_of_the_sentence(parse: Callable[[str], Any]) -> None:
    sentence = "The ferry Aurora sank off Cebu on Friday, and nine people drowned."
    found = happening(parse(sentence), [Span(59, 66)])
    assert {"aurora", "cebu"} <= found.names
    assert {"ferry", "sink", "drown", "people"} <= found.words


def test_a_mention_of_two_pieces_and_one_of_none(parse: Callable[[str], Any]) -> None:
    sentence = "They called the whole match off."
    assert happening(parse(sentence), [Span(5, 11), Span(28, 31)]).phrase == "call_off"
    assert happening(parse(sentence), [Span(90, 95)]).lemma == "they"
