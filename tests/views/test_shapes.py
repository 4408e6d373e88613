from __future__ import annotations

import json
from dataclasses import replace

import pytest
from memory import MemoryRecord
from world import FJORD

from communique.errors import UnknownId
from communique.model.records import Status
from communique.model.values import Link, LinkKind, Span
from communique.views import rows
from communique.views.brief import ALL, Limits, StateRef, brief, busiest_dyad, record_option
from communique.views.chain import marked, show
from communique.views.events import event_rows, is_open_plan
from communique.views.render import sentences

VISIT, THANKS, PLAN, VOTE = "e-1d5c00000011", "e-2d5c00000022", "e-3d5c00000033", "e-4d5c00000044"


def test_the_brief_sorts_what_it_shows(record: MemoryRecord, states: list[StateRef]) -> None:
    page = brief(record, states)
    assert [r["id"] for r in page["timeline"]] == [VISIT, THANKS]
    assert [r["id"] for r in page["undated"]] == [VOTE]
    assert [r["id"] for r in page["plans"]] == [PLAN]
    assert (page["documents"], page["sources"], page["origins"], page["unsourced"]) == (2, 2, 1, 0)
    shown = "3–4 May 2023"
    assert page["period"] == {"start": "2023-05-03", "end": "2023-05-04", "shown": shown, "words": f"on {shown}"}
    assert page["timeline"][0]["contradictions"] == ["x-1d5c00000011"]
    assert page["timeline"][1]["contradictions"] == []


def test_every_step_named_next_has_an_id_of_the_record(record: MemoryRecord, states: list[StateRef]) -> None:
    page = brief(record, states, record_option=" --record 'my record'")
    shows = [s["command"].split()[2] for s in page["next"] if s["command"].startswith("communique show ")]
    assert len(shows) == 3
    for id in shows:
        show(record, id)
    assert all(s["command"].endswith(" --record 'my record'") for s in page["next"])


def test_limits_keep_the_best_reported_in_the_order_of_days(record: MemoryRecord, states: list[StateRef]) -> None:
    page = brief(record, states, limits=Limits(events=1, statements=1, contradictions=1))
    assert [r["id"] for r in page["timeline"]] == [VISIT]
    assert page["left_out"] == dict.fromkeys(page["left_out"], 0) | {"timeline": 1, "contradictions": 1}
    assert not any(brief(record, states, limits=ALL)["left_out"].values())


def test_a_record_without_anything_still_gives_a_brief(states: list[StateRef]) -> None:
    page = brief(MemoryRecord(), states)
    assert page["timeline"] == page["undated"] == page["plans"] == []
    assert page["period"]["shown"] == "no dated event"
    assert [s["command"] for s in page["next"]] == ["communique export --format jsonl"]


def test_the_busiest_dyad(record: MemoryRecord) -> None:
    assert busiest_dyad(record) == ("CHL", "NOR")
    assert busiest_dyad(MemoryRecord()) is None


def test_the_brief_does_not_depend_on_the_order_of_the_record(record: MemoryRecord, states: list[StateRef]) -> None:
    turned = MemoryRecord(
        **{name: getattr(record, name)[::-1] for name in ("all_documents", "all_claims", "all_statements")},
        all_events=record.all_events[::-1],
        all_contradictions=record.all_contradictions[::-1],
    )
    assert brief(turned, states) == brief(record, states)


def test_statements_that_repeat_each_other_stand_once(record: MemoryRecord) -> None:
    found = rows.statement_rows(record, record.statements())
    assert [(r["id"], r["also"]) for r in found] == [("s-a00000000001", ["d-bbbbbbbbbbbb"])]
    assert found[0]["chain"] == ["Fjordposten", "Agencia Andes", "Ingrid Solheim"]


def test_a_chain_names_nobody_twice(record: MemoryRecord) -> None:
    document = record.documents()[0]
    links = (Link("Fjordposten", LinkKind.MEDIUM), Link("TASS", LinkKind.MEDIUM), Link("TASS", LinkKind.MEDIUM))
    assert rows.chain(document, links) == ["Fjordposten", "TASS"]


@pytest.mark.parametrize(("uri", "name"), [("a/b/c.txt", "c.txt"), ("c:\\x\\y.html", "y.html"), ("", "d-1")])
def test_a_document_of_unknown_source_goes_by_its_file(record: MemoryRecord, uri: str, name: str) -> None:
    document = replace(record.documents()[0], id="d-1", source=None)
    sighting = replace(document.sightings[0], uri=uri)
    assert rows.source_name(replace(document, sightings=(sighting,))) == name
    assert rows.source_name(replace(document, source=FJORD)) == "Fjordposten"


def test_each_thing_can_be_shown_and_is_plain_json(record: MemoryRecord) -> None:
    kinds = {}
    things = (
        *record.all_documents, *record.all_claims, *record.all_statements,
        *record.all_events, *record.all_contradictions, *record.all_actors,
    )  # fmt: skip
    for thing in things:
        shape = show(record, thing.id)
        kinds[shape["kind"]] = kinds.get(shape["kind"], 0) + 1
        assert json.loads(json.dumps(shape))["kind"] == shape["kind"]
    assert set(kinds) == {"document", "claim", "statement", "event", "contradiction", "actor"}


def test_an_unknown_id_is_the_records_to_refuse(record: MemoryRecord) -> None:
    with pytest.raises(UnknownId):
        show(record, "e-ffff")


def test_marks_lie_within_their_sentence_and_are_the_words(record: MemoryRecord) -> None:
    for claim in record.all_claims:
        shape = show(record, claim.id)
        assert shape["kind"] == "claim"
        text = record.document(claim.document).text
        sentence = shape["sentence"]
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
        for start, end in sentence["marks"]:
            assert 0 <= start < end <= len(sentence["text"])


def test_marks_that_overlap_are_one() -> None:
    shape = marked("one two three four", Span(4, 18), [Span(4, 7), Span(6, 13), Span(0, 6), Span(30, 31)])
    assert shape["text"] == "one two three four"
    assert shape["marks"] == [(0, 13)]


def test_a_hit_shows_whole_words_around_the_match(record: MemoryRecord) -> None:
    (row,) = rows.hit_rows(record, record.search("Antarctic"))
    (start, end) = row["marks"][0]
    assert row["excerpt"][start:end] == "Antarctic"
    text = record.documents()[0].text
    at = text.index(row["excerpt"])
    assert not text[at - 1].isalnum()


def test_planned_only_counts_as_open_until_more_is_known(record: MemoryRecord) -> None:
    by_id = {r["id"]: r for r in event_rows(record, record.events())}
    assert is_open_plan(by_id[PLAN])
    assert not is_open_plan({**by_id[PLAN], "outcome": "kept"})
    assert not is_open_plan({**by_id[PLAN], "status": Status.ACTUAL.value})


def test_a_pasted_command_names_the_record_only_where_it_must() -> None:
    assert record_option("communique.record", "communique.record") == ""
    assert record_option("my work/x.record", "communique.record") == " --record 'my work/x.record'"


SENTENCES = [
    # manner, joint, verbatim, words, whether somebody is spoken to: the line
    ("noted", "that", False, "it rains", False, "Ingrid Solheim (NOR) noted that it rains"),
    ("according to", ":", True, "it rains,", False, "Ingrid Solheim (NOR) said: “it rains”"),
    ("said", "that", False, "it rains", True, "Ingrid Solheim (NOR) said to Pablo Rivas (CHL) that it rains"),
    ("told", ":", False, "it rains", True, "Ingrid Solheim (NOR) told Pablo Rivas (CHL): it rains"),
    ("told", ":", False, "it rains", False, "Ingrid Solheim (NOR) said: it rains"),
    ("thanked", "", False, "Santiago for its help", True, "Ingrid Solheim (NOR) thanked Santiago for its help"),
    ("praised", "", False, "of the visit", False, "Ingrid Solheim (NOR) praised the visit"),
    ("quoted", ":", False, "it rains", False, "Ingrid Solheim (NOR) was quoted as saying: it rains"),
    ("said", "that", True, "it “rains", False, "Ingrid Solheim (NOR) said that it “rains”"),
]


@pytest.mark.parametrize(("manner", "joint", "verbatim", "words", "told", "line"), SENTENCES)
def test_a_statement_reads_as_a_sentence(
    record: MemoryRecord, manner: str, joint: str, verbatim: bool, words: str, told: bool, line: str
) -> None:
    (row, *_) = rows.statement_rows(record, record.statements())
    row.update(manner=manner, joint=joint, verbatim=verbatim, quote=words)
    if not told:
        row["addressees"] = []
    assert sentences.utterance(row) == line


def test_statements_are_their_own_first_then_verbatim_then_newest(record: MemoryRecord) -> None:
    first = record.all_statements[0]
    variants = {
        "s-1": replace(first, id="s-1", content_spans=(Span(0, 7),), verbatim=False),
        "s-2": replace(first, id="s-2", content_spans=(Span(8, 10),), document="d-bbbbbbbbbbbb"),
        "s-3": replace(first, id="s-3", content_spans=(Span(0, 9),)),
        "s-4": replace(first, id="s-4", content_spans=(Span(0, 5),), speakers=first.addressees),
    }
    found = rows.statement_rows(record, list(variants.values()), ["NOR"])
    assert [r["id"] for r in found] == ["s-3", "s-2", "s-1", "s-4"]


def test_a_document_leads_back_to_what_it_copies_credits_or_is(record: MemoryRecord) -> None:
    mine, theirs = record.all_documents
    own = replace(mine, credits=())
    unknown = replace(own, id="d-cccccccccccc", source=None)
    copy = replace(own, id="d-dddddddddddd", copy_of=theirs.id)
    one, other = (replace(copy, id=i, copy_of=j, source=None) for i, j in (("d-e", "d-f"), ("d-f", "d-e")))
    late = replace(copy, id="d-a", copy_of="d-f")
    library = rows.Library(MemoryRecord(all_documents=(theirs, own, unknown, copy, one, other, late)))
    assert library.origin(own.id) == "Fjordposten"
    assert library.origin(theirs.id) == library.origin(copy.id) == "Agencia Andes"
    assert library.origin(unknown.id) == unknown.id
    assert {library.origin(d) for d in ("d-e", "d-f", "d-a")} == {"d-e"}
    assert rows.Library(record).origin(mine.id) == "Agencia Andes"
