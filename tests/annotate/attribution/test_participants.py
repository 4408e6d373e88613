"""Who speaks and who is spoken to: known and nameless ones, states, bodies; no outlets, and nobody twice."""

from __future__ import annotations

import pytest

from communique.annotate.attribution.participants import addressees, speakers
from communique.annotate.syntax import Sentence
from communique.model.values import ActorKind

UNKNOWN, PERSON, STATE = ActorKind.UNKNOWN, ActorKind.PERSON, ActorKind.STATE


@pytest.fixture
def sides(resolved, find):
    """Speakers and addressees of a text's only attribution."""

    def read(text, *, anybody=True):
        draft = resolved(text)
        (paragraph,) = draft.paragraphs
        (attribution,) = find(text, attitudes=False)
        sentence, cue = Sentence(draft, paragraph), paragraph.doc[attribution.cue]
        spoken_by = speakers(sentence, [paragraph.doc[i] for i in attribution.source], anybody=anybody)
        heard = [c for c in cue.children if c.dep_ in {"dobj", "dative"}]
        return spoken_by, addressees(sentence, heard, spoken_by)

    return read


SPEAKERS = [
    ("The Malian foreign minister", [("foreign minister of Mali", PERSON, "MLI", "GOV")]),
    ("Foreign Minister Abdoulaye Diallo of Mali", [("Abdoulaye Diallo", PERSON, "MLI", "GOV")]),
    ("Kenya's principal secretary, Josphat Wanyonyi,", [("Josphat Wanyonyi", PERSON, "KEN", "GOV")]),
    ("Mali", [("Mali", STATE, "MLI", "GOV")]),
    ("Mali and Togo", [("Mali", STATE, "MLI", "GOV"), ("Togo", STATE, "TGO", "GOV")]),
    ("Malian officials", [("Malian officials", UNKNOWN, "MLI", "GOV")]),
    ("Sources in Bamako", [("Sources in Bamako", UNKNOWN, "MLI", None)]),
    ("The fishermen", [("The fishermen", UNKNOWN, None, None)]),
    ("Two diplomats", [("Two diplomats", UNKNOWN, None, "GOV")]),
    ("Reuters", []),
    ("The constitution", []),
    ("Nobody", []),
]


@pytest.mark.parametrize(("source", "wanted"), SPEAKERS)
def test_speakers(source, wanted, sides):
    text = f"{source} said the road was shut."
    found, _ = sides(text)
    assert [(p.name, p.kind, p.country, p.sector) for p in found] == wanted
    assert all(p.role == "speaker" and p.span.of(text) == p.text for p in found)


@pytest.mark.parametrize(
    ("source", "names"),
    [("The fishermen", []), ("The diplomats", ["The diplomats"]), ("The herds", []), ("Fiji", ["Fiji"])],
)
def test_not_every_noun_speaks(source, names, sides):
    found, _ = sides(f"{source} said the road was shut.", anybody=False)
    assert [p.name for p in found] == names


def test_an_office_is_told_with_its_holder(sides):
    (speaker,), _ = sides("Foreign Minister Abdoulaye Diallo of Mali said the road was shut.")
    assert speaker.office == "foreign minister"


ADDRESSEES = [
    ("the Togolese envoy", [("envoy of Togo", "TGO")]),
    ("Togo", [("Togo", "TGO")]),
    ("Togo and Benin", [("Togo", "TGO"), ("Benin", "BEN")]),
    ("Reuters", []),
    ("the weekly Steppe Observer", []),
    ("reporters", []),
    ("a press conference in Riyadh", []),
    ("parliament", []),
    ("himself", []),
]


@pytest.mark.parametrize(("heard", "wanted"), ADDRESSEES)
def test_addressees(heard, wanted, sides):
    text = f"The Malian foreign minister told {heard} that the road was shut."
    _, found = sides(text)
    assert [(p.name, p.country) for p in found] == wanted
    assert all(p.role == "addressee" and p.span.of(text) == p.text for p in found)


def test_nobody_speaks_to_himself(sides):
    spoken_by, heard = sides("Mali told Mali that the road was shut.")
    assert [p.name for p in spoken_by] == ["Mali"]
    assert heard == ()
