"""What is said: the clause, the quotation or the object that a reporting cue governs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from communique.annotate.cues import Cue, cues
from communique.annotate.quotations import Quotation
from communique.annotate.speakers import SAYING, SpeakerReader
from communique.model.values import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


class ContentReader(SpeakerReader):
    """Contents of statements of one paragraph."""

    def _content(self, token: Token, cue: Cue, span: Span, quotes: list[Quotation]) -> tuple[tuple[Span, ...], str]:
        clause = next((c for c in token.children if c.dep_ == "ccomp"), None)
        if clause is None and token.lemma_.lower() in {"quote", "cite"}:
            saying = next(
                (g for c in token.children if c.lower_ == "as" for g in c.children if g.lower_ in SAYING), None
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
        """A quotation that the parser cut stays whole: 'We want, with Russia, to ...' is no less said for its
        first words.
        """
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
            if (
                inner.tag_ == "VBG"
                and inner.lemma_.lower() in cues()
                and inner.i != exclude.i
                and self._outer_cue(inner) is exclude
            ):
                wanted -= {t.i for t in inner.subtree}  # "..., adding that": a statement of its own
        if exclude.i in wanted:
            wanted -= {t.i for t in exclude.subtree} - {
                t.i for c in exclude.children if c.dep_ == "ccomp" for t in c.subtree
            }
        for inner in list(clause.subtree):
            if inner.lower_ == "according" and inner.i in wanted and inner.dep_ in {"prep", "advcl"}:
                wanted -= {t.i for t in inner.subtree}  # whose word it is, not what was said
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
