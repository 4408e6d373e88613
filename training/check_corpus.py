"""Holds the corpus against what the guide asks for.

usage: python training/check_corpus.py [--bench FOLDER]

Told: how many relations of each kind, status and event; the lengths; sentences that stand there twice, or nearly. With
``--bench`` (default: ../shared/bench, where it is) also every sentence that has seven words in a row with a text of the
test beds: there must be none. Exits with 1 when something must be mended.
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus import FOLDER, Sentence, load

from communique.annotate.relations.kinds import kinds
from communique.model.ontology import EventType

BENCH = FOLDER.parents[2] / "shared" / "bench"
RUN = 7  # words in a row that nobody writes twice by chance
NEAR = 0.8  # share of words in common that makes two sentences one
FEWEST = 150  # relations of an event
LEAST = 6_000  # relations in all

_WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case."""
    return tuple(_WORD.findall(text.lower()))


def runs(text: str, length: int = RUN) -> Iterator[tuple[str, ...]]:
    """All stretches of ``length`` words."""
    all_words = words(text)
    return (all_words[i : i + length] for i in range(len(all_words) - length + 1))


def texts_of_bench(folder: Path) -> Iterator[str]:
    """Every text of the test beds."""
    csv.field_size_limit(sys.maxsize)
    for file in sorted(folder.glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                yield row.get("sentence") or ""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield f"{row.get('title') or ''}\n{row.get('text') or ''}"


def borrowed(sentences: Iterable[Sentence], texts: Iterable[str]) -> list[tuple[Sentence, str]]:
    """Sentences that share a run of words with one of the texts, and the run."""
    known: dict[tuple[str, ...], Sentence] = {run: s for s in sentences for run in runs(s.text)}
    found: dict[str, tuple[Sentence, str]] = {}
    for text in texts:
        for run in runs(text):
            if run in known:
                found.setdefault(known[run].id, (known[run], " ".join(run)))
    return list(found.values())


def twins(sentences: list[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """Pairs of sentences with nearly the same words (Jaccard), by the rarest words they share."""
    bags = [frozenset(words(s.text)) for s in sentences]
    often = collections.Counter(w for bag in bags for w in bag)
    seen: dict[str, list[int]] = collections.defaultdict(list)
    found = []
    for i, bag in enumerate(bags):
        rare = sorted(bag, key=lambda w: (often[w], w))[:4]
        near = {j for w in rare for j in seen[w]}
        found += [(sentences[j], sentences[i]) for j in sorted(near) if len(bag & bags[j]) >= NEAR * len(bag | bags[j])]
        for w in rare:
            seen[w].append(i)
    return found


def main() -> int:
    """Check and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH)
    asked = parser.parse_args()
    sentences = load()
    relations = [r for s in sentences for r in s.relations]
    lengths = sorted(len(s.text.split()) for s in sentences)
    by_event = collections.Counter(kinds()[r.kind].event for r in relations)
    print(f"{len(sentences)} sentences, {len(relations)} relations; {lengths[len(lengths) // 2]} words in the middle")
    print("  ".join(f"{e or 'none'} {n}" for e, n in by_event.most_common()))
    print("  ".join(f"{k} {n}" for k, n in collections.Counter(r.kind for r in relations).most_common()))
    print("  ".join(f"{k} {n}" for k, n in collections.Counter(r.status for r in relations).most_common()))
    wrong = []
    if len(relations) < LEAST:
        wrong.append(f"only {len(relations)} relations, {LEAST} are asked for")
    wrong += [f"only {by_event[e]} relations of {e}" for e in EventType if by_event[e] < FEWEST]
    wrong += [f"{a.id} and {b.id} are nearly one: {b.text[:70]}" for a, b in twins(sentences)]
    if asked.bench.is_dir():
        wrong += [
            f"{s.id} has words of a test bed: {run}" for s, run in borrowed(sentences, texts_of_bench(asked.bench))
        ]
    else:
        print(f"no test beds at {asked.bench}: not compared")
    for complaint in wrong:
        print(complaint, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
