from __future__ import annotations

import datetime as dt
import itertools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import communique
from communique import api
from communique.documents.duplicates import near_copies
from communique.documents.extract import EXTRACTOR_VERSION, make_document
from communique.documents.reuse import reused
from communique.errors import (
    BadTable,
    NothingToRead,
    RecordMissing,
    UnknownId,
    UnknownState,
    UsageError,
)
from communique.link.actors import Actor, link
from communique.model.records import Claim, Document, Event, Given, Statement
from communique.record.store import Store
from communique.run.build import build
from communique.run.house import MERGING
from communique.run.ports import Rooms
from communique.sources.desk import ReadingDesk
from communique.sources.files import FileFetcher

sys.path.insert(0, str(Path(__file__).parent / "record"))
from tiny_rooms import TinyCoder

# The rooms as they are but for the coder, whose place a small one takes: these tests are of what joins them.
ROOMS = Rooms(TinyCoder, make_document, EXTRACTOR_VERSION, near_copies, reused, link, MERGING, "1")

ARTICLES = {
    "andes/one.txt": "A visit across the mountains\n\nLIMA, May 7, 2021 - Peru visited Chile on 2021-05-06. "
    'The hosts were pleased with the day. Peru said: "Chile is a good neighbour and a better host"\n',
    "andes/two.txt": "Guests from the north\n\nSANTIAGO, May 8, 2021 - After a long drive, as was told later, Peru "
    "visited Chile on 2021-05-06. They also agreed that Chile met Peru on 2021-05-09.\n",
    "gulf/three.txt": "A call between neighbours\n\nACCRA, June 1, 2021 - It was announced in the evening that Ghana "
    "called Togo on 2021-06-01. No more was said about it by either side.\n",
    "gulf/notes.dat": "not an article",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        path = top / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return top


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[api.Record]:
    path = tmp_path_factory.mktemp("record") / "r.record"
    with Store.open(path, create=True) as store:
        build(store, FileFetcher(ReadingDesk(Given("Andina"))).fetch(str(folder)), ROOMS)
    with communique.open(path) as opened:
        yield opened


def test_what_was_built_can_be_asked(record: api.Record) -> None:
    assert record.counts()["documents"] == 3
    assert [s.reason for s in record.skipped()] == ["format"]
    assert [(source.name, n) for source, n in record.sources()] == [("Andina", 3)]
    assert sorted({c.form for c in record.claims()}) == ["call", "meeting", "visit"]
    assert [e.form for e in record.events()] == ["visit", "meeting", "call"]
    visit = record.events(form="Visit")[0]
    assert len(visit.claims) == 2
    assert {c.id for c in record.claims(ids=visit.claims)} == set(visit.claims)
    assert all(isinstance(actor, Actor) for actor in record.actors())
    assert {"state:PER", "state:TGO"} <= {actor.id for actor in record.actors()}
    assert record.offices() == ()
    assert len(record.documents()) == 3
    for document in record.documents():
        assert record.document(document.id) == document
        reading = record.reading(document.id)
        assert reading is not None
        assert {c.id for c in reading.claims} == {c.id for c in record.claims(document=document.id)}
    assert record.reading("d-000000000000") is None


ASKED = [
    ({"states": ["PER", "CHL"]}, 2),
    ({"states": ["Peru", "chile", "PER"]}, 2),
    ({"states": ["Togo"]}, 1),
    ({"states": ["GHA", "CHL"]}, 0),
    ({"event": "consult"}, 3),
    ({"status": "PLANNED"}, 0),
    ({"since": dt.date(2021, 5, 9), "until": dt.date(2021, 5, 31)}, 1),
]


@pytest.mark.parametrize(("question", "n"), ASKED, ids=[str(q) for q, _ in ASKED])
def test_events_take_names_and_any_case(record: api.Record, question, n: int) -> None:
    assert len(record.events(**question)) == n


def test_what_one_source_tells(record: api.Record) -> None:
    for source, n in record.sources():
        own = record.documents(source=source.id)
        assert len(own) == n
        assert all(d.source == source for d in own)
        ids = {d.id for d in own}
        told = record.events(documents=sorted(ids))
        assert {e.id for e in told} == {e.id for e in record.events() if ids & set(e.documents)}
    assert record.documents(source="nobody") == record.events(documents=()) == ()


@pytest.mark.parametrize(
    ("question", "error"),
    [
        ({"states": ["Perru"]}, UnknownState),
        ({"event": "PARTY"}, UsageError),
        ({"form": "party"}, UsageError),
        ({"status": "over"}, UsageError),
    ],
)
def test_a_wrong_question_says_what_would_be_right(record: api.Record, question, error: type) -> None:
    with pytest.raises(error) as caught:
        record.events(**question)
    assert caught.value.hint


def test_statements_are_of_to_or_about_a_state(record: api.Record) -> None:
    assert len(record.statements(states=["PER"])) == 1
    assert len(record.statements(states=["Chile"])) == 1
    assert record.statements(states=["GHA"]) == ()
    assert record.contradictions(states=["GHA"]) == ()


def test_each_thing_by_its_id_and_by_its_beginning(record: api.Record) -> None:
    things = [*record.documents(), *record.claims(), *record.statements(), *record.events(), *record.contradictions()]
    assert {type(t) for t in things} >= {Document, Claim, Statement, Event}
    for thing in things:
        assert record.get(thing.id) == thing
        assert record.get(f"  {thing.id[:8].upper()} ") == thing
        assert record.get(thing.id[2:8]) == thing
    for actor in record.actors():
        assert record.get(actor.id) == actor


WRONG = [
    ("e-000000000000", "near it: e-"),
    ("e-00", "looks like"),
    ("zz", "looks like"),
    ("", "looks like"),
    ("state:PEX", "state:PER"),
    ("x-abcdef012345678", ""),
]


@pytest.mark.parametrize(("id", "hint"), WRONG)
def test_an_unknown_id_gets_a_hint(record: api.Record, id: str, hint: str) -> None:
    with pytest.raises(UnknownId) as caught:
        record.get(id)
    assert hint in caught.value.hint


def test_the_beginning_of_two_ids_is_not_enough(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r", create=True) as store, store.transaction():
        for id in ("d-abcd00000001", "d-abcd00000002"):
            store.execute(
                "INSERT INTO documents (id, content, digest, current, title, text, json) VALUES (?,'','',0,'','','{}')",
                (id,),
            )
    with communique.open(tmp_path / "r") as record, pytest.raises(UnknownId, match="2 things") as caught:
        record.get("abcd")
    assert caught.value.hint == "d-abcd00000001, d-abcd00000002"


def test_only_documents_are_documents(record: api.Record) -> None:
    for id in (record.claims()[0].id, "nothing", "d-000000000000"):
        with pytest.raises(UnknownId):
            record.document(id)


def test_search_finds_words_in_documents_and_statements(record: api.Record) -> None:
    (document,) = record.search("announced evening")
    assert document.kind == "document"
    assert [s.of(record.document(document.document).text) for s in document.spans] == ["announced", "evening"]
    assert {hit.kind for hit in record.search('"good neighbour"')} == {"document", "statement"}
    assert len(record.search("Chile", limit=1)) == 1


def test_judgements_are_kept_and_survive_a_build(tmp_path: Path, folder: Path) -> None:
    with Store.open(tmp_path / "r", create=True) as store:
        build(store, FileFetcher(ReadingDesk()).fetch(str(folder)), ROOMS)
    with communique.open(tmp_path / "r") as record:
        call = record.events(form="call")[0]
        decision = record.judge("wrong", [call.claims[0]], by="ana", now="2026-01-01T10:00:00+00:00")
        assert record.events(form="call") == ()
        assert call.claims[0] in {c.id for c in record.claims()}
    with Store.open(tmp_path / "r") as store:
        build(store, FileFetcher(ReadingDesk()).fetch(str(folder)), ROOMS)
    with communique.open(tmp_path / "r") as record:
        assert record.judgements() == (decision.judgement,)
        assert record.events(form="call") == ()


def test_with_the_real_link_and_merge_the_order_does_not_matter(tmp_path: Path, folder: Path) -> None:
    items = list(FileFetcher(ReadingDesk()).fetch(str(folder)))
    told = []
    for n, order in enumerate(itertools.islice(itertools.permutations(items), 0, None, 5)):
        with Store.open(tmp_path / str(n), create=True) as store:
            for item in order:
                build(store, [item], ROOMS)
        with communique.open(tmp_path / str(n)) as record:
            told.append(
                (record.documents(), record.claims(), record.statements(), record.events(), record.contradictions(),
                 record.actors(), record.offices(), record.skipped(), record.counts())
            )  # fmt: skip
    assert all(other == told[0] for other in told)


def test_there_must_be_something_to_open() -> None:
    with pytest.raises(RecordMissing):
        communique.open("no/such.record")


@pytest.mark.parametrize("paths", [[], ["nowhere"], ["nowhere", "neither/here.txt"]])
def test_a_build_of_nothing_says_so_before_it_loads_a_model(tmp_path: Path, paths: list[str]) -> None:
    with communique.create(tmp_path / "r") as record, pytest.raises(NothingToRead) as caught:
        record.build(paths)
    assert caught.value.hint


def test_a_path_that_the_system_refuses_to_look_at_is_told(tmp_path: Path) -> None:
    with communique.create(tmp_path / "r") as record, pytest.raises(NothingToRead, match="unreadable"):
        record.build(["x" * 5000])


def test_codes_and_names_of_states() -> None:
    assert api.state_code("peru") == api.state_code("PER") == "PER"
    assert "PER" in {state.code for state in api.all_states()}


LIGHT = """
import sys
import communique
assert "communique.api" not in sys.modules and "pydantic" not in sys.modules, "the package itself is to be light"
assert set(communique.__all__) <= set(dir(communique)) and communique.__version__
record = communique.open(sys.argv[1])
record.events(states=["PER"])
record.search("chile")
record.get(record.events()[0].id)
heavy = {"spacy", "numpy", "trafilatura", "communique.annotate.pipeline", "multiprocessing"} & set(sys.modules)
assert not heavy, heavy
"""


def test_a_look_up_loads_nothing_heavy(record: api.Record) -> None:
    subprocess.run([sys.executable, "-c", LIGHT, str(record.path)], check=True)


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError):
        communique.nonsense  # noqa: B018
    with pytest.raises(AttributeError):
        api.nonsense  # noqa: B018


def test_a_build_with_the_real_coder(tmp_path: Path, folder: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with communique.create(tmp_path / "r") as record:
        with pytest.raises(NothingToRead, match="no-documents 1"):
            record.build([str(empty)])
        first = record.build([str(folder), "nowhere"], source="Andina", published=dt.date(2021, 5, 9))
        assert (first.read, len(first.skipped)) == (3, 2)
        assert {s.uri for s in record.skipped()} == {str(empty), "nowhere", f"{folder}/gulf/notes.dat"}
        again = record.build([str(folder)])
        assert (again.read, again.unchanged) == (0, 3)
        assert record.documents()[0].published == dt.date(2021, 5, 9)
        (empty / "late.txt").write_text(ARTICLES["andes/one.txt"] + "Togo met Benin.", encoding="utf-8")
        assert record.build([str(empty)]).read == 1
        assert str(empty) not in {s.uri for s in record.skipped()}


def test_an_own_table_of_offices_is_asked_first_and_kept(tmp_path: Path, folder: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("person,position,state,start\nRosa Quispe,foreign minister,Peru,2020-01-01\n", encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text(
        "Peru and Chile\n\nThe Peruvian foreign minister met the President of Chile in Lima on May 6, and the two men "
        "spoke about trade for most of the day.\n",
        encoding="utf-8",
    )

    def names(record: api.Record) -> set[str]:
        return {p.name for c in record.claims() for p in c.participants() if p.country == "PER"}

    with communique.create(tmp_path / "r") as record:
        record.build([str(tmp_path / "more")], source="Andina", published=dt.date(2021, 5, 7))
        before = names(record)
        assert "Rosa Quispe" not in before
        assert record.use_offices(table) == 1
        assert "Rosa Quispe" in names(record)
        (office,) = [o for o in record.offices() if o.basis == "given"]
        assert (office.person, office.origin) == ("person:rosa-quispe.per", "own.csv:2")
        assert any("your own table (own.csv:2; since 2020-01-01)" in w for w in record.get(office.person).why)
        record.build([str(folder)], source="Andina")
        assert "Rosa Quispe" in names(record)  # a later build keeps it
        assert record.use_offices(None) == 0
        assert names(record) & before == before
        with pytest.raises(BadTable):
            record.build([str(folder)], offices=tmp_path / "more" / "a.txt")
    with communique.create(tmp_path / "s") as other:
        other.build([str(tmp_path / "more")], source="Andina", published=dt.date(2021, 5, 7), offices=table)
        assert "Rosa Quispe" in names(other)
