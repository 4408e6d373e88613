"""In which language a text is written.

By py3langid: naive Bayes over byte n-grams (Lui and Baldwin, "langid.py: an off-the-shelf language identification
tool", 2012).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol, cast

from communique.documents.furniture import words_of

UNDETERMINED = "und"

_PLAIN_WORDS = 40  # words, from which the commonest words of English alone settle that a text is English
_PLAIN_SHARE = 0.2  # of them; measured: English news mostly 0.25 to 0.35, other languages below 0.1
_DOUBTFUL = 0.6  # probability below which names outweigh words, as in headlines
_READ = 20_000  # characters; more say nothing new
_WORD = re.compile(r"[^\W\d_]+")


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def find_language(text: str) -> str:
    """The ISO 639 code of the language, ``und`` for a text without words.

    A text of few words, most of them names, is taken for English where the guess is a weak one and nothing but plain
    letters stands in it: to read a headline in vain costs nothing, to pass it over loses what it tells.
    """
    words = [w.lower() for w in _WORD.findall(text[:_READ])]
    if not words:
        return UNDETERMINED
    share = sum(w in words_of("english") for w in words) / len(words)
    if len(words) >= _PLAIN_WORDS and share >= _PLAIN_SHARE:
        return "en"  # the commonest case needs no model, which takes longer to load than such a text to read
    code, sure = _identifier().classify(text[:_READ])
    if code == "en" or (sure < _DOUBTFUL and text.isascii()):
        return "en"
    return code


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second to load

    return cast(_Identifier, LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
