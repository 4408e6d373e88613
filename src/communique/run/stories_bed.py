"""Test beds of stories: articles by several outlets, grouped by what they report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.documents.stories import Article, stories, stories_on_arrival
from communique.errors import UsageError
from communique.run.bench import day_of
from communique.run.clusters import bcubed
from communique.sources.beds import bed_rows


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """One article: the story found, by the id of its first article, and the bed's (None where it is withheld)."""

    id: str
    story: str
    gold: str | None


def bench_stories(path: str | Path, *, arrival: bool = False) -> list[StoryAnswer]:
    """The story of each article of a bed (keys ``id``, ``text``, and ``title`` and ``date`` where known), in its order.

    Args:
        path: the bed; whatever else a row has is withheld from the grouping.
        arrival: assign each article when it arrives, by day, then id; else all are known at once.

    Raises:
        NothingToRead, UsageError: as `bed_rows` does.
        UsageError: two articles have the same id.
    """
    articles: dict[str, Article] = {}
    gold: dict[str, str | None] = {}
    for row in bed_rows(Path(path), "id", "text"):
        own = row["id"]
        if own in articles:
            raise UsageError(f"{path}: two articles have the id {own!r}", "give each its own")
        articles[own] = Article(own, str(row.get("title") or ""), row["text"], day_of(row.get("date")))
        told = row.get("cluster")
        gold[own] = None if told is None else str(told)
    found = (stories_on_arrival if arrival else stories)(list(articles.values()))
    return [StoryAnswer(own, found[own], gold[own]) for own in articles]


def stories_score(answers: Sequence[StoryAnswer]) -> dict[str, Any]:
    """How many articles and stories there are, and BCubed ``precision``, ``recall`` and ``f1``, each 0 to 1.

    The three are None where the bed tells no story; else they are over the articles whose story it tells (``judged``),
    in ``gold`` stories.
    """
    gold = {a.id: a.gold for a in answers if a.gold is not None}
    rates = bcubed(gold, {a.id: a.story for a in answers if a.id in gold})
    return {
        "articles": len(answers),
        "stories": len({a.story for a in answers}),
        "judged": len(gold),
        "gold": len(set(gold.values())),
        "precision": rates.precision if gold else None,
        "recall": rates.recall if gold else None,
        "f1": rates.f1 if gold else None,
    }
