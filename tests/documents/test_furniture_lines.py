"""Lines that pages of all regions put around a report, and sentences of reports that look like them.

All cases are written for this test.
"""

from __future__ import annotations

import pytest

from communique.documents.clean import classify
from communique.model.records import READ_PARTS, PartKind

TITLE = "Bolivia and Paraguay open a bridge over the Pilcomayo"
BODY = [
    "The presidents of both countries met on Monday in the middle of the bridge and shook hands before a crowd.",
    "Lorries may cross it from June, the ministers of transport said, once the customs halls on both banks are ready.",
    "Farmers on the western bank hope to sell their soya sooner, while the fishermen fear for the quiet of the river.",
]
ANYWHERE = {
    PartKind.CAPTION: [
        "Image copyright Andean Press Image caption The bridge seen from the western bank",
        "Image caption Workers set the last stone",
        "Media playback is unsupported on your device Media caption The two presidents meet",
        "Media playback is not supported on this device",
        "Enlarge this image toggle caption Rosa Quispe/Andean Press Rosa Quispe/Andean Press",
        "12/34 30 November 2017 Children of Villamontes wave flags Rosa Quispe",
        "3/8 November 30, 2017 A lorry waits before the customs hall",
        "3 of 12",
        "Photos: The bridge of Villamontes The presidents walk towards each other. Hide Caption 4 of 12",
        "FILE - In this May 18, 2017, file photo, workers drive piles into the bed of the river near Villamontes.",
        "This photo released by the ministry shows the bridge near Villamontes, Bolivia.",
        "This May 3, 2021, satellite image provided by a company shows the bend of the river.",
        "Photo taken on May 3, 2021 shows the pillars of the bridge in the fog of the morning.",
        "The bridge on the day of its opening (Reuters)",
        "The two presidents in the middle of the bridge (Rosa Quispe/AFP)",
        "Soldiers of both armies (Rosa Quispe/The Chaco Herald)",
        "Farmers of the western bank (Courtesy of the town of Villamontes)",
        "The customs hall of the eastern bank Rosa Quispe/Reuters",
        "The minister of transport Photographer: Rosa Quispe/Bloomberg",
        "A post shared by Town of Villamontes (@villamontes) on Nov 30, 2017 at 9:50pm PST",
        "View this post on Instagram",
        "This tweet has been deleted",
    ],
    PartKind.TEASER: [
        "Fishermen of the Pilcomayo ask for a quiet season Read more",
        "[Five things to know about the bridges of the Chaco]",
        "Read more: The long road to the bridge",
        "ALSO READ | Peru counts its bridges",
        "More: Soya prices fall for a third week",
    ],
    PartKind.FOOTER: [
        "Sign up for our newsletter",
        "Subscribe to continue reading",
        "Log in to comment",
        "Subscribe now for unlimited access.",
        "This article is for subscribers",
        "This content is only available to registered members.",
        "The full story is reserved for our subscribers",
        "You have reached your limit of free articles this month.",
        "Already a subscriber? Log in",
        "Don't have an account? Register",
        "Not a member? Join today",
        "You can unsubscribe at any time.",
        "Thank you for subscribing!",
        "Please enter a valid email address",
        "Enable JavaScript to see this video",
        "Please enable JavaScript to view the comments powered by our partner.",
        "JavaScript must be enabled in your browser",
        "To view this video please enable JavaScript, and consider upgrading your browser",
        "Your browser does not support the audio element.",
        "Advertisement - Continue Reading Below",
        "— ADVERTISEMENT —",
        "ADVERTISEMENT SCROLL TO CONTINUE",
        "Ads by Chaco Media",
        "Sponsored links",
        "Report this ad",
        "Skip Ad",
        "Story continues below this ad",
        "Scroll down for video",
        "Scroll to continue",
        "Follow us: @chacodaily",
        "Follow us on WhatsApp and Telegram",
        "Check us out on Facebook:",
        "Stay updated with our Telegram channel",
        "For more information visit https://www.example.org/bridge",
        "For more coverage of the summit: https://www.example.org/summit",
        "https://www.example.org/chaco/12345",
        "Do not sell my personal information",
        "This website uses cookies to improve your experience.",
        "Reading time: 3 minutes",
        "Read Time: 2 mins",
        "4 min read",
        "A 3-minute read",
        "Post Views: 1,234",
        "Views 1.2k",
        "Comments (12)",
        "12 Comments",
        "Be the first to comment",
        "Print Email Share",
        "Share this article",
        "Share on:",
        "SHARE | TWEET | PRINT",
        "Font size: A- A A+",
        "Text Size",
        "A- A A+",
        "Increase font size",
        "Listen to this article 4 min",
        "Listen 4:12",
        "0:00 / 4:12",
        "Tap to expand",
        "SaveSave",
        "Copyright 2017 Chaco Daily. ALL RIGHTS RESERVED",
    ],
}
AT_THE_HEAD = {
    PartKind.HEADER: [
        "Home > World > Americas",
        "You are here: Home > News",
        "Home / News / Chaco",
        "News » Americas » Bolivia",
    ],
}
AT_THE_END = {
    PartKind.FOOTER: [
        "• This article was amended on 3 December 2017 to correct the length of the bridge.",
        "This story has been updated to add the words of the fishermen.",
        "An earlier version of this article named the wrong bank of the river.",
        "Correction (3 December 2017): The bridge is 900 metres long.",
        "Update: This article has been updated with the words of the minister.",
        "She tweets at @rosaquispe",
        "Follow Rosa Quispe on Twitter: @rosaquispe.",
        "The author can be reached at rosa@example.org.",
        "Rosa Quispe is a senior correspondent for the Chaco Daily, based in Villamontes.",
        "The views expressed in this article are the author's own.",
        "Publication date: 3 December 2017",
        "This page was last updated on 3 December 2017",
    ],
}
NEWS = [
    "Copyright disputes between the two film industries will be heard in Asunción, the ministers agreed.",
    "Subscribers to the water company in Villamontes pay twice as much as those across the river, he said.",
    "Subscribe, the president told the farmers, to a treaty that feeds your children.",
    "Sign up for the army, the general urged the young men of the Chaco.",
    "This article of the treaty was amended in 1938 after the war, historians say.",
    "The original version of this treaty named the river as the border.",
    "Update of the maps took the surveyors nine years.",
    "Update: The army has since withdrawn its boats from the river.",
    "Correction of the course of the river will cost 40 million dollars.",
    "Follow the river to Villamontes, the guide said, and you will see both flags.",
    "Follow us or leave us, the envoy told Asunción.",
    "Advertisements for soya seed line the road to the bridge.",
    "Photos taken at the crossing show soldiers of both armies, the ministry said.",
    "Photographs released by the army show boats on the river, which Asunción denies.",
    "This photo of the two presidents will hang in every school, he promised.",
    "Images provided by both sides differ, observers said.",
    "Image matters to both presidents, a diplomat said.",
    "File it away, the minister said of the old map.",
    "FILE the protest with the court in The Hague, the deputies demanded.",
    "9/11 changed the way in which both states guard the bridge, she said.",
    "24/7 patrols will guard the crossing",
    "3 of 12 villages voted against the bridge.",
    "50/50 was how the cost had been shared until then.",
    "Share of costs",
    "Share this burden, the president asked his neighbour.",
    "Views of the river differ in the two capitals.",
    "Comments by the envoy angered the senate in Asunción.",
    "Twelve comments were filed against the plan by farmers.",
    "Listen to this river, the old fisherman said, and it will tell you who came.",
    "Print shops in both towns sold flags until late at night.",
    "Children should read more about the war, the president said.",
    "“We should all read more,” he said",
    "Log in hand, the carpenter waited for the presidents to pass.",
    "You have reached the limit of our patience, the general told the envoy.",
    "Your browser history is no crime, the court of Asunción ruled.",
    "Java coffee is among the goods that may now cross.",
    "Cookies, soya and rice were the first goods to cross.",
    "Register the boats by May, both navies told the fishermen.",
    "Already a member of the bloc, Bolivia may now vote on its budget.",
    "Not a member of the pact, Paraguay sent an observer.",
    "Stay with us on this side of the river, the mayor begged the young.",
    "For more than a decade the two states had no bridge.",
    "To view this crossing as a threat is wrong, the minister said.",
    "Home to both peoples, the Chaco needs peace, he said.",
    "Thanks for the bridge go to the workers, the president said.",
    "He is a reporter for the state agency who was held for nine days, his family said.",
    "The envoy tweeted that the bridge would open on time.",
    "The agency confirmed the opening. (Reuters)",
    "[The two states] will not forget the dead of the war, he said.",
    "The ministry can be reached by road only since Monday.",
    "Scroll and seal were handed over at noon.",
    "Sponsored by Brazil, the talks went on for three years.",
    "This image provided by the ministry contradicts the account of the army, analysts said.",
    "Photos released in 2017 show the same boats, according to the ministry.",
    "The villages are poor and they can be reached via a single road.",
    "Register to get land in the Chaco, the farmers were told.",
    "Protocol on transport (Villamontes/Asuncion)",
    "Report this to the world, the fishermen told journalists.",
]


def _text(at: int, line: str) -> str:
    return "\n\n".join([TITLE, *BODY[:at], line, *BODY[at:]])


def _kinds(text: str, line: str) -> set[PartKind]:
    at = text.index(line)
    return {p.kind for p in classify(text) if p.span.start < at + len(line) and at < p.span.end}


@pytest.mark.parametrize("at", [0, 2, 3], ids=["head", "middle", "end"])
@pytest.mark.parametrize(("kind", "line"), [(k, line) for k, lines in ANYWHERE.items() for line in lines])
def test_furniture_is_put_aside_wherever_it_stands(at: int, kind: PartKind, line: str) -> None:
    text = _text(at, line)
    assert _kinds(text, line) == {kind}
    assert all(_kinds(text, paragraph) <= set(READ_PARTS) for paragraph in (TITLE, *BODY))
    assert all(p.why for p in classify(text) if p.kind not in READ_PARTS)


@pytest.mark.parametrize(
    ("at", "kind", "line"),
    [
        (at, k, line)
        for at, table in ((0, AT_THE_HEAD), (3, AT_THE_END))
        for k, lines in table.items()
        for line in lines
    ],
)
def test_furniture_of_head_and_end(at: int, kind: PartKind, line: str) -> None:
    assert _kinds(_text(at, line), line) == {kind}


@pytest.mark.parametrize("at", [0, 2, 3], ids=["head", "middle", "end"])
@pytest.mark.parametrize("line", NEWS)
def test_sentences_that_look_like_furniture_stay(at: int, line: str) -> None:
    assert _kinds(_text(at, line), line) <= set(READ_PARTS)


def test_the_title_said_again_before_the_day() -> None:
    again = f"{TITLE} Updated: 2017-11-30 14:22 By Rosa Quispe (Chaco Daily)"
    text = "\n".join([TITLE, again, *BODY])
    found = [(p.kind, p.span.of(text)) for p in classify(text)][:3]
    assert found == [
        (PartKind.TITLE, TITLE),
        (PartKind.REPEAT, TITLE),
        (PartKind.HEADER, "Updated: 2017-11-30 14:22 By Rosa Quispe (Chaco Daily)"),
    ]


@pytest.mark.parametrize("rest", ["on 30 November 2017", "after talks, both said on 30 November 2017", "in 2017"])
def test_a_sentence_that_begins_as_the_title_keeps_its_day(rest: str) -> None:
    text = "\n".join([TITLE, f"{TITLE} {rest}.", *BODY])
    assert PartKind.HEADER not in {p.kind for p in classify(text)}
