"""How outlets, ministries and agencies of all regions write the day of publication, and the days that are not it.

Every case is written for this test; the forms are those of real sites, the names mostly are not.
"""

from __future__ import annotations

import pytest

from communique.documents.clean import classify
from communique.documents.published import find_published
from communique.model.values import PublishedBasis

TITLE = "Zambia and Malawi agree to share power from the Shire"
BODY = (
    "The power companies of both countries will feed their lines from two new dams, the energy ministers said.",
    "Engineers of the two sides are to agree on voltage and price before the rains, according to a joint note.",
    "Villages along the river welcomed the plan but asked who would pay for those that must move.",
)


def page(*head: str, foot: tuple[str, ...] = (), lead: str = "", title: str = TITLE) -> str:
    return "\n\n".join([title, *head, lead + BODY[0], *BODY[1:], *foot])


def day_of(text: str, country: str | None = None) -> tuple[str, str]:
    found = find_published(text, classify(text), country=country)
    return str(found.day), found.basis.value


# One line between title and text; the country of the source where it is known; the day. 5 September 2023: a Tuesday.
HEADERS: list[tuple[str, str | None, str]] = [
    # agencies
    ("Source: Xinhua| 2023-09-05 14:22:10|Editor: Chen", None, "2023-09-05"),
    ("Xinhua | September 05, 2023", None, "2023-09-05"),
    ("5 SEP, 14:22", None, "None"),
    ("5 SEP 2023, 14:22", None, "2023-09-05"),
    ("05/09/2023 14:22 (UTC+3)", "RUS", "2023-09-05"),
    ("2023-09-05 14:22:10", None, "2023-09-05"),
    ("2023-09-05T14:22:10+02:00", None, "2023-09-05"),
    ("2023-09-05T14:22:10.000Z", None, "2023-09-05"),
    ("All News 14:22 September 05, 2023", None, "2023-09-05"),
    ("14:22 05.09.2023", None, "2023-09-05"),
    ("05.09.2023 | 14:22", None, "2023-09-05"),
    ("05 September 2023 - 14:22", None, "2023-09-05"),
    ("News ID: 4567890 | 5 September 2023 - 14:22", None, "2023-09-05"),
    ("5 September 2023 - 14:22 News Code : 85220000", None, "2023-09-05"),
    ("Tuesday, 05 September 2023 14:22 [Last Update: Tuesday, 05 September 2023 16:40]", None, "2023-09-05"),
    # Gulf, Levant, Maghreb
    ("Tuesday 5 September 2023 / 14:22 / 20 Safar 1445", None, "2023-09-05"),
    ("Tuesday 1445/2/20 - 2023/09/05", None, "2023-09-05"),
    ("20 Safar 1445 - 05 September 2023", None, "2023-09-05"),
    ("Published: Tue 5 Sep 2023, 2:22 PM", None, "2023-09-05"),
    ("Published: Tue 5 Sep 2023, 2:22 PM Last updated: Tue 5 Sep 2023, 4:40 PM", None, "2023-09-05"),
    ("Published on: September 5, 2023 14:22 AST", None, "2023-09-05"),
    ("Doha: Published on 05 Sep 2023", None, "2023-09-05"),
    ("05 Sep 2023 - 14:22", None, "2023-09-05"),
    # South Asia
    ("Updated: September 05, 2023 02:22 pm IST - NEW DELHI", None, "2023-09-05"),
    ("Published - September 05, 2023 02:22 pm IST", None, "2023-09-05"),
    ("Last Updated : 05 Sep 2023 02:22:10 PM IST", None, "2023-09-05"),
    ("PTI / Sep 5, 2023, 14:22 IST", None, "2023-09-05"),
    ("Written by Asha Rao | New Delhi | Updated: September 5, 2023 14:22 IST", None, "2023-09-05"),
    ("Published September 5, 2023", None, "2023-09-05"),
    ("Published : 05 Sep 2023, 02:22 PM", None, "2023-09-05"),
    ("Update : 05 Sep 2023, 14:22", None, "2023-09-05"),
    ("Published : 14:22, Sep 5, 2023", None, "2023-09-05"),
    ("Tue Sep 5, 2023 02:22 PM Last update on: Tue Sep 5, 2023 04:40 PM", None, "2023-09-05"),
    # East and South-East Asia, Pacific
    ("2023.09.05 14:22", None, "2023-09-05"),
    ("Posted : 2023-09-05 14:22 Updated : 2023-09-05 16:40", None, "2023-09-05"),
    ("2023.09.05. 14:22", None, "2023-09-05"),
    ("Published : Sept. 5, 2023 - 14:22", None, "2023-09-05"),
    ("September 5, 2023 14:22 JST", None, "2023-09-05"),
    ("2023/09/05 14:22", None, "2023-09-05"),
    ("Tuesday, September 5, 2023, 14:22 GMT+7", None, "2023-09-05"),
    ("Wednesday, 06/09/2023, 14:22 [GMT+7]", None, "2023-09-06"),
    ("PUBLISHED : 5 Sep 2023 at 14:22", None, "2023-09-05"),
    ("5 Sep 2023 02:22PM (Updated: 05 Sep 2023 04:40PM)", None, "2023-09-05"),
    ("By Bernama - September 5, 2023 @ 2:22pm", None, "2023-09-05"),
    ("By: Ana Reyes - @inquirerdotnet 02:22 PM September 05, 2023", None, "2023-09-05"),
    ("September 5, 2023 | 12:00am", None, "2023-09-05"),
    ("2:22 pm on 5 September 2023", None, "2023-09-05"),
    ("Tuesday, 5 September 2023, 2:22 PM", None, "2023-09-05"),
    # Africa
    ("Tue, September 05, 2023 — updated on September 06, 2023", None, "2023-09-05"),
    ("By Grace Phiri 5th September 2023 0 Comments", None, "2023-09-05"),
    ("September 5, 2023 in News", None, "2023-09-05"),
    ("Sept. 5th, 2023", None, "2023-09-05"),
    ("5th September, 2023", None, "2023-09-05"),
    ("Tuesday September 05 2023", None, "2023-09-05"),
    ("Wednesday September 06 2023 - By JOHN BANDA", None, "2023-09-06"),
    ("Issued on: 05/09/2023 - 14:22", "FRA", "2023-09-05"),
    ("Issued on: 05/09/2023 - 14:22 Modified: 05/09/2023 - 14:20", "FRA", "2023-09-05"),
    # Europe, Balkans, Caucasus
    ("Tue, 05 Sep 2023 14:22:10 GMT", None, "2023-09-05"),
    ("Last Update: Tue, 05 Sep 2023 14:22:10 GMT", None, "2023-09-05"),
    ("Sarajevo | September 5, 2023 14:22", None, "2023-09-05"),
    ("Date: 05.09.2023, Time: 14:22", None, "2023-09-05"),
    ("Tuesday, 05.09.2023. 14:22", None, "2023-09-05"),
    ("05.09.2023.", None, "2023-09-05"),
    ("5. September 2023", None, "2023-09-05"),
    ("05 September 2023 14:22 (UTC+04:00)", None, "2023-09-05"),
    ("14:22, 5 September 2023", None, "2023-09-05"),
    ("Created: 05 September 2023 | Hits: 312", None, "2023-09-05"),
    ("First published on Tue 5 Sep 2023 14.22 BST", None, "2023-09-05"),
    ("Tue 5 Sep 2023 14.22 BST Last modified on Wed 6 Sep 2023 09.10 BST", None, "2023-09-05"),
    # the Americas
    ("Updated 2:22 PM EDT, Tue September 5, 2023", None, "2023-09-05"),
    ("Published 2:22 PM EDT, September 5, 2023", None, "2023-09-05"),
    ("Sept. 5, 2023, 2:22 PM UTC / Updated Sept. 6, 2023, 4:40 PM UTC", None, "2023-09-05"),
    ("Tue., Sept. 5, 2023", None, "2023-09-05"),
    ("Posted on September 5, 2023 by admin", None, "2023-09-05"),
    ("09/05/2023 02:22 PM EDT", "USA", "2023-09-05"),
    ("Tuesday, September 5th 2023 - 14:22 UTC", None, "2023-09-05"),
    # ministries, organisations, companies
    ("Press Release No. 45/2023 | 5 September 2023", None, "2023-09-05"),
    ("Press release, 5 September 2023", None, "2023-09-05"),
    ("Press Statement | 05 September 2023", None, "2023-09-05"),
    ("Media Release - 5 September 2023", None, "2023-09-05"),
    ("For immediate release: September 5, 2023", None, "2023-09-05"),
    ("FOR IMMEDIATE RELEASE - September 5, 2023", None, "2023-09-05"),
    ("Release Date: 5 September 2023", None, "2023-09-05"),
    ("Publication date: 2023-09-05", None, "2023-09-05"),
    ("Posted On: 05 SEP 2023 2:22PM by PIB Delhi", None, "2023-09-05"),
    ("Lusaka, 5 September 2023", None, "2023-09-05"),
    ("No. 45/2023 Lusaka, 5 September 2023", None, "2023-09-05"),
    ("Date of issue: 05.09.2023", None, "2023-09-05"),
]

# A first paragraph that opens with these words.
DATELINES: list[tuple[str, str]] = [
    ("LUSAKA, Sept. 5, 2023 (Xinhua) -- ", "2023-09-05"),
    ("LUSAKA (5 September 2023) – ", "2023-09-05"),
    ("Lusaka, 5 September 2023 – ", "2023-09-05"),
    ("GENEVA/LUSAKA, 5 September 2023 — ", "2023-09-05"),
    ("Kuwait City, Sept 5, 2023 (KUNA) -- ", "2023-09-05"),
    ("Abu Dhabi, 5th September, 2023 (WAM) -- ", "2023-09-05"),
    ("ABU DHABI, 5th September, 2023 (WAM) -- ", "2023-09-05"),
    ("Riyadh, Safar 20, 1445, Sep 5, 2023, SPA -- ", "2023-09-05"),
    ("LUSAKA, Zambia, September 5, 2023/APO Group/ -- ", "2023-09-05"),
    ("LONDON, Sept. 5, 2023 /PRNewswire/ -- ", "2023-09-05"),
    ("WASHINGTON, September 5, 2023 — ", "2023-09-05"),
    ("WASHINGTON, D.C., Sept. 5, 2023 – ", "2023-09-05"),
    ("BRUSSELS, 5.9.2023 - ", "2023-09-05"),
    ("Tuesday, September 5, 2023 (Lusaka) – ", "2023-09-05"),
    ("LUSAKA, Sept. 5 (Xinhua) -- ", "None"),
]

# Below the text.
FOOTERS: list[tuple[str, str]] = [
    ("First Published: Tuesday, September 05, 2023, 14:22 [IST]", "2023-09-05"),
    ("First Published: Sep 5, 2023, 2:22 PM IST", "2023-09-05"),
    ("Published in The Lusaka Courier, September 5th, 2023", "2023-09-05"),
    ("Last Modified: 05 Sep 2023", "2023-09-05"),
    ("Last updated on September 5, 2023", "2023-09-05"),
    ("This page was last updated on 5 September 2023", "2023-09-05"),
    ("(Lusaka Courier 09/15/2023 page4)", "2023-09-15"),
    ("Publication date: 5 September 2023", "2023-09-05"),
    ("Date of publication: 5 September 2023", "2023-09-05"),
    ("Posted on September 5, 2023 in News", "2023-09-05"),
    ("Published Date: 05 September 2023", "2023-09-05"),
    ("Published By: Asha Rao Published On: Sep 5, 2023", "2023-09-05"),
]

TRAPS = [
    # other calendars, other languages
    page("Publication Date: 1402/05/16"),
    page("20 Safar 1445"),
    page("5 de septiembre de 2023"),
    page("16 Mordad 1402 - 14:22"),
    # a weekday or an hour only
    page("Tuesday, 14:22"),
    page("Updated at 9:50 p.m. ET Thursday"),
    page("5 September"),
    page("September 2023"),
    page("Updated 3 hours ago"),
    # nonsense and far years
    page("5 September 1899"),
    page("2199-09-05 14:22"),
    page("35/13/2023 14:22"),
    page("31 June 2023"),
    page("Friday, 05/09/2023 14:22"),
    # captions, credits, banners
    page("Animation 7.8.2023"),
    page("Ministers sign the note in Lusaka, September 5, 2023 (Photo: Courier)"),
    page("FILE PHOTO: A turbine on the Shire, May 18, 2017. REUTERS/J. Banda"),
    page("Photo taken on Sept. 5, 2023 shows the dam on the Shire. (Xinhua/Peng)"),
    page("A worker at the dam on September 5, 2023. [Photo/Agencies]"),
    page("Image copyright Courier Image caption The dam on 14 July 2016"),
    page("This photo released by the ministry shows the dam near Tete, Tuesday, Sept. 5, 2023"),
    page("1/34 5 September 2023 Children wave flags at the dam AFP"),
    # numbers of files, laws, rounds of tenders
    page("Press Release No. 45/2023"),
    page("Tender 12/2023, closing date 5 September 2023"),
    page("Case no. 2023-09-05-A"),
    page("Ref: ZM/2023/09/05"),
    # other articles, tweets, notes of correction, rights
    page(foot=("Read also: What happened on 5 September 2023",)),
    page(foot=("Related: Floods on the Shire (5 September 2023)",)),
    page(foot=("“We share the river” — Ministry of Energy (@EnergyZM) September 5, 2023",)),
    page(foot=("A post shared by Energy Ministry (@energyzm) on Sep 5, 2023 at 9:50pm PST",)),
    page(foot=("This article was amended on 5 September 2023 to correct the name of a village.",)),
    page(foot=("Correction, 5 September 2023: an earlier version named the wrong river.",)),
    page(foot=("Copyright 5 September 2023 Courier Media. All rights reserved.",)),
    page(foot=("© 1996-2023 Courier Media",)),
    page(foot=("($1 = 20.15 kwacha on 5 September 2023)",)),
    page(foot=("This story was first published by the Review on 5 May 2021 and again on 6 June 2022.",)),
    page(foot=("A version of this article appears in print on Sept. 6, 2023, on Page A9 of the national edition.",)),
    page("Wednesday, 5 September 2023"),
    page("Tuesday, 05/09/2023, 14:22"),  # both 5 September and 9 May were Tuesdays
    page("Lusaka Summit, 5 September 2023"),
    page("Banner summer 5.9.2023"),
    page(foot=("Registered on 5 September 2003 under number 77.",)),
    page(foot=("The study was published on September 5, 2023 in a journal of hydrology.",)),
    # the day of an event
    page(lead="On Tuesday, 5 September 2023, both countries signed a paper. "),
    page(lead="The dam, opened on September 5, 2003, is old. "),
    page(foot=("The next round is set for 5 September 2024 in Blantyre.",)),
    page("Summit of 5 September 2023: what was agreed"),
    page("Conference on the Shire, 5-6 September 2023"),
    page(title="Statement on the incident of 5 September 2023"),
]


@pytest.mark.parametrize(("line", "country", "day"), HEADERS)
def test_lines_at_the_head(line: str, country: str | None, day: str) -> None:
    found = day_of(page(line), country)
    assert found == (day, "none" if day == "None" else PublishedBasis.HEADER.value)


@pytest.mark.parametrize("title", [None, TITLE])
@pytest.mark.parametrize(
    "line", ["Updated: 2016-07-15 06:50 (Xinhua)", "Updated: 2016-07-15 13:14 By Agencies(China Daily)"]
)
def test_a_title_that_goes_on_with_the_day(line: str, title: str | None) -> None:
    for text in (page(line), "\n\n".join([f"{TITLE} {line}", *BODY]), "\n\n".join([TITLE, f"{TITLE} {line}", *BODY])):
        if title is None and not text.startswith(f"{TITLE}\n"):
            continue  # nobody could tell where the title ends
        parts = classify(text, title=title)
        assert str(find_published(text, parts).day) == "2016-07-15"
        assert parts[0].span.of(text) == TITLE


@pytest.mark.parametrize(("opening", "day"), DATELINES)
def test_datelines(opening: str, day: str) -> None:
    assert day_of(page(lead=opening)) == (day, "none" if day == "None" else PublishedBasis.DATELINE.value)


@pytest.mark.parametrize(("line", "day"), FOOTERS)
def test_lines_at_the_foot(line: str, day: str) -> None:
    assert day_of(page(foot=(line,))) == (day, PublishedBasis.TEXT.value)


@pytest.mark.parametrize("text", TRAPS)
def test_a_day_of_something_else_never_wins(text: str) -> None:
    assert day_of(text) == ("None", "none")
