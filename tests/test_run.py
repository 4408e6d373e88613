from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import ModelMissing, RecordBusy
from communique.model.records import Given, Skipped
from communique.record import queries
from communique.record.search import search
from communique.record.store import Store
from communique.run import merging
from communique.run.build import build
from communique.run.ports import BuildReport, Progress, Rooms
from communique.sources.base import RawPage

sys.path.insert(0, str(Path(__file__).parent / "record"))
import tiny_rooms
from tiny_rooms import TinyActor, TinyMade, rooms

TEXTS = {
    "a.txt": 'Peru visited Chile on 2021-05-06.\nPeru said: "Chile is near"',
    "b.txt": "Republic of Peru visited Chile on 2021-05-06.\nChile met Peru on 2021-05-08.",
    "c.txt": "Ghana called Togo on 2021-05-06.",
    "d.txt": "Ghana called Togo on 2021-05-06!",  # nearly c
    "e.txt": "Chile visited Peru on 2021-06-01.\nGhana met Peru on 2021-06-02.",
    "f.txt": "Ghana called Togo on 2021-05-06.",  # c again, elsewhere
    "g.txt": "Nothing happened.",
}


def page(uri: str, text: str | None = None, given_: Given | None = None) -> RawPage:
    return RawPage(uri, (TEXTS[uri] if text is None else text).encode(), "text/plain", given_ or Given())


PAGES = [page(uri) for uri in TEXTS]


def told(store: Store) -> dict[str, object]:
    """All that the record says, but for what an address showed before."""
    return {
        "documents": queries.documents(store),
        "readings": queries.readings(store),
        "claims": queries.claims(store),
        "statements": queries.statements(store),
        "events": queries.events(store),
        "contradictions": queries.contradictions(store),
        "actors": queries.actors(store, TinyActor),
        "offices": queries.offices(store),
        "sources": queries.sources(store),
        "skipped": queries.skipped(store),
        "counts": queries.counts(store),
        "dyads": [queries.events(store, states=pair) for pair in (["PER", "CHL"], ["GHA", "TGO"], ["GHA"])],
        "search": [search(store, words) for words in ("peru", "near", "togo")],
    }


def built(path: Path, items: Iterable[RawPage | Skipped], using: Rooms | None = None, **more) -> dict[str, object]:
    with Store.open(path, create=True) as store:
        build(store, items, using or rooms(), **more)
        return told(store)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return built(tmp_path_factory.mktemp("fresh") / "r.record", PAGES)


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "r.record", create=True) as opened:
        yield opened


def tally(report: BuildReport) -> tuple[int, int, int, int, int]:
    return report.read, report.unchanged, report.replaced, report.reread, len(report.skipped)


def test_the_tiny_rooms_find_something_to_depend_on(fresh: dict[str, object]) -> None:
    counts = {name: n for name, n in fresh["counts"].items() if n}
    assert counts == {
        "documents": 6, "copies": 1, "claims": 7, "statements": 1, "events": 5, "contradictions": 1, "actors": 4,
        "offices": 4,
    }  # fmt: skip
    assert {a.name for a in fresh["actors"]} == {"Peru", "Chile", "Ghana", "Togo"}


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(PAGES), cuts=st.lists(st.integers(0, len(PAGES)), max_size=3))
def test_the_record_does_not_depend_on_order_or_portions(tmp_path_factory, fresh, order, cuts) -> None:
    path = tmp_path_factory.mktemp("order") / "r.record"
    edges = [0, *sorted(cuts), len(order)]
    for start, end in pairwise(edges):
        last = built(path, order[start:end])
    assert last == fresh


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["1.txt", "2.txt", "3.txt"]),
        st.sampled_from(sorted(TEXTS.values())),
        st.sampled_from(
            [None, Given("Andina"), Given("Andina", dt.date(2021, 5, 7)), Given(published=dt.date(2020, 1, 1))]
        ),
    ),
    max_size=7,
)


@settings(max_examples=15, deadline=None)
@given(changes=CHANGES)
def test_any_history_of_builds_ends_as_a_fresh_build_of_what_is_there_now(tmp_path_factory, changes) -> None:
    folder = tmp_path_factory.mktemp("history")
    now: dict[str, RawPage] = {}
    with Store.open(folder / "grown", create=True) as store:
        for uri, text, given_ in changes:
            changed = page(uri, text, given_)
            build(store, [changed], rooms())
            if uri in now and now[uri].content == changed.content:  # what was said of it stands
                said, before = changed.given, now[uri].given
                both = Given(said.source or before.source, said.published or before.published)
                changed = dataclasses.replace(changed, given=both)
            now[uri] = changed
        assert told(store) == built(folder / "fresh", now.values())


def test_what_is_taken_from_another_document_is_kept_with_its_place(fresh: dict[str, object]) -> None:
    taken = [(d.text[: r.span.start], r.span.of(d.text), r.document) for d in fresh["documents"] for r in d.reuses]
    (first,) = [d for d in fresh["documents"] if d.text == TEXTS["a.txt"]]
    assert taken == [("Republic of ", "Peru visited Chile on 2021-05-06.", first.id)]


def test_a_second_build_does_nothing(store: Store, fresh) -> None:
    first = build(store, PAGES, rooms())
    assert tally(first) == (6, 1, 0, 0, 0)
    assert (first.new_claims, first.new_statements) == (7, 1)
    before = store.rows("SELECT total_changes()")
    again = build(store, PAGES, rooms())
    assert tally(again) == (0, 7, 0, 0, 0)
    assert (again.new_claims, again.new_statements) == (0, 0)
    assert store.rows("SELECT total_changes()") == before
    assert told(store) == fresh


def test_changed_content_takes_the_place_of_the_old(store: Store, tmp_path: Path) -> None:
    build(store, PAGES, rooms())
    report = build(store, [page("a.txt", "Chile called Ghana on 2021-07-01.")], rooms())
    assert tally(report) == (0, 0, 1, 0, 0)
    changed = [page("a.txt", "Chile called Ghana on 2021-07-01."), *PAGES[1:]]
    assert told(store) == built(tmp_path / "other.record", changed)
    assert len(queries.superseded(store, "a.txt")) == 1
    assert "Peru said" not in "".join(d.text for d in queries.documents(store))


VERSIONS = [("2019-05-07T10:00:00Z", "a.txt"), ("2020-01-01", "b.txt"), ("2021-03-04T00:00:00", "c.txt")]


def kept_by_an_archive(seen: str, text: str) -> RawPage:
    return dataclasses.replace(page("https://example.org/a", text), seen=seen)


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(VERSIONS), cuts=st.lists(st.integers(0, 3), max_size=2))
def test_of_the_versions_that_archives_kept_the_latest_stands(tmp_path_factory, order, cuts) -> None:
    path = tmp_path_factory.mktemp("versions") / "r.record"
    pages = [kept_by_an_archive(seen, TEXTS[name]) for seen, name in order]
    edges = [0, *sorted(cuts), len(pages)]
    for start, end in pairwise(edges):
        built(path, pages[start:end])
    with Store.open(path) as store:
        assert [d.text for d in queries.documents(store)] == [TEXTS["c.txt"]]
        (history,) = store.rows("SELECT count(*) FROM sightings WHERE uri = 'https://example.org/a'")[0]
        assert history == 3
        assert tally(build(store, pages, rooms())) == (0, 3, 0, 0, 0)


def test_versions_without_a_time_follow_each_other_as_builds_do(store: Store) -> None:
    for text in ("a.txt", "b.txt", "a.txt"):
        build(store, [page("https://example.org/a", TEXTS[text])], rooms())
        assert [d.text for d in queries.documents(store)] == [TEXTS[text]]
    # What an archive kept long ago does not come back over what was seen since.
    build(store, [page("https://example.org/a", TEXTS["c.txt"])], rooms(), seen="2026-01-01T00:00:00")
    build(store, [kept_by_an_archive("2019-05-07T10:00:00Z", TEXTS["b.txt"])], rooms(), seen="2026-01-02T00:00:00")
    assert [d.text for d in queries.documents(store)] == [TEXTS["c.txt"]]


def test_the_versions_of_a_page_are_told(store: Store) -> None:
    for seen, name in VERSIONS:
        build(store, [kept_by_an_archive(seen, TEXTS[name])], rooms())
    build(store, [page("b.txt")], rooms())
    (shown,) = (d.id for d in queries.documents(store) if d.text == TEXTS["c.txt"])
    told = queries.versions(store, shown)
    assert [(v.uri, v.seen, v.current) for v in told] == [
        ("https://example.org/a", "2019-05-07T10:00:00Z", False),
        ("https://example.org/a", "2020-01-01", False),
        ("https://example.org/a", "2021-03-04T00:00:00", True),
    ]
    for version in told:
        assert set(told) <= set(queries.versions(store, version.document))
        assert queries.document(store, version.document) is not None
    build(store, [page("d.txt")], rooms())
    (alone,) = (d.id for d in queries.documents(store) if d.text == TEXTS["d.txt"])
    assert queries.versions(store, alone) == ()


def test_in_one_build_the_order_of_versions_does_not_count(tmp_path: Path) -> None:
    pages = [page("https://example.org/a", TEXTS[name]) for name in ("a.txt", "b.txt", "c.txt")]
    told = [built(tmp_path / str(n), order, seen="2026") for n, order in enumerate(permutations(pages))]
    assert all(other == told[0] for other in told)
    with Store.open(tmp_path / "1") as store:
        (shown,) = (d.id for d in queries.documents(store))
        notes = queries.skipped(store)
    assert [n.reason for n in notes] == ["superseded", "superseded"]
    assert all(shown not in n.uri for n in notes)
    dated = [
        page("https://example.org/a", TEXTS[n], Given(published=dt.date(2021, 5, d)))
        for n, d in (("b.txt", 9), ("a.txt", 7))
    ]
    shown = built(tmp_path / "3", dated, seen="2026")["documents"]
    assert [d.text for d in shown] == [TEXTS["b.txt"]]


def test_a_replacement_takes_away_the_last_of_a_block(store: Store) -> None:
    build(store, [page("c.txt")], rooms())
    assert len(queries.events(store, states=["GHA", "TGO"])) == 1
    build(store, [page("c.txt", "Nothing at all.")], rooms())
    assert queries.events(store) == ()
    assert queries.claims(store) == ()
    assert queries.actors(store, TinyActor) == ()


def test_only_what_a_new_document_touches_is_merged_again(store: Store) -> None:
    merged: list[str] = []

    def watched(block, *rest, judged) -> TinyMade:
        merged.append(block)
        return tiny_rooms.merge_claims(block, *rest, judged=judged)

    using = dataclasses.replace(rooms(), merging=dataclasses.replace(tiny_rooms.MERGING, merge_claims=watched))
    seen = []
    for pages in (
        [page("a.txt"), page("c.txt"), page("e.txt")],  # all
        [page("g.txt")],  # nothing happened
        [page("d.txt")],  # a copy, of one block
        [page("z.txt", "Republic of Peru called Lagos on 2021-01-01.")],  # only a new block: Peru keeps its name
        [page("y.txt", "Chile met Peru on 2021-05-06.")],
        [page("c2.txt", TEXTS["c.txt"])],  # another address for what is there
    ):
        merged.clear()
        build(store, pages, using)
        seen.append(list(merged))
    assert seen == [["CHL-PER", "GHA-PER", "GHA-TGO"], [], ["GHA-TGO"], ["NGA-PER"], ["CHL-PER"], ["GHA-TGO"]]


@pytest.mark.parametrize("later", [True, False])
def test_what_differs_just_beyond_what_is_looked_at_again_is_kept_once(
    tmp_path: Path, monkeypatch, later: bool
) -> None:
    """Of a new meeting those of 20 days off are looked at again, those of 45 are not: these two still differ."""
    monkeypatch.setattr(merging, "WHOLE_CELL", 0)  # as in a cell of many claims, only what is touched is merged again
    monkeypatch.setattr(merging, "WHOLE_SHARE", 1)
    day = dt.date(2021, 6, 1)
    pages = {}
    for name, days in (("old", 45), ("near", 20), ("new", 0)):
        when = day + dt.timedelta(days=days if later else -days)
        others = ("Peru", "Ghana", "Togo")
        pages[name] = [page(f"{name}-{o}.txt", f"{o} met Chile on {when}.") for o in others]
    built(tmp_path / "grown.record", [*pages["old"], *pages["near"]])
    grown = built(tmp_path / "grown.record", pages["new"])
    assert grown == built(tmp_path / "fresh.record", [p for some in pages.values() for p in some])
    assert len(grown["contradictions"]) == 6


def test_what_cannot_be_read_is_noted_and_the_rest_goes_on(store: Store) -> None:
    items = [
        page("1.txt", "unreadable"),
        page("2.txt", "poison"),
        Skipped("3.pdf", "format", "not read"),
        page("4.txt", "Peru met Chile on 2021-01-01. twice"),
        RawPage("5.txt", b"\xff\xfe\xff", "text/plain"),
        page("a.txt"),
    ]
    report = build(store, items, rooms())
    assert tally(report) == (1, 0, 0, 0, 5)
    assert queries.skipped(store) == report.skipped
    assert [(s.uri, s.reason) for s in report.skipped] == [
        ("1.txt", "no-text"), ("2.txt", "failed"), ("3.pdf", "format"), ("4.txt", "id-collision"), ("5.txt", "failed"),
    ]  # fmt: skip
    assert report.skipped[1].detail == "ZeroDivisionError: a fault nobody foresaw"
    assert [d.uri for d in queries.documents(store)] == ["a.txt"]
    # Tried again: what is mended leaves the list, and the rest is noted anew.
    report = build(store, [page("2.txt", "fine now"), Skipped("3.pdf", "missing", "gone")], rooms())
    assert tally(report) == (1, 0, 0, 0, 1)
    assert [s.uri for s in queries.skipped(store)] == ["1.txt", "3.pdf", "4.txt", "5.txt"]


def test_an_address_that_fails_keeps_what_it_showed(store: Store) -> None:
    build(store, [page("a.txt")], rooms())
    before = queries.documents(store)
    report = build(store, [page("a.txt", "poison"), Skipped("a.txt", "missing", "")], rooms())
    assert tally(report) == (0, 0, 0, 0, 1)
    assert queries.documents(store) == before
    report = build(store, [page("a.txt")], rooms())
    assert tally(report) == (0, 1, 0, 0, 0)
    assert queries.skipped(store) == ()


def test_a_missing_model_ends_the_run(store: Store) -> None:
    def read(*_: object) -> None:
        raise ModelMissing("no model", "install one")

    with pytest.raises(ModelMissing):
        build(store, [page("a.txt")], dataclasses.replace(rooms(), make_document=read))


def test_a_new_coder_reads_all_again_also_what_is_not_given(store: Store, tmp_path: Path) -> None:
    build(store, PAGES, rooms("tiny-1"))
    report = build(store, PAGES[:2], rooms("tiny-2"))
    assert tally(report) == (0, 0, 0, 6, 0)
    assert told(store) == built(tmp_path / "other.record", PAGES, rooms("tiny-2"))
    assert tally(build(store, [], rooms("tiny-2"))) == (0, 0, 0, 0, 0)


def test_what_a_new_coder_cannot_read_leaves_the_record(store: Store, tmp_path: Path) -> None:
    pages = [*PAGES, page("x.txt", "fragile Peru met Chile on 2021-05-06."), page("y.txt", "fragile")]
    build(store, pages, rooms("tiny-1"))
    report = build(store, [], rooms("tiny-2"))
    assert tally(report) == (0, 0, 0, 6, 2)
    assert told(store) == built(tmp_path / "other.record", pages, rooms("tiny-2"))
    assert tally(build(store, pages, rooms("tiny-3"))) == (0, 0, 0, 6, 2)
    assert tally(build(store, pages, rooms("tiny-1"))) == (2, 0, 0, 6, 0)


def test_a_new_extractor_makes_the_given_documents_again(store: Store) -> None:
    build(store, PAGES, rooms())
    assert tally(build(store, PAGES[:2], rooms(extractor="x2"))) == (0, 0, 0, 2, 0)
    assert tally(build(store, PAGES[:2], rooms(extractor="x2"))) == (0, 2, 0, 0, 0)


def test_what_is_given_with_a_page_stays_until_something_else_is_given(store: Store, tmp_path: Path) -> None:
    day = dt.date(2021, 5, 7)
    assert tally(build(store, [page("a.txt")], rooms())) == (1, 0, 0, 0, 0)
    assert tally(build(store, [page("a.txt", given_=Given("Andina"))], rooms())) == (0, 0, 0, 1, 0)
    assert tally(build(store, [page("a.txt", given_=Given(published=day))], rooms())) == (0, 0, 0, 1, 0)
    assert tally(build(store, [page("a.txt")], rooms())) == (0, 1, 0, 0, 0)
    (found,) = queries.documents(store)
    assert (found.source.name, found.published) == ("Andina", day)
    assert queries.claims(store)[0].reasons == ("tiny-1", "2021-05-07")
    assert told(store) == built(tmp_path / "other.record", [page("a.txt", given_=Given("Andina", day))])


def test_two_addresses_with_different_days_read_the_same_in_any_order(tmp_path: Path) -> None:
    pages = [page("a.txt"), page("b.txt", TEXTS["a.txt"], Given(published=dt.date(2021, 5, 7)))]
    one, two = built(tmp_path / "1", pages), built(tmp_path / "2", pages[::-1])
    assert one == two
    assert one["claims"][0].reasons == ("tiny-1", "2021-05-07")
    # And when the dated address shows something else, the day is gone with it.
    with Store.open(tmp_path / "1") as store:
        report = build(store, [page("b.txt", "Nothing.")], rooms())
        assert tally(report) == (0, 0, 1, 1, 0)
        assert told(store) == built(tmp_path / "3", [pages[0], page("b.txt", "Nothing.")])


def test_progress_is_told_step_by_step(store: Store) -> None:
    steps: list[Progress] = []
    build(store, PAGES, rooms(), progress=steps.append)
    assert [(s.done, s.uri) for s in steps if s.stage == "read"] == list(enumerate(TEXTS, start=1))
    assert [(s.done, s.total) for s in steps if s.stage == "link"] == [(0, 6), (6, 6)]
    assert [(s.done, s.total, s.uri) for s in steps if s.stage == "merge"] == [
        (4, 7, "CHL-PER"), (5, 7, "GHA-PER"), (7, 7, "GHA-TGO"),
    ]  # fmt: skip


@pytest.mark.parametrize("stage", ["read", "link", "merge"])
def test_an_interrupt_anywhere_leaves_a_record_that_can_go_on(store: Store, fresh, stage: str) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == stage and progress.done == (3 if stage == "read" else 4 if stage == "merge" else 0):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(store, PAGES, rooms(), progress=stop)
    kept = len(queries.documents(store))
    assert kept == (3 if stage == "read" else 6)
    assert queries.events(store) == ()
    report = build(store, PAGES, rooms())
    assert report.read == 6 - kept
    assert told(store) == fresh


def test_an_interrupted_build_is_finished_by_any_next_one(store: Store, fresh) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "link":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(store, PAGES, rooms(), progress=stop)
    report = build(store, [], rooms())
    assert (report.new_claims, report.new_statements) == (7, 1)
    assert told(store) == fresh


SLOW = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tiny_rooms import rooms
from communique.record.store import Store
from communique.run.build import build
from communique.sources.base import RawPage
pages = [RawPage(f"{n:02}.txt", f"Peru met Chile on 2021-05-{n:02}.".encode(), "text/plain") for n in range(1, 21)]
with Store.open(Path(sys.argv[2]), create=True) as store:
    build(store, pages, rooms(delay=0.1), progress=lambda p: print(p.done, flush=True))
"""


def test_killed_in_the_middle_it_resumes(tmp_path: Path) -> None:
    path = tmp_path / "r.record"
    command = [sys.executable, "-c", SLOW, str(Path(tiny_rooms.__file__).parent), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "4":
                time.sleep(0.05)
                process.send_signal(signal.SIGKILL)
                break
    pages = [page(f"{n:02}.txt", f"Peru met Chile on 2021-05-{n:02}.") for n in range(1, 21)]
    with Store.open(path) as store:
        kept = queries.documents(store)
        assert 4 <= len(kept) < 20
        assert [r.document for r in queries.readings(store)] == [d.id for d in kept]
        report = build(store, pages, rooms())
        assert (report.read, report.unchanged) == (20 - len(kept), len(kept))
        assert told(store) == built(tmp_path / "fresh.record", pages)


def test_workers_make_the_same_record_and_survive_a_death(tmp_path: Path) -> None:
    pages = [*PAGES, page("bad.txt", "poison"), page("dead.txt", "deadly"), page("x.txt", "unreadable")]
    order: list[str] = []
    last = built(tmp_path / "many", pages, workers=2, progress=lambda p: order.append(p.uri))
    harmless = [p for p in pages if p.uri != "dead.txt"]
    dead = Skipped("dead.txt", "failed", "the process that read it died")
    assert last == built(tmp_path / "one", [*harmless, dead])
    assert order[: len(pages)] == [p.uri for p in pages]


def test_another_writer_is_told_of(store: Store, tmp_path: Path) -> None:
    with Store.open(store.path, busy_seconds=0.05) as other, store.transaction(), pytest.raises(RecordBusy):
        build(other, PAGES, rooms())
    assert queries.documents(store) == ()


def test_the_content_itself_is_remembered_to_notice_a_collision(store: Store) -> None:
    build(store, [page("a.txt")], rooms())
    with store.transaction():
        store.execute("UPDATE documents SET content = ?", (hashlib.sha256(b"other").hexdigest(),))
    report = build(store, [page("b.txt", TEXTS["a.txt"])], rooms())
    assert [s.reason for s in report.skipped] == ["id-collision"]


def test_nothing_of_the_process_gets_in(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOW.replace("delay=0.1", ""), str(Path(tiny_rooms.__file__).parent)]
    dumps = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.record"
        subprocess.run(
            [*command, str(path)], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        )
        with Store.open(path) as store:
            tables = [name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
            dumps.append({name: store.rows(f"SELECT * FROM {name}") for name in tables})
    assert dumps[0] == dumps[1]
