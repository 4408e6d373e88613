"""How a predicate stands to the world by its own clause: done, planned, denied, merely supposed, or only the
content of another act.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique.annotate.attribution.lexicon import reporting
from communique.annotate.carriers import put_or_called_off
from communique.annotate.lexicon import lexicon
from communique.annotate.tables import rows
from communique.errors import BadTable
from communique.model.ontology import EventType
from communique.model.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_JUDGING = frozenset({EventType.ACCUSE, EventType.SUPPORT})
_EFFECTS = frozenset({"planned", "hypothetical", "denied", "cancelled", "actual", "content", "reject", "threat"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_SUPPOSED = frozenset("would could might may should must can ca 'd".split())
_IF = frozenset({"if", "unless", "whether", "lest", "should"})
_INTENTIONS = frozenset("plan decision intention plans agreement deal pledge promise move".split())
_DOUBTED = frozenset({"alleged", "supposed", "purported", "rumoured", "rumored", "so-called"})
_RUMOURS = frozenset({"rumour", "rumor", "speculation", "allegation", "gossip"})
_REPORTS = frozenset(
    "report rumour rumor story claim allegation speculation suggestion assertion news information".split()
)
_UNTRUE = frozenset(
    "untrue false baseless unfounded groundless fabricated wrong incorrect fake nonsense fabrication invention "
    "fiction falsehood lie lies".split()
)
_VOUCHED = frozenset({"news", "information"})  # told as true, unless it is called untrue
_TRUE = frozenset("true correct accurate reality truth fact facts".split())
_CALLING = frozenset("call describe brand label term dismiss reject slam denounce".split())
_NO_SUCH = re.compile(
    r"(?i)\bno such (?:meetings?|talks|visits?|calls?|conversations?|encounters?|contacts?|trips?|negotiations|things?|"
    r"agreements?|deals?|accords?|documents?)\b"
    r"|\b(?:it|this|that|the (?:meeting|visit|call)) (?:never|did not|didn['’]t) (?:happen(?:ed)?|t(?:ake|ook) place)\b"
)
_NO_TRUTH = re.compile(
    r"(?i)\b(?:no|any|little|not a (?:word|grain|shred) of) (?:\w+ )?(?:truth|substance|basis|foundation) "
    r"(?:whatsoever )?(?:in|to|for|behind)(?: [\w-]+){0,3}$"
)
_DENYING = frozenset("deny dismiss reject refute rubbish disprove".split())
_RESULTS = frozenset("yield produce bring lead result succeed fail end".split())
_PLANNED_ADJECTIVES = frozenset(
    "upcoming planned forthcoming scheduled expected future next proposed possible impending".split()
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The outcome: ``status`` None means that the predicate is no claim of its own. ``negated`` is the word's own
    negation.

    ``background``: told as history (pluperfect, perfect, a relative clause of the past), so that the story's day is
    not its own.
    """

    status: Status | None
    negated: bool
    background: bool
    reasons: tuple[str, ...]


@cache
def governors() -> dict[str, str]:
    """What a governing verb makes of its infinitive or clause: lemma to effect.

    Raises:
        BadTable: an unknown effect in the shipped table.
    """
    found = {}
    for line, row in rows("governors.csv", ["effect", "lemmas"], ["effect", "lemmas"]):
        if row["effect"] not in _EFFECTS:
            raise BadTable(
                f"governors.csv:{line}: unknown effect {row['effect']}", f"effects are {', '.join(sorted(_EFFECTS))}"
            )
        for lemma in row["lemmas"].split("|"):
            found[lemma] = row["effect"]
    return found


_GIVING = frozenset({"give", "hand", "offer", "grant", "lend", "leave", "provide", "afford", "deny"})


def standing(token: Token, light: Token | None = None) -> Standing:
    """The standing of a predicate; ``light`` is the verb that carries it when it is a noun ("held talks")."""
    verb = light if light is not None else token
    reasons: list[str] = []
    negated = _negated(verb) or (light is not None and _negated(token))
    status: Status | None = Status.ACTUAL
    if _conditional(verb):
        status = Status.HYPOTHETICAL  # "whether they will reopen", "if it attacks"
        reasons.append("modal")
    elif _has(verb, _FUTURE) or _going_to(verb) or _to_be(verb) or _reported_future(verb) or _is_due(verb):
        status = Status.PLANNED
        reasons.append("future")
    elif _has(verb, _SUPPOSED):
        status = Status.HYPOTHETICAL
        reasons.append("modal")
    elif light is None and token.pos_ != "VERB" and _NO_SUCH.search(token.doc.text, token.idx):
        status = Status.DENIED  # "asked about a call between X and Y, he said that there had been no such call"
        reasons.append("no such")
    elif token.pos_ != "VERB" and any(c.lower_ in _DOUBTED for c in token.children):
        # "reports of an alleged meeting"; "the alleged meeting did not take place"
        status = Status.DENIED if negated or _NO_SUCH.search(token.doc.text) else Status.HYPOTHETICAL
        reasons.append("doubted")
    elif token.pos_ != "VERB" and _denied_outright(token):
        status = Status.DENIED  # "Kigali denied a visit by"
        reasons.append("denied")
    elif (told := _reported(verb if light is not None else token)) is not None:
        status = told  # "reports of a meeting between X and Y are untrue", "dismissed the report that they had met"
        reasons.append("reported only")
    elif _rumoured(verb):
        status = Status.HYPOTHETICAL  # "articles according to which they met", "rumours that they met"
        reasons.append("rumoured")
    elif light is None and token.pos_ != "VERB" and any(c.lower_ in _PLANNED_ADJECTIVES for c in token.children):
        status = Status.PLANNED
        reasons.append("planned")
    elif _progressive(verb):
        status = Status.ONGOING
    effect = governors().get(light.lemma_.lower()) if light is not None else None
    if light is not None and put_or_called_off(light):
        effect = "cancelled" if light.lemma_.lower() == "call" else "planned"
    if effect in {"planned", "cancelled", "hypothetical"} and status is not Status.HYPOTHETICAL:
        status = Status(effect)
        reasons.append(f"{effect} by {verb.lower_}")
    status, negated = _governed(verb, status, reasons, negated=negated)
    if negated and light is not None and light.lemma_.lower() in _RESULTS:
        negated = False  # "the talks have not yielded anything" were held
    if negated and status in {Status.ACTUAL, Status.ONGOING}:
        status = Status.DENIED
        reasons.append("negated")
    return Standing(status, negated, _background(verb), tuple(reasons))


def _reported(word: Token) -> Status | None:
    """What becomes of a happening that "reports of", "the claim that" tell: denied where these are called untrue."""
    noun = word.head.head if word.head.pos_ == "ADP" and word.dep_ in {"pobj", "pcomp"} else word.head
    beside = word.head.lower_ in {"of", "about", "on"} or word.dep_ in {"relcl", "acl", "ccomp"}
    if noun.lemma_.lower() not in _REPORTS or not beside or noun.pos_ != "NOUN":
        return None
    if _called_untrue(noun) or _NO_SUCH.search(noun.doc.text):
        return Status.DENIED
    vouched = word.pos_ == "VERB" or noun.lemma_.lower() in _VOUCHED
    return None if vouched else Status.HYPOTHETICAL


def _denied_outright(noun: Token) -> bool:
    """What "denied" has for its object; "rejected talks" may be talks that are not wanted."""
    verb = noun.head
    return noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in {"deny", "refute"} and not _negated(verb)


def _called_untrue(noun: Token) -> bool:
    """ "the reports are untrue", "dismissed them as false", "does not correspond to reality"; by the words where they
    say it, as parsers hang such clauses anywhere.
    """
    verb = noun.head
    if noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in _DENYING:
        return True
    if _NO_TRUTH.search(noun.doc[noun.sent.start : noun.i].text):
        return True
    if any(c.lower_ in _UNTRUE for c in noun.children):
        return True
    if noun.dep_ in {"nsubj", "nsubjpass"} and _negated(verb):
        return any(t.lower_ in _TRUE for c in verb.children if c.i > verb.i for t in c.subtree)
    if noun.dep_ == "nsubj" and verb.lemma_ == "be":
        called = [c for c in verb.children if c.dep_ in {"acomp", "attr", "oprd"}]
        return any(t.lower_ in _UNTRUE for c in called for t in c.subtree)
    before = any(t.lemma_.lower() in _CALLING for t in noun.sent if t.i < noun.i)
    return before and any(t.lower_ in _UNTRUE for t in noun.sent)


def _not_true(head: Token) -> bool:
    """ "it is not true that", "it is false that"."""
    called = [t.lower_ for c in head.children if c.dep_ in {"acomp", "attr"} for t in c.subtree]
    words = _TRUE if _negated(head) else _UNTRUE
    return head.lemma_ == "be" and any(w in words for w in called)


def _rumoured(verb: Token) -> bool:
    """The clause says what is only being told: who speaks so vouches for nothing."""
    before = verb.doc[verb.sent.start : verb.i]
    for at in range(len(before) - 3, 0, -1):
        # by the words themselves: parsers hang such clauses anywhere
        if before[at : at + 3].text.lower() == "according to which":
            return before[at - 1].lemma_.lower() in _RUMOURS | {"article", "story"}
    if verb.dep_ not in {"relcl", "acl", "ccomp", "pcomp"} or verb.head.pos_ not in {"NOUN", "ADP"}:
        return False
    noun = verb.head.head if verb.head.pos_ == "ADP" else verb.head  # "rumours of", "speculation about"
    return noun.lemma_.lower() in _RUMOURS


def _governed(verb: Token, status: Status | None, reasons: list[str], *, negated: bool) -> tuple[Status | None, bool]:
    """Walk up the clauses that govern this one."""
    node = verb
    for _ in range(5):
        link, head = _link_up(node)
        if head is None:
            return status, negated
        lemma = head.lemma_.lower()
        effect = governors().get(lemma)
        if link == "noun" and head.pos_ in {"NOUN", "PROPN"}:
            # "a decision to send", "the plan to visit": told of, not done
            if head.lemma_.lower() in {"ceremony", "function"}:
                return status, negated  # "a ceremony to hand over 50 tonnes": there they were
            if head.lemma_.lower() in {"decision", "move"} and is_judged(head):
                return status, negated  # "deplored the decision of Chad to expel": it was carried out
            if head.lemma_.lower() == "invitation" and head.dep_ == "dobj" and head.head.lemma_.lower() == "accept":
                reasons.append("invited to")
                return None, negated or _negated(head.head)
            if head.lemma_.lower() in _INTENTIONS:
                reasons.append(f"planned by {head.lower_}")
                return (Status.PLANNED if status is Status.ACTUAL else status), negated
            return None, negated
        if link == "shared":
            effect = None  # a conjunct shares what governs it, and does not govern
        if lemma == "tell" and any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children):
            effect = "content"  # "told Belarus to cut the staff"; "told X that it had cut" is speech
        if effect in {"content", "reject", "threat"} and link != "adverbial":
            reasons.append(f"content of {head.lower_}")
            return None, negated
        if effect in {"planned", "hypothetical", "denied", "cancelled"} and link != "adverbial":
            reasons.append(f"{effect} by {head.lower_}")
            status = {
                "planned": Status.PLANNED,
                "hypothetical": Status.HYPOTHETICAL,
                "denied": Status.DENIED,
                "cancelled": Status.CANCELLED,
            }[effect]
        if link == "clause" and _not_true(head):
            reasons.append("denied")
            status = Status.DENIED
        if link == "adverbial":
            if _conditional(node):
                return Status.HYPOTHETICAL, negated
            if status is Status.ACTUAL and node.tag_ in {"VBP", "VBZ"} and _has(head, _FUTURE):
                return Status.PLANNED, negated  # "will sign three deals when their premiers meet"
            if (
                node.tag_ == "VB"
                and any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children)
                and status is Status.ACTUAL
            ):
                reasons.append("purpose")
                return None, negated  # "to isolate Russia" tells what for, not what was done
            return status, negated
        if link in {"infinitive", "shared"} and status is Status.ACTUAL:
            negated = negated or _negated(head) or _has_yet_to(head)
            if _has(head, _FUTURE):
                status = Status.PLANNED
            elif _has(head, _SUPPOSED):
                status = Status.HYPOTHETICAL
        node = head
    return status, negated


def is_judged(noun: Token) -> bool:
    """ "deplored the decision", "thanked it for the decision": one judges what was done."""
    above = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    rows = lexicon().get((above.lemma_.lower(), "verb"), ()) if above is not None else ()
    return any(r.event in _JUDGING and not r.objects for r in rows) and not any(
        c.lower_ in {"planned", "expected"} for c in noun.children
    )


def _link_up(node: Token) -> tuple[str, Token | None]:
    """How ``node`` hangs on what governs it: infinitive, clause, shared (conjunction), adverbial, noun; None at
    the top.
    """
    head = node.head
    if head == node:
        return "", None
    match node.dep_:
        case "xcomp":
            return "infinitive", head
        case "ccomp" if any(t.text == ";" for t in node.doc[node.i : head.i]):
            return "", None  # "they did not sign it; the text has only been agreed" is two sentences
        case "ccomp":
            return "clause", head
        case "pcomp" if head.lower_ == "with" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in node.children):
            return "", None  # "..., with their negotiators meeting on Friday"
        case "pcomp":
            above = head
            while above.pos_ in {"ADP", "SCONJ"} and above.head != above:
                above = above.head
            return ("noun" if above.pos_ in {"NOUN", "PROPN"} else "clause"), above
        case "conj":
            # an infinitive shares its governor; a finite verb of its own subject stands alone
            if any(c.dep_ in {"nsubj", "nsubjpass"} for c in node.children):
                return "clause-conj", head if head.dep_ in {"ccomp", "xcomp"} else None
            return "shared", head
        case "advcl":
            return "adverbial", head
        case "acl":
            if node.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children):
                done = any(c.lower_ in {"first", "last", "only", "latest", "second", "third"} for c in head.children)
                return ("", None) if done else ("noun", head)  # "the first president to visit": he did
            return "", None
        case "relcl" if node.tag_ == "VB" and head.dep_ == "dobj" and head.head.lemma_.lower() in _GIVING:
            return "noun", head  # "gives Warsaw a lever to press Budapest": what it is given for
        case _:
            return "", None


def _has_yet_to(verb: Token) -> bool:
    """ "has yet to be signed", "remains to be approved", "is yet to be ratified": so far it was not."""
    yet = verb.lemma_.lower() in {"have", "be"} and any(c.lower_ == "yet" for c in verb.children)
    return yet or verb.lemma_.lower() == "remain"


def _has(verb: Token, words: frozenset[str]) -> bool:
    if any(c.dep_ in {"aux", "auxpass"} and c.lower_ in words for c in verb.children):
        return True
    shared = verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and verb.tag_ in {"VB", "VBN"}
    return shared and not any(c.dep_ in {"nsubj", "aux"} for c in verb.children) and _has(verb.head, words)


def _reported_future(verb: Token) -> bool:
    """ "said that it would send": in reported speech of the past, "would" is "will"."""
    if not _has(verb, frozenset({"would"})) or any(
        _conditional(c) for c in (verb, *verb.children) if c.pos_ in {"VERB", "AUX"}
    ):
        return False
    if any(c.dep_ == "parataxis" and c.lemma_.lower() in reporting() for c in verb.children):
        return True  # "the next round, he said, would be held in May"
    node = verb
    while node.dep_ == "conj" and node.head.pos_ in {"VERB", "AUX"}:
        node = node.head
    head = node.head
    return node.dep_ == "ccomp" and head.tag_ in {"VBD", "VBN", "VBG"} and head.lemma_.lower() in reporting()


def _going_to(verb: Token) -> bool:
    head = verb.head
    if verb.dep_ == "xcomp" and head.lemma_.lower() == "go" and head.tag_ == "VBG":
        return True
    return verb.dep_ == "xcomp" and head.lower_ in {"set", "due", "slated", "scheduled", "poised"}


def _to_be(verb: Token) -> bool:
    """ "to be held in August", "is to meet": an infinitive that is a future."""
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if to and verb.dep_ in {"relcl", "acl"} and any(c.dep_ == "auxpass" for c in verb.children):
        return True
    return (to and verb.dep_ == "xcomp" and verb.head.lemma_ == "be") or (to and verb.dep_ == "ROOT")


def _is_due(verb: Token) -> bool:
    """ "a second round is due in May"."""
    return verb.lemma_ == "be" and any(c.dep_ in {"acomp", "attr"} and c.lower_ == "due" for c in verb.children)


def _conditional(verb: Token) -> bool:
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in _IF for c in verb.children)


def _negated(token: Token) -> bool:
    if any(
        c.dep_ == "neg" or (c.lower_ in {"never", "nor"} and c.dep_ in {"advmod", "cc", "preconj"})
        for c in token.children
    ):
        return True
    if any(c.dep_ == "det" and c.lower_ == "no" for c in token.children):
        return True
    # "Neither Fiji nor Tonga attacked", "No minister met"
    subjects = [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return any(t.lower_ in {"neither", "no", "nobody", "none"} for s in subjects for t in (s, *s.children))


def _progressive(verb: Token) -> bool:
    return verb.tag_ == "VBG" and any(
        c.dep_ == "aux" and c.lower_ in {"is", "are", "am", "'s", "’s", "'re"} for c in verb.children
    )


def _background(verb: Token) -> bool:
    if any(c.dep_ == "aux" and c.lower_ in {"had", "has", "have"} for c in verb.children):
        return True
    beside = any(c.dep_ == "mark" and c.lower_ in {"while", "whereas"} for c in verb.children)
    return verb.dep_ in {"relcl", "acl"} or (verb.dep_ == "advcl" and verb.tag_ in {"VBD", "VBN"} and not beside)
