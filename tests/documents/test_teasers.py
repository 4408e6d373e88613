"""Repeats of title and paragraphs, and teasers of other articles between and below them."""

from __future__ import annotations

from communique.documents.clean import classify
from communique.model.records import PartKind

TITLE = "Kenya and Ethiopia reopen border crossing after three years"
FIRST = "Officials of both countries cut a ribbon on Monday at the crossing in Moyale, where lorries had queued."
SECOND = "The interior ministers said that traders would need only a pass of their district, and that fees would fall."
THIRD = "Residents greeted the opening with songs, and several families met relatives not seen since the closure."
ARTICLE = [FIRST, SECOND, THIRD]


def test_repeats_of_title_and_paragraphs() -> None:
    pulled = "Residents greeted the opening with songs, and several families met relatives."
    long = pulled[:-1] + " whom they had missed; others only watched."
    text = "\n\n".join([TITLE, TITLE.upper() + "!", FIRST, long, pulled, SECOND, FIRST])
    found = [p.kind for p in classify(text)]
    assert found == [
        PartKind.TITLE,
        PartKind.REPEAT,
        PartKind.BODY,
        PartKind.BODY,
        PartKind.REPEAT,
        PartKind.BODY,
        PartKind.REPEAT,
    ]


def test_short_lines_may_stand_twice() -> None:
    text = "\n\n".join([TITLE, FIRST, "“No,” he said.", SECOND, "“No,” he said.", THIRD])
    assert {p.kind for p in classify(text)} == {PartKind.TITLE, PartKind.BODY}


def test_pictures_of_neighbours_with_this_articles_address() -> None:
    slug = "kenya and ethiopia reopen border crossing after three years"
    summary = "A herder from Turkana won the prize for a photograph of his camels near the lake that he ..."
    text = "\n".join(
        [
            TITLE,
            "",
            FIRST,
            "May 3, 2024 | 06:45",
            f"{slug} Uganda names new envoy to Rome",
            slug,
            "",
            SECOND,
            "",
            THIRD,
            "",
            f"{slug} Herder wins prize for picture of camels",
            "",
            summary,
            "",
            "KNAX",
        ]
    )
    assert [p.kind for p in classify(text)] == [
        PartKind.TITLE,
        PartKind.STANDFIRST,
        PartKind.HEADER,
        PartKind.TEASER,
        PartKind.REPEAT,
        PartKind.BODY,
        PartKind.BODY,
        PartKind.TEASER,
        PartKind.TEASER,
        PartKind.CREDIT,
    ]


def test_a_sentence_may_begin_with_the_words_of_the_title() -> None:
    opening = f"{TITLE} of talks, ending a dispute that had cost both sides dearly."
    text = "\n\n".join([TITLE, FIRST, opening, SECOND])
    assert {p.kind for p in classify(text) if p.span.of(text) == opening} == {PartKind.BODY}


def test_headlines_with_trailing_summaries_at_the_end_are_teasers() -> None:
    text = "\n\n".join(
        [
            TITLE,
            *ARTICLE,
            "Lake fishermen ask for a truce",
            "Fishermen of both shores met on Sunday to ask the navies for ...",
            "Airline adds flights to Juba",
            "The carrier said that from June it would fly to the capital four times a …",
        ]
    )
    assert [p.kind for p in classify(text)][4:] == [PartKind.TEASER] * 4
