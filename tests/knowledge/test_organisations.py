from __future__ import annotations

import pytest

from communique.errors import BadTable
from communique.knowledge.organisations import (
    COLUMNS,
    INSTITUTION_COLUMNS,
    institutions,
    organisation_names,
    organisations,
    parse_institutions,
    parse_organisations,
)
from communique.knowledge.places import city_names
from communique.knowledge.positions import position_titles
from communique.knowledge.sources import outlet_names
from communique.knowledge.states import state_names
from communique.knowledge.tables import parse_table

# surface, id, country, sector, kind
CASES = [
    ("UN", "united-nations", None, "IGO", "igo"),
    ("U.N. Security Council", "un-security-council", None, "IGO", "igo"),
    ("UN Human Rights Council", "un-human-rights-council", None, "IGO", "igo"),
    ("IAEA", "international-atomic-energy-agency", None, "IGO", "igo"),
    ("International Criminal Court", "international-criminal-court", None, "JUD", "court"),
    ("ASEAN", "asean", None, "IGO", "bloc"),
    ("G-20", "g20", None, "IGO", "bloc"),
    ("Group of 20", "g20", None, "IGO", "bloc"),
    ("European Union", "european-union", None, "IGO", "bloc"),
    ("Nato", "nato", None, "IGO", "bloc"),
    ("OPEC+", "opec-plus", None, "IGO", "bloc"),
    ("Asia-Pacific Economic Cooperation", "apec", None, "IGO", "bloc"),
    ("State Department", "us-state-department", "USA", "GOV", "ministry"),
    ("US State Department", "us-state-department", "USA", "GOV", "ministry"),
    ("Foreign Office", "foreign-office", "GBR", "GOV", "ministry"),
    ("IRGC", "irgc", "IRN", "MIL", "army"),
    ("State Duma", "state-duma", "RUS", "LEG", "parliament"),
    ("Bundestag", "bundestag", "DEU", "LEG", "parliament"),
    ("Communist Party of Vietnam", "communist-party-of-vietnam", "VNM", "PTY", "party"),
    ("Chinese Communist Party", "communist-party-of-china", "CHN", "PTY", "party"),
    ("Rosatom", "rosatom", "RUS", "BUS", "company"),
    ("Petrovietnam", "petrovietnam", "VNM", "BUS", "company"),
    ("Novatek", "novatek", "RUS", "BUS", "company"),
    ("Aramco", "saudi-aramco", "SAU", "BUS", "company"),
    ("Hamas", "hamas", "PSE", "REB", "armed-group"),
    ("Hezbollah", "hezbollah", "LBN", "REB", "armed-group"),
    ("Houthi", "houthis", "YEM", "REB", "armed-group"),
    ("M23", "m23", "COD", "REB", "armed-group"),
    ("Islamic State", "islamic-state", None, "REB", "armed-group"),
    ("Human Rights Watch", "human-rights-watch", None, "NGO", "ngo"),
    ("People’s Liberation Army", "people-s-liberation-army", "CHN", "MIL", "army"),
    ("KNLA", "karen-national-liberation-army", "MMR", "REB", "armed-group"),
    ("Ambazonian separatists", "ambazonia-defence-forces", "CMR", "REB", "armed-group"),
    ("AFC/M23", "alliance-fleuve-congo", "COD", "REB", "armed-group"),
    ("Rojava", "autonomous-administration-of-north-and-east-syria", "SYR", "REB", "other"),
    ("Syrian National Coalition", "syrian-national-coalition", "SYR", "OPP", "other"),
    ("Schengen", "schengen-area", None, "IGO", "bloc"),
    ("C5+1", "c5-1", None, "IGO", "bloc"),
    ("AfCFTA", "african-continental-free-trade-area", None, "IGO", "bloc"),
    ("ITLOS", "international-tribunal-for-the-law-of-the-sea", None, "JUD", "court"),
    ("Caribbean Court of Justice", "caribbean-court-of-justice", None, "JUD", "court"),
    ("MINURSO", "minurso", None, "IGO", "igo"),
    ("Scottish Parliament", "scottish-parliament", "GBR", "LEG", "parliament"),
    ("Oireachtas", "dail-eireann", "IRL", "LEG", "parliament"),
    ("Gerindra", "gerindra", "IDN", "PTY", "party"),
    ("Awami League", "awami-league", "BGD", "PTY", "party"),
    ("Norges Bank", "norges-bank", "NOR", "GOV", "ministry"),
    ("YPFB", "ypfb", "BOL", "BUS", "company"),
    ("Ethiopian National Defence Force", "ethiopian-national-defense-force", "ETH", "MIL", "army"),
    ("Japanese coast guard", "japan-coast-guard", "JPN", "COP", "ministry"),
]


@pytest.mark.parametrize(("surface", "id_", "country", "sector", "kind"), CASES)
def test_known_organisations(surface: str, id_: str, country: str | None, sector: str, kind: str) -> None:
    found = organisation_names()[surface]
    assert (found.id, found.country, found.sector, found.kind) == (id_, country, sector, kind)


# bloc, how many members, one in, one out
MEMBERS = [
    ("ASEAN", 11, "VNM", "CHN"),
    ("European Union", 27, "HRV", "GBR"),
    ("NATO", 32, "SWE", "UKR"),
    ("G7", 7, "JPN", "RUS"),
    ("G20", 19, "IDN", "ESP"),
    ("African Union", 55, "ESH", "HTI"),
    ("Arab League", 22, "PSE", "IRN"),
    ("Gulf Cooperation Council", 6, "OMN", "YEM"),
    ("Eurasian Economic Union", 5, "ARM", "UZB"),
    ("Council of Europe", 46, "GBR", "RUS"),
    ("ECOWAS", 12, "NGA", "MLI"),
    ("Quad", 4, "IND", "CHN"),
    ("BRICS", 10, "IDN", "SAU"),
    ("Shanghai Cooperation Organization", 10, "BLR", "MNG"),
]


@pytest.mark.parametrize(("name", "count", "inside", "outside"), MEMBERS)
def test_members(name: str, count: int, inside: str, outside: str) -> None:
    members = organisation_names()[name].members
    assert len(members) == count
    assert list(members) == sorted(members)
    assert inside in members
    assert outside not in members


def test_no_surface_names_both_a_state_and_an_organisation() -> None:
    assert not set(state_names()) & set(organisation_names())


def test_no_surface_is_an_outlets_a_citys_or_an_offices() -> None:
    names = organisation_names().keys()
    assert not names & outlet_names().keys()
    assert not names & city_names().keys()
    assert not {n.lower() for n in names} & position_titles().keys()


@pytest.mark.parametrize(("kinds", "least"), [
    (("igo", "bloc", "court"), 400), (("company",), 450), (("party",), 250), (("ministry",), 180),
    (("armed-group",), 160), (("army",), 95), (("parliament",), 55),
])  # fmt: skip
def test_the_table_is_as_wide_as_it_was(kinds: tuple[str, ...], least: int) -> None:
    assert sum(o.kind in kinds for o in organisations()) >= least


def test_every_alias_leads_home() -> None:
    for one in organisations():
        for name in (one.name, *one.aliases):
            assert organisation_names()[name] is one


@pytest.mark.parametrize(
    "word", ["Politburo", "Shell", "Amnesty", "who", "PLAN", "SHAPE", "OLAF", "Resistance Front", "Sinai Province"]
)
def test_what_is_a_word_or_anyones_is_left_out(word: str) -> None:
    assert word not in organisation_names()


def test_institutions() -> None:
    assert institutions()["foreign ministry"].sector == "GOV"
    assert institutions()["congress"].kind == "parliament"
    assert institutions()["coast guard"].sector == "COP"


BAD_ROWS = [
    ("A,,XXX,GOV,igo,,o", "country is 'XXX'"),
    ("A,,,ZZZ,igo,,o", "sector is 'ZZZ'"),
    ("A,,,GOV,club,,o", "kind is 'club'"),
    ("A,,,GOV,igo,VNM|XXX,o", "members has unknown codes XXX"),
    ("A,,,GOV,igo,,", "origin is empty"),
    ("A,B,,GOV,igo,,o\nC,B,,GOV,igo,,o", "name 'B' stands on line 2 already"),
    ("A B,,,GOV,igo,,o\nA-B,,,GOV,igo,,o", "id 'a-b' stands on line 2 already"),
]


@pytest.mark.parametrize(("line", "what"), BAD_ROWS)
def test_a_bad_row_is_refused(line: str, what: str) -> None:
    rows = parse_table("organisations.csv", ",".join(COLUMNS) + "\n" + line + "\n", COLUMNS)
    with pytest.raises(BadTable, match=r"^organisations\.csv:[23]: ") as caught:
        parse_organisations(rows)
    assert what in caught.value.what


def test_a_bad_institution_is_refused() -> None:
    rows = parse_table("i.csv", "phrase,sector,kind\nForeign ministry,GOV,ministry\n", INSTITUTION_COLUMNS)
    with pytest.raises(BadTable, match="not lower-case"):
        parse_institutions(rows)
