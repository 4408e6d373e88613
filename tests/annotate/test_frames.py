"""Who stands where around a predicate: passive, coordinated, relative, participle, control, nested."""

from __future__ import annotations

import pytest
from tests.annotate.casework import assert_found, cases, claim_words

from communique.annotate.frames import Frames
from communique.annotate.lexicon import lexicon
from communique.annotate.matches import countries, party, split_reciprocal
from communique.annotate.syntax import Sentence, is_passive


@pytest.mark.parametrize("case", cases("frames"))
def test_sides(case, read):
    assert_found(case["claims"], [claim_words(c) for c in read(case["text"]).claims])


def _word(draft, text, word):
    made = draft(text)
    for paragraph in made.paragraphs:
        for token in paragraph.doc:
            if token.text == word:
                return Sentence(made, paragraph), token
    raise AssertionError(f"no {word} in {text}")


PASSIVES = [
    ("Fiji was thanked by Tonga.", "thanked", True),
    ("Fiji thanked Tonga.", "thanked", False),
    ("The vote announced by Fiji was held.", "announced", True),
    ("Fiji has thanked Tonga.", "thanked", False),
    ("Fiji has been thanked by Tonga.", "thanked", True),
    ("The boats were seized and sold by Fiji.", "sold", True),
]


@pytest.mark.parametrize(("text", "word", "passive"), PASSIVES)
def test_is_passive(text, word, passive, draft):
    _, token = _word(draft, text, word)
    assert is_passive(token) is passive


SUBJECTS = [
    ("Mali thanked Benin.", "thanked", ["Mali"]),
    ("Mali thanked Benin and praised Togo.", "praised", ["Mali"]),
    ("Benin was thanked by Mali.", "thanked", ["Mali"]),
    ("Mali wants to thank Benin.", "thank", ["Mali"]),
    ("Mali asked Togo to thank Benin.", "thank", ["Togo"]),
    ("Mali, which thanked Benin, praised Togo.", "thanked", ["Mali"]),
    ("After thanking Benin, Mali praised Togo.", "thanking", ["Mali"]),
    ("Mali was criticised for attacking Benin.", "attacking", ["Mali"]),
]


@pytest.mark.parametrize(("text", "word", "subjects"), SUBJECTS)
def test_logical_subject(text, word, subjects, draft):
    sentence, token = _word(draft, text, word)
    assert [t.text for t in sentence.subjects(token)] == subjects


OBJECTS = [
    ("Mali thanked Benin.", "thanked", ["Benin"]),
    ("Benin was thanked by Mali.", "thanked", ["Benin"]),
    ("The boats that Mali seized sank.", "seized", ["boats"]),
]


@pytest.mark.parametrize(("text", "word", "objects"), OBJECTS)
def test_logical_object(text, word, objects, draft):
    sentence, token = _word(draft, text, word)
    assert [t.text for t in sentence.objects(token)] == objects


def test_slot_reads_only_its_preposition(draft):
    sentence, token = _word(draft, "Mali spoke with Benin about Togo.", "spoke")
    assert [t.text for t in sentence.slot(token, "with")] == ["Benin"]
    assert [t.text for t in sentence.slot(token, "about")] == ["Togo"]
    assert sentence.slot(token, "against") == []


def test_actors_of_a_coordination_come_each_once(draft):
    sentence, token = _word(draft, "Mali, Benin and Togo thanked Ghana.", "thanked")
    names = [entity.name for _, entity in sentence.actors(sentence.subjects(token))]
    assert names == ["Mali", "Benin", "Togo"]


@pytest.mark.parametrize(
    ("text", "word", "owner"),
    [
        ("Mali’s attack on Togo failed.", "attack", "Mali"),
        ("The Malian attack on Togo failed.", "attack", "Mali"),
        ("The Malian president’s visit to Togo ended.", "visit", "president of Mali"),
    ],
)
def test_possessor_of_an_act_is_an_actor(text, word, owner, draft):
    sentence, token = _word(draft, text, word)
    assert [entity.name for _, entity in sentence.actors(sentence.possessors(token))] == [owner]


def test_reciprocal_sides_are_split_by_state(draft):
    sentence, token = _word(draft, "Mali and Benin met.", "met")
    (predicate,) = [p for p in lexicon()["meet", "verb"] if p.form == "meeting"][:1]
    match = Frames(sentence).match(predicate, token)
    assert match is not None
    assert countries(match.sources) == {"MLI", "BEN"}
    split_reciprocal(match)
    assert countries(match.sources) == {"MLI"}
    assert countries(match.targets) == {"BEN"}
    assert {party(e) for _, e in match.sources} == {"MLI"}
