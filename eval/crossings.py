"""What the articles beside the checkout show only together: which of them tell of one happening, and where they differ.

Five articles on one pair of states: a call (2020), talks in Moscow (2021), a visit to Hanoi (2022), and two reports of
another visit to Hanoi (2024). The figure counts statements about them that hold of an export:

- the two reports of 2024 share their visit, and their meeting of the two presidents;
- the visit of 2022 shares no event with any other article, nor do the talks of 2021;
- the previous visit is contradicted between the two reports, and so is the number of agreements;
- the counts of abstentions, told for two different years, are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from score import Figure

Row = Mapping[str, Any]


def crossings(rows: Iterable[Row]) -> Figure:
    """The statements that hold, of those that there are."""
    listed = list(rows)
    file_of = {r["id"]: str(r.get("uri", "")).rsplit("/", 1)[-1][:3] for r in listed if r["kind"] == "document"}
    claims = {r["id"]: r for r in listed if r["kind"] == "claim"}
    events = [r for r in listed if r["kind"] == "event"]
    told = {e["id"]: {file_of[claims[c]["document"]] for c in e["claims"]} for e in events}

    def shared(*forms: str) -> bool:
        return any(e.get("form") in forms and {"001", "002"} <= told[e["id"]] for e in events)

    def alone(article: str) -> bool:
        own = [files for files in told.values() if article in files]
        return bool(own) and all(files == {article} for files in own)

    def contradicted(field: str) -> bool:
        return any(
            x["kind"] == "contradiction" and x["type"] == "contradiction" and x["field"].startswith(field)
            for x in listed
        )

    votes = {c for c, r in claims.items() if r.get("form") == "vote"}
    about_votes = any(
        x["kind"] == "contradiction" and any(c in votes for v in x["values"] for c in v["claims"]) for x in listed
    )
    holds = [
        shared("visit"),
        shared("meeting", "negotiation"),
        alone("000"),
        alone("003") and alone("004"),
        contradicted("previous visit"),
        contradicted("quantity: agreement"),
        bool(votes) and not about_votes,
    ]
    return Figure(sum(holds), len(holds))
