"""What a verb of speech or thought governs: the clause, infinitive, object or prepositional phrase that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from communique.annotate.attribution.lexicon import REPORT, Word, reporting
from communique.annotate.attribution.occasions import occasion_at
from communique.annotate.attribution.quoted import Quoted
from communique.annotate.attribution.sources import Sources
from communique.annotate.attribution.trees import has_to, phrase, tree, trees
from communique.annotate.syntax import Sentence, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

_TEMPORAL = frozenset({"DATE", "TIME"})
_NOTHING = frozenset({"nothing", "anything", "little"})
_PLAIN = frozenset({"say", "tell", "add", "report", "announce", "claim", "argue", "warn"})
_ASKING = frozenset("ask inquire enquire wonder question query".split())
_OF_THE_OBJECT = frozenset({"for", "as", "of", "over", "about", "against", "with", "to"})


class Held(NamedTuple):
    """Tokens of the content, the frame that held it, who is addressed before it, what more belongs to the cue."""

    content: frozenset[int] = frozenset()
    how: str = ""
    addressed: int | None = None
    extra: frozenset[int] = frozenset()


class Contents:
    """Contents of one paragraph's verbs."""

    def __init__(self, sentence: Sentence, quoted: Quoted, sources: Sources) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.quoted = quoted
        self.sources = sources

    def of(self, token: Token, word: Word) -> Held:
        """The first frame of ``word`` that the tree shows at ``token``."""
        frames, children = word.frames, list(token.children)
        if self.quoted.announces(token):
            return Held()
        if "clause" in frames and (told := self.quoted.after(token)):
            return Held(told, "clause")
        if "raising" in frames:
            return self._raised(token, children)
        if is_passive(token) and frames.get("inf") in {"passive", "both"}:
            held = self._passive_infinitive(children)
            if held.content:
                return held
        if "clause" in frames and (clause := self._clause(token, children, word)):
            return Held(clause, "clause")
        if frames.get("inf", "passive") != "passive":
            held = self._infinitive(token, children, frames["inf"])
            if held.how:
                return held
        held = self._prepositional(token, children, word)
        if held.how:
            return held
        if frames.keys() & {"small", "obj", "ger"}:
            return self._object(token, children, frames, word_objects=bool(word.objects))
        return Held()

    # -- clauses ------------------------------------------------------------------------------------------------------

    def _clause(self, token: Token, children: Sequence[Token], word: Word) -> frozenset[int]:
        marked = any(c.dep_ == "ccomp" and any(g.dep_ == "mark" for g in c.children) for c in children)
        needs = word.frames["clause"]
        if (needs == "quote" or (needs == "marked" and not marked)) and not self.quoted.near(token):
            return frozenset()
        clauses = [c for c in children if c.dep_ == "ccomp" and not (_is_gerund(c) and "obj" in word.frames)]
        marked_after = [
            c for c in clauses if c.i > token.i and any(g.lower_ == "that" and g.dep_ == "mark" for g in c.children)
        ]
        clauses = (
            marked_after or clauses
        )  # "Mali later thanked them; it predicted that ...": what stands before is not said
        if not clauses and word.addressee == "obj":
            # "told the ambassador that Doha had no part": the parser takes the clause for a relative one
            told = (
                r for c in children if c.dep_ in {"dobj", "dative"} for r in c.children if r.dep_ in {"relcl", "acl"}
            )
            clauses = [r for r in told if any(t.lower_ == "that" and t.i < r.i for t in r.children)][:1]
        if not clauses and not any(c.dep_ in {"dobj", "xcomp", "prep"} for c in children if c.i > token.i):
            clauses = [c for c in children if c.dep_ in {"advcl", "conj"} and _hangs_wrong(c, token)][:1]
        if not clauses and word.lemma in _PLAIN:
            # "said after the talks he would not sign", read as "after he would not sign"
            hung = (c for c in children if c.dep_ == "advcl" and c.i > token.i and _is_main(c))
            main = next(hung, None)
            if main is not None:
                start = min(c.left_edge.i for c in main.children if c.dep_ in {"nsubj", "nsubjpass", "expl"})
                return frozenset(i for i in tree(main) if i >= start)
        if not clauses and word.lemma in _ASKING:
            # "asked workers if they planned to come", read as a condition
            clauses = [c for c in children if c.dep_ == "advcl" and c.i > token.i and _is_question(c)][:1]
        if not clauses and word.force == REPORT:
            # "say taxing consumption encourages savings", read as a gerund that says it
            hung = (c for c in children if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.i > token.i)
            clauses = [c for c in hung if any(g.dep_ == "ccomp" for g in c.children)]
        if clauses:
            content = trees(clauses)
            return self._and_that(self._after_cue(content, token) - self._not_said(content, token), token)
        if not any(c.lower_ == "that" for c in children) and not self.quoted.near(token):
            rest = self._after_that(token)
            if rest:
                return rest
        if word.lemma in {"say", "report"} and self._inverted(token):
            return frozenset(range(token.sent.start, token.i - 1))
        if self._is_aside(token):
            whole = tree(token.head)
            return (whole - tree(token)) - self._not_said(whole, token)
        if self._hangs_on_its_subject(token):
            return tree(token.head.head) - tree(token.head)
        return frozenset()

    def _hangs_on_its_subject(self, token: Token) -> bool:
        """ "The minister will go to Oslo, an official announced", read as "an official that was announced"."""
        name = token.head
        return (
            token.dep_ in {"acl", "relcl"}
            and token.tag_ in {"VBD", "VBZ"}
            and token.lemma_.lower() in reporting()
            and name.dep_ in {"appos", "dep", "npadvmod", "conj", "dobj"}
            and name.head.pos_ in {"VERB", "AUX"}
            and name.left_edge.i > 0
            and self.doc[name.left_edge.i - 1].text == ","
            and token.right_edge.i >= token.sent.end - 2
            and not any(c.tag_ in {"WP", "WDT"} or c.dep_ in {"nsubj", "dobj", "ccomp"} for c in token.children)
        )

    def _after_cue(self, content: frozenset[int], token: Token) -> frozenset[int]:
        """ "In a statement on Monday, Lavrov said the talks would go on": where he said it is no part of the content,
        unless the cue stands between commas.
        """
        after = frozenset(i for i in content if i > token.i)
        inserted = token.i + 1 < len(self.doc) and self.doc[token.i + 1].text in {",", '"', "”", "''"}
        clause = any(self.doc[i].dep_ in {"nsubj", "nsubjpass", "expl"} for i in after)
        before = [self.doc[i] for i in content - after]
        apart = any(occasion_at(t) or t.dep_ in {"nsubj", "nsubjpass"} for t in before)
        if not clause or inserted or not apart or any(self.quoted.holds(t.i) for t in before):
            return content
        return after

    def _and_that(self, content: frozenset[int], token: Token) -> frozenset[int]:
        """Content goes on over "and that ...", "or that ..." which the parser left outside."""
        end = token.sent.end
        i = max(content, default=end) + 1
        while i < end and self.doc[i].is_punct:
            i += 1
        if i + 2 >= end or i <= token.i or self.doc[i].lower_ not in {"and", "but", "or"}:
            return content
        if self.doc[i + 1].lower_ != "that" or self.doc[i + 1].dep_ != "mark":
            return content
        return content | frozenset(range(i, _without_stop(token)))

    def _after_that(self, token: Token) -> frozenset[int]:
        """ "recalled in 2008 that before Iowa ...": the sentence from its "that" on, which the parser hung nowhere."""
        end = token.sent.end
        for i in range(token.i + 1, min(token.i + 10, end - 2)):
            that = self.doc[i]
            if that.lower_ != "that" or that.dep_ not in {"mark", "det", "nsubj", "dobj"}:
                continue
            opens = self.doc[i + 1].pos_ in {"DET", "PROPN", "PRON", "ADP", "SCONJ"}
            if that.dep_ == "mark" or opens:
                return frozenset(range(i, _without_stop(token)))
        return frozenset()

    def _not_said(self, content: frozenset[int], token: Token) -> frozenset[int]:
        """Words inside the content's tree that are no part of it: "..., adding that" and "according to"."""
        out: set[int] = set()
        for i in content:
            inner = self.doc[i]
            if inner.tag_ == "VBG" and inner.i != token.i and inner.lemma_.lower() in reporting():
                outer = self.sources.outer_cue(inner)
                if outer is not None and outer.i == token.i:
                    out |= tree(inner)
            if inner.lower_ == "according" and inner.dep_ in {"prep", "advcl"}:
                out |= tree(inner)
            if self._closes(inner, token):
                out |= tree(inner) - trees([c for c in inner.children if c.dep_ == "ccomp" and c.i < inner.i])
            if self.sources.goes_back(inner, token):
                out |= tree(inner) | {c.i for c in inner.head.children if c.dep_ == "cc" and c.i < inner.i}
        if token.i in content:
            out |= tree(token) - trees([c for c in token.children if c.dep_ == "ccomp"])
        return frozenset(out)

    def _inverted(self, token: Token) -> bool:
        """ "Ghana, Togo 'on same page' over border, says minister": all before the comma, whatever the parse."""
        before = self.doc[token.i - 1] if token.i > token.sent.start + 2 else None
        speaks = any(c.i > token.i and c.dep_ in {"nsubj", "dobj", "attr"} for c in token.children)
        ends = token.right_edge.i >= token.sent.end - 2
        own = any(c.dep_ in {"nsubj", "mark", "cc"} and c.i < token.i for c in token.children)
        return before is not None and before.text == "," and speaks and ends and not own

    def _closes(self, verb: Token, cue: Token) -> bool:
        """ "..., TASS reported" at the end: who carries it, hung on what is carried."""
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None or verb.dep_ not in {"ccomp", "conj", "parataxis"} or verb.i < cue.i:
            return False
        own = (c for c in verb.children if c.dep_ in {"ccomp", "dobj", "xcomp", "mark", "cc"})
        return (
            verb.lemma_.lower() in reporting()
            and verb.tag_ in {"VBD", "VBZ"}
            and subject.left_edge.i > 0
            and self.doc[subject.left_edge.i - 1].text == ","
            and not any(c.i > verb.i or c.dep_ != "ccomp" for c in own)
        )

    def _is_aside(self, token: Token) -> bool:
        """True for "the ministry announced" in "Barbados has recognised Kosovo, the ministry announced"."""
        if token.head.pos_ not in {"VERB", "AUX"} or token.head.i == token.i:
            return False
        left = token.left_edge.i
        before = self.doc[left - 1].text if left else ""
        if token.dep_ == "ccomp":  # hung the wrong way round
            return token.i > token.head.i and before == "," and token.head.lemma_.lower() not in _PLAIN
        if token.dep_ == "parataxis":
            return before != ";" and not any(c.dep_ == "neg" or c.tag_ == "WRB" for c in token.children)
        held = any(c.dep_ == "prep" and c.lower_ in {"to", "on", "about", "for", "with"} for c in token.children)
        return token.dep_ == "advcl" and not held and any(c.lower_ == "as" and c.i < token.i for c in token.children)

    # -- infinitives --------------------------------------------------------------------------------------------------

    def _infinitive(self, token: Token, children: Sequence[Token], where: str) -> Held:
        for child in children:
            if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.i > token.i and has_to(child):
                if where != "addressee":
                    return Held(tree(child), "inf")
                subject = next((c for c in child.children if c.dep_ == "nsubj" and c.i > token.i), None)
                objects = [c for c in children if c.dep_ in {"dobj", "dative"}]
                objects += [g for c in children if c.lower_ in {"on", "upon"} for g in c.children if g.dep_ == "pobj"]
                target = next((c for c in objects if c.i < child.i), None)
                spoken_to = subject if subject is not None else target
                content = tree(child) - (tree(subject) if subject is not None else frozenset())
                return Held(content, "inf", spoken_to.i if spoken_to is not None else None)
            held: Token | None = None
            if where == "addressee" and child.dep_ == "dobj":
                held = child  # "urged Congress to act" read as "Congress that is to act"
            elif child.dep_ == "prep" and child.lower_ in {"on", "upon"} and token.lemma_ == "call":
                held = next((g for g in child.children if g.dep_ == "pobj"), None)
            own = next((g for g in (held.children if held is not None else ()) if has_to(g)), None)
            if held is not None and own is not None:
                return Held(tree(own), "inf", held.i)
        return Held()

    def _passive_infinitive(self, children: Sequence[Token]) -> Held:
        infinitive = next((c for c in children if c.dep_ == "xcomp"), None)
        subject = next((c for c in children if c.dep_ in {"nsubjpass", "nsubj"}), None)
        if infinitive is None or subject is None:
            return Held()
        return Held(tree(subject) | tree(infinitive), "passive")

    def _raised(self, token: Token, children: Sequence[Token]) -> Held:
        clause = next((c for c in children if c.dep_ == "ccomp" and c.i > token.i), None)
        if clause is not None:
            return Held(tree(clause), "raising")
        held = [c for c in children if c.dep_ in {"xcomp", "oprd", "acomp"} and c.i > token.i]
        subject = next((c for c in children if c.dep_ == "nsubj"), None)
        return Held(trees([*held, subject]), "raising") if held and subject is not None else Held()

    # -- objects ------------------------------------------------------------------------------------------------------

    def _prepositional(self, token: Token, children: Sequence[Token], word: Word) -> Held:
        for child in children:
            if child.dep_ not in {"prep", "dative"} or child.lower_ not in word.prepositions or child.i < token.i:
                continue
            held = [g for g in child.children if g.dep_ in {"pobj", "pcomp", "amod"} and g.ent_type_ not in _TEMPORAL]
            if child.lower_ == "as" and held:
                return Held(trees([c for c in children if c.dep_ in {"dobj", "nsubjpass"}] + [child]), "obj")
            if held and not ("obj" in word.frames and any(c.dep_ == "dobj" for c in children)):
                # "referred to the strait as a red line": what the object is called is said too
                after = [c for c in children if c.lower_ == "as" and c.dep_ == "prep" and c.i > child.i]
                return Held(trees(held + after), "prep", None, frozenset({child.i}))
        return Held()

    def _object(
        self, token: Token, children: Sequence[Token], frames: Mapping[str, str], *, word_objects: bool
    ) -> Held:
        if is_passive(token):
            subjects = [t for t in self.sentence.passive_subjects(token) if t.i != token.i]
            content = frozenset(i for t in subjects for i in phrase(t)) - {token.i}
            rest = [
                c
                for c in children
                if c.dep_ in {"oprd", "xcomp"} or (c.dep_ == "prep" and c.lower_ in {"as", "for", "of"})
            ]
            return Held(content | trees(rest), "obj")
        kept: list[Token] = []
        for child in children:
            right = child.i > token.i
            thing = child.dep_ in {"dobj", "oprd", "attr"} and (right or child.tag_ in {"WDT", "WP"})
            thing = thing or (right and child.lower_ in {"yes", "no", "so"})  # "said no"
            said_of_it = child.dep_ in {"ccomp", "xcomp"} and right and ("small" in frames or child.tag_ == "VBG")
            given = right and child.dep_ == "dative" and child.lower_ not in {"to", "for"} and not kept
            if thing or said_of_it or given:
                kept.append(child)
        if not kept and frames.get("obj") == "":
            # "noted with pleasure at the growth of trade"
            kept = [
                c for c in children if c.dep_ == "prep" and c.i > token.i and c.lower_ in {"with", "at", "of", "for"}
            ]
            return Held(trees(kept), "obj")
        if not any(c.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "intj", "advmod"} for c in kept):
            return Held()
        if any(c.lower_ in _NOTHING for c in kept):
            return Held()
        if "obj" not in frames and len(kept) < 2 and not any(c.dep_ in {"ccomp", "oprd"} for c in kept):
            return Held()  # "called a meeting" names nothing anything
        last = max(c.i for c in kept)
        at = {"at", "on"} if word_objects else set()  # "voiced regret at the decision"
        kept += [
            c for c in children if c.dep_ == "prep" and c.i > last and (_goes_on(c) or (c.lower_ in at and _undated(c)))
        ]
        return Held(trees(kept), "obj")


def _goes_on(preposition: Token) -> bool:
    """True for a preposition that goes on with what is said of the object: "for its help", "as a mistake"."""
    return preposition.lower_ in _OF_THE_OBJECT and _undated(preposition)


def _undated(preposition: Token) -> bool:
    return not any(g.ent_type_ in _TEMPORAL for g in preposition.children)


def _is_gerund(verb: Token) -> bool:
    """True for "regretted cutting", not for "noted that Oman is cutting"."""
    return verb.tag_ == "VBG" and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _is_main(clause: Token) -> bool:
    finite = clause.tag_ in {"VBD", "VBZ", "VBP"} or any(c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in clause.children)
    subject = any(c.dep_ in {"nsubj", "nsubjpass", "expl"} and c.tag_ not in {"WP", "WDT"} for c in clause.children)
    return finite and subject and not any(c.dep_ == "mark" or c.tag_ == "WRB" for c in clause.children)


def _is_question(clause: Token) -> bool:
    return any(c.lower_ in {"if", "whether"} and c.dep_ == "mark" for c in clause.children) or clause.doc[
        clause.left_edge.i
    ].tag_ in {"WP", "WRB", "WDT"}


def _hangs_wrong(clause: Token, token: Token) -> bool:
    """A clause that stands before its verb of saying, without a word that would subordinate it."""
    return (
        clause.i < token.i
        and clause.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        and any(c.dep_ == "nsubj" for c in clause.children)
        and not any(c.dep_ in {"mark", "advmod"} and c.i < clause.i for c in clause.children)
    )


def _without_stop(token: Token) -> int:
    """The end of the token's sentence, before its full stop."""
    end = token.sent.end
    return end - 1 if token.doc[end - 1].is_punct else end
