"""Languages by their names."""

from __future__ import annotations

from communique.views.languages import language, language_names


def test_languages_have_names() -> None:
    names = language_names()
    assert names["vi"] == "Vietnamese"
    assert all(len(code) == 2 and name[:1].isupper() for code, name in names.items())
    assert language("tlh") == "tlh"
