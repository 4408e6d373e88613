"""Small worlds of several regions, each with the happenings that its reports are about (the label of a report)."""

from __future__ import annotations

from tests.merge.builders import Paper, World, build, report

AMIR, FAISAL = "Hossein Amir-Abdollahian/IRN", "Faisal bin Farhan/SAU"
VUCIC, KURTI, OSMANI = "Aleksandar Vucic/SRB", "Albin Kurti/XKX", "Vjosa Osmani/XKX"
ABIY, ISAIAS = "Abiy Ahmed/ETH", "Isaias Afwerki/ERI"
PETRO, MADURO = "Gustavo Petro/COL", "Nicolas Maduro/VEN"


def iran_saudi() -> World:
    papers = [
        Paper("Tehran and Riyadh meet", "Gulf Courier", "2023-04-06"),
        Paper("Ministers meet in China", "Levant Post", "2023-04-06"),
        Paper("Second meeting in a year", "Levant Post", "2023-08-18"),
    ]
    rows = [
        report(
            "Tehran and Riyadh meet",
            "Iran's foreign minister met his Saudi counterpart in Beijing on Thursday.",
            "met",
            AMIR,
            FAISAL,
            "beijing",
            form="meeting",
            date="2023-04-06",
            place="Beijing/CHN",
        ),
        report(
            "Tehran and Riyadh meet",
            "During the talks the two looked at the reopening of embassies.",
            "talks",
            AMIR,
            FAISAL,
            "beijing",
            form="negotiation",
        ),
        report(
            "Ministers meet in China",
            "Saudi Arabia's Prince Faisal held talks with Hossein Amirabdollahian in Beijing.",
            "held talks",
            FAISAL,
            AMIR,
            "beijing",
            form="negotiation",
            date="2023-04-06",
            place="Beijing/CHN",
        ),
        report(
            "Ministers meet in China",
            "The two agreed to resume direct flights between their capitals.",
            "agreed",
            AMIR,
            FAISAL,
            "flights",
            event="AGREE",
            date="2023-04-06",
        ),
        report(
            "Tehran and Riyadh meet",
            "They agreed that direct flights would resume between the capitals.",
            "agreed",
            FAISAL,
            AMIR,
            "flights",
            event="AGREE",
            date="2023-04-06",
        ),
        report(
            "Tehran and Riyadh meet",
            "They also agreed to ease visas for pilgrims.",
            "agreed",
            FAISAL,
            AMIR,
            "visas",
            event="AGREE",
            date="2023-04-06",
        ),
        report(
            "Second meeting in a year",
            "Amir-Abdollahian met Prince Faisal in Riyadh on August 17.",
            "met",
            AMIR,
            FAISAL,
            "riyadh",
            form="meeting",
            date="2023-08-17",
            place="Riyadh/SAU",
        ),
        report(
            "Second meeting in a year",
            "The Iranian minister visited Saudi Arabia on August 17 and 18.",
            "visited",
            AMIR,
            "SAU",
            "visit",
            form="visit",
            mode="visit",
            date="2023-08-17..2023-08-18",
            place="Saudi Arabia/SAU",
        ),
    ]
    return build(papers, rows)


def serbia_kosovo() -> World:
    papers = [Paper("Round one", "Danube Daily", "2023-03-19"), Paper("Round two", "Balkan Wire", "2023-03-19")]
    rows = [
        report(
            "Round one",
            "Vucic met Kurti in Ohrid on Saturday.",
            "met",
            VUCIC,
            KURTI,
            "kurti",
            form="meeting",
            date="2023-03-18",
            basis="relative",
            place="Ohrid/MKD",
        ),
        report(
            "Round one",
            "On the same day Vucic met President Osmani.",
            "met",
            VUCIC,
            OSMANI,
            "osmani",
            form="meeting",
            date="2023-03-18",
            basis="relative",
        ),
        report(
            "Round two",
            "Kurti and Vucic sat down for talks in Ohrid on March 18.",
            "sat down for talks",
            KURTI,
            VUCIC,
            "kurti",
            form="negotiation",
            date="2023-03-18",
            place="Ohrid/MKD",
        ),
        report(
            "Round two",
            "Vucic denied that he had met Osmani on March 18.",
            "met",
            VUCIC,
            OSMANI,
            "osmani",
            form="meeting",
            date="2023-03-18",
            status="denied",
            via=("~Aleksandar Vucic",),
        ),
        report(
            "Round two",
            "Vucic and Kurti will meet again on April 4 in Brussels.",
            "will meet",
            VUCIC,
            KURTI,
            "plan",
            form="meeting",
            date="2023-04-04",
            status="planned",
            place="Brussels/BEL",
        ),
    ]
    return build(papers, rows)


def ethiopia_eritrea() -> World:
    papers = [
        Paper("Abiy lands in Asmara", "Addis Herald", "2018-07-08"),
        Paper("Leaders embrace", "Horn Review", "2018-07-09"),
        Paper("Isaias in Addis", "Addis Herald", "2018-07-15"),
    ]
    rows = [
        report(
            "Abiy lands in Asmara",
            "Prime Minister Abiy Ahmed arrived in Asmara on Sunday, the first since 1998.",
            "arrived",
            ABIY,
            "ERI",
            "there",
            form="visit",
            mode="visit",
            date="2018-07-08",
            place="Asmara/ERI",
            details={"since": (1998, 1998)},
        ),
        report(
            "Leaders embrace",
            "Abiy's visit to Eritrea is the first by an Ethiopian leader since before 1993.",
            "visit",
            ABIY,
            "ERI",
            "there",
            form="visit",
            mode="visit",
            place="Eritrea/ERI",
            details={"since": (1985, 1992)},
        ),
        report(
            "Isaias in Addis",
            "President Isaias Afwerki visited Ethiopia on July 14.",
            "visited",
            ISAIAS,
            "ETH",
            "back",
            form="visit",
            mode="visit",
            date="2018-07-14",
            place="Addis Ababa/ETH",
        ),
        report(
            "Leaders embrace",
            "The president met Abiy in Asmara.",
            "met",
            ISAIAS,
            ABIY,
            "meeting",
            form="meeting",
            place="Asmara/ERI",
            date="2018-07-08",
        ),
    ]
    return build(papers, rows)


def colombia_venezuela() -> World:
    papers = [
        Paper("Petro in Caracas", "Andes Times", "2022-11-02"),
        Paper("Two presidents", "Orinoco Journal", "2022-11-03"),
        Paper("Agency line", "Orinoco Journal", "2022-11-02", credits=("EFE",)),
    ]
    rows = [
        report(
            "Petro in Caracas",
            "Petro met Maduro in Caracas on November 1.",
            "met",
            PETRO,
            MADURO,
            "meeting",
            form="meeting",
            date="2022-11-01",
            place="Caracas/VEN",
        ),
        report(
            "Two presidents",
            "Maduro received Petro in Caracas on November 2.",
            "received",
            MADURO,
            PETRO,
            "meeting",
            form="meeting",
            date="2022-11-02",
            place="Caracas/VEN",
        ),
        report(
            "Petro in Caracas",
            "The two governments signed a dozen agreements on trade and the border.",
            "signed",
            "COL",
            "VEN",
            "signing",
            event="AGREE",
            form="agreement",
            date="2022-11-01",
            details={"kind": "agreement", "stage": "signed"},
            quantities=[(12, "agreements", "a dozen")],
        ),
        report(
            "Agency line",
            "Colombia and Venezuela signed eleven agreements, trade among them.",
            "signed",
            "VEN",
            "COL",
            "signing",
            event="AGREE",
            form="agreement",
            date="2022-11-01",
            details={"kind": "agreement", "stage": "signed"},
            quantities=[(11, "agreements", "eleven")],
        ),
        report(
            "Petro in Caracas",
            "They committed to improving cooperation against smuggling.",
            "committed",
            "COL",
            "VEN",
            "smuggling",
            event="AGREE",
            date="2022-11-01",
        ),
    ]
    return build(papers, rows)


def india_pakistan() -> World:
    papers = [
        Paper("Shelling", "Lahore Observer", "2025-05-07"),
        Paper("Toll rises", "Delhi Mail", "2025-05-08"),
        Paper("Vote", "Delhi Mail", "2025-05-09"),
    ]
    rows = [
        report(
            "Shelling",
            "Indian missiles struck Pakistan on May 7, killing 8 people.",
            "struck",
            "IND",
            "PAK",
            "strike",
            event="ASSAULT",
            mode="aerial",
            date="2025-05-07",
            quantities=[(8, "people", "8")],
        ),
        report(
            "Toll rises",
            "The toll of the Indian missiles that struck Pakistan on May 7 is now 31 people.",
            "struck",
            "IND",
            "PAK",
            "strike",
            event="ASSAULT",
            mode="aerial",
            date="2025-05-07",
            quantities=[(31, "people", "31")],
        ),
        report(
            "Toll rises",
            "Pakistan shelled Indian positions on May 7.",
            "shelled",
            "PAK",
            "IND",
            "answer",
            event="ASSAULT",
            mode="heavy-weapons",
            date="2025-05-07",
        ),
        report(
            "Vote",
            "Pakistan voted against the text in the General Assembly.",
            "voted against",
            "PAK",
            "IND",
            "against",
            event=None,
            form="vote",
            details={"choice": "against", "body": "UN General Assembly"},
        ),
        report(
            "Vote",
            "Pakistan abstained on the other text in the General Assembly.",
            "abstained",
            "PAK",
            "IND",
            "abstain",
            event=None,
            form="vote",
            details={"choice": "abstain", "body": "UN General Assembly"},
        ),
    ]
    return build(papers, rows)


WORLDS = (iran_saudi, serbia_kosovo, ethiopia_eritrea, colombia_venezuela, india_pakistan)
