"""What each line of a text is. Cases are written for this test, from many regions and registers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.documents.clean import classify
from communique.documents.lines import split_lines
from communique.model.records import READ_PARTS, Part, PartKind

TITLE = "Kenya and Ethiopia reopen border crossing after three years"
FIRST = "Officials of both countries cut a ribbon on Monday at the crossing in Moyale, where lorries had queued."
SECOND = "The interior ministers said that traders would need only a pass of their district, and that fees would fall."
THIRD = "Residents greeted the opening with songs, and several families met relatives not seen since the closure."
ARTICLE = [FIRST, SECOND, THIRD]


def kinds(text: str, words: str) -> set[PartKind]:
    """The kinds of the parts that share a character with ``words``."""
    at = text.index(words)
    return {p.kind for p in classify(text) if p.span.start < at + len(words) and at < p.span.end}


def head(line: str) -> str:
    """A text with the line between title and first paragraph."""
    return "\n\n".join([TITLE, line, *ARTICLE])


def middle(line: str) -> str:
    return "\n\n".join([TITLE, FIRST, SECOND, line, THIRD, FIRST.replace("Monday", "Friday")])


def tail(line: str) -> str:
    return "\n\n".join([TITLE, *ARTICLE, line])


PUT_ASIDE = [
    (
        head,
        PartKind.HEADER,
        [
            "12 March 2024",
            "March 12, 2024 | 06:45",
            "9:00:26 AM | 3/12/2024",
            "Updated: 12 March 2024 10:00 GMT",
            "Published on Tuesday, 12/03/2024 - 14:05 (GMT+7)",
            "2024-03-12 14:00",
            "Posted: Mar 12, 2024 | Last updated: Mar 13, 2024 9:15 p.m. EST",
            "2024年3月12日",
            "Tue 12 Mar 2024 11.20 CET",
            "3 hours ago",
            "Home > World > Africa",
            "Breaking news",
        ],
    ),
    (
        head,
        PartKind.BYLINE,
        [
            "By Amina Wanjiku",
            "by Tesfaye Bekele and María José Núñez",
            "By Nguyen Van An in Hanoi",
            "Written by J. P. O'Connor",
            "BY JOHN VAN DER BERG",
            "Reported by Siti Rahmawati, Jakarta",
            "Staff Reporter",
            "Web Desk",
        ],
    ),
    (
        head,
        PartKind.CAPTION,
        [
            "Traders wait at the Moyale crossing (Photo: Kenya News)",
            "Photo: Abebe Kebede",
            "Trucks line up near the gate. Photograph: Tony Karumba/AFP/Getty Images",
            "The two ministers shake hands in Moyale © Baobab TV",
            "FILE PHOTO: A soldier stands guard at the crossing, February 3, 2021.",
            "Ethiopia's minister (L) shakes hands with his Kenyan counterpart (R) at the gate",
            "The gate of Moyale, left, and the customs hall on the day of the opening",
            "A view of the crossing. (AP Photo/Ben Curtis)",
            "People cross the line at Moyale [Photo/Agencies]",
            "Lorries at the gate. (Tony Karumba/AFP via Getty Images)",
        ],
    ),
    (
        middle,
        PartKind.CAPTION,
        [
            "Traders wait at the Moyale crossing (Photo by Kenya News)",
            "Ceremony at the gate© Baobab TV",
            "(Image: Ministry of Interior)",
            "Photo courtesy of the Ministry of Interior",
            "The new customs hall. REUTERS/Thomas Mukoya",
            "A family meets again in Moyale (file photo)",
            "Getty Images",
        ],
    ),
    (
        middle,
        PartKind.TEASER,
        [
            "Read also: Somalia asks neighbours for help with drought",
            "Also read: Drought deepens in the Horn",
            "READ MORE: What the border means to traders",
            "Related: Kenya's tea exports fall",
            "See more: Pictures of the week",
            "Read more »",
            "Related articles",
            "PREV Ten recipes for a rainy evening",
            "NEXT Why cats sleep so long",
            "WATCH: The moment the gate opened",
            "Don't miss: the week in maps",
        ],
    ),
    (
        middle,
        PartKind.FOOTER,
        [
            "For Latest Updates Follow us on Google News",
            "Subscribe to our newsletter and get the news in your inbox",
            "Sign up for our daily briefing",
            "Share this article on Facebook",
            "Facebook Twitter WhatsApp",
            "1,204 views",
            "Advertisement",
            "Story continues below advertisement",
            "We use cookies to give you the best experience on our site.",
            "Join our Telegram channel",
            "***",
            "Click here to download the app",
        ],
    ),
    (
        tail,
        PartKind.CREDIT,
        [
            "Source: KBC",
            "Sources: KBC, Addis Standard",
            "(Source: Ministry of Interior)",
            "With inputs from agencies",
            "Baobab.co.ke",
            "Baobab.de (Translated)",
            "KNAX",
            "Translated from Amharic by the editors",
            "via: Baobab News",
        ],
    ),
    (
        tail,
        PartKind.FOOTER,
        [
            "(Reporting by Amina Wanjiku; Editing by Tom Hogue)",
            "Reporting by Amina Wanjiku in Moyale",
            "Additional reporting by Dawit Endeshaw",
            "Associated Press writer Cara Anna in Nairobi contributed to this report.",
            "Amina Wanjiku reported from Moyale, and Dawit Endeshaw from Addis Ababa.",
            "© 2024 Baobab Media",
            "(c) 2024 Baobab Media",
            "Copyright 2024 Baobab Media. All rights reserved.",
            "Tags: Kenya, Ethiopia, trade",
            "Kenya Ethiopia African Union",
            "#Kenya #Ethiopia",
            "Editor's note: An earlier version misspelled the name of the town.",
            "The views expressed in this article are those of the author.",
            "This article was first published by Baobab Review.",
            "Published in Dawn, March 5th, 2024",
            "Last updated: 12 March 2024",
            "($1 = 131.50 Kenyan shillings)",
            "[END]",
            "(This report was put together for a class in journalism. Its town does not exist.)",
            "[The writer took part in the trip at the invitation of the ministry.]",
            "(The paper's next issue appears on Thursday.)",
            "*(An abridged version of this piece ran in the print edition.)*",
            "(Fees as of the day of writing. Check with the customs office (open from eight).)",
            "(The names of the two drivers have been changed.)",
            "(The word “Moyale” is spelled as on maps of Kenya.)",
            "Topics: border trade, Moyale",
            "Keywords: Kenya; Ethiopia; livestock",
            "Tags | Kenya | Ethiopia | roads",
            "Topic: Horn of Africa",
            "Tagged with: customs, transit",
            "TAGS: KENYA, ETHIOPIA",
        ],
    ),
    (middle, PartKind.FOOTER, ["Tags: Kenya, Ethiopia, trade", "Topics: border trade", "Key words: Moyale, lorries"]),
    (
        head,
        PartKind.HEADER,
        [
            "Posted in: Horn of Africa, trade",
            "Filed under: Diplomacy",
            "Category: World",
            "Savanna Weekly | 12 March 2024",
            "12 March 2024 - Lake Turkana Gazette",
            "Nairobi, 12 March 2024 | Radio Savanna",
        ],
    ),
    (
        tail,
        PartKind.CREDIT,
        [
            "Savanna | Translated from Swahili",
            "El Faro del Lago – Translated from Spanish",
            "Translated by Amina Wanjiku | Savanna",
            "With reports from Savanna Wire",
            "With reports by agencies",
            "Savanna Weekly",
            "Lake Turkana Gazette",
            "Savanna Press Agency",
            "Savanna Weekly / Reuters",
            "Sources: KBC, Savanna Wire",
        ],
    ),
    (middle, PartKind.TEASER, ["ALSO IN AFRICA", "More from Politics", "Also in World", "ALSO ON SPORT & LEISURE:"]),
]

LEFT_ALONE = [
    "He said on 12 March 2024 that the gate would stay open.",
    "The agreement of March 12, 2024 remains in force, both sides said.",
    "On Monday, 12/03/2024, the ministers met again in Moyale.",
    "By Thursday evening, four hundred lorries had crossed the line.",
    "By signing the protocol, Kenya and Ethiopia accept joint patrols.",
    "By John's own account, the talks lasted for nine hours.",
    "He showed a photo by a local reporter to the ministers.",
    "The image of the two leaders shaking hands went round the world.",
    "A photograph taken by Reuters shows the gate standing open.",
    "Senator James Risch (R) said that the decision was overdue.",
    "The left wing of the party, he added, would oppose the treaty.",
    "Related talks on water will begin in Khartoum next week.",
    "Read together, the two statements leave little room for compromise.",
    "Next week the ministers will travel to Djibouti.",
    "NEXT week's summit will decide on the pipeline, officials said.",
    "Watch towers along the line will be taken down, the army said.",
    "See also the protocol of 1970, the minister told reporters.",
    "More from both armies will be needed, the general warned.",
    "Most of the recommended measures were rejected by Addis Ababa.",
    "Subscribers of both telephone companies can now call across the line.",
    "Follow-up talks on trade are planned for May in Nairobi.",
    "Follow us, the envoy told the crowd, and we shall open the gate.",
    "The share of Ethiopian goods in the market rose to 12 percent.",
    "Comments by the minister drew an angry reply from Mogadishu.",
    "Cookies and tea were served to the delegations.",
    "Sign up by Friday or lose the licence, the governor told traders.",
    "A source at the ministry said that the fees would fall by half.",
    "Sources close to the delegation spoke of a difficult night.",
    "Source countries of the migrants include Eritrea and Sudan.",
    "With Kenya and Ethiopia at odds, Djibouti offered to mediate.",
    "The letter was translated by the embassy and handed to the president.",
    "Explosions were reported from Mandera on Tuesday night.",
    "Somalia contributed to the fund, according to the African Union.",
    "Reporting from the area is difficult because roads are closed.",
    "Editing the draft took the lawyers all night, an aide said.",
    "(The two countries have no other open crossing) and will have none, he said.",
    "The copyright treaty was signed in the same hall in 1967.",
    "All rights of transit are guaranteed by article four.",
    "The news agency KNA and the paper Baobab were not invited.",
    "“We have waited three years for this day,” he said.",
    "“No comment.”",
    "Why now?",
    "A turning point for traders",
    "The minister’s words were clear: “The gate stays open.”",
    "The rest of the agreement reads as follows:",
    "It was a long day...",
    "He trailed off: “I had hoped that we would…”",
    "The 1 million birr ($17,500) will be paid in two parts.",
    "The Update of the joint map dates from 1998, experts said.",
    "Correction of the line near Sololo will take a year, surveyors said.",
    "Views differ on how long the calm will last.",
    "Home Affairs and Foreign Affairs quarrelled over the text.",
    "World powers welcomed the step.",
    "(“We have waited three years,” said a trader who would not give his name.)",
    "(The minister later told reporters: 'I never promised that the gate would stay open.')",
    "(Asked about the fees, the two ministers gave different answers: one spoke of half, the other of a third, and "
    "neither would say from which day on the traders would have to pay them.)",
    "(In Moyale) the mood was festive, and so it was (by all accounts).",
    "[He] is right,” the envoy wrote of his counterpart.",
    "Topics for the next round include water, grazing and the price of fuel.",
    "Tags were put on four hundred cattle before they crossed, a vet said.",
    "Keywords in the draft, such as “transit”, were still disputed.",
    "The topics: water, grazing, and who pays for the road.",
    "Also in Moyale",
    "More from the fields than from the mines",
    "Elsewhere on the border",
    "With reports of shots near the river, both armies stayed on alert.",
    "The Savanna Weekly and Radio Savanna were not invited.",
    "Hard times",
    "Border posts",
    "A wire across the river",
]


@pytest.mark.parametrize(
    ("build", "kind", "line"), [(build, kind, line) for build, kind, lines in PUT_ASIDE for line in lines]
)
def test_line_is_put_aside_with_a_reason(build: object, kind: PartKind, line: str) -> None:
    assert callable(build)
    text = build(line)
    assert kinds(text, line) == {kind}
    assert all(p.why for p in classify(text) if p.kind not in READ_PARTS)


@pytest.mark.parametrize("build", [head, middle, tail])
@pytest.mark.parametrize("line", LEFT_ALONE)
def test_news_is_left_alone(build: object, line: str) -> None:
    assert callable(build)
    text = build(line)
    assert kinds(text, line) <= set(READ_PARTS)


@pytest.mark.parametrize("build", [head, middle, tail])
@pytest.mark.parametrize("line", [*LEFT_ALONE, *(line for _, _, lines in PUT_ASIDE for line in lines)])
def test_the_article_around_a_line_is_always_read(build: object, line: str) -> None:
    assert callable(build)
    text = build(line)
    for paragraph in (TITLE, *ARTICLE):
        assert kinds(text, paragraph) <= set(READ_PARTS)


def test_standfirst_before_byline_or_without_full_stop() -> None:
    summary = "The reopening ends a dispute that had cost traders on both sides millions"
    assert kinds("\n\n".join([TITLE, summary, *ARTICLE]), summary) == {PartKind.STANDFIRST}
    assert kinds("\n\n".join([TITLE, f"{summary}.", "By Amina Wanjiku", *ARTICLE]), summary) == {PartKind.STANDFIRST}
    dated = "\n\n".join([TITLE, f"{summary}.", "May 3, 2024 | 10:00", *ARTICLE])
    assert kinds(dated, summary) == {PartKind.STANDFIRST}


def test_chronology_keeps_its_dates() -> None:
    text = "\n\n".join([TITLE, "1 March 2024", FIRST, "4 March 2024", SECOND, "9 March 2024", THIRD])
    assert PartKind.HEADER not in {p.kind for p in classify(text)}


def test_line_with_a_day_between_first_paragraphs_is_a_caption() -> None:
    caption = "Interior ministers sign the register in Moyale, Kenya, March 11, 2024"
    text = "\n\n".join([TITLE, "12 March 2024", FIRST, caption, SECOND, THIRD])
    assert kinds(text, caption) == {PartKind.CAPTION}


def test_list_of_signed_papers_at_the_end_is_body() -> None:
    papers = ["Memorandum of Understanding on Trade in Livestock", "Protocol on the Use of the Omo", "Plan for Roads"]
    text = "\n\n".join([TITLE, *ARTICLE, "The two sides signed the following papers:", *papers])
    assert all(kinds(text, paper) == {PartKind.BODY} for paper in papers)


def test_scraps_below_the_credit() -> None:
    text = "\n\n".join([TITLE, *ARTICLE, "Baobab.de (Translated)", "Banner summer 3.8.2023"])
    assert [p.kind for p in classify(text)][-2:] == [PartKind.CREDIT, PartKind.FOOTER]


def test_a_single_sentence_is_body_and_a_single_headline_title() -> None:
    assert [p.kind for p in classify(FIRST)] == [PartKind.BODY]
    assert [p.kind for p in classify(TITLE)] == [PartKind.TITLE]


def test_given_title_wins() -> None:
    text = "\n\n".join(["Africa desk", TITLE, *ARTICLE])
    assert [p.span.of(text) for p in classify(text, title=TITLE.upper()) if p.kind is PartKind.TITLE] == [TITLE]


def test_hard_wrapped_text_is_read_by_paragraphs() -> None:
    wrapped = (
        "Officials of both countries cut a ribbon on Monday at the crossing in\nMoyale, where lorries had queued\n"
        "since early morning hours and drivers cheered as the\ngate went up.\n\nThe interior ministers said that\n"
        "traders would need only a pass issued by their district, and"
        "\nthat fees would fall by half within a year of\nthe opening.\n"
    )
    text = f"{TITLE}\n\n{wrapped}"
    parts = classify(text)
    assert [p.kind for p in parts] == [PartKind.TITLE, PartKind.BODY, PartKind.BODY]
    assert parts[1].span.of(text).endswith("gate went up.")


def _tiles(text: str, parts: tuple[Part, ...]) -> None:
    at = 0
    for part in parts:
        assert part.span.start < part.span.end
        assert not text[at : part.span.start].strip()
        words = part.span.of(text)
        assert words == words.strip()
        at = part.span.end
    assert not text[at:].strip()


_KNOWN = [TITLE, TITLE.lower(), *ARTICLE, *LEFT_ALONE, *(line for _, _, lines in PUT_ASIDE for line in lines)]
_LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(_KNOWN),
    st.sampled_from(["NAIROBI (AP) - Kenya said", "MOSCOW, May 29. /TASS/. Russia said", "Lima (Peru)/Peru signed"]),
    st.just(""),
)


@given(st.lists(_LINES, max_size=14).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_parts_tile_the_text_in_order(text: str) -> None:
    _tiles(text, classify(text))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_lines_cover_all_that_is_not_blank(text: str) -> None:
    lines = split_lines(text)
    assert "".join("".join(line.span.of(text).split()) for line in lines) == "".join(text.split())
    assert all(line.span.of(text) == line.text for line in lines)


def test_an_outlet_and_a_day_above_the_title_are_no_title() -> None:
    head = "The Horn Gazette  |  Monday 12 June 2023"
    found = classify(f"{head}\n\n{TITLE}\n\n" + "\n\n".join(ARTICLE))
    assert [p.kind for p in found[:2]] == [PartKind.HEADER, PartKind.TITLE]
    assert classify("Weekly review, 12 March 2024\n\n" + "\n\n".join(ARTICLE))[0].kind is PartKind.TITLE
