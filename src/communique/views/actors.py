"""Rows of actors and of their offices: who held which position, gathered by what shows it, with the words of texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from communique.model.records import Office
from communique.views.dates import iso
from communique.views.reader import ActorLike
from communique.views.rows import Library, source_name
from communique.views.shapes import ActorRow, OfficeRow, OfficeWords

_WORDS = 3  # documents whose words are shown with an office; all of them are named


def actor_rows(actors: Sequence[ActorLike]) -> list[ActorRow]:
    """Rows of these actors, most mentioned first."""
    return [actor_row(a) for a in sorted(actors, key=lambda a: (-a.mentions, a.name, a.id))]


def actor_row(actor: ActorLike, library: Library | None = None) -> ActorRow:
    """The row of one actor; ``library`` as for `office_rows`."""
    return ActorRow(
        id=actor.id,
        name=actor.name,
        kind=actor.kind.value,
        country=actor.country,
        sector=actor.sector,
        names=list(actor.names),
        offices=office_rows(actor.offices, library=library),
        documents=len(actor.documents),
        mentions=actor.mentions,
    )


def office_rows(
    offices: Iterable[Office],
    *,
    countries: Sequence[str] = (),
    position: str | None = None,
    on: dt.date | None = None,
    disputed: bool = False,
    library: Library | None = None,
) -> list[OfficeRow]:
    """Offices by state or organisation, position and day; what several documents tell of one holder is one row.

    Args:
        offices: as the record has them.
        countries: only those of these states, by code.
        position: only positions with this word or words.
        on: only who held it on this day; of what texts tell, those that tell it for a stretch with this day in it.
        disputed: only those against which something speaks.
        library: where the texts are whose words are to stand beside the offices that they show; without it none do.
    """
    kept = sorted(
        (
            o
            for o in offices
            if (not countries or o.country in countries)
            and (position is None or position.lower() in o.position)
            and not (disputed and not o.conflicts)
        ),
        key=_order,
    )
    rows = [_row(list(same), library) for _, same in groupby(kept, key=_held)]
    return [r for r in rows if on is None or _on(r, on)]


def _held(office: Office) -> tuple[str, ...]:
    """What makes two offices one row: the same holder, by the same kind of evidence; of a table each row is one."""
    row = "" if office.basis == "text" else f"{office.start} {office.end} {office.origin}"
    return (
        office.country or "",
        office.organisation or "",
        office.position,
        office.name,
        office.person,
        office.basis,
        row,
    )


def _order(office: Office) -> tuple[str, ...]:
    return (*_held(office), iso(office.start) or "9999", office.document or "")


def _row(same: Sequence[Office], library: Library | None) -> OfficeRow:
    first = same[0]
    starts, ends = [o.start for o in same if o.start], [o.end for o in same if o.end]
    closed = first.basis == "text" or first.end is not None
    return OfficeRow(
        actor=first.person,
        name=first.name,
        position=first.position,
        country=first.country,
        organisation=first.organisation,
        since=iso(min(starts)) if starts else None,
        until=iso(max(ends)) if ends and closed else None,
        basis=first.basis,
        documents=sorted({o.document for o in same if o.document}),
        origin=first.origin,
        conflicts=list(dict.fromkeys(c for o in same for c in o.conflicts)),
        words=[] if library is None else [_words(o, library) for o in same if o.document and o.spans][:_WORDS],
    )


def _words(office: Office, library: Library) -> OfficeWords:
    document, span = library[office.document or ""], office.spans[0]
    return OfficeWords(
        document=document.id,
        source=source_name(document),
        published=iso(document.published),
        start=span.start,
        end=span.end,
        text=span.of(document.text),
    )


def _on(row: OfficeRow, day: dt.date) -> bool:
    since, until = row["since"], row["until"]
    if row["basis"] == "text":
        until = until or since
        if since is None:
            return False
    return (since is None or since <= day.isoformat()) and (until is None or day.isoformat() <= until)
