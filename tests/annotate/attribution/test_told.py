"""Attributions of a whole document: stretches of its text, over paragraphs, outermost only or nested too."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.annotate.casework import attribution_words, cases

from communique.annotate.attribution.told import attributed

SLOW = settings(deadline=None, max_examples=60)

SPEAKERS = ["The Malian premier", "Fiji", "Awa Diop, the Senegalese minister,", "He", "Officials in Lima", "A diplomat"]
CLAUSES = [
    "the road was open",
    "that Chad had promised to pay",
    "that Oman believed that the gate was shut",
    "Peru told Chile to wait",
    "“the river is ours and was always ours”",
    "it was “a mistake”",
]
QUOTED = [
    "We waited nine days for a boat",
    "Nobody told us that it had sunk",
    "Our minister says that the road is open and the gate is shut",
    "No",
]
_speaker, _clause, _quote = st.sampled_from(SPEAKERS), st.sampled_from(CLAUSES), st.sampled_from(QUOTED)
_says = st.sampled_from(["said", "insisted", "wants to know", "told reporters", "was told", "added"])
_closed = st.one_of(
    st.builds("{} {} {}.".format, _speaker, _says, _clause),
    st.builds("“{},” {} {}.".format, _quote, _speaker, _says),
    st.builds("“{},” {} said, “{}.”".format, _quote, _speaker, _quote),
    st.builds("{} {}: “{}.”".format, _speaker, _says, _quote),
    st.builds("“{}.”".format, _quote),
    st.builds("“{}.".format, _quote),
    st.builds("According to {}, {}.".format, _speaker, _clause),
    st.builds("{}'s promise to wait came late, {} said.".format, _speaker, _speaker),
    st.sampled_from(["The frigate left Valletta.", "Mali seems to wait.", "“No,” — Lee Kuan Yew", "!"]),
)
_announcing = st.builds("{} {}:".format, _speaker, _says)


def texts(sentences):
    paragraphs = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
    return st.lists(paragraphs, min_size=1, max_size=4).map("\n".join)


def told(text, resolved, *, nested=False):
    return [attribution_words(a, text) for a in attributed(resolved(text), nested=nested)]


def assert_stretches(text, found):
    for one in found:
        assert one.content
        for role in (one.source, one.cue, one.content):
            assert all(0 <= s.start < s.end <= len(text) and s.of(text) == s.of(text).strip() for s in role)
            assert all(a.end <= b.start for a, b in itertools.pairwise(role))


@SLOW
@given(texts(_closed | _announcing))
def test_stretches_lie_in_the_text_apart_and_in_order(resolved, text):
    for nested in (False, True):
        assert_stretches(text, attributed(resolved(text), nested=nested))


@SLOW
@given(texts(_closed))
def test_nested_ones_come_on_top_of_the_outermost(resolved, text):
    outermost = [(a.source, a.cue) for a in attributed(resolved(text), nested=False)]
    with_nested = [(a.source, a.cue) for a in attributed(resolved(text), nested=True)]
    assert set(outermost) <= set(with_nested)


@SLOW
@given(texts(_closed))
def test_no_outermost_cue_stands_in_anothers_content(resolved, text):
    found = attributed(resolved(text), nested=False)
    for one, other in itertools.permutations(found, 2):
        for cue in one.cue:
            assert not any(c.start <= cue.start and cue.end <= c.end for c in other.content), (one, other)


@SLOW
@given(st.text(alphabet="ab ,.:s\n“”‘’«»—\"'", max_size=60).filter(str.strip))
def test_any_text_can_be_read(resolved, text):
    assert_stretches(text, attributed(resolved(text), nested=True))


@pytest.mark.parametrize("case", cases("attributions"))
def test_stretches_of_the_table_lie_in_their_text(case, resolved):
    assert_stretches(case["text"], attributed(resolved(case["text"]), nested=True))


@pytest.mark.parametrize("case", cases("attributions"))
def test_what_comes_first_moves_all_and_changes_nothing(case, resolved):
    text = case["text"]
    later = f"The ferry runs daily.\n\n{text}"
    assert told(later, resolved, nested=True) == told(text, resolved, nested=True)


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_text_tells_nothing(text, coder):
    assert coder.attributions(text) == ()


def test_the_coder_tells_the_same(coder, resolved):
    text = "The Sudanese premier said that Ethiopia had promised that the dam would wait."
    for nested in (False, True):
        assert list(coder.attributions(text, nested=nested)) == attributed(resolved(text), nested=nested)
    assert len(coder.attributions(text)) == 1
    assert len(coder.attributions(text, nested=True)) == 2


# -- quotations that go on --------------------------------------------------------------------------------------------


def test_a_quotation_that_goes_on_is_joined_to_the_one_before(resolved):
    text = (
        "“We waited nine days,” the Nepali envoy said. “Nobody came.”\n"
        "“We shall not wait again for a train that never runs.”"
    )
    assert told(text, resolved) == [
        {
            "source": "the Nepali envoy",
            "cue": "said",
            "content": "We waited nine days … Nobody came … We shall not wait again for a train that never runs",
        }
    ]


def test_it_is_joined_to_the_nearest_one(resolved):
    text = (
        "“Our well is dry,” the Omani envoy said.\nThe Yemeni envoy said his well was full.\n"
        "“Come and drink from it whenever you like, friend.”"
    )
    assert [a["content"] for a in told(text, resolved)] == [
        "Our well is dry",
        "his well was full … Come and drink from it whenever you like, friend",
    ]


def test_an_indirect_cue_is_gone_on_from_too(resolved):
    text = "The Chilean minister said the mine would reopen.\n“We have found the money and the men for it.”"
    (one,) = told(text, resolved)
    assert one["content"] == "the mine would reopen … We have found the money and the men for it"


def test_nothing_goes_on_from_nobody(resolved):
    assert told("“We shall mend the road before the rains come.”\nThe Malian premier left.", resolved) == []


def test_a_new_cue_takes_the_floor(resolved):
    text = "“The road was never safe,” the Malian premier said.\n“We have no road at all,” said a Nigerien driver."
    assert [(a["source"], a["content"]) for a in told(text, resolved)] == [
        ("the Malian premier", "The road was never safe"),
        ("a Nigerien driver", "We have no road at all"),
    ]


def test_a_cue_that_announces_a_quotation_takes_the_floor(resolved):
    text = (
        "“We waited nine days,” the Nepali envoy said. The Malian premier replied:\n"
        "“The rains had cut the road from the river to the sea.”"
    )
    assert [(a["source"], a["content"]) for a in told(text, resolved)] == [
        ("the Nepali envoy", "We waited nine days"),
        ("The Malian premier", "The rains had cut the road from the river to the sea"),
    ]


def test_the_address_before_an_infinitive_is_part_of_the_content(resolved):
    (one,) = told("Norway asked Iceland to lower its catch.", resolved)
    assert one == {"source": "Norway", "cue": "asked", "content": "Iceland to lower its catch"}


def test_neither_stop_nor_marks_stand_at_an_end(resolved):
    text = "“The road is ours,” the Eritrean minister said, “and nobody will close it.”"
    (one,) = attributed(resolved(text), nested=False)
    assert [s.of(text) for s in one.content] == ["The road is ours", "and nobody will close it"]
