"""The coder as a whole: a pure function whose every offset lies in the text it read, for any text at all."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.annotate.models import parser
from communique.annotate.pipeline import Coder, bare_document
from communique.errors import ModelMissing
from communique.model.ids import document_id
from communique.model.records import Document, Part, Participant, PartKind, PublishedBasis, Reading, Sighting, Span

_CODER = Coder()
DAY = dt.date(2019, 3, 14)

ARTICLE = (
    "The Kenyan and Ugandan foreign ministers met in Kisumu on Tuesday.\n"
    "“We agreed on the lake,” Kenyan Foreign Minister Wanjiru Otieno told Reuters. “The boats will sail in May.”\n"
    "Uganda had accused Kenya of seizing 12 boats. According to Xinhua, the Ugandan minister said that Tanzania had "
    "voted against the plan and would not sign it.\n"
    "Her Ugandan counterpart thanked her. Both countries will hold a summit next month, and they signed two pacts.\n"
    "Thousands of people rallied outside the French embassy in Nairobi."
)


def _participants(reading: Reading) -> Iterator[Participant]:
    for claim in reading.claims:
        yield from claim.participants()
    for statement in reading.statements:
        yield from (*statement.speakers, *statement.addressees)


def _spans(reading: Reading) -> Iterator[Span]:
    yield from reading.sentences
    yield from (m.span for m in reading.mentions)
    yield from (s for o in reading.offices for s in o.spans)
    yield from (p.span for p in _participants(reading))
    for claim in reading.claims:
        yield from (claim.predicate, claim.sentence, *claim.spans)
        yield from (s for s in (claim.matter, claim.date and claim.date.span, claim.place and claim.place.span) if s)
        yield from (q.span for q in claim.quantities if q.span)
        yield from (link.span for link in claim.attribution if link.span)
    for statement in reading.statements:
        yield from (statement.sentence, *statement.source_spans, *statement.cue_spans, *statement.content_spans)
        yield from (link.span for link in statement.attribution if link.span)


def _check(reading: Reading, document: Document) -> None:
    text = document.text
    read = document.read_spans()
    for span in _spans(reading):
        assert 0 <= span.start <= span.end <= len(text)
        assert any(part.covers(span) or part.touches(span) for part in read) or span.start == span.end
    for participant in _participants(reading):
        # the parser sees a line break as a space
        assert participant.text == participant.span.of(text).replace("\n", " ")
    for mention in reading.mentions:
        assert mention.text == mention.span.of(text).replace("\n", " ")
    claims = [c.id for c in reading.claims]
    statements = [s.id for s in reading.statements]
    assert len(set(claims)) == len(claims)
    assert len(set(statements)) == len(statements)
    assert {c.statement for c in reading.claims if c.statement} <= set(statements)
    assert {s.nested_in for s in reading.statements if s.nested_in} <= set(statements)
    assert all(s.nested_in != s.id for s in reading.statements)
    assert {c.document for c in reading.claims} | {s.document for s in reading.statements} <= {document.id}
    assert all(0 < x.score <= 1 for x in (*reading.claims, *reading.statements))
    assert all(c.spans == tuple(sorted(c.spans)) and c.sources + c.targets for c in reading.claims)


# -- the article ------------------------------------------------------------------------------------------------------


def test_the_article_is_read_soundly():
    document = bare_document(ARTICLE, published=DAY)
    reading = _CODER.read_document(document)
    _check(reading, document)
    assert len(reading.claims) >= 6
    assert len(reading.statements) >= 3
    assert {"Wanjiru Otieno"} <= {o.name for o in reading.offices}


def test_the_same_bytes_twice():
    first, second = _CODER.read(ARTICLE, published=DAY), Coder().read(ARTICLE, published=DAY)
    assert first == second
    assert repr(first) == repr(second)


def test_another_text_between_changes_nothing():
    first = _CODER.read(ARTICLE, published=DAY)
    _CODER.read("Tongan premier Ana Fonua met Samoan premier Sione Leota in Apia on 3 May 2011.")
    assert _CODER.read(ARTICLE, published=DAY) == first


def test_the_version_names_rules_and_model():
    assert _CODER.version == Coder().version
    assert "en_core_web_sm" in _CODER.version
    assert _CODER.read("Fiji sailed.").coder == _CODER.version


def test_a_model_that_is_not_installed():
    with pytest.raises(ModelMissing, match="no_such_model_here") as caught:
        parser("no_such_model_here")
    assert caught.value.hint
    with pytest.raises(ModelMissing):
        Coder("no_such_model_here")


# -- bare documents and parts -----------------------------------------------------------------------------------------


def test_a_bare_document_is_all_body():
    document = bare_document("\n  Fiji sailed. \n\n\tTonga rowed.\n", published=DAY, source="The Reef")
    assert [p.span.of(document.text) for p in document.parts] == ["Fiji sailed.", "Tonga rowed."]
    assert {p.kind for p in document.parts} == {PartKind.BODY}
    assert document.source is not None and (document.source.id, document.source.name) == ("the-reef", "The Reef")
    assert document.published_basis is PublishedBasis.GIVEN


def test_an_undated_bare_document_says_so():
    document = bare_document("Fiji sailed.")
    assert (document.published, document.published_basis, document.source) == (None, PublishedBasis.NONE, None)


@given(st.text(max_size=80))
def test_parts_of_a_bare_document_tile_its_text(text):
    document = bare_document(text)
    spans = [p.span for p in document.parts]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    covered = {i for s in spans for i in range(*s)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


def _parted(*parts: tuple[PartKind, str]) -> Document:
    text, made = "", []
    for kind, words in parts:
        made.append(Part(kind, Span(len(text), len(text) + len(words))))
        text += words + "\n"
    return Document(
        id=document_id(text.encode()), text=text, title="", parts=tuple(made), sightings=(Sighting(uri="a"),),
        published=DAY, published_basis=PublishedBasis.GIVEN,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [k for k in PartKind if k not in {PartKind.TITLE, PartKind.STANDFIRST, PartKind.BODY}])
def test_parts_that_are_not_read_yield_nothing(kind):
    document = _parted(
        (kind, "Kenya accused Uganda of theft, the Irish premier said."),
        (PartKind.BODY, "Peru thanked Chile."),
        (kind, "“We shall never sign such a thing,” the Danish premier said on Monday."),
    )
    reading = _CODER.read_document(document)
    (body,) = document.read_spans()
    assert [c.event for c in reading.claims] == ["SUPPORT"]
    assert all(body.covers(s) for s in _spans(reading))


@pytest.mark.parametrize("kind", [PartKind.TITLE, PartKind.STANDFIRST, PartKind.BODY])
def test_parts_that_are_read(kind):
    document = _parted((kind, "Kenya accused Uganda of theft."), (PartKind.CAPTION, "Peru thanked Chile."))
    reading = _CODER.read_document(document)
    assert [c.event for c in reading.claims] == ["ACCUSE"]
    _check(reading, document)


def test_another_language_gives_an_empty_reading():
    reading = _CODER.read_document(replace(bare_document(ARTICLE, published=DAY), language="fr"))
    assert (reading.claims, reading.statements, reading.mentions, reading.sentences) == ((), (), (), ())


def test_sentences_do_not_cross_paragraphs():
    text = "Kenya accused\nUganda of theft."
    assert [s.of(text) for s in _CODER.read(text).sentences] == ["Kenya accused", "Uganda of theft."]


def test_a_long_paragraph_is_read_to_its_end():
    text = "The boat was old and slow and grey. " * 700 + "Kenya accused Uganda of theft."
    document = bare_document(text)
    reading = _CODER.read_document(document)
    _check(reading, document)
    assert [c.predicate.of(text) for c in reading.claims] == ["accused"]


# -- any text at all --------------------------------------------------------------------------------------------------

_STATES = "Kenya Uganda Peru Chile Norway Fiji Georgia Niger Turkey Beijing Kyiv".split()
_WORDS = st.sampled_from(
    [
        *_STATES,
        "Kenyan",
        "Ugandan",
        "Nguyen",
        "Kim",
        "Yong-soo",
        "Moyo",
        "bin",
        "al-",
        "Ms",
        "Mr.",
        "President",
        "the",
        "foreign",
        "minister",
        "minister's",
        "ministers",
        "counterpart",
        "his",
        "her",
        "they",
        "it",
        "both",
        "countries",
        "two",
        "leaders",
        "said",
        "told",
        "says",
        "thanked",
        "accused",
        "met",
        "signed",
        "agreed",
        "will",
        "not",
        "to",
        "of",
        "with",
        "for",
        "by",
        "and",
        ",",
        ".",
        ":",
        ";",
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "«",
        "»",
        "(",
        ")",
        "[",
        "]",
        "–",
        "agreement",
        "talks",
        "visit",
        "troops",
        "sanctions",
        "sent",
        "aid",
        "voted",
        "against",
        "resolution",
        "according",
        "Reuters",
        "TASS",
        "quoted",
        "as",
        "saying",
        "that",
        "who",
        "on",
        "Monday",
        "in",
        "2011",
        "12",
        "dozen",
        "since",
        "early",
        "May",
        "embassy",
        "army",
        "was",
        "were",
        "had",
        "if",
        "\n",
        "country",
        "African",
    ]
)


@given(st.lists(_WORDS, max_size=40).map(" ".join), st.sampled_from([None, DAY]))
@settings(max_examples=150, deadline=None)
def test_any_row_of_news_words_gives_a_sound_reading(text, published):
    document = bare_document(text, published=published)
    reading = _CODER.read_document(document)
    _check(reading, document)
    assert _CODER.read_document(document) == reading


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_a_sound_reading(text):
    document = bare_document(text, published=DAY)
    _check(_CODER.read_document(document), document)


_NOISE = st.text(alphabet=st.characters(codec="utf-8", categories=("P", "S", "M", "Z", "C", "N")), max_size=12)


@given(_NOISE, _NOISE, _NOISE)
@settings(max_examples=60, deadline=None)
def test_noise_between_the_words_gives_a_sound_reading(a, b, c):
    text = f"Kenya {a}accused{b} Uganda of theft{c}, “the Irish {b}premier{a} said on Monday.”"
    document = bare_document(text, published=DAY)
    _check(_CODER.read_document(document), document)


ODD = [
    "",
    " ",
    "\n\n\n",
    "\x00",
    "\ufeffKenya thanked Uganda.",
    "Kenya\u00a0thanked\u00a0Uganda.",
    "\ud800",
    "a" * 30_000,
    "“" * 500,
    "”" * 500,
    "(" * 500,
    "Kenya " * 500,
    "‘’“”«»„\"'" * 60,
    "Kenya thanked Uganda" + "!" * 500,
    "🇰🇪 thanked 🇺🇬.",
    "K\u0301enya thanked Uganda.",
    "Kenya thanked \ud800 Uganda.",
    "Kenya\tthanked\rUganda.",
    "كينيا شكرت أوغندا.",
    "肯尼亚感谢乌干达。",
    "…" * 300,
    "Kenya thanked Uganda.\u2028Peru thanked Chile.",
    "and and and of of of the the the",
    "- - - -",
    "1 2 3 4 5 6 7 8 9",
    "He he he she she it its they them. Their theirs his hers.",
    "“‘“‘“‘Kenya’”’”’”",
    "Kenya-Uganda-Peru-Chile-Norway",
    "the the two the both the three",
    "according to according to according to",
    "said said said said said.",
]


# The parser makes a preposition the root of these: climbing from it must end there.
ROOTED = [
    "of accused » [ bin since were both for quoted sanctions",
    "of since were both for thanked Kenya for sending aid",
    "For thanking Kenya.",
    "In accusing Uganda.",
    "By sending aid to Peru for quoted sanctions",
]


@pytest.mark.parametrize("text", ROOTED)
def test_a_sentence_hung_on_a_preposition_ends(text):
    document = bare_document(text, published=DAY)
    _check(_CODER.read_document(document), document)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts(text):
    document = bare_document(text, published=DAY)
    _check(_CODER.read_document(document), document)


def test_line_separators_of_one_part_keep_the_offsets():
    # a part given by another room may hold line breaks
    document = _parted((PartKind.BODY, "Kenya\naccused\nUganda of theft."))
    reading = _CODER.read_document(document)
    _check(reading, document)
    (claim,) = reading.claims
    assert claim.predicate.of(document.text) == "accused"
