"""Through whose mouth a sentence reached us: the outlets and agencies it leans on, with the words that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import Reference, RefKind
from communique.annotate.syntax import Sentence, is_passive
from communique.model.values import Link, LinkKind

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

MEDIA_NOUNS = frozenset(
    "media press newspaper newspapers daily television broadcaster agency agencies outlet outlets radio report "
    "reports bulletin news magazine website channel paper papers tabloid journal dispatch site portal weekly wire "
    "station blog".split()
)
# Last words of outlets' names.
OUTLET_WORDS = frozenset(
    "times post herald gazette tribune star standard observer chronicle mail news daily journal press courier sun "
    "guardian "
    "independent monitor globe mirror express telegraph review today radio tv television wire agency network".split()
)
_SPOKEN_IN = frozenset({"interview", "interviews", "speaking", "talking", "remarks", "comments"})
# Bodies that are told and pass nothing on.
_ASSEMBLIES = frozenset(
    "congress parliament senate duma knesset bundestag council assembly court committee sejm majlis house commission "
    "board forum summit conference union".split()
)
_NAMES = frozenset({RefKind.PERSON, RefKind.ORGANISATION, RefKind.DESCRIPTION})
_AGAIN = frozenset({"agency", "newspaper", "news", "paper", "daily", "broadcaster", "outlet", "report", "bulletin"})
_OUTSIDE = frozenset({"punct", "prep", "relcl", "acl"})
REPORTING = frozenset(
    "report say write quote cite note reveal announce publish carry disclose state claim allege add mention "
    "describe broadcast air run relay reprint print release".split()
)
# What one writes in or for an outlet.
_WRITINGS = frozenset({"article", "column", "essay", "commentary", "editorial", "ed", "op-ed", "letter"})
_PARTS = frozenset("report statement readout article service bureau edition programme program".split())  # of outlets
# By whom a document is seen tells through whose mouth it came: "in a letter seen by Reuters".
_SHOWN = frozenset({"see", "obtain", "review", "view", "reach", "contact"})


def media_links(sentence: Sentence, tokens: Tokens) -> list[tuple[Link, Token]]:
    """Media that the sentence names as its source, outermost first, each with the token that hangs it in."""
    found: list[tuple[Link, Token]] = []
    for token in tokens:
        for medium in _at(sentence, token):
            link = as_medium(sentence, medium)
            if link is not None and all(link.name != known.name for known, _ in found):
                found.append((link, token))
    return sorted(found, key=lambda pair: distance(pair[1]))


def _at(sentence: Sentence, token: Token) -> list[Token]:
    """Tokens that may name a medium, when ``token`` is the word that makes it a source."""
    if token.lower_ == "according":
        return [g for c in token.children if c.lower_ == "to" for g in c.children if g.dep_ in {"pobj", "pcomp"}]
    if token.lower_ in {"citing", "quoting"}:
        return [c for c in token.children if c.dep_ in {"dobj", "pobj"}]
    if (token.lower_ == "writing" and token.dep_ == "advcl") or token.lemma_.lower() in _WRITINGS:
        return [t for p in ("in", "for") for t in sentence.slot(token, p)]
    if token.lemma_.lower() in REPORTING and token.pos_ == "VERB":
        return sentence.subjects(token) or [
            t
            for t in (*token.rights, *sentence.next_to(token))
            if t.dep_ in {"nsubj", "dobj", "pobj", "attr", "npadvmod"}
        ]
    if token.lemma_.lower() in _SHOWN and token.pos_ == "VERB" and is_passive(token):
        return sentence.subjects(token)
    if token.lemma_.lower() in {"tell", "assure", "inform", "give"}:
        return [c for c in token.children if c.dep_ in {"dobj", "dative"}]
    if token.lower_ in {"interview", "interviews"}:
        return _given_to(sentence, token, ("with", "to", "for"))
    if token.lemma_.lower() == "interview" and token.pos_ == "VERB":
        return sentence.slot(token, "by")
    if token.lower_ in {"learned", "learnt", "understands"} and any(c.lower_ == "as" for c in token.children):
        return sentence.subjects(token)
    if token.lower_ in {"speaking", "talking"}:
        return [t for p in ("to", "with", "on") for t in sentence.slot(token, p)]
    if token.lower_ in {"remarks", "comments", "statement"}:
        return _given_to(sentence, token, ("to",))
    return []


def _given_to(sentence: Sentence, noun: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """To whom an interview or remarks are given, by the tree or by the words that follow."""
    found = [t for p in prepositions for t in sentence.slot(noun, p)]
    for reference in map(sentence.covering.get, (noun.i + 2, noun.i + 3)):
        follows = noun.i + 1 < len(sentence.doc) and sentence.doc[noun.i + 1].lower_ in prepositions
        if follows and reference is not None and reference.kind is RefKind.OUTLET:
            return [sentence.doc[reference.head]]
    return found


def distance(token: Token) -> int:
    """How near the outlet that hangs on this word stands to the speaker: who reports 0, is cited 1, was told 2."""
    return 2 if told_or_asked(token) else int(token.lower_ in {"citing", "quoting"})


def told_or_asked(token: Token) -> bool:
    """True for the word that hangs in the outlet which the speaker himself spoke to: no other stands between them."""
    nouns = {"interview", "interviews", "speaking", "talking", "writing", "remarks", "comments", "statement"}
    verbs = {"tell", "assure", "inform", "give", "interview"}
    return token.lemma_.lower() in (verbs | _WRITINGS) or token.lower_ in nouns


def as_medium(sentence: Sentence, token: Token) -> Link | None:
    """The medium that the phrase headed by ``token`` names; None when it is no medium."""
    reference = sentence.covering.get(token.i)
    unknown = _unknown_outlet(sentence, token, reference)
    if unknown is not None:
        return unknown
    if reference is not None and reference.kind is RefKind.OUTLET:
        return _link(reference)
    if reference is not None and reference.sector == "MED" and reference.kind is RefKind.ROLE:
        return Link(_plain(reference.text), LinkKind.MEDIUM, reference.span, reference.country)
    if reference is not None and reference.kind is RefKind.ORGANISATION and not reference.sector:
        # an outlet that no table has: "the agency Steppe Press", "Coral Radio reported"
        before = sentence.doc[reference.tokens[1] - 1].lower_ if reference.tokens[1] else ""
        last = sentence.doc[reference.tokens[2] - 1].lower_
        if before in MEDIA_NOUNS or last in OUTLET_WORDS or token.head.lemma_.lower() == "report":
            return Link(reference.name, LinkKind.MEDIUM, reference.span, reference.country)
        return None
    if token.lower_ not in MEDIA_NOUNS and token.lemma_.lower() not in _PARTS:
        return None
    # "a report by Russian news agency TASS", "the BBC's Amharic service": the outlet inside names it better
    inner = (r for c in token.subtree if (r := sentence.covering.get(c.i)) is not None)
    named = next((r for r in inner if r.kind is RefKind.OUTLET), None)
    if named is not None:
        return _link(named)
    again = token.lower_ in _AGAIN and (reference is None or reference.kind is RefKind.DESCRIPTION)
    earlier = _named_before(sentence, token) if again else None
    if earlier is not None:
        return earlier
    if token.lower_ not in MEDIA_NOUNS or (token.lower_ in {"report", "reports", "news"} and not _owned(token)):
        return None
    return _called(sentence, token, reference)


def _named_before(sentence: Sentence, noun: Token) -> Link | None:
    """ "The agency", "the same newspaper": the outlet that the text named last."""
    if [c.lower_ for c in noun.children if c.dep_ not in _OUTSIDE] not in (["the"], ["the", "same"]):
        return None
    span = sentence.paragraph.span(noun.idx, noun.idx + len(noun))
    earlier = [r for r in sentence.draft.references if _is_outlet(r) and r.span.start < span.start]
    return Link(earlier[-1].name, LinkKind.MEDIUM, span, earlier[-1].country) if earlier else None


def _called(sentence: Sentence, noun: Token, reference: Reference | None) -> Link | None:
    """The name that stands beside such a noun ("the state news agency SUNA"), else what the outlet is called by
    ("Russian state television").
    """
    doc = sentence.doc
    run = noun.i + 1
    while run < len(doc) and doc[run].pos_ == "PROPN" and run not in sentence.covering:
        run += 1
    following = sentence.covering.get(noun.i + 1)
    named = next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    country = None
    if run > noun.i + 1 and noun.lower_ in _AGAIN:
        words = doc[noun.i + 1 : run]
    elif following is not None and following.kind in {RefKind.ORGANISATION, RefKind.OUTLET}:
        return Link(following.name, LinkKind.MEDIUM, following.span, following.country)
    elif named is not None:
        words = doc[named.left_edge.i : named.i + 1]
    elif noun.lower_ in _AGAIN and [c.lower_ for c in noun.children if c.dep_ not in _OUTSIDE] == ["the"]:
        return None  # "the agency", and no telling which
    else:
        words = doc[noun.left_edge.i : noun.i + 1]
        country = reference.country if reference is not None else None
    span = sentence.paragraph.span(words.start_char, words.end_char)
    return Link(_plain(words.text), LinkKind.MEDIUM, span, country)


def _unknown_outlet(sentence: Sentence, token: Token, reference: Reference | None) -> Link | None:
    """An outlet that no table has, told by what stands before its name ("the daily Der Standard", "the news site
    Gazeta.uz") or by how it is spoken to ("in an interview with Le Phare").
    """
    if reference is not None and reference.kind not in _NAMES:
        return None
    start, end = (reference.tokens[1], reference.tokens[2]) if reference is not None else _proper(token)
    before = sentence.doc[start - 1] if start else None
    called = before is not None and before.lower_ in MEDIA_NOUNS and before.lower_ not in {"report", "reports", "press"}
    # "told public radio SIBC": capitals after such a word are a name, whatever the tagger says
    if token.pos_ != "PROPN" and not (called and token.is_upper and len(token) > 1):
        return None
    if not called:
        if reference is not None and (reference.sector or reference.offices or reference.country):
            return None
        # "..., El Comercio reported": whoever reports and has no office is an outlet
        reports = token.dep_ == "nsubj" and token.head.lemma_.lower() == "report"
        reports = reports and (reference is not None or token.ent_type_ not in {"GPE", "NORP"})
        if reference is not None and reference.kind is RefKind.PERSON and not reports:
            return None
        if (
            token.ent_type_ in {"DATE", "TIME"}
            or token.lower_ in _ASSEMBLIES
            or (reference is None and token.ent_type_ in {"GPE", "NORP", "PERSON", "LOC"})
        ):
            return None
        over = token.head.head if token.dep_ == "pobj" else token.head
        spoken_to = token.dep_ == "pobj" and over.lower_ in _SPOKEN_IN and token.head.lower_ != "of"
        carried = token.dep_ == "pobj" and token.head.lower_ == "by" and over.lemma_.lower() in (REPORTING | _SHOWN)
        told = token.dep_ in {"dobj", "dative"} and over.lemma_.lower() == "tell"
        told = told and not any(c.dep_ == "poss" for c in token.children)
        to = token.dep_ == "pobj" and over.lower_ == "according"
        to = to and any(c.lower_ == "the" for c in token.children)  # "according to the Colombo Lantern": no person
        if not (spoken_to or told or carried or to or reports):
            return None
    words = sentence.doc[start:end]
    country = reference.country if reference is not None else None
    return Link(words.text, LinkKind.MEDIUM, sentence.paragraph.span(words.start_char, words.end_char), country)


def _proper(token: Token) -> tuple[int, int]:
    """The run of capitalised words around a name that no table has."""
    start, end = token.i, token.i + 1
    while start and token.doc[start - 1].pos_ == "PROPN" and not token.doc[start - 1].is_sent_start:
        start -= 1
    while end < len(token.doc) and token.doc[end].pos_ in {"PROPN", "NUM"} and token.doc[end].text[0].isupper():
        end += 1
    return start, end


def _is_outlet(reference: Reference) -> bool:
    unknown = reference.kind is RefKind.ORGANISATION and not reference.sector
    return reference.kind is RefKind.OUTLET or (unknown and reference.name.split()[-1].lower() in OUTLET_WORDS)


def _owned(token: Token) -> bool:
    return token.lower_ == "news" or any(c.dep_ in {"amod", "compound", "poss"} for c in token.children)


def _plain(text: str) -> str:
    words = text.split()
    return " ".join(words[1:] if words and words[0].lower() in {"the", "a", "an"} else words)


def _link(reference: Reference) -> Link:
    return Link(reference.name, LinkKind.MEDIUM, reference.span, reference.country)
