"""The rooms as they are: the one place where all of them meet."""

from __future__ import annotations

from functools import partial

from communique.annotate.pipeline import Coder
from communique.documents.duplicates import near_copies
from communique.documents.extract import EXTRACTOR_VERSION, make_document
from communique.documents.reuse import reused
from communique.link.actors import link
from communique.merge.events import merge_claims
from communique.merge.grouping import touched
from communique.merge.settle import days_of_event, settle, shows
from communique.merge.slots import slots_of
from communique.run.ports import Merging, Rooms

MERGING = Merging(slots_of, touched, merge_claims, days_of_event, shows, settle)


def rooms(model: str, version: str) -> Rooms:
    """The rooms, with a coder that uses the language model of this name; ``version`` is the program's."""
    return Rooms(
        make_coder=partial(Coder, model),
        make_document=make_document,
        extractor=EXTRACTOR_VERSION,
        near_copies=near_copies,
        reused=reused,
        link=link,
        merging=MERGING,
        version=version,
    )
