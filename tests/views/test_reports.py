from __future__ import annotations

from dataclasses import replace

import pytest
from world import TEXT_A, at, make_record

from communique.model.records import Claim, PartKind, Status
from communique.model.values import Basis, PublishedBasis, Span
from communique.views.chain import show
from communique.views.comparison import compare
from communique.views.marks import segments
from communique.views.origins import OriginRow, StepRow
from communique.views.render import telling
from communique.views.reports import (
    Node,
    by_report,
    claim_words,
    left_out,
    said_fields,
    statement_marks,
    tree,
    value_segments,
)

VISIT = "e-1d5c00000011"


def step(taker: str, giver: str) -> StepRow:
    return StepRow(taker=taker, source="", giver=giver, how="copy", why=f"has it from {giver}", claim="")


def flat(nodes: list[Node], depth: int = 0) -> list[tuple[int, str]]:
    return [line for n in nodes for line in [(depth, n["step"]["taker"]), *flat(n["under"], depth + 1)]]


def test_a_tree_hangs_every_taker_under_its_giver() -> None:
    steps = [step("paper", "agency"), step("blog", "paper"), step("copy", "blog"), step("radio", "agency")]
    made = tree(OriginRow(name="agency", why="", documents=["d-1"], steps=steps))
    assert flat(made["under"]) == [(0, "paper"), (1, "blog"), (2, "copy"), (0, "radio")]


def test_each_value_names_the_reports_that_say_it_with_the_numbers_of_their_claims() -> None:
    record = make_record()
    event = show(record, VISIT)
    assert event["kind"] == "event"
    fields = said_fields(event, compare(record, VISIT))
    date = next(f for f in fields if f["field"] == "date")
    numbers = {c["id"]: n for n, c in enumerate(event["claims"], 1)}
    said = {v["value"]: [(s["source"], s["claims"]) for s in v["says"]] for v in date["values"]}
    assert said == {
        "2023-05-03/2023-05-04": [("Fjordposten", [(numbers["c-a00000000001"], "c-a00000000001")])],
        "2023-05-01/2023-05-07": [("Agencia Andes", [(numbers["c-b00000000001"], "c-b00000000001")])],
    }
    assert date["differ"] == "precision"


def test_what_a_report_leaves_out_is_what_others_tell() -> None:
    found = left_out(compare(make_record(), VISIT))
    assert [(row["report"]["source"], row["fields"]) for row in found] == [("Agencia Andes", ["place"])]


def test_claims_stand_under_their_reports_with_running_numbers() -> None:
    event = show(make_record(), VISIT)
    assert event["kind"] == "event"
    reports = by_report(event["claims"])
    assert [number for report in reports for number, _ in report["claims"]] == [1, 2]
    assert all(c["document"] == report["document"] for report in reports for _, c in report["claims"])


def test_the_words_of_a_claim_by_role() -> None:
    record = make_record()
    (claim,) = record.claims(ids=["c-a00000000001"])
    rows = claim_words(claim, record.document(claim.document), "3–4 May 2023")
    told = {row["role"]: row["words"] for row in rows}
    assert told["what"] == "visited"
    assert told["who"] == claim.sources[0].text
    assert all(row["start"] is None or TEXT_A[row["start"] :].startswith(row["words"][:4]) for row in rows)
    assert next(r for r in rows if r["role"] == "when")["taken"] == "3–4 May 2023"


def test_a_statement_is_marked_by_who_speaks_and_what_is_said() -> None:
    (statement,) = make_record().statements(ids=["s-a00000000001"])
    cut = segments(statement.sentence, statement_marks(statement))
    under = {m.kind: s.span.of(TEXT_A) for s in cut for m in s.marks}
    assert (under["cue"], under["actor"]) == ("told", "she")
    assert "".join(s.span.of(TEXT_A) for s in cut) == statement.sentence.of(TEXT_A)


def test_the_value_of_a_side_is_marked_where_the_sentence_has_it() -> None:
    record = make_record()
    (claim,) = record.claims(ids=["c-a00000000003"])
    words = "sign eleven agreements"
    claim = replace(claim, quantities=(replace(claim.quantities[0], span=at(TEXT_A, "eleven agreements")),))
    assert {k: TEXT_A[a:b] for k, a, b in marked_in(claim, "11")} == {"evidence": words, "value": "eleven agreements"}
    assert [k for k, *_ in marked_in(claim, "12")] == ["evidence"]
    visit = replace(claim, sentence=Span(0, len(TEXT_A)), quantities=())
    found = [TEXT_A[a:b] for k, a, b in marked_in(visit, "between 2023 and 2024") if k == "value"]
    assert found == ["2023"] * TEXT_A.count("2023")


def marked_in(claim: Claim, value: str) -> list[tuple[str, int, int]]:
    """Kind, start and end of what is marked; neighbours of one kind drawn together."""
    cut = value_segments(claim, value, TEXT_A)
    assert "".join(s.span.of(TEXT_A) for s in cut) == TEXT_A[cut[0].span.start : cut[-1].span.end]
    found: list[tuple[str, int, int]] = []
    for kind in ("evidence", "value"):
        for s in cut:
            if any(m.kind == kind for m in s.marks):
                if found and found[-1][0] == kind and found[-1][2] == s.span.start:
                    found[-1] = (kind, found[-1][1], s.span.end)
                else:
                    found.append((kind, *s.span))
    return found


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (telling.STATUSES, {s.value for s in Status}),
        (telling.DATE_BASES, {b.value for b in Basis}),
        (telling.PUBLISHED, {b.value for b in PublishedBasis}),
        (telling.PARTS, {k.value for k in PartKind}),
    ],
)
def test_every_value_has_its_words(table: dict[str, str], names: set[str]) -> None:
    assert set(table) == names


def test_the_fields_that_a_form_offers_can_be_judged() -> None:
    from communique.merge.right_values import field_name

    assert [field_name(f) for f in telling.JUDGED_FIELDS]
