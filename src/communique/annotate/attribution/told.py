"""Attributions of a whole document as stretches of its text: statements, thoughts, wishes and findings alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from communique.annotate.attribution.finder import Attribution, Finder
from communique.annotate.attribution.quoted import DASHES
from communique.annotate.attribution.trees import runs, tree, trees
from communique.annotate.quotations import quotations
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.syntax import Sentence
from communique.model.values import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENING = frozenset("“„«\"'‘`")
_JOINING = frozenset({"$", "—", "–"})  # besides punctuation, what does not part two pieces of one stretch


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution. ``source``, ``cue``, ``content``: stretches of the document's text, in order; any but one may be
    empty.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def attributed(draft: Draft, *, nested: bool) -> list[Attributed]:
    """All attributions of the document, a quotation that goes on without a cue with the one before it.

    Args:
        draft: parsed and with its references resolved.
        nested: those inside another's content too; else the outermost only.
    """
    quoted = quotations([(p.offset, p.doc.text) for p in draft.paragraphs])
    out: list[Attributed] = []
    last: int | None = None
    for paragraph, opens in opening_next(draft.paragraphs):
        mine = [q for q in quoted if q.paragraph == paragraph.index]
        finder = Finder(Sentence(draft, paragraph), mine, attitudes=True, opens_next=opens)
        found, direct = finder.read(), False
        for a in found:
            if not a.after and not nested and _inside(a, found, goes_on=last is not None):
                continue
            addressed = tree(paragraph.doc[a.addressed]) if a.addressed is not None else frozenset[int]()
            content = _runs(paragraph, a.content | addressed)
            if a.after:
                if last is not None:
                    out[last] = replace(out[last], content=(*out[last].content, *content))
                continue
            source = _runs(paragraph, _named(paragraph.doc, a))
            out.append(Attributed(source, _runs(paragraph, a.words), content))
            quotes = any(finder.quoted.holds(i) for i in a.content)
            announces = not a.content  # its quotation begins the next paragraph
            if announces or ((quotes or last is None or not direct) and not a.nominal):
                last, direct = len(out) - 1, quotes
    return [a for a in out if a.content]


def opening_next(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, bool]]:
    """Each paragraph, and whether the next one begins with a quotation."""
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        yield paragraph, following is not None and following.doc.text.lstrip()[:1] in _OPENING


def _inside(a: Attribution, others: Sequence[Attribution], *, goes_on: bool) -> bool:
    around = (o for o in others if o is not a and (goes_on or not o.after))
    return any(a.cue in o.content for o in around)


def _named(doc: Doc, a: Attribution) -> frozenset[int]:
    """The phrases that name the source; the relative pronoun where the cue stands in a relative clause."""
    own = [c for c in doc[a.cue].children if c.dep_ == "nsubj" and c.tag_ in {"WP", "WDT"}]
    heads = own or [doc[i] for i in a.source]
    return frozenset(i for head in heads for i in _phrase(head, a))


def _phrase(head: Token, a: Attribution) -> set[int]:
    doc = head.doc
    tokens = set(tree(head)) - a.content - a.words
    tokens -= trees([c for c in head.subtree if c.dep_ in {"relcl", "acl"} and a.cue in tree(c)])
    for i in sorted(tokens):
        if i < head.i and doc[i].text in DASHES and doc[i].whitespace_ and (i == 0 or doc[i - 1].whitespace_):
            tokens = {j for j in tokens if j > i}  # "WASHINGTON (AP) - The president"
    dated = [c for c in head.children if c.dep_ in {"prep", "npadvmod"} and c.i > head.i and _is_dated(c)]
    tokens -= trees(dated)
    while tokens and doc[min(tokens)].dep_ in {"cc", "punct"} and min(tokens) != head.i:
        tokens -= {min(tokens)}
    return tokens


def _is_dated(token: Token) -> bool:
    return any(t.ent_type_ in {"DATE", "TIME"} for t in (token, *token.children))


def _runs(paragraph: Paragraph, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Stretches that these tokens make, without punctuation at their ends."""
    doc = paragraph.doc
    out = []
    for start, end in runs(doc, (t for t in tokens if not doc[t].is_space), _JOINING):
        while start <= end and doc[start].is_punct:
            start += 1
        while end >= start and doc[end].is_punct:
            end -= 1
        if start <= end:
            out.append(paragraph.span(doc[start].idx, doc[end].idx + len(doc[end])))
    return tuple(out)
