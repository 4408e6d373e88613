"""Small records by the tiny coder and the real link and merge: quick to build, with all that judging touches."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import communique
from communique.documents.duplicates import near_copies
from communique.documents.extract import EXTRACTOR_VERSION, make_document
from communique.documents.reuse import reused
from communique.link.actors import link
from communique.model.records import Document, Given, Reading
from communique.record.store import Store
from communique.run.build import build
from communique.run.house import MERGING
from communique.run.ports import Rooms
from communique.sources.base import RawPage

sys.path.insert(0, str(Path(__file__).parents[1] / "record"))
from tiny_rooms import TinyCoder

# Two reports of one visit, a third of the day after, and a call of others.
ARTICLES = {
    "one.txt": "A visit across the mountains\n\nLIMA, May 7, 2021 - Peru visited Chile on 2021-05-06. The hosts were "
    'pleased with the day. Peru said: "Chile is a good neighbour and a better host"\n',
    "two.txt": "Guests from the north\n\nSANTIAGO, May 8, 2021 - After a long drive, as was told later, Peru visited "
    "Chile on 2021-05-06. They also agreed that Chile met Peru on 2021-05-09.\n",
    "three.txt": "The valley again\n\nBOGOTA, May 11, 2021 - Nobody expected it so soon: Peru visited Chile on "
    "2021-05-10. More was not to be learnt.\n",
    "four.txt": "A call between neighbours\n\nACCRA, June 1, 2021 - It was announced in the evening that Ghana called "
    "Togo on 2021-06-01. No more was said about it by either side.\n",
}


@dataclass(frozen=True)
class RenamingCoder(TinyCoder):
    """Another version that finds the same and calls every claim by another id."""

    version: str = "tiny-renaming"

    def read_document(self, document: Document) -> Reading:
        reading = super().read_document(document)
        claims = tuple(replace(c, id=f"c-{c.id[:1:-1]}") for c in reading.claims)
        return replace(reading, coder=self.version, claims=claims)


def rooms(coder: type[TinyCoder] = TinyCoder) -> Rooms:
    version = communique.__version__
    return Rooms(coder, make_document, EXTRACTOR_VERSION, near_copies, reused, link, MERGING, version)


def small(path: Path, texts: Mapping[str, str] = ARTICLES, coder: type[TinyCoder] = TinyCoder) -> Path:
    """A record of these texts at ``path``, built further where there is one; gives the path back."""
    with Store.open(path, create=True) as store:
        build(
            store,
            [RawPage(uri, text.encode(), "text/plain", Given(uri.split(".")[0])) for uri, text in texts.items()],
            rooms(coder),
        )
    return path
