"""Markdown as its reader sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.documents.extract import make_document
from communique.documents.markdown import read_markdown
from communique.model.records import Given, PartKind
from communique.sources.base import RawPage

ARTICLE = """\
# Mali and **Niger** agree

*BAMAKO, March 3, 2024* (AFP) - The [armies](https://press.example/a_(b)) of Mali and Niger will
patrol their border &amp; the road to Gao, the __defence ministers__ said on Saturday.

![Soldiers at the border post of Labbezanga](a.jpg "photo")

> “We agree,” said the minister of Mali, `Sadio Camara`, after two days of talks.
"""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Plain words.\n\nMore of them.", "Plain words.\n\nMore of them."),
        ("Broken\nlines  \njoin.", "Broken lines join."),
        ("12. June 2023 was a Monday.", "12. June 2023 was a Monday."),
        ("3) third", "3) third"),
        ("- one\n- two", "one\n\ntwo"),
        ("    An indented paragraph.", "An indented paragraph."),
        ("Title\n=====\n\nText", "Title\n\nText"),
        ("| state | vote |\n|---|---|\n| Peru | for |", "state | vote\n\nPeru | for"),
        ("text <b>bold</b><br> and <http://a.example>", "text bold and http://a.example"),
        ("<div>A block</div>", "A block"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("#hashtag stays", "#hashtag stays"),
        ("", ""),
        ("---", ""),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert read_markdown(text).text == seen


@pytest.mark.parametrize("front", ["", "---\nsource: Sahel Times\n---\n"])
def test_a_document_of_it(front: str) -> None:
    content = (front + ARTICLE).encode()
    lines = front.count("\n")
    document = make_document(RawPage("a.md", content, "text/markdown", Given(), "", lines))
    kinds = {p.kind: p.span.of(document.text) for p in document.parts}
    assert document.title == kinds[PartKind.TITLE] == "Mali and Niger agree"
    assert kinds[PartKind.DATELINE] == "BAMAKO, March 3, 2024 (AFP) -"
    assert kinds[PartKind.CAPTION] == "Soldiers at the border post of Labbezanga"
    assert str(document.published) == "2024-03-03"
    body = [p.span.of(document.text) for p in document.parts if p.kind is PartKind.BODY]
    assert body == [
        "The armies of Mali and Niger will patrol their border & the road to Gao, the defence ministers said on "
        "Saturday.",
        "“We agree,” said the minister of Mali, Sadio Camara, after two days of talks.",
    ]
    assert document.text.startswith(front)


@given(st.text(alphabet=st.sampled_from("ab *_#>-+|`[]()!<&;\n1.)=~\\"), max_size=120))
def test_any_text_is_read(text: str) -> None:
    found = read_markdown(text)
    assert all(0 <= s.start < s.end <= len(found.text) for s in found.pictures)
    assert "\n\n\n" not in found.text
