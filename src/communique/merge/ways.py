"""The way of a report back to where it comes from: copies, passages that were taken, credits, media named, speakers.

A document has its own report when it tells a happening on its own account somewhere in its text. Otherwise it leads to
those whom it names, and from them, where their own reports are there too, to those whom these name. What a document
only passes on beside its own report does not count.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from communique.merge.voices import Voice, bodies_of, link_voice, outlet_voice, partner_in, source_voice, speaker_voice
from communique.model.records import Claim, Document, PartKind, Statement
from communique.model.values import Link, LinkKind, Step, StepKind

_Path: TypeAlias = tuple[tuple[str, Voice | None], ...]
"""The documents and voices come through so far, by id or key; documents have no voice."""

_SAME_DAY = dt.timedelta(days=1)  # who publishes first: agencies are dated by another capital's clock


@dataclass(frozen=True, slots=True)
class Way:
    """From one document to one root: the steps in order, the last one's giver being the root's name."""

    root: Voice
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """One link of a claim's chain that can be known again."""

    voice: Voice
    kind: StepKind


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
        self._told = dict(told)
        spoken = {c.statement for c in claims if c.statement}
        self._bodies = bodies_of(s for i in sorted(spoken) if (s := statements.get(i)) is not None)
        self._copies: defaultdict[str, set[str]] = defaultdict(set)
        self._publishers: defaultdict[str, set[str]] = defaultdict(set)
        for id in self._told:
            self._copies[original_of(id, documents)].add(id)
            document = documents.get(id)
            if document is not None and document.source is not None:
                self._publishers[source_voice(document.source).key].add(id)
        self._chains = {c.id: self._chain(c) for own in self._told.values() for c in own}
        self._onward = self._known_onward()

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that tell it, by id."""
        return tuple(sorted(self._told))

    def of(self, document: str) -> tuple[Way, ...]:
        """The ways of one document: mostly one; several where it only passes on what several say."""
        return _each(self._from(document, ()))

    # one document ----------------------------------------------------------------------------------------------------

    def _from(self, id: str, path: _Path) -> tuple[Way, ...]:
        if any(at == id for at, _ in path):
            return self._round(id, path)
        path = (*path, (id, None))
        original = self._first_of(id)
        if original == id:
            return self._telling(id, id, path)
        step = Step(id, original, StepKind.COPY, f"has nearly the same text as {original}")
        further = (
            self._from(original, path) if original in self._told else self._telling(original, id, path, copied=True)
        )
        return tuple(replace(way, steps=(step, *way.steps)) for way in further)

    def _first_of(self, id: str) -> str:
        """Of the documents with nearly the same text the one that the others have it from.

        The earliest, but who writes for others (a government of itself, an agency) before who prints, unless dated days
        after.
        """
        end = original_of(id, self._documents)
        group = {i for i in (*self._copies[end], end, id) if i in self._documents}
        days = [d for i in group if (d := self._documents[i].published) is not None]
        first = min(days, default=None)

        def order(i: str) -> tuple[int, bool, str]:
            document = self._documents[i]
            kind = document.source.kind if document.source is not None else "other"
            in_time = first is None or document.published is None or document.published <= first + _SAME_DAY
            writes = ("government", "agency").index(kind) if kind in ("government", "agency") and in_time else 2
            return (writes, i != end, i)

        return min(group, key=order) if group else end

    def _telling(self, id: str, teller: str, path: _Path, *, copied: bool = False) -> tuple[Way, ...]:
        """The ways from ``id``, by the claims of ``teller``, which has the same text."""
        claims = self._body(teller)
        own = [c for c in claims if not self._chains[c.id]]
        lead = self._chains[claims[0].id] if claims else ()
        if own and not (lead and lead[0].kind is StepKind.MEDIUM):
            return self._own(id, own, path, copied=copied)
        passed = [c for c in claims if self._chains[c.id]]
        if not passed:
            return self._own(id, claims, path, copied=copied)
        found: list[Way] = []
        for claim in passed:
            named = self._chains[claim.id]
            if lead and lead[0].kind is StepKind.MEDIUM and named[0].kind is not StepKind.MEDIUM:
                continue  # said further down, of what the whole report has from the medium of its first sentence
            found += self._through(id, named, claim, path)
        return tuple(found)

    def _body(self, id: str) -> list[Claim]:
        """What the text tells; a headline, which leaves out who says it, only where nothing else tells it."""
        claims = self._told.get(id, [])
        document = self._documents.get(id)
        titles = [p.span for p in document.parts if p.kind is PartKind.TITLE] if document is not None else []
        return [c for c in claims if not any(t.covers(c.predicate) for t in titles)] or claims

    def _own(self, id: str, claims: Sequence[Claim], path: _Path, *, copied: bool) -> tuple[Way, ...]:
        document = self._documents.get(id)
        if document is None:
            return (_ending(id, Voice(f"document:{id}", id), "is of no known source"),)
        taken = [] if copied else [(c, self._taken(document, c)) for c in claims]
        if taken and all(giver is not None for _, giver in taken):
            return self._reused(id, [(c, giver) for c, giver in taken if giver is not None], path)
        agency = self._credit(document)
        if agency is not None:
            voice, why = agency
            step = Step(id, voice.name, StepKind.CREDIT, why)
            return tuple(replace(w, steps=(step, *w.steps)) for w in self._beyond(voice, (), path))
        if document.source is None:
            return (_ending(id, Voice(f"document:{id}", document.title or id), "is of no known source"),)
        if document.source.kind == "aggregator":
            why = "gathers the reports of others and does not say whose this is"
            return (_ending(id, source_voice(document.source), why),)
        return (_ending(id, source_voice(document.source), self._on_whose_word(claims)),)

    @staticmethod
    def _on_whose_word(claims: Sequence[Claim]) -> str:
        unnamed = [link.name for claim in claims[:1] for link in claim.attribution]
        return f"tells it on the word of somebody not named: {unnamed[-1]}" if unnamed else "tells it as its own report"

    def _reused(self, id: str, taken: Sequence[tuple[Claim, str]], path: _Path) -> tuple[Way, ...]:
        found: list[Way] = []
        for giver in sorted({g for _, g in taken}):
            claim = next(c for c, g in taken if g == giver)
            step = Step(id, giver, StepKind.REUSE, f"has the passage word for word from {giver}", claim.id)
            found += [replace(w, steps=(step, *w.steps)) for w in self._from(giver, path)]
        return tuple(found)

    def _taken(self, document: Document, claim: Claim) -> str | None:
        """The document from which the passage that the claim stands in was taken, if it was."""
        for reuse in document.reuses:
            if reuse.span.covers(claim.predicate) and not self._writes_for(document, reuse.document):
                return reuse.document
        sentence = " ".join(claim.sentence.of(document.text).split())
        for other in self.documents:
            giver = self._documents.get(other)
            if giver is None or not self._writes_for(giver, document.id):
                continue
            for reuse in giver.reuses:
                if reuse.document == document.id and sentence in " ".join(reuse.span.of(giver.text).split()):
                    return other
        return None

    def _writes_for(self, one: Document, other: str) -> bool:
        """True where ``one``, of no known day, is of those who write for others, and ``other`` of those who print."""
        printer = self._documents.get(other)
        writes = one.source is not None and one.source.kind in ("agency", "government") and one.published is None
        prints = printer is not None and not (printer.source and printer.source.kind in ("agency", "government"))
        return writes and prints

    def _credit(self, document: Document) -> tuple[Voice, str] | None:
        """Whom the document, or one with nearly the same text, names as its origin."""
        own = source_voice(document.source) if document.source is not None else None
        partner = partner_in(document.source.name) if document.source is not None else None
        if partner is not None and (own is None or outlet_voice(partner).key != own.key):
            return outlet_voice(partner), f"prints it from {partner}"
        if document.credits:
            return outlet_voice(document.credits[0]), f"credits {document.credits[0]}"
        for other in sorted(self._copies.get(original_of(document.id, self._documents), ())):
            same = self._documents.get(other)
            if same is not None and same.credits:
                voice = outlet_voice(same.credits[0])
                if own is None or voice.key != own.key:
                    return voice, f"has nearly the same text as {other}, which credits {same.credits[0]}"
        return None

    # beyond the document ---------------------------------------------------------------------------------------------

    def _through(self, id: str, named: Sequence[_Named], claim: Claim, path: _Path) -> tuple[Way, ...]:
        """The ways through the chain that a claim names, outermost first."""
        first, rest = named[0], named[1:]
        why = (
            f"has it from {first.voice.name}"
            if first.kind is StepKind.MEDIUM
            else f"tells it only in the words of {first.voice.name}"
        )
        step = Step(id, first.voice.name, first.kind, why, claim.id)
        return tuple(replace(w, steps=(step, *w.steps)) for w in self._beyond(first.voice, rest, path))

    def _beyond(self, voice: Voice, rest: Sequence[_Named], path: _Path) -> tuple[Way, ...]:
        """The ways from somebody named: his own report here, whom he is said to have it from, or he is the root."""
        if any(at == voice.key for at, _ in path):
            return self._round(voice.key, path)
        path = (*path, (voice.key, voice))
        own = sorted(self._publishers.get(voice.key, ()))
        if own:
            ways = [w for id in own for w in self._from(id, path)]
            roots = {w.root.key: w.root for w in ways}
            if len(roots) == 1 and voice.key not in roots:
                shown = next(w for w in ways)
                step = Step(voice.name, own[0], StepKind.OWN, f"reported it in {own[0]}")
                return (Way(shown.root, (step, *shown.steps)),)
            return (Way(voice, ()),)
        further = rest[0] if rest else self._onward.get(voice.key)
        if further is None:
            return (Way(voice, ()),)
        step = Step(voice.name, further.voice.name, further.kind, f"is said to have it from {further.voice.name}")
        return tuple(replace(w, steps=(step, *w.steps)) for w in self._beyond(further.voice, rest[1:], path))

    def _round(self, at: str, path: _Path) -> tuple[Way, ...]:
        """Who name each other are one origin: the first of them by key."""
        start = next(n for n, (key, _) in enumerate(path) if key == at)
        voices = [voice for _, voice in path[start:] if voice is not None]
        if not voices:
            first = min(key for key, _ in path[start:])
            return (_ending(at, Voice(f"document:{first}", first), "and another have it from each other"),)
        root, last = min(voices), voices[-1]
        why = f"and {root.name} lead back to each other, and nobody tells it on his own account"
        step = (Step(last.name, root.name, StepKind.MEDIUM, why),) if last != root else ()
        return (Way(root, step),)

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


def _ending(id: str, root: Voice, why: str) -> Way:
    return Way(root, (Step(id, root.name, StepKind.OWN, why),))


def _each(ways: Iterable[Way]) -> tuple[Way, ...]:
    """One way to each root: the shortest, then by its steps."""
    best: dict[str, Way] = {}
    for way in sorted(ways, key=lambda w: (w.root.key, len(w.steps), w.steps)):
        best.setdefault(way.root.key, way)
    return tuple(best[key] for key in sorted(best))
