"""What languages are called. Table: `languages.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from communique.errors import BadTable


def language(code: str) -> str:
    """A language by its English name; the code itself where we have none.

    >>> language("vi"), language("tlh")
    ('Vietnamese', 'tlh')
    """
    return language_names().get(code, code)


@cache
def language_names() -> Mapping[str, str]:
    """English names of languages by ISO 639-1 code.

    Raises:
        BadTable: when `languages.toml` is damaged.
    """
    text = resources.files("communique.views").joinpath("languages.toml").read_text(encoding="utf-8")
    try:
        return {code: str(name) for code, name in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"languages.toml: {error}", "reinstall communique") from error
