"""Cities and venues of diplomacy, and phrases that contain a state's name without naming the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.states import state_codes
from communique.knowledge.tables import Row, refuse_repeats, shipped_table

CITY_COLUMNS = ("name", "country", "aliases")
VENUE_COLUMNS = ("name", "aliases", "city", "country")
AREA_COLUMNS = ("name", "kind")
AREA_KINDS = ("water", "region", "province", "people", "thing")


@dataclass(frozen=True, slots=True)
class City:
    """A city or town: display name, ISO alpha-3 of its state, other names in print."""

    name: str
    country: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """A building or site where things happen; ``city`` and ``country`` are None when several places have one
    ("Presidential Palace")."""

    name: str
    aliases: tuple[str, ...]
    city: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Area:
    """A phrase that contains a state's name and is not that state: "South China Sea", "New Mexico". ``kind``:
    ``AREA_KINDS``."""

    name: str
    kind: str


def parse_cities(rows: Sequence[Row]) -> tuple[City, ...]:
    """Check and build cities, in the order of the table: of two with one name the likelier stands first.

    Raises:
        BadTable: an unknown country, or one name twice in one country.
    """
    refuse_repeats(
        ((r, f"{n}, {r.cells['country']}") for r in rows for n in (r.text("name"), *r.many("aliases"))), "city"
    )
    return tuple(City(r.text("name"), r.choice("country", state_codes()), r.many("aliases")) for r in rows)


@cache
def cities() -> tuple[City, ...]:
    """All cities: capitals first.

    Raises:
        BadTable: ``cities.csv`` is damaged.
    """
    return parse_cities(shipped_table("cities.csv", CITY_COLUMNS))


@cache
def city_names() -> Mapping[str, tuple[City, ...]]:
    """Every surface form exactly as printed, with the cities that it can mean, most likely first."""
    found: dict[str, list[City]] = {}
    for city in cities():
        for name in (city.name, *city.aliases):
            found.setdefault(name, []).append(city)
    return MappingProxyType({name: tuple(found[name]) for name in sorted(found)})


def parse_venues(rows: Sequence[Row], known: Mapping[str, tuple[City, ...]]) -> tuple[Venue, ...]:
    """Check and build venues, sorted by name.

    Raises:
        BadTable: a name twice, or a city that the table of cities does not have in that country.
    """
    refuse_repeats(((r, n) for r in rows for n in (r.text("name"), *r.many("aliases"))), "venue")
    return tuple(sorted((_venue(r, known) for r in rows), key=lambda v: v.name))


def _venue(row: Row, known: Mapping[str, tuple[City, ...]]) -> Venue:
    city, country = row.optional("city"), row.optional_choice("country", state_codes())
    if city is not None and country not in {c.country for c in known.get(city, ())}:
        raise row.bad(f"cities.csv has no {city!r} in {country}")
    return Venue(row.text("name"), row.many("aliases"), city, country)


@cache
def venues() -> tuple[Venue, ...]:
    """All venues, sorted by name.

    Raises:
        BadTable: ``venues.csv`` is damaged.
    """
    return parse_venues(shipped_table("venues.csv", VENUE_COLUMNS), city_names())


@cache
def venue_words() -> tuple[str, ...]:
    """All names of venues, longest first, so that the first that fits is the fullest."""
    words = {n for v in venues() for n in (v.name, *v.aliases)}
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


def parse_areas(rows: Sequence[Row]) -> tuple[Area, ...]:
    """Check and build areas, sorted by name.

    Raises:
        BadTable: a name twice, or an unknown kind.
    """
    refuse_repeats(((r, r.text("name")) for r in rows), "area")
    return tuple(sorted((Area(r.text("name"), r.choice("kind", AREA_KINDS)) for r in rows), key=lambda a: a.name))


@cache
def areas() -> Mapping[str, Area]:
    """Phrases that contain a state's name or adjective and do not name the state, by exact surface form.

    Raises:
        BadTable: ``areas.csv`` is damaged.
    """
    return MappingProxyType({a.name: a for a in parse_areas(shipped_table("areas.csv", AREA_COLUMNS))})


METRO_COLUMNS = ("town", "city", "country")


def parse_metros(rows: Iterable[Row]) -> dict[tuple[str, str], str]:
    """(Town, state) -> the city that it belongs to.

    Raises:
        BadTable: a town that stands in two rows, or that is its own city.
    """
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        key = (row.text("town"), row.text("country"))
        if key in found or key[0] == row.text("city"):
            raise row.bad(f"{key[0]} stands in two rows, or is its own city")
        found[key] = row.text("city")
    return found


@cache
def metros() -> Mapping[tuple[str, str], str]:
    """Suburbs and palace towns that reports name by turns with their city: (town, ISO alpha-3) -> city.

    Raises:
        BadTable: ``metros.csv`` is damaged.
    """
    return MappingProxyType(parse_metros(shipped_table("metros.csv", METRO_COLUMNS)))
