"""Turns sentences as they are written (plain text, see below) into rows of the corpus.

usage: python training/compile.py RAW.txt... [--to FOLDER]

A line with marked actors, then a line for each relation::

    LIMA - [1 Peru's foreign minister] thanked [2 Chile] for taking in [3 the flooded families].
    = 1>2 | thanked | support.praise | actual | diplomatic
    = 2>3 | taking in | aid.humanitarian | actual | disasters

Lines that begin with # are notes. What is wrong is told by file and line, and left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from corpus import FOLDER, Relation, Sentence, fault

from communique.model.records import Status

_ACTOR = re.compile(r"\[(\d) ([^\[\]]+)\]")
_RELATION = re.compile(r"= (\d)>(\d) \| (.+?) \| ([a-z.-]+) \| ([a-z]+) \| (.+)")


class BadLine(ValueError):
    """A line that is neither a sentence, a relation nor a note."""


def sentence_of(line: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text without its marks, and where each marked actor stands in it."""
    text, spans, at = "", {}, 0
    for match in _ACTOR.finditer(line):
        text += line[at : match.start()]
        if match[1] in spans:
            raise BadLine(f"actor {match[1]} stands there twice")
        spans[match[1]] = (len(text), len(text) + len(match[2]))
        text += match[2]
        at = match.end()
    text += line[at:]
    if "[" in text or "]" in text or len(spans) < 2:
        raise BadLine("brackets that mark no actors, or fewer than two")
    return text, spans


def relation_of(line: str, text: str, spans: dict[str, tuple[int, int]]) -> Relation:
    """One relation of the sentence above it. A trigger that stands there twice is the one nearest to its actors."""
    match = _RELATION.fullmatch(line)
    if not match or match[1] not in spans or match[2] not in spans:
        raise BadLine("no relation between two of the actors above")
    order = list(spans)
    trigger = None
    if match[3] != "-":
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(match[3])}(?!\w)", text)]
        if not places:
            raise BadLine(f"the sentence has no {match[3]!r}")
        pair = [spans[match[1]], spans[match[2]]]
        start = min(places, key=lambda p: sum(min(abs(p - s), abs(p - e)) for s, e in pair))
        trigger = (start, start + len(match[3]))
    contexts = () if match[6] == "-" else tuple(dict.fromkeys(c.strip() for c in match[6].split(",")))
    return Relation(order.index(match[1]), order.index(match[2]), trigger, match[4], Status(match[5]), contexts[:3])


def compile_file(file: Path) -> tuple[list[Sentence], list[str]]:
    """The sentences of one file, and what was left out and why."""
    made: list[Sentence] = []
    wrong: list[str] = []
    text, spans, relations = "", {}, []

    def close() -> None:
        if not text:
            return
        sentence = Sentence(f"{file.stem}:{len(made) + 1}", text, tuple(spans.values()), tuple(relations))
        if problem := fault(sentence):
            wrong.append(f"{file.name}: {problem}: {text[:60]}")
        else:
            made.append(sentence)

    for number, raw in enumerate(file.read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        try:
            if line.startswith("= "):
                if text:
                    relations.append(relation_of(line, text, spans))
            else:
                close()
                text, spans, relations = "", {}, []
                text, spans = sentence_of(line)
        except ValueError as error:
            wrong.append(f"{file.name}:{number}: {error}")
    close()
    return made, wrong


def row(sentence: Sentence) -> str:
    """One line of the corpus."""
    return json.dumps(
        {
            "text": sentence.text,
            "actors": [list(a) for a in sentence.actors],
            "relations": [
                {
                    "source": r.source,
                    "target": r.target,
                    "trigger": list(r.trigger) if r.trigger else None,
                    "kind": r.kind,
                    "status": r.status.value,
                    "contexts": list(r.contexts),
                }
                for r in sentence.relations
            ],
        },
        ensure_ascii=False,
    )


def main() -> int:
    """Compile the files named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, default=FOLDER)
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    sentences = relations = 0
    for file in asked.raw:
        made, wrong = compile_file(file)
        made = [s for s in made if s.text not in seen and not seen.add(s.text)]  # type: ignore[func-returns-value]
        (asked.to / f"{file.stem}.jsonl").write_text("".join(f"{row(s)}\n" for s in made), "utf-8")
        sentences += len(made)
        relations += sum(len(s.relations) for s in made)
        for complaint in wrong:
            print(complaint, file=sys.stderr)
    print(f"{len(asked.raw)} files: {sentences} sentences, {relations} relations")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
