"""On what occasion something is said, on which platform, and whom the occasion makes it said to."""

from __future__ import annotations

from collections import Counter

import pytest

from communique.annotate.attribution import occasions
from communique.annotate.attribution.occasions import met, occasion_at, occasion_nouns, occasion_of, platforms
from communique.annotate.syntax import Sentence
from communique.annotate.tables import rows
from communique.errors import BadTable

NOUNS, PLATFORMS = "occasion,nouns\n", "platform,spellings\n"
KINDS = frozenset(
    "press-conference briefing press interview call meeting speech statement letter article report post session "
    "ceremony".split()
)

# -- tables -----------------------------------------------------------------------------------------------------------


def test_the_shipped_tables_load():
    assert set(occasion_nouns().values()) == KINDS
    assert occasion_nouns()["press conference"] == "press-conference"
    assert platforms()["Vkontakte"] == platforms()["VK"] == "VKontakte"


@pytest.mark.parametrize(("name", "columns"), [("occasions.csv", NOUNS), ("platforms.csv", PLATFORMS)])
def test_no_word_of_a_table_stands_twice(name, columns):
    head, words = columns.strip().split(",")
    counted = Counter(word for _, row in rows(name, [head, words]) for word in row[words].split("|"))
    assert [word for word, times in counted.items() if times > 1] == []


def test_every_noun_of_the_table_is_met_in_a_parse(parse):
    unmet = [
        noun
        for noun, kind in occasion_nouns().items()
        if kind not in map(occasion_at, parse(f"She said so in the {noun} on Monday."))
    ]
    assert unmet == []


def test_a_word_before_the_noun_joins_it(redirect):
    redirect(occasions, "occasions.csv", f"# note\n{NOUNS}speech,toast|tea_party\n\nletter,note\n")
    wanted = {"toast": "speech", "tea party": "speech", "note": "letter"}
    assert occasion_nouns.__wrapped__() == wanted


WRONG = [
    ("noun,occasions\ntoast,speech\n", "columns are"),
    (f"{NOUNS}speech\n", ":2: 1 cells"),
    (f"{NOUNS}speech,toast,tea\n", ":2: 3 cells"),
    (f"{NOUNS}speech,\n", ":2: no nouns"),
    (f"# note\n{NOUNS},toast\n", ":3: no occasion"),
]


@pytest.mark.parametrize(("content", "what"), WRONG)
def test_a_wrong_occasion_is_refused(content, what, redirect):
    redirect(occasions, "occasions.csv", content)
    with pytest.raises(BadTable) as caught:
        occasion_nouns.__wrapped__()
    assert what in caught.value.what


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("name,spellings\nX,x\n", "columns are"),
        (f"{PLATFORMS}X\n", ":2: 1 cells"),
        (f"{PLATFORMS}X,\n", ":2: no spellings"),
        (f"{PLATFORMS},x\n", ":2: no platform"),
    ],
)
def test_a_wrong_platform_is_refused(content, what, redirect):
    redirect(occasions, "platforms.csv", content)
    with pytest.raises(BadTable) as caught:
        platforms.__wrapped__()
    assert what in caught.value.what


# -- a sentence's occasion --------------------------------------------------------------------------------------------

SAID = "the Zambian premier said the mine was shut."
OCCASIONS = [
    (f"T{SAID[1:]}", "", "", []),
    ("The Zambian premier told a press conference that the mine was shut.", "press-conference", "", []),
    (f"At a news conference after talks with the Malawian president, {SAID}", "press-conference", "", []),
    (f"Speaking at a briefing, {SAID}", "briefing", "", []),
    (f"Speaking to reporters on the sidelines of a summit, {SAID}", "press", "", []),
    (f"In an interview, {SAID}", "interview", "", []),
    (f"In a letter to the Malawian president, {SAID}", "letter", "", ["president"]),
    (f"During a call to the Malawian president, {SAID}", "call", "", ["president"]),
    (f"At a meeting with the Malawian envoy, {SAID}", "meeting", "", ["envoy"]),
    (f"Receiving the Malawian envoy, {SAID}", "meeting", "", ["envoy"]),
    (f"Received by the Malawian president, {SAID}", "meeting", "", ["president"]),
    (f"Meeting the Malawian envoy in Lusaka, {SAID}", "meeting", "", ["envoy"]),
    (f"Addressing the assembly, {SAID}", "session", "", []),
    (f"Addressing the crowd, {SAID}", "speech", "", ["crowd"]),
    ("The Zambian premier briefed parliament that the mine was shut.", "session", "", []),
    ("The Zambian premier informed the council that the mine was shut.", "session", "", []),
    (f"In a speech before parliament, {SAID}", "speech", "", ["parliament"]),
    ("Zambia said in a communiqué that the mine was shut.", "statement", "", []),
    ("The letter said the mine was shut.", "letter", "", []),
    ("The Zambian premier posted that the mine was shut.", "post", "", []),
    (f"In a Facebook post, {SAID}", "post", "Facebook", []),
    (f"Writing on Truth Social, {SAID}", "post", "Truth Social", []),
    ("The Zambian premier wrote on his Telegram channel that the mine was shut.", "post", "Telegram", []),
    ("The Zambian premier said on Telegram that the mine was shut.", "post", "Telegram", []),
    # an occasion inside what is said is not the occasion on which it is said
    ("The Zambian premier said the press conference had been short.", "", "", []),
    ("The Zambian premier said the mine would be shut at a meeting with Malawi.", "", "", []),
]


@pytest.mark.parametrize(("text", "kind", "medium", "beside"), OCCASIONS)
def test_occasion(text, kind, medium, beside, resolved, find):
    draft = resolved(text)
    (paragraph,) = draft.paragraphs
    (attribution,) = find(text, attitudes=False)
    found = occasion_of(Sentence(draft, paragraph), attribution)
    assert (found.kind, found.medium, [t.text for t in found.beside]) == (kind, medium, beside)


# -- conversations ----------------------------------------------------------------------------------------------------

MEETINGS = [
    ("met the Togolese premier in Lomé", "meeting"),
    ("met with the Togolese premier", "meeting"),
    ("received the Togolese premier", "meeting"),
    ("hosted the Togolese premier", "meeting"),
    ("spoke with the Togolese premier", "meeting"),
    ("held talks with the Togolese premier", "meeting"),
    ("spoke by phone with the Togolese premier", "call"),
    ("talked by telephone to the Togolese premier", "call"),
    ("telephoned the Togolese premier", "call"),
    ("had a phone call with the Togolese premier", "call"),
    ("was received by the Togolese premier", None),
    ("held a rally in Lomé", None),
    ("spoke in Lomé", None),
    ("crossed the river with the Togolese premier", None),
]


def _met(text, draft):
    return [told for p in draft.paragraphs for t in p.doc if (told := met(Sentence(draft, p), t)) is not None]


@pytest.mark.parametrize(("words", "kind"), MEETINGS)
def test_a_verb_tells_of_a_meeting(words, kind, resolved):
    text = f"The Malian president {words}."
    found = [(k, [t.text for t in a], [t.text for t in b]) for k, a, b in _met(text, resolved(text))]
    assert found == ([(kind, ["president"], ["premier"])] if kind else [])


@pytest.mark.parametrize("words", ["did not meet", "will meet", "refused to meet"])
def test_nobody_is_spoken_to_at_a_meeting_that_was_not_held(words, read):
    (statement,) = read(f"The Malian president {words} the Togolese premier. He said the road was shut.").statements
    assert (statement.addressees, statement.occasion) == ((), "")


@pytest.mark.parametrize(
    "outer",
    [
        "In a letter to the Beninese president, the Malian president wrote",
        "At a press conference, the Malian president said",
        "The Malian president told Reuters",
    ],
)
def test_the_outer_occasion_is_not_the_inner_one(outer, read):
    statements = read(f"{outer} that the Togolese premier had said the road was shut.").statements
    (inner,) = (s for s in statements if s.nested_in)
    assert (inner.occasion, inner.medium, inner.addressees) == ("", "", ())
