"""The names of the REST API are a contract that outside programs rely on: keys may be added, never renamed.

Only routes, operations, parameters and the keys that programs need to find their way are listed; all else is told by
the description and held against the answers in `tests/views/rest`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from communique.views.server.app import make_app

TOLD: dict[str, Any] = make_app(Path("none.record")).openapi()
PARTS = {"cursor", "limit", "format"}
EVENT_FILTERS = {"since", "until", "event", "form", "status", "source", "actor", "contradicted"}
BETWEEN = {"one", "two"}

# operation -> (method and path, its parameters)
ROUTES: dict[str, tuple[str, set[str]]] = {
    "get_start": ("get /api", set()),
    "list_events": ("get /api/events", PARTS | EVENT_FILTERS | {"state", "newest"}),
    "get_event": ("get /api/events/{id}", {"id"}),
    "compare_event": ("get /api/events/{id}/compare", {"id"}),
    "list_contradictions": ("get /api/contradictions", PARTS | {"state", "type", "field"}),
    "get_contradiction": ("get /api/contradictions/{id}", {"id"}),
    "list_documents": ("get /api/documents", PARTS | {"source", "newest"}),
    "get_document": ("get /api/documents/{id}", {"id"}),
    "get_document_text": ("get /api/documents/{id}/text", {"id"}),
    "list_claims": ("get /api/claims", PARTS | {"document"}),
    "get_claim": ("get /api/claims/{id}", {"id"}),
    "list_statements": ("get /api/statements", PARTS | {"state", "speaker", "since", "until", "newest"}),
    "get_statement": ("get /api/statements/{id}", {"id"}),
    "list_actors": ("get /api/actors", PARTS | {"state", "kind"}),
    "get_actor": ("get /api/actors/{id}", {"id"}),
    "list_offices": ("get /api/offices", PARTS | {"state", "position", "on", "disputed"}),
    "list_sources": ("get /api/sources", PARTS),
    "get_source": ("get /api/sources/{id}", {"id"}),
    "list_states": ("get /api/states", PARTS),
    "search": ("get /api/search", {"q", "limit", "format"}),
    "list_skipped": ("get /api/skipped", PARTS),
    "export": ("get /api/export", {"format"}),
    "get_home": ("get /api/home", set()),
    "get_network": ("get /api/network", {"since", "until", "limit"}),
    "get_dyad": ("get /api/dyads/{one}/{two}", BETWEEN | EVENT_FILTERS),
    "get_timeline": ("get /api/dyads/{one}/{two}/timeline", BETWEEN | EVENT_FILTERS),
    "get_series": ("get /api/dyads/{one}/{two}/series", BETWEEN | EVENT_FILTERS | {"step"}),
    "get_brief": ("get /api/dyads/{one}/{two}/brief", BETWEEN | EVENT_FILTERS),
    "list_review": ("get /api/review", {"limit", "format"}),
    "list_judgements": ("get /api/judgements", PARTS),
    "add_judgement": ("post /api/judgements", set()),
    "list_builds": ("get /api/builds", set()),
    "get_build": ("get /api/builds/{id}", {"id"}),
    "start_build": ("post /api/builds", set()),
}
NAMES = {"id", "event", "form", "mode", "status"}
# shape -> keys that are always there
SHAPES: dict[str, set[str]] = {
    "Problem": {"status", "error", "hint", "details", "near"},
    "Start": {"name", "version", "record", "counts", "links"},
    "EventRow": NAMES
    | {"date", "who", "whom", "what", "said", "place", "documents", "origins", "contradictions", "outcome", "score"},
    "DateShape": {"start", "end", "precision", "basis", "shown"},
    "ActorRef": {"actor", "name", "label", "country", "office"},
    "StatementRow": {"id", "document", "published", "speakers", "addressees", "manner", "verbatim", "chain", "quote"},
    "ContradictionRow": {"id", "event", "subject", "field", "type", "values", "why"},
    "SideRow": {"value", "claims", "chains", "says"},
    "DocumentRow": {"id", "title", "source", "published", "published_basis", "language", "uri", "copy_of"},
    "ActorRow": {"id", "name", "kind", "country", "sector", "names", "offices", "documents", "mentions"},
    "OfficeRow": {"actor", "name", "position", "country", "since", "until", "basis", "documents", "origin", "words"},
    "SourceRow": {"id", "name", "country", "kind", "ownership", "documents"},
    "StateRef": {"code", "name"},
    "SkippedRow": {"uri", "reason", "detail"},
    "HitRow": {"kind", "id", "document", "title", "excerpt", "marks", "score"},
    "EventChain": {"kind", "row", "fields", "origins", "contradictions", "claims", "why", "judged"},
    "ClaimChain": NAMES
    | {
        "kind",
        "document",
        "who",
        "what",
        "whom",
        "date",
        "place",
        "chain",
        "statement",
        "sentence",
        "reasons",
        "score",
    },
    "Marked": {"text", "start", "end", "marks"},
    "StatementChain": {"kind", "row", "document", "sentence", "claims"},
    "DocumentChain": {"kind", "row", "sightings", "credits", "parts", "claims", "statements"},
    "ActorChain": {"kind", "row", "why", "events", "statements"},
    "ContradictionChain": {"kind", "row", "event", "sides"},
    "Comparison": {"kind", "row", "reports", "fields", "parts"},
    "SourcePage": {"kind", "row", "documents", "events", "quoted", "unquoted", "first", "disputes"},
}
LISTS = {
    "list_events": "EventRow",
    "list_contradictions": "ContradictionRow",
    "list_documents": "DocumentRow",
    "list_claims": "ClaimChain",
    "list_statements": "StatementRow",
    "list_actors": "ActorRow",
    "list_offices": "OfficeRow",
    "list_sources": "SourceRow",
    "list_states": "StateRef",
    "list_skipped": "SkippedRow",
    "search": "HitRow",
    "list_review": "ReviewRow",
    "list_judgements": "JudgementRow",
    "list_builds": "BuildShape",
}
OPERATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    told["operationId"]: (f"{method} {path}", told)
    for path, methods in TOLD["paths"].items()
    for method, told in methods.items()
}


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = TOLD["components"]["schemas"][name]
    return found


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_keeps_its_address_and_its_parameters(name: str) -> None:
    where, parameters = ROUTES[name]
    assert OPERATIONS[name][0] == where
    assert parameters <= {p["name"] for p in OPERATIONS[name][1].get("parameters", ())}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_keeps_its_keys_and_always_has_them(name: str) -> None:
    assert SHAPES[name] <= set(schema(name)["properties"])
    assert SHAPES[name] <= set(schema(name)["required"])


@pytest.mark.parametrize("name", LISTS)
def test_a_list_comes_in_parts_of_its_rows(name: str) -> None:
    answer = OPERATIONS[name][1]["responses"]["200"]["content"]["application/json"]["schema"]
    part = schema(answer["$ref"].rsplit("/", 1)[-1])
    assert set(part["required"]) == {"items", "next"}
    assert part["properties"]["items"]["items"]["$ref"].endswith(f"/{LISTS[name]}")
    assert {one["type"] for one in part["properties"]["next"]["anyOf"]} == {"string", "null"}


def test_every_operation_is_in_the_contract_under_a_name_of_its_own() -> None:
    every = [told["operationId"] for methods in TOLD["paths"].values() for told in methods.values()]
    assert sorted(every) == sorted(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_tells_what_it_is_for_and_what_may_go_wrong(name: str) -> None:
    told = OPERATIONS[name][1]
    assert told["summary"] and not told["summary"].endswith(".")
    assert told["description"].strip().endswith(".")
    assert "Raises:" not in told["description"]
    assert len(told["tags"]) == 1
    assert told["tags"][0] in {tag["name"] for tag in TOLD["tags"]}
    for status in ("404", "422", "503"):
        answer = told["responses"][status]
        assert answer["description"]
        assert answer["content"]["application/json"]["schema"]["$ref"].endswith("/Problem")
    for parameter in told.get("parameters", ()):
        assert parameter.get("description"), parameter["name"]


@pytest.mark.parametrize("name", sorted(TOLD["components"]["schemas"]))
def test_every_shape_is_told_in_words(name: str) -> None:
    told = schema(name)
    if "properties" in told and not name.startswith("Part_"):
        assert told.get("description", "").strip(), name


def test_only_builds_and_judgements_are_written() -> None:
    writing = {name for name, (where, _) in OPERATIONS.items() if not where.startswith("get ")}
    assert writing == {"start_build", "add_judgement"}
