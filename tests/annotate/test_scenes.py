"""Where a claim happened: not every place that its sentence names."""

from __future__ import annotations

import pytest

HERE = [
    ("Brazil and Chile signed an energy memorandum on the sidelines of the G20 in Bali.", "Bali", "IDN"),
    ("Peru's president received the Bolivian ambassador at the Government Palace in Lima.", "Lima", "PER"),
    ("Pakistani jets struck two villages in the Afghan city of Khost.", "Khost", "AFG"),
    ("Israeli and Sudanese officials held talks in the Red Sea resort of Sharm el-Sheikh.", "Sharm el-Sheikh", "EGY"),
    ("Libyan and Greek negotiators held talks in the Geneva suburb of Versoix.", "Versoix", "CHE"),
    ("The Kazakh and Uzbek presidents met in the Turkistan region.", "Turkistan", "KAZ"),
    ("Ukraine and Russia agreed on a prisoner swap at a hotel in Istanbul.", "Istanbul", "TUR"),
    ("Italy's minister promised Niger patrol boats at a seminar in Agadez.", "Agadez", "NER"),
    ("Cuba's foreign minister flew to Caracas, where he signed an oil accord with Venezuela.", "Caracas", "VEN"),
    (
        "Meeting on the margins of a conference in Amman, the Iranian and Saudi ministers spoke of a thaw.",
        "Amman",
        "JOR",
    ),
    ("Egypt and Greece held naval drills off Alexandria.", "Alexandria", "EGY"),
    ("Poland closed its embassy in Damascus.", "Damascus", "SYR"),
    ("GENEVA (AP) - Russian and American envoys held talks here on Monday.", "Geneva", "CHE"),
    ("DAVOS, Switzerland, January 17 - Ukraine's president met the Chinese premier on Tuesday.", "Davos", "CHE"),
    ("LONDON - China's vice president met South Korea's president in Seoul.", "Seoul", "KOR"),
    ("Rwandan soldiers withdrew from the Congolese town of Bunagana.", "Bunagana", "COD"),
]

NOWHERE = [
    "Estonia condemned the arrests in Minsk.",
    "Japan and the Philippines discussed the war in Gaza.",
    "Zambia criticised the Minsk agreements.",
    "Moscow accused Kyiv of violating the Geneva Conventions.",
    "Algeria and Tunisia agreed to open a consulate in Benghazi.",
    "Uganda's president telephoned his Kenyan counterpart in Nairobi.",
    "BEIJING - China accused the United States of bullying.",
    "Norway recalled its ambassador from Khartoum.",
]


@pytest.mark.parametrize(("text", "name", "country"), HERE)
def test_the_scene(text, name, country, read):
    found = [(c.place.name, c.place.country) for c in read(text).claims if c.place]
    assert (name, country) in found, [(c.predicate.of(text), c.place) for c in read(text).claims]


@pytest.mark.parametrize("text", NOWHERE)
def test_no_scene(text, read):
    claims = read(text).claims
    assert claims
    assert [c.place for c in claims if c.place] == []
