"""The date recogniser of recognizers-text, made to ask each question once.

The library is a tree of extractors, built of many equal copies, which ask each other the same of the same sentence
dozens of times: nine of ten answers were known before. Here the copies share their answers for the sentence in hand.
What comes out is the same (`tests/annotate/test_recogniser.py` holds the two side by side).
"""

from __future__ import annotations

import copy
import datetime as dt
import re
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_KEPT = 2_000  # answers; a sentence makes some hundreds

Answers = dict[tuple[object, ...], list[Any]]


@cache
def recogniser() -> Callable[[str, dt.datetime], list[Any]]:
    """Finds dates and durations of an English text: ``(text, moment to count from)`` to the library's results."""
    with warnings.catch_warnings():
        # The library's sources compare with ``is`` here and there, of which the compiler warns on the first import.
        warnings.simplefilter("ignore")
        from recognizers_date_time import DateTimeRecognizer
        from recognizers_date_time.date_time.utilities import DateTimeOptions
    model = DateTimeRecognizer("en-us", DateTimeOptions.NONE).get_datetime_model("en-us", True)
    answers: Answers = {}
    for extractor in _extractors(model.extractor):
        _share(extractor, answers)

    def recognise(text: str, moment: dt.datetime) -> list[Any]:
        if len(answers) > _KEPT:
            answers.clear()
        return model.parse(text, moment)  # type: ignore[no-any-return]

    return recognise


def _extractors(root: object) -> Iterator[Any]:
    """All parts of the tree that extract, each once."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list | tuple):
            waiting.extend(part)
            continue
        if id(part) in seen or not type(part).__module__.startswith("recognizers"):
            continue
        seen.add(id(part))
        waiting.extend(getattr(part, "__dict__", {}).values())
        if callable(getattr(part, "extract", None)):
            yield part


def _share(extractor: Any, answers: Answers) -> None:
    """Let ``extractor`` look among the answers of those that are made like it."""
    make = (type(extractor), type(getattr(extractor, "config", None)))
    extract = extractor.extract

    def ask(source: str, reference: dt.datetime | None = None) -> list[Any]:
        # where things stand depends on the day only where a weekday is held against a number: "Tuesday the 21st"
        key = (make, source, reference if reference is None or _WEEKDAY.search(source) else True)
        known = answers.get(key)
        if known is None:
            known = extract(source) if reference is None else extract(source, reference)
            answers[key] = known
        return [copy.copy(result) for result in known]  # who asks may write into what he gets

    extractor.extract = ask
