"""Third stage: who is meant by each reference, within this one document."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from communique.annotate.anaphora import AnaphoraResolver
from communique.annotate.descriptions import OURS
from communique.annotate.entities import Reference, RefKind
from communique.annotate.identity import PersonResolver
from communique.annotate.memory import (
    Memory,
    dateline_state,
    home_state,
    main_pair,
    own_state,
    paired_states,
    written_between,
)
from communique.annotate.nationality import NationalityResolver
from communique.annotate.quotations import quotations
from communique.annotate.stage import Draft

if TYPE_CHECKING:
    from spacy.tokens import Doc


_LONG_QUOTE = 25  # characters: shorter quoted words are terms, not speech


class Coreference(PersonResolver, NationalityResolver, AnaphoraResolver):
    """Resolves names, short names, offices, counterparts, groups, descriptions and pronouns, in the order of the
    text.
    """

    name = "coreference"
    needs = frozenset({"paragraphs", "references"})
    gives = frozenset({"entities"})

    def __call__(self, draft: Draft) -> None:
        """Set ``entities`` of every reference that can be resolved."""
        memory = Memory()
        _mark_quoted(draft)
        _number_sentences(draft)
        # Full names first, wherever they stand: a headline's "Trong" is the "Nguyen Phu Trong" of the body.
        by_size = sorted(
            (r for r in draft.references if r.kind is RefKind.PERSON),
            key=lambda r: (-min(len(r.name.split()), 2), r.span),
        )
        memory.own = own_state(draft)
        named = Counter(code for r in draft.references for code in (r.country, r.posted) if code)
        ours = sum(r.name == OURS for r in draft.references)
        if memory.own is not None and ours:
            named[memory.own] += ours
        memory.counts = dict(sorted(named.items()))
        memory.written = written_between(draft)
        memory.brussels = _speaks_of_the_union(draft)
        memory.home = home_state(draft, memory.counts)
        memory.dateline = dateline_state(draft, capitals=True)
        memory.pairs = paired_states(draft)
        draft.pair = main_pair(memory)
        for reference in by_size:
            self._person(reference, memory)
        self._share_state(draft)
        self._appose(draft)
        self._ministries_at_home(draft, memory)
        later = []
        for reference in draft.references:
            if reference.kind is RefKind.PERSON:
                self._nationality(reference, draft, memory)
            if reference.quoted and reference.kind is RefKind.PRONOUN and reference.plural:
                later.append(reference)  # of whom a speaker says "they" is known once the speaker is
                continue
            doc = draft.paragraphs[reference.tokens[0]].doc
            self._resolve(reference, memory, doc)
            if reference.body is not None and reference.kind is not RefKind.ORGANISATION:
                memory.recent.append((reference, (self._named_body(reference.body, memory),)))
            if reference.entities:
                memory.recent.append((reference, reference.entities))
        for reference in later:
            reference.entities = self._they_of_a_speaker(reference, memory, draft.paragraphs[reference.tokens[0]].doc)

    def _resolve(self, reference: Reference, memory: Memory, doc: Doc) -> None:
        match reference.kind:
            case RefKind.PERSON:
                return
            case RefKind.STATE if reference.text == "Brussels" and memory.brussels:
                reference.entities = (self._named_body("European Union", memory),)
            case RefKind.PLACE | RefKind.ADJECTIVE if reference.part:
                reference.entities = (self._organisation(reference, memory),)
            case RefKind.STATE | RefKind.PLACE | RefKind.ADJECTIVE:
                if reference.country:
                    reference.entities = (memory.state(reference.country),)
            case RefKind.ROLE:
                reference.entities = self._role(reference, memory)
            case RefKind.ORGANISATION | RefKind.OUTLET:
                reference.entities = (self._organisation(reference, memory),)
            case RefKind.OFFICE if reference.entities:
                return
            case RefKind.OFFICE:
                reference.entities = self._office(reference, memory, doc)
            case RefKind.COUNTERPART:
                reference.entities = self._counterpart(reference, memory, doc)
            case RefKind.GROUP:
                reference.entities = self._group(reference, memory, doc)
            case RefKind.PRONOUN:
                reference.entities = self._pronoun(reference, memory, doc)
            case RefKind.DESCRIPTION:
                reference.entities = self._description(reference, memory, doc)


def _speaks_of_the_union(draft: Draft) -> bool:
    """Brussels acts for the European Union in a text that names it, and names Belgium nowhere."""
    belgian = any(r.country == "BEL" and r.text != "Brussels" for r in draft.references)
    named = {r.name for r in draft.references if r.kind is RefKind.ORGANISATION} | {r.body for r in draft.references}
    return not belgian and bool(named & {"European Union", "European Commission", "European Council"})


def _number_sentences(draft: Draft) -> None:
    starts = [[s.start for s in p.sentences()] for p in draft.paragraphs]
    for reference in draft.references:
        head = draft.paragraphs[reference.tokens[0]].doc[reference.head]
        reference.verb = head.head.lemma_.lower() if reference.dep in {"nsubj", "nsubjpass"} else ""
        reference.sentence = bisect_right(starts[reference.tokens[0]], reference.tokens[1]) - 1


def _mark_quoted(draft: Draft) -> None:
    """A pronoun outside a quotation does not mean who is only named within: '"... with President X," he said'."""
    inner = [
        q.inner
        for q in quotations([(p.offset, p.doc.text) for p in draft.paragraphs])
        if q.length > _LONG_QUOTE or q.inner.of(draft.document.text).endswith((",", ".", "!", "?"))
    ]
    for reference in draft.references:
        reference.quoted = any(span.covers(reference.span) for span in inner)
