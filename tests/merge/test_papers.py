from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all
from communique.merge.papers import signing_words

PAPERS = [Paper("a", "Outlet A", "2024-03-06"), Paper("b", "Outlet B", "2024-03-06")]
SIGNED: dict[str, Any] = {"event": "AGREE", "form": "agreement", "details": {"stage": "signed"}}

# What the one report says of the 4th of March and the other of the 5th, and whether it is one signing.
CASES: list[tuple[str, str, str, dict[str, Any], bool]] = [
    ("one matter", "Kenya and Tanzania signed an accord on fishing on Monday.",
     "Tanzania and Kenya signed a fishing agreement on Tuesday, the ministry announced.", {}, True),
    ("one matter in long sentences", "They signed a memorandum on joint patrols of the lake in Kisumu on Monday.",
     "They signed a memorandum on Tuesday that provides for patrols of the lake by both navies.", {}, True),
    ("another matter", "They signed an agreement on fishing on Monday.",
     "They signed an agreement on road transport on Tuesday.", {}, False),
    ("no matter at all", "They signed an agreement on Monday.", "They signed a memorandum on Tuesday.", {}, False),
    ("only the city is shared", "They signed an agreement on tea in Nairobi on Monday.",
     "They signed an agreement on coal in Nairobi on Tuesday.", {}, False),
    ("another paper on it", "They signed an accord on fishing on Monday.",
     "They signed another accord on fishing on Tuesday.", {}, False),
    ("initialled and signed", "They initialled an accord on fishing on Monday.",
     "They signed an accord on fishing on Tuesday.", {"details": {"stage": "ratified"}}, False),
    ("two days on", "They signed an accord on fishing on Monday.",
     "They signed an accord on fishing on Wednesday.", {"date": "2024-03-06"}, False),
    ("with somebody else", "They signed an accord on fishing on Monday.",
     "They signed an accord on fishing on Tuesday.", {"whom": "UGA"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "one", "two", "rest", "together"), CASES, ids=[c[0] for c in CASES])
def test_a_paper_signed_on_two_days(what: str, one: str, two: str, rest: dict[str, Any], together: bool) -> None:
    assert told(one, two, rest) == ([("date", "contradiction")] if together else [])


def test_as_many_papers() -> None:
    for number, expected in (("28", [("date", "contradiction")]), ("17", [])):
        counts = [{"quantities": [(int(n), "document", f"{n} documents")]} for n in ("28", number)]
        found = told(
            "They signed 28 documents on Monday.", f"They signed {number} documents on Tuesday.", *counts[::-1]
        )
        assert found == expected


def told(one: str, two: str, rest: dict[str, Any], first: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    later: dict[str, Any] = {"whom": "TZA", "date": "2024-03-05", **SIGNED, **rest}
    rows = [
        report("a", one, "initialled" if "initialled" in one else "signed", "KEN", "TZA",
               date="2024-03-04", **{**SIGNED, **(first or {})}),
        report("b", two, "signed", "KEN", later.pop("whom"), **later),
    ]  # fmt: skip
    world = build(PAPERS, rows)
    return [(x.field, x.kind.value) for x in merge_all(world.claims, world.documents, {}).contradictions]


def test_the_words_of_any_signing() -> None:
    assert {"sign", "accord"} <= signing_words()
