"""The day and the place of one claim: from its own clause first, then from what carries it, then from the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.places import PlaceMention
from communique.annotate.stage import Paragraph
from communique.annotate.times import TimeMention
from communique.model.values import PartialDate, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

_BOUNDS = frozenset({"since", "before", "until", "after"})
# Nouns that carry a date of their own.
_DATED = frozenset(
    "agreement accord deal treaty pact war revolution attack election statement declaration resolution law".split()
)
_AT = frozenset({"in", "at", "near", "outside", "inside"})
_TOWARDS = _AT | {"to", "into"}
# Nouns whose place is the place of what happens there: "a summit in Bali", "a press conference at the palace".
_SCENES = frozenset(
    "summit meeting talk conference forum ceremony session gathering press-conference negotiation visit sideline "
    "capital city palace building hotel embassy headquarters town port airport residence dinner banquet "
    "reception".split()
)


def own_time(paragraph: Paragraph, times: list[TimeMention], act: tuple[Token, ...]) -> TimeMention | None:
    """The date expression that hangs on the act (the predicate first, then what carries it); the nearest when
    several do.
    """
    token = act[0]
    best: tuple[int, int, TimeMention] | None = None
    for mention in times:
        if mention.duration_years is not None or mention.since:
            continue
        at = _token_at(paragraph, mention.span.start, mention.span.end)
        if at is None or at.sent.start != token.sent.start:
            continue
        distance = min((d for verb in act if (d := _climb(at, token, verb, dated=True)) is not None), default=None)
        if distance is not None and (best is None or (distance, abs(at.i - token.i)) < best[:2]):
            best = (distance, abs(at.i - token.i), mention)
    return best[2] if best else None


def own_place(
    paragraph: Paragraph,
    places: list[PlaceMention],
    act: tuple[Token, ...],
    *,
    moving: bool = False,
    scene: bool = False,
    through: frozenset[int] = frozenset(),
) -> Place | None:
    """The place that hangs on the act by "in" or "at", and by "to" or as object when ``moving``; a city before a state.

    Args:
        paragraph: where the act stands.
        places: the document's places.
        act: the predicate first, then what carries it ("held", "to be held").
        moving: the act is a journey.
        through: tokens of the participants, which a place may hang on ("received by the premier in X").
        scene: the act is one that has a scene (a meeting, a signing, an attack), so that its object's place is its own.
    """
    token = act[0]
    best: tuple[int, int, PlaceMention] | None = None
    for mention in places:
        if mention.tokens[0] != paragraph.index:
            continue
        at = paragraph.doc[mention.head]
        if at.sent.start != token.sent.start:
            continue
        if moving and at.dep_ == "dobj" and at.head.i == token.i:
            distance: int | None = 0
        else:
            distance = min((d for verb in act if (d := _climb(at, token, verb)) is not None), default=None)
            if not _locative(at, _TOWARDS if moving else _AT) or not _of_the_act(at, act, scene=scene, through=through):
                continue
        if distance is None:
            continue
        rank = (0 if mention.city else 1, distance)
        if best is None or rank < best[:2]:
            best = (*rank, mention)
    return best[2].place if best else None


def _of_the_act(at: Token, act: tuple[Token, ...], *, scene: bool, through: frozenset[int]) -> bool:
    """True when the place is where the act took place, and not inside what it was about ("praised its stance on
    the war in X").
    """
    node = at
    while node.dep_ in {"appos", "compound", "conj", "nmod", "poss", "npadvmod"} and node.head != node:
        node = node.head
    if node.dep_ != "pobj" or (at.dep_ == "compound" and node.pos_ == "NOUN"):
        return False  # "at the Gaza summit" tells what it was about as often as where
    host = node.head.head
    for _ in range(4):
        if any(host.i == t.i for t in act) or host.pos_ in {"VERB", "AUX"}:
            return True
        of_object = scene and (
            host.head.lower_ == "of" or host.dep_ == "dobj"
        )  # "signed seven memoranda of understanding in Lusaka"
        if host.lemma_.lower() in _SCENES or host.pos_ == "PROPN" or host.i in through or of_object:
            host = host.head.head if host.head.pos_ == "ADP" else host.head
            continue
        return False
    return False


def _locative(token: Token, prepositions: frozenset[str]) -> bool:
    node = token
    for _ in range(3):
        if node.dep_ == "pobj":
            return node.head.lower_ in prepositions
        if node.dep_ in {"appos", "compound", "conj", "nmod", "poss", "npadvmod"}:
            node = node.head
            continue
        return False
    return False


def _climb(at: Token, token: Token, carrier: Token, *, dated: bool = False) -> int | None:
    """Steps up the tree from ``at`` until the predicate or its carrier; None when another clause lies between."""
    steps = 0
    node = at
    while True:
        if node.i in {token.i, carrier.i}:
            return steps
        if node.head == node or steps > 8:
            break
        if node.pos_ in {"VERB", "AUX"} and node.i != at.i and node.dep_ in {"relcl", "advcl", "ccomp", "acl", "conj"}:
            break
        bound = node.dep_ == "prep" and node.lower_ in _BOUNDS
        if dated and (bound or (node.pos_ == "NOUN" and node.i != at.i and node.lemma_.lower() in _DATED)):
            return None
        node = node.head
        steps += 1
    # the predicate hangs on the clause that the date stands in: "during his meeting ... on Tuesday", "asked ... on
    # Monday to send"
    above = token
    for climbed in range(1, 4):
        if above.head == above or above.dep_ in {"relcl", "ccomp", "advcl"}:
            return None
        above = above.head
        if above.i == node.i:
            return steps + climbed + 3
    return None


def _token_at(paragraph: Paragraph, start: int, end: int) -> Token | None:
    span = paragraph.doc.char_span(start - paragraph.offset, end - paragraph.offset, alignment_mode="expand")
    if span is None or not len(span):
        return None
    root = span.root
    # "On the morning of July 6": the recogniser's span may begin with the preposition
    return root if root.pos_ != "ADP" else next((t for t in span if t.pos_ != "ADP"), root)


def ahead_of(date: PartialDate | None, day: PartialDate | None) -> bool:
    """True when ``date`` lies wholly after the day of writing."""
    return bool(date and day and date.start and day.end and date.start > day.end)
