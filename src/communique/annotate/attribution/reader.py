"""Statements of one paragraph: its attributions with speakers, addressees, occasion and media."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.annotate.attribution.chains import Found
from communique.annotate.attribution.finder import Attribution, Finder
from communique.annotate.attribution.floor import OF_ANOTHER, Floor
from communique.annotate.attribution.lexicon import ATTITUDE
from communique.annotate.attribution.occasions import Occasion, met, occasion_of
from communique.annotate.attribution.participants import addressees, speakers
from communique.annotate.attribution.topics import stances_of, topics_of
from communique.annotate.attribution.trees import phrase, runs
from communique.annotate.media import as_medium, media_links, told_or_asked
from communique.annotate.quotations import Quotation
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.status import standing
from communique.annotate.syntax import Sentence, is_passive
from communique.model.records import Status
from communique.model.values import ActorKind, Link, Participant, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORT = 8  # characters: a single quoted word is no statement of its own
_DENIALS = frozenset({"denied", "rejected"})
_HAPPENED = frozenset({Status.ACTUAL, Status.ONGOING})
_NOT_SAID = frozenset({Status.DENIED, Status.CANCELLED, Status.HYPOTHETICAL, Status.PLANNED})
_WITHHOLDING = frozenset("decline refuse avoid fail stop forbear shun shy".split())
# The content is no clause: the act of speech must have happened.
_BARE = frozenset({"obj", "inf", "prep", "noun", "noun clause", "adj"})
_TOLD = frozenset({"clause", "colon", "beside", "according", ""})  # whoever is its subject may speak
_CARRYING = frozenset("report say write publish carry announce".split())


class StatementReader:
    """Statements of one paragraph, in order."""

    def __init__(
        self, draft: Draft, paragraph: Paragraph, quoted: list[Quotation], floor: Floor, *, opens_next: bool
    ) -> None:
        self.sentence = Sentence(draft, paragraph)
        self.doc = paragraph.doc
        self.paragraph = paragraph
        self.quoted = quoted
        self.floor = floor
        self.finder = Finder(self.sentence, quoted, opens_next=opens_next)
        self.headed: tuple[Link, ...] = ()
        self.media: tuple[Link, ...] = ()  # of the sentence before

    def read(self) -> list[Found]:
        """Statements of the paragraph, in order."""
        out: list[Found] = []
        attributions = self.finder.read()
        self.headed = self._headed(attributions)
        floor = self.floor
        floor.direct = None
        sentences = self.paragraph.sentences()
        for tokens in sentences:
            floor.age += 1
            self._meetings(tokens)
            here = [a for a in attributions if tokens.start <= a.cue < tokens.end]
            links = media_links(self.sentence, tokens)
            for a in here:
                found = self._found(a, attributions, links)
                if found is None:
                    continue
                if not found.content:
                    floor.opened = found
                    continue
                out.append(found)
                floor.opened = None
                if self._nested(a, attributions):
                    floor.inner = found
                    continue
                floor.last = found
                if found.verbatim:
                    floor.direct = found
            self.media = tuple(link for link, _ in links) or self.media
        return out

    def _meetings(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            told = met(self.sentence, token)
            if told is not None:
                kind, one, other = told
                first, second = (speakers(self.sentence, side, anybody=False) for side in (one, other))
                if first and all(p.kind in {ActorKind.PERSON, ActorKind.UNKNOWN} for p in (*first, *second)) and second:
                    self.floor.meeting(kind, first, second)

    def _found(self, a: Attribution, others: list[Attribution], links: list[tuple[Link, Token]]) -> Found | None:
        token = self.doc[a.cue]
        if not self._is_said(a, token):
            return None
        if a.after:
            return self._goes_on(a)
        heads = [self.doc[i] for i in a.source]
        media = self._media(a, links)
        outlets = [link for t in heads if (link := as_medium(self.sentence, t)) is not None]
        told = a.how in _TOLD
        spoken_by = speakers(self.sentence, heads, anybody=told)
        if not spoken_by and outlets:
            carries = any(o.cue in a.content for o in others if o is not a) or token.lemma_.lower() in _CARRYING
            if not told or carries or a.how in {"according", "colon"}:
                return None  # an outlet that carries news or somebody's words is a link of their chain
            spoken_by = tuple(_outlet(link) for link in outlets)
        if a.how == "within":
            spoken_by = tuple(p for p in spoken_by if p.kind is not ActorKind.UNKNOWN)
        if not spoken_by:
            return self._goes_on(a) if a.how == "within" else None
        if a.content and all(self.doc[i].tag_ in {"WP", "WDT"} or self.doc[i].is_punct for i in a.content):
            return None  # "which Oman denies": what that is stands elsewhere
        content = self._spans(a.content)
        verbatim = any(q.inner.touches(c) for q in self.quoted for c in content)
        if not content and not self.finder.quoted.ends_open(a.cue):
            return None
        if (
            sum(c.end - c.start for c in content) < _SHORT
            and a.content
            and all(map(self.finder.quoted.holds, a.content))
        ):
            return None
        spoken_by = self.floor.known(spoken_by)
        names = {p.name for p in spoken_by}
        occasion = occasion_of(self.sentence, a)
        manner = self._manner(a)
        found = Found(
            speakers=spoken_by,
            source=tuple(dict.fromkeys(self._phrase(t, a) for t in heads)),
            cue=self._runs(a.words),
            content=content,
            sentence=self.paragraph.span(token.sent.start_char, token.sent.end_char),
            manner=manner,
            verbatim=verbatim,
            score=self._score(a, spoken_by, verbatim=verbatim),
            addressees=self._addressees(a, token, occasion, spoken_by),
            media=tuple(link for link in media or (self.media if a.how == "within" else ()) if link.name not in names),
            occasion=occasion.kind,
            medium=occasion.medium or self._where(a, links, nested=self._nested(a, others)),
            stances=stances_of(self.sentence, a, manner),
            topics=topics_of(self.sentence, a),
            to_me=any(
                t.lower_ in {"me", "us"} and t.dep_ in {"dobj", "dative", "pobj"} for t in self._spoken_to(a, token)
            ),
        )
        if occasion.beside and found.addressees and occasion.kind in {"call", "meeting"}:
            self.floor.meeting(occasion.kind, spoken_by, found.addressees)
        if self._nested(a, others):
            return self.floor.carried_within(found)
        pronoun = not heads or all(t.pos_ == "PRON" for t in heads)
        return self.floor.carried(found, offset=self.paragraph.offset, pronoun=pronoun)

    def _media(self, a: Attribution, links: list[tuple[Link, Token]]) -> tuple[Link, ...]:
        """Outlets that carry the attribution, outermost first: whom the speaker told it himself is the innermost."""
        return (*self.headed, *(link for link, at in links if at.i not in a.content))

    def _headed(self, attributions: list[Attribution]) -> tuple[Link, ...]:
        """The outlet of a headline: "Reuters: ...", "... – TASS"."""
        heads = [self.doc[i] for a in attributions if a.how == "colon" for i in a.source]
        return tuple(link for t in heads if (link := as_medium(self.sentence, t)) is not None)

    def _is_said(self, a: Attribution, token: Token) -> bool:
        """True for an attribution that asserts that something was said."""
        if a.word is None:
            return True
        quoted = any(self.finder.quoted.holds(i) for i in a.content) and not is_passive(token)
        if not a.word.says(a.how) and (a.word.force == ATTITUDE or not quoted):
            return False
        stands = standing(token) if token.pos_ in {"VERB", "AUX"} else None
        if stands is None:
            return True
        if stands.negated and a.word.manner not in _DENIALS:
            return False  # "did not say whether"
        if not quoted and (_is_withheld(token) or stands.status in _NOT_SAID):
            return False  # "refused to say who", "will announce that", "if Iran says that"
        return a.how not in _BARE or stands.status in _HAPPENED

    def _nested(self, a: Attribution, others: list[Attribution]) -> bool:
        """True inside another's words; what an outlet carries, and what nobody said, holds nothing."""
        around = (o for o in others if o is not a and a.cue in o.content)
        return any(self._is_said(o, self.doc[o.cue]) and not self._is_carried(o) for o in around)

    def _is_carried(self, a: Attribution) -> bool:
        heads = [self.doc[i] for i in a.source]
        return bool(heads) and all(as_medium(self.sentence, t) is not None for t in heads)

    def _goes_on(self, a: Attribution) -> Found | None:
        """A quotation without a cue: whoever spoke last."""
        before = self.floor.opened or self.floor.direct or self.floor.last
        content = self._spans(a.content)
        if before is None or not content:
            return None
        sent = self.doc[a.cue].sent
        return replace(
            before,
            source=before.source if self.floor.opened else (),
            cue=before.cue if self.floor.opened else (),
            content=content,
            sentence=self.paragraph.span(sent.start_char, sent.end_char),
            verbatim=True,
            score=0.55,
            stances=(),
            topics=topics_of(self.sentence, a),
        )

    def _addressees(
        self, a: Attribution, token: Token, occasion: Occasion, spoken_by: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        heads: list[Token] = [self.doc[a.addressed]] if a.addressed is not None else []
        where = a.word.addressee if a.word is not None else ""
        if where == "obj":
            heads += [c for c in token.children if c.dep_ in {"dobj", "dative"}]
            if is_passive(token):
                heads += self.sentence.passive_subjects(token)
        elif where:
            heads += [t for t in self.sentence.slot(token, where) if t.i not in a.content]
        met_or_written_to = addressees(self.sentence, occasion.beside, spoken_by, anybody=True)
        if met_or_written_to and self._manner(a) in OF_ANOTHER:
            return met_or_written_to  # "In a message to the king, he congratulated the emirate"
        own = addressees(self.sentence, heads, spoken_by)
        return tuple(dict.fromkeys((*own, *met_or_written_to)))

    def _where(self, a: Attribution, links: list[tuple[Link, Token]], *, nested: bool) -> str:
        """The outlet that was told, or that an interview was given to; of inner words, only by their own cue."""
        token = self.doc[a.cue]
        hung = ((link, at) for link, at in links if told_or_asked(at) and at.i not in a.content)
        return next((link.name for link, at in hung if at == token or (not nested and at.lemma_ != "tell")), "")

    def _manner(self, a: Attribution) -> str:
        if a.how == "according":
            return "according to"
        if a.word is None or a.word.lemma in {"quote", "cite"}:
            return "said"
        return a.word.manner

    def _spoken_to(self, a: Attribution, token: Token) -> list[Token]:
        direct = [c for c in token.children if c.dep_ in {"dobj", "dative"}]
        return [
            *direct,
            *self.sentence.slot(token, "to"),
            *([self.doc[a.addressed]] if a.addressed is not None else []),
        ]

    @staticmethod
    def _score(a: Attribution, spoken_by: tuple[Participant, ...], *, verbatim: bool) -> float:
        known = all(p.kind is not ActorKind.UNKNOWN for p in spoken_by)
        return round(0.55 + 0.2 * verbatim + 0.15 * known + 0.09 * (a.how not in _BARE), 2)

    # -- spans --------------------------------------------------------------------------------------------------------

    def _phrase(self, head: Token, a: Attribution) -> Span:
        reference = self.sentence.covering.get(head.i)
        if reference is not None:
            return reference.span
        tokens = phrase(head) - a.content - a.words
        start, end = self.doc[min(tokens, default=head.i)], self.doc[max(tokens, default=head.i)]
        return self.paragraph.span(start.idx, end.idx + len(end))

    def _runs(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """Stretches of the text that these tokens make; punctuation between them joins."""
        ends = ((self.doc[a], self.doc[b]) for a, b in runs(self.doc, tokens))
        return tuple(self.paragraph.span(a.idx, b.idx + len(b)) for a, b in ends)

    def _spans(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """The content as stretches of the text, without "that" before them and marks around them."""
        doc, out = self.doc, []
        for span in self._runs(tokens):
            inside = doc.char_span(span.start - self.paragraph.offset, span.end - self.paragraph.offset)
            run = list(inside) if inside is not None else []
            while run and (
                run[0].is_punct or run[0].is_space or (run[0].lower_ == "that" and run[0].tag_ in {"IN", "WDT"})
            ):
                run = run[1:]
            while run and (run[-1].is_space or (run[-1].is_punct and run[-1].text not in {")", "…", "!", "?"})):
                run = run[:-1]
            if run and any(t.is_alpha for t in run):
                out.append(self._closed(self.paragraph.span(run[0].idx, run[-1].idx + len(run[-1]))))
        return tuple(out)

    def _closed(self, span: Span) -> Span:
        """The stretch with the mark that closes a quotation which opens inside it."""
        for quote in self.quoted:
            if span.start <= quote.span.start and 0 <= quote.span.end - span.end <= 2 and quote.inner.start < span.end:
                return Span(span.start, max(span.end, quote.span.end))
        return span


def _is_withheld(verb: Token) -> bool:
    """True for what is refused, avoided or asked: "declined to say", "without saying", "Did he say so?"."""
    node = verb
    while node.dep_ in {"xcomp", "pcomp", "prep", "conj"} and node.head.i < node.i:
        node = node.head
        if node.lemma_.lower() in _WITHHOLDING or node.lower_ == "without":
            return True
        if node.dep_ == "ROOT":
            break
    return verb.dep_ == "ROOT" and verb.sent[-1].text == "?"


def _outlet(link: Link) -> Participant:
    return Participant(
        role="speaker",
        text=link.name,
        span=link.span or Span(0, 0),
        name=link.name,
        kind=ActorKind.ORGANISATION,
        country=link.country,
        sector="MED",
    )
