"""The coder: the stages in order, document in, reading out. A pure function of the document and the coder's version."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from communique.annotate.anchor import Anchor
from communique.annotate.attribution.told import Attributed, attributed
from communique.annotate.coreference import Coreference
from communique.annotate.entities import Reference, RefKind
from communique.annotate.events import Events
from communique.annotate.gazetteer import Gazetteer
from communique.annotate.incumbents import offices_told
from communique.annotate.mentions import Mentions
from communique.annotate.models import DEFAULT_MODEL, parser
from communique.annotate.parse import Parse
from communique.annotate.places import Places
from communique.annotate.quotes import Quotes
from communique.annotate.recounts import Recounts
from communique.annotate.relations.coding import Coding, Codings, Pair
from communique.annotate.relations.learned import Learned
from communique.annotate.relations.marking import overlap
from communique.annotate.stage import Draft, Stage, check_order
from communique.annotate.times import Times
from communique.annotate.timex import Timex, timexes
from communique.errors import UsageError
from communique.model.ids import document_id, slug
from communique.model.records import (
    Document,
    Mention,
    Part,
    PartKind,
    Reading,
    Sighting,
    Source,
)
from communique.model.values import PublishedBasis, Span

if TYPE_CHECKING:
    from spacy.language import Language


_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_PARAGRAPH = re.compile(r"\S(?:(?!\n[^\S\n]*\n).)*(?<=\S)", re.S)
_DATING = ("parse", "mentions", "coreference", "anchor", "times")


@cache
def fingerprint() -> str:
    """A digest of the coder's rules and of the tables it rests on, so that a changed rule can never pass for the
    old coder.
    """
    digest = hashlib.blake2b(digest_size=4)
    for package in ("communique.annotate", "communique.knowledge", "communique.model"):
        folder = resources.files(package)
        relations = folder.joinpath("relations")
        rooms = (folder.joinpath("data"), folder.joinpath("attribution"), relations, relations.joinpath("model"))
        # the network itself is told by its card, which has its digest
        for part in (folder, *rooms):
            ends = (".py", ".csv", ".toml", ".json")
            files = [f for f in part.iterdir() if f.name.endswith(ends)] if part.is_dir() else []
            for file in sorted(files, key=lambda f: f.name):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@cache
def _gazetteer(nlp: Language) -> Gazetteer:
    return Gazetteer(nlp)


class Coder:
    """Reads documents. ``version`` names the coder's rules and its language model: a reading depends on nothing else.

    Args:
        model: the spaCy package to parse with.

    Raises:
        ModelMissing: when that package is not installed.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        nlp = parser(model)
        gazetteer = _gazetteer(nlp)
        self.version = f"{fingerprint()}+{model}-{nlp.meta.get('version', '?')}"
        self._stages: tuple[Stage, ...] = (
            Parse(nlp),
            Mentions(gazetteer),
            Coreference(),
            Anchor(),
            Times(),
            Places(),
            Quotes(),
            Events(),
            Learned(),
            Recounts(),
        )
        check_order(self._stages)

    def apply(self, draft: Draft, *, last: str = "recounts") -> None:
        """Run the stages over ``draft``, up to and with the one named ``last``.

        Raises:
            ValueError: there is no such stage.
        """
        if last not in {stage.name for stage in self._stages}:
            raise ValueError(f"there is no stage {last}")
        for stage in self._stages:
            stage(draft)
            if stage.name == last:
                return

    def read_document(self, document: Document) -> Reading:
        """All that the document says. A document in another language gives an empty reading."""
        draft = Draft(document)
        if document.language == "en":
            self.apply(draft)
        return Reading(
            document=document.id,
            coder=self.version,
            sentences=tuple(p.span(s.start_char, s.end_char) for p in draft.paragraphs for s in p.sentences()),
            mentions=tuple(m for r in draft.references for m in _mentions(r)),
            offices=tuple(offices_told(draft)),
            statements=tuple(draft.statements),
            claims=tuple(draft.claims),
            anchor=draft.anchor,
        )

    def code(
        self, sentence: str, *, source: tuple[int, int], target: tuple[int, int], trigger: tuple[int, int] | None = None
    ) -> Coding:
        """What passes between two actors of a sentence.

        Args:
            sentence: English.
            source: first and one past the last character of who acts.
            target: the same of whom it is directed at.
            trigger: the same of the deciding words, where they are known.

        Raises:
            UsageError: a span is empty or blank, not within the sentence, or overlaps another.
            ModelMissing: the coder's network is not installed.
        """
        for name, span in (("source", source), ("target", target), ("trigger", trigger)):
            if span is not None and not 0 <= span[0] < span[1] <= len(sentence):
                raise UsageError(
                    f"{name} {span} is no stretch of the sentence's {len(sentence)} characters",
                    "give the first character and one past the last",
                )
        given = [s for s in (source, target, trigger) if s is not None]
        if overlap(*given) or any(not sentence[slice(*s)].strip() for s in given):
            raise UsageError("source, target and trigger are words of their own", "give stretches that do not overlap")
        return Codings()([Pair(sentence, source, target, trigger)])[0]

    def attributions(self, text: str, *, nested: bool = False) -> tuple[Attributed, ...]:
        """Whose words, thoughts and wishes an English text tells: source, cue and content of each, in order.

        Args:
            text: paragraphs have empty lines between them, or stand on lines of their own.
            nested: those inside another's content too; else the outermost only.
        """
        draft = Draft(bare_document(text))
        self.apply(draft, last="coreference")
        return tuple(attributed(draft, nested=nested))

    def dates(self, text: str, published: dt.date) -> tuple[Timex, ...]:
        """The date expressions of an English text as TIMEX3, in order; paragraphs have empty lines between them."""
        draft = Draft(bare_document(text, published=published, paragraphs=_PARAGRAPH))
        for stage in self._stages:
            if stage.name in _DATING:
                stage(draft)
        return timexes(draft)

    def read(self, text: str, *, published: dt.date | None = None, source: str | None = None) -> Reading:
        """Read a bare text: all of it is body.

        Args:
            text: English; paragraphs on lines of their own.
            published: the day to count "on Tuesday" from.
            source: the display name of who publishes it.
        """
        return self.read_document(bare_document(text, published=published, source=source))


def bare_document(
    text: str,
    *,
    published: dt.date | None = None,
    source: str | None = None,
    paragraphs: re.Pattern[str] = _LINE,
) -> Document:
    """A document of which every non-blank line is body, or whatever else ``paragraphs`` matches."""
    parts = [Part(PartKind.BODY, Span(*match.span())) for match in paragraphs.finditer(text)]
    return Document(
        id=document_id(text.encode("utf-8", "surrogatepass")),
        text=text,
        title="",
        parts=tuple(parts),
        sightings=(Sighting(uri=""),),
        source=Source(slug(source), source) if source else None,
        published=published,
        published_basis=PublishedBasis.GIVEN if published else PublishedBasis.NONE,
    )


def _mentions(reference: Reference) -> list[Mention]:
    return [
        Mention(
            text=reference.text,
            span=reference.span,
            name=e.name,
            actor_kind=e.kind,
            country=e.country,
            sector=e.sector,
            office=e.office,
            basis=reference.basis if reference.kind is not RefKind.PRONOUN else "pronoun",
        )
        for e in reference.entities
    ]
