"""Parts of states: acting under their own name ("Scotland rejected"), as places ("in Crimea"), as adjectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.bodies import BodyRules
from communique.annotate.entities import Reference, RefKind
from communique.annotate.scan import POSSESSIVES
from communique.knowledge.organisations import organisation_names
from communique.knowledge.parts import StatePart
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHERE = frozenset(
    "in at near around outside inside across throughout through via off from into onto toward towards along within "
    "over".split()
)
_PIECES = frozenset("part area coast shore border island town city village district".split())
_GO = frozenset("come go travel fly arrive head return move depart leave deploy send flee".split())


class PartRules(BodyRules):
    """A part is never its state: it has a name of its own, and the state as its country."""

    def _part(self, i: int) -> Reference | None:
        """ "the Catalan parliament", "Texas officials", "Crimea"."""
        j = i + 1 if self.lower(i) in {"the", "a", "an", "some", "many", "several"} else i
        named = self.part_at(j)
        if named is None:
            return None
        part, end = named
        body = self._body_of(j, end)
        if body is not None:
            k, sector, plural = body
            name = part.name if sector == "GOV" else self.doc[j:k].text
            made = self._made(RefKind.ORGANISATION, i, k, part)
            made.name, made.sector, made.plural, made.basis = name, sector, plural, "description"
            return made
        return self._bare(i, end, part) if j == i else None

    def _body_of(self, j: int, end: int) -> tuple[int, str, bool] | None:
        """What of the part acts: its end, its sector and whether it is several."""
        k = end + 1 if self.lower(end) in POSSESSIVES else end
        for at in range(k, min(len(self.doc), k + 4)):
            role = self.role_at(at)
            if role is not None:
                return at + 1, *role
            if self.doc[at].pos_ not in {"ADJ", "NOUN", "PROPN"} or at in self.at or at in self.names:
                return None
        return None

    def _bare(self, i: int, end: int, part: StatePart) -> Reference:
        head = self.doc[i:end].root
        modifies = head.dep_ in {"amod", "compound", "nmod"} and not i <= head.head.i < end
        kind = RefKind.PLACE if self._is_place(i, head) else RefKind.ADJECTIVE if modifies else RefKind.ORGANISATION
        return self._made(kind, i, end, part)

    def _made(self, kind: RefKind, i: int, end: int, part: StatePart) -> Reference:
        # A de facto authority is in the table of organisations as well, under the same name.
        known = organisation_names().get(part.name)
        sector = known.sector if known is not None else "GOV"
        made = self.make(kind, i, end, name=part.name, country=part.state, sector=sector)
        made.part, made.actor_kind = part.name, ActorKind.ORGANISATION
        return made

    def _is_place(self, i: int, head: Token) -> bool:
        if head.dep_ in {"appos", "npadvmod"}:
            # "in Grozny, Chechnya"
            return i > 1 and self.doc[i - 1].text == "," and self.doc[i - 2].pos_ == "PROPN"
        while head.dep_ == "conj":
            head = head.head  # "across Maine, Vermont and Ohio"
        if head.dep_ != "pobj":
            return False
        word, above = head.head.lower_, head.head.head
        if word == "of" and above.lemma_.lower() in _PIECES:
            return above.dep_ == "pobj" and above.head.lower_ in _WHERE  # "in parts of North Sinai"
        return word in _WHERE or (word == "to" and above.lemma_.lower() in _GO)
