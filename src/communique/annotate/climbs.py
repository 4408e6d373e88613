"""Ways up the dependency tree from the words of a day or a place to the verb that they belong to: one way for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words that make a time of what is told after them one to come: "due to end on Sunday", "set for May".
SCHEDULED = frozenset({"scheduled", "slated", "due", "set", "expected", "planned"})
_MEETINGS = frozenset("meet gather speak talk attend visit address sit convene appear".split())
_GATHERINGS = frozenset(
    "summit forum conference meeting session gathering congress assembly seminar workshop ceremony event round "
    "talk".split()
)
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "acl", "conj"})


def head_of(doc: Doc, start: int, end: int) -> Token | None:
    """The token that the words ``[start, end)`` (characters of ``doc``) hang by; None where there are none.

    A preposition that the words begin with is not it: "on the morning of July 6" hangs by "morning".
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    root = span.root
    # of "on Thursday, 11 January, the ministry said" the parser hangs the month on who said it
    first = span[0]
    if first.dep_ == "pobj" and root.i != first.i and root.dep_ == "npadvmod":
        return first
    return root if root.pos_ != "ADP" else next((t for t in span if t.pos_ != "ADP"), root)


def path_up(at: Token, longest: int = 9) -> list[Token]:
    """From ``at`` up to the head of the clause that it stands in: at most ``longest`` steps, all of them listed.

    A clause ends at its finite verb, its participle or "due"; an infinitive belongs to the clause of what governs it.
    """
    path = [at]
    while len(path) <= longest and path[-1].head != path[-1]:
        node = path[-1]
        if node.i != at.i and (
            (node.pos_ in {"VERB", "AUX"} and node.dep_ in _CLAUSES)
            or (node.lower_ in SCHEDULED and node.pos_ != "VERB" and node.dep_ not in {"acomp", "attr", "ROOT", "conj"})
        ):
            break
        path.append(node.head)
    return path


def verb_above(at: Token, within: range, steps: int = 4) -> tuple[Token | None, list[Token]]:
    """The verb whose time or place ``at`` tells, at most ``steps`` up and outside of the tokens ``within``.

    Returns it with the tokens between the two.
    """
    path = path_up(at, steps)
    for n, node in enumerate(path):
        if node.pos_ in {"VERB", "AUX"} and node.i not in within:
            return node, path[1:n]
        if n and node == path[-1] and node.lower_ in SCHEDULED and node.head != node and len(path) <= steps:
            return node, path[1:n]
    return None, path[1:]


def steps_up(at: Token, token: Token, carrier: Token, stops: Callable[[Token], bool] | None = None) -> int | None:
    """Steps from a date or place ``at`` up to the predicate or its carrier; None when another clause lies between, or
    a token that ``stops``.
    """
    path = path_up(at)
    for steps, node in enumerate(path):
        if node.i in {token.i, carrier.i}:
            return steps
        if stops is not None and stops(node):
            return None
    # the predicate hangs on the clause that the date stands in: "during his meeting ... on Tuesday", "asked ... on
    # Monday to send"
    above = token
    for climbed in range(1, 4):
        own = above.dep_ == "pcomp" and any(c.dep_ == "nsubj" for c in above.children)
        if own or above.head == above or above.dep_ in {"relcl", "ccomp", "advcl"}:
            return None
        above = above.head
        if above.i == path[-1].i:
            return len(path) + climbed + 2
    return None


def alongside(act: Iterable[Token]) -> list[Token]:
    """What an act happened at, whose day and place are its own: "when the council met in X", "meeting in X, they ...",
    the participle of the gathering in "on the sidelines of a forum held in X".
    """
    found: list[Token] = []
    for token in act:
        for child in token.children:
            when = any(c.dep_ in {"advmod", "mark"} and c.lower_ in {"when", "while"} for c in child.children)
            if child.dep_ == "advcl" and (when or (child.tag_ == "VBG" and child.lemma_.lower() in _MEETINGS)):
                found.append(child)
        nouns = [n for n in token.subtree if n.pos_ == "NOUN" and n.lemma_.lower() in _GATHERINGS]
        for noun in nouns:
            steps = path_up(noun)
            if token in steps and all(t.dep_ in {"prep", "pobj"} for t in steps[1 : steps.index(token)]):
                found += [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    return list(dict.fromkeys(found))
