"""Of which state an official is whom the text names without it, and who is a woman."""

from __future__ import annotations

import pytest

from communique.annotate.entities import Entity
from communique.annotate.genders import by_name
from communique.annotate.styles import is_style, style_gender, style_length, styles
from communique.errors import BadTable
from communique.model.values import ActorKind

OF = [
    # text, name, state
    ("Chile protested to Peru. Foreign Minister Rosa Vidal summoned the Peruvian ambassador.", "Rosa Vidal", "CHL"),
    ("ANKARA - Defence Minister Kemal Aydar met German Defence Minister Uwe Brandt.", "Kemal Aydar", "TUR"),
    (
        "BRUSSELS - Polish Prime Minister Jan Kos met Belgian officials. Deputy Prime Minister Piotr Rak came too.",
        "Jan Kos",
        "POL",
    ),
    ("Kenyan President Daniel Mwangi arrived in Oslo with Foreign Minister Asha Otieno.", "Asha Otieno", "KEN"),
    (
        "Kenyan President Daniel Mwangi came to Oslo. Prime Minister Kari Dahl told him that Norway would help.",
        "Kari Dahl",
        "NOR",
    ),
    ("In Malta, government spokesman Karmenu Zahra rejected what Italy had said.", "Karmenu Zahra", "MLT"),
    ("General Sok Phalla, the Cambodian defence minister, telephoned Bangkok.", "Sok Phalla", "KHM"),
    ("Olga Sidorova, the Belarusian government's special envoy, left Vilnius.", "Olga Sidorova", "BLR"),
    ("India's high commissioner in Colombo, Meera Nair, left.", "Meera Nair", "IND"),
    ("Rosa Vidal, his Chilean counterpart, agreed.", "Rosa Vidal", "CHL"),
    ("Polish deputy interior minister Jan Kos spoke in Berlin.", "Jan Kos", "POL"),
    ("Zambian power minister Peter Banda spoke in Harare.", "Peter Banda", "ZMB"),
    ("The Chilean team was led by Vice Minister Ana Rojas and the Bolivian one by Luis Rey.", "Ana Rojas", "CHL"),
    (
        "RIYADH - The Chinese team was led by Vice Minister Deng Li and the Omani team by Deputy Minister Badr Said.",
        "Badr Said",
        "OMN",
    ),
    ("Deputy Minister Karim Aziz headed the Iraqi delegation to Kuwait.", "Karim Aziz", "IRQ"),
    ("After talks of Kenya and Ethiopia, Somali President Hassan Ali said it was done.", "Hassan Ali", "SOM"),
    ("Riyadh, Muharram 19, 1441, NPA -- Defence Minister Saad Amri accused Iran.", "Saad Amri", "SAU"),
    ("Writers in Chile and Peru praised Rosa Vidal.", "Rosa Vidal", None),
]


@pytest.mark.parametrize(("text", "name", "state"), OF)
def test_whose_official_it_is(text: str, name: str, state: str | None, read) -> None:
    assert {m.country for m in read(text).mentions if m.name == name} == {state}


@pytest.mark.parametrize(("text", "words", "name"), [
    ("Brussels rejected the plan. The European Union said that it was too late.", "Brussels", "European Union"),
    ("Brussels rejected the plan. Belgium and the European Union disagree.", "Brussels", "Belgium"),
    ("Energy Minister Datuk Seri Ahmad Salleh wrote. Datuk Seri Ahmad sat.", "Datuk Seri Ahmad", "Ahmad Salleh"),
    ("Deputy Prime Minister Pham Bnh Minh of Vietnam spoke.", "Deputy Prime Minister Pham Bnh Minh of Vietnam",
     "Pham Binh Minh"),  # a slip of one letter, in just the office that the table has him in
    ("Iranian minister Hossein Daryani spoke. Hosein Daryani left.", "Hosein Daryani", "Hossein Daryani"),
    ('"They shot first," Thai General Anan Boon said of Cambodia.', "They", "Cambodia"),
])  # fmt: skip
def test_names_and_metonyms(text: str, words: str, name: str, read) -> None:
    assert [m.name for m in read(text).mentions if m.text == words] == [name]


@pytest.mark.parametrize(("name", "country", "female"), [
    ("Guðrún Einarsdóttir", "ISL", True), ("Yelena Malakhova", "RUS", True), ("Igor Sobolev", "RUS", False),
    ("Sobolev", "RUS", None), ("Zzyx Qwerty", "PER", None),
])  # fmt: skip
def test_by_the_name(name: str, country: str, female: bool | None) -> None:
    assert by_name(Entity(ActorKind.PERSON, name, 0, country)) is female


@pytest.mark.parametrize(("words", "length", "female"), [
    (["Datuk", "Seri", "Ahmad"], 2, None), (["Tan", "Sri", "Hamidah"], 2, None), (["Daw", "Khin"], 1, True),
    (["Mrs", "Vidal"], 1, True), (["Sheikh", "Mubarak", "Jaber"], 1, False), (["Rosa", "Vidal"], 0, None),
    (["Sheikh"], 0, False), (["sir", "Ahmad"], 0, False),
])  # fmt: skip
def test_styles(words: list[str], length: int, female: bool | None) -> None:
    assert style_length(words) == length
    assert style_gender(words) is female
    assert not is_style("U")


def test_the_table_of_styles_is_read(redirect) -> None:
    from communique.annotate import styles as module

    styles.cache_clear()
    redirect(module, "styles.csv", "style,gender,note\n,f,x\n")
    with pytest.raises(BadTable, match="no style"):
        styles()
    styles.cache_clear()
