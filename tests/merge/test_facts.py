from __future__ import annotations

from dataclasses import replace

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.facts import facts_of

# What the report says, and whether it names the person whom a table has in that office.
CASES = [
    ("The defence minister met Bujar Osmani.", False),
    ("The defence minister met Bujar Osmani. Pabriks then left.", True),
    ("The defence minister met Bujar Osmani. Artis Pábriks then left.", True),
    ("Pabriks met Bujar Osmani.", True),
]


@pytest.mark.parametrize(("text", "named"), CASES, ids=[c[0] for c in CASES])
def test_whom_a_report_only_means_by_an_office_is_nobody(text: str, named: bool) -> None:
    who = "Pabriks/LVA" if text.startswith("Pabriks") else "The defence minister/LVA"
    made = build([Paper("a")], [report("a", text, "met", who, "Bujar Osmani/MKD", form="meeting")])
    (claim,) = made.claims
    (source,) = claim.sources
    claim = replace(claim, sources=(replace(source, name="Artis Pabriks", actor="person:artis-pabriks.lva"),))
    (document,) = made.documents.values()
    assert bool(facts_of(claim, document).sides["LVA"].persons) == named
    assert facts_of(claim, None).sides["LVA"].persons  # nothing to look it up in
