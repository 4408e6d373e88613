"""Third stage: who is meant by each reference, within this one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.anaphora import AnaphoraResolver
from communique.annotate.entities import Reference, RefKind
from communique.annotate.identity import PersonResolver
from communique.annotate.memory import Memory, home_state, main_pair, paired_states
from communique.annotate.quotations import quotations
from communique.annotate.stage import Draft

if TYPE_CHECKING:
    from spacy.tokens import Doc


_LONG_QUOTE = 25  # characters: shorter quoted words are terms, not speech


class Coreference(PersonResolver, AnaphoraResolver):
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
        # Full names first, wherever they stand: a headline's "Trong" is the "Nguyen Phu Trong" of the body.
        by_size = sorted(
            (r for r in draft.references if r.kind is RefKind.PERSON),
            key=lambda r: (-min(len(r.name.split()), 2), r.span),
        )
        mentioned = {r.country for r in draft.references if r.country}
        for code in sorted(mentioned):
            memory.counts[code] = sum(1 for r in draft.references if r.country == code)
        memory.written = draft.document.published
        memory.home = home_state(draft, memory.counts)
        memory.pairs = paired_states(draft)
        draft.pair = main_pair(memory)
        for reference in by_size:
            self._person(reference, memory)
        self._share_state(draft)
        self._appose(draft)
        self._at_home(draft, memory)
        for reference in draft.references:
            doc = draft.paragraphs[reference.tokens[0]].doc
            self._resolve(reference, memory, doc)
            if reference.entities:
                memory.recent.append((reference, reference.entities))

    def _resolve(self, reference: Reference, memory: Memory, doc: Doc) -> None:
        match reference.kind:
            case RefKind.PERSON:
                return
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


def _mark_quoted(draft: Draft) -> None:
    """A pronoun outside a quotation does not mean who is only named within: '"... with President X," he said'."""
    inner = [q.inner for q in quotations([(p.offset, p.doc.text) for p in draft.paragraphs]) if q.length > _LONG_QUOTE]
    for reference in draft.references:
        reference.quoted = any(span.covers(reference.span) for span in inner)
