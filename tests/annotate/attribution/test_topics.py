"""What a statement is about, and whom its manner praises or blames."""

from __future__ import annotations

import pytest

from communique.annotate.attribution import topics
from communique.annotate.attribution.topics import SIGNS, stances_of, topic_words, topics_of
from communique.annotate.syntax import Sentence
from communique.annotate.tables import rows
from communique.errors import BadTable
from communique.model.ontology import ontology

HEADER = "context,lemmas\n"


def test_the_shipped_table_loads():
    words = topic_words()
    assert set(words.values()) <= set(ontology().contexts)
    assert (words["frigate"], words["heroin"], words["reef"]) == ("military", "illegal_drugs", "territory")
    assert all(word == word.lower().strip() and word for word in words)


def test_no_word_tells_of_two_contexts():
    listed = [lemma for _, row in rows("topics.csv", ["context", "lemmas"]) for lemma in row["lemmas"].split("|")]
    assert len(listed) == len(topic_words())


WRONG = [
    ("lemmas,context\ntank,military\n", "columns are"),
    (f"{HEADER}military\n", ":2: 1 cells"),
    (f"{HEADER}military,\n", ":2: no lemmas"),
    (f"{HEADER},tank\n", ":2: no context"),
    (f"# note\n{HEADER}military,tank\nweather,rain\n", ":4: unknown context weather"),
]


@pytest.mark.parametrize(("content", "what"), WRONG)
def test_a_wrong_row_is_refused(content, what, redirect):
    redirect(topics, "topics.csv", content)
    with pytest.raises(BadTable) as caught:
        topic_words.__wrapped__()
    assert what in caught.value.what
    assert caught.value.hint


def _one(text, resolved, find):
    draft = resolved(text)
    (paragraph,) = draft.paragraphs
    return Sentence(draft, paragraph), find(text, attitudes=False)[0]


TOPICS = [
    ("the soup was cold", ()),
    ("the frigates had sailed", ("military",)),
    ("the tariffs and the loans had gone", ("economic",)),
    ("the border guards had found heroin, opium aside, at the border", ("territory", "illegal_drugs")),
    ("the Navy was at sea", ("military",)),
    ("nuclear waste, floods, visas and cyberattacks came with floods", ("disasters", "cbrn", "migration")),
]


@pytest.mark.parametrize(("content", "wanted"), TOPICS)
def test_topics_of_what_is_said(content, wanted, resolved, find):
    assert topics_of(*_one(f"The Omani premier said {content}.", resolved, find)) == wanted


def test_words_around_the_content_are_no_topic(resolved, find):
    text = "The Omani oil minister, back from the border, said the soup was cold."
    assert topics_of(*_one(text, resolved, find)) == ()


STANCES = [
    ("thanked", "Peru thanked Chile for the boats.", [("Chile", "+", "Chile", "CHL")]),
    ("praised", "Peru praised the Chilean premier.", [("prime minister of Chile", "+", "the Chilean premier", "CHL")]),
    ("congratulated", "Peru congratulated Chile.", [("Chile", "+", "Chile", "CHL")]),
    ("welcomed", "Peru welcomed Chile’s offer.", [("Chile", "+", "Chile", "CHL")]),
    ("condemned", "Peru condemned Chile for the raid.", [("Chile", "-", "Chile", "CHL")]),
    ("criticised", "Peru criticised Chile over the cod.", [("Chile", "-", "Chile", "CHL")]),
    ("criticised", "Peru criticised the weather.", []),
    ("said", "Peru said Chile had sent boats.", []),
    ("warned", "Peru warned Chile that the boats would sink.", []),
]  # fmt: skip


@pytest.mark.parametrize(("manner", "text", "wanted"), STANCES)
def test_whom_a_manner_praises_or_blames(manner, text, wanted, resolved, find):
    found = stances_of(*_one(text, resolved, find), manner)
    assert [(s.name, s.sign, s.text, s.country) for s in found] == wanted
    assert all(s.span.of(text) == s.text for s in found)


def test_of_two_the_first_is_meant(resolved, find):
    (stance,) = stances_of(*_one("Peru thanked Chile and Bolivia.", resolved, find), "thanked")
    assert stance.name == "Chile"


def test_only_manners_that_show_it_have_a_sign(resolved, find):
    assert set(SIGNS.values()) == {"+", "-"}
    sentence, attribution = _one("Peru thanked Chile.", resolved, find)
    signs = {manner: [s.sign for s in stances_of(sentence, attribution, manner)] for manner in (*SIGNS, "said", "")}
    assert signs == {**{manner: [sign] for manner, sign in SIGNS.items()}, "said": [], "": []}
