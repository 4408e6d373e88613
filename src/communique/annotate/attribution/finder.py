"""Attributions of one paragraph, read off its dependency trees and quotation marks: source, cue and content.

The units are those of Pareti (2015) and PolNeAR (Newell et al. 2018); the reading is by a lexicon of cues with frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.annotate.attribution.contents import Contents
from communique.annotate.attribution.lexicon import ATTITUDE, Word, lexicon, reporting
from communique.annotate.attribution.others import Others
from communique.annotate.attribution.quoted import DASHES, LONG_QUOTE, Quoted
from communique.annotate.attribution.sources import Sources
from communique.annotate.attribution.trees import auxiliaries, has_to, tree, trees
from communique.annotate.quotations import Quotation
from communique.annotate.syntax import Sentence, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYING = frozenset({"saying", "telling", "stating", "adding", "arguing", "warning"})
_LEADING = frozenset("go continue use begin start need have proceed come".split())  # "went on to say"
# Verbs whose bare object in quotation marks is what was said: "said “no”".
_VERBATIM = frozenset(
    "say tell reply answer respond ask write add tweet shout chant yell exclaim quip joke declare repeat".split()
)
_WHILE = frozenset({"while", "whereas", "though", "although"})
_WHEN = frozenset({"after", "when", "as", "before", "since"})
_DOCUMENTS = frozenset(
    "poll survey data report study result record figure document research analysis number statistic filing letter "
    "email transcript footage video image chart map finding tally count".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words or thoughts told as somebody's, as tokens of one paragraph's parse.

    ``cue``: the deciding token; ``words``: all of the cue; ``source``: heads of the phrases that name whose they are;
    ``content``: tokens; ``addressed``: head of an object that is spoken to and stands before an infinitive. ``how``:
    the frame that held the content. ``after``: a quotation without words of its own around it, which goes on from an
    attribution before. ``word``: None for other cues than the lexicon's.
    """

    word: Word | None
    cue: int
    words: frozenset[int]
    source: tuple[int, ...]
    content: frozenset[int]
    how: str
    addressed: int | None = None

    @property
    def nominal(self) -> bool:
        """True for a noun as cue."""
        return self.how.startswith("noun")

    @property
    def after(self) -> bool:
        """True for a quotation that goes on from an attribution before it."""
        return self.how == "after"


class Finder:
    """Attributions of one paragraph.

    Args:
        sentence: the paragraph with its references.
        quotations: those of the paragraph.
        attitudes: thoughts, wishes and findings too.
        opens_next: the next paragraph begins with a quotation.
    """

    def __init__(
        self,
        sentence: Sentence,
        quotations: Sequence[Quotation],
        *,
        attitudes: bool = False,
        opens_next: bool = False,
    ) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.quoted = Quoted(sentence.doc, sentence.paragraph.offset, quotations, opens_next=opens_next)
        self.sources = Sources(sentence, self.quoted)
        self.contents = Contents(sentence, self.quoted, self.sources)
        self.others = Others(sentence, self.quoted)
        self.attitudes = attitudes

    def read(self) -> list[Attribution]:
        """All of them, in order of their cues; nested ones too."""
        made = (a for tokens in self.sentence.paragraph.sentences() for token in tokens for a in self._at(token))
        found = self._with_quotes([a for m in made if (a := self._within(m)) is not None])
        told = self.others.colon()
        if told is not None and not any(a.cue in told[0] for a in found):
            found = [a for a in found if not (a.after and a.content & told[2])]
            found.append(Attribution(None, min(told[0]), *told, "colon"))
        return sorted((self._this_side(self._without_asides(a, found)) for a in found), key=lambda a: a.cue)

    def _this_side(self, a: Attribution) -> Attribution:
        """ "They agreed, Chile said; according to China, nothing was agreed": content from its own side of the mark."""
        first, last = min((a.cue, *a.source, *a.words)), max((a.cue, *a.words))
        marks = [t.i for t in self.doc[a.cue].sent if t.text == ";" and not self.quoted.holds(t.i)]
        start = next((i for i in reversed(marks) if i < first), -1)
        after = frozenset(i for i in a.content if i > start)
        if start >= 0 and after and min(after) > first:
            return replace(a, content=after)
        if last + 1 in marks and a.content and min(a.content) > last:  # it closes its clause
            begins = max(start + 1, self.doc[a.cue].sent.start)
            edges = [self.doc[i].left_edge.i for i in (*a.source, a.cue)]
            ends = min((i for i in edges if i > begins + 1), default=begins)
            before = frozenset(range(begins, ends)) - a.words
            return replace(a, content=before) if before else a
        return a

    def _without_asides(self, a: Attribution, others: list[Attribution]) -> Attribution:
        """Content without the clauses beside it that are somebody's own: ", which he said would fall", ", while Oman
        denies it".
        """
        cut: frozenset[int] = frozenset()
        for other in (o for o in others if o.cue in a.content and o is not a and o.source):
            node = self.doc[other.cue]
            while node.dep_ in {"ccomp", "xcomp"} and node.head.i in a.content:
                node = node.head
            before = self.doc[node.left_edge.i - 1].text if node.left_edge.i else ""
            whiles = any(c.lower_ in _WHILE and c.dep_ == "mark" for c in node.children)
            beside = node.dep_ == "relcl" or (node.dep_ == "advcl" and whiles)
            if self.quoted.holds(node.i):
                continue
            when = node.dep_ == "advcl" and any(c.lower_ in _WHEN and c.i < node.i for c in node.children)
            named = any(c.dep_ == "nsubj" and c.pos_ != "PRON" for c in node.children)
            if (beside and before == ",") or (when and named and node.i == other.cue):
                cut |= tree(node)
            elif node.i == other.cue and a.how == "clause" and a.cue < node.i and self._stands_alone(node):
                cut |= tree(node) | {c.i for c in node.head.children if c.dep_ == "cc" and c.i < node.i}
        return replace(a, content=a.content - cut) if a.content - cut else a

    def _stands_alone(self, verb: Token) -> bool:
        """ "Oman said the talks had failed, and aid groups warned that": a main clause that the parser hung on what is
        said.
        """
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if verb.dep_ != "conj" or subject is None or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
            return False
        left = subject.left_edge.i
        joined = left > 1 and self.doc[left - 1].lower_ in {"and", "but", "while"} and self.doc[left - 2].text == ","
        return joined and subject.pos_ != "PRON" and not any(c.dep_ == "mark" for c in verb.children)

    def _at(self, token: Token) -> Iterator[Attribution]:
        if token.lower_ in {"according", "words"}:
            told = self.others.according(token)
            if told is not None:
                yield Attribution(None, token.i, *told, "according")
            return
        if not self.attitudes and (quoting := self.others.quoting(token)) is not None:
            yield Attribution(None, token.i, *quoting, "quoting")
            return
        lemma, pos = _as_verb(token)
        for word in lexicon().get((lemma, pos), ()):
            if (word.force == ATTITUDE and not self.attitudes) or not _fits(token, word):
                continue
            if pos == "VERB":
                made = self._verb(token, word)
                if made is not None:
                    yield made
                return
            if pos == "NOUN":
                held = self.others.noun(token, word)
                if held is not None:
                    yield Attribution(word, token.i, *held[0], "noun clause" if held[1] else "noun")
                return
            told = self.others.adjective(token, word)
            if told is not None:
                yield Attribution(word, token.i, *told, "adj")
            return

    def _within(self, a: Attribution) -> Attribution | None:
        """A cue inside a quotation reaches no further than its marks, whatever the parse."""
        around = self.quoted.around(a.cue)
        if not around:
            return a
        a = replace(a, content=a.content & around)
        return a if a.content and all(i in around for i in a.source) else None

    # -- verbs --------------------------------------------------------------------------------------------------------

    def _verb(self, token: Token, word: Word) -> Attribution | None:
        if token.dep_ == "pcomp" and token.head.lower_ == "as":
            return None  # "quoted as saying" is one cue, found at "quoted"
        if token.lemma_.lower() in {"quote", "cite"} and any(c.lower_ == "as" for c in token.children):
            return self._quoted_as_saying(token, word)
        held = self.contents.of(token, word)
        source = [] if held.how == "raising" else self.sources.of(token)
        if held.how == "obj" and word.frames.get("obj") == "doc":
            if not any(t.lemma_.lower() in _DOCUMENTS for t in source):
                return None
        elif not source and held.how not in {"raising", "passive"}:
            told = held.how in {"inf", "clause"} or self.quoted.near(token)
            if not (is_passive(token) and told):
                return None
        if not held.content and not self.quoted.near(token):
            return None
        heads = tuple(t.i for t in source)
        words = _cue_words(token) | held.extra
        return Attribution(word, token.i, words, heads, held.content, held.how, held.addressed)

    def _quoted_as_saying(self, token: Token, word: Word) -> Attribution | None:
        """ "TASS quoted Mr. Lavrov as saying": the object speaks."""
        marker = next(c for c in token.children if c.lower_ == "as")
        saying = next((g for g in marker.children if g.lower_ in SAYING or _says(g)), None)
        if saying is None:
            return None
        source = self.sentence.objects(token)
        content = trees([c for c in saying.children if c.dep_ in {"ccomp", "dobj", "advcl"} and c.i > saying.i])
        if not content:  # "The ferry will sail, officials were quoted as saying"
            content = trees([c for c in token.children if c.dep_ == "ccomp" and c.i < token.i])
        if not source or not (content or self.quoted.near(token)):
            return None
        words = frozenset({token.i, *range(marker.i, saying.i + 1)}) | auxiliaries(token)
        return Attribution(word, token.i, words, tuple(t.i for t in source), content, "clause")

    # -- quotation marks ----------------------------------------------------------------------------------------------

    def _with_quotes(self, found: list[Attribution]) -> list[Attribution]:
        """Every quotation whole, with the cue that it belongs to; what no cue claims goes on from the one before."""
        held: dict[int, set[int]] = {}
        loose: list[Attribution] = []
        for quote, inside in self.quoted:
            if quote.length <= 3:
                continue
            around = [k for k, a in enumerate(found) if a.cue not in inside]
            touching = [k for k in around if found[k].content & inside and not found[k].nominal]
            near = touching or [k for k in around if self._may_hold(found[k], quote, inside)]
            beside = None
            if not touching and all(found[k].content for k in near):
                beside = self._beside(inside, {a.cue for a in found})
            if touching:
                # quoted words within a clause belong to all whose content they are in part
                for k in touching:
                    held.setdefault(k, set()).update(inside)
            elif near and beside is None:
                ends = (min(inside), max(inside))
                k = min(near, key=lambda k: (min(abs(found[k].cue - i) for i in ends), k))
                held.setdefault(k, set()).update(inside)
            elif beside is not None:
                loose.append(beside)
            elif self.quoted.alone(inside):
                if quote.length > LONG_QUOTE or len(inside) > 2:
                    loose.append(Attribution(None, min(inside), frozenset(), (), inside, "after"))
            elif quote.length > LONG_QUOTE:
                loose.append(self._of_the_subject(inside))
        return self._completed(found, held) + loose

    def _of_the_subject(self, inside: frozenset[int]) -> Attribution:
        """A longer quotation in a sentence without a cue is its subject's ("She would “confront him”"), else it goes on
        from the one before.
        """
        subjects = [t for t in self.sentence.subjects(self.doc[min(inside)].sent.root) if not self.quoted.holds(t.i)]
        if not subjects:
            return Attribution(None, min(inside), frozenset(), (), inside, "after")
        return Attribution(None, min(inside), frozenset(), tuple(t.i for t in subjects), inside, "within")

    def _completed(self, found: list[Attribution], held: dict[int, set[int]]) -> list[Attribution]:
        out = []
        for k, a in enumerate(found):
            content = self._all_quoted(a, (a.content | frozenset(held.get(k, ()))) - a.words)
            opens = not a.content and self.quoted.ends_open(a.cue)  # the content stands in the next paragraph
            quoted_only = a.word is not None and a.word.frames.get("clause") in {"quote", "marked"} and a.how == ""
            if (content and not (quoted_only and k not in held)) or opens:
                source = tuple(i for i in a.source if i not in content)
                if a.source and not source and a.word is not None and a.word.pos == "VERB":
                    source = tuple(t.i for t in self.sources.beside(self.doc[a.cue]) if t.i not in content)
                out.append(replace(a, content=content, source=source))
        return out

    def _all_quoted(self, a: Attribution, content: frozenset[int]) -> frozenset[int]:
        """'"We came for a ceasefire," he said in a letter, a copy of which ...': after a whole quotation and its cue,
        nothing without marks is said.
        """
        for _, inside in self.quoted:
            last = max(inside)
            comma = any(t.text[-1] in ",!?" for t in self.doc[last : last + 2])
            if last < a.cue and comma and inside <= content:
                first = min(inside)
                led = any(t.text in {":", *DASHES} for t in self.doc[max(0, first - 2) : first])
                if min(content) >= first - 1:
                    return frozenset(i for i in content if i < a.cue or self.quoted.holds(i))
                if led and a.cue - last <= 12:  # 'She named three virtues: "Will, ambition and drive," she said'
                    return frozenset(i for i in content if self.quoted.holds(i))
        return content

    def _may_hold(self, a: Attribution, quote: Quotation, inside: frozenset[int]) -> bool:
        """True where the quotation may be the attribution's, whose content it does not touch."""
        if not self.quoted.in_reach(a.cue, inside) or self.quoted.holds(a.cue):
            return False
        first, last = min(inside), max(inside)
        if not a.content:
            # "maintained its “bamboo diplomacy”" says nothing
            before = {t.text for t in self.doc[max(0, first - 3) : first]}
            announced = bool(before & {",", ":"}) or any(t.text[-1] in ",!?" for t in self.doc[last : last + 2])
            says = a.word is None or a.word.lemma in _VERBATIM
            return quote.length > LONG_QUOTE or announced or says
        if last < a.cue and all(self.quoted.holds(i) or self.doc[i].is_punct for i in a.content):
            # the first half of '"Ask her," he told them, "who commands the men"'
            return a.cue - last <= 8 and any(t.text[-1] == "," for t in self.doc[last : last + 2])
        return (
            not a.nominal
            and a.how not in {"adj", "raising"}
            and quote.length > LONG_QUOTE
            and self.quoted.in_sentence(a.cue, inside)
            and not self.quoted.alone(inside)
        )

    def _beside(self, inside: frozenset[int], cues: set[int]) -> Attribution | None:
        """A verb that no lexicon has, right beside the quotation ('"...", she shot back', 'He grinned: "..."'), or a
        dash and a name after it.
        """
        first, last = min(inside), max(inside)
        dash = next((t.i for t in self.doc[last + 1 : last + 4] if t.text in DASHES), None)
        name = next((t for t in self.doc[dash + 1 : dash + 3] if not t.is_space), None) if dash is not None else None
        if dash is not None and name is not None and name.pos_ == "PROPN":
            head = name if name.head.pos_ != "PROPN" or name.head.i < name.i else name.head
            return Attribution(None, dash, frozenset({dash}), (head.i,), inside, "beside")
        ends = any(t.text[-1] in ",!?…" for t in self.doc[last : last + 2])
        colon = any(t.text == ":" for t in self.doc[max(0, first - 2) : first])
        sents = {self.doc[i].sent.start: self.doc[i].sent for i in (first, min(last + 2, len(self.doc) - 1))}
        for verb in (t for sent in sents.values() for t in sent):
            if verb.i in inside or verb.i in cues or verb.pos_ != "VERB" or is_passive(verb):
                continue
            subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i not in inside), None)
            if subject is None or verb.dep_ not in {"ROOT", "conj", "parataxis", "ccomp"}:
                continue
            follows = ends and verb.i > last and 0 < min(verb.i, subject.left_edge.i) - last <= 3
            edge = max((t.i for t in verb.subtree if t.i < first), default=verb.i)
            if follows or (colon and 0 < first - edge <= 3):
                words = frozenset({verb.i, *(c.i for c in verb.children if c.dep_ == "prt")})
                return Attribution(None, verb.i, words, (subject.i,), inside, "beside")
        return None


def _as_verb(token: Token) -> tuple[str, str]:
    """Lemma and part of speech; of what has a subject and is a verb of reporting by its form, those of the verb,
    whatever the tagger says ("But Oman claims that ...").
    """
    if token.pos_ in {"VERB", "AUX"}:
        return token.lemma_.lower(), "VERB"
    if token.pos_ in {"NOUN", "ADJ", "PROPN"} and any(c.dep_ == "nsubj" for c in token.children):
        word = token.lower_
        forms = (word, word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ed"))
        lemma = next((f for f in forms if f in reporting()), "")
        if lemma:
            return lemma, "VERB"
    return token.lemma_.lower(), token.pos_


def _says(token: Token) -> bool:
    """True for "insisting" in "quoted them as insisting"."""
    return token.tag_ == "VBG" and token.lemma_.lower() in reporting()


def _fits(token: Token, word: Word) -> bool:
    if word.particle and not any(c.lower_ == word.particle for c in token.children):
        return False
    return not word.objects or any(
        c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.lower() in word.objects for c in token.children
    )


def _cue_words(token: Token) -> frozenset[int]:
    out = {token.i} | auxiliaries(token)
    if token.dep_ == "xcomp" and has_to(token) and token.head.lemma_.lower() in _LEADING and token.head.i < token.i:
        out |= set(range(token.head.i, token.i)) | auxiliaries(token.head)
    for child in token.children:
        if child.dep_ == "prt" and child.i == token.i + 1:
            out.add(child.i)
        if child.dep_ == "advmod" and child.i == token.i - 1 and child.tag_ != "WRB":
            out.add(child.i)
    return frozenset(out)
