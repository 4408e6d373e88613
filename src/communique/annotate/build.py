"""Puts a claim together: participants, spans, date, place, quantities, details, whose word it is, and its score."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communique.annotate.attribution.chains import link_of
from communique.annotate.attribution.participants import participant
from communique.annotate.carriers import was_planned
from communique.annotate.codebook import Coded
from communique.annotate.details import details_of
from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.matches import Actor, Match
from communique.annotate.media import media_links
from communique.annotate.periods import TimeMention
from communique.annotate.places import PlaceMention
from communique.annotate.placing import place_of
from communique.annotate.quantities import casualties, counted, delegates, repeated
from communique.annotate.scenes import own_place
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.status import Standing
from communique.annotate.story import BACKGROUND
from communique.annotate.syntax import Sentence
from communique.annotate.tallies import tally
from communique.annotate.votes import Vote
from communique.annotate.when import own_time
from communique.knowledge.happenings import doers_of
from communique.knowledge.states import display_name
from communique.model.ids import claim_id
from communique.model.ontology import EventType
from communique.model.records import Claim, Details, Statement, Status
from communique.model.values import ActorKind, Link, PartialDate, Participant, Place, Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_COUNTED = frozenset(
    {
        EventType.AGREE,
        EventType.AID,
        EventType.SANCTION,
        EventType.ASSAULT,
        EventType.RETREAT,
        EventType.MOBILIZE,
        EventType.CONSULT,
        EventType.COERCE,
        EventType.COOPERATE,
    }
)
# Reasons of sides that the sentence leaves out.
_IMPLIED = frozenset(
    {
        "source: as told before",
        "target: as told before",
        "source: the two states of the text",
        "source: the other side of the text",
    }
)
_HELD = frozenset("hold schedule take plan open begin set host convene".split())
_COMPLEMENTS = frozenset("xcomp ccomp dobj prep prt acomp oprd pcomp acl".split())
_CIRCUMSTANCE = frozenset("in at during after before since by according amid with as near despite".split())
_LONGEST_MATTER = 40  # tokens


class ClaimBuilder:
    """Builds the claims of one paragraph."""

    def __init__(self, draft: Draft, paragraph: Paragraph, sentence: Sentence) -> None:
        self.draft = draft
        self.paragraph = paragraph
        self.sentence = sentence
        start, end = paragraph.offset, paragraph.offset + len(paragraph.doc.text)
        self.times = [t for t in draft.times if start <= t.span.start < end]

    def claim(self, match: Match, stands: Standing, coded: Coded) -> Claim:
        """The claim of a matched predicate."""
        token, carrier = match.token, match.carrier
        sources = self._participants("source", match.sources)
        targets = self._participants("target", match.targets)
        predicate = self._predicate_span(match)
        sentence = self.sentence_of(token)
        mention = own_time(self.paragraph, self.times, self._act(match), self._written())
        over = (
            match.predicate.lemma == "leave" and match.predicate.form == "visit" and not match.predicate.particles
        ) or "back" in match.predicate.particles
        date = None if over else self._date(mention, ahead=coded.status is Status.PLANNED)
        place = place_of(self.draft, self.sentence, match, coded, self._act(match))
        statement = self._statement(predicate)
        quantities = self._quantities(match, coded)
        spans = {predicate, *(p.span for p in (*sources, *targets)), *([self._span(carrier)] if carrier else [])}
        fields = (date.span if date else None, place.span if place else None, *(q.span for q in quantities))
        spans |= {s for s in fields if s and sentence.covers(s)}
        reasons = (f"{match.predicate.pos} {match.token.lemma_.lower()}", *match.reasons, *coded.reasons)
        if over or (mention is None and self._is_background(match, stands, coded)):
            # a day on which somebody left is not that of the visit
            reasons = (*reasons, BACKGROUND)
        return Claim(
            id=claim_id(
                self.draft.document.id,
                f"{coded.event}{coded.form or ''}",
                predicate,
                [p.span for p in sources],
                [p.span for p in targets],
            ),
            document=self.draft.document.id,
            event=coded.event,
            predicate=predicate,
            spans=tuple(sorted(spans)),
            sentence=sentence,
            sources=sources,
            targets=targets,
            status=coded.status,
            score=_score(match, stands, coded),
            mode=coded.mode,
            form=coded.form,
            contexts=match.predicate.contexts,
            details=details_of(self.draft, self.paragraph, self.times, match, coded),
            date=date,
            place=place,
            quantities=quantities,
            attribution=self._attribution(statement, token),
            statement=statement.id if statement else None,
            matter=self._matter(match),
            reasons=reasons,
        )

    def _quantities(self, match: Match, coded: Coded) -> tuple[Quantity, ...]:
        """What was counted: agreements signed, aid given, rounds held, jets that came, the dead."""
        if coded.event not in _COUNTED:
            return ()
        token = match.token
        nouns = [*match.objects, *([token] if match.predicate.pos == "noun" else [])]
        if token.dep_ == "pobj" and token.head.lower_ == "of" and match.predicate.pos == "noun":
            nouns.append(token.head.head)  # "five rounds of talks"
        if (coded.event is EventType.MOBILIZE or match.predicate.needs == "cargo") and match.predicate.pos == "verb":
            nouns += self.sentence.subjects(token)  # "three jets entered", "four planes landed"
        if coded.event is EventType.AGREE:  # "agreed to send 14 tanks", "an agreement to lend two billion dollars"
            ways = [c for t in (token, *match.objects) for c in t.children if c.dep_ in {"xcomp", "acl"}]
            nouns += [n for way in ways if way.pos_ == "VERB" for n in self.sentence.objects(way)]
        if coded.event is EventType.SANCTION:  # "sanctions on 14 firms"
            nouns += [n for noun in match.objects for by in ("on", "against") for n in self.sentence.slot(noun, by)]
        found = counted(self.paragraph, [n for noun in nouns for n in (noun, *noun.conjuncts)])
        if coded.form == "visit" and match.predicate.pos == "verb":
            return (*found, *delegates(self.paragraph, self.sentence.subjects(token)))
        if coded.event is not EventType.ASSAULT:
            return found
        harmed = casualties(self.paragraph, token)
        return (*(q for q in found if q.span not in {h.span for h in harmed}), *harmed)

    def tally(self, vote: Token) -> tuple[Quantity, ...]:
        """How the vote came out."""
        sentence = vote.sent
        start = sentence.start_char
        return tally(sentence.text, lambda first, last: self.paragraph.span(start + first, start + last))

    def _is_background(self, match: Match, stands: Standing, coded: Coded) -> bool:
        """Told as history: in the perfect or a relative clause, or named in passing by a noun alone."""
        if match.predicate.pos == "verb":
            return stands.background
        return match.carrier is None and coded.event not in {EventType.CONSULT, EventType.AGREE}

    def vote(self, vote: Vote) -> Claim:
        """The claim of a vote. Its target is whom the matter concerns, else nobody."""
        sources = self._participants("source", vote.voters)
        phrase = " ".join(self.paragraph.doc[t.left_edge.i : t.right_edge.i + 1].text for t in vote.matter[:1])
        known = [a for code in doers_of(phrase) for a in self.state_known(code, vote.matter[0])]
        targets = self._participants("target", known or vote.concerned)
        predicate, sentence = self._span(vote.token), self.sentence_of(vote.token)
        mention = own_time(self.paragraph, self.times, (vote.token, *vote.matter), self._written())
        statement = self._statement(predicate)
        quantities = repeated(self.paragraph, vote.token) or counted(self.paragraph, vote.matter)
        if vote.token.lemma_.lower() not in {"abstain", "veto"}:  # what came out is no count of one state's
            quantities = quantities or self.tally(vote.token)
        negated = any(c.dep_ == "neg" for c in vote.token.children)
        future = any(c.lower_ in {"will", "would"} for c in vote.token.children)
        status = Status.PLANNED if future else Status.DENIED if negated else Status.ACTUAL
        matter = phrase or None
        cities = [m for m in self.draft.places if m.city]
        place = own_place(self.paragraph, cities, (vote.token,), scene=True)
        place = place or (Place(vote.body, None) if vote.body else None)
        spans = tuple(sorted({predicate, *(p.span for p in (*sources, *targets))}))
        return Claim(
            id=claim_id(
                self.draft.document.id,
                f"vote {vote.choice}",
                predicate,
                [p.span for p in sources],
                [p.span for p in targets],
            ),
            document=self.draft.document.id,
            event=None,
            predicate=predicate,
            spans=spans,
            sentence=sentence,
            sources=sources,
            targets=targets,
            status=status,
            score=0.75,
            form="vote",
            contexts=("diplomatic",),
            details=Details(choice=vote.choice, body=vote.body, resolution=matter),
            date=self._date(mention, ahead=future),
            place=place,
            quantities=quantities,
            attribution=self._attribution(statement, vote.token),
            statement=statement.id if statement else None,
            reasons=(f"vote: {vote.token.lower_}", BACKGROUND),
        )

    # -- pieces -------------------------------------------------------------------------------------------------------

    def state_at(self, mention: PlaceMention, words: Token | None = None) -> Actor:
        """The state of a place, as an actor whose words are the place's, or ``words`` where a crowd stands for it."""
        code = mention.place.country or ""
        span = self._span(words) if words is not None else mention.span
        text = span.of(self.draft.document.text)
        kind = RefKind.ROLE if words is not None else RefKind.PLACE
        reference = Reference(
            kind,
            span,
            text,
            mention.tokens,
            mention.head,
            name=text,
            country=code,
            sector="CVL" if words is not None else "GOV",
        )
        if words is not None:
            crowd = Entity(ActorKind.UNKNOWN, text.lower(), 10_000, country=code, sector="CVL")
            reference.entities = (crowd,)
            return reference, crowd
        known = next(
            (e for r in self.draft.references for e in r.entities if e.kind is ActorKind.STATE and e.country == code),
            None,
        )
        entity = known or Entity(ActorKind.STATE, display_name(code), 10_000, country=code, sector="GOV")
        reference.entities = (entity,)
        return reference, entity

    def state_known(self, code: str, token: Token, *, meant: bool = False) -> list[Actor]:
        """A state that the document names elsewhere, where ``token`` stands for what it did.

        With ``meant`` also one that it only tells by its people or in adjectives.
        """
        entity = next(
            (e for r in self.draft.references for e in r.entities if e.country == code and e.kind is ActorKind.STATE),
            None,
        )
        if entity is None and not meant:
            return []
        entity = entity or Entity(ActorKind.STATE, display_name(code), 10_000, country=code, sector="GOV")
        index = (self.paragraph.index, token.i, token.i + 1)
        made = Reference(
            RefKind.DESCRIPTION, self._span(token), token.text, index, token.i, basis="implied", entities=(entity,)
        )
        return [(made, entity)]

    def again(self, claim: Claim, token: Token, without: set[str]) -> list[Actor]:
        """The sides of an earlier claim, where ``token`` ("the visit") refers to it."""
        out: list[Actor] = []
        for person in claim.participants():
            if (person.country or person.name) in without:
                continue
            # An agreement is its states', whoever signed it.
            name = display_name(person.country) if claim.event is EventType.AGREE and person.country else person.name
            entity = next((e for r in self.draft.references for e in r.entities if e.name == name), None)
            if entity is None and person.kind is ActorKind.STATE:  # a state of which only a city was named
                entity = Entity(ActorKind.STATE, name, 10_000, country=person.country, sector="GOV")
            if entity is not None and entity not in [e for _, e in out]:
                made = Reference(
                    RefKind.DESCRIPTION,
                    self._span(token),
                    token.text,
                    (self.paragraph.index, token.i, token.i + 1),
                    token.i,
                    basis="anaphora",
                )
                made.entities = (entity,)
                out.append((made, entity))
        return out

    def _participants(self, role: str, actors: list[Actor]) -> tuple[Participant, ...]:
        return tuple(dict.fromkeys(participant(role, r, e) for r, e in actors))

    def _span(self, token: Token) -> Span:
        return self.paragraph.span(token.idx, token.idx + len(token))

    def _act(self, match: Match) -> tuple[Token, ...]:
        """The predicate, its carrier, and the participle that tells of the gathering ("a meeting to be held in
        August").
        """
        act = [match.token, *([match.carrier] if match.carrier is not None else [])]
        nouns = [match.token] if match.token.pos_ in {"NOUN", "PROPN"} else [*match.objects, *match.target_tokens]
        act += [
            c
            for n in nouns
            for c in n.children
            if c.dep_ in {"acl", "relcl"}
            and not was_planned(c)
            and (c.lemma_.lower() in _HELD or (match.carrier is None and c.tag_ == "VBN" and n is match.token))
        ]
        return tuple(dict.fromkeys(act))

    def _predicate_span(self, match: Match) -> Span:
        """The deciding words: the predicate with its particle and with the object that decided it, where they
        stand together.
        """
        if match.words is not None:
            return self.paragraph.span(*match.words)
        token = match.token
        last = token
        for child in token.rights:
            if child.lower_ in match.predicate.particles and child.i <= token.i + 2:
                last = max(last, child, key=lambda t: t.i)
        for noun in match.objects if match.predicate.objects else []:
            wanted = noun.lemma_.lower() in match.predicate.objects or noun.lower_ in match.predicate.objects
            between = self.paragraph.doc[token.i + 1 : noun.i]
            if (
                wanted
                and token.i < noun.i <= token.i + 4
                and not any(t.is_punct or t.pos_ in {"ADP", "CCONJ"} for t in between)
            ):
                last = max(last, noun, key=lambda t: t.i)
        return self.paragraph.span(token.idx, last.idx + len(last))

    def _matter(self, match: Match) -> Span | None:
        """What it is about: the complements to the right of the predicate, without the actors that stand alone."""
        head = match.carrier if match.carrier is not None and match.carrier.i > match.token.i else match.token
        parts = [
            c for c in head.rights if c.dep_ in _COMPLEMENTS and not (c.dep_ == "prep" and c.lower_ in _CIRCUMSTANCE)
        ]
        named = {i for r, _ in (*match.sources, *match.targets) for i in range(r.tokens[1], r.tokens[2])}
        parts = [c for c in parts if not self._tells_when(c)]
        parts = [c for c in parts if not all(t.i in named or t.is_punct or t.pos_ == "ADP" for t in c.subtree)]
        if not parts:
            return None
        start = min(c.left_edge.i for c in parts)
        end = max(c.right_edge.i for c in parts)
        doc = self.paragraph.doc
        while end > start and (doc[end].is_punct or doc[end].is_space):
            end -= 1
        if end - start > _LONGEST_MATTER:
            end = start + _LONGEST_MATTER
        return self.paragraph.span(doc[start].idx, doc[end].idx + len(doc[end]))

    def _tells_when(self, part: Token) -> bool:
        """ "on Thursday", "on July 5-6": the day has a field of its own."""
        words = self.paragraph.doc[part.left_edge.i : part.right_edge.i + 1]
        span = self.paragraph.span(words.start_char, words.end_char)
        return any(t.span.touches(span) and span.end - span.start <= t.span.end - t.span.start + 8 for t in self.times)

    def sentence_of(self, token: Token) -> Span:
        """The sentence in which a token stands."""
        return self.paragraph.span(token.sent.start_char, token.sent.end_char)

    def _written(self) -> dt.date | None:
        """The last day on which the text may have been written."""
        return self.draft.anchor.end if self.draft.anchor is not None else None

    def _date(self, mention: TimeMention | None, *, ahead: bool) -> PartialDate | None:
        if mention is None:
            return None
        day = self.draft.document.published
        return mention.resolve(ahead=ahead) if not mention.since else mention.until(day) if day is not None else None

    def _statement(self, predicate: Span) -> Statement | None:
        """The innermost statement in whose content the predicate stands."""
        around = [s for s in self.draft.statements if any(c.covers(predicate) for c in s.content_spans)]
        return min(around, key=lambda s: sum(c.end - c.start for c in s.content_spans), default=None)

    def _attribution(self, statement: Statement | None, token: Token) -> tuple[Link, ...]:
        if statement is not None:
            return tuple(dict.fromkeys((*statement.attribution, *map(link_of, statement.speakers))))
        return tuple(link for link, _ in media_links(self.sentence, token.sent))


def _score(match: Match, stands: Standing, coded: Coded) -> float:
    """A first estimate of being right, by how the sides were found; issue "The coder" replaces it by a calibrated
    model.
    """
    score = 0.85 if match.predicate.pos == "verb" else 0.8
    score -= 0.1 * bool(match.nested)
    score -= 0.1 * any(
        r.kind in {RefKind.PRONOUN, RefKind.GROUP, RefKind.DESCRIPTION, RefKind.COUNTERPART}
        for r, _ in match.sources + match.targets
    )
    score -= 0.1 * any(r.startswith("target: s") for r in match.reasons)
    score -= 0.15 * (not match.targets or not match.sources) + 0.15 * (
        "target: the other side of the text" in match.reasons
    )
    score -= 0.1 * (coded.status is Status.HYPOTHETICAL)
    score += 0.05 * bool(match.predicate.objects)
    if any(r in _IMPLIED for r in match.reasons):
        score = min(score - 0.1, 0.7)
    return round(max(0.3, min(0.95, score)), 2)


def date_text(date: PartialDate | None) -> str:
    """ISO text of a date, for explanations."""
    return "" if date is None or date.start is None else str(date.start)
