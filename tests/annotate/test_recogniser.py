"""The shared answers change nothing: side by side with the library as it comes."""

from __future__ import annotations

import datetime as dt
import warnings

import pytest

from communique.annotate import recogniser as house

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_date_time.date_time.base_merged import BaseMergedExtractor
    from recognizers_date_time.date_time.english.merged_extractor_config import EnglishMergedExtractorConfiguration
    from recognizers_date_time.date_time.models import DateTimeModel
    from recognizers_date_time.date_time.utilities import DateTimeOptions

MOMENT = dt.datetime(2022, 7, 5)
TEXTS = [
    "The ministers met on Monday and will meet again on July 6, 2022, at 10 a.m. in Bali.",
    "Three days before the summit of 24-25 May 2019 he had spent two weeks in Lima.",
    "Between March and late June last year about 1,200 people fled; 40 percent returned within ten days.",
    "The treaty of 12 October 1998 was signed twenty-five years ago, in the first week of winter.",
    "Every Tuesday the ferry leaves at noon, two hours later than in the 1990s.",
    "From 9:30 this morning until tomorrow night the border stays shut, the ministry said over the weekend.",
    "At the end of next month, or in early 2023 at the latest, half of the 300 soldiers will go home for Christmas.",
    "Nothing here tells when.",
    "They met on Tuesday the 21st, on Fri. 13th and on the 5th Monday of the year; the 30th was too late.",
    "",
]  # fmt: skip


def told(results: list[object]) -> list[tuple[object, ...]]:
    return [(r.start, r.end, r.type_name, r.text, repr(r.resolution)) for r in results]  # type: ignore[attr-defined]


def plain() -> DateTimeModel:
    """The library as it comes: its extractors built afresh, none of them shares."""
    parser = DateTimeRecognizer("en-us", DateTimeOptions.NONE).get_datetime_model("en-us", True).parser
    return DateTimeModel(parser, BaseMergedExtractor(EnglishMergedExtractorConfiguration(), DateTimeOptions.NONE))


@pytest.mark.parametrize("text", TEXTS)
def test_the_results_are_the_library_s_own(text):
    ours = house.recogniser()
    assert told(ours(text, MOMENT)) == told(plain().parse(text, MOMENT))
    assert told(ours(text, MOMENT)) == told(ours(text, MOMENT))  # nobody wrote into what was kept


def test_answers_are_shared_between_extractors_of_one_make():
    asked = []

    class Extractor:
        def extract(self, source, reference=None):
            asked.append(source)
            return [{"of": source}]

    one, two, answers = Extractor(), Extractor(), {}
    for extractor in (one, two):
        house._share(extractor, answers)
    first, second = one.extract("a"), two.extract("a")
    assert asked == ["a"] and first == second and first[0] is not second[0]
    assert one.extract("a", MOMENT) == [{"of": "a"}] and asked == ["a", "a"]
    assert len(list(house._extractors(plain().extractor))) > 30


def test_another_day_gives_another_answer():
    first = house.recogniser()("on Monday", MOMENT)
    later = house.recogniser()("on Monday", MOMENT + dt.timedelta(days=70))
    assert first[0].resolution != later[0].resolution


@pytest.mark.parametrize("text", TEXTS)
def test_one_day_s_answers_do_not_serve_another(text):
    for days in range(0, 400, 23):
        moment = MOMENT + dt.timedelta(days=days)
        assert told(house.recogniser()(text, moment)) == told(plain().parse(text, moment))
