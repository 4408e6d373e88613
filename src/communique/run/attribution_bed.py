"""Test beds of attribution: articles whose sources, cues and contents are marked (PolNeAR; Newell et al. 2018)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique import settings
from communique.annotate.attribution.told import Attributed
from communique.annotate.pipeline import Coder
from communique.errors import NothingToRead, UsageError
from communique.model.values import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_HEAD_ENDS = re.compile(r"[,;:()\[\]–—]|\s-\s|--")
_PREPOSITIONS = frozenset(
    "of for in at from with who whom whose which that on to by as near against about inside under between among "
    "including".split()
)
_ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class AttributionAnswer:
    """One article: what was found, and what the bed has (None where it is withheld)."""

    id: str
    text: str
    found: tuple[Attributed, ...]
    gold: tuple[Attributed, ...] | None


def bench_attribution(
    path: str | Path, *, nested: bool = False, model: str | None = None
) -> Iterator[AttributionAnswer]:
    """Read every article of a bed (JSON Lines with ``id`` and ``text``, and ``attributions`` where not withheld).

    Args:
        path: the bed.
        nested: attributions inside another's content too; else the outermost only, as the beds mark them.
        model: the spaCy package to parse with; the setting's where None.

    Raises:
        NothingToRead: the file is not there or cannot be read.
        UsageError: a line is no JSON object with an id and a text.
    """
    file = Path(path)
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NothingToRead(f"{file} cannot be read: {error}", "give a JSON Lines file") from None
    coder = Coder(model or settings.load().model)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{file.name}:{number}"
        row = _row(line, where)
        gold = _gold(row.get("attributions"), where)
        yield AttributionAnswer(row["id"], row["text"], coder.attributions(row["text"], nested=nested), gold)


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: {error}", "each line is a JSON object with id and text") from None
    if not isinstance(row, dict) or not all(isinstance(row.get(k), str) for k in ("id", "text")):
        raise UsageError(f"{where}: id or text is missing", "each line is a JSON object with id and text")
    return row


def _gold(marked: Any, where: str) -> tuple[Attributed, ...] | None:
    if marked is None:
        return None
    try:
        return tuple(
            Attributed(*(tuple(Span(int(s), int(e)) for s, e in one.get(role) or ()) for role in _ROLES))
            for one in marked
        )
    except (TypeError, ValueError, AttributeError):
        what = "each attribution has source, cue and content: lists of first and past-last characters"
        raise UsageError(f"{where}: its attributions are none", what) from None


def attribution_score(answers: Sequence[AttributionAnswer]) -> dict[str, Any]:
    """How many attributions of the bed were found: ``precision``, ``recall`` and ``f1`` of relations, None where it has
    none.

    An attribution is found when the words of both contents have at least half in common (of all words of both) and the
    source that is given holds the head word of the bed's. Pairs are made one to one, the most alike first.
    """
    judged = [a for a in answers if a.gold is not None]
    gold = sum(len(a.gold or ()) for a in judged)
    told = sum(len(a.found) for a in judged)
    right = sum(map(_right, judged))
    precision, recall = right / told if told else 0.0, right / gold if gold else 0.0
    both = precision + recall
    return {
        "texts": len(answers),
        "predicted": sum(len(a.found) for a in answers),
        "gold": gold,
        "right": right,
        "precision": precision if judged else None,
        "recall": recall if judged else None,
        "f1": (2 * precision * recall / both if both else 0.0) if judged else None,
    }


def _right(answer: AttributionAnswer) -> int:
    words = [m.span() for m in _WORD.finditer(answer.text)]
    gold = [_covered(a, words) for a in answer.gold or ()]
    told = [_covered(a, words) for a in answer.found]
    options = []
    for i, g in enumerate(gold):
        for j, t in enumerate(told):
            alike = 3 * _iou(g[2], t[2]) + _f1(g[0], t[0]) + _f1(g[1], t[1])
            if alike > 0:
                options.append((-round(alike, 9), i, j))
    right, used, taken = 0, set[int](), set[int]()
    for _, i, j in sorted(options):
        if i in used or j in taken:
            continue
        used.add(i)
        taken.add(j)
        head = _head(gold[i][0], answer.text, words)
        source = head in told[j][0] if head is not None else not told[j][0]
        right += source and _iou(gold[i][2], told[j][2]) >= 0.5
    return right


def _covered(a: Attributed, words: Sequence[tuple[int, int]]) -> tuple[frozenset[int], ...]:
    roles = (a.source, a.cue, a.content)
    return tuple(
        frozenset(i for span in spans for i, (s, e) in enumerate(words) if s < span.end and span.start < e)
        for spans in roles
    )


def _head(source: frozenset[int], text: str, words: Sequence[tuple[int, int]]) -> int | None:
    """The last word before the first comma, bracket, dash, preposition or relative pronoun."""
    head: int | None = None
    for i in sorted(source):
        if head is not None:
            gap = text[words[head][1] : words[i][0]]
            if i != head + 1 or _HEAD_ENDS.search(gap) or text[slice(*words[i])].lower() in _PREPOSITIONS:
                break
        head = i
    return head


def _iou(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _f1(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
