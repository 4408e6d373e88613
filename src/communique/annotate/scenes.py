"""The place of one claim: where its own clause says that it happened, and not every place that is named in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.climbs import alongside, steps_up
from communique.annotate.places import PlaceMention
from communique.annotate.stage import Paragraph
from communique.model.values import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

_AT = frozenset({"in", "at", "near", "outside", "inside", "aboard", "off"})
_TOWARDS = _AT | {"to", "into"}
_FROM = _AT | {"from"}
# Nouns that only say what kind of place a name is: "the town of X", "X province".
_KINDS = frozenset(
    "capital city town village resort suburb district province region governorate oblast prefecture county island port "
    "harbour harbor state territory municipality peninsula valley enclave exclave neighbourhood neighborhood "
    "stronghold hub crossing airport base camp atoll archipelago area coast outskirt borough department".split()
)
# Nouns whose place is the place of what happens there: "a summit in Bali", "a press conference at the palace".
_SCENES = _KINDS | frozenset(
    "summit meeting talk conference forum ceremony session gathering press-conference negotiation visit sideline "
    "margin fringe palace building hotel embassy consulate mission headquarters residence dinner banquet reception "
    "workshop seminar fair exhibition congress rally parade hall centre center museum monastery university "
    "laboratory factory shipyard guesthouse villa castle barracks office round event host interview speech lecture "
    "tarmac checkpoint bridge cemetery memorial monument stadium school hospital station mosque church temple".split()
)
# What is talked of, agreed on or condemned is not where that is done: "discussed the war in X", "a truce in X".
_MATTERS = frozenset(
    "war crisis conflict situation fighting violence attack strike bombing unrest development ceasefire cease-fire "
    "truce election coup raid offensive invasion operation massacre killing tension peace election protest siege clash "
    "humanitarian insurgency genocide shelling occupation bloodshed famine earthquake flood project investment "
    "security stability interest presence influence".split()
)
_INNER = frozenset({"appos", "compound", "conj", "nmod", "poss", "npadvmod"})
_HELD = frozenset({"hold", "take", "host"})


def own_place(
    paragraph: Paragraph,
    places: list[PlaceMention],
    act: tuple[Token, ...],
    *,
    moving: bool = False,
    leaving: bool = False,
    scene: bool = False,
    spoken: bool = False,
    through: frozenset[int] = frozenset(),
) -> Place | None:
    """The place that hangs on the act by "in" or "at", and by "to" or as object when ``moving``; a city before a state.

    Args:
        paragraph: where the act stands.
        places: the document's places.
        act: the predicate first, then what carries it ("held", "to be held").
        moving: the act is a journey.
        leaving: the act is a withdrawal, which happens where it starts.
        scene: the act is one that has a scene (a meeting, a signing, an attack), so that its object's place is its own.
        spoken: the act is one of words, so that "in X" after "the war" tells where the war is.
        through: tokens of the participants, which a place may hang on ("received by the premier in X").
    """
    here = [m for m in places if m.tokens[0] == paragraph.index and _sentence(paragraph, m) == act[0].sent.start]
    prepositions = _TOWARDS if moving else _FROM if leaving else _AT
    best: tuple[int, int, PlaceMention] | None = None
    for mention in here:
        at = paragraph.doc[mention.head]
        if moving and at.dep_ == "dobj" and at.head.i == act[0].i:
            distance: int | None = 0
        elif spoken and _is_of_the_matter(at, act[0], through, scene=scene):
            continue
        elif at.dep_ == "advmod" or (
            _locative(at, prepositions) and _of_the_act(at, act, mention.city, scene=scene, through=through)
        ):  # "here"
            distance = min((d for verb in act if (d := steps_up(at, act[0], verb)) is not None), default=None)
        else:
            continue
        if distance is None:
            continue
        rank = (0 if mention.city else 1, distance)
        if best is None or rank < best[:2]:
            best = (*rank, mention)
    if best is not None:
        return best[2].place
    return _where(paragraph, here, act[0]) or _beside(paragraph, places, act, scene=scene)


def _where(paragraph: Paragraph, here: list[PlaceMention], verb: Token) -> Place | None:
    """ "flew to X, where he laid a wreath": X."""
    if verb.dep_ != "relcl" or not any(c.dep_ == "advmod" and c.lower_ == "where" for c in verb.children):
        return None
    named = [m for m in here if paragraph.doc[m.head].i == verb.head.i or m.tokens[1] <= verb.head.i < m.tokens[2]]
    return named[0].place if named else None


def _beside(paragraph: Paragraph, places: list[PlaceMention], act: tuple[Token, ...], *, scene: bool) -> Place | None:
    """The place of what the act happened at: "on the sidelines of a forum held in X", "meeting in X, they spoke"."""
    for other in alongside(act):
        found = own_place(paragraph, places, (other,), scene=scene)
        if found is not None:
            return found
    return None


def _sentence(paragraph: Paragraph, mention: PlaceMention) -> int:
    return int(paragraph.doc[mention.head].sent.start)


def _of_the_act(at: Token, act: tuple[Token, ...], city: bool, *, scene: bool, through: frozenset[int]) -> bool:
    """True when the place is where the act took place, and not inside what it was about ("praised its stance on
    the war in X").
    """
    node = at
    while node.dep_ in _INNER and node.head != node:
        node = node.head
    if node.dep_ != "pobj" or (at.dep_ == "compound" and node.pos_ == "NOUN" and not _is_kind_of(node)):
        return False  # "at the Gaza summit" tells what it was about as often as where
    host = node.head.head
    mine = {t.i for t in act}
    for _ in range(5):
        if host.i in mine:
            return True
        if host.pos_ in {"VERB", "AUX"}:
            # "agreed to open a consulate in X" was not agreed in X, but "decided in X to open it" was decided there
            return host.lemma_.lower() in _HELD or not any(a.i in mine for a in host.ancestors)
        lemma = host.lemma_.lower()
        through_it = lemma in _SCENES or host.pos_ == "PROPN" or host.i in through
        if not through_it and not (scene and lemma not in _MATTERS and _is_object(host, mine, city=city)):
            return False
        host = host.head.head if host.head.pos_ == "ADP" else host.head
    return False


def _is_of_the_matter(at: Token, verb: Token, through: frozenset[int], *, scene: bool) -> bool:
    """ "discussed the war in X", "condemned the arrests in X", wherever the parser hangs "in X"; "discussed trade in X"
    may have been there.
    """
    node = at
    while node.dep_ in _INNER and node.head != node:
        node = node.head
    if node.dep_ != "pobj" or node.head.i == 0:
        return False
    before = node.doc[node.head.i - 1]
    lemma = before.lemma_.lower()
    is_object = before.dep_ == "dobj" and before.head.i == verb.i and before.pos_ == "NOUN"
    return lemma in _MATTERS or (not scene and is_object and before.i not in through and lemma not in _SCENES)


def _is_kind_of(noun: Token) -> bool:
    """ "X province", but not the X of "the X suburb of Y"."""
    return noun.lemma_.lower() in _KINDS and not any(c.lower_ == "of" for c in noun.children)


def _is_object(noun: Token, act: set[int], *, city: bool) -> bool:
    """ "signed seven memoranda of understanding in X"; "agreed on a swap at X", where X is no state."""
    if noun.dep_ == "dobj" or noun.head.lower_ == "of":
        return True
    return city and noun.dep_ == "pobj" and noun.head.lower_ in {"on", "to", "with"} and noun.head.head.i in act


def _locative(token: Token, prepositions: frozenset[str]) -> bool:
    node = token
    for _ in range(4):
        if node.dep_ == "pobj":
            if node.head.lower_ != "of" or node.head.head.lemma_.lower() not in _KINDS:
                return node.head.lower_ in prepositions
            node = node.head.head  # "in the town of X"
        elif node.dep_ in _INNER:
            node = node.head
        else:
            return False
    return False
