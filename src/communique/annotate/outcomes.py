"""What came of talks: agreement, or nothing. Table: `outcomes.csv`."""

from __future__ import annotations

import re
from functools import cache

from communique.annotate.tables import rows
from communique.errors import BadTable

OUTCOMES = ("no-result", "agreed")
# That they meet again is no result.
_AGAIN = re.compile(
    r"(?i)agree\w*\s+(?:only\s+)?(?:to|on|that)\s+(?:\w+\s+){0,3}?"
    r"(?:meet|continue|resume|hold|keep|talk|return|another|further (?:talks|meetings?|rounds?|sessions?|contacts?))\b"
)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each outcome with its words, in the order in which they are asked.

    Raises:
        BadTable: an unknown outcome, or words that are no pattern.
    """
    found = []
    for line, row in rows("outcomes.csv", ["outcome", "words"], ["outcome", "words"]):
        if row["outcome"] not in OUTCOMES:
            raise BadTable(f"outcomes.csv:{line}: unknown outcome {row['outcome']}", f"known: {', '.join(OUTCOMES)}")
        try:
            found.append((row["outcome"], re.compile(rf"\b(?:{row['words']})\b", re.IGNORECASE)))
        except re.error as error:
            raise BadTable(f"outcomes.csv:{line}: {row['words']} is no pattern: {error}", "correct it") from error
    return tuple(sorted(found, key=lambda pair: OUTCOMES.index(pair[0])))


def outcome_of(words: str) -> str | None:
    """ "no-result" or "agreed", where these words of a report on talks tell it; None where they tell of both.

    >>> outcome_of("The round ended in Doha without any result."), outcome_of("They parted with an agreement on tolls.")
    ('no-result', 'agreed')
    """
    found = {name: [m.span() for m in pattern.finditer(words)] for name, pattern in _merged().items()}
    failed = found["no-result"]
    agreed = [
        a for a in found["agreed"]
        if not any(a[0] < f[1] and f[0] < a[1] for f in failed) and not _AGAIN.match(words[a[0] :])
    ]  # fmt: skip
    if failed and agreed:
        return None  # "agreed on tolls but failed to agree on fish"
    return "no-result" if failed else "agreed" if agreed else None


@cache
def _merged() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(p.pattern for outcome, p in _patterns() if outcome == name), re.IGNORECASE)
        for name in OUTCOMES
    }
