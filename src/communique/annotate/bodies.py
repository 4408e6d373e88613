"""States by what acts for them: ministries, "the Russian side", "the government in Kabul"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from communique.annotate.entities import Reference, RefKind
from communique.annotate.persons import PersonRules
from communique.annotate.scan import POSSESSIVES
from communique.annotate.tables import rows
from communique.annotate.titles import Phrase
from communique.knowledge.states import display_name
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def roles() -> dict[str, tuple[str, bool]]:
    """Role nouns ("side", "army") with their PLOVER sector and whether the word counts several.

    Raises:
        BadTable: when the shipped table is damaged.
    """
    columns = ["word", "sector", "plural", "note"]
    return {
        row["word"]: (row["sector"], row["plural"] == "yes")
        for _, row in rows("roles.csv", columns, ["word", "sector"])
    }


class BodyRules(PersonRules):
    """Rules for bodies that act for a state."""

    def _ministry(self, i: int) -> Reference | None:
        """ "the Russian Foreign Ministry", "Iran's Ministry of Foreign Affairs"."""
        j = i + 1 if self.lower(i) == "the" else i
        phrase = Phrase(end=j)
        j = self._before_title(j, phrase)
        k = j
        while (
            k < len(self.doc)
            and k - j <= 4
            and (self.doc[k].text[:1].isupper() or self.lower(k) in {"and", "of", "foreign"})
        ):
            k += 1
        words = [t.lower_ for t in self.doc[j:k]]
        if "ministry" not in words or (
            k < len(self.doc) and self.lower(k) in {"spokesperson", "spokesman", "spokeswoman"}
        ):
            return None
        country = phrase.countries[0] if phrase.countries else None
        seat = self.state_at(k + 1) if country is None and self.lower(k) == "in" else None
        if seat is not None and seat[1] == "capital":
            country = seat[0]  # "the Ministry of Commerce in New Delhi"
        label = " ".join(t.text for t in self.doc[j:k])
        whose = phrase.part.name if phrase.part is not None else display_name(country) if country else None
        name = f"{label} of {whose}" if whose else label
        made = self.make(RefKind.ROLE, i, k, name=name, country=country, sector="GOV")
        made.actor_kind = ActorKind.ORGANISATION
        made.basis = "description"
        return made

    def _role(self, i: int) -> Reference | None:
        """ "the Russian side", "Vietnam's government", "Israeli air force", "the government of Peru"."""
        j = i + 1 if self.lower(i) in {"the", "a", "an", "some", "many", "several"} else i
        state = self.state_at(j)
        if state is None:
            return self._role_of(j, i) or self._seated(j, i)
        code, form, k = state
        codes = [code]
        while self.lower(k) in {"and", ","} and (more := self.state_at(k + 1)) is not None and form == "adjective":
            codes.append(more[0])
            k = more[2]
        if self.lower(k) in POSSESSIVES:
            k += 1
        elif form in {"seat", "capital"}:
            return None
        limit = min(len(self.doc), k + 4)
        while k < limit:
            token = self.doc[k]
            role = roles().get(token.lemma_.lower())
            if role is not None and not self._followed_by_noun(token):
                made = self.make(RefKind.ROLE, i, k + 1, name=display_name(code), country=code, sector=role[0])
                made.actor_kind = (
                    ActorKind.STATE if role[0] in {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"} else ActorKind.ORGANISATION
                )
                made.plural, made.basis = role[1], "description"
                if made.actor_kind is ActorKind.ORGANISATION and len(codes) == 1:
                    made.name = self.doc[
                        j : k + 1
                    ].text  # "Russian companies", "Iranian protesters" are not their state
                if len(codes) > 1:
                    made.kind, made.members = RefKind.GROUP, tuple(("", c) for c in codes)
                return made
            if token.pos_ not in {"ADJ", "NOUN", "PROPN"} or k in self.at or k in self.names:
                return None
            k += 1
        return None

    def role_at(self, k: int) -> tuple[str, bool] | None:
        """Sector and number of a role noun that ends its phrase at token ``k``."""
        role = roles().get(self.doc[k].lemma_.lower())
        return None if role is None or self._followed_by_noun(self.doc[k]) else role

    def _followed_by_noun(self, token: Token) -> bool:
        if token.i + 1 >= len(self.doc) or token.dep_ != "compound":
            return False
        following = self.doc[token.i + 1]
        return following.pos_ in {"NOUN", "PROPN"} and following.i not in self.names and following.i not in self.at

    def _role_of(self, j: int, start: int) -> Reference | None:
        if j == start or j + 2 >= len(self.doc):
            return None
        role = roles().get(self.doc[j].lemma_.lower())
        if role is None or self.lower(j + 1) != "of":
            return None
        k = j + 2
        if self.lower(k) == "the":
            k += 1
        state = self.state_at(k)
        if state is None or role[0] not in {"GOV", "MIL", "LEG", "CVL"}:
            return None
        if state[1] == "adjective" and any(t in self.names or t in self.at for t in range(state[2], state[2] + 3)):
            return None  # "the delegation of Lithuanian deputy minister X"
        end, codes = state[2], [state[0]]
        while role[1] or self.doc[j].tag_ == "NNS":
            more = self._more_states(end) if self.lower(end) in {"and", ","} else None
            if more is None:
                break
            codes.append(more[0])
            end = more[1]
        made = self.make(RefKind.ROLE, start, end, name=display_name(codes[0]), country=codes[0], sector=role[0])
        made.actor_kind, made.basis, made.head = ActorKind.STATE, "description", j
        if len(codes) > 1:
            made.kind, made.members = RefKind.GROUP, tuple(("", code) for code in codes)
        return made

    def _seated(self, j: int, start: int) -> Reference | None:
        """ "the foreign ministry in Bridgetown", "the government in Kabul": a body named by its capital."""
        k = j
        while k < min(len(self.doc), j + 3) and self.doc[k].pos_ in {"NOUN", "PROPN", "ADJ"} and k not in self.at:
            k += 1
        role = roles().get(self.doc[k - 1].lemma_.lower()) if k > j else None
        state = self.state_at(k + 1) if self.lower(k) == "in" else None
        if role is None or role[0] != "GOV" or state is None or state[1] not in {"capital", "name"} or role[1]:
            return None
        if self.doc[k - 1].lower_ in {"embassy", "consulate", "mission", "delegation"}:
            return None  # of whom, the place does not say
        label = " ".join(t.text for t in self.doc[j:k])
        plain = self.doc[k - 1].lower_ in {"government", "authorities", "regime", "leadership", "administration"}
        made = self.make(
            RefKind.ROLE,
            start,
            state[2],
            name=display_name(state[0]) if plain else f"{label} of {display_name(state[0])}",
        )
        made.country, made.sector, made.basis, made.head = state[0], "GOV", "description", k - 1
        made.actor_kind = ActorKind.STATE if plain else ActorKind.ORGANISATION
        return made
