"""The room's tables: the shipped ones load, and a wrong row is refused with its file, line and what is wrong."""

from __future__ import annotations

import pytest

from communique.annotate import codebook, lexicon, parse, tables
from communique.annotate.status import governors
from communique.errors import BadTable
from communique.model.ontology import EventType, ontology

HEADER = "lemma,pos,event,mode,form,source,target,object,contexts,needs\n"


@pytest.fixture
def table(tmp_path):
    def write(content: str) -> str:
        path = tmp_path / "table.csv"
        path.write_text(content, encoding="utf-8")
        return str(path)

    return write


def test_rows_with_notes_and_blank_lines(table):
    path = table("# a note\nname,size\n\nboat,3\n# another\n ship , 40 \n")
    assert list(tables.rows(path, ["name", "size"])) == [
        (4, {"name": "boat", "size": "3"}),
        (6, {"name": "ship", "size": "40"}),
    ]


WRONG = [
    ("size,name\n3,boat\n", "columns are"),
    ("name,size\nboat\n", ":2: 1 cells"),
    ("name,size\nboat,3,4\n", ":2: 3 cells"),
    ("name,size\nboat,3\n,4\n", ":3: no name"),
    ("# note\nname,size\n  ,4\n", ":3: no name"),
]


@pytest.mark.parametrize(("content", "what"), WRONG)
def test_a_wrong_row_is_refused(content, what, table):
    with pytest.raises(BadTable) as caught:
        list(tables.rows(table(content), ["name", "size"], ["name"]))
    assert what in caught.value.what
    assert caught.value.hint


def test_an_empty_table_has_no_rows(table):
    assert list(tables.rows(table("name,size\n"), ["name", "size"])) == []


# -- the lexicon ------------------------------------------------------------------------------------------------------

WRONG_PREDICATES = [
    ("greet,adverb,CONSULT,,,subj,obj,,,", "adverb"),
    ("greet,verb,GREET,,,subj,obj,,,", "GREET"),
    ("greet,verb,CONSULT,,,subj,beneath,,,", "unknown slot"),
    ("greet,verb,CONSULT,,,sub,obj,,,", "unknown slot"),
    ("greet,verb,CONSULT,,handshake,subj,obj,,,", "unknown form handshake"),
    ("greet,verb,CONSULT,,,subj,obj,,,politeness", "unknown need politeness"),
    ("greet,verb,CONSULT,tank,,subj,obj,,,", "no mode tank"),
    ("greet,verb,CONSULT,,,subj,obj,,courtly,", "unknown context courtly"),
    ("greet,verb,CONSULT,,,subj,obj,@hats,,", "unknown class @hats"),
    ("greet,verb,CONSULT,,,subj,obj,,", "9 cells"),
    (",verb,CONSULT,,,subj,obj,,,", "no lemma"),
    ("greet,verb,CONSULT,,,,obj,,,", "no source"),
]


@pytest.mark.parametrize(("row", "what"), WRONG_PREDICATES)
def test_a_wrong_predicate_is_refused(row, what, redirect):
    redirect(
        lexicon, "predicates.csv", f"# note\n{HEADER}visit,verb,CONSULT,visit,visit,subj,obj,,diplomatic,\n{row}\n"
    )
    with pytest.raises(BadTable) as caught:
        lexicon.lexicon.__wrapped__()
    assert what in caught.value.what
    assert "predicates.csv:4" in caught.value.what
    assert caught.value.hint


def test_a_right_predicate_is_read(redirect):
    redirect(
        lexicon,
        "predicates.csv",
        HEADER
        + "call,verb,CONSULT,phone,call,subj,obj,,diplomatic,person-target\n"
        + "call_on,verb,REQUEST,change,,subj,on|upon,,,\n"
        + "send,verb,AID,,,subj,to|iobj,@goods,humanitarian,\n",
    )
    found = lexicon.lexicon.__wrapped__()
    assert [(p.lemma, p.particles) for p in found["call", "verb"]] == [("call", ("on",)), ("call", ())]
    (send,) = found["send", "verb"]
    assert send.target == ("to", "iobj")
    assert "rice" in send.objects
    assert send.contexts == ("human_security",)


def test_shipped_lexicon():
    found = lexicon.lexicon()
    assert {p.event for rows in found.values() for p in rows} == set(EventType)
    for (lemma, pos), rows in found.items():
        for row in rows:
            assert (row.lemma, row.pos) == (lemma, pos)
            assert row.source
            assert row.mode is None or row.mode in {m for m, _ in ontology().of(row.event).modes}
        demands = [(len(r.particles), bool(r.objects)) for r in rows]
        assert demands == sorted(demands, reverse=True)


def test_shipped_word_classes():
    classes = lexicon.word_classes()
    assert all(words and "" not in words for words in classes.values())
    assert all(w == w.strip().lower() for words in classes.values() for w in words)


# -- governors, lemmas, codebook --------------------------------------------------------------------------------------


def test_the_other_shipped_tables_load():
    assert governors()
    assert parse._lemmas()
    assert codebook.ontology() is ontology()
