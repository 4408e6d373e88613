"""What a statement is about, and whom its manner praises or blames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from communique.annotate.attribution.finder import Attribution
from communique.annotate.entities import Reference, RefKind
from communique.annotate.syntax import Sentence
from communique.annotate.tables import rows
from communique.errors import BadTable
from communique.model.ontology import ontology
from communique.model.values import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

SIGNS = {
    "thanked": "+",
    "praised": "+",
    "congratulated": "+",
    "welcomed": "+",
    "condemned": "-",
    "criticised": "-",
    "accused": "-",
    "threatened": "-",
}
_MOST_TOPICS = 3


@cache
def topic_words() -> Mapping[str, str]:
    """PLOVER context by the lemma that tells of it.

    Raises:
        BadTable: a context that PLOVER does not have.
    """
    found = {}
    for line, row in rows("topics.csv", ["context", "lemmas"], ["context", "lemmas"]):
        if row["context"] not in ontology().contexts:
            raise BadTable(f"topics.csv:{line}: unknown context {row['context']}", "see ontology.toml")
        found.update(dict.fromkeys(row["lemmas"].split("|"), row["context"]))
    return found


def topics_of(sentence: Sentence, a: Attribution) -> tuple[str, ...]:
    """PLOVER contexts of the content, those of most words first."""
    table = topic_words()
    lemmas = (sentence.doc[i].lemma_.lower() for i in sorted(a.content))
    counted = Counter(context for lemma in lemmas if (context := table.get(lemma)))
    return tuple(context for context, _ in counted.most_common(_MOST_TOPICS))


def stances_of(sentence: Sentence, a: Attribution, manner: str) -> tuple[Stance, ...]:
    """The first actor that is praised or blamed, where the manner shows it."""
    sign = SIGNS.get(manner)
    if sign is None:
        return ()
    token = sentence.doc[a.cue]
    held: list[Token] = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass", "dative"}]
    held += [g for c in token.children if c.dep_ == "prep" and c.i in a.words for g in c.children]
    if not held and a.content:
        held = [sentence.doc[min(a.content)]]
    for reference in (r for t in held for r in _meant(sentence, t, praised=sign == "+")):
        for entity in reference.acting if reference.kind is not RefKind.PLACE else ():
            return (Stance(entity.name, sign, reference.text, reference.span, entity.country),)
    return ()


def _meant(sentence: Sentence, thing: Token, *, praised: bool) -> list[Reference]:
    """Whom the thing names, or whose it is: "India's attack", "the strike by India"; not "the attack on India"."""
    owners = [c for c in thing.children if c.dep_ in {"poss", "amod", "compound", "nmod"}]
    found = sentence.direct(thing) or [r for c in owners if (r := sentence.covering.get(c.i)) is not None]
    for preposition in ("by", "of") if praised else ("by",):
        found = found or [r for t in sentence.slot(thing, preposition) for r in sentence.direct(t)]
    return found
