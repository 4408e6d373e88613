"""Names of states that mean no state: every rule, look-alikes that must be none, and states that must not be lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from communique.annotate import namesake_tables
from communique.annotate.gazetteer import Gazetteer
from communique.annotate.models import parser
from communique.annotate.namesake_tables import regions, senses, surroundings, things, word_class
from communique.annotate.namesakes import sift
from communique.annotate.stage import Draft
from communique.errors import BadTable
from communique.knowledge.parts import part_names
from communique.model.values import ActorKind

CASES = Path(__file__).parent / "cases"


def table(name: str) -> list[pytest.param]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=f"{row['words']}: {row['sentence'][:60]}") for row in csv.DictReader(file)]


LOOKALIKES, TRUE = table("lookalikes.csv"), table("true_states.csv")


def test_the_tables_are_long_enough():
    assert len(LOOKALIKES) >= 200
    assert len(TRUE) >= 150


def countries(read: Draft, start: int, words: str, *, parts: bool = False) -> list[str]:
    """The states that the words stand for: as a state, its people, a person or a body of it, or a place in it."""
    end = start + len(words)
    actors = [
        e.country or e.name
        for r in read.references
        if r.span.start < end and start < r.span.end and (parts or not r.part)  # "New Mexico" is itself, not its state
        for e in r.entities
        if e.country or e.kind is ActorKind.STATE
    ]
    places = [
        p.place.country or ""
        for p in read.places
        if p.span.start < end and start < p.span.end and (parts or p.place.name not in part_names())
    ]
    return actors + places


@pytest.mark.parametrize("row", LOOKALIKES)
def test_no_state(row, draft):
    assert countries(draft(row["sentence"]), row["sentence"].find(row["words"]), row["words"]) == []


@pytest.mark.parametrize("row", TRUE)
def test_a_state(row, draft):
    assert row["code"] in countries(
        draft(row["sentence"]), row["sentence"].find(row["words"]), row["words"], parts=True
    )


# words, sentence, the rule that says they mean no state; "" where they mean one
RULES = [
    ("Cyprus", "Bins on Cyprus Avenue were emptied.", "tail"),
    ("Cyprus", "Bins in Cyprus were emptied.", ""),
    ("Georgian", "Boats on Georgian Bay turned back.", "surrounded"),
    ("Kenya", "Kenya Wanjiru-Smith paints ships.", "head of name"),
    ("Kenya", "Kenya Wildlife Service rangers arrested him.", ""),
    ("Japan", "Japan Air Self-Defense Force jets took off.", ""),
    ("Kabul", "Guards at Kabul Airport slept.", ""),
    ("Tonga", "Referee Peter Tonga blew his whistle.", "end of name"),
    ("Cyprus", "The map shows Northern Cyprus in grey.", ""),
    ("France", "Vichy France signed the armistice.", ""),
    ("Yemen", "They left Yemen Monday morning.", ""),
    ("Togo", "Mrs Togo teaches physics.", "honorific"),
    ("Togo", "Minister: Togo teaches physics in French.", ""),
    ("Warsaw", "A museum in Warsaw, Indiana, burned.", "in part"),
    ("Warsaw", "Offices in Prague, Warsaw, Bavaria and Rome closed.", ""),
    ("Mexico", "The firm has plants in Canada, Mexico, Texas and Ohio.", ""),
    ("Armenia", "Armenia, capital of Colombia's Quindío, shook.", "described"),
    ("Baku", "Baku, capital of Azerbaijan, shook.", ""),
    ("Downing Street", "Shops on Downing Street, Farnham, closed.", "seat in town"),
    ("Downing Street", "Downing Street, however, refused.", ""),
    ("Oslo", "He defended the Oslo treaty.", "accord"),
    ("Oslo", "He defended the Oslo government.", ""),
    ("Brazil", "She cracked Brazil nuts at the table.", "thing"),
    ("Iran", "Iran drops the offer of talks.", ""),
    ("Irish", "An Irish wolfhound barked.", "thing"),
    ("Irish", "Irish beef was banned.", ""),
    ("French", "French pastry chefs marched through Lyon.", ""),
    ("Israeli", "Israeli army dogs found the tunnel.", ""),
    ("India", "He ordered an India pale ale.", "thing"),
    ("French", "She answered in French.", "language"),
    ("French", "She answered in fluent French.", "language"),
    ("Korean", "He translated it from Korean.", "language"),
    ("Russian", "A Russian-language paper closed.", "language"),
    ("Russian", "A Russian-backed force withdrew.", ""),
    ("Russian", "It was found in Russian ports.", ""),
    ("Brazil", 'The film "Brazil" was shown again.', "title"),
    ("Brazil", 'He called it "Brazil\'s answer" to the tariffs.', ""),
    ("Paris", "The hole was filled with plaster of Paris.", "surrounded"),
    ("France", "He won the Tour de France.", "surrounded"),
    ("Jordan", "They bathed in the river Jordan.", "surrounded"),
    ("Niger", "Boats on the Niger sank.", "river"),
    ("Niger", "Boats in Niger sank.", ""),
    ("Nauru", "The freighter Nauru Chief sank.", "vessel"),
    ("Nauru", "A freighter from Nauru sank.", ""),
    ("Georgia", "Savannah's mayor said Georgia would pay for the bridge.", "other sense"),
    ("Georgia", "Tbilisi's mayor said Georgia would pay for the bridge.", ""),
    ("Georgia", "Savannah hosted a choir from Georgia, and the Georgian consul came.", ""),
    ("Washington", "Idaho and Washington share the river.", "other sense"),
    ("Washington", "Iran and Washington share the blame.", ""),
    ("Athens", "The University of Georgia closed its halls in Athens.", "other sense"),
    ("Athens", "The University of Georgia opened an office in Athens, Greece's capital.", ""),
    ("Kenya", "Kenya, 12, won the race.", "bearer"),
    ("Togo", "Togo, the old sled dog, is dead.", "bearer"),
    ("Togo", "Togo, the host, opened the meeting.", ""),
    ("India", "They named their daughter India.", "bearer"),
    ("Chad", "Her brother Chad mended the roof.", "bearer"),
    ("Chad", "Chad called his brother from the shop.", "bearer"),
    ("Chad", "Chad jailed his brother for a year.", ""),
    ("Jordan", "Jordan kissed the bride in the kitchen.", "bearer"),
    ("Jordan", "Jordan's king kissed the bride in the kitchen of the embassy.", ""),
    ("Jordan", "Jordan closed its kitchens for refugees.", ""),
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(parser())


@pytest.mark.parametrize(("words", "text", "rule"), RULES)
def test_rule(words, text, rule, draft, gazetteer):
    read = draft(text)
    sifted = sift(read.paragraphs, [gazetteer.hits(p.doc) for p in read.paragraphs])
    found = {read.paragraphs[d.at].doc[d.hit.start : d.hit.end].text: d.rule for d in sifted.dismissals}
    assert found.get(words, "") == rule


DOCUMENTS = [
    ("a full name elsewhere", "Michael Jordan sold the house.\nJordan bought it in 1995.", "Jordan", 1, []),
    ("the state too", "Michael Jordan flew to Amman.\nJordan closed its airspace.", "Jordan", 1, ["JOR"]),
    ("a town elsewhere", "A mill in Paris, Texas, burned.\nPolice in Paris found no cause.", "Paris", 1, []),
    ("the capital too", "A mill in Paris, Texas, burned.\nFrance sent help from Paris.", "Paris", 1, ["FRA"]),
    ("one Korea", "Pyongyang fired a missile.\nThe Korean army moved north.", "Korean", 0, ["PRK"]),
    ("the usual Korea", "The Korean army moved north.", "Korean", 0, ["KOR"]),
    ("one Congo", "Brazzaville signed the pact.\nCongo thanked France.", "Congo", 0, ["COG"]),
    ("both Congos", "Kinshasa and Brazzaville quarrelled.\nCongo thanked France.", "Congo", 0, ["COD"]),
    ("one Dominica", "Roseau held a vote.\nThe Dominican police kept watch.", "Dominican", 0, ["DMA"]),
    ("the usual Dominicans", "The Dominican police kept watch.", "Dominican", 0, ["DOM"]),
]


@pytest.mark.parametrize(("why", "text", "words", "nth", "wanted"), DOCUMENTS, ids=[d[0] for d in DOCUMENTS])
def test_the_document_decides(why, text, words, nth, wanted, draft):
    start = text.index(words)
    for _ in range(nth):
        start = text.index(words, start + 1)
    assert sorted(set(countries(draft(text), start, words))) == wanted, why


def test_freed_names_become_persons(draft):
    found = {r.text: r.entities[0] for r in draft("Michael Jordan met Tyrell Chad in Leeds.").references}
    assert {name: (e.kind, e.country) for name, e in found.items()} == {
        "Michael Jordan": (ActorKind.PERSON, None),
        "Tyrell Chad": (ActorKind.PERSON, None),
    }


@pytest.mark.parametrize("words", ["Paris Agreement", "Minsk agreements", "Geneva Conventions"])
def test_words_of_an_area_are_no_city(words, draft):
    assert [p.place.name for p in draft(f"They signed the {words} again.").places] == []


def test_a_state_stays_beside_its_namesake(draft):
    text = "Michael Jordan thanked the Jordanian minister."
    assert "JOR" in countries(draft(text), text.index("Jordanian"), "Jordanian")


BAD = [
    ("namesake_words.csv", "class,words\ntail,Avenue\n", namesake_tables._classes, "words in lower case"),
    ("namesake_words.csv", "class,words\ntail,avenue\ntail,road\n", namesake_tables._classes, "each class once"),
    ("things.csv", "word,of,kind\nNut,Brazil,plant\n", things, "in lower case"),
    ("things.csv", "word,of,kind\nnut,Brazil,plant\nnut,,plant\n", things, "once"),
    ("namesake_phrases.csv", "before,name,after,note\n,Paris,,\n", surroundings, "before or after"),
    ("namesakes.csv", "surface,part,cues,sense,origin\nAtlantis,Texas,,,x\n", senses, "surface"),
    ("namesakes.csv", "surface,part,cues,sense,origin\nParis,,,myth,x\n", senses, "fill them in"),
]


@pytest.mark.parametrize(("file", "content", "load", "hint"), BAD)
def test_bad_tables_are_told(file, content, load, hint, redirect):
    redirect(namesake_tables, file, content)
    load.cache_clear()
    try:
        with pytest.raises(BadTable) as told:
            load()
        assert file in str(told.value)
        assert hint in told.value.hint
    finally:
        load.cache_clear()


def test_the_tables_load():
    assert len(things()) > 1000
    assert sum(len(listed) for listed in senses().values()) >= 150
    assert word_class("honorific") >= {"mr", "mrs", "hms"}
    assert regions()["New", "York"].state == "USA"
