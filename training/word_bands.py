"""Writes `src/communique/documents/data/word_bands.toml`: how common the words of English are, in bands.

usage: python training/word_bands.py

The vocabulary of the base model (BERT's, Apache-2.0) lists its words by falling frequency in books and an
encyclopaedia, which is all that is taken from it. The function words of other languages are those that spaCy ships
(MIT).
"""

from __future__ import annotations

import importlib
import json
import re
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOKENIZER = ROOT / "src/communique/annotate/relations/model/tokenizer.json"
TABLE = ROOT / "src/communique/documents/data/word_bands.toml"
FIRST = 996  # entry of the vocabulary; before it stand marks, and letters and signs in the order of their codes
IGNORED = 150  # words
LANGUAGES = "ar bg cs da de el es fa fr he hr hu id it nb nl pl pt ro ru sr sv tr uk vi".split()
WORD = re.compile(r"[^\W_]{2,}|[ai]")
HEAD = """\
# How common words are, for telling stories apart (documents/story_words.py). Made by training/word_bands.py, which
# tells from what; not to be edited by hand. Words in lower case, separated by blanks.
"""


def bands() -> dict[int, list[str]]:
    """The rank in the middle of each band (0: too common to tell anything) -> its words, most common first."""
    vocabulary = json.loads(TOKENIZER.read_text(encoding="utf-8"))["model"]["vocab"]
    words = [w for w, n in sorted(vocabulary.items(), key=lambda entry: entry[1]) if n >= FIRST and WORD.fullmatch(w)]
    found: dict[int, list[str]] = {}
    for rank, word in enumerate(words, 1):
        band = 0
        if rank > IGNORED:
            band = IGNORED
            while rank > band * 2**0.5:
                band *= 2
        found.setdefault(band, []).append(word)
    return found


def function_words() -> list[str]:
    """Words of other languages that are as common there, and no words of English."""
    found = set[str]()
    for language in LANGUAGES:
        found |= set(importlib.import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS)
    english = {word for words in bands().values() for word in words}
    return sorted(w for w in found - english if WORD.fullmatch(w) and w == w.casefold())


def block(words: list[str]) -> str:
    """The words as a string of TOML, in lines."""
    return '"""\n' + "\n".join(textwrap.wrap(" ".join(words), 120)) + '\n"""\n'


def main() -> None:
    """Write the table."""
    found = bands()
    parts = [HEAD, f"# They tell nothing.\nignored = {block(found.pop(0))}"]
    parts.append(f"# Nor do the function words of other languages.\nother_languages = {block(function_words())}")
    parts.append("# Words by how many are more common, about.\n[more_common]\n")
    parts += [f"{rank} = {block(words)}" for rank, words in sorted(found.items())]
    TABLE.write_text("\n".join(parts), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
