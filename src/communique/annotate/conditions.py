"""Conditions that a row of the lexicon names beside its slots and objects (`lexicon.NEEDS`): is it met here?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.matches import Match
from communique.annotate.quantities import casualties
from communique.annotate.syntax import Sentence, is_passive
from communique.annotate.titles import ABROAD
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_PHONE = frozenset({"phone", "telephone", "video", "tele"})
_GATHERINGS = frozenset(
    "meeting summit conference forum assembly session talks talk negotiations consultation gathering congress "
    "council".split()
)
_PRIVATE = frozenset({"holiday", "vacation", "hospital", "prison", "jail", "exile", "clinic", "retirement"})
_RESIDENT = frozenset({"ambassador", "consul", "charge", "chargé", "commissioner", "attache"})
_HARM = frozenset(
    "consequence consequences retaliation retaliate response respond force attack strike war sanction sanctions "
    "punish punishment recall sever cut expel suspend close halt block withdraw break freeze retaliatory price "
    "cost escalation military destroy annihilate revenge countermeasures measures action pay severe".split()
)


def met(sentence: Sentence, match: Match) -> bool:
    """Whether the condition that the row names beside slots and objects holds here."""
    need = match.predicate.needs
    persons = {ActorKind.PERSON}
    match need:
        case "person-source" if any(_is_act(t) for t in match.objects):
            return False  # "welcomed the reopening of the embassy"
        case "person-source" if match.predicate.form == "visit" and _is_carrier(sentence, match):
            return False  # "two military planes landed in X with tents"
        case "person-source":
            known = any(e.kind in persons or r.kind is RefKind.ROLE for r, e in match.sources)
            return known or (
                match.predicate.source == ("obj",) and not match.sources and bool(unknown_officials(sentence, match))
            )
        case "person-target":
            own = {r.span for t in match.target_tokens for r in sentence.direct(t)}
            return any(r.span in own and (e.kind in persons or r.kind is RefKind.ROLE) for r, e in match.targets)
        case "counterpart":  # "told his Chinese counterpart that": face to face or by wire, they talked
            own = {r.span for t in match.target_tokens for r in sentence.direct(t)}
            told = any(r.span in own and (r.kind is RefKind.COUNTERPART or r.counterpart) for r, _ in match.targets)
            return told and any(e.kind in persons for _, e in match.sources)
        case "no-person-target":
            direct = [r for t in match.target_tokens for r in sentence.direct(t)]
            return not any(r.kind in {RefKind.PERSON, RefKind.OFFICE} for r in direct)
        case "gathering":
            named = any(r.kind is RefKind.ORGANISATION for t in match.target_tokens for r in sentence.direct(t))
            return named or any(t.lemma_.lower() in _GATHERINGS or t.lower_ in _GATHERINGS for t in match.target_tokens)
        case "partner":
            return len({e.country or e.name for _, e in match.sources + match.targets}) > 1
        case "light-verb":
            return match.carrier is not None
        case "people-source":
            return any(r.sector in {"CVL", "OPP", None} for r, _ in match.sources) or not match.sources
        case "phone":
            between = any(c.lower_ == "between" for c in match.token.children)  # "reports of a call between X and Y"
            return bool(_is_phone(match.token) or between) or (
                match.carrier is not None
                and match.carrier.lemma_.lower() in {"hold", "have", "make", "last", "end", "take", "follow"}
            )
        case "harm":
            return any(t.lower_ in _HARM for t in match.token.subtree)
        case "force":
            return any(
                t.lemma_.lower() in {"attack", "strike", "airstrike", "raid", "bombing", "assault", "operation"}
                for t in match.objects
            )
        case "stays" | "leaves" if any(w in _RESIDENT for _, e in match.sources for w in (e.office or "").split()):
            return False  # who lives there
        case "stays":  # "was in Tehran", of a visitor; "is in talks", "was in crisis" name no place
            known = any(
                (e.kind in persons and (r.kind is RefKind.PERSON or r.country)) or "delegation" in r.text.lower()
                for r, e in match.sources
            )
            known = known and not any(t.lemma_.lower() in _PRIVATE for t in match.token.subtree)
            whole = not any(c.dep_ in {"attr", "acomp", "xcomp"} for c in match.token.children)
            meant = {"capital"} if match.targets else {"country", "town"}
            here = any(t.lemma_.lower() in meant for t in match.target_tokens)
            return known and whole and (here or any(r.kind is RefKind.PLACE for r, _ in match.targets))
        case "leaves":
            known = any(e.kind in persons for r, e in match.sources) or _is_delegation(sentence, match)
            # "left Hanoi", "after leaving Hanoi"; not "plans to leave"
            done = match.token.dep_ == "pcomp" and match.token.head.lower_ in {"after", "since", "upon", "on"}
            known = known and (match.token.tag_ in {"VBD", "VBN", "VBZ"} or done)
            where = all(t.pos_ == "PROPN" or t.lemma_.lower() == "capital" for t in match.target_tokens)
            out = any(
                c.lower_ in {"out", "off", "behind", "aside"} for c in match.token.subtree
            )  # of a list, of a deal
            return (
                known
                and where
                and not out
                and not any(c.dep_ in {"xcomp", "ccomp", "prt"} for c in match.token.children)
            )
        case "expected":
            return is_passive(match.token) and any(e.kind in persons for _, e in match.sources)
        case "summons":
            to = {t.lemma_.lower() for t in sentence.slot(match.token, "to")}
            return is_passive(match.token) and bool(to & {"ministry", "office", "department", "palace", "chancellery"})
        case "calls":  # "called on President X at the palace", not "called on President X to resign"
            asks = any(
                c.dep_ in {"xcomp", "ccomp", "advcl"}
                and c.tag_ == "VB"
                and c.lemma_.lower() not in word_classes()["errand"]
                for c in _under(match.token)
            )
            own = {r.span for t in match.target_tokens for r in sentence.direct(t)}
            person = any(r.span in own and e.kind in persons for r, e in match.targets)
            return person and (not asks or any(c.lower_ in {"in", "at"} for c in _under(match.token)))
        case "names":
            return any(t.lemma_.lower() in word_classes()["names"] for t in sentence.objects(match.token))
        case "persona":
            return any(t.lower_ in {"persona", "personae", "unwelcome", "undesirable"} for t in match.token.subtree)
        case "leave" if any(r.sector == "BUS" for r, _ in match.sources):
            return False  # a firm, and not a state
        case "leave":
            after = [t for t in match.token.subtree if t.i > match.token.i and t.tag_ == "VB"]
            return any(t.lemma_.lower() in word_classes()["leaving"] for t in after) or any(
                c.lower_ == "out" for c in _under(match.token)
            )
        case "downsize":  # "told Russia to cut the staff of its embassy"
            below = [t for t in match.token.subtree if t.i > match.token.i and t.tag_ == "VB"]
            return any(
                t.lemma_.lower() in word_classes()["shrinking"]
                and any(o.lemma_.lower() in word_classes()["staff"] for c in sentence.objects(t) for o in c.subtree)
                for t in below
            )
        case "relief":  # "sent a medical team", not a team of negotiators
            words = word_classes()["relieving"]
            return any(c.lower_ in words for t in match.objects for c in (*t.children, *t.subtree) if c.i < t.i)
        case "opens":  # "X's embassy in Y opened", "the border between X and Y closed"
            return len({e.country or e.name for _, e in match.sources + match.targets}) > 1
        case "cargo":
            named = any(t.lemma_.lower() in word_classes()["cargo"] for t in sentence.subjects(match.token))
            return named and bool(match.objects)
        case "toll":
            return bool(casualties(sentence.paragraph, match.token))
        case "troops":
            subjects = sentence.subjects(match.token)
            troops = word_classes()["troops"]
            inner = [t for s in subjects for t in (s, *sentence.slot(s, "of"))]
            return any(t.lemma_.lower() in troops and t.lower_ not in {"personnel"} for t in inner)
        case "alert":
            return any(t.lower_ in {"alert", "standby", "readiness"} for t in match.token.subtree)
        case "intransitive":
            return not any(c.dep_ == "dobj" for c in match.token.children) and not is_passive(match.token)
    return True


def unknown_officials(sentence: Sentence, match: Match) -> list[Token]:
    """ "received the ambassador on Monday": envoys of whom the words tell no state."""
    found = [(t, sentence.covering.get(t.i)) for t in match.objects]
    return [t for t, r in found if r is not None and r.office in ABROAD and not any(e.country for e in r.entities)]


def _is_delegation(sentence: Sentence, match: Match) -> bool:
    return any(t.lemma_.lower() in {"delegation", "mission", "entourage"} for t in sentence.subjects(match.token))


def _is_carrier(sentence: Sentence, match: Match) -> bool:
    if any(r.kind in {RefKind.PERSON, RefKind.OFFICE} for r, _ in match.sources):
        return False  # "the plane of the president landed"
    subjects = sentence.subjects(match.token) if match.predicate.pos == "verb" else []
    return any(t.pos_ == "NOUN" and t.lemma_.lower() in word_classes()["cargo"] for t in subjects)


def _is_act(noun: Token) -> bool:
    """Something done, where somebody who comes is looked for."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in word_classes()["deed"]


def _under(verb: Token) -> list[Token]:
    """What hangs on the verb, its particles and its object."""
    near = list(verb.children)
    return near + [g for c in near if c.dep_ in {"prep", "prt", "dobj", "pobj"} for g in c.children]


def _is_phone(noun: Token) -> bool:
    """ "a phone talk", "telephone conversation", "spoke by phone"."""
    return any(t.lower_ in _PHONE for t in noun.subtree if abs(t.i - noun.i) <= 6)
