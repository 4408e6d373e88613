"""Reporting cues as data: which words announce that someone said something, and how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.annotate.tables import rows
from communique.errors import BadTable

_COLUMNS = ["lemma", "pos", "manner", "bare", "addressee", "object"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One reporting cue. ``bare``: its object alone makes a statement. ``objects``: nouns it needs ("express" +
    "hope").
    """

    lemma: str
    manner: str
    bare: bool
    addressee: str
    objects: frozenset[str]
    particle: str = ""


@cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """Cues by the lemma of their verb; those with a particle ("point out") first.

    Raises:
        BadTable: an unknown value in the shipped table.
    """
    found: dict[str, list[Cue]] = {}
    for line, row in rows("cues.csv", _COLUMNS, ["lemma", "pos", "manner", "bare"]):
        if row["bare"] not in {"yes", "no"} or row["addressee"] not in {"", "obj", "to", "with"}:
            raise BadTable(
                f"cues.csv:{line}: bare or addressee is wrong", "bare is yes or no; addressee obj, to or with"
            )
        lemma, _, particle = row["lemma"].partition("_")
        objects = frozenset(w for w in row["object"].split("|") if w)
        cue = Cue(lemma, row["manner"], row["bare"] == "yes", row["addressee"], objects, particle)
        found.setdefault(lemma, []).append(cue)
    return {lemma: tuple(sorted(entries, key=lambda c: not c.particle)) for lemma, entries in found.items()}
