"""Whether a person is a woman or a man, by the name: for whom "she" and "he" can mean."""

from __future__ import annotations

from communique.annotate.entities import Entity
from communique.knowledge.given_names import is_female
from communique.knowledge.tables import fold

_SURNAME_FIRST = frozenset("CHN TWN KOR PRK VNM KHM HUN JPN SGP MYS".split())
_SLAVIC = frozenset("RUS UKR BLR KAZ KGZ UZB TJK TKM AZE ARM BGR CZE SVK POL LVA MDA MNG".split())
_WOMEN = ("ova", "eva", "skaya", "ska", "ina", "cka", "dottir")
_MEN = ("ov", "ev", "sky", "skiy", "skyi", "ski", "sson", "yev")


def by_name(entity: Entity) -> bool | None:
    """True for a woman, False for a man, None when the name does not tell."""
    words = entity.name.split()
    if len(words) < 2:
        return None
    first, rest = words[:1], words[1:]
    order = [*rest, *first] if entity.country in _SURNAME_FIRST else [*first, *rest[:-1]]
    for word in order:
        for part in (word, *word.split("-")):
            told = is_female(part, entity.country)
            if told is not None:
                return told
    return _by_surname(words[-1], entity.country)


def _by_surname(surname: str, country: str | None) -> bool | None:
    """Surnames that have a form for women: Malakhova, Einarsdóttir."""
    plain = fold(surname)
    if plain.endswith("dottir"):
        return True
    if country is None or country not in _SLAVIC or len(plain) < 5:
        return None
    return True if plain.endswith(_WOMEN) else False if plain.endswith(_MEN) else None
