"""Who speaks, through which cue, to whom: the people around a reporting cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.cues import Cue, cues
from communique.annotate.entities import Reference, RefKind
from communique.annotate.media import as_medium
from communique.annotate.quotations import Quotation
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.statements import participant
from communique.annotate.syntax import Sentence, is_passive
from communique.model.values import ActorKind, Participant, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_HUMAN = frozenset(
    "official source analyst expert minister ministry spokesman spokeswoman spokesperson diplomat leader "
    "president premier adviser advisor aide activist lawyer witness resident observer critic researcher professor "
    "academic commander general officer envoy ambassador lawmaker politician economist editor journalist "
    "government authority statement communique declaration readout document resident police army military group "
    "organisation organization embassy consulate movement coalition union alliance bloc militia rebel company "
    "presidency palace court office mission side party both one people who".split()
)
_LONG_QUOTE = 25  # characters: shorter quoted words without a cue are scare quotes or titles
SAYING = frozenset({"saying", "telling", "stating", "adding", "arguing", "warning"})


class SpeakerReader:
    """Speakers, addressees and cue words of one paragraph."""

    def __init__(self, draft: Draft, paragraph: Paragraph, quoted: list[Quotation]) -> None:
        self.sentence = Sentence(draft, paragraph)
        self.paragraph = paragraph
        self.quoted = quoted
        self.text = draft.document.text

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
        """ "TASS quoted Mr. Lavrov as saying": the object speaks; "was quoted by the news as saying": the passive
        subject.
        """
        if not any(c.lower_ == "as" and any(g.lower_ in SAYING for g in c.children) for c in token.children):
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
        """The cue that a trailing participle goes on from: "said that A did X, adding that Y" is one speaker,
        whatever the parse.
        """
        if token.tag_ != "VBG" or token.dep_ not in {"advcl", "acl", "conj"}:
            return None
        node = token.head
        for _ in range(6):
            if (
                (
                    node.pos_ in {"VERB", "AUX"}
                    and node.lemma_.lower() in cues()
                    and node.i < token.i
                    and node.dep_ != "pcomp"
                )
                and self.sentence.subjects(node)
                and any(c.dep_ == "ccomp" for c in node.children)
            ):
                return node
            if node.head == node or node.dep_ not in {
                "ccomp",
                "conj",
                "advcl",
                "relcl",
                "xcomp",
                "acl",
                "dobj",
                "pobj",
                "prep",
                "attr",
            }:
                return None
            node = node.head
        return None

    def _is_medium(self, token: Token) -> bool:
        reference = self.sentence.covering.get(token.i)
        if reference is not None and reference.kind not in {RefKind.OUTLET, RefKind.ROLE, RefKind.ORGANISATION}:
            return False
        return as_medium(self.sentence, token) is not None

    def _participants(self, role: str, tokens: list[Token]) -> tuple[tuple[Participant, ...], tuple[Span, ...]]:
        found: list[Participant] = []
        spans: list[Span] = []
        for token in tokens:
            for reference in self.sentence.direct(token):
                if reference.kind is RefKind.OUTLET:
                    continue
                spans.append(reference.span)
                if reference.kind is RefKind.ROLE and reference.plural and self._nameless(reference):
                    found.append(_anonymous(role, reference))
                    continue
                found.extend(participant(role, reference, e) for e in reference.acting)
                if not reference.entities and reference.kind in {
                    RefKind.OFFICE,
                    RefKind.ORGANISATION,
                    RefKind.ROLE,
                    RefKind.COUNTERPART,
                }:
                    found.append(_anonymous(role, reference))
            if not spans:
                unnamed = self._unnamed(role, token)
                if unnamed is not None:
                    found.append(unnamed)
                    spans.append(unnamed.span)
        return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(spans))

    def _nameless(self, reference: Reference) -> bool:
        """ "Iranian officials": somebody of a state whom the report does not name, and not the state itself."""
        last = self.sentence.doc[reference.tokens[2] - 1]
        return last.lemma_.lower() in {
            "official",
            "diplomat",
            "negotiator",
            "lawmaker",
            "envoy",
            "adviser",
            "advisor",
            "aide",
        }

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
        # Only who is named: "told a press conference in Riyadh" speaks to no state.
        named = [r for t in tokens for r in self.sentence.direct(t) if r.kind not in {RefKind.OUTLET, RefKind.PLACE}]
        found = [participant("addressee", r, e) for r in named for e in r.acting]
        return tuple(dict.fromkeys(a for a in found if all(a.name != p.name for p in speakers)))

    def _cue_spans(self, token: Token, cue: Cue) -> tuple[Span, ...]:
        spans = [self.paragraph.span(token.idx, token.idx + len(token))]
        for child in token.children:
            if cue.particle and child.lower_ == cue.particle:
                spans.append(self.paragraph.span(child.idx, child.idx + len(child)))
            if child.lower_ == "as":
                said = [g for g in child.children if g.lower_ in SAYING]
                spans.extend(self.paragraph.span(child.idx, g.idx + len(g)) for g in said)
        return tuple(sorted(spans))


def _anonymous(role: str, reference: Reference) -> Participant:
    """Who is called by an office, a body or a role and never named."""
    return Participant(
        role=role,
        text=reference.text,
        span=reference.span,
        name=reference.text,
        kind=ActorKind.UNKNOWN,
        country=reference.country,
        sector=reference.sector,
        office=reference.office,
    )
