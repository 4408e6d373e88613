"""In what language a text is: long and short, headlines of names, what is no text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.documents.language import find_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers of the two countries met in Oslo on Tuesday. " * 8, "en"),
        ("The ministers of the two countries met.", "en"),
        ("Tokyo has provided five patrol ships to Manila.", "en"),
        ("Moscow vowed to respond.", "en"),
        ("Angola, Zambia sign railway deal", "en"),
        ("Peru recalls envoy from Bolivia", "en"),
        ("Lavrov arrives in Hanoi", "en"),
        ("Putin, Xi hold talks in Samarkand", "en"),
        ("KUALA LUMPUR, Dec 4 (Bernama) -- Malaysia", "en"),
        ("Die Minister beider Länder trafen sich am Dienstag in Oslo und sprachen über die Straße.", "de"),
        ("Les ministres des deux pays se sont rencontrés mardi à Oslo pour parler de la route.", "fr"),
        ("El ministro ha dicho que las conversaciones seguirán en Oslo durante la semana.", "es"),
        ("O presidente do Brasil visitou Luanda na segunda-feira.", "pt"),
        ("Menteri Luar Negeri Indonesia bertemu dengan mitranya di Jakarta.", "id"),
        ("Ngoại trưởng hai nước gặp nhau tại Oslo hôm thứ Ba.", "vi"),
        ("Министры двух стран встретились в Осло.", "ru"),
        ("Rais wa Kenya alikutana na mwenzake wa Tanzania jijini Dodoma.", "sw"),
        ("Dışişleri Bakanı Ankara'da mevkidaşıyla görüştü.", "tr"),
        ("Ang pangulo ng Pilipinas ay nakipagkita kay Xi.", "tl"),
        ("President Ramaphosa het Maandag met sy eweknie gepraat.", "af"),
        # What English borrows does not make a text English.
        ("Le communiqué conjoint dit que le « Belt and Road Forum » aura lieu à Pékin en octobre prochain.", "fr"),
        ("", "und"),
        ("12 / 34 — 56", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert find_language(text) == language


@given(st.text(max_size=200))
def test_any_text_has_a_code(text: str) -> None:
    assert find_language(text).isalpha()
    assert find_language(text) == find_language(text)
