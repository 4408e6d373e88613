"""A paper signed once, a bridge opened once, told for two days."""

from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all

PAPERS = [Paper("a", "Lake Post", "2024-03-08"), Paper("b", "Hill Wire", "2024-03-08")]
SIGNED: dict[str, Any] = {"event": "AGREE", "form": "agreement", "details": {"stage": "signed"}, "word": "signed"}
OPENED: dict[str, Any] = {"event": "CONSULT", "form": "ceremony", "word": "opened", "reasons": ("verb open",)}
MON, WED, SUN = "2024-03-04", "2024-03-06", "2024-03-10"

CASES: list[tuple[str, dict[str, Any], str, tuple[str, str], dict[str, Any], bool]] = [
    ("a paper two days apart", SIGNED, "They signed a pact on fishing quotas and patrols on Monday.",
     ("They signed the pact on patrols and fishing quotas on Wednesday.", WED), {}, True),
    ("one word in common, two days apart", SIGNED, "They signed a pact on fishing on Monday.",
     ("They signed a fishing accord on Wednesday.", WED), {}, False),
    ("another paper", SIGNED, "They signed a pact on fishing quotas and patrols on Monday.",
     ("They signed a pact on road tolls and lorries on Wednesday.", WED), {}, False),
    ("a second paper", SIGNED, "They signed a pact on fishing quotas and patrols on Monday.",
     ("They signed another pact on patrols and fishing quotas on Wednesday.", WED), {}, False),
    ("six days later", SIGNED, "They signed a pact on fishing quotas and patrols on Monday.",
     ("They signed the pact on patrols and fishing quotas on Sunday.", SUN), {}, False),
    ("with another state", SIGNED, "They signed a pact on fishing quotas and patrols on Monday.",
     ("They signed the pact on patrols and fishing quotas on Wednesday.", WED), {"whom": "UGA"}, False),
    ("a bridge", OPENED, "They opened the bridge over the Ruvu on Monday.",
     ("The two opened the bridge on Wednesday.", WED), {}, True),
    ("a bridge and a school", OPENED, "They opened the bridge over the Ruvu on Monday.",
     ("The two opened a school on Wednesday.", WED), {}, False),
    ("a second bridge", OPENED, "They opened the bridge over the Ruvu on Monday.",
     ("The two opened a second bridge on Wednesday.", WED), {}, False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "base", "one", "two", "rest", "clash"), CASES, ids=[c[0] for c in CASES])
def test_on_two_days(
    what: str, base: dict[str, Any], one: str, two: tuple[str, str], rest: dict[str, Any], clash: bool
) -> None:
    first, second = dict(base), {"whom": "TZA", **base, **rest}
    rows = [
        report("a", one, first.pop("word"), "KEN", "TZA", date=MON, **first),
        report("b", two[0], second.pop("word"), "KEN", second.pop("whom"), date=two[1], **second),
    ]
    made = build(PAPERS, rows)
    found = [(x.field, x.kind.value) for x in merge_all(made.claims, made.documents, {}).contradictions]
    assert found == ([("date", "contradiction")] if clash else [])
