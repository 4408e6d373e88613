"""Who published it, whom it credits, whether it is translated."""

from __future__ import annotations

import pytest

from communique.documents.clean import classify
from communique.documents.credits import SiteData, find_credits, find_source, is_translated

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
    (article(head=("Fell Gazette | 12 March 2024",)), ("Fell Gazette",), "Fell Gazette"),
    (article(head=("Fell Gazette", "12 March 2024")), ("Fell Gazette",), "Fell Gazette"),
    (article(head=("12 March 2024 - Tromso Evening Post",)), ("Tromso Evening Post",), "Tromso Evening Post"),
    (article(head=("By Dawn Nordmann, Fell Gazette",)), ("Fell Gazette",), "Fell Gazette"),
    (article(head=("By Fell Gazette staff",)), ("Fell Gazette",), "Fell Gazette"),
    (article(head=("By Sami News Agency",)), ("Sami News Agency",), "Sami News Agency"),
    (article(head=("12 March 2024", "Mia Virtanen | Fell Gazette")), ("Fell Gazette",), "Fell Gazette"),
    (article(foot=("Fell | Translated from Norwegian",)), ("Fell",), "Fell"),
    (article(foot=("Fell Gazette",)), ("Fell Gazette",), "Fell Gazette"),
    (article(foot=("Sources: Fell Gazette, agencies", "(A text for the archive.)")), ("Fell Gazette",), "Fell Gazette"),
    (article(foot=("With reports from Fell Wire", "Fell | Translated from Sami")), ("Fell Wire", "Fell"), "Fell"),
    (article(foot=("© 2024 Fell Gazette. All rights reserved.",)), (), "Fell Gazette"),
    (article(foot=("Copyright 2024 by Fell Gazette",)), (), "Fell Gazette"),
    (article(foot=("Published in Fell Gazette, March 5th, 2024",)), ("Fell Gazette",), "Fell Gazette"),
    (article(head=("By Reuters | 12 March 2024",)), ("Reuters",), "Reuters"),
    (article(head=("March 12, 2024, 10:00 AFP",)), ("AFP",), "AFP"),
    (article(head=("RFE/RL's Kyrgyz Service",)), ("RFE/RL",), "RFE/RL"),
    (article(foot=("(VNA/VNP)",)), ("VNA", "VNP"), None),
    (article(foot=("Source: Xinhua | Editor: Li Wei",)), ("Xinhua",), "Xinhua"),
    (article(foot=("This story was first published by Northern Notes.",)), ("Northern Notes",), "Northern Notes"),
    (article(foot=("Read the original on RFE/RL. Copyright (c) 2023. RFE/RL, Inc.",)), ("RFE/RL",), "RFE/RL"),
    (article(foot=("Copyright 2023 The Associated Press. All rights reserved.",)), ("AP",), "AP"),
    (article(head=("Norway's Northern Service",)), (), None),
    (article(foot=("(OSCE/EU)",)), (), None),
    # Names of persons, sections, places and offices beside the day or the writer are no outlets.
    (article(head=("World News | 12 March 2024",)), (), None),
    (article(head=("Oslo, 12 March 2024",)), (), None),
    (article(head=("Kari Nordmann | 12 March 2024",)), (), None),
    (article(head=("By Emily Post",)), (), None),
    (article(head=("By Kari Nordmann and Emily Post",)), (), None),
    (article(head=("By Kari Nordmann in Oslo",)), (), None),
    (article(head=("By Kari Nordmann, Foreign Editor",)), (), None),
    (article(foot=("© 2024 Ministry of Transport",)), (), None),
    (article(foot=("With reports from Fell Wire",)), ("Fell Wire",), None),
]

OUTLETS_OF_SEVERAL = [
    # Who publishes it, whom it credits: a dateline's agency and a named source are credits of another outlet.
    (article(opening="OSLO (Reuters) - ", head=("Fell Gazette | 12 March 2024",)), "Fell Gazette", ("Reuters",)),
    (article(opening="OSLO (Fell Wire) - ", foot=("Source: Sami Herald",)), "Sami Herald", ("Fell Wire",)),
    (article(opening="OSLO, May 29 (Xinhua) -- ", foot=("© 2024 Sami Herald",)), "Sami Herald", ("Xinhua",)),
    (article(opening="OSLO, May 29 (Fell Wire) -- ", foot=("© 2024 Fell Wire",)), "Fell Wire", ()),
    (article(head=("Sami Herald", "12 March 2024"), foot=("Source: TASS",)), "Sami Herald", ("TASS",)),
    (article(head=("Sami Herald | 12 March 2024",), foot=("Sources: TASS, AFP",)), "Sami Herald", ("TASS", "AFP")),
    (article(head=("By Mia Virtanen, Fell Wire",), foot=("Published in Dawn, May 5, 2024",)), "Dawn", ("Fell Wire",)),
    (article(opening="OSLO, SNA -- ", foot=("Sami News Agency",)), "Sami News Agency", ()),
    (article(opening="OSLO (AP) - ", foot=("The Associated Press",)), "AP", ()),
    (article(opening="OSLO (Fell Wire) - "), "Fell Wire", ()),
]


@pytest.mark.parametrize(("text", "source", "credits"), OUTLETS_OF_SEVERAL)
def test_who_publishes_and_whom_it_credits(text: str, source: str, credits: tuple[str, ...]) -> None:
    parts = classify(text)
    found = find_source(text, parts)
    assert found is not None
    assert (found.name, find_credits(text, parts, found)) == (source, credits)


@pytest.mark.parametrize(("text", "credits", "source"), CREDITS)
def test_credits_and_source(text: str, credits: tuple[str, ...], source: str | None) -> None:
    parts = classify(text)
    assert find_credits(text, parts) == credits
    found = find_source(text, parts)
    assert find_credits(text, parts, found) == tuple(c for c in credits if found is None or c != found.name)
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
