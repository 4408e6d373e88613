"""Who is meant, across sentences and paragraphs of one document and never beyond it."""

from __future__ import annotations

import pytest

from communique.model.values import ActorKind


def _names(reading, text):
    return [m.name for m in reading.mentions if m.text == text]


SAME = [
    # text, expression, name
    ("Zimbabwean Foreign Minister Tendai Moyo landed. Moyo slept.", "Moyo", "Tendai Moyo"),
    ("Moyo landed.\nZimbabwean Foreign Minister Tendai Moyo slept.", "Moyo", "Tendai Moyo"),
    ("Serbian Finance Minister Jovana Petrović landed. Ms Petrović slept.", "Ms Petrović", "Jovana Petrović"),
    ("Moroccan King Idris al-Fassi landed. The king slept.", "The king", "Idris al-Fassi"),
    ("The Cuban president landed. He slept.", "He", "president of Cuba"),
    ("Prime Minister Tane Rewi of New Zealand landed. The prime minister slept.", "The prime minister", "Tane Rewi"),
    ("Fiji signed after it had waited.", "it", "Fiji"),
]


@pytest.mark.parametrize(("text", "words", "name"), SAME)
def test_short_forms_mean_the_full_one(text, words, name, read):
    assert _names(read(text), words) == [name]


def test_one_surname_two_states_stay_two(read):
    reading = read("Ghanaian Trade Minister Kofi Mensah met Togolese Health Minister Abla Mensah.")
    assert {(m.name, m.country) for m in reading.mentions if m.actor_kind is ActorKind.PERSON} == {
        ("Kofi Mensah", "GHA"),
        ("Abla Mensah", "TGO"),
    }


def test_two_spellings_are_one_person(read):
    reading = read("Kazakh Energy Minister Nurlan Akhmetov landed.\nNurlan Ahmetov slept.")
    assert {m.name for m in reading.mentions if m.actor_kind is ActorKind.PERSON} == {"Nurlan Akhmetov"}


def test_a_counterpart_holds_the_same_office_in_the_other_state(read):
    reading = read("The Zambian finance minister met his Malawian counterpart.")
    (found,) = [m for m in reading.mentions if m.basis == "counterpart"]
    assert (found.name, found.office, found.country) == ("finance minister of Malawi", "finance minister", "MWI")


def test_a_counterpart_named_before_is_that_person(read):
    reading = read(
        "Malawian Finance Minister Chikondi Phiri landed in Lusaka.\n"
        "Zambian Finance Minister Mutale Bwalya met her Malawian counterpart."
    )
    (found,) = [m for m in reading.mentions if m.basis == "counterpart"]
    assert found.name == "Chikondi Phiri"


def test_nothing_is_carried_from_one_document_to_the_next(coder):
    before = coder.read("Moyo slept.")
    coder.read("Zimbabwean Foreign Minister Tendai Moyo landed.")
    assert coder.read("Moyo slept.") == before


def test_pronouns_without_anyone_mean_no_one(read):
    assert read("They met. He slept. It sank.").mentions == ()


def test_both_countries_need_two(read):
    assert not [m for m in read("Fiji sailed. Both countries slept.").mentions if m.basis == "group"]


def test_members_take_their_offices_in_order(read):
    reading = read("The presidents of Mali and Niger, Issa Diarra and Moussa Harouna, met on Friday.")
    found = {(m.name, m.country, m.office) for m in reading.mentions}
    assert {("Issa Diarra", "MLI", "president"), ("Moussa Harouna", "NER", "president")} <= found


def test_offices_are_learnt_with_their_spans(read):
    text = "Zimbabwean Foreign Minister Tendai Moyo landed. Former Danish premier Mette Skov slept."
    reading = read(text)
    assert [(o.name, o.position, o.country, o.basis) for o in reading.offices] == [
        ("Tendai Moyo", "foreign minister", "ZWE", "text")
    ]
    (office,) = reading.offices
    assert all("Moyo" in s.of(text) for s in office.spans)
    assert office.start is not None and office.start == office.end


def test_an_official_without_a_name_is_nobody_whom_the_text_names(read):
    """Neither whoever is named later nor, with the indefinite article, whoever was named before."""
    later = read("A senior Saudi official denied it. Crown Prince Mohammed bin Salman of Saudi Arabia praised Iran.")
    assert [m.name for m in later.mentions if m.text == "A senior Saudi official"] == ["official of Saudi Arabia"]
    definite = read("The Saudi official denied it. Crown Prince Mohammed bin Salman of Saudi Arabia praised Iran.")
    assert [m.name for m in definite.mentions if m.text == "The Saudi official"] == ["official of Saudi Arabia"]
    before = read(
        "Turkish President Kemal Aydar went to Greece. It was the first visit by a Turkish president since 1952."
    )
    assert [m.name for m in before.mentions if m.text == "a Turkish president"] == ["president of Türkiye"]


THINGS = [
    ("Iran and Oman held talks in Muscat. The foreign ministry in Tehran would neither confirm nor deny them.", "them"),
    ("Kenya and Uganda reached an accord. They signed it in Nairobi on Monday.", "it"),
    ("The EU imposed sanctions on Belarus. They were lifted in May.", "They"),
]


@pytest.mark.parametrize(("text", "pronoun"), THINGS)
def test_what_is_signed_denied_or_lifted_is_no_actor(text, pronoun, read):
    assert [m.name for m in read(text).mentions if m.text == pronoun] == []


def test_it_never_means_whoever_does_something_to_it(read):
    means = {m.name for m in read("Chile joined the bloc. Russia criticised it.").mentions if m.text == "it"}
    assert "Russia" not in means
