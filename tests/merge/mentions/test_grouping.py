from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.merge.mentions.test_compare import mention

from communique.merge.mentions.facts import Mention
from communique.merge.mentions.grouping import Collection, group

# Documents 1 to 3 tell of a ferry, 4 and 5 of a wedding; between them only the words are alike.
STORY = {"d1": "a", "d2": "a", "d3": "a", "d4": "b", "d5": "b"}
ORDER = {name: n for n, name in enumerate(STORY)}
ALIKE = np.array([[1.0 if a == b else 0.4 if STORY[a] == STORY[b] else 0.1 for b in STORY] for a in STORY])
NEWS = Collection(ORDER, ALIKE, STORY)


def named(name: str, document: int, phrase: str, **told: str) -> Mention:
    return replace(mention(document, phrase, **told), id=name)


MENTIONS = [
    named("sank", 1, "sink", whom="ferry"),
    named("capsized", 2, "capsize", whom="ferry"),
    named("sinking", 3, "sinking", whom="ferry"),
    named("died", 1, "die", who="sailor"),
    named("deaths", 2, "death", whom="sailor"),
    named("captain says", 2, "say", who="captain"),
    named("widow says", 3, "say", who="widow"),
    named("captain said", 3, "say", who="captain"),
    named("wedding", 4, "wedding", whom="princess"),
    named("married", 5, "marry", whom="princess"),
    named("died elsewhere", 5, "die", who="sailor"),
]
WANTED = [
    {"sank", "capsized", "sinking"},
    {"died", "deaths"},
    {"captain says", "captain said"},
    {"widow says"},
    {"wedding", "married"},
    {"died elsewhere"},
]


def groups(found: dict[str, str]) -> list[set[str]]:
    return [{i for i in found if found[i] == first} for first in dict.fromkeys(found.values())]


@pytest.mark.parametrize("news", [NEWS, replace(NEWS, story=None)], ids=["by story", "any two documents"])
def test_mentions_are_grouped(news: Collection) -> None:
    found = group(MENTIONS, news)
    assert sorted(map(sorted, groups(found))) == sorted(map(sorted, WANTED))
    assert list(found) == sorted(found)
    assert all(first == min(i for i in found if found[i] == first) for first in found.values())


def test_other_stories_are_out_of_reach() -> None:
    near = replace(NEWS, alike=np.full_like(ALIKE, 0.4))
    home = {i: n for n, members in enumerate(groups(group(MENTIONS, near))) for i in members}
    assert home["died"] != home["died elsewhere"]
    home = {i: n for n, members in enumerate(groups(group(MENTIONS, replace(near, story=None)))) for i in members}
    assert home["died"] == home["died elsewhere"]


@settings(max_examples=20)
@given(st.permutations(MENTIONS), st.permutations(list(STORY)))
def test_neither_order_matters(mentions: list[Mention], documents: list[str]) -> None:
    rows = [ORDER[d] for d in documents]
    turned = Collection({d: n for n, d in enumerate(documents)}, ALIKE[np.ix_(rows, rows)], STORY)
    assert group(mentions, turned) == group(MENTIONS, NEWS)


def test_words_that_reports_tell_side_by_side_are_two_things() -> None:
    together = [named(f"{word}{n}", n, word) for n in (1, 2, 3) for word in ("steal", "snatch")]
    apart = [replace(m, sentence=n) for n, m in enumerate(together)]
    assert len(groups(group(apart, NEWS))) == 1
    assert len(groups(group(together, NEWS))) == 2


def test_nothing_and_the_same_twice() -> None:
    assert group([], NEWS) == {}
    with pytest.raises(ValueError, match="same id"):
        group([MENTIONS[0], MENTIONS[0]], NEWS)
