"""Who published it, whom it credits, whether it is translated, and in what language it is."""

from __future__ import annotations

import pytest

from communique.documents.clean import classify
from communique.documents.credits import SiteData, find_credits, find_language, find_source, is_translated

TITLE = "Norway and Finland open a second road across the fells"
BODY = (
    "The road shortens the way from Tromso to Rovaniemi by eighty kilometres, the ministers said at the opening.",
    "Reindeer herders on both sides had asked for tunnels below it, and three of them have been built.",
)


def article(*, opening: str = "", head: tuple[str, ...] = (), foot: tuple[str, ...] = ()) -> str:
    return "\n\n".join([TITLE, *head, opening + BODY[0], BODY[1], *foot])


CREDITS = [
    (article(opening="OSLO, May 29 (Xinhua) -- "), ("Xinhua",), "Xinhua"),
    (article(opening="OSLO (Reuters) - "), ("Reuters",), "Reuters"),
    (article(foot=("Source: TASS",)), ("TASS",), "TASS"),
    (article(foot=("TASS",)), ("TASS",), "TASS"),
    (article(foot=("(AFP)",)), ("AFP",), "AFP"),
    (article(foot=("Source: Fell Herald",)), ("Fell Herald",), "Fell Herald"),
    (article(foot=("fellherald.no (Translated)",)), ("fellherald.no",), "fellherald.no"),
    (article(foot=("with AFP",)), ("AFP",), None),
    (article(foot=("With inputs from agencies",)), (), None),
    (article(foot=("Reuters - AFP",)), ("Reuters", "AFP"), None),
    (article(foot=("jm/dm (AFP, Reuters)",)), ("AFP", "Reuters"), None),
    (article(foot=("Reporting by Reuters; editing by the Fell desk",)), ("Reuters",), None),
    (article(head=("Xinhua | Updated: 2017-09-15 17:52",)), ("Xinhua",), "Xinhua"),
    (article(head=("By Dawn Nordmann, Reuters",)), ("Reuters",), "Reuters"),
    (article(head=("By Dawn Nordmann",)), (), None),
    (article(head=("Date: 12 March 2024 | Time: 10:00",)), (), None),
    (article(foot=("(Reporting by Dawn Nordmann and Mia Virtanen)",)), (), None),
    (article(foot=("The Associated Press contributed to this report.",)), ("AP",), None),
    (article(), (), None),
    (article(foot=("Follow us on Google News",)), (), None),
    (article(head=("Ministers on the new road © Fell TV",)), (), None),
    (article(head=("Ministers on the new road (Photo: TASS)",)), (), None),
]


@pytest.mark.parametrize(("text", "credits", "source"), CREDITS)
def test_credits_and_source(text: str, credits: tuple[str, ...], source: str | None) -> None:
    parts = classify(text)
    assert find_credits(text, parts) == credits
    found = find_source(text, parts)
    assert (found.name if found else None) == source


def test_source_by_order_of_trust() -> None:
    text = article(opening="OSLO (AFP) - ", foot=("Source: TASS",))
    parts = classify(text)
    site = SiteData("Fell Herald", "www.reuters.com")
    assert _name(find_source(text, parts, given="Fell Gazette", site=site)) == "Fell Gazette"
    assert _name(find_source(text, parts, site=site)) == "Reuters"
    assert _name(find_source(text, parts, site=SiteData("Fell Herald", "fell.example"))) == "Fell Herald"
    assert _name(find_source(text, parts, uri="https://www.fell.example/a.html")) == "fell.example"
    assert _name(find_source(text, parts, uri="news/a.txt")) == "TASS"


def _name(source: object) -> object:
    return getattr(source, "name", None)


def test_unknown_names_become_sources_of_their_own() -> None:
    text = article()
    found = find_source(text, classify(text), given="Fell Gazette")
    assert found is not None
    assert (found.id, found.country) == ("fell-gazette", None)


@pytest.mark.parametrize(
    ("foot", "translated"),
    [
        ("fellherald.no (Translated)", True),
        ("Translated by Kari Nordmann", True),
        ("(Machine translated)", True),
        ("Source: TASS", None),
        ("The book was translated by Kari Nordmann, and it sold well in both countries last year.", None),
    ],
)
def test_translated(foot: str, translated: bool | None) -> None:
    text = article(foot=(foot,))
    assert is_translated(text, classify(text)) is translated


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (" ".join(BODY), "en"),
        ("The ministers of the two countries met.", "en"),
        ("Die Minister beider Länder trafen sich am Dienstag in Oslo und sprachen über die Straße.", "und"),
        ("Les ministres des deux pays se sont rencontrés mardi à Oslo pour parler de la route.", "und"),
        ("El ministro ha dicho que las conversaciones seguirán en Oslo durante la semana.", "und"),
        ("Menteri luar negeri kedua negara bertemu di Oslo pada hari Selasa.", "und"),
        ("Ngoại trưởng hai nước gặp nhau tại Oslo hôm thứ Ba.", "und"),
        ("Министры двух стран встретились в Осло.", "und"),
        ("", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert find_language(text) == language
