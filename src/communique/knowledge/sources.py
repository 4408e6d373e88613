"""News agencies and outlets of the world: names, web domains, country, kind, and who owns them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.states import state_codes
from communique.knowledge.tables import Row, fold, refuse_repeats, shipped_table
from communique.model.ids import slug
from communique.model.records import Source

COLUMNS = ("name", "aliases", "domains", "country", "kind", "ownership", "origin")
KINDS = ("agency", "newspaper", "broadcaster", "government", "aggregator", "blog", "other")
OWNERSHIPS = ("state", "party", "private", "public", "exile", "unknown")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the table: the source as the record knows it, its web domains, and where it can be checked."""

    source: Source
    domains: tuple[str, ...]
    origin: str


def parse_outlets(rows: Sequence[Row]) -> tuple[Outlet, ...]:
    """Check and build outlets, sorted by id.

    Raises:
        BadTable: an unknown country, kind or ownership, a domain that is none, or a name or domain that two outlets
            share.
    """
    refuse_repeats(((r, slug(r.text("name"))) for r in rows), "id")
    refuse_repeats(
        ((r, k) for r in rows for k in sorted({fold(n) for n in (r.cells["name"], *r.many("aliases"))})), "name"
    )
    refuse_repeats(((r, d) for r in rows for d in r.many("domains")), "domain")
    return tuple(sorted((_outlet(r) for r in rows), key=lambda o: o.source.id))


def _outlet(row: Row) -> Outlet:
    domains = row.many("domains")
    for domain in domains:
        if not _DOMAIN.fullmatch(domain) or domain.startswith("www."):
            raise row.bad(f"domains has {domain!r}, not a bare lower-case domain")
    source = Source(
        id=slug(row.text("name")),
        name=row.text("name"),
        country=row.optional_choice("country", state_codes()),
        kind=row.choice("kind", KINDS),
        ownership=row.choice("ownership", OWNERSHIPS),
        aliases=row.many("aliases"),
    )
    return Outlet(source, domains, row.text("origin"))


@cache
def outlet_table() -> tuple[Outlet, ...]:
    """The whole table, sorted by id.

    Raises:
        BadTable: ``outlets.csv`` is damaged.
    """
    return parse_outlets(shipped_table("outlets.csv", COLUMNS))


@cache
def outlets() -> tuple[Source, ...]:
    """All outlets, sorted by id.

    Raises:
        BadTable: ``outlets.csv`` is damaged.
    """
    return tuple(o.source for o in outlet_table())


@cache
def outlet_names() -> Mapping[str, Source]:
    """Every surface form exactly as printed, without the article, with its outlet."""
    named = {n: s for s in outlets() for n in (s.name, *s.aliases)}
    return MappingProxyType(dict(sorted(named.items())))


@cache
def _by_folded_name() -> Mapping[str, Source]:
    return MappingProxyType({fold(n): s for n, s in outlet_names().items()})


def find_outlet(text: str) -> Source | None:
    """The outlet with this whole name or alias; case, diacritics and a leading "the" do not count."""
    key = fold(text)
    named = _by_folded_name()
    return named.get(key) or named.get(key.removeprefix("the "))


@cache
def _by_domain() -> Mapping[str, Source]:
    return MappingProxyType({d: o.source for o in outlet_table() for d in o.domains})


def outlet_of_domain(host: str) -> Source | None:
    """The outlet that publishes at ``host`` ("en.vietnamplus.vn"): the longest known domain that the host ends with.

    A scheme, port, path or user part is put aside, so a whole address may be given.
    """
    bare = host.strip().lower().partition("://")[2] or host.strip().lower()
    bare = re.split(r"[/?#]", bare, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].rstrip(".")
    labels = bare.split(".")
    for start in range(len(labels) - 1):
        if (found := _by_domain().get(".".join(labels[start:]))) is not None:
            return found
    return None
