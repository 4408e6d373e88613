"""The dateline that opens a report, and openings that are none."""

from __future__ import annotations

import pytest

from communique.documents.clean import classify
from communique.model.records import PartKind

TITLE = "Kenya and Ethiopia reopen border crossing after three years"
FIRST = "Officials of both countries cut a ribbon on Monday at the crossing in Moyale, where lorries had queued."
SECOND = "The interior ministers said that traders would need only a pass of their district, and that fees would fall."
THIRD = "Residents greeted the opening with songs, and several families met relatives not seen since the closure."
ARTICLE = [FIRST, SECOND, THIRD]


DATELINES = [
    ("BEIJING, May 29 (Xinhua) -- China and Chile", "BEIJING, May 29 (Xinhua) --"),
    ("NAIROBI (AP) - Kenya said", "NAIROBI (AP) -"),
    ("NAIROBI, Kenya (AP) _ Kenya said", "NAIROBI, Kenya (AP) _"),
    ("TOKYO/SEOUL (Reuters) - Japan protested", "TOKYO/SEOUL (Reuters) -"),
    ("MOSCOW, May 29. /TASS/. Russia said", "MOSCOW, May 29. /TASS/."),
    ("Lima (Peru)/Peru and Chile signed", "Lima (Peru)/"),
    ("LAKE FOREST, Ill. — The governor said", "LAKE FOREST, Ill. —"),
    ("WASHINGTON -- The president said", "WASHINGTON --"),
    ("ISLAMABAD: Pakistan said", "ISLAMABAD:"),
    ("New Delhi, Mar 5 (PTI) Prime Minister", "New Delhi, Mar 5 (PTI)"),
    ("GENEVA (12 March 2024) – Experts said", "GENEVA (12 March 2024) –"),
    ("New York, 5 March 2024 — The council met", "New York, 5 March 2024 —"),
    ("BAKU, Azerbaijan, May 5. The ministers met", "BAKU, Azerbaijan, May 5."),
    ("(Reuters) - A court ruled", "(Reuters) -"),
    ("KUALA LUMPUR, March 5 (Bernama) -- Malaysia said", "KUALA LUMPUR, March 5 (Bernama) --"),
    ("Bogotá, 3 Jun (EFE).- Colombia said", "Bogotá, 3 Jun (EFE).-"),
    ("TEHRAN – Iran said", "TEHRAN –"),
    ("SEOUL, South Korea — The South said", "SEOUL, South Korea —"),
    ("SÃO PAULO — Brazil said", "SÃO PAULO —"),
    ("Jeddah, Safar 23, 1437 / December 5, 2015, SPA -- The king", "Jeddah, Safar 23, 1437 / December 5, 2015, SPA --"),
    ("Riyadh, Rabi' II 15, 1440 H, 22 Dec 2018, SPA -- The king", "Riyadh, Rabi' II 15, 1440 H, 22 Dec 2018, SPA --"),
    ("TEHRAN, 12 Mordad 1399 (2 August 2020), IRNA – Iran", "TEHRAN, 12 Mordad 1399 (2 August 2020), IRNA –"),
    ("Kuwait, March 5, 2024, KUNA: The emir", "Kuwait, March 5, 2024, KUNA:"),
    ("Muscat, 5 March 2024, ONA -- Oman", "Muscat, 5 March 2024, ONA --"),
    ("Cairo, 27 December 2021 - MENA - Egypt", "Cairo, 27 December 2021 - MENA -"),
    ("Doha, March 5, 2024, Pearl News Agency -- Qatar", "Doha, March 5, 2024, Pearl News Agency --"),
    ("ABU DHABI, 5th March, 2024 (WAM) -- The Emirates", "ABU DHABI, 5th March, 2024 (WAM) --"),
    ("Damascus, SANA – Syria", "Damascus, SANA –"),
    ("Baghdad / INA - Iraq", "Baghdad / INA -"),
    ("Tehran, IRNA -- Iran", "Tehran, IRNA --"),
    ("Nouakchott, SMP -- Mauritania", "Nouakchott, SMP --"),
]
NO_DATELINES = [
    "NATO - which was founded in 1949 - said it would answer.",
    "Hanoi (then under siege) held out for a month.",
    "Mr Lavrov - a veteran of many talks - smiled at the question.",
    "UK – China trade fell by a fifth last year.",
    "QUESTION: Will the minister travel to Rome?",
    "PUTIN: We shall see what they offer.",
    "Rep. Bobby Scott (D-Va.) said that the bill would pass.",
    "The president (Republican) vetoed the bill.",
    "Nairobi, the capital, was calm on Tuesday.",
    "In Moscow: nothing new, the envoy said.",
    "Kenya and Ethiopia, May 29 talks over, went home.",
    "Beijing hosted the talks on May 29.",
    "WHO - Experts of the agency arrived on Monday.",
    "Analysis: Peru and Chile have much to lose.",
    "Brussels, NATO - Ministers of the alliance met for the third time this year.",
    "London, UK and France: what they want from the deal.",
    "Riyadh, November 20, 2024, was the day on which the committee met -- at last.",
    "Beijing, September 18, 2019, WTO -- China won its case against the duties.",
    "Tokyo, USA - The two names stood on one banner, and nobody knew why.",
    "Cairo, Ramadan 12, 1441, fell on a Tuesday, the paper wrote.",
    "Muscat, Doha - The two cities compete for the talks every year.",
    "Geneva, 5 March 2024, Experts - of all people - disagreed on the numbers.",
]


@pytest.mark.parametrize(("paragraph", "dateline"), DATELINES)
def test_only_the_dateline_is_cut_from_the_first_paragraph(paragraph: str, dateline: str) -> None:
    paragraph += " on Monday that the talks would go on, and that both sides wanted a result."
    text = "\n\n".join([TITLE, paragraph, SECOND])
    parts = [p for p in classify(text) if p.span.start >= text.index(paragraph) and p.span.end <= text.index(SECOND)]
    assert [(p.kind, p.span.of(text)) for p in parts] == [
        (PartKind.DATELINE, dateline),
        (PartKind.BODY, paragraph[len(dateline) :].strip()),
    ]


@pytest.mark.parametrize("paragraph", NO_DATELINES)
def test_no_dateline_in_ordinary_openings(paragraph: str) -> None:
    text = "\n\n".join([TITLE, paragraph, SECOND])
    assert PartKind.DATELINE not in {p.kind for p in classify(text)}
