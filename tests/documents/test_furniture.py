"""The shipped rules load, and a damaged table says where."""

from __future__ import annotations

import pytest

from communique.documents.furniture import first_fit, parse, parse_words, rules, words_of
from communique.errors import BadTable
from communique.model.records import READ_PARTS

RULE = '[[rule]]\nkind = "footer"\nwhy = "w"\nwhere = "any"\nwords = 5\nsentence = true\npatterns = ["a"]\n'


def test_shipped_rules() -> None:
    assert len(rules()) > 50
    assert all(rule.kind not in READ_PARTS and rule.why for rule in rules())
    for name in ("english", "small", "particles", "no_names"):
        assert words_of(name)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[[rule]]", "[[rule", "line 1"),
        (RULE, "", "no .*rule"),
        ('"footer"', '"body"', "rule 1: kind body is read"),
        ('"footer"', '"nonsense"', "rule 1"),
        ('kind = "footer"\n', "", "rule 1.*kind"),
        ('"any"', '"somewhere"', "rule 1: where"),
        ("words = 5", "words = 0", "rule 1: words"),
        ("words = 5", "words = true", "rule 1: words"),
        ("sentence = true", 'sentence = "yes"', "rule 1: sentence"),
        ('["a"]', "[]", "rule 1: no patterns"),
        ('["a"]', '["^a|b"]', "rule 1.*brackets"),
        ('["a"]', '["(?i)^a(b|c)|[|]"]', "rule 1.*brackets"),
        ('["a"]', '["("]', "rule 1"),
    ],
)
def test_damage_is_named(old: str, new: str, said: str) -> None:
    assert parse(RULE)
    with pytest.raises(BadTable, match=said):
        parse(RULE.replace(old, new))


@pytest.mark.parametrize("pattern", ["^(?:a|b)", "^[|]a", "^a[^|]", "(?i)^(?:a(b|c)|d)$", "a|b"])
def test_bars_in_brackets_are_fine(pattern: str) -> None:
    assert parse(RULE.replace('"a"', f"'{pattern}'"))


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter",
        "The gate of Moyale. Photo: Abebe Kebede",
        "ALL RIGHTS RESERVED",
        "The ministers met on Monday.",
        "Word " * 80 + "(Photo: Courier)",
        "Read also: a day at the gate",
    ],
)
@pytest.mark.parametrize("zones", [("any",), ("head", "edge"), ("tail", "edge")])
def test_the_short_way_finds_what_trying_all_rules_finds(line: str, zones: tuple[str, ...]) -> None:
    for words, sentence in ((4, False), (40, True), (80, False)):
        fits = (r for r in rules(zones) if words <= r.words and (r.sentence or not sentence) and r.pattern.search(line))
        assert first_fit(line, zones, words=words, sentence=sentence) == next(fits, None)


@pytest.mark.parametrize("raw", ["english = [", "other = 'a'", "english = ''", "english = 'The of'"])
def test_damaged_lists_are_named(raw: str) -> None:
    with pytest.raises(BadTable, match=r"words\.toml"):
        parse_words(raw, "english")
