"""Cues that are no verbs: nouns ("his warning that"), adjectives ("is confident that"), "according to", a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.attribution.lexicon import Word
from communique.annotate.attribution.quoted import DASHES, Quoted
from communique.annotate.attribution.trees import auxiliaries, clause_of, has_to, tree, trees
from communique.annotate.entities import RefKind
from communique.annotate.media import as_medium
from communique.annotate.syntax import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that carry a noun of speech: "issued a warning that".
_LIGHT = frozenset(
    "make issue give express voice reiterate renew repeat offer deliver have hold take raise share air sound "
    "send level state add face draw".split()
)
_SOURCES = ("by", "from", "of")
_LABELS = frozenset(
    "breaking update exclusive watch video photos report analysis opinion live related more note".split()
)
_LONGEST_NAME = 6  # tokens before or after a headline's colon
_LONGEST_HEADLINE = 30  # tokens

Told = tuple[frozenset[int], tuple[int, ...], frozenset[int]]  # words of the cue, heads of the source, content


class Others:
    """Attributions of one paragraph by other cues than verbs."""

    def __init__(self, sentence: Sentence, quoted: Quoted) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.quoted = quoted

    def noun(self, token: Token, word: Word) -> tuple[Told, bool] | None:
        """ "Iran's warning that", "issued a warning that", "claims by the ministry that", "calls for"; with it, whether
        a clause is told.
        """
        content, extra, clause = self._held(token, word)
        if not content:
            return None
        source = [c for c in token.children if c.dep_ == "poss"]
        words = {token.i} | extra
        light = token.head if token.dep_ == "dobj" and token.head.lemma_.lower() in _LIGHT else None
        if not source and light is not None:
            source = self.sentence.subjects(light)
            words |= set(range(light.i, token.i + 1)) | auxiliaries(light)
        for name in _SOURCES:
            if not source and name not in word.prepositions:
                source = self.sentence.slot(token, name)
        if not source:
            covered = self.sentence.covering
            source = [c for c in token.children if c.dep_ in {"compound", "amod", "nmod"} and c.i in covered]
        if not source:
            return None
        return (frozenset(words), tuple(t.i for t in source if t.i not in content), content), clause

    @staticmethod
    def _held(token: Token, word: Word) -> tuple[frozenset[int], set[int], bool]:
        for child in token.children:
            that = any(c.lower_ == "that" and c.dep_ == "mark" for c in child.children)
            if child.dep_ in {"acl", "ccomp", "relcl"} and "clause" in word.frames and (that or child.dep_ == "ccomp"):
                return tree(child), set(), True
            if child.dep_ in {"acl", "xcomp", "relcl"} and "inf" in word.frames and has_to(child):
                return tree(child), set(), False
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in word.prepositions and child.i > token.i:
                held = [g for g in child.children if g.dep_ in {"pobj", "pcomp"}]
                if held:
                    return trees(held), {child.i}, False
        return frozenset(), set(), False

    def adjective(self, token: Token, word: Word) -> Told | None:
        """ "is confident that", "was critical of"."""
        verb = token.head
        if token.dep_ not in {"acomp", "oprd"} or verb.lemma_.lower() not in {"be", "become", "remain", "feel"}:
            return None
        for child in (c for c in (*token.children, *verb.children) if c.i > token.i):
            content, extra = frozenset[int](), set[int]()
            if (child.dep_ == "ccomp" and "clause" in word.frames) or (child.dep_ == "xcomp" and "inf" in word.frames):
                content = tree(child)
            elif child.dep_ == "prep" and child.lower_ in word.prepositions:
                content, extra = trees(list(child.children)), {child.i}
            if content:
                source = self.sentence.subjects(verb)
                words = frozenset({verb.i, token.i, *extra}) | auxiliaries(verb)
                return (words, tuple(t.i for t in source), content) if source else None
        return None

    def according(self, token: Token) -> Told | None:
        """ "according to X", "in the words of X": the rest of the clause is X's."""
        if token.lower_ == "according":
            to, top = next((c for c in token.children if c.lower_ == "to"), None), token
        elif token.dep_ == "pobj" and token.head.lower_ == "in":
            to, top = next((c for c in token.children if c.lower_ == "of"), None), token.head
        else:
            return None
        source = [c for c in to.children if c.dep_ == "pobj"] if to is not None else []
        if to is not None:
            for clause in (c for c in to.children if c.dep_ == "pcomp"):
                source += self.sentence.subjects(clause)  # "according to what the minister told the paper"
        if to is None or not source:
            return None
        clause = clause_of(top)
        while clause.dep_ == "conj" and clause.head.pos_ in {"VERB", "AUX"} and top.i > clause.i:
            clause = clause.head  # "X got 37 per cent and Y 36, according to the count": both
        content = tree(clause) - tree(top)
        if top.i > clause.i:
            # "X has won 758, according to a tally, but his path narrows": what follows is told by the paper
            content -= trees([c for t in (clause, top.head) for c in t.children if c.dep_ == "conj" and c.i > top.i])
            content -= frozenset(c.i for c in clause.children if c.dep_ == "cc" and c.i > top.i)
        if not content:
            return None
        return frozenset(range(top.i, to.i + 1)), tuple(t.i for t in source), content

    def quoting(self, token: Token) -> Told | None:
        """ "the site reported, quoting an officer": what is told is the officer's."""
        if token.lower_ not in {"quoting", "citing"} or token.dep_ not in {"advcl", "acl", "prep", "pcomp"}:
            return None
        source = [c for c in token.children if c.dep_ in {"dobj", "pobj"}]
        if not source or any(as_medium(self.sentence, t) is not None for t in source):
            return None
        clauses = [c for t in (token, token.head) for c in t.children if c.dep_ == "ccomp" and c != token]
        clauses += [c for c in token.head.head.children if c.dep_ == "ccomp" and c.i > token.i]
        content = trees(clauses[:1]) or frozenset(range(token.sent.start, token.sent.end)) - tree(token.head)
        if not (clauses and clauses[0].head == token):
            content -= tree(token)
        return (frozenset({token.i}), tuple(t.i for t in source), content) if content else None

    def colon(self) -> Told | None:
        """ "Lynch: No outside influence on the probe", "Sanctions are useless: Lavrov"."""
        doc = self.doc
        at = next((t.i for t in doc if t.text == ":"), None)
        if at is None:
            dashes = [t.i for t in doc if t.text in DASHES and t.whitespace_ and t.i]
            at = dashes[-1] if dashes and len(doc) <= _LONGEST_HEADLINE and not doc[-1].is_punct else None
        if at is None or self.quoted.holds(at):
            return None
        end = len(doc) - 1 if doc[len(doc) - 1].text == "." else len(doc)
        before, after = range(at), range(at + 1, end)
        for speaking, said in ((before, after), (after, before)):
            if speaking is before and doc[at].text in DASHES:
                continue
            if not 0 < len(speaking) <= _LONGEST_NAME or len(said) < 3 or not self._names_somebody(speaking):
                continue
            if speaking is after and (len(doc) > _LONGEST_HEADLINE or any(t.is_sent_start for t in doc[1:at])):
                continue
            head = self._head(speaking)
            if speaking is before and self._only_titled(speaking, said):
                continue
            if speaking is after or self._speaks(self.doc[head]) or any(self.quoted.holds(i) for i in said):
                return frozenset({at}), (head,), frozenset(said)
        return None

    def _only_titled(self, speaking: range, said: range) -> bool:
        """ "Kishida in Seoul: a new beginning", "Putin in Beijing: what to expect": a story has a title."""
        if any(self.quoted.holds(i) for i in said):
            return False
        first = next((self.doc[i] for i in said if not self.doc[i].is_space), None)
        asks = first is not None and first.lower_ in {"what", "how", "why", "who", "where", "when"}
        scene = any(self.doc[i].lower_ in {"in", "at"} for i in speaking)
        return asks or (scene and not any(self.doc[i].pos_ in {"VERB", "AUX"} for i in said))

    def _names_somebody(self, run: range) -> bool:
        tokens = [self.doc[i] for i in run if not self.doc[i].is_space]
        return (
            any(t.pos_ == "PROPN" or t.i in self.sentence.covering for t in tokens)
            and all(t.pos_ in {"PROPN", "NOUN", "ADJ", "ADP", "PART", "DET", "CCONJ"} for t in tokens)
            and (tokens[-1].pos_ == "PROPN" or tokens[-1].i in self.sentence.covering)
            and tokens[-1].lower_ not in _LABELS
        )

    def _speaks(self, token: Token) -> bool:
        """Whom a headline lets speak before it, without marks: the Kremlin, not Sudan or Gaza ("Gaza: aid enters")."""
        is_place = token.ent_type_ in {"GPE", "LOC", "FAC", "NORP"}
        reference = self.sentence.covering.get(token.i)
        if reference is None:
            return token.pos_ == "PROPN" and not is_place
        if reference.kind is RefKind.STATE or reference.part is not None:
            return not is_place
        return reference.kind not in {RefKind.PLACE, RefKind.ADJECTIVE}

    def _head(self, run: range) -> int:
        return next((i for i in run if self.doc[i].head.i not in run or self.doc[i].head.i == i), run[-1])
