"""What the shipped tables know of an organisation: its kind, its state, its members and since when."""

from __future__ import annotations

from communique import api
from communique.views.dates import iso
from communique.views.shapes import BodyRow, MemberRow


def body_row(actor: str) -> BodyRow | None:
    """The row of an organisation by its actor id ("org:asean"); None for what no table has."""
    prefix, _, id = actor.partition(":")
    known = api.organisation(id) if prefix == "org" else None
    if known is None:
        return None
    names = {one.code: one.name for one in api.all_states()}
    members = [
        MemberRow(state=m.state, name=names.get(m.state, m.state), since=iso(m.joined), until=iso(m.left))
        for m in api.memberships(known.id)
    ]
    return BodyRow(
        kind=known.kind,
        state=names.get(known.country) if known.country else None,
        members=sorted(members, key=lambda m: (m["name"], m["since"] or "")),
        origin=known.origin,
    )
