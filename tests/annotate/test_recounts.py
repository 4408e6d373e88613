"""Counts that stand apart from the act, and deeds that only a count of people tells."""

from __future__ import annotations

import pytest

ATTACK = "Turkish artillery hit a village in northern Iraq on Wednesday. "
ARRIVAL = "Prime Minister Jeremiah Manele of the Solomon Islands arrived in China on Tuesday. "
ADOPTED = "The UN General Assembly demanded on Wednesday that Russia leave Ukraine. "
# A text, the unit, and the numbers of it that are told by the claims of an event or form.
CASES = [
    ("the dead of the sentence before", f"{ATTACK}Nine people were killed and 23 wounded.", "ASSAULT", "dead", [9]),
    ("the wounded beside them", f"{ATTACK}Nine people were killed and 23 wounded.", "ASSAULT", "wounded", [23]),
    ("of another attack", f"{ATTACK}In a similar attack in May, five people lost their lives.", "ASSAULT", "dead", []),
    ("lives lost", "Eleven Chadian soldiers lost their lives in an attack by Sudanese gunmen.",
     "ASSAULT", "dead", [11]),
    ("by nobody's hand", "Eleven Chadian soldiers lost their lives in a flood in Sudan.", "ASSAULT", "dead", []),
    ("who came", f"{ARRIVAL}With him are 33 people.", "visit", "delegate", [33]),
    ("whom he met", f"{ARRIVAL}He spoke to 33 people.", "visit", "delegate", []),
    ("how it was voted", f"{ADOPTED}The text passed with 141 in favour.", "vote", "vote", [141]),
    ("how many are needed", f"{ADOPTED}The text will need 97 votes in favour.", "vote", "vote", []),
    ("freed from jails", "There were tears as 24 Colombians freed from Venezuelan jails came home.",
     "RETREAT", "colombians", [24]),
    ("freed over a long time", "Some 200 Colombians held in Venezuelan jails have come home since May.",
     "RETREAT", "colombians", []),
    ("who came to help", "Fifty-six Spanish rescuers arrived in Morocco on Sunday.", "AID", "rescuer", [56]),
    ("who came to fight", "Some 600 Kenyan troops arrived in Goma in Congo on Saturday.", "MOBILIZE", "troop", [600]),
    ("more of them", "Another 200 Turkish soldiers arrived in Qatar on Tuesday.", "MOBILIZE", "soldier", []),
    ("a sum after with", "South Korea is to provide Laos with USD 25 million for roads.", "AGREE", "dollar", [25e6]),
    ("sent home", "Seven Ecuadorean envoys must quit Mexico.", "SANCTION", "envoy", [7]),
    ("not sent home", "No Ecuadorean envoys must quit Mexico, nor will seven Peruvian ones.", "SANCTION", "envoy", []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "kind", "unit", "expected"), CASES, ids=[c[0] for c in CASES])
def test_counts(what, text, kind, unit, expected, read):
    told = [c for c in read(text).claims if kind in (c.form, c.event and str(c.event))]
    assert sorted({q.value for c in told for q in c.quantities if q.unit == unit}) == expected


def test_the_count_stands_in_its_own_sentence(read):
    text = f"{ATTACK}Nine people were killed."
    (claim,) = (c for c in read(text).claims if c.quantities)
    assert claim.sentence.of(text) == "Nine people were killed."
    assert [p.country for p in (*claim.sources, *claim.targets)] == ["TUR", "IRQ"]
    assert all(claim.sentence.covers(s) for s in claim.spans)
