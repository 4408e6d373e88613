"""Drafts with nothing but parse and references, which is all that attributions rest on, and finders over them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from communique.annotate.attribution.finder import Attribution, Finder
from communique.annotate.pipeline import Coder, bare_document
from communique.annotate.quotations import quotations
from communique.annotate.stage import Draft
from communique.annotate.syntax import Sentence


@pytest.fixture(scope="session")
def resolved(coder: Coder) -> Callable[[str], Draft]:
    """The working sheet as far as references are resolved."""

    @cache
    def worked(text: str) -> Draft:
        made = Draft(bare_document(text))
        coder.apply(made, last="coreference")
        return made

    return worked


@pytest.fixture(scope="session")
def find(resolved: Callable[[str], Draft]) -> Callable[..., list[Attribution]]:
    """The attributions of a text of one paragraph, as tokens."""

    def found(text: str, *, attitudes: bool = True, opens_next: bool = False) -> list[Attribution]:
        draft = resolved(text)
        (paragraph,) = draft.paragraphs
        quoted = quotations([(paragraph.offset, paragraph.doc.text)])
        return Finder(Sentence(draft, paragraph), quoted, attitudes=attitudes, opens_next=opens_next).read()

    return found
