"""Organisations that act or are acted on beside states: the UN and its bodies, blocs, ministries, parliaments, parties,
companies and armed groups, each with the state that it belongs to, where it belongs to one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.states import state_codes
from communique.knowledge.tables import Row, refuse_repeats, shipped_table
from communique.model.ids import slug
from communique.model.ontology import ontology

COLUMNS = ("name", "aliases", "country", "sector", "kind", "members", "origin")
INSTITUTION_COLUMNS = ("phrase", "sector", "kind")
KINDS = ("igo", "bloc", "ministry", "parliament", "party", "army", "company", "court", "armed-group", "ngo", "other")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation.

    Args:
        id: slug of its name.
        name: display name.
        aliases: other forms in print.
        country: ISO alpha-3 of the state that it is of or acts from; None for one of many states.
        sector: PLOVER sector.
        kind: one of ``KINDS``.
        members: ISO alpha-3 of today's member states where the table lists them, sorted.
        origin: where it can be checked.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    sector: str
    kind: str
    members: tuple[str, ...]
    origin: str


def parse_organisations(rows: Sequence[Row]) -> tuple[Organisation, ...]:
    """Check and build organisations, sorted by id.

    Raises:
        BadTable: an unknown country, member, sector or kind, or a surface form that two organisations share.
    """
    refuse_repeats(((r, slug(r.cells["name"])) for r in rows), "id")
    refuse_repeats(((r, n) for r in rows for n in (r.text("name"), *r.many("aliases"))), "name")
    return tuple(sorted((_organisation(r) for r in rows), key=lambda o: o.id))


def _organisation(row: Row) -> Organisation:
    members = row.many("members")
    if unknown := sorted(set(members) - state_codes()):
        raise row.bad(f"members has unknown codes {', '.join(unknown)}")
    return Organisation(
        id=slug(row.text("name")),
        name=row.text("name"),
        aliases=row.many("aliases"),
        country=row.optional_choice("country", state_codes()),
        sector=row.choice("sector", ontology().sectors),
        kind=row.choice("kind", KINDS),
        members=tuple(sorted(members)),
        origin=row.text("origin"),
    )


@cache
def organisations() -> tuple[Organisation, ...]:
    """All organisations, sorted by id.

    Raises:
        BadTable: ``organisations.csv`` is damaged.
    """
    return parse_organisations(shipped_table("organisations.csv", COLUMNS))


@cache
def _by_id() -> Mapping[str, Organisation]:
    return MappingProxyType({one.id: one for one in organisations()})


def organisation(id: str) -> Organisation | None:
    """The organisation with this id ("asean"); None when the table has none."""
    return _by_id().get(id)


@cache
def organisation_names() -> Mapping[str, Organisation]:
    """Every surface form exactly as printed, without the article, with its organisation."""
    named = {name: one for one in organisations() for name in (one.name, *one.aliases)}
    return MappingProxyType(dict(sorted(named.items())))


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that every state has one of. ``phrase`` is lower-case and follows a state's adjective or possessive:

    "Iranian *foreign ministry*", "Peru's *congress*".
    """

    phrase: str
    sector: str
    kind: str


def parse_institutions(rows: Sequence[Row]) -> tuple[Institution, ...]:
    """Check and build institutions, sorted by phrase.

    Raises:
        BadTable: a phrase that stands twice or is not lower-case, an unknown sector or kind.
    """
    refuse_repeats(((r, r.text("phrase")) for r in rows), "phrase")
    found = []
    for row in rows:
        if (phrase := row.text("phrase")) != phrase.lower():
            raise row.bad(f"{phrase!r} is not lower-case")
        found.append(Institution(phrase, row.choice("sector", ontology().sectors), row.choice("kind", KINDS)))
    return tuple(sorted(found, key=lambda i: i.phrase))


@cache
def institutions() -> Mapping[str, Institution]:
    """Bodies that every state has, by lower-case phrase.

    Raises:
        BadTable: ``institutions.csv`` is damaged.
    """
    listed = parse_institutions(shipped_table("institutions.csv", INSTITUTION_COLUMNS))
    return MappingProxyType({i.phrase: i for i in listed})
