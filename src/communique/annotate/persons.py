"""Persons and offices: "Deputy Prime Minister X", "the head of Iranian diplomacy", "his Chilean counterpart, Y"."""

from __future__ import annotations

from communique.annotate.entities import Reference, RefKind
from communique.annotate.styles import style_gender, style_length
from communique.annotate.titles import Phrase, TitleRules
from communique.knowledge.offices import tenures_of
from communique.knowledge.organisations import Organisation
from communique.knowledge.parts import StatePart
from communique.knowledge.traits import traits
from communique.model.values import ActorKind

_FEMALE = frozenset("queen princess chairwoman spokeswoman congresswoman sheikha baroness duchess empress".split())
_MALE = frozenset("king prince chairman spokesman congressman sheikh emir sultan pope ayatollah duke".split())
_NOT_OF_A_STATE = frozenset({"armed-group", "company", "ngo"})  # whose leaders lead no state, wherever they sit
_AFTER_APPOSITION = frozenset({",", ".", ";", ")", "–", "—", "-", "in", "at", "under", "who", "during", "for"})


def _gender(reference: Reference) -> bool | None:
    """True when the words before a name tell a woman, False when a man, None when nothing."""
    words = reference.text.removesuffix(reference.name).split()
    told = style_gender([w.strip(",") for w in words if w[:1].isupper()])
    if told is not None:
        return told
    lower = {w.lower().strip(",") for w in words}
    return True if lower & _FEMALE else False if lower & _MALE else None


def _of_a_body(position: str, title: str, body: Organisation) -> str:
    """The secretary of a council is no minister, as the one of a department is."""
    if position != "minister" or title != "secretary":
        return position
    return "security council secretary" if "security council" in body.name.lower() else title


class PersonRules(TitleRules):
    """The noun phrase of a person: state, title, "of ...", name, apposition."""

    def _person(self, i: int) -> Reference | None:
        if i and self.doc[i - 1].lower_ in {"the", "a", "an"} and self.doc[i].lower_ in {"the", "a"}:
            return None
        phrase = self._phrase(i)
        if phrase is None or (phrase.name is None and not phrase.positions and not phrase.counterpart):
            return None
        if phrase.part is not None:
            if phrase.name is None and (phrase.plural or phrase.counterpart):
                return self._of_part(i, phrase, phrase.part)
            # the office keeps the part's name: the president of Tatarstan is not Russia's
            phrase.positions = [f"{phrase.led}{p} of {phrase.part.name}" for p in phrase.positions]
        made = self.make(RefKind.PERSON, i, phrase.end)
        made.actor_kind = ActorKind.PERSON
        made.country = phrase.countries[0] if phrase.countries else None
        if made.country in traits()["Spanish-speaking"]:
            phrase.positions = ["foreign minister" if p == "chancellor" else p for p in phrase.positions]  # "canciller"
        if phrase.organisation is not None and phrase.title_head is not None:
            title = self.lower(phrase.title_head)
            phrase.positions = [_of_a_body(p, title, phrase.organisation) for p in phrase.positions]
        made.office = phrase.positions[0] if phrase.positions else None
        made.offices = tuple(phrase.positions)
        made.counterpart = phrase.counterpart
        made.sector = phrase.sector or ("GOV" if phrase.positions else None)
        made.owner = phrase.owner
        made.posted = phrase.posted
        made.plural = phrase.plural
        if phrase.organisation is not None:
            made.body = phrase.organisation.name
            made.country = made.country or phrase.organisation.country
            if phrase.organisation.country is None and phrase.plural and phrase.name is None:
                made.kind, made.actor_kind, made.name = (
                    RefKind.ORGANISATION,
                    ActorKind.ORGANISATION,
                    phrase.organisation.name,
                )
                made.sector, made.office = phrase.organisation.sector, None
                return made  # "the G20 foreign ministers"
            of_itself = phrase.organisation.country is None and not phrase.countries
            if of_itself or phrase.organisation.kind in _NOT_OF_A_STATE:
                made.office = f"{made.office} of {phrase.organisation.name}" if made.office else None
                made.organisation = phrase.organisation.name
                made.sector = phrase.organisation.sector
        if phrase.name is not None:
            made.name = self._bare_name(*phrase.name)
            made.female = _gender(made)
            made.head = self._head(i, phrase.end)
            return made
        made.kind = RefKind.COUNTERPART if phrase.counterpart else RefKind.OFFICE
        made.basis = "counterpart" if phrase.counterpart else "office"
        if phrase.title_head is not None and phrase.title_head < phrase.end:
            made.head = self._head(i, phrase.end)
        if phrase.plural and len(phrase.countries) > 1 and made.office:
            made.kind = RefKind.GROUP
            made.members = tuple((made.office, code) for code in phrase.countries)
        elif phrase.plural and made.kind is RefKind.OFFICE:
            # "Vietnamese leaders", "Russian diplomats": several unnamed persons who act for their state
            if not made.country and self.lower(i) not in {"the", "these", "both"}:
                return None  # "leaders across the region" are nobody named before
            made.kind = RefKind.ROLE if made.country else RefKind.GROUP
            made.actor_kind = ActorKind.STATE if made.country else ActorKind.PERSON
        return made

    def _bare_name(self, start: int, end: int) -> str:
        """The name without its styles, unless the tables know it with them ("Sheikh Hasina")."""
        tokens = self.doc[start:end]
        if tenures_of(tokens.text):
            return tokens.text
        return self.doc[start + style_length([t.text for t in tokens]) : end].text

    def _of_part(self, i: int, phrase: Phrase, part: StatePart) -> Reference | None:
        """ "Catalan leaders", "the leaders of Catalonia": several unnamed persons who act for a part of a state."""
        if phrase.counterpart:
            return None
        made = self.make(RefKind.ORGANISATION, i, phrase.end, name=part.name, country=part.state, sector=phrase.sector)
        made.actor_kind, made.part, made.basis = ActorKind.ORGANISATION, part.name, "description"
        return made

    def _head(self, start: int, end: int) -> int:
        return int(self.doc[start:end].root.i)

    def _phrase(self, i: int) -> Phrase | None:
        phrase = Phrase(end=i)
        j = i
        if self.lower(j) in {"the", "a", "an"}:
            j += 1
        elif self.doc[j].tag_ == "PRP$":
            phrase.owner = j
            j += 1
        j = self._before_title(j, phrase)
        titled = self._titles(j, phrase)
        if phrase.listed and not phrase.plural:
            return None  # "talks between Iran and Oman, Iraqi President X said": of the last of them alone
        if titled is not None:
            j = self._tail(titled, phrase)
        if phrase.counterpart and self.lower(j) == ",":
            named = self.names.get(j + 1)
            if named is not None:
                phrase.name, phrase.end = (j + 1, named), named
                return phrase
        start = j
        if self.lower(j) == "," and phrase.positions and not phrase.plural and j + 1 in self.names:
            # "the country's foreign minister, Melanie Joly, ..." but not "the minister, Anna Lee said"
            end = self.names[j + 1]
            if self.lower(end) in {",", ".", ")", "", "and"} or end >= len(self.doc):
                start = j + 1
        if self._styled(start) and start + 1 in self.names:
            start += 1
        end_of_name = self.names.get(start)
        if end_of_name is not None and not (phrase.plural and len(phrase.countries) > 1):
            if not phrase.positions and not phrase.counterpart and phrase.countries and start != j:
                return None
            phrase.name, phrase.end = (start, end_of_name), end_of_name
            if self.lower(end_of_name) == "of" and not phrase.countries:
                phrase.end = self._tail(end_of_name, phrase)  # "President X of the Republic of Y"
            self._apposition(phrase)
            return phrase
        if not phrase.positions and not phrase.counterpart:
            return None
        phrase.end = j
        return phrase

    def _apposition(self, phrase: Phrase) -> None:
        """ "Sergey Lavrov, the Russian foreign minister," gives the name its office; the phrase's end stays at the
        name.
        """
        j = phrase.end
        if self.lower(j) != "," or phrase.positions:
            return
        inner = Phrase(end=j + 1)
        k = j + 1
        if self.lower(k) in {"the", "a", "an"} or self.doc[min(k, len(self.doc) - 1)].tag_ == "PRP$":
            k += 1
        k = self._before_title(k, inner)
        titled = self._titles(k, inner)
        if titled is None or inner.plural:
            return
        end = self._tail(titled, inner)
        if inner.counterpart:
            phrase.countries = phrase.countries or inner.countries  # "X, his Russian counterpart,"
            return
        if self.lower(end) in _AFTER_APPOSITION or end >= len(self.doc) or inner.countries:
            if end in self.names:
                return  # "Putin, President To Lam and ...": a list of persons, no apposition
            phrase.positions, phrase.sector, phrase.title_head = inner.positions, inner.sector, inner.title_head
            phrase.countries = phrase.countries or inner.countries
            phrase.organisation = phrase.organisation or inner.organisation
            phrase.part = phrase.part or inner.part
            phrase.end = end
