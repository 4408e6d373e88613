from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.merge.builders import World
from tests.merge.worlds import WORLDS

from communique.merge.events import merge_all
from communique.merge.judged import NOTHING
from communique.model.records import Claim, Contradiction, Event
from communique.record import derived, documents, merging, queries
from communique.record.store import Store
from communique.run import merging as running
from communique.run.house import MERGING


@pytest.fixture
def piecemeal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cell is merged whole unless all of it waits: every way that a large record takes is taken in a small one."""
    monkeypatch.setattr(running, "WHOLE_CELL", 0)
    monkeypatch.setattr(running, "WHOLE_SHARE", 1)
    monkeypatch.setattr(running, "JOB", 1)


def whole_world() -> World:
    """The worlds of several regions in one."""
    made = [make() for make in WORLDS]
    return World(
        {i: d for w in made for i, d in w.documents.items()},
        tuple(c for w in made for c in w.claims),
        {i: label for w in made for i, label in w.labels.items()},
    )


def placed(world: World, claims: Sequence[Claim]) -> list[derived.Placed]:
    slots = MERGING.slots_of(claims, world.documents, NOTHING)
    return [derived.Placed(c, (s := slots[c.id]).block, s.cell, s.first, s.last) for c in claims]


def keep_documents(store: Store, world: World) -> None:
    with store.transaction():
        for document in world.documents.values():
            plain = replace(document, copy_of=None, reuses=())
            content = hashlib.sha256(document.text.encode()).hexdigest()
            documents.put(store, plain, content=content, extractor="test")
        copies = {i: d.copy_of for i, d in world.documents.items() if d.copy_of}
        documents.set_copies(store, copies, {i: d.reuses for i, d in world.documents.items() if d.reuses})


def held(store: Store) -> tuple[tuple[Event, ...], tuple[Contradiction, ...]]:
    return tuple(sorted(queries.events(store), key=lambda e: e.id)), queries.contradictions(store)


def steps(store: Store, world: World, parts: Sequence[Sequence[Claim]]) -> None:
    """Bring the record from one set of claims to the next."""
    for claims in parts:
        with store.transaction():
            derived.put_claims(store, placed(world, claims))
            running.merge_waiting(store, MERGING, lambda _: None)


WORLD = whole_world()


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_record_does_not_depend_on_how_it_came_to_be(data: st.DataObject) -> None:
    ids = sorted(c.id for c in WORLD.claims)
    parts = [
        [c for c in WORLD.claims if c.id in chosen]
        for chosen in data.draw(st.lists(st.sets(st.sampled_from(ids)), max_size=4))
    ]
    last = parts[-1] if parts else []
    patch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory() as scratch, Store.open(Path(scratch) / "x.record", create=True) as store:
        for name, value in (("WHOLE_CELL", 0), ("WHOLE_SHARE", 1), ("JOB", 1)):
            patch.setattr(running, name, value)
        keep_documents(store, WORLD)
        try:
            steps(store, WORLD, parts)
            found = held(store)
            assert merging.cells(store) == () and merging.unsettled(store) == {}
        finally:
            patch.undo()
    everything = merge_all(last, WORLD.documents, {})
    assert found == (everything.events, everything.contradictions)


@pytest.mark.usefixtures("piecemeal")
def test_one_more_report_merges_only_what_it_touches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    late = next(c for c in WORLD.claims if WORLD.labels[c.id] == "beijing")
    seen: list[set[str]] = []

    def watched(block, claims, documents, statements, *, judged):  # type: ignore[no-untyped-def]
        seen.append({WORLD.labels[c.id] for c in claims})
        return MERGING.merge_claims(block, claims, documents, statements, judged=judged)

    with Store.open(tmp_path / "x.record", create=True) as store:
        keep_documents(store, WORLD)
        steps(store, WORLD, [[c for c in WORLD.claims if c != late]])
        with store.transaction():
            derived.put_claims(store, placed(WORLD, WORLD.claims))
            running.merge_waiting(store, replace(MERGING, merge_claims=watched), lambda _: None)
        assert held(store) == (lambda m: (m.events, m.contradictions))(merge_all(WORLD.claims, WORLD.documents, {}))
    assert seen == [{"beijing"}]


@pytest.mark.usefixtures("piecemeal")
def test_other_processes_make_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "IN_PARALLEL", 0)
    with Store.open(tmp_path / "x.record", create=True) as store:
        keep_documents(store, WORLD)
        with store.transaction():
            derived.put_claims(store, placed(WORLD, WORLD.claims))
            running.merge_waiting(store, MERGING, lambda _: None, workers=2)
        whole = merge_all(WORLD.claims, WORLD.documents, {})
        assert held(store) == (whole.events, whole.contradictions)
