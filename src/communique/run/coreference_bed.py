"""Test beds of coreference of happenings over documents, with the mentions given (ECB+; Cybulska and Vossen 2014)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique import settings
from communique.annotate.happenings import Happening, happening
from communique.annotate.models import parser
from communique.annotate.relations.vectors import WordVectors, vectors
from communique.annotate.truecase import truecase
from communique.documents.likeness import likeness
from communique.errors import UsageError
from communique.merge.mentions.facts import Mention
from communique.merge.mentions.grouping import Collection, group
from communique.merge.mentions.linkage import average_link
from communique.merge.mentions.words import word
from communique.model.values import Span
from communique.run.clusters import bcubed, ceaf_e, conll, lea, muc
from communique.sources.beds import bed_rows

SAME_STORY = 0.2
"""Documents of one story are so much alike on average."""


@dataclass(frozen=True, slots=True)
class MentionAnswer:
    """One mention: the cluster that we put it into, and the chain that the bed has (None where it is withheld)."""

    id: str
    cluster: str
    chain: str | None


@dataclass(frozen=True, slots=True)
class _Given:
    """One mention of the bed: ``spans`` are into the ``sentence``, the ``number``-th of its document."""

    id: str
    document: str
    number: int
    sentence: str
    spans: tuple[Span, ...]
    chain: str | None


def bench_coreference(
    path: str | Path, *, by_story: bool = True, model: str | None = None
) -> tuple[MentionAnswer, ...]:
    """Group the event mentions of a bed: JSON Lines with ``id``, ``text``, ``sentences``, ``events``.

    Only texts and spans are read. Mentions in sentences that the bed marks as not validated are left out.

    Args:
        path: the bed.
        by_story: mentions are of one happening only in documents of one story; else any two may be.
        model: the spaCy package to parse with; the setting's where None.

    Raises:
        NothingToRead, UsageError: as `bed_rows` does; a mention or a sentence is not as it should be.
        ModelMissing: the language model, or the coder's own, is not installed.
    """
    rows = list(bed_rows(Path(path), "id", "text"))
    given = [mention for row in rows for mention in _mentions(row)]
    for what, ids in (("rows", [row["id"] for row in rows]), ("mentions", [g.id for g in given])):
        if len(set(ids)) < len(ids):
            raise UsageError(f"{path}: two {what} have the same id", "give each its own")
    found = group(_read(given, {r["id"]: r["text"] for r in rows}, model), _collection(rows, by_story=by_story))
    return tuple(MentionAnswer(g.id, found[g.id], g.chain) for g in given)


def coreference_score(answers: Sequence[MentionAnswer]) -> dict[str, Any]:
    """How many mentions and clusters there are, and over the mentions whose chain the bed tells (``judged``, in
    ``chains``) the figures ``muc``, ``bcubed``, ``ceaf_e`` (each F1), ``conll`` (their mean) and ``lea`` (F1), 0 to 1.

    Mentions alone in their chain count. The figures are left out where the bed tells no chain.
    """
    gold = {a.id: a.chain for a in answers if a.chain is not None}
    found = {a.id: a.cluster for a in answers if a.id in gold}
    shape: dict[str, Any] = {
        "mentions": len(answers),
        "clusters": len({a.cluster for a in answers}),
        "judged": len(gold),
        "chains": len(set(gold.values())),
    }
    if gold:
        parts = {"muc": muc, "bcubed": bcubed, "ceaf_e": ceaf_e, "lea": lea}
        shape |= {name: figure(gold, found).f1 for name, figure in parts.items()}
        shape["conll"] = conll(gold, found)
    return shape


def _collection(rows: Sequence[dict[str, Any]], *, by_story: bool) -> Collection:
    """The documents in the order of their ids, so that the order of the file does not matter."""
    listed = sorted(rows, key=lambda row: row["id"])
    ids = [row["id"] for row in listed]
    alike = likeness([row["text"] for row in listed])
    story = None
    if by_story:
        story = {i: ids[leader] for i, leader in zip(ids, average_link(alike, SAME_STORY), strict=True)}
    return Collection({i: n for n, i in enumerate(ids)}, alike, story)


def _read(given: Sequence[_Given], texts: dict[str, str], model: str | None) -> list[Mention]:
    sentences: dict[tuple[str, int, str], list[_Given]] = {}
    for mention in given:
        sentences.setdefault((mention.document, mention.number, mention.sentence), []).append(mention)
    cased = [truecase(sentence, texts[document]) for document, _, sentence in sentences]
    docs = parser(model or settings.load().model).pipe(cased)
    found: list[Mention] = []
    for doc, text, mentions in zip(docs, cased, sentences.values(), strict=True):
        told = [happening(doc, mention.spans) for mention in mentions]
        made = vectors()(text, [(h.head, h.around) for h in told])
        found += map(_mention, mentions, told, made)
    return found


def _mention(given: _Given, told: Happening, made: WordVectors) -> Mention:
    return Mention(
        id=given.id,
        document=given.document,
        sentence=given.number,
        word=word(told.lemma, told.phrase),
        who=told.who,
        whom=told.whom,
        rest=told.rest,
        names=told.names,
        words=told.words,
        meaning=made.meaning,
        bearers=made.bearers,
    )


def _mentions(row: dict[str, Any]) -> Iterator[_Given]:
    try:
        stretches = [(Span(int(s["start"]), int(s["end"])), bool(s.get("validated", True))) for s in row["sentences"]]
        for event in row["events"]:
            spans = [Span(int(start), int(end)) for start, end in event["spans"]]
            number = next(n for n, (stretch, _) in enumerate(stretches) if stretch.touches(spans[0]))
            stretch, validated = stretches[number]
            if validated:
                chain = event.get("chain")
                yield _Given(
                    str(event["id"]),
                    row["id"],
                    number,
                    stretch.of(row["text"]),
                    tuple(s.moved(-stretch.start) for s in spans),
                    None if chain is None else str(chain),
                )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, StopIteration):
        what = "a row has sentences with start and end, and events with id and spans that stand in one of them"
        raise UsageError(f"{row['id']}: its sentences or events cannot be read", what) from None
