"""On which day talks opened or a visit began, by the words of the sentence, and which round of talks it was."""

from __future__ import annotations

import re

_OPENED = re.compile(
    r"(?i)\b(?:talks|negotiations?|round|consultations|dialogue|conference|summit|session)\b[^.;]{0,80}"
    r"\b(?:open(?:s|ed)|beg[au]n|begins|start(?:s|ed)|commenced|kicked off|got under ?way|resumed)\b|"
    r"\b(?:open(?:s|ed)|beg[au]n|begins|start(?:s|ed)|commenced|kicked off|resumed)\b[^.;]{0,60}"
    r"\b(?:talks|negotiations?|round|consultations|dialogue|conference|summit|session)\b"
)
_ROUND = re.compile(
    r"(?i)\b((?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|(?:\w+-)?\w+teenth|tenth|eleventh|twelfth|"
    r"\d+(?:st|nd|rd|th)))(?: [\w-]+){0,4} (?:round|meeting|session|consultations?|dialogue|summit|talks)\b"
)
# A visit of several days, told on one of them.
_LASTING = re.compile(
    r"(?i)\b(?:(?:first|second|third|fourth|last|final|closing|opening) day|(?:two|three|four|five|\d)[- ]days?|"
    r"end(?:s|ed|ing)?|clos(?:es|ed|ing)|conclud\w+|wrap\w*|complet\w+|left|leaves?|depart\w*|return\w*|continu\w+)\b"
)


def opened(sentence: str) -> bool:
    """Talks opened, not only were they held.

    >>> opened("The third round of talks got under way in Muscat on Sunday."), opened("The talks ended on Monday.")
    (True, False)
    """
    return _OPENED.search(sentence) is not None


def rounds_of(sentence: str) -> frozenset[str]:
    """Which rounds are named.

    >>> sorted(rounds_of("The Third border meeting followed on the second round."))
    ['second', 'third']
    """
    return frozenset(word.casefold() for word in _ROUND.findall(sentence))


def lasts(sentence: str) -> bool:
    """It is told as something of several days, of which this may be any but the first.

    >>> lasts("On the second day they toured the port."), lasts("He landed on Tuesday.")
    (True, False)
    """
    return _LASTING.search(sentence) is not None
