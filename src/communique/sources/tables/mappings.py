"""Known shapes of tables of articles (``data/mappings.toml``): which column holds which field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from communique.errors import BadTable

FIELDS = ("text", "html", "title", "uri", "source", "domain", "published", "language", "seen")
"""What is read of an article; ``domain`` stands in for a source without a name."""

ABSENT: Final = object()
"""What `Row.at` gives for a column that is not there; one that is there may hold None."""

_TABLE = "mappings.toml"
_BLANKS = re.compile(r"[\s_-]+")
_SHAPE_KEYS = frozenset({"name", "about", "needs", "whole", "cut", "kind", *FIELDS})
_KIND_KEYS = frozenset({"key", "read", "over"})
_DEEPEST = 4  # names in a dotted path


@dataclass(frozen=True, slots=True)
class Kind:
    """A column that says what a row is: values under which it is an article, and those under which it is none."""

    key: str
    read: frozenset[str]
    over: frozenset[str]

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self.read | self.over


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of table. Names of columns are folded; ``fields`` has for each of `FIELDS` where to look, in order."""

    name: str
    needs: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    whole: bool = False
    cut: re.Pattern[str] | None = None
    kind: Kind | None = None

    @property
    def known(self) -> bool:
        """False for the last shape, which takes what no other does."""
        return bool(self.needs)


@dataclass(frozen=True, slots=True)
class Mappings:
    """The whole table: shapes in the order in which they are tried, paths of lists, keys that hold an article."""

    shapes: tuple[Shape, ...]
    lists: frozenset[str]
    packed: tuple[str, ...]

    def shape_of(self, row: Row) -> Shape:
        """The first shape that fits a row."""
        return next(s for s in self.shapes if _fits(s, row))

    @property
    def columns(self) -> frozenset[str]:
        """Every column that any shape asks for, folded; of a path its first name too."""
        paths = {p for s in self.shapes for p in (*s.needs, *(f for paths in s.fields.values() for f in paths))}
        kinds = {s.kind.key for s in self.shapes if s.kind is not None}
        return frozenset(paths | kinds | {p.partition(".")[0] for p in paths})

    @property
    def ways(self) -> frozenset[str]:
        """The paths on which a list of articles may lie."""
        return frozenset(p[:i] for p in self.lists for i, c in enumerate(p) if c == ".")


def fold(name: str) -> str:
    """A column's name without what people vary: ``Published_At`` and ``published at`` are ``publishedat``."""
    return _BLANKS.sub("", name).lower()


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one article, found by their folded names."""

    values: Mapping[str, object]
    folded: Mapping[str, object] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", _folded(self.values))

    def has(self, path: str) -> bool:
        """True when there is such a column, filled or not."""
        return self.at(path) is not ABSENT

    def at(self, path: str) -> object:
        """What stands at a folded path, or ``ABSENT``."""
        if path in self.folded:  # a table may well call a column "source.name"
            return self.folded[path]
        here: object = self.folded
        for i, name in enumerate(path.split(".")):
            if not isinstance(here, Mapping):
                return ABSENT
            here = (here if i == 0 else _folded(here)).get(name, ABSENT)
        return here

    def named(self, column: str) -> object:
        """What stands in the column that the user calls so: by the very name, else by the folded one."""
        return self.values[column] if column in self.values else self.at(fold(column))


def _folded(values: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in values.items():
        found.setdefault(fold(str(key)), value)
    return found


def _fits(shape: Shape, row: Row) -> bool:
    if not all(row.has(path) for path in shape.needs):
        return False
    return shape.kind is None or row.at(shape.kind.key) in shape.kind


def is_over(shape: Shape, row: Row) -> str | None:
    """What a row is that is no article, by its own word; None for an article."""
    word = row.at(shape.kind.key) if shape.kind is not None else None
    return word if shape.kind is not None and isinstance(word, str) and word in shape.kind.over else None


@cache
def mappings() -> Mappings:
    """The shipped table.

    Raises:
        BadTable: it is damaged.
    """
    text = resources.files("communique.sources.tables").joinpath("data", _TABLE).read_text(encoding="utf-8")
    return parse_mappings(text)


def parse_mappings(text: str, name: str = _TABLE) -> Mappings:
    """Check and build the table; ``name`` is what the errors call it.

    Raises:
        BadTable: not TOML; an unknown or missing key; a path that is none; two shapes of one name; a shape without
            ``needs`` that is not the last, or a last one with them or without a field.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"{name}: {error}", "reinstall communique") from error
    lists, rows = table.get("lists"), table.get("shape")
    if set(table) != {"lists", "shape"} or not isinstance(lists, dict) or not isinstance(rows, list):
        raise BadTable(f"{name}: holds {', '.join(sorted(table))}", "it should hold [lists] and [[shape]]")
    if set(lists) != {"paths", "packed"}:
        raise BadTable(f"{name}: [lists] has {', '.join(sorted(lists))}", "it should have paths and packed")
    bare = [_Entry(name, i, row) for i, row in enumerate(rows, 1) if isinstance(row, dict)]
    if not bare:
        raise BadTable(f"{name}: no shape", "add one under [[shape]]")
    last = bare[-1].own_fields()
    if missing := [f for f in FIELDS if not last.get(f)]:
        raise bare[-1].bad(f"no {missing[0]}", "the last shape takes every table and needs every field")
    shapes = tuple(entry.shape(last, last=entry is bare[-1]) for entry in bare)
    names = [s.name for s in shapes]
    for entry, shape in zip(bare, shapes, strict=True):
        if names.count(shape.name) > 1:
            raise entry.bad("the name is there twice", "call one of them otherwise")
    head = _Entry(name, 0, lists)
    head.paths("packed")  # checked; not folded, since "_source" is no "source"
    return Mappings(shapes, frozenset(head.paths("paths")), tuple(lists["packed"]))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the table with its place, so that what is wrong with it can be found."""

    file: str
    number: int
    values: Mapping[str, object]

    def bad(self, what: str, hint: str) -> BadTable:
        name = self.values.get("name")
        place = f"shape {self.number} ({name})" if self.number else "[lists]"
        return BadTable(f"{self.file}: {place}: {what}", hint)

    def paths(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.bad(f"{key} is {value!r}", "it should be a list of columns")
        for path in value:
            if not isinstance(path, str) or not 0 < len(path.split(".")) <= _DEEPEST or not all(path.split(".")):
                raise self.bad(f"{key} has {path!r}", "a column is a name, or names joined by dots")
        return tuple(fold(path) for path in value)

    def own_fields(self) -> dict[str, tuple[str, ...]]:
        return {f: self.paths(f) for f in FIELDS if f in self.values}

    def shape(self, rest: Mapping[str, tuple[str, ...]], *, last: bool) -> Shape:
        """The shape; ``rest`` is where the last shape finds each field."""
        if unknown := sorted(set(self.values) - _SHAPE_KEYS):
            raise self.bad(f"unknown key {unknown[0]}", f"known are {', '.join(sorted(_SHAPE_KEYS))}")
        for key in ("name", "about"):
            if not isinstance(self.values.get(key), str) or not self.values[key]:
                raise self.bad(f"no {key}", "say what it is called and where it can be checked")
        needs = self.paths("needs")
        if bool(needs) is last:
            raise self.bad(f"needs is {list(needs)}", "the last shape needs nothing, every other something")
        whole = self.values.get("whole", False)
        if not isinstance(whole, bool):
            raise self.bad(f"whole is {whole!r}", "it should be true or false")
        fields = {f: self._with_rest(f, rest) for f in FIELDS}
        return Shape(str(self.values["name"]), needs, fields, whole, self._cut(), self._kind())

    def _with_rest(self, key: str, rest: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        if key in self.values and not self.paths(key):
            return ()
        return tuple(dict.fromkeys((*self.paths(key), *rest[key])))

    def _cut(self) -> re.Pattern[str] | None:
        value = self.values.get("cut")
        if value is None:
            return None
        try:
            return re.compile(str(value))
        except re.error as error:
            raise self.bad(f"cut: {error}", "it should be a regular expression") from error

    def _kind(self) -> Kind | None:
        value = self.values.get("kind")
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != _KIND_KEYS or not isinstance(value["key"], str):
            raise self.bad(f"kind is {value!r}", "it should have key, read and over")
        read, over = value["read"], value["over"]
        if not all(isinstance(v, list) and v and all(isinstance(x, str) for x in v) for v in (read, over)):
            raise self.bad(f"kind is {value!r}", "read and over should be lists of words")
        return Kind(fold(value["key"]), frozenset(read), frozenset(over))
