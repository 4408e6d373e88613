"""Persons and animals that have a state's name: "Chad" of a custody battle, "Kenya, 12,", a horse called Berlin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.elsewhere import Whole
from communique.annotate.gazetteer import Hit
from communique.annotate.namesake_tables import word_class
from communique.annotate.scene import Scene, form

if TYPE_CHECKING:
    from spacy.tokens import Token

_INSIDE_PREPOSITIONS = frozenset("in into across throughout inside within from of".split())
_OLDEST = 110
_NAMING = frozenset("name call christen baptise baptize".split())


def bearer(scene: Scene, hit: Hit, whole: Whole) -> bool:
    """True when the bare name is a person's or an animal's by what stands around it."""
    surface = scene.surface(hit)
    if form(hit) not in {"name", "capital", "adjective"} or hit.end - hit.start > 1:
        return False
    if _aged(scene, hit) or _described(scene, hit) or _introduced(scene, hit) or _christened(scene, hit):
        return True
    root = scene.root(hit)
    if root.dep_ in {"amod", "compound"} or (root.dep_ == "pobj" and root.head.lower_ in _INSIDE_PREPOSITIONS):
        return False
    if form(hit) == "adjective" or _as_a_state(scene, hit):
        return False
    if root.dep_ in {"nsubj", "nsubjpass"} and _does(root.head) & word_class("state_act"):
        return False  # "Israel jailed his brother"
    if surface in whole.persons:
        return not whole.otherwise(hit, surface) and not _political(scene, hit)
    if surface.lower() not in word_class("given"):
        return False
    return _owns(scene, hit) or (
        scene.has(hit, word_class("everyday")) and not _political(scene, hit) and not whole.otherwise(hit, surface)
    )


def _aged(scene: Scene, hit: Hit) -> bool:
    """ "Kenya, 12, won": not one of a table of results."""
    i = hit.end
    if scene.word(i) != "," or scene.word(i + 2) not in {",", "."} or form(hit) == "adjective":
        return False
    number = scene.word(i + 1)
    if not number.isdigit() or not 0 < int(number) < _OLDEST:
        return False
    return not (scene.capital(i + 3) or scene.word(i + 3) == "and" or scene.capital(hit.start - 2))


def _described(scene: Scene, hit: Hit) -> bool:
    """ "Togo, the sled dog", "Danish, a shy boy of nine", "Berlin, a seven-year-old gelding"."""
    root = scene.root(hit)
    if scene.word(hit.end) != "," or (root.dep_ == "pobj" and root.head.lower_ in _INSIDE_PREPOSITIONS):
        return False
    articles = {"a", "an", "the", "his", "her", "their", "another"}
    if scene.word(hit.end + 1) not in articles and not scene.word(hit.end + 1).startswith("trained"):
        return False
    living = word_class("person") | word_class("animal")
    if scene.word(hit.end + 1) == "trained":
        return scene.root(hit).dep_ in {"nsubj", "nsubjpass"} and not _political(scene, hit)
    for k in range(hit.end + 2, min(hit.end + 10, scene.sentence(hit).end)):
        token = scene.doc[k]
        if token.lower_ in living and scene.word(k + 1) not in {"'s", "’s"} | living:
            if scene.word(k + 1) == "of":  # "a boy of nine", not "the mother of battles"
                return k + 2 < len(scene.doc) and scene.doc[k + 2].pos_ == "NUM"
            return token.dep_ != "compound" or scene.word(k + 1) == ","
        ends = token.pos_ in {"VERB", "AUX", "ADP", "SCONJ", "PRON"} and token.dep_ != "amod"
        if ends or token.text in {",", ";"}:
            return False
    return False


def _introduced(scene: Scene, hit: Hit) -> bool:
    """ "the actor Jordan", "her daughter India", "his brother, Chad,"."""
    i = hit.start - 1
    if i >= 0 and scene.word(i) == ",":
        i -= 1
    if i < 1 or form(hit) == "adjective" or scene.doc[i].text[0].isupper():
        return False
    noun, comma = scene.doc[i].lower_, i < hit.start - 1
    k = i - 1
    while k > 0 and scene.doc[k].pos_ in {"ADJ", "NOUN", "NUM", "PUNCT"} and scene.doc[k].text != "," and i - k < 5:
        k -= 1
    owned = scene.doc[k].tag_ == "PRP$" or scene.doc[k].tag_ == "POS"
    if noun in word_class("kin") and owned:
        return not comma or scene.word(hit.end) in {",", "."} or scene.root(hit).dep_ == "appos"
    living = word_class("person") | word_class("animal")
    joined = scene.doc[i].head.i == scene.root(hit).i or scene.root(hit).head.i == i
    apart = comma and not (scene.word(hit.end) == "," and scene.doc[k].lower_ in {"a", "an", "the"})
    return not apart and noun in living and joined and scene.doc[i].pos_ in {"NOUN", "PROPN"}


def _christened(scene: Scene, hit: Hit) -> bool:
    """ "named their daughter India", "a girl named Kenya", "a dog called Togo"."""
    sent, living = scene.sentence(hit), word_class("person") | word_class("animal") | word_class("kin")
    before = range(max(sent.start, hit.start - 5), hit.start)
    verbs = [k for k in before if scene.doc[k].lemma_.lower() in _NAMING]
    if not verbs:
        return False
    k = verbs[-1]
    last_of_verb = k == hit.start - 1
    if last_of_verb:
        return any(scene.word(j) in living for j in range(max(sent.start, k - 3), k)) and scene.doc[k].tag_ == "VBN"
    return scene.word(hit.start - 1) in living and scene.doc[k + 1].tag_ in {"PRP$", "DT"}


def _owns(scene: Scene, hit: Hit) -> bool:
    """ "India accused her former manager": his or her of the name's own clause, before something that no state has, and
    no other person there.
    """
    root = scene.root(hit)
    if root.dep_ not in {"nsubj", "nsubjpass", "conj"}:
        return False
    verb = root.head
    while verb.dep_ in {"conj", "nsubj"} and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    if _does(verb) & word_class("state_act"):
        return False
    for token in verb.subtree:
        if token.tag_ == "PRP$" and token.lower_ in {"his", "her"} and token.i > hit.start:
            thing = token.head
            if thing.lower_ in word_class("own") and not _others(scene, hit, token):
                return True
    return False


def _does(verb: Token) -> frozenset[str]:
    """The verb's lemma, and what is left of a form that the lemmatiser does not know."""
    return frozenset({verb.lemma_.lower(), verb.lower_.removesuffix("ed"), verb.lower_.removesuffix("d")})


def _others(scene: Scene, hit: Hit, pronoun: Token) -> bool:
    """True when the pronoun could mean somebody else of its sentence."""
    before = (t for t in scene.sentence(hit) if t.i < pronoun.i and t.i not in scene.covered)
    return any(t.ent_type_ == "PERSON" for t in before)


def _as_a_state(scene: Scene, hit: Hit) -> bool:
    """ "Jordan opened its border": persons have no "its"."""
    root = scene.root(hit)
    if root.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    return any(t.lower_ in {"its", "itself"} and t.i > hit.start for t in root.head.subtree)


def _political(scene: Scene, hit: Hit) -> bool:
    """True when the sentence speaks of what states do, or another state is named in it."""
    if scene.has(hit, word_class("politics")):
        return True
    sent = scene.sentence(hit)
    others = (h for h in scene.states if h is not hit and sent.start <= h.start < sent.end)
    return any(scene.surface(h).lower() not in word_class("given") for h in others)
