"""Claims that judgements are about, found again in another reading of the same documents."""

from __future__ import annotations

from dataclasses import replace

from tests.merge.builders import Paper, World, build, report

from communique.merge.anchors import Register, anchor
from communique.model.records import Claim, Document
from communique.model.values import Span

PAPERS = [Paper("Kigali Post", "Kigali Post", "2022-03-01")]
REPORTS = [
    report("Kigali Post", "Ana Silva met Jon Berg in Oslo.", "met", "Ana Silva/PRT", "Jon Berg/SWE", form="meeting"),
    report("Kigali Post", "Later Ana Silva called Jon Berg.", "called", "Ana Silva/PRT", "Jon Berg/SWE", form="call"),
]


def world() -> World:
    return build(PAPERS, REPORTS)


def renamed(claim: Claim, **changes) -> Claim:
    return replace(claim, id=f"c-new{claim.id[2:]}", **changes)


def find(made: World, claims: list[Claim], documents: dict[str, Document] | None = None) -> tuple[str, str]:
    met = made.claims[0]
    one = anchor(met, made.documents[met.document])
    return Register(claims, made.documents if documents is None else documents).find(one)


def test_by_its_id() -> None:
    made = world()
    assert find(made, list(made.claims)) == (made.claims[0].id, "")


def test_by_its_predicate_when_sides_are_read_otherwise() -> None:
    made = world()
    met = renamed(made.claims[0], sources=())
    assert find(made, [met, renamed(made.claims[1])]) == (met.id, "")


def test_by_its_sentence_and_form_when_other_words_decide() -> None:
    made = world()
    met = renamed(made.claims[0], predicate=made.claims[0].predicate.moved(4))
    assert find(made, [met, renamed(made.claims[1])]) == (met.id, "")


def test_of_two_at_one_predicate_the_one_with_the_same_sides() -> None:
    made = world()
    met = made.claims[0]
    other = replace(met, id="c-0", targets=met.sources, sources=met.targets)
    again = replace(met, id="c-9")
    assert find(made, [other, again]) == ("c-9", "")


def test_where_cleaning_moved_the_text() -> None:
    made = world()
    met = made.claims[0]
    text = made.documents[met.document].text
    moved = replace(made.documents[met.document], text=f"Advertisement\n{text}")
    by = len("Advertisement\n")
    claims = [
        renamed(c, predicate=c.predicate.moved(by), sentence=c.sentence.moved(by), sources=()) for c in made.claims
    ]
    assert find(made, claims, {moved.id: moved}) == (claims[0].id, "")


def test_what_is_not_found_is_told_with_a_reason() -> None:
    made = world()
    met, called = made.claims
    document = made.documents[met.document]
    assert find(made, [], {}) == ("", f"the document {met.document} is not in the record")
    assert find(made, [called]) == ("", "nothing is read in its sentence any more")
    other = renamed(met, predicate=Span(met.predicate.start, met.predicate.end + 9), event="REJECT", form=None)
    assert find(made, [other]) == ("", "its sentence is now read as REJECT, not as CONSULT")
    gone = replace(document, text="Something else stands here now.")
    assert find(made, [called], {gone.id: gone}) == ("", f"its sentence no longer stands in {met.document}")
