"""Second stage: finds the references of one paragraph, left to right, the longest phrase first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.descriptions import DescriptionRules
from communique.annotate.entities import Reference, RefKind
from communique.annotate.gazetteer import Gazetteer, Hit, HitKind
from communique.annotate.groups import GroupRules
from communique.annotate.names import NOTHING_KNOWN, KnownNames
from communique.annotate.namesakes import sift
from communique.annotate.regions import PartRules
from communique.annotate.scan import POSSESSIVES
from communique.annotate.stage import Draft, Paragraph
from communique.knowledge.organisations import Organisation
from communique.knowledge.states import display_name
from communique.model.records import Source
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their"})
THING_PRONOUNS = frozenset({"it", "its"})
PLACE_PREPOSITIONS = frozenset("in at near around outside inside across throughout through via off".split())


class _Reader(PartRules, DescriptionRules, GroupRules):
    """All rules together over one paragraph."""

    def run(self) -> list[Reference]:
        """The references in order."""
        out: list[Reference] = []
        i = 0
        while i < len(self.doc):
            reference, end = self._at(i)
            if reference is not None:
                out.append(reference)
            i = max(end, i + 1)
        return out

    # -- one position ------------------------------------------------------------------------------------------------

    def _at(self, i: int) -> tuple[Reference | None, int]:
        token = self.doc[i]
        for rule in (
            self._group,
            self._monarch,
            self._person,
            self._ministry,
            self._role,
            self._part,
            self._description,
        ):
            reference = rule(i)
            if reference is not None:
                return reference, reference.tokens[2]
        hit = self.at.get(i)
        if hit is not None and hit.kind is HitKind.STATE and isinstance(hit.payload, tuple):
            return self._state(i, hit), hit.end
        if hit is not None and isinstance(hit.payload, Organisation):
            org = hit.payload
            kind = ActorKind.ARMED_GROUP if org.kind == "armed-group" else ActorKind.ORGANISATION
            made = self.make(RefKind.ORGANISATION, i, hit.end, name=org.name, country=org.country, sector=org.sector)
            made.actor_kind = kind
            return made, hit.end
        if hit is not None and isinstance(hit.payload, Source):
            made = self.make(
                RefKind.OUTLET, i, hit.end, name=hit.payload.name, country=hit.payload.country, sector="MED"
            )
            made.actor_kind = ActorKind.ORGANISATION
            return made, hit.end
        if token.lower_ in PERSON_PRONOUNS | PLURAL_PRONOUNS | THING_PRONOUNS and token.pos_ == "PRON":
            made = self.make(RefKind.PRONOUN, i, i + 1, name=token.lower_)
            made.plural = token.lower_ in PLURAL_PRONOUNS
            return made, i + 1
        return self._unknown_organisation(i)

    # -- bare names ---------------------------------------------------------------------------------------------------

    def _state(self, i: int, hit: Hit) -> Reference:
        names = hit.payload
        assert isinstance(names, tuple)
        form, code = names[0].form, names[0].code
        head = self.doc[i : hit.end].root
        made = self.make(RefKind.STATE, i, hit.end, name=display_name(code), country=code)
        made.actor_kind, made.sector = ActorKind.STATE, "CVL" if form == "people" else "GOV"
        if form in {"people", "adjective"} and any(c.dep_ == "relcl" for c in head.children):
            # "Vietnamese who studied in Russia" are not their state
            made.kind, made.actor_kind, made.sector, made.name = RefKind.ROLE, ActorKind.ORGANISATION, "CVL", made.text
        made.basis = {"adjective": "demonym", "people": "demonym", "capital": "capital", "seat": "capital"}.get(
            form, "name"
        )
        if form == "adjective" and head.dep_ in {"amod", "compound", "nmod"}:
            made.kind = RefKind.ADJECTIVE
        elif head.dep_ == "pobj" and head.head.lower_ in PLACE_PREPOSITIONS:
            made.kind = RefKind.PLACE
        elif (
            form == "capital"
            and head.dep_ == "pobj"
            and head.head.lower_ in {"to", "from", "for"}
            and head.head.head.pos_ != "NOUN"
        ):
            made.kind = RefKind.PLACE if self._motion(head) else RefKind.STATE
        elif (
            head.dep_ in {"appos", "npadvmod"}
            and form == "name"
            and i
            and self.doc[i - 1].text == ","
            and self._names_place(i - 2)
        ):
            made.kind = RefKind.PLACE  # "in Bali, Indonesia"
        return made

    def _motion(self, head: Token) -> bool:
        return head.head.head.lemma_.lower() in {
            "come",
            "go",
            "travel",
            "fly",
            "arrive",
            "head",
            "return",
            "move",
            "depart",
            "leave",
        }

    def _names_place(self, i: int) -> bool:
        return i >= 0 and self.doc[i].pos_ == "PROPN"

    def _unknown_organisation(self, i: int) -> tuple[Reference | None, int]:
        token = self.doc[i]
        if token.ent_iob_ != "B" or token.ent_type_ != "ORG" or not token.text[:1].isupper():
            return None, i + 1
        end = i + 1
        while end < len(self.doc) and self.doc[end].ent_iob_ == "I" and end not in self.at and end not in self.names:
            end += 1
        while end > i + 1 and (self.doc[end - 1].lower_ in POSSESSIVES or not self.doc[end - 1].is_alpha):
            end -= 1
        if token.i in self.at or any(c.isdigit() for c in self.doc[i:end].text):
            return None, i + 1
        if all(t.pos_ == "DET" for t in self.doc[i:end]):
            return None, i + 1  # "The" of "The White House", whose rest a table knows
        while end > i + 1 and self.doc[end - 1].pos_ in {"ADP", "DET"}:
            end -= 1
        if all(t.tag_ in {"NN", "NNS"} for t in self.doc[i:end]):
            return None, i + 1  # "Delegations" at the head of a sentence
        k = end + 2 if self.lower(end + 1) == "the" else end + 1
        if self.lower(end) == "of" and isinstance(getattr(self.at.get(k), "payload", None), Organisation):
            return None, i + 1  # "the Permanent Council of the OAS" is that body's own
        made = self.make(RefKind.ORGANISATION, i, end)
        made.actor_kind = ActorKind.ORGANISATION
        return made, end


class Mentions:
    """The stage: two passes, so that a person's short name is known in paragraphs before the full one too."""

    name = "mentions"
    needs = frozenset({"paragraphs"})
    gives = frozenset({"references", "namesakes"})

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, draft: Draft) -> None:
        """Fill ``draft.references`` and ``draft.namesakes``."""
        sifted = sift(draft.paragraphs, [self._gazetteer.hits(p.doc) for p in draft.paragraphs])
        draft.namesakes = sifted.elsewhere
        read = list(zip(draft.paragraphs, sifted.hits, strict=True))
        readers = [_Reader(p, hits, NOTHING_KNOWN) for p, hits in read]
        first = [reader.run() for reader in readers]
        known = KnownNames.of(r.name for found in first for r in found if r.kind is RefKind.PERSON and r.name)
        draft.references = []
        for (paragraph, hits), before, found in zip(read, readers, first, strict=True):
            again = _Reader(paragraph, hits, known)
            # what is known only tells where names stand: where that is as before, so is all else
            draft.references += found if again.names == before.names else again.run()
        for paragraph in draft.paragraphs:
            _name_members([r for r in draft.references if r.tokens[0] == paragraph.index], paragraph)


def _name_members(references: list[Reference], paragraph: Paragraph) -> None:
    """ "the prime ministers of Chad and Niger, A and B": the names take the offices in their order."""
    for at, group in enumerate(references):
        if group.kind is not RefKind.GROUP or not group.members:
            continue
        names = references[at + 1 : at + 1 + len(group.members)]
        last = group.tokens[2]
        for named in names:
            between = {t.lower_ for t in paragraph.doc[last : named.tokens[1]]}
            if named.kind is not RefKind.PERSON or not between <= {",", "and", "(", "-", "–", "—"}:
                break
            last = named.tokens[2]
        else:
            if len(names) == len(group.members):
                for named, (office, country) in zip(names, group.members, strict=True):
                    named.office, named.country = named.office or office or None, named.country or country
