"""The way of a report back to where it comes from: copies, passages that were taken, credits, media named, speakers.

A document has its own report when it tells a happening on its own account somewhere in its text. Otherwise it leads to
those whom it names, and from them, where their own reports are there too, to those whom these name. What a document
only passes on beside its own report does not count.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from communique.merge.roots import roots
from communique.merge.voices import Voice, bodies_of, link_voice, outlet_voice, partner_in, source_voice, speaker_voice
from communique.model.records import Claim, Document, PartKind, Statement
from communique.model.values import Link, LinkKind, Step, StepKind

_SAME_DAY = dt.timedelta(days=1)  # who publishes first: agencies are dated by another capital's clock
_WRITE_FOR_OTHERS = ("government", "agency")  # kinds of sources; a government for itself before an agency for others


@dataclass(frozen=True, slots=True)
class Way:
    """From one document to one root: the steps, sorted; they end at the root's name."""

    root: Voice
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """One link of a claim's chain that can be known again."""

    voice: Voice
    kind: StepKind


@dataclass(slots=True)
class _Graph:
    """Who has it from whom: nodes are ids of documents and keys of voices; a key after ``=`` is an end for sure."""

    ways: dict[str, dict[str, Step | None]] = field(default_factory=dict)
    voices: dict[str, Voice] = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)

    def name(self, voice: Voice) -> Voice:
        """Remember a voice by its key, under the first of its names."""
        self.voices[voice.key] = min(voice, self.voices.get(voice.key, voice))
        return voice


def original_of(document: str, documents: Mapping[str, Document]) -> str:
    """The document at the end of the chain of near-copies; a chain that runs in a circle ends at its smallest id."""
    seen = [document]
    while (found := documents.get(seen[-1])) is not None and found.copy_of is not None:
        if found.copy_of in seen:
            return min(seen[seen.index(found.copy_of) :])
        seen.append(found.copy_of)
    return seen[-1]


class Ways:
    """The ways of all documents that tell one happening.

    Args:
        claims: what they tell of it; the order does not matter.
        documents: by id, at least those of the claims and the originals of what they copy and reuse.
        statements: by id, at least those that the claims stand in.
    """

    def __init__(
        self, claims: Iterable[Claim], documents: Mapping[str, Document], statements: Mapping[str, Statement]
    ) -> None:
        self._documents = documents
        self._statements = statements
        told: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(claims, key=lambda c: (c.document, c.predicate, c.id)):
            told[claim.document].append(claim)
        self._told = dict(sorted(told.items()))
        spoken = {c.statement for own in self._told.values() for c in own if c.statement}
        self._bodies = bodies_of(s for i in sorted(spoken) if (s := statements.get(i)) is not None)
        self._copies: defaultdict[str, list[str]] = defaultdict(list)
        self._publishers: defaultdict[str, list[str]] = defaultdict(list)
        for id in self._told:
            self._copies[original_of(id, documents)].append(id)
            document = documents.get(id)
            if document is not None and document.source is not None:
                self._publishers[source_voice(document.source).key].append(id)
        self._writers = [
            i for i in self._told if (d := documents.get(i)) and d.reuses and _writes(d) and not d.published
        ]
        self._chains = {c.id: self._chain(c) for own in self._told.values() for c in own}
        self._onward = self._known_onward()
        self._graph = _Graph()
        for id in self._told:
            self._add(id)
        for outlet in self._graph.outlets:
            # Who has a report of his own is an end, whatever his other reports have from others.
            if any(f"={outlet}" in self._graph.ways[i] for i in self._graph.ways[outlet]):
                self._graph.ways[outlet] = {}
        ways = {node: sorted(to) for node, to in self._graph.ways.items()}
        self._ends, self._circles = roots(ways, self._graph.outlets, self._graph.voices)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that tell it, by id."""
        return tuple(self._told)

    def of(self, document: str) -> tuple[Way, ...]:
        """The ways of one document: mostly one; several where it only passes on what several say."""
        found = [Way(self._root(end), self._steps(document, end)) for end in sorted(self._ends[document])]
        return tuple({way.root.key: way for way in found}.values())

    def _root(self, end: str) -> Voice:
        key = end.removeprefix("=").partition("|")[0]
        return self._graph.voices.get(key) or Voice(f"document:{key}", key)

    def _steps(self, document: str, end: str) -> tuple[Step, ...]:
        """All steps on the ways from a document to one end."""
        found: set[Step] = set()
        seen, ahead = {document}, [document]
        while ahead:
            node = ahead.pop()
            if node == end and node not in self._circles:
                continue
            for to, step in self._graph.ways.get(node, {}).items():
                if end not in self._ends[to]:
                    continue
                found |= {step} if step is not None else set()
                if to not in seen:
                    seen.add(to)
                    ahead.append(to)
        if end in self._circles:
            name = self._root(end).name
            why = "leads back to itself through the others, and nobody tells it on his own account"
            found.add(Step(name, name, StepKind.MEDIUM, why))
        return tuple(sorted(found))

    # one document ----------------------------------------------------------------------------------------------------

    def _add(self, start: str) -> None:
        """Put a document, and all that its ways come through, into the graph."""
        ahead = [start]
        while ahead:
            id = ahead.pop()
            if id in self._graph.ways:
                continue
            self._graph.ways[id] = {}
            original = self._first_of(id)
            if original != id:
                self._graph.ways[id] = {
                    original: Step(id, original, StepKind.COPY, f"has nearly the same text as {original}")
                }
                ahead.append(original)
            else:
                ahead += self._telling(id)

    def _first_of(self, id: str) -> str:
        """Of the documents with nearly the same text the one that the others have it from.

        The earliest, but who writes for others (a government of itself, an agency) before who prints, unless dated days
        after.
        """
        end = original_of(id, self._documents)
        group = {i for i in (*self._copies.get(end, ()), end, id) if i in self._documents}
        first = min((d for i in group if (d := self._documents[i].published) is not None), default=None)

        def order(i: str) -> tuple[int, bool, str]:
            document = self._documents[i]
            in_time = first is None or document.published is None or document.published <= first + _SAME_DAY
            kind = document.source.kind if document.source is not None and in_time else ""
            return (_WRITE_FOR_OTHERS.index(kind) if kind in _WRITE_FOR_OTHERS else 2, i != end, i)

        return min(group, key=order) if group else end

    def _telling(self, id: str) -> list[str]:
        """The ways from a document that is nobody's copy; returns the documents that they lead to."""
        copies = self._copies.get(original_of(id, self._documents), [])
        claims = self._body(id if id in self._told else next(iter(copies), id))
        own = [c for c in claims if not self._chains[c.id]]
        passed = [c for c in claims if self._chains[c.id]]
        lead = self._chains[claims[0].id] if claims else ()
        from_medium = bool(lead) and lead[0].kind is StepKind.MEDIUM
        if (own and not from_medium) or not passed:
            return self._own(id, own or claims)
        further: list[str] = []
        for claim in passed:
            named = self._chains[claim.id]
            # Said further down, of what the whole report has from the medium of its first sentence.
            if named[0].kind is StepKind.MEDIUM or not from_medium:
                further += self._through(id, named, claim)
        return further

    def _body(self, id: str) -> list[Claim]:
        """What the text tells; a headline, which leaves out who says it, only where nothing else tells it."""
        claims = self._told.get(id, [])
        document = self._documents.get(id)
        titles = [p.span for p in document.parts if p.kind is PartKind.TITLE] if document is not None else []
        return [c for c in claims if not any(t.covers(c.predicate) for t in titles)] or claims

    def _own(self, id: str, claims: Sequence[Claim]) -> list[str]:
        document = self._documents.get(id)
        if document is None:
            return self._end(id, Voice(f"document:{id}", id), "is of no known source")
        taken = [(c, self._taken(document, c)) for c in claims if c.document == id]
        givers = [(c, giver) for c, giver in taken if giver is not None]
        if taken and len(givers) == len(taken):
            for claim, giver in reversed(givers):
                why = f"has the passage word for word from {giver}"
                self._graph.ways[id][giver] = Step(id, giver, StepKind.REUSE, why, claim.id)
            return [giver for _, giver in givers]
        credit = self._credit(document)
        if credit is not None:
            voice, why = credit
            self._graph.ways[id][voice.key] = Step(id, voice.name, StepKind.CREDIT, why)
            return self._beyond(voice, ())
        if document.source is None:
            return self._end(id, Voice(f"document:{id}", document.title or id), "is of no known source")
        if document.source.kind == "aggregator":
            why = "gathers the reports of others and does not say whose this is"
            return self._end(id, source_voice(document.source), why)
        return self._end(id, source_voice(document.source), self._on_whose_word(claims))

    @staticmethod
    def _on_whose_word(claims: Sequence[Claim]) -> str:
        unnamed = [link.name for claim in claims[:1] for link in claim.attribution]
        return f"tells it on the word of somebody not named: {unnamed[-1]}" if unnamed else "tells it as its own report"

    def _end(self, id: str, root: Voice, why: str) -> list[str]:
        self._graph.name(root)
        self._graph.ways[id][f"={root.key}"] = Step(id, root.name, StepKind.OWN, why)
        return []

    def _taken(self, document: Document, claim: Claim) -> str | None:
        """The document from which the passage that the claim stands in was taken, if it was."""
        for reuse in document.reuses:
            if reuse.span.covers(claim.predicate) and not self._writes_for(document, reuse.document):
                return reuse.document
        sentence = " ".join(claim.sentence.of(document.text).split())
        for other in self._writers:
            giver = self._documents[other]
            if self._writes_for(giver, document.id) and any(
                reuse.document == document.id and sentence in " ".join(reuse.span.of(giver.text).split())
                for reuse in giver.reuses
            ):
                return other
        return None

    def _writes_for(self, one: Document, other: str) -> bool:
        """True where ``one``, of no known day, is of those who write for others, and ``other`` of those who print."""
        printer = self._documents.get(other)
        return _writes(one) and one.published is None and printer is not None and not _writes(printer)

    def _credit(self, document: Document) -> tuple[Voice, str] | None:
        """Whom the document, or one with nearly the same text, names as its origin."""
        own = source_voice(document.source) if document.source is not None else None
        partner = partner_in(document.source.name) if document.source is not None else None
        if partner is not None and (own is None or outlet_voice(partner).key != own.key):
            return outlet_voice(partner), f"prints it from {partner}"
        if document.credits:
            return outlet_voice(document.credits[0]), f"credits {document.credits[0]}"
        for other in self._copies.get(original_of(document.id, self._documents), ()):
            same = self._documents.get(other)
            if same is not None and same.credits:
                voice = outlet_voice(same.credits[0])
                if own is None or voice.key != own.key:
                    return voice, f"has nearly the same text as {other}, which credits {same.credits[0]}"
        return None

    # beyond the document ---------------------------------------------------------------------------------------------

    def _through(self, id: str, named: Sequence[_Named], claim: Claim) -> list[str]:
        """The way through the chain that a claim names, outermost first."""
        first, rest = named[0], tuple(named[1:])
        has = "has it from" if first.kind is StepKind.MEDIUM else "tells it only in the words of"
        step = Step(id, first.voice.name, first.kind, f"{has} {first.voice.name}", claim.id)
        node = self._node(first.voice, rest)
        self._graph.ways[id].setdefault(node, step)
        return self._beyond(first.voice, rest)

    def _node(self, voice: Voice, rest: Sequence[_Named]) -> str:
        """Whoever is said to have it from somebody is a node of his own, unless his own reports tell it better."""
        named = rest and not self._publishers.get(voice.key) and voice.key not in {n.voice.key for n in rest}
        return "|".join((voice.key, *(n.voice.key for n in rest))) if named else voice.key

    def _beyond(self, voice: Voice, rest: tuple[_Named, ...]) -> list[str]:
        """The ways from somebody named: to his own reports here, to whom he is said to have it from, or none."""
        graph = self._graph
        graph.name(voice)
        node = self._node(voice, rest)
        if node in graph.ways:
            return []
        graph.ways[node] = {}
        own = self._publishers.get(voice.key, [])
        if own:
            graph.outlets.add(node)
            graph.ways[node] = {i: Step(voice.name, i, StepKind.OWN, f"reported it in {i}") for i in own}
            return list(own)
        further = rest[0] if node != voice.key else self._onward.get(voice.key)
        if further is None:
            return []
        why = f"is said to have it from {further.voice.name}"
        after = rest[1:] if node != voice.key else ()
        graph.ways[node] = {self._node(further.voice, after): Step(voice.name, further.voice.name, further.kind, why)}
        return self._beyond(further.voice, after)

    def _known_onward(self) -> Mapping[str, _Named]:
        """Whom a medium has it from, where some document tells it and all that do tell the same."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        named: dict[str, _Named] = {}
        for chain in self._chains.values():
            for one, two in pairwise(chain):
                found[one.voice.key].add(two.voice.key)
                named[two.voice.key] = min(two, named.get(two.voice.key, two), key=lambda n: (n.voice, n.kind))
        return {key: named[min(keys)] for key, keys in found.items() if len(keys) == 1}

    def _chain(self, claim: Claim) -> tuple[_Named, ...]:
        """Whom the claim names, outermost first, without its own outlet and without whom nobody could know again."""
        document = self._documents.get(claim.document)
        source = document.source if document is not None else None
        own = source_voice(source) if source is not None else None
        sides = {p.country for p in claim.participants()}
        home = source.country if source is not None and source.country in sides else None
        statement = self._statements.get(claim.statement) if claim.statement else None
        speakers = {p.name: p for p in statement.speakers} if statement is not None else {}
        found: list[_Named] = []
        for link in claim.attribution:
            row = speakers.pop(link.name, None)
            voice = speaker_voice(row, self._bodies, home) if row is not None else link_voice(link)
            found += self._named(voice, link, own)
        if not any(n.kind is StepKind.SPEAKER for n in found):
            voices = [v for _, row in sorted(speakers.items()) if (v := speaker_voice(row, self._bodies, home))]
            found += [_Named(v, StepKind.SPEAKER) for v in voices[:1] if own is None or v.key != own.key]
        return tuple(found)

    @staticmethod
    def _named(voice: Voice | None, link: Link, own: Voice | None) -> list[_Named]:
        if voice is None or (own is not None and voice.key == own.key):
            return []
        return [_Named(voice, StepKind.MEDIUM if link.kind is LinkKind.MEDIUM else StepKind.SPEAKER)]


def _writes(document: Document) -> bool:
    """True for who writes for others: a government's own site, an agency."""
    return document.source is not None and document.source.kind in _WRITE_FOR_OTHERS
