"""The training corpus: sentences written for this project, each with marked actors and the relations between them.

Written as plain text (``training/GUIDE.md`` tells how), kept as one JSON object a line.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.annotate.relations.kinds import kinds
from communique.model.ontology import ontology
from communique.model.records import Status

FOLDER = Path(__file__).with_name("corpus")

Chars = tuple[int, int]  # first and one past the last character


@dataclass(frozen=True, slots=True)
class Relation:
    """``source`` and ``target`` count the sentence's actors from 0; ``trigger`` is None where nothing passes."""

    source: int
    target: int
    trigger: Chars | None
    kind: str
    status: Status
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One written sentence. ``id`` names its file and its place there."""

    id: str
    text: str
    actors: tuple[Chars, ...]
    relations: tuple[Relation, ...]


class BadCorpus(ValueError):
    """A row that is not what the guide asks for; the message names file and line."""


def load(folder: Path = FOLDER) -> list[Sentence]:
    """All sentences, in the order of the files.

    Raises:
        BadCorpus: for the first row that breaks the format.
    """
    return [sentence for file in sorted(folder.glob("*.jsonl")) for sentence in _rows(file)]


def _rows(file: Path) -> Iterator[Sentence]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        where = f"{file.name}:{number}"
        try:
            row = json.loads(line)
            sentence = Sentence(
                id=f"{file.stem}:{number}",
                text=row["text"],
                actors=tuple((s, e) for s, e in row["actors"]),
                relations=tuple(_relation(r) for r in row["relations"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadCorpus(f"{where}: {error!r}") from error
        problem = fault(sentence)
        if problem:
            raise BadCorpus(f"{where}: {problem}")
        yield sentence


def _relation(row: dict[str, object]) -> Relation:
    trigger = row.get("trigger")
    return Relation(
        source=int(str(row["source"])),
        target=int(str(row["target"])),
        trigger=(int(trigger[0]), int(trigger[1])) if isinstance(trigger, list) else None,
        kind=str(row["kind"]),
        status=Status(str(row.get("status", "actual"))),
        contexts=tuple(str(c) for c in row.get("contexts", ())),  # type: ignore[attr-defined]
    )


def fault(sentence: Sentence) -> str:
    """What is wrong with a sentence; empty when nothing is."""
    size = len(sentence.text)
    spans = [*sentence.actors, *(r.trigger for r in sentence.relations if r.trigger)]
    for start, end in spans:
        if not 0 <= start < end <= size:
            return f"a span ({start}, {end}) outside the sentence"
        if sentence.text[start:end] != sentence.text[start:end].strip():
            return f"a span with blanks at its ends: {sentence.text[start:end]!r}"
    inner = sorted(sentence.actors)
    if any(a[1] > b[0] for a, b in itertools.pairwise(inner)):
        return "two actors overlap"
    if not sentence.relations:
        return "no relation"
    seen = set()
    for r in sentence.relations:
        if r.source == r.target or not {r.source, r.target} <= set(range(len(sentence.actors))):
            return f"a pair of no two actors: {r.source} > {r.target}"
        if r.kind not in kinds():
            return f"unknown kind {r.kind}"
        if (r.trigger is None) != (r.kind == "none"):
            return f"{r.kind} {'without' if r.trigger is None else 'with'} a trigger"
        if unknown := set(r.contexts) - set(ontology().contexts):
            return f"unknown context {', '.join(sorted(unknown))}"
        key = (r.source, r.target, r.trigger)
        if key in seen:
            return f"a relation told twice: {r.source} > {r.target}"
        seen.add(key)
    return ""
