"""Through whose mouth a sentence came."""

from __future__ import annotations

import pytest

from communique.annotate.media import as_medium, media_links
from communique.annotate.syntax import Sentence
from communique.model.values import LinkKind

CHAINS = [
    ("According to Reuters, the ship sank.", ["Reuters"]),
    ("The ship sank, Reuters reported.", ["Reuters"]),
    ("Reuters reported that the ship sank.", ["Reuters"]),
    ("The captain told Reuters that the ship sank.", ["Reuters"]),
    ("Reuters quoted the captain as saying the ship sank.", ["Reuters"]),
    ("In an interview with Reuters, the captain said the ship sank.", ["Reuters"]),
    ("Xinhua, citing Reuters, said the ship sank.", ["Xinhua", "Reuters"]),
    ("State media reported that the ship sank.", ["State media"]),
    ("The ship sank.", []),
    ("Reuters hired a ship.", []),
    ("The captain said the ship sank.", []),
]


def _links(made):
    return [link for p in made.paragraphs for s in p.sentences() for link, _ in media_links(Sentence(made, p), s)]


@pytest.mark.parametrize(("text", "names"), CHAINS)
def test_media_links(text, names, draft):
    links = _links(draft(text))
    assert [link.name for link in links][: len(names)] == names
    assert bool(links) is bool(names)
    assert all(link.kind is LinkKind.MEDIUM for link in links)


def test_spans_of_links_name_them(draft):
    text = "According to Reuters, the ship sank."
    (link,) = _links(draft(text))
    assert link.span is not None
    assert link.span.of(text) == "Reuters"


def test_a_state_is_no_medium(draft):
    made = draft("Fiji reported that the ship sank.")
    (paragraph,) = made.paragraphs
    assert as_medium(Sentence(made, paragraph), paragraph.doc[0]) is None


def test_each_medium_once(draft):
    links = _links(draft("Reuters reported that the captain told Reuters the ship sank."))
    assert [link.name for link in links] == ["Reuters"]
