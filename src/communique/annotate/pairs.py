"""Which two states a text is plainly about, and whether a sentence names a third one who may be meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from communique.annotate.entities import Reference, RefKind
from communique.annotate.matches import Match
from communique.annotate.memory import paired_states
from communique.annotate.stage import Draft
from communique.annotate.syntax import Sentence
from communique.model.records import Claim, PartKind
from communique.model.values import ActorKind, Participant

if TYPE_CHECKING:
    from spacy.tokens import Token

_THIRD = frozenset(
    {
        RefKind.STATE,
        RefKind.PERSON,
        RefKind.OFFICE,
        RefKind.COUNTERPART,
        RefKind.ROLE,
        RefKind.ORGANISATION,
        RefKind.DESCRIPTION,
    }
)
# Through whom two others meet: such a third one does not make the meeting his own.
_HELPED = frozenset({"by", "through", "via", "under", "with"})
_HELPS = frozenset("host mediate broker arrange facilitate shuttle carry help".split())


class Pair:
    """The two states of one document, seen from one of its paragraphs."""

    def __init__(self, draft: Draft, sentence: Sentence) -> None:
        self.draft = draft
        self.sentence = sentence

    def clear(self, before: Sequence[Claim]) -> tuple[str, ...]:
        """The two states of the text, where it is plainly about these two; else nothing.

        Both are named more often than any third, or something that is between just these two has been told.
        """
        pair, counts = self.named
        if len(pair) != 2:
            return ()
        thirds = max((n for c, n in counts.items() if c not in pair), default=0)
        least = min(counts[c] for c in pair)
        if any(c.sources and c.targets and parties(c) == set(pair) for c in before):
            return pair if thirds <= 2 * least else ()
        home = self.draft.document.source.country if self.draft.document.source is not None else None
        often = all(counts[c] >= 2 or self._in_title(c) or c == home for c in pair)
        beside = not thirds and paired_states(self.draft)[pair[0], pair[1]] > 0  # "Oman and Yemen", and no other
        if not thirds and least > 1:
            return pair  # no other state is named in all the text
        if not self.draft.pair or thirds >= least or not (often or beside):
            return ()
        return pair

    @cached_property
    def named(self) -> tuple[tuple[str, ...], Counter[str]]:
        """The two states, and how often each state is named; by number where they never stand side by side."""
        counts = Counter(e.country for r in self.draft.references for e in r.entities if e.country)
        pair = self.draft.pair
        if not pair and len(counts) > 1:
            ranked = counts.most_common(3)
            if len(ranked) == 2 or ranked[2][1] < ranked[1][1]:
                pair = tuple(sorted(code for code, _ in ranked[:2]))
        return pair, counts

    def _in_title(self, code: str) -> bool:
        titles = {p.index for p in self.draft.paragraphs if p.part.kind is PartKind.TITLE}
        return any(r.tokens[0] in titles and any(e.country == code for e in r.entities) for r in self.draft.references)

    def third(self, match: Match, pair: set[str], *, places: bool = False) -> bool:
        """True when the sentence names somebody else who may be meant: no speaker, no host, no place to meet at."""
        hosts = self._hosts(match) if not places else set()
        for reference in self.references(match.token):
            if reference.kind is RefKind.PLACE and not places:
                continue
            if reference.kind is RefKind.ADJECTIVE and self._is_of(reference, match):
                pass  # "the trilateral Saudi-Chinese-Iranian committee met"
            elif reference.kind not in _THIRD and reference.kind is not RefKind.PLACE:
                continue
            others = [
                e
                for e in reference.entities
                if (e.country and e.country not in hosts) or e.sector == "IGO" or e.kind is ActorKind.ARMED_GROUP
            ]
            if not others or all((e.country or e.name) in pair for e in others):
                continue
            if not self._speaks(reference) and not self._helps(reference):
                return True
        return False

    def _hosts(self, match: Match) -> set[str]:
        """The states of the cities that hang on the talks themselves: in "the talks in Ankara" Turkey is the host."""
        if match.predicate.pos != "noun":
            return set()
        inside = {t.i for c in match.token.children if c.dep_ == "prep" and c.lower_ in {"in", "at"} for t in c.subtree}
        index = self.sentence.paragraph.index
        places = [m for m in self.draft.places if m.tokens[0] == index and m.head in inside and m.city]
        return {m.place.country for m in places if m.place.country}

    def _is_of(self, reference: Reference, match: Match) -> bool:
        """Whether an adjective says whose the happening is, or who takes part in it."""
        verb = match.token if match.predicate.pos == "verb" else match.carrier
        nouns = [match.token, *(self.sentence.subjects(verb) if verb is not None else [])]
        left = {
            t.i for n in nouns for c in n.children if c.dep_ in {"amod", "compound", "poss", "nmod"} for t in c.subtree
        }
        return reference.head in left

    def references(self, token: Token) -> Iterator[Reference]:
        """The references of the clause between semicolons in which a token stands."""
        seen = set()
        marks = [t.i for t in token.sent if t.text == ";"]
        first = max((i for i in marks if i < token.i), default=token.sent.start)
        last = min((i for i in marks if i > token.i), default=token.sent.end)
        for other in self.sentence.doc[first:last]:
            reference = self.sentence.covering.get(other.i)
            if reference is not None and id(reference) not in seen:
                seen.add(id(reference))
                yield reference

    def _speaks(self, reference: Reference) -> bool:
        return any(s.touches(reference.span) for said in self.draft.statements for s in said.source_spans)

    def _helps(self, reference: Reference) -> bool:
        head = self.sentence.doc[reference.head]
        for node in (head, *head.ancestors):
            if node.lemma_.lower() in _HELPS or (node.dep_ in {"prep", "agent"} and node.lower_ in _HELPED - {"with"}):
                return True
            if node.pos_ in {"VERB", "AUX"}:
                return False
        return False


def parties(claim: Claim) -> set[str]:
    """The states of all who take part, by code; others by name."""
    return parties_of(claim.participants())


def parties_of(people: Sequence[Participant]) -> set[str]:
    """The states of these, by code; others by name."""
    return {p.country or p.name for p in people}
