"""Runs a room over a public test bed: what it makes of each row, and how often that is right where the row tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique import settings
from communique.annotate.pipeline import Coder
from communique.documents.extract import make_document
from communique.errors import ItemError, UsageError
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


def bench_published(path: str | Path) -> Iterator[PublishedAnswer]:
    """The day of publication of each article (keys ``id``, ``title``, ``text``), from its words alone.

    Whatever else a row has (``date``, ``url``, ``publisher``) is withheld from the reading.

    Raises:
        NothingToRead, UsageError: as `bed_rows` does.
    """
    for row in bed_rows(Path(path), "id", "text"):
        title, text = str(row.get("title") or "").strip(), row["text"].strip()
        whole = text if text.startswith(title) else f"{title}\n\n{text}"
        gold = day_of(row.get("date"))
        try:
            document = make_document(
                RawPage(row["id"], whole.encode("utf-8", "replace"), "text/plain", Given(title=title or None))
            )
        except ItemError as error:
            yield PublishedAnswer(row["id"], None, error.reason, gold)
        else:
            yield PublishedAnswer(row["id"], document.published, document.published_basis.value, gold)


@dataclass(frozen=True, slots=True)
class DatesAnswer:
    """The dates of one text: (start, end, TIMEX3 value) of each found, and of each that the bed has."""

    id: str
    found: tuple[tuple[int, int, str], ...]
    gold: tuple[tuple[int, int, str], ...]


def bench_dates(path: str | Path, model: str | None = None) -> Iterator[DatesAnswer]:
    """The date expressions of each text (keys ``id``, ``text``, ``dct``: its day), by the coder's own stages.

    Raises:
        NothingToRead, UsageError: as `bed_rows` does.
        ModelMissing: the language model is not installed.
    """
    coder, path = Coder(model or settings.load().model), Path(path)
    for row in bed_rows(path, "id", "text", "dct"):
        day = day_of(row["dct"])
        if day is None:
            raise UsageError(f"{path}: {row['id']} has no day under 'dct'", "write it as 1998-08-07")
        found = tuple((t.span.start, t.span.end, t.value) for t in coder.dates(row["text"], day))
        listed = row.get("timex")
        gold = tuple(
            (t["start"], t["end"], str(t["value"]))
            for t in (listed if isinstance(listed, list) else ())
            if t.get("type", "DATE") == "DATE"
        )
        yield DatesAnswer(row["id"], found, gold)


def day_of(value: object) -> dt.date | None:
    """The day that a bed's cell begins with (``2021-09-29T08:00``), or None."""
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
