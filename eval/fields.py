"""When and where claims happened, held against beds of one sentence or two (`tests/golden/claim_*.jsonl`).

Each row names the words that tell of one claim (``quote``) and the days or the place that these words give it, or null
where they give none. Of the claims that touch the quotation the one is asked whose predicate stands in it with most
letters; where there is none the row counts as not found, and its day or place is not asked.

event_found    rows whose quotation some claim touches
date, place    of these, the ones with the row's own days; or with its place, by name and state

Of a row with null a claim is right that has none; a day that it only has from the story around it is none of its own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from score import Figure, Miss

if TYPE_CHECKING:
    from communique.annotate.pipeline import Coder
    from communique.model.records import Claim
    from communique.model.values import Place, Span

Row = Mapping[str, Any]
_FROM_AROUND = frozenset({"story", "inferred"})


def score_fields(rows: Iterable[Row], field: str, coder: Coder) -> tuple[dict[str, Figure], tuple[Miss, ...]]:
    """The figures of the rows' ``field`` ("date" or "place") and what was missed."""
    asked = found = right = 0
    misses: list[Miss] = []
    for row in rows:
        asked += 1
        day = row["published"]
        reading = coder.read(row["text"], published=day and dt.date.fromisoformat(day))
        claim = claim_at(reading.claims, row)
        if claim is None:
            misses.append(
                _miss(row, "event_found", _told(row[field]), [c.predicate.of(row["text"]) for c in reading.claims])
            )
            continue
        found += 1
        agrees, got = (_date_agrees if field == "date" else _place_agrees)(row[field], claim)
        right += agrees
        if not agrees:
            misses.append(_miss(row, field, _told(row[field]), got))
    return {"event_found": Figure(found, asked), field: Figure(right, found)}, tuple(misses)


def claim_at(claims: Sequence[Claim], row: Row) -> Claim | None:
    """The claim that the row's quotation is about: its predicate first, else any of its words, as many as may be."""
    start = row["text"].index(row["quote"])
    end = start + len(row["quote"])

    def overlap(span: Span) -> int:
        return max(0, min(int(span.end), end) - max(int(span.start), start))

    def rank(claim: Claim) -> tuple[int, int, int]:
        return overlap(claim.predicate), sum(map(overlap, claim.spans)), -claim.predicate.start

    touching = [c for c in claims if rank(c)[:2] != (0, 0)]
    return max(touching, key=rank, default=None)


def in_dev(row: Row) -> bool:
    """Whether the row is of the half that rules may be made by; rows of one text stay together."""
    return hashlib.blake2b(row["id"].split("-")[0].encode(), digest_size=2).digest()[0] % 2 == 0


def _date_agrees(wanted: Sequence[str] | None, claim: Claim) -> tuple[bool, str]:
    date = claim.date
    if date is None or date.start is None:
        return wanted is None, "-"
    days = [str(date.start), str(date.end or date.start)]
    told = f"{'; '.join(days)} ({date.basis})"
    return (date.basis.value in _FROM_AROUND if wanted is None else days == list(wanted)), told


def _place_agrees(wanted: Mapping[str, str] | None, claim: Claim) -> tuple[bool, str]:
    place: Place | None = claim.place
    if place is None or wanted is None:
        return place is None and wanted is None, _told(place and {"name": place.name, "country": place.country})
    alike = _words(wanted["name"]) <= _words(place.name) or _words(place.name) <= _words(wanted["name"])
    told = _told({"name": place.name, "country": place.country})
    return alike and place.country == wanted["country"], told


def _told(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{value['name']}/{value['country'] or '-'}"
    return "; ".join(value) if value else "-"


def _miss(row: Row, figure: str, wanted: str, got: Any) -> Miss:
    return Miss(row["id"], row["id"], figure, row["quote"], wanted, "; ".join(got) if isinstance(got, list) else got)


def _words(text: str) -> frozenset[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    return frozenset(re.findall(r"[a-z0-9]+", bare)) - {"the"}
