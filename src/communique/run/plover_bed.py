"""The PLOVER test bed: sentences with two marked actors, and the root code of what one did to the other.

The bed follows an older reading of the codebook in places; `data/plover_policy.csv` translates our kinds into its
codes, and nothing else does: the coder does not know of it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique import settings
from communique.annotate.models import parser
from communique.annotate.relations.coding import Coding, Codings, Pair
from communique.annotate.relations.finder import Finder, Found
from communique.annotate.relations.kinds import kinds
from communique.errors import BadTable, NothingToRead, UsageError
from communique.model.ontology import EventType
from communique.model.records import Status
from communique.run.scores import calibration_error, macro_f1

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MARK = re.compile(r"<(/?)([st])>")
_COLUMNS = ("id", "marked_sentence")
_BATCH = 256
_UNMARKED = "REJECT"  # where a row marks no two actors: the commonest code of the bed

Chars = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PloverAnswer:
    """One row: the bed's code that we give, how sure, and who and whom we found without the marks.

    ``gold`` is the bed's own code, None where it is withheld. ``sides_right``: both found actors have the head words
    of the marked ones; None where the row does not mark two.
    """

    id: str
    event: str
    score: float
    gold: str | None
    source: str
    target: str
    sides_right: bool | None


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    text: str
    source: Chars | None
    target: Chars | None
    gold: str | None


def bench_plover(path: str | Path, model: str | None = None) -> Iterator[PloverAnswer]:
    """Code every row of a bed (TSV with ``id`` and ``marked_sentence``, and ``gold_root`` where it is not withheld).

    Raises:
        NothingToRead: the file is not there or cannot be read.
        UsageError: a column is missing.
        ModelMissing: the language model, or the coder's own, is not installed.
    """
    rows = list(_rows(Path(path)))
    codings, finder, nlp = Codings(), Finder(), parser(model or settings.load().model)
    for start in range(0, len(rows), _BATCH):
        part = rows[start : start + _BATCH]
        asked = [Pair(r.text, r.source, r.target) for r in part if r.source and r.target]
        coded = iter(codings(asked))
        found = finder([r.text for r in part])
        for row, sides, doc in zip(part, found, nlp.pipe([r.text for r in part]), strict=True):
            whole = row.source is not None and row.target is not None
            root, score = translated(next(coded)) if whole else (_UNMARKED, 0.0)
            yield PloverAnswer(
                row.id,
                root,
                score,
                row.gold,
                _words(row.text, sides.source),
                _words(row.text, sides.target),
                _same_heads(doc, row, sides) if whole else None,
            )


def plover_score(answers: Sequence[PloverAnswer]) -> dict[str, Any]:
    """How many codes are right, macro-F1 over the bed's codes, accuracy of the surest 80 %, and the expected
    calibration error in 15 bins (Guo et al. 2017); of rows that mark two actors (``paired``) in how many both were
    found without the marks (``sides``).
    """
    judged = [a for a in answers if a.gold is not None]
    paired = [a for a in judged if a.sides_right is not None]
    right = sum(a.event == a.gold for a in judged)
    surest = sorted(judged, key=lambda a: (-a.score, a.id))[: max(1, round(0.8 * len(judged)))]
    shape: dict[str, Any] = {"relations": len(answers), "judged": len(judged), "right": right}
    if judged:
        shape["macro_f1"] = macro_f1([(str(a.gold), a.event) for a in judged])
        shape["accuracy_at_80"] = sum(a.event == a.gold for a in surest) / len(surest)
        shape["calibration_error"] = calibration_error([(a.score, a.event == a.gold) for a in judged])
    return shape | {"paired": len(paired), "sides": sum(bool(a.sides_right) for a in paired)}


def translated(coding: Coding) -> tuple[str, float]:
    """The bed's likeliest code for a coding and its probability. The bed has no code for nothing."""
    shares: dict[str, float] = {}
    for name, probability in coding.kinds.items():
        root = bed_root(name, coding.status)
        if root is not None:
            shares[root] = shares.get(root, 0.0) + probability
    best = max(shares, key=lambda r: (shares[r], r))
    return best, shares[best] / sum(shares.values())


@cache
def bed_root(kind: str, status: Status) -> str | None:
    """The bed's code for a kind with a status; None for nothing."""
    event = kinds()[kind].event
    if event is None:
        return None
    for names, wanted, root in _policies():
        if names in {kind, event.value} and wanted in {"", status.value}:
            return root
    return event.value


@cache
def _policies() -> tuple[tuple[str, str, str], ...]:
    text = resources.files("communique.run").joinpath("data", "plover_policy.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = []
    for row in csv.DictReader(lines):
        known = row["kind"] in kinds() or row["kind"] in EventType.__members__
        if not known or (row["status"] and row["status"] not in set(Status)):
            raise BadTable(f"plover_policy.csv: unknown kind or status: {row['kind']} {row['status']}")
        found.append((row["kind"], row["status"], row["root"]))
    return tuple(found)


def _rows(path: Path) -> Iterator[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, delimiter="\t")
            missing = [c for c in _COLUMNS if c not in (reader.fieldnames or ())]
            if missing:
                raise UsageError(
                    f"{path} has no column {', '.join(missing)}", "the bed is a TSV with id, marked_sentence"
                )
            for row in reader:
                text, source, target = unmarked(row["marked_sentence"] or "")
                yield _Row(row["id"], text, source, target, row.get("gold_root") or None)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise NothingToRead(f"{path} cannot be read: {error}", "name a test bed, such as plover.tsv") from error


def unmarked(marked: str) -> tuple[str, Chars | None, Chars | None]:
    """The sentence without ``<s>`` and ``<t>``, and where the first of each stood, without blanks at its ends."""
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, Chars] = {}
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if not match[1]:
            opened.setdefault(match[2], len(text))
        elif match[2] in opened and match[2] not in spans:
            start = opened[match[2]]
            words = text[start:]
            lead = len(words) - len(words.lstrip())
            if words.strip():
                spans[match[2]] = (start + lead, start + lead + len(words.strip()))
    return text + marked[at:], spans.get("s"), spans.get("t")


def _words(text: str, span: Chars | None) -> str:
    return text[span[0] : span[1]] if span else ""


def _same_heads(doc: Doc, row: _Row, found: Found) -> bool:
    pairs = ((row.source, found.source), (row.target, found.target))
    return all(gold and ours and _head(doc, gold) == _head(doc, ours) for gold, ours in pairs)


def _head(doc: Doc, span: Chars) -> int:
    """The token that governs the others of the span."""
    inside: Sequence[int] = [t.i for t in doc if t.idx < span[1] and span[0] < t.idx + len(t) and not t.is_space]
    heads = [i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    return heads[0] if heads else -1
