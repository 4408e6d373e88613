"""Runs a room over a public test bed: what it makes of each row, and how often that is right where the row tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.documents.extract import make_document
from communique.errors import ItemError
from communique.model.records import Given
from communique.sources.base import RawPage
from communique.sources.beds import bed_rows


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """The day found for one article and what it rests on; ``gold`` is the day that the bed tells, or None."""

    id: str
    published: dt.date | None
    basis: str
    gold: dt.date | None


def bench_published(path: Path) -> Iterator[PublishedAnswer]:
    """The day of publication of each article (keys ``id``, ``title``, ``text``), from its words alone.

    Whatever else a row has (``date``, ``url``, ``publisher``) is withheld from the reading.

    Raises:
        NothingToRead, UsageError: as `bed_rows` does.
    """
    for row in bed_rows(path, "id", "text"):
        title, text = str(row.get("title") or "").strip(), row["text"].strip()
        whole = text if text.startswith(title) else f"{title}\n\n{text}"
        gold = _day(row.get("date"))
        try:
            document = make_document(
                RawPage(row["id"], whole.encode("utf-8", "replace"), "text/plain", Given(title=title or None))
            )
        except ItemError as error:
            yield PublishedAnswer(row["id"], None, error.reason, gold)
        else:
            yield PublishedAnswer(row["id"], document.published, document.published_basis.value, gold)


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
