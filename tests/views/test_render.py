from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory import MemoryRecord
from rich.cells import cell_len
from rich.text import Text
from world import make_record

from communique.model.records import ContradictionValue
from communique.views import rows
from communique.views.actors import actor_rows
from communique.views.bodies import body_row
from communique.views.brief import Limits, StateRef, brief
from communique.views.chain import show
from communique.views.events import event_rows
from communique.views.exports import jsonl
from communique.views.render import lists
from communique.views.render.brief_html import html
from communique.views.render.brief_markdown import markdown
from communique.views.render.brief_text import show_brief
from communique.views.render.chain_text import show_chain
from communique.views.render.screen import Screen, underlined

STATES = [StateRef(code="NOR", name="Norway"), StateRef(code="CHL", name="Chile")]


def on_screen(draw: Callable[[Screen], None], width: int | None = None) -> str:
    held = io.StringIO()
    draw(Screen(held, width=width))
    return held.getvalue()


@pytest.mark.parametrize("width", [80, 120, None])
def test_the_brief_in_text(record: MemoryRecord, golden: Callable[[str, str], None], width: int | None) -> None:
    text = on_screen(lambda s: show_brief(s, brief(record, STATES)), width)
    assert all(cell_len(line) <= (width or 10_000) for line in text.split("\n"))
    assert not re.search(r" $", text, re.MULTILINE)
    golden(f"brief_{width or 'pipe'}.txt", text)


def test_the_brief_in_markdown_and_html(record: MemoryRecord, golden: Callable[[str, str], None]) -> None:
    golden("brief.md", markdown(brief(record, STATES)))
    golden("brief.html", html(brief(record, STATES)))


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("event", "e-1d5c00000011"),
        ("statement", "s-a00000000001"),
        ("document", "d-aaaaaaaaaaaa"),
        ("actor", "person:ingrid-solheim.nor"),
        ("contradiction", "x-1d5c00000011"),
    ],
)
def test_one_thing_with_its_chain(record: MemoryRecord, golden: Callable[[str, str], None], name: str, id: str) -> None:
    golden(f"show_{name}.txt", on_screen(lambda s: show_chain(s, show(record, id)), 100))


def test_an_organisation_is_shown_with_its_members(record: MemoryRecord) -> None:
    chain = show(record, "state:CHL")
    assert chain["kind"] == "actor"
    assert chain["body"] is None
    chain["body"] = body_row("org:opec")
    text = " ".join(on_screen(lambda s: show_chain(s, chain), 100).split())
    assert "bloc · opec.org" in text
    assert "11 members: Algeria, " in text
    assert "Equatorial Guinea (since 2017-05-25)" in text
    assert "left: Angola (since 2007-01-01 until 2024-01-01), " in text
    chain["body"] = body_row("org:rosatom")
    text = on_screen(lambda s: show_chain(s, chain), 100)
    assert "company of Russia · rosatom.ru" in text
    assert "member" not in text


def test_the_lists(record: MemoryRecord, golden: Callable[[str, str], None]) -> None:
    def draw(screen: Screen) -> None:
        lists.show_events(screen, event_rows(record, record.events()))
        lists.show_documents(screen, rows.document_rows(record, record.documents()))
        lists.show_sources(screen, rows.source_rows(record.sources()))
        lists.show_actors(screen, actor_rows(record.actors()))
        lists.show_skipped(screen, rows.skipped_rows(record.skipped()))
        lists.show_hits(screen, rows.hit_rows(record, record.search("Antarctic")))

    golden("lists_pipe.txt", on_screen(draw))


def test_empty_lists_say_so() -> None:
    for draw in (lists.show_events, lists.show_statements, lists.show_contradictions, lists.show_actors,
                 lists.show_sources, lists.show_documents, lists.show_skipped, lists.show_hits):  # fmt: skip
        assert on_screen(lambda s, draw=draw: draw(s, [])).strip()  # type: ignore[misc]


def test_in_a_pipe_each_event_is_one_line(record: MemoryRecord) -> None:
    found = event_rows(record, record.events())
    text = on_screen(lambda s: lists.show_events(s, found))
    assert len(text.splitlines()) == len(found) + 1
    for row in found:
        assert sum(row["id"] in line for line in text.splitlines()) == 1


def test_what_a_page_leaves_out_is_told_with_the_command_that_shows_it(record: MemoryRecord) -> None:
    page = brief(record, STATES, limits=Limits(events=1, statements=1, contradictions=1))
    for text in (on_screen(lambda s: show_brief(s, page), 80), markdown(page), html(page)):
        assert "and 1 more" in text
        assert "communique contradictions NOR CHL" in text


HOSTILE = (
    "[red]X[/red] [link=file:///etc] :smile: \x1b]8;;x\x07\x1b[2J \u202eevil\u202c "
    "<script>alert(1)</script> | `a` **b**"
)
LONG = "w" * 10_000


def hostile_record() -> MemoryRecord:
    """The invented record with hostile words wherever foreign text can stand."""
    made = make_record()

    def bad(name: str) -> str:
        return f"{name} {HOSTILE} {LONG}"

    documents = tuple(
        replace(
            d,
            title=bad(d.title),
            credits=(bad("credit"),),
            source=replace(d.source, name=bad("src")) if d.source else None,
        )
        for d in made.all_documents
    )
    events = tuple(
        replace(
            e,
            sources=tuple(replace(p, name=bad(p.name)) for p in e.sources),
            place=e.place and replace(e.place, name=bad("place")),
            details=replace(e.details, resolution=bad("resolution")),
            why=(bad("why"),),
            origins=tuple(replace(o, name=bad(o.name), why=bad(o.why)) for o in e.origins),
        )
        for e in made.all_events
    )
    contradictions = tuple(
        replace(
            x, subject=bad("subject"), field=bad("field"), values=(ContradictionValue(bad("v"), x.values[0].claims),)
        )
        for x in made.all_contradictions
    )
    claims = tuple(replace(c, reasons=(bad("reason"),)) for c in made.all_claims)
    statements = tuple(replace(s, manner=bad("said")) for s in made.all_statements)
    return replace(
        made,
        all_documents=documents,
        all_events=events,
        all_contradictions=contradictions,
        all_claims=claims,
        all_statements=statements,
    )


@pytest.mark.parametrize("width", [40, 80, None])
def test_hostile_words_are_shown_and_not_obeyed(width: int | None) -> None:
    record = hostile_record()
    page = brief(record, STATES)
    text = on_screen(lambda s: show_brief(s, page), width)
    for thing in (*record.all_events, *record.all_documents, *record.all_contradictions, *record.all_statements):
        text += on_screen(lambda s, thing=thing: show_chain(s, show(record, thing.id)), width)  # type: ignore[misc]
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "[red]X[/red]" in re.sub(r"\s", "", text)
    if width:
        assert max(map(cell_len, text.split("\n"))) <= width


def test_hostile_words_are_escaped_in_pages() -> None:
    page = brief(hostile_record(), STATES)
    assert "<script>" not in html(page)
    assert "&lt;script&gt;" in html(page)
    assert "<script>" not in markdown(page)
    for line in markdown(page).splitlines():
        assert not re.search(r"(?<!\\)[|<>*]", re.sub(r"`[^`]*`|\*\*", "", line).replace("<-", ""))


def test_exports_keep_the_text_as_it_is() -> None:
    record = hostile_record()
    assert any(r.get("title") == record.all_documents[0].title for r in jsonl.rows(record))
    assert all("\n" not in line and "\x1b" not in line for line in jsonl.lines(record))


@settings(max_examples=60)
@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=120),
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 10)), max_size=4),
    st.integers(24, 90),
)
def test_marks_stand_under_their_words_at_any_width(text: str, at: list[tuple[int, int]], width: int) -> None:
    marks = [(start, min(start + size, len(text))) for start, size in at if start < len(text)]
    held = io.StringIO()
    screen = Screen(held, width=width)
    screen.show(underlined(screen, text, marks, indent=2))
    assert all(cell_len(line) <= width for line in held.getvalue().split("\n"))


def test_on_a_terminal_words_are_underlined_and_elsewhere_marked() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    text, marks = "Solheim visited Chile", [(8, 15)]
    terminal = Terminal()
    screen = Screen(terminal, width=60)
    if not screen.styled:  # TERM=dumb where the tests run
        screen.styled = True
    screen.show(underlined(screen, text, marks, indent=0))
    assert Text.from_ansi(terminal.getvalue()).plain.strip() == text
    assert "^" not in terminal.getvalue()
    assert on_screen(lambda s: s.show(underlined(s, text, marks, indent=0))) == f"{text}\n        ^^^^^^^\n"
