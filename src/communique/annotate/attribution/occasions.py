"""On what occasion something is said, where, and to whom the occasion makes it said."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from communique.annotate.attribution.lexicon import reporting
from communique.annotate.attribution.trees import trees
from communique.annotate.status import standing
from communique.annotate.syntax import Sentence, is_passive
from communique.annotate.tables import rows
from communique.model.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.annotate.attribution.finder import Attribution

_IN = frozenset({"in", "at", "during", "on", "via", "through", "by", "over", "to", "before"})
_WITH = {"call": ("with", "to"), "meeting": ("with",), "letter": ("to",), "interview": (), "speech": ("to", "before")}
# Participles that tell the occasion by their object: "addressing the council", "receiving the ambassador".
_OPENING = {"receive": "meeting", "host": "meeting", "meet": "meeting", "welcome": "meeting", "greet": "meeting"}
_SPEAKING = frozenset({"speak", "address", "talk", "appear", "testify", "write", "brief", "respond", "answer"})
_CONVERSING = frozenset("meet receive host greet speak talk converse telephone phone hold have".split())
DOCUMENT = frozenset({"statement", "letter", "article", "report", "post"})


class Occasion(NamedTuple):
    """``kind`` as `data/occasions.csv` names them; ``medium`` a platform's name; ``beside``: heads of the phrases that
    name who is met, called or written to.
    """

    kind: str = ""
    medium: str = ""
    beside: tuple[Token, ...] = ()


@cache
def occasion_nouns() -> Mapping[str, str]:
    """Occasion by noun; a noun that needs the word before it has both, joined by a blank."""
    found = {}
    for _, row in rows("occasions.csv", ["occasion", "nouns"], ["occasion", "nouns"]):
        found.update({noun.replace("_", " "): row["occasion"] for noun in row["nouns"].split("|")})
    return found


@cache
def platforms() -> Mapping[str, str]:
    """Name of a platform by its spellings."""
    table = rows("platforms.csv", ["platform", "spellings"], ["platform", "spellings"])
    return {spelling: row["platform"] for _, row in table for spelling in row["spellings"].split("|")}


def occasion_of(sentence: Sentence, a: Attribution) -> Occasion:
    """What the sentence of the attribution tells of its occasion."""
    token = sentence.doc[a.cue]
    medium = _platform(token, a)
    kind = {"tweet": "post", "post": "post", "blog": "post"}.get(token.lemma_.lower(), "")
    for noun in _occasion_words(sentence, token, a):
        own = occasion_at(noun)
        if own:
            beside = tuple(t for p in _WITH.get(own, ()) for t in sentence.slot(noun, p))
            return Occasion(own, medium, beside)
    for participle in _participles(token, a):
        opened = _OPENING.get(participle.lemma_.lower())
        if opened:
            received = participle.tag_ == "VBN"  # "Received by the president, the speaker said"
            met_with = sentence.subjects(participle) if received else sentence.objects(participle)
            return Occasion(opened, medium, tuple(met_with))
    addressed = [t for t in _participles(token, a) if t.lemma_.lower() == "address" and t.i < token.i]
    if addressed:
        return Occasion("speech", medium, tuple(sentence.objects(addressed[0])))
    if medium and not kind:
        kind = "post"
    if not kind:
        heads = [sentence.doc[i] for i in a.source]
        kind = next((k for t in heads if (k := occasion_at(t)) in DOCUMENT), "")
    return Occasion(kind, medium)


def occasion_at(noun: Token) -> str:
    """The occasion that a noun names; empty for other nouns."""
    if noun.text in platforms() and noun.text[0].isupper():
        return ""  # "said on Telegram" is no telegram
    lemma = noun.lemma_.lower()
    before = noun.doc[noun.i - 1].lower_ if noun.i else ""
    hyphened = noun.doc[max(0, noun.i - 2) : noun.i + 1].text.lower()  # "op-ed", which the tokenizer parts
    table = occasion_nouns()
    return table.get(f"{before} {lemma}") or table.get(hyphened) or table.get(lemma, "") or table.get(noun.lower_, "")


def _occasion_words(sentence: Sentence, token: Token, a: Attribution) -> list[Token]:
    """Nouns that the cue hangs on by a preposition, whom it addresses, or about which a participle at its side speaks;
    the nearest first.
    """
    found: list[Token] = []
    saying = [t for i in a.words if (t := token.doc[i]).tag_ == "VBG" and i != token.i]  # "quoted as saying at"
    verbs = [token, *saying, *(t for t in _participles(token, a) if t.lemma_.lower() in _SPEAKING)]
    own = trees([t for t in token.children if t.dep_ == "ccomp"]) if a.how == "clause" else frozenset()
    for verb in verbs:
        for child in verb.children:
            if child.i in own:
                continue
            if child.dep_ in {"prep", "dative", "agent"} and child.lower_ in _IN:
                found.extend(g for g in child.children if g.dep_ in {"pobj", "pcomp"})
            elif child.dep_ in {"dobj", "dative"} and (
                verb is not token or token.lemma_ in {"tell", "brief", "inform"}
            ):
                found.append(child)
    start, end = token.sent.start, token.sent.end
    for other in sentence.doc[start:end]:
        # the parser may hang "in an interview" on the content: only before the speaker is it sure to be the cue's
        loose = other.dep_ == "pobj" and other.head.lower_ in {"in", "during", "at"} and other.head.i == start
        nearer = any(t.lemma_.lower() in reporting() and t.pos_ == "VERB" for t in sentence.doc[start : token.i])
        if loose and other not in found and other.i < token.i and not nearer:
            found.append(other)
    return [t for t in found if t.i not in a.content or t.i < min(a.words, default=0)]


def _participles(token: Token, a: Attribution) -> list[Token]:
    """Participles before the cue, outside what is said: "Speaking at", "Receiving the envoy"."""
    before = token.doc[token.sent.start : token.i]
    return [
        t
        for t in before
        if t.i not in a.content
        and (t.dep_ in {"advcl", "prep", "csubj", "acl"} or (t.dep_ == "ROOT" and t.i == token.sent.start))
        and (t.tag_ == "VBG" or (t.tag_ == "VBN" and t.lemma_.lower() == "receive"))
    ]


def _platform(token: Token, a: Attribution) -> str:
    for other in token.sent:
        if other.i not in a.content and other.dep_ in {"pobj", "compound", "appos", "conj"}:
            name = platforms().get(other.text, "")
            if not name and other.i + 1 < len(other.doc):
                name = platforms().get(f"{other.text} {other.doc[other.i + 1].text}", "")
            by = other.head if other.dep_ == "pobj" else other.head.head
            if name and (by.lower_ in {"on", "via", "through", "to"} or other.dep_ == "compound"):
                return name
    return ""


def met(sentence: Sentence, verb: Token) -> tuple[str, list[Token], list[Token]] | None:
    """The occasion that a verb tells of by itself ("met", "spoke by phone with", "held talks with"), with the heads of
    both sides.
    """
    lemma = verb.lemma_.lower()
    if lemma not in _CONVERSING or verb.pos_ != "VERB" or is_passive(verb):
        return None
    stands = standing(verb)
    if stands.negated or stands.status not in {Status.ACTUAL, Status.ONGOING}:
        return None  # "refused to meet him", "will speak by phone"
    objects = sentence.objects(verb)
    others = sentence.slot(verb, "with") + sentence.slot(verb, "to")
    if not others:  # "spoke by phone with"
        deep = (t for c in verb.children if c.dep_ == "prep" for t in c.subtree)
        others = [t for t in deep if t.dep_ == "pobj" and t.head.lower_ == "with"]
    if lemma in {"meet", "receive", "host", "greet"}:
        return "meeting", sentence.subjects(verb), objects or others
    words = {t.lower_ for t in verb.subtree}
    phoned = bool(words & {"phone", "telephone", "telephonic", "call"})
    if lemma in {"speak", "talk", "converse"} and others:
        return "call" if phoned else "meeting", sentence.subjects(verb), others
    if lemma in {"telephone", "phone"} and objects:
        return "call", sentence.subjects(verb), objects
    if lemma in {"hold", "have"}:
        for noun in objects:
            kind = occasion_at(noun)
            if kind in {"call", "meeting"}:
                return kind, sentence.subjects(verb), sentence.slot(noun, "with") + others
    return None
