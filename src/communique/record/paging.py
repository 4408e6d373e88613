"""Parts of long lists: which rows are wanted, and those that come after the last one that was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from communique.record.store import Store

Key = tuple[str, str]
T = TypeVar("T")


@dataclass(slots=True)
class Wanted:
    """Rows of one narrow table: those whose id is in each of some sets, and of which each of some clauses is true.

    ``table``: its name and what it is called in clauses ("event_glances g"); ``id``: its key column ("g.id").
    """

    table: str
    id: str
    sets: list[tuple[str, str]] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def among(self, sql: str, value: str) -> None:
        """Only rows whose id is in what ``SELECT .. AS wanted ..`` with one parameter gives."""
        self.sets.append((sql, value))

    def where(self, clause: str, value: str | None) -> None:
        """Only rows of which a clause with one parameter is true; all where the value is None."""
        if value is not None:
            self.clauses.append(clause)
            self.values.append(value)

    def source(self) -> tuple[str, tuple[str, ...]]:
        """``FROM .. WHERE ..`` with its parameters.

        The first set is gone through and decides which rows are looked up; without one it is the whole table, in the
        order of an index. SQLite has no counts to choose by, and may go through the longer way instead.
        """
        if not self.sets:
            return f"FROM {self.table} WHERE {' AND '.join(self.clauses) or '1'}", tuple(self.values)
        first, *others = self.sets
        begin = f"(SELECT DISTINCT wanted FROM ({first[0]})) CROSS JOIN {self.table}"
        clauses = (f"{self.id} = wanted", *(f"{self.id} IN ({sql})" for sql, _ in others), *self.clauses)
        return f"FROM {begin} WHERE {' AND '.join(clauses)}", (*(value for _, value in self.sets), *self.values)


def keys(
    store: Store,
    wanted: Wanted,
    text: str,
    *,
    newest: bool = False,
    after: Key | None = None,
    limit: int | None = None,
) -> tuple[Key, ...]:
    """The keys of wanted rows: the value of ``text``, an SQL expression, and the id.

    In their order, or with ``newest`` by the first from its end; by id where that is the same. ``after``: only those
    behind this one; ``limit``: no more than so many.
    """
    source, values = wanted.source()
    if after is not None:
        first, then = ("<=", "<") if newest else (">=", ">")
        source += f" AND {text} {first} ? AND ({text} {then} ? OR {wanted.id} > ?)"
        values = (*values, after[0], after[0], after[1])
    order = f"{text} {'DESC' if newest else 'ASC'}, {wanted.id}"
    sql = f"SELECT {text}, {wanted.id} {source} ORDER BY {order} LIMIT ?"
    return tuple((first, id) for first, id in store.rows(sql, (*values, at_most(limit))))


def at_most(limit: int | None) -> int:
    """What LIMIT says: no bound when None, nothing below one."""
    return -1 if limit is None else max(limit, 0)


def in_order(ids: Sequence[str], found: Mapping[str, T]) -> tuple[T, ...]:
    """What was found, in the order in which it was asked for, each once; what is not there is left out."""
    return tuple(found[id] for id in dict.fromkeys(ids) if id in found)
