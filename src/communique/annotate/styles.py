"""Styles before a person's name ("Datuk Seri", "Daw", "Sheikh"): no part of the name, and some tell who is a woman."""

from __future__ import annotations

from functools import cache

from communique.annotate.tables import rows

_LONGEST = 2  # words of a style
# Also ordinary letters and words: a style only where the word is written as one and a name follows.
_AMBIGUOUS = frozenset({"u", "don", "adi", "nai", "lok", "pak", "lady", "lord", "nana", "tun", "sri", "hon."})


@cache
def styles() -> dict[str, bool | None]:
    """Every style in lower case, with whether it is a woman's; None where both bear it.

    Raises:
        BadTable: when the shipped table is damaged.
    """
    found = rows("styles.csv", ["style", "gender", "note"], ["style"])
    return {row["style"]: {"f": True, "m": False}.get(row["gender"]) for _, row in found}


def style_length(words: list[str]) -> int:
    """How many of the first words are styles, the name itself left over: "Datuk Seri Zulkifli Rahmat" has two."""
    length = 0
    while length < len(words) - 1:
        for size in (_LONGEST, 1):
            style = " ".join(words[length : length + size])
            if length + size < len(words) and style[:1].isupper() and style.lower() in styles():
                length += size
                break
        else:
            return length
    return length


def is_style(word: str) -> bool:
    """True for a single word that is a style and hardly ever anything else."""
    return word[:1].isupper() and word.lower() in styles() and word.lower() not in _AMBIGUOUS


def style_gender(words: list[str]) -> bool | None:
    """Whether a style among the words is a woman's (True) or a man's (False); None when none tells."""
    at = 0
    while at < len(words):
        for size in (_LONGEST, 1):
            style = " ".join(words[at : at + size]).lower()
            if style in styles():
                if styles()[style] is not None:
                    return styles()[style]
                at += size
                break
        else:
            at += 1
    return None
