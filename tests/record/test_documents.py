from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.model.records import Document, Given, Skipped
from communique.record import documents, queries
from communique.record.store import Store
from communique.sources.base import RawPage

sys.path.insert(0, str(Path(__file__).parent))
from tiny_rooms import TinyCoder, make_document

NOTHING = Given()
MAY, JUNE = dt.date(2021, 5, 6), dt.date(2021, 6, 7)
ONE = b"Peru visited Chile on 2021-05-06.\n"
TWO = b"Ghana met Togo on 2021-05-06.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "r.record", create=True) as opened:
        yield opened


def put(store: Store, uri: str, content: bytes, given: Given = NOTHING, extractor: str = "x1") -> Document:
    document = make_document(RawPage(uri, content, "text/plain", given), f"seen-{uri}")
    with store.transaction():
        documents.put(store, document, content=hashlib.sha256(content).hexdigest(), extractor=extractor)
    return document


def test_a_document_comes_back_as_it_was(store: Store) -> None:
    made = put(store, "a.txt", ONE, Given("Andina", MAY))
    assert queries.documents(store) == (made,)
    assert queries.document(store, made.id) == made
    assert queries.document(store, "d-000000000000") is None
    assert documents.known(store, "a.txt") == documents.Known(made.id, Given("Andina", MAY), "x1", "seen-a.txt")
    assert documents.known(store, "b.txt") is None
    assert [(source.name, n) for source, n in queries.sources(store)] == [("Andina", 1)]


def test_the_same_content_elsewhere_is_one_document_with_two_sightings(store: Store) -> None:
    put(store, "b.txt", ONE)
    put(store, "a.txt", ONE)
    (found,) = queries.documents(store)
    assert [s.uri for s in found.sightings] == ["a.txt", "b.txt"]
    assert found.uri == "a.txt"
    assert [s.seen for s in found.sightings] == ["seen-a.txt", "seen-b.txt"]


def test_what_is_replaced_stays_in_history_only(store: Store) -> None:
    old = put(store, "a.txt", ONE, Given("Andina"))
    new = put(store, "a.txt", TWO)
    assert queries.documents(store) == (new,)
    assert queries.document(store, old.id) == old
    assert queries.superseded(store, "a.txt") == (old.id,)
    assert queries.sources(store) == ()
    assert queries.counts(store)["documents"] == 1
    back = put(store, "a.txt", ONE, Given("Andina"))  # and it may come back
    assert queries.documents(store) == (back,)
    assert queries.superseded(store, "a.txt") == (new.id,)


def test_replaced_at_one_address_it_still_counts_at_the_other(store: Store) -> None:
    put(store, "a.txt", ONE)
    put(store, "b.txt", ONE)
    put(store, "a.txt", TWO)
    assert sorted((d.text[:5], d.uri) for d in queries.documents(store)) == [("Ghana", "a.txt"), ("Peru ", "b.txt")]


SEEN = [
    ("z.txt", Given("Andina", JUNE)),
    ("c.txt", Given(published=MAY)),
    ("b.txt", Given("El Peruano")),
    ("a.txt", Given()),
    ("y.txt", Given("Andina", JUNE)),
]


@pytest.mark.parametrize("order", list(itertools.permutations(SEEN))[::7])
def test_what_a_document_shows_does_not_depend_on_which_sighting_came_first(store: Store, order) -> None:
    for uri, given_ in order:
        put(store, uri, ONE, given_)
    (found,) = queries.documents(store)
    assert (found.source.name if found.source else None, found.published) == ("Andina", JUNE)
    # And as the sightings go, one after the other, the best of what is left shows.
    shown = []
    for uri in ("y.txt", "z.txt", "c.txt", "b.txt"):
        put(store, uri, TWO)
        (left,) = [d for d in queries.documents(store) if d.id == found.id]
        shown.append((left.source.name if left.source else None, left.published))
    assert shown == [("Andina", JUNE), (None, MAY), ("El Peruano", None), (None, None)]
    put(store, "a.txt", TWO)
    assert [d.text for d in queries.documents(store)] == [TWO.decode()]


@settings(max_examples=25, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from([ONE, TWO, b"Peru"]), st.sampled_from([Given(), Given("A")])),
        max_size=8,
    )
)
def test_any_history_ends_as_if_only_the_last_of_each_address_had_come(tmp_path_factory, steps) -> None:
    folder = tmp_path_factory.mktemp("history")
    last = {uri: (content, given_) for uri, content, given_ in steps}
    shown = []
    for name, sequence in (("all", steps), ("last", [(uri, *rest) for uri, rest in sorted(last.items())])):
        with Store.open(folder / name, create=True) as store:
            for uri, content, given_ in sequence:
                put(store, uri, content, given_)
            words = [
                store.rows(
                    "SELECT id FROM documents_words f JOIN documents d ON d.n = f.rowid"
                    " WHERE documents_words MATCH ? ORDER BY id",
                    (word,),
                )
                for word in ("Peru", "Togo")
            ]
            store.rows("SELECT 1 FROM documents_words WHERE documents_words MATCH 'x'")
            shown.append((queries.documents(store), queries.sources(store), words))
            with store.transaction():
                store.execute("INSERT INTO documents_words (documents_words) VALUES ('integrity-check')")
    assert shown[0] == shown[1]


def test_another_content_with_the_same_id_is_refused(store: Store) -> None:
    made = put(store, "a.txt", ONE)
    with pytest.raises(documents.IdCollision), store.transaction():
        documents.put(store, made, content="0" * 64, extractor="x1")
    assert queries.documents(store) == (made,)


def test_skips_are_replaced_when_the_address_is_tried_again(store: Store) -> None:
    for skipped in (Skipped("b", "empty", ""), Skipped("a", "binary", "1"), Skipped("a", "missing", "2")):
        with store.transaction():
            documents.put_skipped(store, skipped)
    assert queries.skipped(store) == (Skipped("a", "missing", "2"), Skipped("b", "empty", ""))
    put(store, "a", ONE)
    assert queries.skipped(store) == (Skipped("b", "empty", ""),)
    with store.transaction():
        assert documents.clear_skipped(store, "b")
        assert not documents.clear_skipped(store, "b")


PLACES = ("news/a.txt", "b.txt", "newsroom/c.txt", "../d.txt", "/e.txt", "https://x.org/", "https://x.org/f", "mid:g@x")


@pytest.mark.parametrize(
    ("place", "forgotten"),
    [
        ("news", ["news/a.txt"]),
        ("b.txt", ["b.txt"]),
        ("/", ["/e.txt"]),
        (".", ["news/a.txt", "b.txt", "newsroom/c.txt"]),
        ("https://x.org/", ["https://x.org/"]),  # other pages of the site are not read again with this one
    ],
)
def test_what_was_skipped_at_a_place_is_forgotten_and_no_more(store: Store, place: str, forgotten: list[str]) -> None:
    with store.transaction():
        for uri in PLACES:
            documents.put_skipped(store, Skipped(uri, "empty", ""))
            documents.put_skipped(store, Skipped(f"{uri}#1", "empty", ""))
        assert documents.clear_skipped_in(store, place) == 2 * len(forgotten)
    left = {skipped.uri for skipped in queries.skipped(store)}
    assert left == {f"{uri}{end}" for uri in PLACES if uri not in forgotten for end in ("", "#1")}


def test_a_reading_holds_for_the_document_as_it_stood(store: Store) -> None:
    made = put(store, "b.txt", ONE)
    reading = TinyCoder().read_document(made)
    assert documents.unread(store, "tiny-1") == (made.id,)
    with store.transaction():
        assert documents.put_reading(store, reading, documents.body(made))
    assert queries.reading(store, made.id) == reading
    assert queries.readings(store) == (reading,)
    assert documents.is_read(store, made.id, "tiny-1")
    assert documents.unread(store, "tiny-1") == ()
    assert documents.unread(store, "tiny-2") == (made.id,)
    put(store, "a.txt", ONE)  # the same, elsewhere
    assert documents.unread(store, "tiny-1") == ()
    dated = put(store, "c.txt", ONE, Given(published=MAY))  # now it has a day, which the coder may use
    assert documents.unread(store, "tiny-1") == (made.id,)
    with store.transaction():
        assert not documents.put_reading(store, reading, documents.body(made))
        assert documents.put_reading(store, TinyCoder().read_document(dated), documents.body(dated))
    assert documents.unread(store, "tiny-1") == ()


def test_two_claims_with_one_id_are_refused(store: Store) -> None:
    made = put(store, "a.txt", ONE + b"twice")
    with pytest.raises(documents.IdCollision), store.transaction():
        documents.put_reading(store, TinyCoder().read_document(made), documents.body(made))
    assert queries.reading(store, made.id) is None


def test_retired_documents_no_longer_count(store: Store) -> None:
    made = put(store, "a.txt", ONE)
    with store.transaction():
        documents.retire(store, made.id)
    assert queries.documents(store) == ()
    assert documents.known(store, "a.txt") is None
    assert queries.document(store, made.id) == made


def test_copies_are_set_and_taken_back(store: Store) -> None:
    one, two = put(store, "a.txt", ONE), put(store, "b.txt", TWO)
    with store.transaction():
        documents.set_copies(store, {two.id: one.id})
    assert {d.id: d.copy_of for d in queries.documents(store)} == {one.id: None, two.id: one.id}
    assert queries.counts(store)["copies"] == 1
    with store.transaction():
        documents.set_copies(store, {})
    assert queries.counts(store)["copies"] == 0


def test_documents_are_counted_by_language(store: Store) -> None:
    made = put(store, "a.txt", ONE)
    assert queries.languages(store) == {"en": 1}
    with store.transaction():
        other = replace(made, id="d-eeeeeeeeeeee", language="und", sightings=(replace(made.sightings[0], uri="b.txt"),))
        documents.put(store, other, content="0" * 64, extractor="x1")
    assert queries.languages(store) == {"en": 1, "und": 1}
