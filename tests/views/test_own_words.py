"""The text's own words: what is cut out of a sentence, and which of its verbs may stand as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model.ontology import EventType
from communique.model.records import Claim, Status
from communique.model.values import ActorKind, Participant, Span
from communique.views import rows
from communique.views.phrases import phrase
from communique.views.words import balanced, closed, own_verb, own_words, quoted, tell_more, window


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def claim(text: str, predicate: str, matter: str = "", target: str = "", **known: object) -> Claim:
    aimed = (Participant("target", target, at(text, target), target, ActorKind.STATE, "XXX"),) if target else ()
    return Claim(
        **{  # type: ignore[arg-type]
            "id": "c-1",
            "document": "d-1",
            "event": EventType.SUPPORT,
            "predicate": at(text, predicate),
            "spans": (),
            "sentence": Span(0, len(text)),
            "sources": (),
            "targets": aimed,
            "status": Status.ACTUAL,
            "score": 0.9,
            "matter": at(text, matter) if matter else None,
        }
        | known
    )


VERBS = [
    # text, predicate, target, event: the text's own verb where it may stand
    ("Kenya thanked Japan for its help.", "thanked", "Japan", EventType.SUPPORT, "thanked"),
    ("Peru has expelled two Bolivian envoys.", "expelled", "Bolivian", EventType.SANCTION, ""),
    ("The navy seized an Iranian tanker.", "seized", "Iranian", EventType.COERCE, ""),
    ("Chad condemned Sudan.", "condemned", "Sudan", EventType.ACCUSE, "condemned"),
    ("India struck Pakistan on Monday.", "struck", "Pakistan", EventType.ASSAULT, "struck"),
    ("Oslo apologised to Libya over the film.", "apologised", "Libya", EventType.CONCEDE, "apologised to"),
    ("The king invited President Ebrahim Raisi.", "invited", "Ebrahim Raisi", EventType.REQUEST, "invited"),
    ("Washington opposed Putin's visit.", "opposed", "Putin", EventType.ACCUSE, ""),
    ("Cuba offered doctors to Italy.", "offered", "Italy", EventType.AID, ""),
    ("aid that Cuba offered to Italy", "offered", "Italy", EventType.AID, ""),
    ("Berlin criticised the visit.", "criticised", "visit", EventType.ACCUSE, ""),
    ("Seoul spoke highly of Hanoi.", "spoke highly", "Hanoi", EventType.SUPPORT, ""),
    ("Tehran rejects Riyadh over Yemen.", "rejects", "Riyadh", EventType.REJECT, ""),
]


@pytest.mark.parametrize(("text", "predicate", "target", "event", "verb"), VERBS)
def test_the_texts_own_verb_stands_only_before_the_one_acted_on(
    text: str, predicate: str, target: str, event: EventType, verb: str
) -> None:
    assert own_verb(claim(text, predicate, target=target, event=event), text) == verb
    if verb:
        assert phrase(event, None, None, words=predicate, verb=verb).past == verb


def test_a_verb_of_what_did_not_happen_or_has_a_form_does_not_stand() -> None:
    text = "Kenya thanked Japan."
    assert own_verb(claim(text, "thanked", target="Japan", status=Status.DENIED), text) == ""
    assert own_verb(claim(text, "thanked", target="Japan", form="letter"), text) == ""


SAID = [
    # text, predicate, matter, more of the claim: the words
    ("Oman agreed to reopen the port in May.", "agreed", "to reopen the port", {}, "agreed to reopen the port"),
    ("They signed a dozen deals, on gas too.", "signed a dozen deals", "a dozen deals, on gas too", {},
     "signed a dozen deals, on gas too"),
    ("Fiji agreed not to “join any bloc.” It rained.", "agreed", "not to “join any bloc", {},
     "agreed not to “join any bloc.”"),
    ("Mali spoke\n  well of  Togo, which helped.", "spoke", "", {}, "spoke well of Togo"),
    ("Mali and Togo met in Accra, at last.", "met", "", {"form": "meeting", "event": EventType.CONSULT}, "met"),
    ("Chad has denied that it attacked the town.", "attacked", "the town", {"status": Status.DENIED},
     "Chad has denied that it attacked the town"),
    ("Ten deals on gas were signed.", "signed", "Ten deals on gas", {}, "Ten deals on gas were signed"),
    ("They pledged to work here as well as there.", "pledged", "to work here as", {}, "pledged to work here as …"),
    ("They pledged to strengthen ties.", "pledged", "to strength", {}, "pledged to …"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "matter", "more", "words"), SAID)
def test_what_a_text_itself_says(text: str, predicate: str, matter: str, more: dict[str, object], words: str) -> None:
    assert own_words(claim(text, predicate, matter, **more), text) == words


def test_far_from_its_verb_a_matter_is_shown_without_what_lies_between() -> None:
    text = f"Togo asked {'very ' * 30}politely for wheat."
    assert own_words(claim(text, "asked", "for wheat"), text) == "asked … for wheat"


def test_a_matter_outside_the_sentence_is_not_its_own() -> None:
    text = "Togo asked. For wheat."
    assert own_words(claim(text, "asked", "For wheat", sentence=Span(0, 11)), text) == "asked"


def test_words_that_only_repeat_the_line_above_are_left_out() -> None:
    assert not tell_more("met Saudi Crown Prince in Riyadh on Thursday", ["met", "Saudi Crown Prince", "Riyadh"])
    assert not tell_more("held talks", ["met with"], plain=True)
    assert tell_more("held talks on grain", ["met with"], plain=True)
    assert tell_more("held talks", ["was in contact with"])


MARKS = [
    ("not damaged” by “illegal methods", "not damaged by “illegal methods”"),
    ('agreed not to "enter alliances', 'agreed not to "enter alliances"'),
    ('both "sides" met', 'both "sides" met'),
    ("«oui", "«oui»"),
    ("the state’s own", "the state’s own"),
    ("„ja“ und", "„ja“ und"),
    ('the 5" shell', "the 5 shell"),
    ("ends with “", "ends with"),
]


@pytest.mark.parametrize(("text", "paired"), MARKS)
def test_quotation_marks_pair(text: str, paired: str) -> None:
    assert balanced(text) == paired


@given(st.text(alphabet=' abc“”"„«»’', max_size=40))
def test_marks_pair_whatever_the_text(text: str) -> None:
    once = balanced(text)
    assert once.count("«") == once.count("»")
    assert once.count('"') % 2 == 0
    assert [c for c in once if c.isalpha()] == [c for c in text if c.isalpha()]
    assert quoted(text).startswith("“")


@given(st.text(alphabet="abc de.", min_size=1, max_size=200), st.data())
def test_a_window_is_of_the_text_and_holds_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    shown = window(text, Span(0, len(text)), [span], 40)
    core = shown.removeprefix("… ").removesuffix(" …")
    assert core in " ".join(text.split())
    assert " ".join(span.of(text).split()) in core or not span.of(text).strip()
    assert len(core) <= max(40, span.end - span.start) + 1


def test_a_quotation_takes_its_closing_mark_along() -> None:
    text = "He said “we agree.” Then he left."
    assert closed(at(text, "“we agree"), text).of(text) == "“we agree.”"
    assert closed(at(text, "we agree"), text).of(text) == "we agree"
    assert rows.words_of([at(text, "“we"), at(text, "agree")], text) == "“we agree.”"
