"""The lexicon of cues: the shipped table loads, a wrong cell is refused, each word knows what makes statements."""

from __future__ import annotations

import pytest

from communique.annotate.attribution import lexicon as table
from communique.annotate.attribution.lexicon import ATTITUDE, REPORT, SPEECH, Word, lexicon, reporting
from communique.errors import BadTable

HEADER = "lemma,pos,force,manner,frames,addressee,object\n"
SAY = "say,verb,report,said,clause,to,\n"


@pytest.fixture
def shelf(redirect):
    """Reads rows as the lexicon."""

    def read(*rows: str):
        redirect(table, "attributions.csv", HEADER + "".join(f"{row}\n" for row in rows))
        return lexicon.__wrapped__()

    return read


WRONG = [
    ("mutter,adverb,speech,said,clause,to,", "part of speech or force"),
    ("mutter,VERB,speech,said,clause,to,", "part of speech or force"),
    ("mutter,verb,rumour,said,clause,to,", "part of speech or force"),
    ("mutter,verb,Report,said,clause,to,", "part of speech or force"),
    ("mutter,verb,speech,said,clause:loudly,to,", "unknown frame clause:loudly"),
    ("mutter,verb,speech,said,clause|about:thoughts,to,", "unknown frame about:thoughts"),
    ("mutter,verb,speech,said,clause,under,", "addressee"),
    ("mutter,verb,speech,said,clause,dobj,", "addressee"),
    (",verb,speech,said,clause,to,", "no lemma"),
    ("mutter,,speech,said,clause,to,", "no pos"),
    ("mutter,verb,,said,clause,to,", "no force"),
    ("mutter,verb,speech,,clause,to,", "no manner"),
    ("mutter,verb,speech,said,,to,", "no frames"),
    ("mutter,verb,speech,said,clause,to", "6 cells"),
    ("mutter,verb,speech,said,clause,to,,", "8 cells"),
]


@pytest.mark.parametrize(("row", "what"), WRONG)
def test_a_wrong_cell_is_refused_with_its_file_and_line(row, what, redirect):
    redirect(table, "attributions.csv", f"# a note\n{HEADER}{SAY}\n{row}\n")
    with pytest.raises(BadTable) as caught:
        lexicon.__wrapped__()
    assert what in caught.value.what
    assert "attributions.csv:5" in caught.value.what
    assert caught.value.hint


def test_other_columns_are_refused(redirect):
    redirect(table, "attributions.csv", "lemma,pos,force\nsay,verb,report\n")
    with pytest.raises(BadTable, match="columns are"):
        lexicon.__wrapped__()


@pytest.mark.parametrize("where", ["", "passive", "addressee", "quote", "doc", "none", "thought", "marked"])
def test_every_condition_of_the_notes_is_known(where, shelf):
    (word,) = shelf(f"mutter,verb,speech,said,clause:{where},,")["mutter", "VERB"]
    assert word.frames == {"clause": where}


@pytest.mark.parametrize("addressee", ["", "obj", "to", "with"])
def test_every_place_of_an_addressee_is_known(addressee, shelf):
    (word,) = shelf(f"mutter,verb,speech,said,clause,{addressee},")["mutter", "VERB"]
    assert word.addressee == addressee


def test_a_right_row_is_read(shelf):
    found = shelf(
        "express,verb,report,expressed,obj|at:thought,to,hope|regret", "hopeful,adj,attitude,hoped,clause|of,,"
    )
    assert found["express", "VERB"] == (
        Word("express", "VERB", REPORT, "expressed", {"obj": "", "at": "thought"}, "to", frozenset({"hope", "regret"})),
    )
    assert found["hopeful", "ADJ"] == (
        Word("hopeful", "ADJ", ATTITUDE, "hoped", {"clause": "", "of": ""}, "", frozenset()),
    )


def test_cues_with_a_particle_come_first(shelf):
    rows = shelf("call,verb,report,called,small,,", "call_on,verb,speech,urged,inf:addressee,,")["call", "VERB"]
    assert [(w.particle, w.manner) for w in rows] == [("on", "urged"), ("", "called")]


def test_a_verb_and_a_noun_of_one_spelling_are_two_cues(shelf):
    found = shelf("claim,verb,report,claimed,clause,,", "claim,noun,speech,claimed,clause,,")
    assert {key: w.force for key, (w,) in found.items()} == {("claim", "VERB"): REPORT, ("claim", "NOUN"): SPEECH}


def test_prepositions_are_the_frames_that_are_no_shapes(shelf):
    (word,) = shelf("hail,verb,report,praised,clause|inf|obj|ger|small|raising|as:thought|for|to:none,,")[
        "hail", "VERB"
    ]
    assert word.prepositions == {"as", "for"}


SAYS = [
    ("say,verb,report,said,clause|inf:passive,to,", {"clause": True, "inf": False, "passive": False}),
    ("explain,verb,report,explained,clause|obj:thought,to,", {"clause": True, "obj": False}),
    ("praise,verb,report,praised,obj,,", {"obj": True}),
    ("describe,verb,speech,described,small:thought,,", {"obj": False, "small": False}),
    ("boast,verb,report,claimed,clause|about,,", {"clause": True, "prep": True}),
    ("argue,verb,report,argued,clause|for:thought,,", {"clause": True, "prep": False}),
    ("warn,verb,report,warned,clause|of|about:thought,obj,", {"prep": True}),
    ("agree,verb,speech,agreed,clause:thought,with,", {"clause": False}),
    ("warning,noun,speech,warned,clause|inf:thought,,", {"noun": False, "inf": False}),
    ("believe,verb,attitude,believed,clause|in,,", {"clause": False, "prep": False, "obj": False, "": False}),
    ("seem,verb,attitude,seemed,raising|clause,,", {"raising": False, "clause": False}),
]


@pytest.mark.parametrize(("row", "frames"), SAYS)
def test_what_is_a_statement_without_marks(row, frames, shelf):
    ((word,),) = shelf(row).values()
    assert {how: word.says(how) for how in frames} == frames


def test_the_shipped_table_loads():
    found = lexicon()
    assert found["say", "VERB"][0].manner == "said"
    assert found["tell", "VERB"][0].addressee == "obj"
    assert found["point", "VERB"][0].particle == "out"
    assert "hope" in found["express", "VERB"][0].objects
    assert {pos for _, pos in found} == {"VERB", "NOUN", "ADJ"}


def test_shipped_rows_stand_under_their_own_key():
    for (lemma, pos), rows in lexicon().items():
        for word in rows:
            assert (word.lemma, word.pos) == (lemma, pos)
            assert word.lemma == word.lemma.strip().lower()
            assert word.frames and "" not in word.frames


def test_shipped_rows_can_all_be_reached():
    """Only the first row that fits is asked: a plain one hides whatever stands behind it."""
    for rows in lexicon().values():
        assert all(word.particle or word.objects for word in rows[:-1]), rows


def test_shipped_frames_are_shapes_or_prepositions():
    """A misspelt shape would pass for a preposition."""
    prepositions = {name for rows in lexicon().values() for word in rows for name in word.prepositions}
    assert prepositions <= set("about against as at for of on over to with".split())


def test_reporting_holds_plain_verbs_only():
    verbs = reporting()
    assert {"say", "tell", "announce", "warn", "deny", "point"} <= verbs
    assert not verbs & {"whisper", "threaten", "want", "seem", "decide", "warning", "statement", "confident"}
    plain = [key for key, rows in lexicon().items() if any(word.force == REPORT for word in rows)]
    assert verbs == {lemma for lemma, _ in plain}
    assert {pos for _, pos in plain} == {"VERB"}
