"""What came of talks: agreement, or nothing. Table: `outcomes.csv`."""

from __future__ import annotations

import re
from functools import cache

from communique.annotate.tables import rows
from communique.errors import BadTable

OUTCOMES = ("no-result", "agreed")


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
    """ "no-result" or "agreed", where these words of a report on talks tell it.

    >>> outcome_of("The round ended in Doha without any result."), outcome_of("They parted with an agreement on tolls.")
    ('no-result', 'agreed')
    """
    return next((outcome for outcome, pattern in _patterns() if pattern.search(words)), None)
