"""Statements: who is reported to have said what, to whom, in which words, and through whose mouth it came.

Method: cue lexicon and dependency frames (Pareti 2015's source - cue - content), with typographic quotations beside
them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.annotate.content import ContentReader
from communique.annotate.media import media_links
from communique.annotate.quotations import Quotation, quotations
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.statements import Found, finish
from communique.annotate.status import standing
from communique.model.records import PartKind, Status
from communique.model.values import ActorKind, Link, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_SHORT = 8  # characters: a single quoted word is no statement of its own
_LONG_QUOTE = 25  # characters: shorter quoted words without a cue are scare quotes or titles


class Quotes:
    """The stage: fills ``draft.statements``."""

    name = "quotes"
    needs = frozenset({"paragraphs", "references", "entities"})
    gives = frozenset({"statements"})

    def __call__(self, draft: Draft) -> None:
        """Read every sentence; then nest and chain what was found."""
        quoted = quotations([(p.offset, p.doc.text) for p in draft.paragraphs])
        found: list[Found] = []
        for paragraph in draft.paragraphs:
            mine = [q for q in quoted if q.paragraph == paragraph.index]
            found.extend(_ParagraphReader(draft, paragraph, mine, found[-1] if found else None).read())
        draft.statements = finish(draft, found)


class _ParagraphReader(ContentReader):
    """Statements of one paragraph, in order."""

    def __init__(self, draft: Draft, paragraph: Paragraph, quoted: list[Quotation], before: Found | None) -> None:
        super().__init__(draft, paragraph, quoted)
        self.last = before
        self.media_before: tuple[Link, ...] = ()

    def read(self) -> list[Found]:
        """Statements of the paragraph, in order."""
        out: list[Found] = []
        for tokens in self.paragraph.sentences():
            here = self._sentence(tokens)
            self.media_before = tuple(link for link, _ in media_links(self.sentence, tokens)) or self.media_before
            out.extend(here)
            if here:
                self.last = here[-1]
        return self._join_split_quotes(out)

    def _sentence(self, tokens: Tokens) -> list[Found]:
        span = self.paragraph.span(tokens.start_char, tokens.end_char)
        quotes = [q for q in self.quoted if q.span.touches(span)]
        links = media_links(self.sentence, tokens)
        media = tuple(link for link, _ in links)
        found: list[Found] = []
        for token in tokens:
            statement = self._cue(token, span, quotes) or self._according(token, span) or self._quoting(token, span)
            if statement is not None:
                found.append(replace(statement, media=self._chain(statement, media)))
        if not found and quotes:
            statement = self._without_cue(tokens, span, quotes)
            if statement is not None:
                found.append(replace(statement, media=media or statement.media))
        if not found and self.paragraph.part.kind is PartKind.TITLE:
            statement = self._headline(tokens, span)
            if statement is not None:
                found.append(statement)
        return found

    def _chain(self, statement: Found, media: tuple[Link, ...]) -> tuple[Link, ...]:
        names = {p.name for p in statement.speakers}
        return tuple(link for link in media if link.name not in names)

    def _cue(self, token: Token, span: Span, quotes: list[Quotation]) -> Found | None:
        if token.pos_ not in {"VERB", "AUX"} or self._inside_quote(token, quotes):
            return None
        if token.dep_ == "pcomp" and token.head.lower_ == "as":
            return None  # "quoted as saying" is one cue, found at "quoted"
        cue = self._match(token)
        if cue is None:
            return None
        spoken = self._quoted_as_saying(token) if token.lemma_.lower() in {"quote", "cite"} else None
        subjects = spoken if spoken is not None else self._speakers(token)
        content, kind = self._content(token, cue, span, quotes)
        if standing(token).negated and cue.manner != "denied":
            return None  # "did not say whether"
        if kind == "bare" and standing(token).status not in {Status.ACTUAL, Status.ONGOING}:
            return None  # "abstained from criticising", "declined to thank"
        if not content or not subjects or (kind == "direct" and sum(c.end - c.start for c in content) < _SHORT):
            return None
        if token.lemma_.lower() in {"quote", "cite"} and spoken is None:
            return None
        speakers, source = self._participants("speaker", subjects)
        if not speakers or all(self._is_medium(t) for t in subjects):
            return None
        verbatim = any(q.inner.touches(c) for q in quotes for c in content)
        addressees = self._addressees(token, cue, speakers)
        score = (
            0.55
            + 0.2 * verbatim
            + 0.15 * all(p.kind is not ActorKind.UNKNOWN for p in speakers)
            + 0.09 * (kind != "bare")
        )
        return Found(
            speakers=speakers,
            source=source,
            cue=self._cue_spans(token, cue),
            content=content,
            sentence=span,
            manner="said" if spoken is not None else cue.manner,
            verbatim=verbatim,
            score=round(score, 2),
            addressees=addressees,
        )

    def _according(self, token: Token, span: Span) -> Found | None:
        """ "according to" a speaker that is no medium: the rest of the sentence is what he said."""
        to = self._attributing(token)
        if to is None:
            return None
        tokens = [c for c in to.children if c.dep_ == "pobj"]
        for clause in (c for c in to.children if c.dep_ == "pcomp"):
            tokens += self.sentence.subjects(clause)  # "according to what the minister told the paper"
        if not tokens or any(self._is_medium(t) for t in tokens):
            return None
        speakers, source = self._participants("speaker", tokens)
        if not speakers:
            return None
        aside = {t.i for t in (token.subtree if token.lower_ == "according" else token.head.subtree)}
        content = self._spans([t.i for t in token.sent if t.i not in aside])
        content = content or tuple(q.inner for q in self.quoted if q.span.touches(span))
        cue = self.paragraph.span(token.idx, to.idx + len(to))
        verbatim = any(q.inner.touches(c) for q in self.quoted for c in content)
        return Found(speakers, source, (cue,), content, span, "according to", verbatim, 0.75) if content else None

    def _quoting(self, token: Token, span: Span) -> Found | None:
        """ "the radio reported, quoting an officer": the object of "quoting" speaks the rest of the sentence."""
        if token.lower_ not in {"quoting", "citing"} or token.dep_ not in {"advcl", "acl", "prep", "pcomp"}:
            return None
        speakers, source = self._participants("speaker", [c for c in token.children if c.dep_ in {"dobj", "pobj"}])
        if not speakers or all(self._is_medium(t) for t in token.children if t.dep_ in {"dobj", "pobj"}):
            return None
        head = token.head
        clause = next((c for c in head.children if c.dep_ == "ccomp"), None)
        content = (
            self._subtree(clause, exclude=token)
            if clause is not None
            else self._spans([t.i for t in token.sent if t.i not in {s.i for s in token.subtree}])
        )
        cue = self.paragraph.span(token.idx, token.idx + len(token))
        return Found(speakers, source, (cue,), content, span, "quoted", False, 0.7) if content else None

    def _attributing(self, token: Token) -> Token | None:
        """The preposition that names the speaker in "according to X", "in the words of X", "in X's words" apart."""
        if token.lower_ == "according":
            return next((c for c in token.children if c.lower_ == "to"), None)
        if token.lower_ == "words" and token.dep_ == "pobj" and token.head.lower_ == "in":
            return next((c for c in token.children if c.lower_ == "of"), None)
        return None

    def _without_cue(self, tokens: Tokens, span: Span, quotes: list[Quotation]) -> Found | None:
        """A longer quotation without a cue: the sentence's subject says it, else whoever spoke last."""
        inner = [q for q in quotes if q.length > _LONG_QUOTE]
        if not inner:
            return None
        content = tuple(Span(max(q.inner.start, span.start), min(q.inner.end, span.end)) for q in inner)
        root = tokens.root
        whole = all(
            any(c.covers(self.paragraph.span(t.idx, t.idx + len(t))) for c in content) for t in tokens if t.is_alpha
        )
        if not whole:
            outside = [t for t in self.sentence.subjects(root) if not self._inside_quote(t, quotes)]
            speakers, source = self._participants("speaker", outside)
            speakers = tuple(p for p in speakers if p.kind is not ActorKind.UNKNOWN)
            if speakers:
                return Found(speakers, source, (), content, span, "said", True, 0.6, media=self.media_before)
        if self.last is None:
            return None
        return Found(self.last.speakers, (), (), content, span, self.last.manner, True, 0.55, media=self.last.media)

    def _headline(self, tokens: Tokens, span: Span) -> Found | None:
        """ "Russia sees Vietnam as a partner: Lavrov"."""
        colon = next((t for t in tokens if t.text == ":" and t.i > tokens.start), None)
        if colon is None or colon.i + 1 >= tokens.end:
            return None
        before, after = range(tokens.start, colon.i), range(colon.i + 1, tokens.end)
        speaking, spoken = (after, before) if len(after) <= len(before) else (before, after)
        named = self.sentence.covering.get(speaking[-1]) or self.sentence.covering.get(speaking[0])
        if named is None or len(speaking) > named.tokens[2] - named.tokens[1] + 1:
            return None  # the shorter side is more than a name: a subject line, not a speaker
        speakers, source = self._participants("speaker", [self.sentence.doc[named.head]])
        content = self._spans(spoken)
        cue = self.paragraph.span(colon.idx, colon.idx + 1)
        return Found(speakers, source, (cue,), content, span, "said", False, 0.6) if speakers and content else None

    def _join_split_quotes(self, found: list[Found]) -> list[Found]:
        """One quotation that the parser split into sentences, with its cue at the end: all of it belongs to that
        cue.
        """
        out: list[Found] = []
        for statement in found:
            last = out[-1] if out else None
            shared = last is not None and any(
                q.inner.touches(a) and q.inner.touches(b)
                for q in self.quoted
                for a in last.content
                for b in statement.content
            )
            if last is not None and shared and not last.cue:
                first = replace(statement, content=tuple(sorted({*last.content, *statement.content})))
                out[-1] = replace(first, sentence=Span(last.sentence.start, statement.sentence.end))
            elif last is not None and shared and not statement.cue:
                joined = tuple(sorted({*last.content, *statement.content}))
                out[-1] = replace(last, content=joined, sentence=Span(last.sentence.start, statement.sentence.end))
            else:
                out.append(statement)
        return out
