"""Frozen dataclasses to JSON text and back, through pydantic. The same value gives the same text."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}  # building one takes milliseconds, using it microseconds


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def dump(value: object) -> str:
    """``value``, a dataclass, as compact JSON. Keys stand in the order of the fields."""
    return _adapter(type(value)).dump_json(value).decode("utf-8")


def load(kind: type[T], text: str) -> T:
    """The dataclass of type ``kind`` that `dump` made ``text`` from.

    Raises:
        ValueError: when the text is not one.
    """
    value: T = _adapter(kind).validate_json(text)
    return value


def dump_checked(value: object) -> str:
    """`dump`, after making sure that `load` gives the same value back.

    Raises:
        ValueError: when it does not (JSON has no infinite numbers, no lone surrogates). Half a value must not be kept.
    """
    text = dump(value)
    if load(type(value), text) != value:
        raise ValueError(f"a {type(value).__name__} does not come back the same from JSON")
    return text


def digest(*parts: str) -> str:
    """32 hex digits of BLAKE2b over the parts, length-framed."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8")
        state.update(f"{len(raw)}:".encode())
        state.update(raw)
    return state.hexdigest()
