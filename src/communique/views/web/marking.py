"""A text with its marks as HTML: each segment one element, each character of the text once, nothing else as text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from communique.model.records import Document, Reuse
from communique.views.marks import CLAIM, STATEMENT, Block, Segment
from communique.views.render import telling
from communique.views.render.plain import plain, shorten
from communique.views.web.shell import href, showable

_BLANK = " \n\u2060"  # what `showable` makes of all that is not seen; a link has to have a name
_PLACE = Markup('<span class="at" id="{}"></span>')
_READ = Markup('<div class="part p-{}" dir="auto">{}</div>')
_ASIDE = Markup('<div class="part aside p-{}" dir="auto" title="{}" data-why="{}">{}</div>')
_FROM = Markup('<a class="from" href="{}" aria-label="{}" data-label="{}"></a>')


def sentence_html(text: str, cut: Iterable[Segment]) -> Markup:
    """A sentence with its marks by kind, nothing to open."""
    return Markup("").join(_segment(text, segment, (), set()) for segment in cut)


def text_html(document: Document, blocks: Sequence[Block], shown: Collection[str], titles: Mapping[str, str]) -> Markup:
    """The whole text of a document; the first words that open a claim or statement are a link to it.

    Args:
        document: whose text.
        blocks: its parts with their segments.
        shown: the kinds of marks that are shown at first.
        titles: what documents are called from which stretches are taken, by id.
    """
    opening = [kind for kind in (CLAIM, STATEMENT) if kind in shown]
    taken: dict[int, list[Reuse]] = {}
    for reuse in document.reuses:
        taken.setdefault(reuse.span.start, []).append(reuse)
    linked: set[str] = set()
    text, out = document.text, []
    for block in blocks:
        inside = []
        for segment in block.segments:
            inside += [_from(reuse, titles) for reuse in taken.get(segment.span.start, ())]
            inside += [_PLACE.format(id) for id in segment.begins]
            inside.append(_segment(text, segment, opening, linked))
        words = Markup("").join(inside)
        if block.read:
            out.append(_READ.format(block.part, words))
        else:
            label = telling.aside(block.part, plain(block.why))
            out.append(_ASIDE.format(block.part, label, label, words))
    return Markup("").join(out)


def _segment(text: str, segment: Segment, opening: Sequence[str], linked: set[str]) -> Markup:
    words = escape(showable(segment.span.of(text)))
    if not segment.marks:
        return words
    # Put together by hand, as there are thousands of them: all but the words is ours, and ids are escaped.
    kinds = "seg " + " ".join(dict.fromkeys(f"k-{mark.kind}" for mark in segment.marks))
    ids = segment.ids()
    marks = f' data-marks="{escape(" ".join(ids))}"' if ids else ""
    opens = segment.opens(opening)
    if opens and opens not in linked and words.strip(_BLANK):
        linked.add(opens)
        return Markup(f'<a class="{kinds}" href="{escape(href(opens))}"{marks}>{words}</a>')
    return Markup(f'<span class="{kinds}"{marks}>{words}</span>')


def _from(reuse: Reuse, titles: Mapping[str, str]) -> Markup:
    whose = shorten(titles.get(reuse.document, "") or reuse.source or reuse.document, 80)
    return _FROM.format(href(reuse.document), f"taken from {whose}", f"↩ from {whose}")
