"""The narrow tables say the same as the JSON beside them, however the record came by them."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from crowd import crowd
from hypothesis import HealthCheck, given, settings
from small_record import ARTICLES, small

from communique.model.glances import Filters
from communique.model.records import Event, Outcome
from communique.record import derived, glances, listing, merging, migrations, queries
from communique.record.store import Store

sys.path.insert(0, str(Path(__file__).parent))
from shapes import of


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("narrow") / "r.record", create=True) as made:
        yield made


NARROW = ("event_glances", "event_actors", "event_documents", "statement_days", "statement_speakers", "actor_glances")


def _older(path: Path, new: Path) -> Path:
    """What version 4 would have kept of the record at ``path``, in a file of that version."""
    db = sqlite3.connect(new, isolation_level=None)
    migrations.migrate(db, migrations.STEPS[:4])
    db.execute("ATTACH ? AS later", (str(path),))
    virtual = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")]
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        if table.startswith((*virtual, "sqlite_")):
            continue
        columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table})"))
        db.execute(f"INSERT OR REPLACE INTO main.{table} ({columns}) SELECT {columns} FROM later.{table}")
    db.execute("DETACH later")
    db.close()
    return new


def _tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with Store.open(path) as store:
        found = {name: sorted(store.rows(f"SELECT * FROM {name}"), key=repr) for name in NARROW}
        found["contradictions"] = store.rows("SELECT id, kind, field FROM contradictions ORDER BY id")
        return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_older_record_comes_to_the_same_rows(tmp_path: Path, seed: int) -> None:
    path = crowd(tmp_path / "new.record", seed)
    made = _tables(path)
    assert all(len(rows) > 20 for rows in made.values())
    assert _tables(_older(path, tmp_path / "old.record")) == made


def test_an_older_record_that_was_built_goes_on_the_same(tmp_path: Path) -> None:
    """Brought up to date and built further, it is what it would be if it had been new."""
    first, more = dict(list(ARTICLES.items())[:2]), dict(list(ARTICLES.items())[2:])
    old = _older(small(tmp_path / "first.record", first), tmp_path / "old.record")
    assert _tables(small(old, more)) == _tables(small(tmp_path / "new.record"))


def test_events_of_an_empty_json_are_brought_up_to_date(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "old.record", isolation_level=None)
    migrations.migrate(db, migrations.STEPS[:3])
    db.execute("INSERT INTO events (id, block, status, json) VALUES ('e-1', 'B', 'actual', '{}')")
    db.execute("INSERT INTO actors (id, name, json) VALUES ('state:PER', 'Perú', '{}')")
    db.execute("INSERT INTO contradictions (id, block, json) VALUES ('x-1', 'B', '{}')")
    db.close()
    with Store.open(tmp_path / "old.record") as store:
        (glance,) = glances.glances(store, Filters())
        assert (glance.id, glance.start, glance.precision, glance.documents) == ("e-1", None, "", 0)
        assert [found.id for found in listing.find_actors(store, "peru")] == ["state:PER"]


def test_what_became_of_a_plan_is_seen_at_a_glance(tmp_path: Path) -> None:
    with Store.open(crowd(tmp_path / "r.record")) as store:
        (event,) = glances.events_with(store, [glances.glances(store, Filters(status="planned"))[0].id])
        settled = replace(event, outcome=Outcome.KEPT, part_of="e-ffffffffffff")
        with store.transaction():
            merging.put_settled(store, "B", {event.id: merging.Near(event, (0, 0))}, [settled])
        (glance,) = [g for g in glances.glances(store, Filters()) if g.id == event.id]
        assert (glance.outcome, glance.part_of) == ("kept", "e-ffffffffffff")
        assert len(glances.glances(store, Filters())) == queries.counts(store)["events"]
        assert glances.encounters(store, Filters())  # what takes part in it is still there


def test_a_statement_moves_when_another_day_is_found_for_its_document(tmp_path: Path) -> None:
    with Store.open(crowd(tmp_path / "r.record")) as store:
        day, id = listing.statement_keys(store, limit=1)[0]
        (statement,) = queries.statements(store, ids=[id])
        states = {s for (s,) in store.rows("SELECT state FROM statement_states WHERE statement = ?", (id,))}
        words = store.rows("SELECT words FROM statements WHERE id = ?", (id,))[0][0]
        told = [derived.Told(statement, words, frozenset(states))]
        with store.transaction():
            assert derived.put_statements(store, told) == 0
            store.execute("UPDATE documents SET published = '2022-02-02' WHERE id = ?", (statement.document,))
            assert derived.put_statements(store, told) == 0
        assert day != "2022-02-02"
        assert listing.statement_keys(store) == (("2022-02-02", id),)
        with store.transaction():
            derived.put_statements(store, ())
        for table in ("statement_days", "statement_speakers"):
            assert store.rows(f"SELECT count(*) FROM {table}") == [(0,)]


def test_what_goes_takes_its_rows_along(tmp_path: Path) -> None:
    with Store.open(crowd(tmp_path / "r.record")) as store, store.transaction():
        derived.put_claims(store, ())
        derived.put_actors(store, ())
        for table in ("event_glances", "event_actors", "event_documents", "actor_glances"):
            assert store.rows(f"SELECT count(*) FROM {table}") == [(0,)]
        assert glances.pairs(store) == ()


EACH = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@EACH
@given(event=of(Event))
def test_any_event_can_be_kept_and_comes_back_at_a_glance(store: Store, event: Event) -> None:
    with store.transaction():
        store.execute("DELETE FROM events")
        merging.put_made(store, event.block, (), [merging.KeptEvent.of(event, "c", (0, 0))], ())
    (glance,) = glances.glances(store, Filters())
    assert (glance.id, glance.event, glance.status) == (event.id, event.event, event.status)
    assert (glance.documents, glance.origins) == (len(event.documents), len(event.origins))
    date = event.date
    days = (None, None) if date is None else (date.start or date.end, date.end or date.start)
    assert (glance.start, glance.end) == days
    assert (glance.outcome, glance.part_of, glance.mode) == (event.outcome, event.part_of, event.mode)
