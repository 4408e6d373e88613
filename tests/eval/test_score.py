from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from score import FIGURES, Figure, rows_of_passages, score

Row = dict[str, Any]

FILE = "2024-05-02_gazette_the-visit.txt"
TEXT = (
    "Kenyan President Daniel Wekesa visited Kampala on Tuesday.\n"
    "“We will   sign the treaty,” he told the Ugandan parliament, the Gazette reported.\n"
    "Malawi recalled its envoy from Lusaka. Norway voted against the text.\n"
    "Chile may leave the pact. Peru praised Chile and Bolivia."
)


def span(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def event(id: str, plover: str, quote: str, source: list[str], target: list[str], **more: Any) -> Row:
    plain = {"mode": None, "date": None, "place": None, "status": "actual", "via": []}
    row = {
        "kind": "event",
        "id": id,
        "file": FILE,
        "plover": plover,
        "quote": quote,
        "source": source,
        "target": target,
    }
    return row | plain | more


def actor(name: str, country: str | None = None, **more: Any) -> Row:
    return {"name": name, "text": name, "kind": "state"} | ({"country": country} if country else {}) | more


def claim(id: str, kind: str, words: str, source: list[Row], target: list[Row], **more: Any) -> Row:
    row = {"kind": "claim", "id": id, "document": "d-1", "event": kind, "spans": span(words), "status": "actual"}
    return row | {"source": source, "target": target, "choice": None} | more


GOLD: list[Row] = [
    {"kind": "meta", "file": FILE, "published": "2024-05-02"},
    event(
        "E1",
        "CONSULT",
        "Daniel Wekesa visited Kampala on Tuesday",
        ["Daniel Wekesa/KEN"],
        ["UGA"],
        mode="visit",
        date=["2024-04-30", "2024-04-30"],
        place="Kampala",
        via=["Gazette"],
    ),
    event("E2", "SANCTION|COERCE", "Malawi recalled its envoy", ["MWI"], ["ZMB"], status="actual"),
    event("E3", "VOTE:against|REJECT", "Norway voted against the text", ["NOR"], []),
    event("E4", "RETREAT", "Chile may leave the pact", ["CHL"], [], status="hypothetical", doubtful=True),
    event("E5", "SUPPORT", "Peru praised Chile and Bolivia", ["PER"], ["CHL", "BOL"]),
    {
        "kind": "statement",
        "id": "S1",
        "file": FILE,
        "speaker": "Daniel Wekesa|president",
        "country": "KEN",
        "addressee": "parliament",
        "via": ["Gazette"],
        "verbatim": True,
        "quote": '"We will sign the treaty," he told the Ugandan parliament',
    },
]
WEKESA = actor("Daniel Wekesa", "KEN")
EXPORT: list[Row] = [
    {"kind": "document", "id": "d-1", "uri": f"articles/{FILE}", "text": TEXT, "published": "2024-05-02"},
    claim(
        "c-1",
        "CONSULT",
        "visited Kampala",
        [WEKESA],
        [actor("Uganda", "UGA")],
        form="visit",
        date={"start": "2024-04-30"},
        place={"name": "Kampala"},
        attribution=["The Gazette"],
    ),
    claim("c-2", "SANCTION", "recalled its envoy", [actor("Malawi", "MWI")], [actor("Zambia", "ZMB")]),
    claim("c-3", "", "voted against", [actor("Norway", "NOR")], [], form="vote", choice="against"),
    claim("c-4", "RETREAT", "leave the pact", [actor("Chile", "CHL")], [], status="hypothetical"),
    claim("c-5", "SUPPORT", "praised", [actor("Peru", "PER")], [actor("Chile", "CHL"), actor("Bolivia", "BOL")]),
    {
        "kind": "statement",
        "id": "s-1",
        "document": "d-1",
        "spans": span("told"),
        "speakers": [WEKESA],
        "addressees": [actor("Parliament of Uganda", "UGA")],
        "attribution": ["The Gazette"],
        "verbatim": True,
    },
    {"kind": "office", "actor": "x"},
]


def rates(export: list[Row], gold: list[Row] = GOLD) -> dict[str, float | None]:
    return {name: figure.rate for name, figure in score(export, gold).figures().items()}


def test_a_perfect_export_has_all() -> None:
    found = score(EXPORT, GOLD)
    assert set(rates(EXPORT).values()) == {1.0}
    assert found.misses == ()
    assert (found.event_found, found.event_right) == (Figure(4, 4), Figure(4, 4))
    assert (found.claim_precision, found.statement_precision) == (Figure(5, 5), Figure(1, 1))
    assert (found.status, found.date, found.mode) == (Figure(4, 4), Figure(1, 1), Figure(1, 1))


@pytest.mark.parametrize("export", [[], EXPORT[:1]], ids=["nothing", "only the document"])
def test_an_empty_export_has_nothing(export: list[Row]) -> None:
    found = score(export, GOLD)
    asked = {"event_found": 4, "event_right": 4, "statement_found": 1, "published": 1, "quotation_kept": 5}
    assert {name: f.asked for name, f in found.figures().items() if f.asked} == asked
    of_claims = [found.event_found, found.event_right, found.claim_precision, found.statement_found]
    assert [f.hits for f in of_claims] == [0, 0, 0, 0]
    assert found.status.rate is None


# One thing made wrong, and the figures that this lowers: all others stay at 100 %.
Change = Callable[[dict[str, Row]], object]
ERRORS: list[tuple[str, Change, set[str]]] = [
    ("status", lambda r: r["c-1"].update(status="planned"), {"status"}),
    ("first day", lambda r: r["c-1"].update(date={"start": "2024-05-01"}), {"date"}),
    ("last day", lambda r: r["c-1"]["date"].update(end="2024-05-01"), {"date"}),
    ("no date", lambda r: r["c-1"].pop("date"), {"date"}),
    ("place", lambda r: r["c-1"].update(place={"name": "Nairobi"}), {"place"}),
    ("no place", lambda r: r["c-1"].pop("place"), {"place"}),
    ("via", lambda r: r["c-1"].update(attribution=["Herald"]), {"via"}),
    ("mode", lambda r: r["c-1"].update(form="meeting"), {"mode"}),
    ("wrong person", lambda r: r["c-1"].update(source=[actor("Kenya", "KEN")]), {"event_right", "claim_precision"}),
    ("namesake", lambda r: r["c-1"].update(source=[actor("Wekesa", "UGA")]), {"event_right", "claim_precision"}),
    ("wrong state", lambda r: r["c-2"].update(target=[actor("Mali", "MLI")]), {"event_right", "claim_precision"}),
    (
        "turned round",
        lambda r: r["c-2"].update(source=r["c-2"]["target"], target=r["c-2"]["source"]),
        {"event_right", "claim_precision"},
    ),
    ("one of two", lambda r: r["c-5"]["target"].pop(), {"event_right", "claim_precision"}),
    ("wrong event", lambda r: r["c-5"].update(event="AID"), {"event_found", "event_right", "claim_precision"}),
    ("wrong vote", lambda r: r["c-3"].update(choice="for"), {"event_found", "event_right", "claim_precision"}),
    ("elsewhere", lambda r: r["c-5"].update(spans=[[0, 4]]), {"event_found", "event_right", "claim_precision"}),
    ("no claim", lambda r: r.pop("c-5"), {"event_found", "event_right"}),
    ("one too many", lambda r: r.update(x=r["c-5"] | {"id": "c-9", "event": "AID"}), {"claim_precision"}),
    ("doubtful not found", lambda r: r.pop("c-4"), set()),
    ("doubtful but wrong", lambda r: r["c-4"].update(event="AID"), {"claim_precision"}),
    ("verbatim", lambda r: r["s-1"].update(verbatim=False), {"verbatim"}),
    ("addressee", lambda r: r["s-1"].update(addressees=[]), {"addressee"}),
    ("said via", lambda r: r["s-1"].pop("attribution"), {"said_via"}),
    (
        "wrong speaker",
        lambda r: r["s-1"].update(speakers=[actor("Norway", "NOR")]),
        {"statement_found", "statement_precision"},
    ),
    ("said too much", lambda r: r.update(x=r["s-1"] | {"id": "s-9", "spans": [[0, 4]]}), {"statement_precision"}),
    ("published", lambda r: r["d-1"].update(published=None), {"published"}),
    (
        "quotation lost",
        lambda r: r["d-1"].update(text=TEXT.replace("praised", "prized_")),
        {"quotation_kept", "event_found", "event_right", "claim_precision"},
    ),
]


@pytest.mark.parametrize(("change", "lowered"), [e[1:] for e in ERRORS], ids=[e[0] for e in ERRORS])
def test_an_error_lowers_its_figure_and_no_other(change: Change, lowered: set[str]) -> None:
    rows = {row.get("id", "-"): row for row in copy.deepcopy(EXPORT)}
    change(rows)
    found = score(rows.values(), GOLD)
    assert {name for name, f in found.figures().items() if f.asked and f.rate != 1.0} == lowered
    assert {m.figure for m in found.misses} | {"event_right"} == lowered | {"event_right"}


SAME: list[tuple[str, Change]] = [
    ("either side of a visit", lambda r: r["c-1"].update(source=r["c-1"]["target"], target=r["c-1"]["source"])),
    ("mode for form", lambda r: r["c-1"].update(form="meeting", mode="visit")),
    ("the other event allowed", lambda r: r["c-2"].update(event="COERCE")),
    ("the last word of the name", lambda r: r["c-1"].update(source=[actor("WÉKESA", "KEN")])),
    ("no state told for a person", lambda r: r["c-1"].update(source=[actor("D. Wekesa")])),
    ("speaker by his office", lambda r: r["s-1"].update(speakers=[actor("he", "KEN", office="president")])),
    ("one speaker", lambda r: r["s-1"].update(speaker=r["s-1"].pop("speakers")[0])),
    ("a second claim that suits less", lambda r: r.update(x=r["c-1"] | {"id": "c-0", "status": "planned"})),
    ("other articles", lambda r: r.update(x=r["c-5"] | {"id": "c-9", "document": "d-2"})),
    ("uri of another system", lambda r: r["d-1"].update(uri=f"C:\\articles\\{FILE}")),
    ("found elsewhere too", lambda r: r["d-1"].update(uri="a/copy.txt", sightings=["a/copy.txt", f"b/{FILE}"])),
]


@pytest.mark.parametrize("change", [s[1] for s in SAME], ids=[s[0] for s in SAME])
def test_what_says_the_same_is_as_good(change: Change) -> None:
    rows = {row.get("id", "-"): row for row in copy.deepcopy(EXPORT)}
    change(rows)
    assert set(rates(list(rows.values())).values()) == {1.0}


def test_several_speakers_are_all_asked_for() -> None:
    gold = [GOLD[-1] | {"speaker": "Daniel Wekesa & UGA"}]
    assert score(EXPORT, gold).statement_found == Figure(0, 1)
    both = [r | {"speakers": [WEKESA, actor("Uganda", "UGA")]} if r["kind"] == "statement" else r for r in EXPORT]
    assert score(both, gold).statement_found == Figure(1, 1)


def test_a_row_without_speaker_is_found_by_its_medium() -> None:
    gold = [GOLD[-1] | {"speaker": None}]
    assert score(EXPORT, gold).statement_found == Figure(1, 1)
    assert score(EXPORT, [gold[0] | {"via": ["Herald"]}]).statement_found == Figure(0, 1)


def test_a_miss_tells_where_and_what() -> None:
    rows = copy.deepcopy(EXPORT)
    rows[1]["place"] = {"name": "Nairobi"}
    (miss,) = score(rows, GOLD).misses
    assert (miss.file, miss.row, miss.figure, miss.wanted, miss.got) == (FILE, "E1", "place", "Kampala", "Nairobi")
    assert miss.quote == "Daniel Wekesa visited Kampala on Tuesday"


BROKEN = [row for row in EXPORT if row.get("id") != "c-2"] + [
    claim("c-6", "SUPPORT", "praised", [actor("Peru", "PER")], [actor("Chile", "CHL")]),
    claim("c-7", "CONSULT", "visited", [WEKESA], [actor("Uganda", "UGA")], date={"start": "2024-04-30"}),
    claim("c-8", "CONSULT", "visited", [WEKESA], [actor("Uganda", "UGA")], place={"name": "Kampala"}),
]


@given(st.permutations(BROKEN), st.permutations(GOLD))
def test_the_order_of_the_rows_makes_no_difference(export: list[Row], gold: list[Row]) -> None:
    assert score(export, gold) == score(BROKEN, GOLD)


def test_passages_become_gold_rows() -> None:
    passage = {"id": "visit", "text": "", "published": None, "events": [GOLD[1]], "statements": [GOLD[-1]]}
    quiet = {"id": "quiet", "text": "", "published": None, "events": [], "statements": []}
    rows = list(rows_of_passages([passage, quiet]))
    assert [(r["kind"], r["doc"]) for r in rows] == [
        ("article", "visit"),
        ("event", "visit"),
        ("statement", "visit"),
        ("article", "quiet"),
    ]


def test_what_is_read_where_nothing_happens_is_too_much() -> None:
    quiet = {"id": FILE, "text": TEXT, "published": None, "events": [], "statements": []}
    found = score(EXPORT, rows_of_passages([quiet]))
    assert (found.claim_precision, found.statement_precision) == (Figure(0, 5), Figure(0, 1))


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_figure_is_rounded_down(hits: int, more: int) -> None:
    figure = Figure(hits, hits + more)
    assert figure.rate is not None and figure.tenths is not None
    assert figure.tenths < 1000
    assert figure.tenths / 1000 <= figure.rate < figure.tenths / 1000 + 0.00101


def test_all_figures_are_told() -> None:
    assert tuple(score([], []).figures()) == FIGURES
    assert {f.rate for f in score([], []).figures().values()} == {None}
