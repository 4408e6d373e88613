"""Whose words a verb tells: the logical subject, and what stands in for it where the parse has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.attribution.lexicon import ATTITUDE, lexicon, reporting
from communique.annotate.attribution.quoted import Quoted
from communique.annotate.syntax import Sentence, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

_THROUGH = frozenset({"ccomp", "conj", "advcl", "relcl", "xcomp", "acl", "dobj", "pobj", "prep", "attr"})


class Sources:
    """Sources of one paragraph's cues."""

    def __init__(self, sentence: Sentence, quoted: Quoted) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.quoted = quoted

    def of(self, token: Token) -> list[Token]:
        """Heads of the phrases that name who speaks by the verb ``token``; none where nobody is named."""
        if is_passive(token):
            agents = [g for c in token.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
            return agents or [g for c in token.children if c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
        before = self.outer_cue(token) or self._gone_back_to(token)
        if before is not None:
            return self.of(before)
        found = self.sentence.subjects(token)
        if len(found) > 1 and self.doc[token.i - 1].text == "," and token.i:
            # "France, said Macron, will not yield": two subjects, of whom the second speaks
            found = [t for t in found if t.i > token.i] or found
        if found and all(t.dep_ == "csubj" and t.tag_ == "VBG" for t in found):
            return self.beside(token) or found  # "Receiving the envoy, the premier said", all read as what says it
        if not found and token.dep_ == "ROOT":
            # inverted: '"...", said the minister' parsed with the speaker as object or attribute
            found = [c for c in token.children if c.i > token.i and c.dep_ in {"nsubj", "dobj", "attr", "npadvmod"}][:1]
        return found or self.sentence.next_to(token) or self.beside(token)

    def outer_cue(self, token: Token) -> Token | None:
        """The cue that a trailing participle goes on from: "said that A did X, adding that Y" is one speaker,
        whatever the parse.
        """
        if token.tag_ != "VBG" or token.dep_ not in {"advcl", "acl", "conj"}:
            return None
        node, found = token.head, None
        for _ in range(8):
            if (
                node.pos_ in {"VERB", "AUX"}
                and node.lemma_.lower() in reporting()
                and node.i < token.i
                and node.dep_ != "pcomp"
                and self.sentence.subjects(node)
                and any(c.dep_ == "ccomp" for c in node.children)
            ):
                found = node  # the outermost: "said that B had warned of X, adding that" is no word of B's
            if node.head == node or node.dep_ not in _THROUGH:
                return found
            node = node.head
        return found

    def goes_back(self, verb: Token, cue: Token) -> bool:
        """ "said that Mali had agreed and thanked Togo": a verb of speech that the parser hung on the content goes on
        from the cue.
        """
        return (
            verb.dep_ == "conj"
            and verb.tag_ == cue.tag_
            and verb.tag_ in {"VBD", "VBZ"}
            and verb.i > cue.i
            and not any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children)
            and any(w.force != ATTITUDE for w in lexicon().get((verb.lemma_.lower(), "VERB"), ()))
            and not lexicon().get((verb.head.lemma_.lower(), "VERB"), ())
        )

    def _gone_back_to(self, token: Token) -> Token | None:
        if token.dep_ != "conj":
            return None
        for cue in (a for a in token.ancestors if a.pos_ == "VERB" and a.lemma_.lower() in reporting()):
            return cue if self.goes_back(token, cue) else None
        return None

    def beside(self, token: Token) -> list[Token]:
        """The noun phrase that ends right before a finite verb of reporting, or begins right after it, where the parser
        made it part of something else: 'In a statement to the paper, her adviser, Jim Low, said: "..."'.
        """
        if token.tag_ not in {"VBD", "VBZ", "VBP"} or token.lemma_.lower() not in reporting():
            return []
        i = token.i - 1
        while i > token.sent.start and (self.doc[i].text == "," or self.doc[i].dep_ == "advmod"):
            i -= 1
        if i >= token.sent.start and self.doc[i].pos_ in {"PROPN", "NOUN", "PRON"} and not self.quoted.holds(i):
            return [self._top(self.doc[i])]
        i = token.i + 1
        if (
            i < len(self.doc)
            and (self.doc[i].pos_ in {"PROPN", "NOUN", "PRON", "DET"} or self.doc[i].text[0].isupper())
            and self.quoted.holds(max(0, token.i - 2))
        ):
            node = self.doc[i]
            while node.head.i > node.i and node.dep_ in {"compound", "det", "amod", "poss", "nmod"}:
                node = node.head
            return [node]
        return []

    @staticmethod
    def _top(node: Token) -> Token:
        """The head of the noun phrase, not of what the phrase is an apposition to."""
        own = {"of", "for", "from", "in", "at"}
        while node.dep_ in {"appos", "compound", "pobj", "prep"} and node.head.i < node.i:
            if node.dep_ == "pobj" and node.head.lower_ not in own:
                break
            if node.dep_ == "appos" and node.head.dep_ not in {"appos", "compound"}:
                break
            node = node.head
        return node
