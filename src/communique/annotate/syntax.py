"""Who stands where around a predicate: logical subject, object and prepositional slots, read off the dependency
tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from communique.annotate.attribution.lexicon import reporting
from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.misparsed import before, cleft, displaced, joined_before, listed
from communique.annotate.stage import Draft, Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs whose infinitive is done by their object: "asked Russia to send".
OBJECT_CONTROL = frozenset(
    "ask urge invite tell order force help allow persuade call appeal request press demand expect want authorise "
    "authorize beg convince encourage instruct permit require push pressure enable lead compel cause get oblige".split()
)
_SUBJECTS = ("nsubj", "csubj")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# What a head noun may pass on to the actor inside it: "Russia's invasion", "the talks in Oman of the Iranian envoys".
_SPEAKERS = frozenset({RefKind.PERSON, RefKind.OFFICE})
_HOSTS = frozenset({"receive", "welcome", "meet", "greet", "host"})
_LED = frozenset({"lead", "head", "chair"})
_RULING = frozenset({"government", "authority", "leadership", "delegation"})
_PASS_ON = ("poss", "nmod", "compound", "amod", "prep")
_HOUSES = frozenset({"embassy", "consulate", "legation"})  # whose they are says whose people are


class Sentence:
    """The references of one paragraph by token, with the look-ups that frames and statements need."""

    def __init__(self, draft: Draft, paragraph: Paragraph) -> None:
        self.draft = draft
        self.paragraph = paragraph
        self.doc = paragraph.doc
        self.covering: dict[int, Reference] = {}
        for reference in draft.references:
            if reference.tokens[0] == paragraph.index:
                for i in range(reference.tokens[1], reference.tokens[2]):
                    self.covering[i] = reference

    # -- arguments ----------------------------------------------------------------------------------------------------

    def subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """Tokens of the logical subject, through conjunction, control, participles and relative clauses."""
        if depth > 6:
            return []
        passive = is_passive(verb)
        own = [] if passive else [self._antecedent(c) for c in verb.children if c.dep_ in _SUBJECTS]
        if not own and not passive and verb.dep_ == "ROOT":
            # "Xinhua, citing Reuters, reported": the name at the head read as a measure
            first = (c for c in verb.children if c.dep_ == "npadvmod" and c.i == verb.sent.start and c.pos_ == "PROPN")
            own = [c for c in first if c.ent_type_ not in {"DATE", "TIME"}]
        if not own and not passive and verb.dep_ == "ROOT" and verb.tag_ != "VB":
            own = before(self.doc, self.covering, verb)
        if own:
            return own  # two of them where the parser broke up "minister A and minister B agreed"
        if passive:
            agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
            # "was granted 50 million euros by Romania": the parser may hang the agent on the thing given
            return agents or [t for c in verb.children if c.dep_ in {"dobj", "oprd"} for t in self.slot(c, "by")]
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
            shared = self.subjects(head, depth + 1)
            if shared or not is_passive(head):
                return shared
            return self.passive_subjects(head, depth + 1)
        if verb.dep_ in {"xcomp", "ccomp", "advcl"} and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
            if verb.dep_ != "advcl" and head.lemma_.lower() in OBJECT_CONTROL:
                controlled = self.objects(head, depth + 1)
                if controlled:
                    return controlled
            if verb.tag_ == "VBG" and head.dep_ == "ccomp" and head.i > verb.i > head.head.i:
                head = head.head  # "said, when receiving X, that Y had come": parsers hang it on what was said
            if is_passive(head):
                return self.passive_subjects(head, depth + 1)
            return self.subjects(head, depth + 1) if head.pos_ in {"VERB", "AUX"} else self._of_adjective(head, depth)
        if verb.dep_ == "acomp":
            return self._of_adjective(verb, depth)
        if verb.dep_ == "pcomp":
            return self._around_preposition(head, depth)
        if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
            if verb.tag_ in {"VBG", "VBD", "VBP", "VBZ"} or is_main(verb):
                beside = self.covering.get(verb.i - 1)
                if beside is not None and verb.tag_ == "VBG" and self.covering.get(head.i) is None:
                    return [self.doc[beside.head]]  # "condemnation of Hanoi hosting the leader"
                return [head]
            if verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
                # "its decision to send", "the decision of Chad to expel": whose decision it is acts
                owner = [c for c in head.children if c.dep_ == "poss"]
                owner = owner or [t for t in self.slot(head, "of") if self.direct(t)]
                return owner or self._around(head, depth)
        return []

    def _of_adjective(self, head: Token, depth: int) -> list[Token]:
        if head.dep_ in {"acomp", "attr", "oprd"} and head.head.pos_ in {"VERB", "AUX"}:
            return self.subjects(head.head, depth + 1)
        return []

    def _around(self, noun: Token, depth: int) -> list[Token]:
        if noun.dep_ in {"dobj", "attr"} and noun.head.pos_ in {"VERB", "AUX"}:
            return self.subjects(noun.head, depth + 1)
        return []

    def _around_preposition(self, preposition: Token, depth: int) -> list[Token]:
        head = preposition.head
        while head.pos_ == "ADP" and head.head != head:
            head = head.head
        if head.pos_ in {"VERB", "AUX"}:
            if head.lemma_.lower() in {
                "accuse",
                "blame",
                "criticise",
                "criticize",
                "thank",
                "praise",
                "condemn",
                "suspect",
                "quote",
                "cite",
            } and preposition.lower_ in {"for", "of", "over", "as"}:
                # "praised Togo for lending", but "after lending ..., Mali praised Togo"
                return self.objects(head, depth + 1)
            if is_passive(head):
                return self.passive_subjects(head, depth + 1)
            return self.subjects(head, depth + 1)
        if head.pos_ in {"NOUN", "PROPN"}:
            owner = [c for c in head.children if c.dep_ == "poss"]
            return owner or self._around(head, depth)
        return []

    def passive_subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """Tokens of the grammatical subject of a passive verb: its logical object."""
        if depth > 6:
            return []
        for child in verb.children:
            if child.dep_ in {"nsubjpass", "csubjpass", "nsubj"}:
                return [self._antecedent(child)]
        if verb.dep_ == "conj":
            return (
                self.passive_subjects(verb.head, depth + 1)
                if is_passive(verb.head)
                else self.subjects(verb.head, depth + 1)
            )
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return [verb.head]
        if verb.dep_ in {"xcomp", "advcl"}:
            return (
                self.passive_subjects(verb.head, depth + 1)
                if is_passive(verb.head)
                else self.subjects(verb.head, depth + 1)
            )
        return []

    def objects(self, verb: Token, depth: int = 0) -> list[Token]:
        """Tokens of the logical object."""
        if is_passive(verb):
            given = [c for c in verb.children if c.dep_ in {"dobj", "oprd"} and c.pos_ in {"NOUN", "PROPN"}]
            return given or self.passive_subjects(verb, depth)  # "Moldova was granted 50 million": the thing given
        found = [self._antecedent(c) for c in verb.children if c.dep_ in {"dobj", "dative"} and c.pos_ != "ADP"]
        if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            # "condemned and rejected the plan": the parser hangs a shared object on the last verb; look back once only
            found = [c for c in verb.head.children if c.dep_ == "dobj" and c.i > verb.i]
        if not found:
            # "condemned what it called the dangerous manoeuvres of Chinese vessels"
            clauses = [c for c in verb.children if c.dep_ == "ccomp" and any(t.lower_ == "what" for t in c.children)]
            found = [
                o
                for c in clauses
                for o in c.children
                if o.dep_ in {"oprd", "dobj", "attr", "ccomp"} and o.lower_ != "what"
            ]
        if not found and verb.lemma_.lower() in _HOSTS:
            found = displaced(self.doc, self.covering, verb)
        if (
            not found
            and verb.dep_ == "relcl"
            and not any(c.dep_ in {"dobj", "nsubj"} and c.lower_ in _RELATIVE for c in verb.children)
        ) and any(c.dep_ == "nsubj" for c in verb.children):
            found = [verb.head]  # "the deal they signed"
        return found

    def slot(self, head: Token, preposition: str) -> list[Token]:
        """Objects of ``preposition`` that hang on ``head``, gerunds too."""
        found: list[Token] = []
        for child in head.children:
            if child.dep_ in {"prep", "dative", "agent"} and child.lower_ == preposition:
                found.extend(c for c in child.children if c.dep_ in {"pobj", "pcomp"})
        return [self._antecedent(t) for t in found]

    def _antecedent(self, token: Token) -> Token:
        if token.lower_ in _RELATIVE and token.tag_ in {"WDT", "WP", "IN", "DT"}:
            clause = token.head if token.head.pos_ != "ADP" else token.head.head  # "with whom he had spoken"
            for _ in range(4):
                if clause.dep_ in {"relcl", "acl"}:
                    return clause.head
                if clause.dep_ == "ccomp" and (meant := cleft(clause.head, clause)) is not None:
                    return meant
                if clause.dep_ in {"conj", "ccomp", "xcomp"}:
                    clause = clause.head
                else:
                    break
        return token

    def next_to(self, verb: Token) -> list[Token]:
        """The name right beside a reporting verb where the parser found no subject: '"...", said To Lam', "To Lam
        said".
        """
        named = {RefKind.PERSON, RefKind.OFFICE, RefKind.OUTLET, RefKind.COUNTERPART}
        after = self.covering.get(verb.i + 1)
        if after is not None and after.kind in named:
            return [self.doc[after.head]]
        first = self.covering.get(verb.i - 1)
        return [self.doc[first.head]] if first is not None and first.kind in named else []

    # -- actors -------------------------------------------------------------------------------------------------------

    def direct(self, token: Token) -> list[Reference]:
        """References that the phrase headed by ``token`` names itself, with their coordination."""
        first = self.covering.get(token.i)
        found: list[Reference] = []
        if first is not None and first.kind is not RefKind.ADJECTIVE and not self._modifies(first, token):
            found += [*joined_before(self.doc, self.covering, first), first]
        tokens = (
            [self.doc[i] for i in range(first.tokens[1], first.tokens[2])] if found and first is not None else [token]
        )
        for part in tokens:
            for child in part.children:
                if child.dep_ in {"conj", "appos"} and not (
                    first is not None and first.tokens[1] <= child.i < first.tokens[2]
                ):
                    if (child.dep_ == "appos" and found and not self._names(found[0], child)) or self._speaks(
                        child, found
                    ):
                        continue
                    found.extend(r for r in self.direct(child) if r not in found)
        if not found and token.pos_ in {"NOUN", "PROPN"}:
            found.extend(self._apposed(token))
        return [*found, *(r for r in listed(self.doc, self.covering, found) if r not in found)]

    def _names(self, office: Reference, token: Token) -> bool:
        """The name in "the Undersecretary for Trade, X", "the two Presidents, X and Y", whose office tells nobody."""
        named = self.covering.get(token.i)
        unknown = office.kind in {RefKind.OFFICE, RefKind.GROUP} and not office.entities
        return unknown and named is not None and named.kind is RefKind.PERSON

    def _speaks(self, token: Token, found: list[Reference]) -> bool:
        """True for X in "talks between Iran and Oman, President X said", of whom parsers make a third of the list."""
        speaker = self.covering.get(token.i)
        if speaker is None or not found or speaker.kind not in _SPEAKERS or speaker.tokens[2] >= len(self.doc):
            return False
        start, end = speaker.tokens[1:]
        names = self.doc[found[0].tokens[1] : start]
        closed = any(t.lower_ == "and" for t in names) or all(r.kind not in _SPEAKERS for r in found)
        says = self.doc[end].tag_ in {"VBD", "VBZ"} and self.doc[end].lemma_.lower() in reporting()
        return closed and says and self.doc[start - 1].text == ","

    def _modifies(self, reference: Reference, token: Token) -> bool:
        """True when the reference is only a modifier of a larger noun phrase headed further right ("Putin visit")."""
        return (
            reference.kind is RefKind.STATE
            and token.dep_ in {"amod", "compound", "poss"}
            and token.head.i not in range(*reference.tokens[1:])
        )

    def _apposed(self, token: Token) -> list[Reference]:
        """ "the Russian gas company Novatek": the name is inside the phrase as a compound or apposition."""
        return [
            r
            for c in token.children
            if c.dep_ in {"appos"} and (r := self.covering.get(c.i)) and r.kind is not RefKind.ADJECTIVE
        ]

    def inside(self, token: Token, depth: int = 0) -> list[Reference]:
        """References that the phrase headed by ``token`` holds as modifiers: possessor, adjective, "of", "in", "by"."""
        if depth > 2:
            return []
        found: list[Reference] = []
        for label in _PASS_ON:
            for child in token.children:
                if child.dep_ != label:
                    continue
                if label == "prep":
                    if child.lower_ in {"of", "in", "by", "with", "from", "against", "between", "to", "on", "at"}:
                        for inner in child.children:
                            if inner.dep_ == "pobj" or (
                                inner.dep_ == "pcomp" and child.lower_ in {"of", "against", "from"}
                            ):
                                found.extend(self.direct(inner) or self.inside(inner, depth + 1))
                elif label == "acl":
                    found.extend(
                        r for g in self.objects(child) for r in self.direct(g)
                    ) if child.tag_ == "VBG" else None
                else:
                    reference = self.covering.get(child.i)
                    if reference is not None:
                        # "the Lao-Thai border committee", "Saudi-Omani"
                        found.extend(r for c in child.lefts if (r := self.covering.get(c.i)) and r is not reference)
                        found.append(reference)
                        found.extend(r for c in child.children if c.dep_ == "conj" and (r := self.covering.get(c.i)))
                    elif label == "compound":  # "three Russian MiG-31 aircraft", "Russian embassy staff"
                        found.extend(self.inside(child, depth + 1) if child.lemma_.lower() in _HOUSES else ())
                        found.extend(r for c in child.lefts if (r := self.covering.get(c.i)) and r not in found)
        if not found:  # "a delegation headed by minister X"
            led = [c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_.lower() in _LED]
            agents = [g for c in led for a in c.children if a.dep_ == "agent" for g in a.children if g.dep_ == "pobj"]
            found = [r for g in agents for r in self.direct(g)]
        if not found:
            # "the role, position and contributions of Russia": the last of the nouns holds the actor for all
            for child in token.children:
                if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"}:
                    found.extend(self.inside(child, depth))
        return list(dict.fromkeys(found))

    def hosts_alone(self, verb: Token, references: Iterable[Reference]) -> bool:
        """True of "Egypt and Qatar hosted talks" where all that is named on either side is among the hosts: others
        talked, whom the sentence does not name.
        """
        if verb.lemma_.lower() not in word_classes()["hosting"] or is_passive(verb):
            return False
        inside = {t.i for subject in self.subjects(verb) for t in (subject, *subject.subtree)}
        heads = {r.head for r in references}
        return len(heads) > 1 and heads <= inside

    def actors(self, tokens: Iterable[Token]) -> list[tuple[Reference, Entity]]:
        """Resolved actors of these phrases: named directly, else inside. Each actor once."""
        found: dict[Entity, Reference] = {}
        for token in tokens:
            named = [*self._possessor(token), *self.direct(token)]
            if named and token.i not in self.covering and token.lemma_.lower() in _RULING:
                named = [*self.inside(token), *named]  # "the government of Ethiopia and the Front"
            for reference in named or self.inside(token):
                for entity in reference.acting:
                    found.setdefault(entity, reference)
        return [(r, e) for e, r in found.items()]

    def _possessor(self, token: Token) -> list[Reference]:
        """A possessor asked for as such ("Mali's attack", "the Malian attack"), which ``direct`` takes for a mere
        modifier.
        """
        reference = self.covering.get(token.i)
        bare = reference is not None and (reference.kind is RefKind.ADJECTIVE or self._modifies(reference, token))
        return (
            [reference] if reference is not None and bare and token.dep_ in {"poss", "compound", "nmod", "amod"} else []
        )

    def possessors(self, noun: Token) -> list[Token]:
        """Possessor of a noun ("Putin's visit", "the Putin visit", "the Iranian attack")."""
        found = [c for c in noun.children if c.dep_ == "poss"]
        if not found:
            found = [c for c in noun.children if c.dep_ in {"compound", "nmod", "amod"} and c.i in self.covering]
        return found


def is_main(verb: Token) -> bool:
    """The verb of "A delegation led by X, yesterday called on Y", which parsers take for a second participle."""
    noun = verb.head
    if (
        verb.dep_ != "acl"
        or verb.tag_ not in {"VBN", "VBD"}
        or noun.dep_ != "ROOT"
        or noun.pos_ not in {"NOUN", "PROPN"}
    ):
        return False
    earlier = any(c.dep_ == "acl" and c.i < verb.i for c in noun.children)
    return earlier and not any(c.dep_ in {"agent", "auxpass"} for c in verb.children)


def is_passive(verb: Token) -> bool:
    """True for a passive, a reduced one ("sanctions announced by ...") included."""
    if is_main(verb):
        return False
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in {"acl", "amod", "advcl"} and not any(c.dep_ == "aux" for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN" and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children):
        return is_passive(verb.head)
    return False
