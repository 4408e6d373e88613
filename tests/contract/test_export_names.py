"""The export's names are a contract (DESIGN, section 4) that outside checks read: keys may be added, never renamed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from world import make_record

from communique.model.records import Reuse
from communique.model.values import Basis, PartialDate, Precision, Span
from communique.views.exports import FORMATS, exporter, jsonl

KINDS = ["document", "claim", "statement", "event", "contradiction", "office"]
TEXT, NUMBER, WHOLE, FLAG = (str,), (int, float), (int,), (bool,)
NOTHING = type(None)

# kind -> key -> (types, whether it is always there)
CONTRACT: dict[str, dict[str, tuple[tuple[type, ...], bool]]] = {
    "document": {
        "id": (TEXT, True),
        "uri": (TEXT, True),
        "source": (TEXT, False),
        "title": (TEXT, False),
        "text": (TEXT, True),
        "published": ((str, NOTHING), True),
        "published_basis": (TEXT, True),
        "language": (TEXT, True),
        "copy_of": (TEXT, False),
        "credits": ((list,), False),
        "reuses": ((list,), False),
        "written": ((dict,), False),
    },
    "claim": {
        "id": (TEXT, True),
        "document": (TEXT, True),
        "event": (TEXT, False),
        "mode": (TEXT, False),
        "form": (TEXT, False),
        "choice": ((str, NOTHING), True),
        "status": (TEXT, True),
        "source": ((list,), False),
        "target": ((list,), False),
        "date": ((dict,), False),
        "place": ((dict,), False),
        "quantities": ((list,), False),
        "attribution": ((list,), False),
        "statement": ((str, NOTHING), True),
        "spans": ((list,), True),
        "score": (NUMBER, True),
    },
    "statement": {
        "id": (TEXT, True),
        "document": (TEXT, True),
        "speaker": ((dict,), False),
        "speakers": ((list,), False),
        "addressees": ((list,), False),
        "attribution": ((list,), False),
        "manner": (TEXT, True),
        "verbatim": (FLAG, True),
        "spans": ((list,), True),
        "source_spans": ((list,), False),
        "cue_spans": ((list,), False),
        "content_spans": ((list,), False),
        "score": (NUMBER, True),
    },
    "event": {
        "id": (TEXT, True),
        "event": (TEXT, False),
        "form": (TEXT, False),
        "claims": ((list,), True),
        "documents": (WHOLE, True),
        "origins": (WHOLE, True),
        "fields": ((dict,), False),
        "outcome": (TEXT, False),
    },
    "contradiction": {
        "id": (TEXT, True),
        "event": (TEXT, False),
        "subject": (TEXT, True),
        "field": (TEXT, True),
        "type": (TEXT, True),
        "values": ((list,), True),
    },
    "office": {
        "actor": (TEXT, True),
        "position": (TEXT, True),
        "country": (TEXT, False),
        "from": (TEXT, False),
        "to": (TEXT, False),
        "basis": (TEXT, True),
        "spans": ((list,), False),
    },
}
PARTICIPANT = {"name": str, "text": str, "start": int, "end": int}


@pytest.fixture
def lines() -> list[str]:
    return list(jsonl.lines(make_record()))


@pytest.fixture
def rows(lines: list[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]


def test_kinds_come_in_their_order_and_each_by_id(rows: list[dict[str, Any]]) -> None:
    assert list(dict.fromkeys(r["kind"] for r in rows)) == KINDS
    for kind in KINDS[:-1]:
        ids = [r["id"] for r in rows if r["kind"] == kind]
        assert ids == sorted(ids)


def test_kind_is_the_first_key_and_separators_are_compact(lines: list[str]) -> None:
    for line in lines:
        assert line.startswith('{"kind":"')
        assert json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":")) == line


def test_names_and_types(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        for key, (types, always) in CONTRACT[row["kind"]].items():
            if always or key in row:
                assert key in row, (row["kind"], key)
                assert isinstance(row[key], types), (row["kind"], key, row[key])


def test_every_contract_name_is_used_by_some_row(rows: list[dict[str, Any]]) -> None:
    seen = {kind: {k for r in rows if r["kind"] == kind for k in r} for kind in KINDS}
    never = {(kind, key) for kind, keys in CONTRACT.items() for key in keys if key not in seen[kind]}
    rarely = {("document", key) for key in ("copy_of", "reuses", "written")}
    assert never == {*rarely, ("office", "to")}


def test_an_undated_document_that_takes_from_others() -> None:
    document = make_record().documents()[0]
    taken = replace(
        document, published=None, copy_of="d-1", reuses=(Reuse(Span(0, 5), "d-2", "AFP"), Reuse(Span(6, 9), "d-3"))
    )
    anchor = PartialDate(dt.date(2022, 6, 24), dt.date(2022, 7, 9), Precision.RANGE, Basis.INFERRED)
    row = jsonl.document_row(taken, anchor)
    assert row["reuses"] == [
        {"start": 0, "end": 5, "document": "d-2", "source": "AFP"},
        {"start": 6, "end": 9, "document": "d-3"},
    ]
    assert (row["published"], row["copy_of"]) == (None, "d-1")
    assert row["written"] == {"start": "2022-06-24", "end": "2022-07-09", "precision": "range", "basis": "inferred"}


def test_empty_keys_are_left_out(rows: list[dict[str, Any]]) -> None:
    nullable = {"published", "choice", "statement"}
    for row in rows:
        assert not [k for k, v in row.items() if v in (None, "", [], {}) and k not in nullable]


def test_participants_carry_their_words(rows: list[dict[str, Any]]) -> None:
    texts = {r["id"]: r["text"] for r in rows if r["kind"] == "document"}
    for row in (r for r in rows if r["kind"] in ("claim", "statement")):
        sides = ["source", "target"] if row["kind"] == "claim" else ["speakers", "addressees"]
        for participant in (p for side in sides for p in row.get(side, [])):
            for key, kind in PARTICIPANT.items():
                assert isinstance(participant[key], kind)
            if participant["end"]:
                assert texts[row["document"]][participant["start"] : participant["end"]] == participant["text"]


def test_spans_are_pairs_within_the_exported_text(rows: list[dict[str, Any]]) -> None:
    texts = {r["id"]: r["text"] for r in rows if r["kind"] == "document"}
    for row in (r for r in rows if r["kind"] in ("claim", "statement")):
        for key in (k for k in row if k == "spans" or k.endswith("_spans")):
            for start, end in row[key]:
                assert 0 <= start < end <= len(texts[row["document"]])


def test_dates_are_iso_and_links_lead_somewhere(rows: list[dict[str, Any]]) -> None:
    claims = {r["id"] for r in rows if r["kind"] == "claim"}
    for row in rows:
        if row["kind"] == "claim" and "date" in row:
            assert set(row["date"]) >= {"start", "end", "precision", "basis"}
            dt.date.fromisoformat(row["date"]["start"])
        if row["kind"] == "event":
            assert set(row["claims"]) <= claims
            for values in row.get("fields", {}).values():
                for value in values:
                    assert set(value) == {"value", "supports"}
                    assert set(value["supports"]) <= claims
        if row["kind"] == "contradiction":
            assert row["type"] in ("contradiction", "update", "scope")
            assert all(set(v) == {"value", "claims"} and set(v["claims"]) <= claims for v in row["values"])


def test_attribution_and_source_are_display_names(rows: list[dict[str, Any]]) -> None:
    assert next(r for r in rows if r["kind"] == "document")["source"] == "Fjordposten"
    assert next(r for r in rows if r["kind"] == "claim")["attribution"] == ["Agencia Andes"]


def test_a_vote_has_its_choice(rows: list[dict[str, Any]]) -> None:
    (vote,) = [r for r in rows if r["kind"] == "claim" and r.get("form") == "vote"]
    assert vote["choice"] == "against"
    assert "event" not in vote


def test_the_formats_that_there_are() -> None:
    assert list(FORMATS) == ["jsonl"]
    assert exporter("JSONL") is FORMATS["jsonl"]
