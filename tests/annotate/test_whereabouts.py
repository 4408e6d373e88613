"""Which city of a name is meant, what is named after a city, and the city of a dateline."""

from __future__ import annotations

import pytest

from communique.annotate.whereabouts import dateline_city

MEANT = [
    ("Libya and Malta signed a fishing accord in Tripoli.", "LBY"),
    ("Lebanon and Cyprus signed a fishing accord in Tripoli.", "LBN"),
    ("A ship from Ukraine docked in Tripoli, Lebanon's second city.", "LBN"),
    ("Morocco and Spain signed a heritage accord in Cordoba.", "ESP"),
    ("Chile and Argentina signed a heritage accord in Cordoba.", "ARG"),
    ("The ministers of Portugal and Spain met in Leon.", "ESP"),
    ("Mexico's president spoke in Leon.", "MEX"),
    ("Turkish aid reached Hyderabad, in Pakistan's Sindh province.", "PAK"),
    ("Red Cross workers met in Valencia while Venezuela's congress sat.", "VEN"),
    ("An attaché spoke at a fair in Paris, Texas.", "USA"),
    ("Latvia's minister toured a plant in London, Ontario.", "CAN"),
    ("A jury sat in Alexandria, Virginia.", "USA"),
    ("In Paris, Ukraine's president met the chancellor.", "FRA"),
    ("In Geneva, Russia, China and Iran held talks.", "CHE"),
    ("They met in Kingston.", "JAM"),
]


@pytest.mark.parametrize(("text", "country"), MEANT)
def test_which_city(text, country, draft):
    (place,) = [p.place for p in draft(text).places if p.city][:1]
    assert place.country == country


@pytest.mark.parametrize(
    "text",
    ["They praised the Minsk agreements.", "They signed the Treaty of Rome.", "They left the Astana process.",
     "They broke the Geneva Conventions.", "They recalled the Dayton peace accords."],
)  # fmt: skip
def test_things_named_after_a_city(text, draft):
    assert [p for p in draft(text).places if p.city] == []


DATELINES = [
    ("HANOI, March 1 - The leaders met.", "Hanoi"),
    ("NAIROBI (Agencies) - The leaders met.", "Nairobi"),
    ("SEOUL, June 16 — The leaders met.", "Seoul"),
    ("DAVOS, Switzerland, January 17 - The leaders met.", "Davos"),
    ("Riyadh, Muharram 19, 1441, September 18, 2019, NPA -- The ministers met.", "Riyadh"),
    ("Cairo, 12 Rajab 1444, SPA -- The ministers met.", "Cairo"),
    ("DUBAI/LONDON, Sept 3 (Agencies) - The leaders met.", "Dubai"),
    ("PORT-AU-PRINCE, Haiti (Agencies) - The leaders met.", "Port-au-Prince"),
    ("MOSCOW. March 3 (Agencies) - The leaders met.", "Moscow"),
    ("Lima, March 3 (Agencies).- The leaders met.", "Lima"),
    ("WASHINGTON (Agencies) -U.S. officials met.", "Washington"),
    ("KUALA LUMPUR: The leaders met.", "Kuala Lumpur"),
    ("Moscow: The leaders met.", None),
    ("ATHENS, Ga. (Agencies) - The leaders met.", None),
    ("LONDON, Ontario (Agencies) - The leaders met.", None),
    ("Paris, the French capital - the leaders met.", None),
    ("Moscow, which had left - as they say - a gap.", None),
    ("NATO - an alliance - met.", None),
    ("The leaders met in Hanoi.", None),
    ("Hanoi and Seoul signed - at last - a pact.", None),
]


@pytest.mark.parametrize(("text", "name"), DATELINES)
def test_dateline(text, name):
    city = dateline_city(text)
    assert (city.name if city else None) == name
