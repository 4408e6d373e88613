from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import BadTable, UnknownState
from communique.knowledge.states import (
    COLUMNS,
    ambiguous_names,
    find_state,
    parse_states,
    state,
    state_codes,
    state_names,
    states,
)
from communique.knowledge.tables import parse_table

# code, short name, one more form in print, adjective, noun for one of its people
UN_MEMBERS = """
AFG Afghanistan|Islamic Emirate of Afghanistan|Afghan|Afghans
ALB Albania|Republic of Albania|Albanian|Albanians
DZA Algeria|People's Democratic Republic of Algeria|Algerian|Algerians
AND Andorra|Principality of Andorra|Andorran|Andorrans
AGO Angola|Republic of Angola|Angolan|Angolans
ATG Antigua and Barbuda|Antigua & Barbuda|Antiguan|Antiguans
ARG Argentina|Argentine Republic|Argentinian|Argentines
ARM Armenia|Republic of Armenia|Armenian|Armenians
AUS Australia|Commonwealth of Australia|Australian|Australians
AUT Austria|Republic of Austria|Austrian|Austrians
AZE Azerbaijan|Republic of Azerbaijan|Azeri|Azerbaijanis
BHS Bahamas|Commonwealth of The Bahamas|Bahamian|Bahamians
BHR Bahrain|Kingdom of Bahrain|Bahraini|Bahrainis
BGD Bangladesh|People’s Republic of Bangladesh|Bangladeshi|Bangladeshis
BRB Barbados||Barbadian|Barbadians
BLR Belarus|Republic of Belarus|Belarusian|Belarusians
BEL Belgium|Kingdom of Belgium|Belgian|Belgians
BLZ Belize||Belizean|Belizeans
BEN Benin|Republic of Benin|Beninese|Beninese
BTN Bhutan|Kingdom of Bhutan|Bhutanese|Bhutanese
BOL Bolivia|Plurinational State of Bolivia|Bolivian|Bolivians
BIH Bosnia and Herzegovina|Bosnia-Herzegovina|Bosnian|Bosnians
BWA Botswana|Republic of Botswana|Botswanan|Batswana
BRA Brazil|Federative Republic of Brazil|Brazilian|Brazilians
BRN Brunei|Brunei Darussalam|Bruneian|Bruneians
BGR Bulgaria|Republic of Bulgaria|Bulgarian|Bulgarians
BFA Burkina Faso|Burkina|Burkinabe|Burkinabe
BDI Burundi|Republic of Burundi|Burundian|Burundians
CPV Cabo Verde|Cape Verde|Cape Verdean|Cape Verdeans
KHM Cambodia|Kingdom of Cambodia|Cambodian|Cambodians
CMR Cameroon|Republic of Cameroon|Cameroonian|Cameroonians
CAN Canada||Canadian|Canadians
CAF Central African Republic||Central African|
TCD Chad|Republic of Chad|Chadian|Chadians
CHL Chile|Republic of Chile|Chilean|Chileans
CHN China|PRC|Chinese|Chinese
COL Colombia|Republic of Colombia|Colombian|Colombians
COM Comoros|Union of the Comoros|Comoran|Comorans
COG Republic of the Congo|Congo-Brazzaville|Congolese|Congolese
CRI Costa Rica|Republic of Costa Rica|Costa Rican|Costa Ricans
CIV Côte d’Ivoire|Cote d'Ivoire|Ivorian|Ivorians
HRV Croatia|Republic of Croatia|Croatian|Croats
CUB Cuba|Republic of Cuba|Cuban|Cubans
CYP Cyprus|Republic of Cyprus|Cypriot|Cypriots
CZE Czechia|Czech Republic|Czech|Czechs
PRK North Korea|DPRK|North Korean|North Koreans
COD Democratic Republic of the Congo|DRC|Congolese|Congolese
DNK Denmark|Kingdom of Denmark|Danish|Danes
DJI Djibouti|Republic of Djibouti|Djiboutian|Djiboutians
DMA Dominica|Commonwealth of Dominica|Dominican|Dominicans
DOM Dominican Republic||Dominican|Dominicans
ECU Ecuador|Republic of Ecuador|Ecuadorean|Ecuadorians
EGY Egypt|Arab Republic of Egypt|Egyptian|Egyptians
SLV El Salvador|Republic of El Salvador|Salvadoran|Salvadorans
GNQ Equatorial Guinea|Republic of Equatorial Guinea|Equatoguinean|Equatorial Guineans
ERI Eritrea|State of Eritrea|Eritrean|Eritreans
EST Estonia|Republic of Estonia|Estonian|Estonians
SWZ Eswatini|Swaziland|Swazi|Swazis
ETH Ethiopia|Federal Democratic Republic of Ethiopia|Ethiopian|Ethiopians
FJI Fiji|Republic of Fiji|Fijian|Fijians
FIN Finland|Republic of Finland|Finnish|Finns
FRA France|French Republic|French|Frenchmen
GAB Gabon|Gabonese Republic|Gabonese|Gabonese
GMB Gambia|Republic of The Gambia|Gambian|Gambians
GEO Georgia|Republic of Georgia|Georgian|Georgians
DEU Germany|Federal Republic of Germany|German|Germans
GHA Ghana|Republic of Ghana|Ghanaian|Ghanaians
GRC Greece|Hellenic Republic|Greek|Greeks
GRD Grenada||Grenadian|Grenadians
GTM Guatemala|Republic of Guatemala|Guatemalan|Guatemalans
GIN Guinea|Republic of Guinea|Guinean|Guineans
GNB Guinea-Bissau|Guinea Bissau|Bissau-Guinean|Bissau-Guineans
GUY Guyana|Co-operative Republic of Guyana|Guyanese|Guyanese
HTI Haiti|Republic of Haiti|Haitian|Haitians
HND Honduras|Republic of Honduras|Honduran|Hondurans
HUN Hungary||Hungarian|Hungarians
ISL Iceland|Republic of Iceland|Icelandic|Icelanders
IND India|Republic of India|Indian|Indians
IDN Indonesia|Republic of Indonesia|Indonesian|Indonesians
IRN Iran|Islamic Republic of Iran|Iranian|Iranians
IRQ Iraq|Republic of Iraq|Iraqi|Iraqis
IRL Ireland|Republic of Ireland|Irish|Irishmen
ISR Israel|State of Israel|Israeli|Israelis
ITA Italy|Italian Republic|Italian|Italians
JAM Jamaica||Jamaican|Jamaicans
JPN Japan||Japanese|Japanese
JOR Jordan|Hashemite Kingdom of Jordan|Jordanian|Jordanians
KAZ Kazakhstan|Republic of Kazakhstan|Kazakh|Kazakhs
KEN Kenya|Republic of Kenya|Kenyan|Kenyans
KIR Kiribati|Republic of Kiribati|I-Kiribati|I-Kiribati
KWT Kuwait|State of Kuwait|Kuwaiti|Kuwaitis
KGZ Kyrgyzstan|Kyrgyz Republic|Kyrgyz|Kyrgyz
LAO Laos|Lao PDR|Lao|Laotians
LVA Latvia|Republic of Latvia|Latvian|Latvians
LBN Lebanon|Lebanese Republic|Lebanese|Lebanese
LSO Lesotho|Kingdom of Lesotho|Basotho|Basotho
LBR Liberia|Republic of Liberia|Liberian|Liberians
LBY Libya|State of Libya|Libyan|Libyans
LIE Liechtenstein|Principality of Liechtenstein|Liechtensteiner|Liechtensteiners
LTU Lithuania|Republic of Lithuania|Lithuanian|Lithuanians
LUX Luxembourg|Grand Duchy of Luxembourg|Luxembourgish|Luxembourgers
MDG Madagascar|Republic of Madagascar|Malagasy|Malagasy
MWI Malawi|Republic of Malawi|Malawian|Malawians
MYS Malaysia||Malaysian|Malaysians
MDV Maldives|Republic of Maldives|Maldivian|Maldivians
MLI Mali|Republic of Mali|Malian|Malians
MLT Malta|Republic of Malta|Maltese|Maltese
MHL Marshall Islands|Republic of the Marshall Islands|Marshallese|Marshallese
MRT Mauritania|Islamic Republic of Mauritania|Mauritanian|Mauritanians
MUS Mauritius|Republic of Mauritius|Mauritian|Mauritians
MEX Mexico|United Mexican States|Mexican|Mexicans
FSM Micronesia|Federated States of Micronesia|Micronesian|Micronesians
MCO Monaco|Principality of Monaco|Monegasque|Monegasques
MNG Mongolia||Mongolian|Mongolians
MNE Montenegro||Montenegrin|Montenegrins
MAR Morocco|Kingdom of Morocco|Moroccan|Moroccans
MOZ Mozambique|Republic of Mozambique|Mozambican|Mozambicans
MMR Myanmar|Burma|Burmese|Burmese
NAM Namibia|Republic of Namibia|Namibian|Namibians
NRU Nauru|Republic of Nauru|Nauruan|Nauruans
NPL Nepal|Federal Democratic Republic of Nepal|Nepali|Nepalese
NLD Netherlands|Holland|Dutch|Dutchmen
NZL New Zealand|NZ|New Zealand|New Zealanders
NIC Nicaragua|Republic of Nicaragua|Nicaraguan|Nicaraguans
NER Niger|Republic of Niger|Nigerien|Nigeriens
NGA Nigeria|Federal Republic of Nigeria|Nigerian|Nigerians
NOR Norway|Kingdom of Norway|Norwegian|Norwegians
OMN Oman|Sultanate of Oman|Omani|Omanis
PAK Pakistan|Islamic Republic of Pakistan|Pakistani|Pakistanis
PLW Palau|Republic of Palau|Palauan|Palauans
PAN Panama|Republic of Panama|Panamanian|Panamanians
PNG Papua New Guinea|PNG|Papua New Guinean|Papua New Guineans
PRY Paraguay|Republic of Paraguay|Paraguayan|Paraguayans
PER Peru|Republic of Peru|Peruvian|Peruvians
PHL Philippines|Republic of the Philippines|Philippine|Filipinos
POL Poland|Republic of Poland|Polish|Poles
PRT Portugal|Portuguese Republic|Portuguese|Portuguese
QAT Qatar|State of Qatar|Qatari|Qataris
KOR South Korea|ROK|South Korean|South Koreans
MDA Moldova|Republic of Moldova|Moldovan|Moldovans
ROU Romania||Romanian|Romanians
RUS Russia|Russian Federation|Russian|Russians
RWA Rwanda|Republic of Rwanda|Rwandan|Rwandans
KNA Saint Kitts and Nevis|St. Kitts & Nevis|Kittitian|Kittitians
LCA Saint Lucia|St. Lucia|Saint Lucian|St Lucians
VCT Saint Vincent and the Grenadines|St Vincent and the Grenadines|Vincentian|Vincentians
WSM Samoa|Independent State of Samoa|Samoan|Samoans
SMR San Marino|Republic of San Marino|Sammarinese|Sammarinese
STP São Tomé and Príncipe|Sao Tome and Principe|Santomean|Santomeans
SAU Saudi Arabia|KSA|Saudi|Saudis
SEN Senegal|Republic of Senegal|Senegalese|Senegalese
SRB Serbia|Republic of Serbia|Serbian|Serbs
SYC Seychelles|Republic of Seychelles|Seychellois|Seychellois
SLE Sierra Leone|Republic of Sierra Leone|Sierra Leonean|Sierra Leoneans
SGP Singapore|Republic of Singapore|Singaporean|Singaporeans
SVK Slovakia|Slovak Republic|Slovak|Slovaks
SVN Slovenia|Republic of Slovenia|Slovene|Slovenes
SLB Solomon Islands|Solomons|Solomon Islands|Solomon Islanders
SOM Somalia|Federal Republic of Somalia|Somali|Somalis
ZAF South Africa|Republic of South Africa|South African|South Africans
SSD South Sudan|Republic of South Sudan|South Sudanese|South Sudanese
ESP Spain|Kingdom of Spain|Spanish|Spaniards
LKA Sri Lanka|Democratic Socialist Republic of Sri Lanka|Sri Lankan|Sri Lankans
SDN Sudan|Republic of the Sudan|Sudanese|Sudanese
SUR Suriname|Republic of Suriname|Surinamese|Surinamese
SWE Sweden|Kingdom of Sweden|Swedish|Swedes
CHE Switzerland|Swiss Confederation|Swiss|Swiss
SYR Syria|Syrian Arab Republic|Syrian|Syrians
TJK Tajikistan|Republic of Tajikistan|Tajik|Tajiks
THA Thailand|Kingdom of Thailand|Thai|Thais
MKD North Macedonia|Macedonia|Macedonian|Macedonians
TLS Timor-Leste|East Timor|Timorese|East Timorese
TGO Togo|Togolese Republic|Togolese|Togolese
TON Tonga|Kingdom of Tonga|Tongan|Tongans
TTO Trinidad and Tobago|Trinidad & Tobago|Trinidadian|Trinidadians
TUN Tunisia|Republic of Tunisia|Tunisian|Tunisians
TUR Turkey|Türkiye|Turkish|Turks
TKM Turkmenistan||Turkmen|Turkmens
TUV Tuvalu||Tuvaluan|Tuvaluans
UGA Uganda|Republic of Uganda|Ugandan|Ugandans
UKR Ukraine||Ukrainian|Ukrainians
ARE United Arab Emirates|UAE|Emirati|Emiratis
GBR United Kingdom|Great Britain|British|Britons
TZA Tanzania|United Republic of Tanzania|Tanzanian|Tanzanians
USA United States|U.S.A.|American|Americans
URY Uruguay|Oriental Republic of Uruguay|Uruguayan|Uruguayans
UZB Uzbekistan|Republic of Uzbekistan|Uzbek|Uzbeks
VUT Vanuatu|Republic of Vanuatu|Ni-Vanuatu|Ni-Vanuatu
VEN Venezuela|Bolivarian Republic of Venezuela|Venezuelan|Venezuelans
VNM Vietnam|Socialist Republic of Viet Nam|Vietnamese|Vietnamese
YEM Yemen|Republic of Yemen|Yemeni|Yemenis
ZMB Zambia|Republic of Zambia|Zambian|Zambians
ZWE Zimbabwe|Republic of Zimbabwe|Zimbabwean|Zimbabweans
"""
MEMBERS = [(line[:3], *line[4:].split("|")) for line in UN_MEMBERS.strip().splitlines()]

# Every surface form that two states share. It stands here so that a new one is a decision, not an accident.
AMBIGUOUS = {
    "Congo": ("COD", "COG"),
    "Congolese": ("COD", "COG"),
    "Dominican": ("DMA", "DOM"),
    "Dominicans": ("DMA", "DOM"),
    "Korea": ("KOR", "PRK"),
    "Korean": ("KOR", "PRK"),
    "Koreans": ("KOR", "PRK"),
}


def forms(surface: str) -> set[tuple[str, str]]:
    return {(n.code, n.form) for n in state_names().get(surface, ())}


def test_all_members_of_the_un_are_in_the_case_table() -> None:
    assert len(MEMBERS) == 193
    assert {m[0] for m in MEMBERS} == {s.code for s in states() if s.origin.startswith("UN member")}


@pytest.mark.parametrize(("code", "name", "variant", "adjective", "people"), MEMBERS)
def test_every_un_member_by_name_variant_and_demonym(
    code: str, name: str, variant: str, adjective: str, people: str
) -> None:
    assert find_state(name).code == code
    assert (code, "name") in forms(name)
    if variant:
        assert find_state(variant).code == code
        assert {c for c, _ in forms(variant)} == {code}
    assert (code, "adjective") in forms(adjective)
    if people:
        assert (code, "people") in forms(people)


PRESS_FORMS = [
    ("Viet Nam", "VNM", "name"),
    ("US", "USA", "abbreviation"),
    ("U.S.", "USA", "abbreviation"),
    ("US", "USA", "adjective"),
    ("America", "USA", "name"),
    ("UK", "GBR", "abbreviation"),
    ("U.K.", "GBR", "abbreviation"),
    ("Britain", "GBR", "name"),
    ("KSA", "SAU", "abbreviation"),
    ("ROK", "KOR", "abbreviation"),
    ("Republic of Korea", "KOR", "name"),
    ("Democratic People's Republic of Korea", "PRK", "name"),
    ("Democratic People’s Republic of Korea", "PRK", "name"),
    ("DR Congo", "COD", "name"),
    ("Côte d'Ivoire", "CIV", "name"),
    ("Cote d’Ivoire", "CIV", "name"),
    ("Turkiye", "TUR", "name"),
    ("USSR", "SUN", "abbreviation"),
    ("Soviet Union", "SUN", "name"),
    ("Soviet", "SUN", "adjective"),
    ("Yugoslav", "YUG", "adjective"),
    ("Czechoslovakia", "CSK", "name"),
    ("GDR", "DDR", "abbreviation"),
    ("Kosovo", "XKX", "name"),
    ("Taiwanese", "TWN", "people"),
    ("Palestinians", "PSE", "people"),
    ("Vatican", "VAT", "name"),
    ("Kyiv", "UKR", "capital"),
    ("Kiev", "UKR", "capital"),
    ("Washington", "USA", "capital"),
    ("Pyongyang", "PRK", "capital"),
    ("Tel Aviv", "ISR", "capital"),
    ("Nay Pyi Taw", "MMR", "capital"),
    ("Moscow", "RUS", "capital"),
    ("Kremlin", "RUS", "seat"),
    ("White House", "USA", "seat"),
    ("Pentagon", "USA", "seat"),
    ("Downing Street", "GBR", "seat"),
    ("Elysee", "FRA", "seat"),
    ("Élysée", "FRA", "seat"),
    ("Quai d’Orsay", "FRA", "seat"),
    ("Blue House", "KOR", "seat"),
    ("Bankova", "UKR", "seat"),
    ("Palazzo Chigi", "ITA", "seat"),
    ("Zhongnanhai", "CHN", "seat"),
]


@pytest.mark.parametrize(("surface", "code", "form"), PRESS_FORMS)
def test_forms_of_the_press(surface: str, code: str, form: str) -> None:
    assert (code, form) in forms(surface)


def test_the_ambiguous_forms_are_these_and_no_others() -> None:
    assert dict(ambiguous_names()) == AMBIGUOUS


# Case counts: none of these may be a state. "Male" and "Beehive" are words before they are a capital and a seat.
@pytest.mark.parametrize(
    "word", ["us", "turkey", "china", "Male", "Beehive", "it", "in", "Nice", "CAR", "polish", "can"]
)
def test_common_words_are_no_states(word: str) -> None:
    assert word not in state_names()


def test_no_form_is_lower_case_or_padded() -> None:
    for surface in state_names():
        assert surface == surface.strip()
        assert any(c.isupper() for c in surface)


def test_apostrophes_and_diacritics_come_in_all_spellings() -> None:
    for one in states():
        shown = [*one.names, *one.adjectives, *one.people, *one.seats]
        for text in shown:
            if "'" in text:
                assert text.replace("'", "’") in shown
            plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
            assert plain in shown or plain == "Male"


@pytest.mark.parametrize(("text", "code"), [
    ("vnm", "VNM"), ("VNM", "VNM"), ("the netherlands", "NLD"), ("VIET NAM", "VNM"), ("u.s.", "USA"), ("usa", "USA"),
    ("türkiye", "TUR"), ("Cote d'ivoire", "CIV"), ("The Gambia", "GMB"), ("xkx", "XKX"), ("St Lucia", "LCA"),
    ("P.R.C.", "CHN"), ("prc", "CHN"), ("  south   sudan ", "SSD"),
])  # fmt: skip
def test_find_state(text: str, code: str) -> None:
    assert find_state(text).code == code


@given(st.sampled_from([n for s in states() for n in s.names if n not in AMBIGUOUS]))
def test_find_state_forgets_case(name: str) -> None:
    assert find_state(name.upper()) == find_state(name.lower()) == find_state(name)


@pytest.mark.parametrize(("text", "in_hint"), [
    ("Vietnma", "Vietnam (VNM)"), ("Rusia", "Russia (RUS)"), ("Phillipines", "Philippines (PHL)"),
    ("Qzxv", "ISO code"), ("", "ISO code"), ("Congo", "COD or COG"), ("Korea", "KOR or PRK"),
])  # fmt: skip
def test_an_unknown_state_is_told_what_was_near(text: str, in_hint: str) -> None:
    with pytest.raises(UnknownState) as caught:
        find_state(text)
    assert in_hint in caught.value.hint


def test_state_by_code() -> None:
    assert state("VNM").capital == "Hanoi"
    assert "Southeast Asian" in state("VNM").regions
    assert "Gulf" in state("SAU").regions
    assert "Baltic" in state("LVA").regions
    assert "Western Balkan" not in state("GRC").regions
    with pytest.raises(KeyError):
        state("XXX")


def test_codes_are_not_names_of_others() -> None:
    # a code that is also another state's name would make find_state guess
    for code in state_codes():
        for name in state_names().get(code, ()):
            if name.form in ("name", "abbreviation"):
                assert name.code == code


GOOD = "ABC,Abc,Abc|A.B.C.,Abcian,Abcians,Abcville,,,Abcic,made up"
BAD_ROWS = [
    ("abc,Abc,Abc,,,Abcville,,,Abcic,o", "code is 'abc', not three capital letters"),
    ("ABCD,Abc,Abc,,,Abcville,,,Abcic,o", "code is 'ABCD', not three capital letters"),
    ("ABC,Abc,Xyz,,,Abcville,,,Abcic,o", "names must begin with 'Abc'"),
    ("ABC,Abc,Abc,,,,,,Abcic,o", "capital is empty"),
    ("ABC,Abc,Abc,,,Abcville,,,,o", "regions is empty"),
    ("ABC,Abc,Abc,,,Abcville,,,Abcic,", "origin is empty"),
    (GOOD + "\n" + GOOD, "code 'ABC' stands on line 2 already"),
    (GOOD + "\n" + GOOD.replace("ABC,", "XYZ,"), "name 'Abc' stands on line 2 already"),
]


@pytest.mark.parametrize(("line", "what"), BAD_ROWS)
def test_a_bad_row_is_refused(line: str, what: str) -> None:
    rows = parse_table("states.csv", ",".join(COLUMNS) + "\n" + line + "\n", COLUMNS)
    with pytest.raises(BadTable, match=r"^states\.csv:[23]: ") as caught:
        parse_states(rows)
    assert what in caught.value.what


def test_a_good_row_is_taken() -> None:
    (one,) = parse_states(parse_table("states.csv", ",".join(COLUMNS) + "\n" + GOOD + "\n", COLUMNS))
    assert (one.code, one.names, one.dissolved) == ("ABC", ("Abc", "A.B.C."), False)
