"""Strategies for any of the model's dataclasses with all their fields, the optional ones too."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import types
import typing

from hypothesis import strategies as st

_PLAIN = {
    str: st.text(max_size=8),
    int: st.integers(0, 10_000),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
    dt.date: st.dates(),
}


def of(kind: typing.Any) -> st.SearchStrategy[typing.Any]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(of(a) for a in arguments))
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(of(a) for a in arguments))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(list(kind))
    hints = typing.get_type_hints(kind)
    if dataclasses.is_dataclass(kind):
        return st.builds(kind, **{f.name: of(hints[f.name]) for f in dataclasses.fields(kind)})
    return st.builds(kind, **{name: of(hint) for name, hint in hints.items()})  # a NamedTuple
