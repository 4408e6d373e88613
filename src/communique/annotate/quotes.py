"""Statements: who is reported to have said what, to whom, in which words, and through whose mouth it came.

Method: cue lexicon and dependency frames (Pareti 2015's source - cue - content), with typographic quotations beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.annotate.cues import Cue, cues
from communique.annotate.entities import RefKind
from communique.annotate.media import as_medium, media_links
from communique.annotate.quotations import Quotation, quotations
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.statements import Found, finish, participant
from communique.annotate.status import standing
from communique.annotate.syntax import Sentence, is_passive
from communique.model.records import PartKind, Status
from communique.model.values import ActorKind, Link, Participant, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_HUMAN = frozenset(
    "official source analyst expert minister ministry spokesman spokeswoman spokesperson diplomat leader "
    "president premier adviser advisor aide activist lawyer witness resident observer critic researcher professor "
    "academic commander general officer envoy ambassador lawmaker politician economist editor journalist "
    "government authority statement communique declaration readout document resident police army military group "
    "organisation organization embassy consulate presidency palace court office mission side party both one "
    "people who".split()
)
_SHORT = 8  # characters: a single quoted word is no statement of its own
_LONG_QUOTE = 25  # characters: shorter quoted words without a cue are scare quotes or titles
_SAYING = frozenset({"saying", "telling", "stating", "adding", "arguing", "warning"})


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


class _ParagraphReader:
    def __init__(self, draft: Draft, paragraph: Paragraph, quoted: list[Quotation], before: Found | None) -> None:
        self.sentence = Sentence(draft, paragraph)
        self.paragraph = paragraph
        self.quoted = quoted
        self.last = before
        self.media_before: tuple[Link, ...] = ()
        self.text = draft.document.text

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

    # -- cues ---------------------------------------------------------------------------------------------------------

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
            manner=cue.manner,
            verbatim=verbatim,
            score=round(score, 2),
            addressees=addressees,
        )

    def _match(self, token: Token) -> Cue | None:
        for cue in cues().get(token.lemma_.lower(), ()):
            if cue.particle and not any(c.lower_ == cue.particle for c in token.children):
                continue
            if cue.objects and not any(
                c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.lower() in cue.objects for c in token.subtree
            ):
                continue
            return cue
        return None

    def _inside_quote(self, token: Token, quotes: list[Quotation]) -> bool:
        at = self.paragraph.span(token.idx, token.idx + len(token))
        return any(q.inner.covers(at) and q.length > _LONG_QUOTE for q in quotes)

    def _quoted_as_saying(self, token: Token) -> list[Token] | None:
        """ "TASS quoted Mr. Lavrov as saying": the object speaks; "was quoted by the news as saying": the passive subject."""
        if not any(c.lower_ == "as" and any(g.lower_ in _SAYING for g in c.children) for c in token.children):
            return None
        return self.sentence.objects(token)

    def _speakers(self, token: Token) -> list[Token]:
        if is_passive(token):
            return [g for c in token.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        outer = self._outer_cue(token)
        if outer is not None:
            return self._speakers(outer)
        found = self.sentence.subjects(token)
        if not found and token.dep_ == "ROOT":
            # inverted: '"...", said the minister' parsed with the speaker as object or attribute
            found = [c for c in token.children if c.i > token.i and c.dep_ in {"nsubj", "dobj", "attr", "npadvmod"}][:1]
        if not found:
            found = self.sentence.next_to(token)
        return found

    def _outer_cue(self, token: Token) -> Token | None:
        """The cue that a trailing participle goes on from: "said that A did X, adding that Y" is one speaker, whatever the parse."""
        if token.tag_ != "VBG" or token.dep_ not in {"advcl", "acl", "conj"}:
            return None
        node = token.head
        for _ in range(6):
            if node.pos_ in {"VERB", "AUX"} and node.lemma_.lower() in cues() and node.i < token.i and node.dep_ != "pcomp":
                if self.sentence.subjects(node) and any(c.dep_ == "ccomp" for c in node.children):
                    return node
            if node.head is node or node.dep_ not in {"ccomp", "conj", "advcl", "relcl", "xcomp", "acl", "dobj", "pobj", "prep", "attr"}:
                return None
            node = node.head
        return None

    def _is_medium(self, token: Token) -> bool:
        reference = self.sentence.covering.get(token.i)
        if reference is not None and reference.kind not in {RefKind.OUTLET, RefKind.ROLE, RefKind.ORGANISATION}:
            return False
        return as_medium(self.sentence, token) is not None

    # -- content ------------------------------------------------------------------------------------------------------

    def _content(self, token: Token, cue: Cue, span: Span, quotes: list[Quotation]) -> tuple[tuple[Span, ...], str]:
        clause = next((c for c in token.children if c.dep_ == "ccomp"), None)
        if clause is None and token.lemma_.lower() in {"quote", "cite"}:
            saying = next(
                (g for c in token.children if c.lower_ == "as" for g in c.children if g.lower_ in _SAYING), None
            )
            if saying is not None:
                clause = next((c for c in saying.children if c.dep_ in {"ccomp", "dobj"}), None)
                if clause is None:
                    return self._following_quotes(saying, span, quotes), "direct"
        if clause is None and cue.addressee == "obj":
            # "told the ambassador that Doha had no part": the parser takes the clause for a relative one
            told = (
                r
                for c in token.children
                if c.dep_ in {"dobj", "dative"}
                for r in c.children
                if r.dep_ in {"relcl", "acl"}
            )
            clause = next((r for r in told if any(t.lower_ == "that" and t.i < r.i for t in r.children)), None)
        if clause is not None and not (cue.bare and clause.tag_ == "VBG"):
            return self._whole_quotes(self._subtree(clause, exclude=token), token, quotes), "clause"
        inside = [q for q in quotes if q.span.start >= span.start and q.length > 2 and self._belongs(q, token)]
        if inside and (token.dep_ in {"ROOT", "parataxis", "conj", "advcl", "ccomp"} or cue.bare):
            return tuple(q.inner for q in inside), "direct"
        if (
            token.dep_ in {"parataxis", "advcl", "ccomp"}
            and token.head.pos_ in {"VERB", "AUX"}
            and self._is_aside(token)
        ):
            return self._subtree(token.head, exclude=token), "clause"
        if cue.bare:
            parts = [
                c
                for c in token.children
                if c.dep_ in {"dobj", "prep", "dative", "xcomp", "advmod", "ccomp"} and c.i > token.i
            ]
            if cue.particle:
                parts = [c for c in parts if c.lower_ != cue.particle]
            if any(c.dep_ in {"dobj", "prep"} for c in parts):
                start, end = min(c.left_edge.i for c in parts), max(c.right_edge.i for c in parts)
                return self._spans(range(start, end + 1)), "bare"
        return (), ""

    def _whole_quotes(self, content: tuple[Span, ...], token: Token, quotes: list[Quotation]) -> tuple[Span, ...]:
        """A quotation that the parser cut stays whole: 'We want, with Russia, to ...' is no less said for its first words."""
        at = token.idx + self.paragraph.offset
        out = []
        for span in content:
            for quote in quotes:
                if quote.inner.touches(span) and not quote.inner.covers(Span(at, at + 1)):
                    whole = Span(min(quote.inner.start, span.start), max(quote.inner.end, span.end))
                    span = span if whole.start <= at < whole.end else whole
            out.append(span)
        return tuple(dict.fromkeys(out))

    def _is_aside(self, token: Token) -> bool:
        if token.dep_ == "ccomp":
            # "Barbados has recognised Kosovo, the ministry announced": hung the wrong way round
            left = token.left_edge.i
            return (
                token.i > token.head.i
                and left > 0
                and self.sentence.doc[left - 1].text == ","
                and token.head.lemma_.lower() not in cues()
            )
        return token.dep_ == "parataxis" or any(c.lower_ == "as" for c in token.children)

    def _belongs(self, quote: Quotation, token: Token) -> bool:
        """A quotation belongs to the cue of its sentence unless another cue stands nearer."""
        at = token.idx + self.paragraph.offset
        near = min(abs(quote.span.start - at), abs(quote.span.end - at))
        for other in token.sent:
            if (
                other.i != token.i
                and other.pos_ == "VERB"
                and other.lemma_.lower() in cues()
                and other.dep_ in {"ROOT", "conj", "parataxis"}
            ):
                place = other.idx + self.paragraph.offset
                if (
                    not quote.span.covers(Span(place, place + 1))
                    and min(abs(quote.span.start - place), abs(quote.span.end - place)) < near
                ):
                    return False
        return True

    def _following_quotes(self, token: Token, span: Span, quotes: list[Quotation]) -> tuple[Span, ...]:
        after = token.idx + self.paragraph.offset
        return tuple(q.inner for q in quotes if q.span.start >= after)

    def _subtree(self, clause: Token, exclude: Token) -> tuple[Span, ...]:
        """The clause's words, without those of the cue's own clause when that stands inside it."""
        wanted = {t.i for t in clause.subtree}
        for inner in list(clause.subtree):
            if inner.tag_ == "VBG" and inner.lemma_.lower() in cues() and inner.i != exclude.i and self._outer_cue(inner) is exclude:
                wanted -= {t.i for t in inner.subtree}  # "..., adding that": a statement of its own
        if exclude.i in wanted:
            wanted -= {t.i for t in exclude.subtree} - {
                t.i for c in exclude.children if c.dep_ == "ccomp" for t in c.subtree
            }
        return self._spans(sorted(wanted))

    def _spans(self, indices: Iterable[int]) -> tuple[Span, ...]:
        doc = self.sentence.doc
        runs: list[list[int]] = []
        for i in indices:
            if runs and i == runs[-1][-1] + 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        out = []
        for run in runs:
            while run and (
                doc[run[0]].is_punct
                or (doc[run[0]].lower_ == "that" and doc[run[0]].tag_ in {"IN", "WDT"})
                or doc[run[0]].is_space
            ):
                run = run[1:]
            while run and (doc[run[-1]].is_space or doc[run[-1]].text in {",", ".", ";", ":", "”", '"', "“"}):
                run = run[:-1]
            if run and any(doc[i].is_alpha for i in run):
                out.append(self.paragraph.span(doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]])))
        return tuple(out)

    # -- participants -------------------------------------------------------------------------------------------------

    def _participants(self, role: str, tokens: list[Token]) -> tuple[tuple[Participant, ...], tuple[Span, ...]]:
        found: list[Participant] = []
        spans: list[Span] = []
        for token in tokens:
            for reference in self.sentence.direct(token):
                if reference.kind is RefKind.OUTLET:
                    continue
                spans.append(reference.span)
                found.extend(participant(role, reference, e) for e in reference.entities)
                if not reference.entities and reference.kind in {
                    RefKind.OFFICE,
                    RefKind.ORGANISATION,
                    RefKind.ROLE,
                    RefKind.COUNTERPART,
                }:
                    found.append(
                        Participant(
                            role=role,
                            text=reference.text,
                            span=reference.span,
                            name=reference.text,
                            kind=ActorKind.UNKNOWN,
                            country=reference.country,
                            sector=reference.sector,
                            office=reference.office,
                        )
                    )
            if not spans:
                unnamed = self._unnamed(role, token)
                if unnamed is not None:
                    found.append(unnamed)
                    spans.append(unnamed.span)
        return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(spans))

    def _unnamed(self, role: str, token: Token) -> Participant | None:
        """ "officials", "a source close to the talks": kept as they are called, with the state their words give."""
        if any(c.lower_ in {"no", "neither", "nobody"} for c in token.children):
            return None
        named = token.pos_ == "PROPN" and token.ent_type_ in {"PERSON", "ORG", "NORP"}
        if not named and (token.lemma_.lower() not in _HUMAN or token.pos_ not in {"NOUN", "PROPN"}):
            return None
        left = token.left_edge
        stop = token.i + 1
        while (
            stop < len(self.sentence.doc)
            and self.sentence.doc[stop].dep_ == "prep"
            and self.sentence.doc[stop].head == token
        ):
            stop = self.sentence.doc[stop].right_edge.i + 1
            break
        words = self.sentence.doc[left.i : stop]
        inside = self.sentence.inside(token)
        country = next((r.country for r in inside if r.country), None)
        return Participant(
            role=role,
            text=words.text,
            span=self.paragraph.span(words.start_char, words.end_char),
            name=words.text,
            kind=ActorKind.UNKNOWN,
            country=country,
        )

    def _addressees(self, token: Token, cue: Cue, speakers: tuple[Participant, ...]) -> tuple[Participant, ...]:
        tokens: list[Token] = []
        if cue.addressee == "obj":
            tokens = [c for c in token.children if c.dep_ in {"dobj", "dative"}]
        elif cue.addressee:
            tokens = self.sentence.slot(token, cue.addressee)
        return tuple(
            participant("addressee", r, e)
            for r, e in self.sentence.actors(tokens)
            if r.kind is not RefKind.OUTLET and all(e.name != p.name for p in speakers)
        )

    def _cue_spans(self, token: Token, cue: Cue) -> tuple[Span, ...]:
        spans = [self.paragraph.span(token.idx, token.idx + len(token))]
        for child in token.children:
            if cue.particle and child.lower_ == cue.particle:
                spans.append(self.paragraph.span(child.idx, child.idx + len(child)))
            if child.lower_ == "as":
                for g in child.children:
                    if g.lower_ in _SAYING:
                        spans.append(self.paragraph.span(child.idx, g.idx + len(g)))
        return tuple(sorted(spans))

    # -- other shapes -------------------------------------------------------------------------------------------------

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
        """One quotation that the parser split into sentences, with its cue at the end: all of it belongs to that cue."""
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
