"""Finds references in one paragraph: a small grammar of the noun phrases in which the press names actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from communique.annotate.entities import RefKind, Reference
from communique.annotate.gazetteer import Gazetteer, Hit, HitKind
from communique.annotate.names import name_spans
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.tables import rows
from communique.knowledge.offices import Position
from communique.knowledge.organisations import Organisation
from communique.knowledge.states import StateName, states
from communique.model.records import Source
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "comrade", "prince", "princess", "sheikh"})
MODIFIERS = frozenset(
    "former then-president then acting top senior visiting late new newly outgoing incoming longtime current interim caretaker "
    "highest-ranking high-ranking ranking key veteran designate ex- visiting hardline reformist ruling country’s nation’s".split()
)
COUNTERPARTS = frozenset({"counterpart", "counterparts", "colleague", "colleagues"})
GROUP_NOUNS = {
    "side": None, "country": ActorKind.STATE, "nation": ActorKind.STATE, "state": ActorKind.STATE, "neighbour": ActorKind.STATE,
    "neighbor": ActorKind.STATE, "capital": ActorKind.STATE, "government": ActorKind.STATE, "power": ActorKind.STATE,
    "party": None, "leader": ActorKind.PERSON, "minister": ActorKind.PERSON, "president": ActorKind.PERSON,
    "official": ActorKind.PERSON, "diplomat": ActorKind.PERSON, "delegation": None, "man": ActorKind.PERSON,
    "counterpart": ActorKind.PERSON, "head": ActorKind.PERSON, "premier": ActorKind.PERSON, "chief": ActorKind.PERSON,
    "secretary": ActorKind.PERSON, "envoy": ActorKind.PERSON, "ally": ActorKind.STATE, "rival": ActorKind.STATE,
    "pair": ActorKind.PERSON, "duo": ActorKind.PERSON,
}  # fmt: skip
COUNTRY_NOUNS = frozenset({"country", "nation", "state", "republic", "kingdom", "neighbour", "neighbor", "giant", "power"})
PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their"})
THING_PRONOUNS = frozenset({"it", "its"})
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "around", "outside", "inside", "across", "throughout", "through", "via", "off"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_MINISTRY = re.compile(r"^[A-Z]")


@cache
def roles() -> dict[str, tuple[str, bool]]:
    """Role nouns ("side", "army") with their PLOVER sector and whether the word counts several.

    Raises:
        BadTable: when the shipped table is damaged.
    """
    columns = ["word", "sector", "plural", "note"]
    return {row["word"]: (row["sector"], row["plural"] == "yes") for _, row in rows("roles.csv", columns, ["word", "sector"])}


@cache
def _region_words() -> frozenset[str]:
    return frozenset(region for state in states() for region in state.regions)


def state_display(code: str) -> str:
    """The display name of a state."""
    return _displays().get(code, code)


@cache
def _displays() -> dict[str, str]:
    return {state.code: state.name for state in states()}


@dataclass(slots=True)
class _Phrase:
    """What the grammar has read so far of one noun phrase."""

    end: int
    countries: list[str] = field(default_factory=list)
    organisation: Organisation | None = None
    positions: list[str] = field(default_factory=list)
    sector: str | None = None
    plural: bool = False
    counterpart: bool = False
    owner: int | None = None
    name: tuple[int, int] | None = None
    title_head: int | None = None


class MentionFinder:
    """Reads one paragraph into references, left to right, the longest phrase first."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def find(self, paragraph: Paragraph, known: frozenset[str] = frozenset()) -> list[Reference]:
        """The paragraph's references in order, not overlapping. ``known``: single words known as names of this document's persons."""
        return _Scan(paragraph, self._gazetteer.hits(paragraph.doc), known).run()


class _Scan:
    def __init__(self, paragraph: Paragraph, hits: list[Hit], known: frozenset[str]) -> None:
        self.paragraph = paragraph
        self.doc: Doc = paragraph.doc
        self.names = name_spans(self.doc, hits, known)
        # a table's name inside a longer person's name is no state: "Michael Jordan", "Paris Hilton"
        covered = {i for start, end in self.names.items() for i in range(start, end)}
        self.at = {h.start: h for h in hits if h.kind is not HitKind.PERSON and not covered.intersection(range(h.start, h.end))}
        self.out: list[Reference] = []

    def run(self) -> list[Reference]:
        i = 0
        while i < len(self.doc):
            reference, end = self._at(i)
            if reference is not None:
                self.out.append(reference)
            i = max(end, i + 1)
        return self.out

    # -- one position ------------------------------------------------------------------------------------------------

    def _at(self, i: int) -> tuple[Reference | None, int]:
        token = self.doc[i]
        for rule in (self._group, self._person, self._ministry, self._role, self._description):
            reference = rule(i)
            if reference is not None:
                return reference, reference.tokens[2]
        hit = self.at.get(i)
        if hit is not None and hit.kind is HitKind.STATE and isinstance(hit.payload, tuple):
            return self._state(i, hit), hit.end
        if hit is not None and isinstance(hit.payload, Organisation):
            org = hit.payload
            kind = ActorKind.ARMED_GROUP if org.kind == "armed-group" else ActorKind.ORGANISATION
            made = self._make(RefKind.ORGANISATION, i, hit.end, name=org.name, country=org.country, sector=org.sector)
            made.actor_kind = kind
            return made, hit.end
        if hit is not None and isinstance(hit.payload, Source):
            made = self._make(RefKind.OUTLET, i, hit.end, name=hit.payload.name, country=hit.payload.country, sector="MED")
            made.actor_kind = ActorKind.ORGANISATION
            return made, hit.end
        if token.lower_ in PERSON_PRONOUNS | PLURAL_PRONOUNS | THING_PRONOUNS and token.pos_ == "PRON":
            made = self._make(RefKind.PRONOUN, i, i + 1, name=token.lower_)
            made.plural = token.lower_ in PLURAL_PRONOUNS
            return made, i + 1
        return self._unknown_organisation(i)

    def _make(
        self, kind: RefKind, start: int, end: int, *, name: str = "", country: str | None = None, sector: str | None = None
    ) -> Reference:
        tokens = self.doc[start:end]
        return Reference(
            kind=kind,
            span=self.paragraph.span(tokens.start_char, tokens.end_char),
            text=tokens.text,
            tokens=(self.paragraph.index, start, end),
            head=tokens.root.i,
            dep=tokens.root.dep_,
            name=name or tokens.text,
            country=country,
            sector=sector,
        )

    def _state_at(self, i: int) -> tuple[str, str, int] | None:
        """Code, form and end of a state's name at token ``i``."""
        hit = self.at.get(i)
        if hit is None or hit.kind is not HitKind.STATE or not isinstance(hit.payload, tuple):
            return None
        names: tuple[StateName, ...] = hit.payload
        return names[0].code, names[0].form, hit.end

    def _lower(self, i: int) -> str:
        return self.doc[i].lower_ if i < len(self.doc) else ""

    # -- groups: "the two ministers", "both countries", "the pair" ----------------------------------------------------

    def _group(self, i: int) -> Reference | None:
        j = i
        if self._lower(j) in {"the", "these", "those"}:
            j += 1
        word = self._lower(j)
        if word in {"pair", "duo"} and j > i:
            return self._grouped(i, j + 1, ActorKind.PERSON)
        if word == "parties" and j > i and self._lower(j + 1) != "to":
            return self._grouped(i, j + 1, None)
        if word == "sides" and j > i:
            return self._grouped(i, j + 1, None)
        if word not in {"two", "both", "three", "four"}:
            return None
        k = j + 1
        if word == "both" and self._lower(k) == "of":
            return None
        if self._lower(k) == "the":
            k += 1
        while k < len(self.doc) and k - j <= 4:
            lemma = self.doc[k].lemma_.lower()
            plural = self.doc[k].tag_ in {"NNS", "NNPS"} or self.doc[k].text.lower().endswith("s")
            if lemma in GROUP_NOUNS and plural:
                following = self._lower(k + 1)
                if self.doc[k].dep_ == "compound" or following in {"of"}:
                    return None  # "two ministers of ..." names its own members: read as offices
                return self._grouped(i, k + 1, GROUP_NOUNS[lemma])
            if self.doc[k].pos_ not in {"ADJ", "NOUN", "PROPN", "VERB", "NUM"} or self._state_at(k):
                break
            k += 1
        return None

    def _grouped(self, start: int, end: int, kind: ActorKind | None) -> Reference:
        made = self._make(RefKind.GROUP, start, end)
        made.plural = True
        made.basis = "group"
        made.actor_kind = kind or ActorKind.UNKNOWN
        return made

    # -- persons and offices ------------------------------------------------------------------------------------------

    def _person(self, i: int) -> Reference | None:
        if i and self.doc[i - 1].lower_ in {"the", "a", "an"} and self.doc[i].lower_ in {"the", "a"}:
            return None
        phrase = self._phrase(i)
        if phrase is None or (phrase.name is None and not phrase.positions and not phrase.counterpart):
            return None
        made = self._make(RefKind.PERSON, i, phrase.end)
        made.actor_kind = ActorKind.PERSON
        made.country = phrase.countries[0] if phrase.countries else None
        made.office = phrase.positions[0] if phrase.positions else None
        made.offices = tuple(phrase.positions)
        made.sector = phrase.sector or ("GOV" if phrase.positions else None)
        made.owner = phrase.owner
        made.plural = phrase.plural
        if phrase.organisation is not None:
            made.country = made.country or phrase.organisation.country
            if phrase.organisation.country is None and phrase.plural and phrase.name is None:
                made.kind, made.actor_kind, made.name = RefKind.ORGANISATION, ActorKind.ORGANISATION, phrase.organisation.name
                made.sector, made.office = phrase.organisation.sector, None
                return made  # "the G20 foreign ministers"
            if phrase.organisation.country is None and not phrase.countries:
                made.office = f"{made.office} of {phrase.organisation.name}" if made.office else None
                made.sector = phrase.organisation.sector
        if phrase.name is not None:
            made.name = self.doc[phrase.name[0] : phrase.name[1]].text
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
            made.kind = RefKind.ROLE if made.country else RefKind.GROUP
            made.actor_kind = ActorKind.STATE if made.country else ActorKind.PERSON
        return made

    def _head(self, start: int, end: int) -> int:
        return int(self.doc[start:end].root.i)

    def _phrase(self, i: int) -> _Phrase | None:
        phrase = _Phrase(end=i)
        j = i
        if self._lower(j) in {"the", "a", "an"}:
            j += 1
        elif self.doc[j].tag_ == "PRP$":
            phrase.owner = j
            j += 1
        j = self._before_title(j, phrase)
        titled = self._titles(j, phrase)
        if titled is not None:
            j = self._tail(titled, phrase)
        if phrase.counterpart and self._lower(j) == ",":
            named = self.names.get(j + 1)
            if named is not None:
                phrase.name, phrase.end = (j + 1, named), named
                return phrase
        start = j
        if self._lower(j) == "," and phrase.positions and not phrase.plural and j + 1 in self.names:
            # "the country's foreign minister, Melanie Joly, ..." but not "the minister, Anna Lee said"
            end = self.names[j + 1]
            if self._lower(end) in {",", ".", ")", "", "and"} or end >= len(self.doc):
                start = j + 1
        if self._lower(start).rstrip(".") in {h.rstrip(".") for h in HONORIFICS} and start + 1 in self.names:
            start += 1
        end_of_name = self.names.get(start)
        if end_of_name is not None and not (phrase.plural and len(phrase.countries) > 1):
            if not phrase.positions and not phrase.counterpart and phrase.countries and start != j:
                return None
            phrase.name, phrase.end = (start, end_of_name), end_of_name
            self._apposition(phrase)
            return phrase
        if not phrase.positions and not phrase.counterpart:
            return None
        phrase.end = j
        return phrase

    def _before_title(self, j: int, phrase: _Phrase) -> int:
        """States, organisations and modifiers that stand before a title or a name."""
        for _ in range(8):
            state = self._state_at(j)
            hit = self.at.get(j)
            if hit is not None and hit.kind is HitKind.TITLE:
                break
            if state is not None:
                code, form, end = state
                phrase.countries.append(code)
                j = end
                if self._lower(j) in POSSESSIVES:
                    j += 1
                elif self._lower(j) in {"and", ",", "-", "–"} and self._state_at(j + 1):
                    j += 1
                elif form == "name" and self._lower(j) == ",":
                    break
            elif hit is not None and isinstance(hit.payload, Organisation):
                phrase.organisation = hit.payload
                j = hit.end
                if self._lower(j) in POSSESSIVES:
                    j += 1
            elif self._lower(j) in MODIFIERS or (self._lower(j) in {"country", "nation", "kingdom"} and self._lower(j + 1) in POSSESSIVES):
                j += 2 if self._lower(j + 1) in POSSESSIVES else 1
            elif self._lower(j) == "-" and self._lower(j + 1) == "ranking":
                j += 2
            else:
                break
        return j

    def _titles(self, j: int, phrase: _Phrase) -> int | None:
        """Titles at ``j``, several joined by "and"; None when there is none."""
        read = False
        while j < len(self.doc):
            hit = self.at.get(j)
            end, title, sector, plural = j, "", "GOV", False
            if hit is not None and isinstance(hit.payload, Position):
                end, title, sector, plural = hit.end, hit.payload.title, hit.payload.sector, hit.plural
            elif self._lower(j) in COUNTERPARTS:
                phrase.counterpart, phrase.plural, end = True, self._lower(j).endswith("s"), j + 1
                phrase.title_head, read, j = j, True, end
                break
            else:
                portfolio = self._portfolio(j)
                if portfolio is None:
                    break
                end, title = portfolio
            phrase.positions.append(title)
            phrase.sector = phrase.sector or sector
            phrase.plural = phrase.plural or plural
            phrase.title_head, read, j = end - 1, True, end
            joined = self._lower(j) in {"and", "&", "/", "-"}
            if joined and (nxt := self.at.get(j + 1)) and isinstance(nxt.payload, Position) and not plural:
                j += 1
                continue
            if self._lower(j) in COUNTERPARTS:
                continue
            following = self.at.get(j)
            if following is not None and isinstance(following.payload, Position) and not following.plural:
                continue  # "Vice President Prime Minister", "Deputy PM Foreign Minister"
            break
        return j if read else None

    def _portfolio(self, j: int) -> tuple[int, str] | None:
        """ "Energy Minister", "Trade and Industry Minister": a minister whose portfolio no table lists."""
        for k in range(j, min(j + 5, len(self.doc))):
            word = self.doc[k].lower_
            if k > j and word in {"minister", "ministers"} and self.doc[k].text[0].isupper() == self.doc[j].text[0].isupper():
                return (k + 1, self.doc[j : k + 1].text.lower()) if word == "minister" else None
            if not (self.doc[k].pos_ in {"NOUN", "PROPN", "ADJ"} or word in {"and", "of", "&", ","}):
                return None
        return None

    def _tail(self, j: int, phrase: _Phrase) -> int:
        """ "of Vietnam", "of the ruling Communist Party of Vietnam", "of the Russian diplomatic service" after a title."""
        while self._lower(j) in {"of", "for", "from"}:
            k = j + 1
            while self._lower(k) in {"the", "ruling", "state", "country", "people"} or self._lower(k) in POSSESSIVES:
                k += 1
            state, hit = self._state_at(k), self.at.get(k)
            if state is not None:
                code, form, end = state
                if code not in phrase.countries:
                    phrase.countries.append(code)
                service = self.doc[k : k + 4].text.lower()
                if phrase.positions and any(w in service for w in ("diplomatic service", "diplomatic corps", "diplomacy")):
                    phrase.positions[-1] = "foreign minister"  # "the head of Russian diplomacy"
                if form == "adjective" or self.doc[k].dep_ in {"amod", "compound", "poss", "nmod"} and self.doc[k].head.pos_ == "NOUN":
                    head = self.doc[k].head.i
                    if end <= head < k + 5 and self.doc[head].pos_ in {"NOUN", "PROPN"} and head not in self.names:
                        end = head + 1
                j = end
                while self._lower(j) in {"and", ","} and (more := self._more_states(j)) is not None and phrase.plural:
                    code, j = more
                    phrase.countries.append(code)
                continue
            if hit is not None and isinstance(hit.payload, Organisation) and self._lower(j) != "from":
                phrase.organisation = hit.payload
                if hit.payload.kind == "party":
                    phrase.sector = "PTY" if phrase.sector in {None, "PTY"} else phrase.sector
                j = hit.end
                continue
            named = self._party(k) if self._lower(j) == "of" else None
            if named is None:
                break
            j = named
        return j

    def _more_states(self, j: int) -> tuple[str, int] | None:
        k = j + 1
        while self._lower(k) in {"the", "and"}:
            k += 1
        state = self._state_at(k)
        return (state[0], state[2]) if state else None

    def _party(self, k: int) -> int | None:
        """An unlisted party or body in capitals after "of the": "the Communist Party", "the Council"; its end, or None."""
        end = k
        while end < len(self.doc) and self.doc[end].text[:1].isupper() and self.doc[end].is_alpha and end not in self.names:
            if self._state_at(end):
                break
            end += 1
        if end > k and self.doc[end - 1].lower_ in {"party", "council", "ministry", "assembly", "parliament", "committee", "front"}:
            return end
        if self._lower(k) == "political" and self._lower(k + 1) == "party":
            return k + 2
        return None

    def _apposition(self, phrase: _Phrase) -> None:
        """ "Sergey Lavrov, the Russian foreign minister," gives the name its office; the phrase's end stays at the name."""
        j = phrase.end
        if self._lower(j) != "," or phrase.positions:
            return
        inner = _Phrase(end=j + 1)
        k = j + 1
        if self._lower(k) in {"the", "a", "an"} or self.doc[min(k, len(self.doc) - 1)].tag_ == "PRP$":
            k += 1
        k = self._before_title(k, inner)
        titled = self._titles(k, inner)
        if titled is None or inner.plural or inner.counterpart:
            return
        end = self._tail(titled, inner)
        if self._lower(end) in {",", ".", ";", ")", "–", "—", "-"} or end >= len(self.doc) or inner.countries:
            if end in self.names:
                return  # "Putin, President To Lam and ...": a list of persons, no apposition
            phrase.positions, phrase.sector = inner.positions, inner.sector
            phrase.countries = phrase.countries or inner.countries
            phrase.organisation = phrase.organisation or inner.organisation
            phrase.end = end

    # -- ministries, roles, descriptions ------------------------------------------------------------------------------

    def _ministry(self, i: int) -> Reference | None:
        """ "the Russian Foreign Ministry", "Iran's Ministry of Foreign Affairs"."""
        j = i + 1 if self._lower(i) == "the" else i
        phrase = _Phrase(end=j)
        j = self._before_title(j, phrase)
        k = j
        while k < len(self.doc) and k - j <= 4 and (self.doc[k].text[:1].isupper() or self._lower(k) in {"and", "of", "foreign"}):
            k += 1
        words = [t.lower_ for t in self.doc[j:k]]
        if "ministry" not in words or (k < len(self.doc) and self._lower(k) in {"spokesperson", "spokesman", "spokeswoman"}):
            return None
        country = phrase.countries[0] if phrase.countries else None
        label = " ".join(t.text for t in self.doc[j:k])
        name = f"{state_display(country)}: {label}" if country else label
        made = self._make(RefKind.ROLE, i, k, name=name, country=country, sector="GOV")
        made.actor_kind = ActorKind.ORGANISATION
        made.basis = "description"
        return made

    def _role(self, i: int) -> Reference | None:
        """ "the Russian side", "Vietnam's government", "Israeli air force", "the government of Peru"."""
        j = i + 1 if self._lower(i) in {"the", "a", "an", "some", "many", "several"} else i
        state = self._state_at(j)
        if state is None:
            return self._role_of(j, i) or self._seated(j, i)
        code, form, k = state
        codes = [code]
        while self._lower(k) in {"and", ","} and (more := self._state_at(k + 1)) is not None and form == "adjective":
            codes.append(more[0])
            k = more[2]
        if self._lower(k) in POSSESSIVES:
            k += 1
        elif form in {"seat", "capital"}:
            return None
        limit = min(len(self.doc), k + 4)
        while k < limit:
            token = self.doc[k]
            role = roles().get(token.lemma_.lower())
            if role is not None and not self._followed_by_noun(token):
                made = self._make(RefKind.ROLE, i, k + 1, name=state_display(code), country=code, sector=role[0])
                made.actor_kind = ActorKind.STATE if role[0] in {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"} else ActorKind.ORGANISATION
                made.plural, made.basis = role[1], "description"
                if len(codes) > 1:
                    made.kind, made.members = RefKind.GROUP, tuple(("", c) for c in codes)
                return made
            if token.pos_ not in {"ADJ", "NOUN", "PROPN"} or k in self.at or k in self.names:
                return None
            k += 1
        return None

    def _followed_by_noun(self, token: Token) -> bool:
        if token.i + 1 >= len(self.doc) or token.dep_ != "compound":
            return False
        following = self.doc[token.i + 1]
        return following.pos_ in {"NOUN", "PROPN"} and following.i not in self.names and following.i not in self.at

    def _role_of(self, j: int, start: int) -> Reference | None:
        if j == start or j + 2 >= len(self.doc):
            return None
        role = roles().get(self.doc[j].lemma_.lower())
        if role is None or self._lower(j + 1) != "of":
            return None
        k = j + 2
        if self._lower(k) == "the":
            k += 1
        state = self._state_at(k)
        if state is None or role[0] not in {"GOV", "MIL", "LEG", "CVL"}:
            return None
        end, codes = state[2], [state[0]]
        while role[1] or self.doc[j].tag_ == "NNS":
            more = self._more_states(end) if self._lower(end) in {"and", ","} else None
            if more is None:
                break
            codes.append(more[0])
            end = more[1]
        made = self._make(RefKind.ROLE, start, end, name=state_display(codes[0]), country=codes[0], sector=role[0])
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
        state = self._state_at(k + 1) if self._lower(k) == "in" else None
        if role is None or role[0] != "GOV" or state is None or state[1] not in {"capital", "name"} or role[1]:
            return None
        if self.doc[k - 1].lower_ in {"embassy", "consulate", "mission", "delegation"}:
            return None  # of whom, the place does not say
        label = " ".join(t.text for t in self.doc[j:k])
        plain = self.doc[k - 1].lower_ in {"government", "authorities", "regime", "leadership", "administration"}
        made = self._make(RefKind.ROLE, start, state[2], name=state_display(state[0]) if plain else f"{state_display(state[0])}: {label}")
        made.country, made.sector, made.basis, made.head = state[0], "GOV", "description", k - 1
        made.actor_kind = ActorKind.STATE if plain else ActorKind.ORGANISATION
        return made

    def _description(self, i: int) -> Reference | None:
        """ "the Southeast Asian country", "the kingdom", "the country"; "the host"."""
        if self._lower(i) not in {"the", "this", "that"}:
            return None
        for end in range(min(len(self.doc), i + 5), i + 1, -1):
            noun = self.doc[end - 1]
            if noun.lower_ not in COUNTRY_NOUNS | {"host"} or noun.pos_ not in {"NOUN", "PROPN"}:
                continue
            between = self.doc[i + 1 : end - 1].text
            if end - 1 > i + 1 and between not in _region_words() and between.lower() not in {"host", "neighbouring", "neighboring"}:
                continue
            if noun.dep_ == "compound" or self._lower(end) == "of":
                return None
            made = self._make(RefKind.DESCRIPTION, i, end, name=between or noun.lower_)
            made.actor_kind, made.basis = ActorKind.STATE, "description"
            return made
        return None

    # -- bare names ---------------------------------------------------------------------------------------------------

    def _state(self, i: int, hit: Hit) -> Reference:
        names = hit.payload
        assert isinstance(names, tuple)
        form, code = names[0].form, names[0].code
        head = self.doc[i : hit.end].root
        made = self._make(RefKind.STATE, i, hit.end, name=state_display(code), country=code)
        made.actor_kind, made.sector = ActorKind.STATE, "GOV"
        made.basis = {"adjective": "demonym", "people": "demonym", "capital": "capital", "seat": "capital"}.get(form, "name")
        if form == "adjective" and head.dep_ in {"amod", "compound", "nmod"}:
            made.kind = RefKind.ADJECTIVE
        elif head.dep_ == "pobj" and head.head.lower_ in PLACE_PREPOSITIONS:
            made.kind = RefKind.PLACE
        elif form == "capital" and head.dep_ == "pobj" and head.head.lower_ in {"to", "from", "for"} and head.head.head.pos_ != "NOUN":
            made.kind = RefKind.PLACE if self._motion(head) else RefKind.STATE
        elif head.dep_ in {"appos", "npadvmod"} and form == "name" and i and self.doc[i - 1].text == "," and self._names_place(i - 2):
            made.kind = RefKind.PLACE  # "in Bali, Indonesia"
        return made

    def _motion(self, head: Token) -> bool:
        return head.head.head.lemma_.lower() in {"come", "go", "travel", "fly", "arrive", "head", "return", "move", "depart", "leave"}

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
        made = self._make(RefKind.ORGANISATION, i, end)
        made.actor_kind = ActorKind.ORGANISATION
        return made, end


class Mentions:
    """The stage: two passes, so that a person's short name is known in paragraphs before the full one too."""

    name = "mentions"
    needs = frozenset({"paragraphs"})
    gives = frozenset({"references"})

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._finder = MentionFinder(gazetteer)

    def __call__(self, draft: Draft) -> None:
        """Fill ``draft.references``."""
        first = [r for p in draft.paragraphs for r in self._finder.find(p)]
        known = frozenset(
            word
            for r in first
            if r.kind is RefKind.PERSON and r.name
            for word in r.name.split()
            if len(word) > 1 and word[0].isupper() and word.isalpha()
        )
        draft.references = [r for p in draft.paragraphs for r in self._finder.find(p, known)]
        for paragraph in draft.paragraphs:
            _name_members([r for r in draft.references if r.tokens[0] == paragraph.index], paragraph)


def _name_members(references: list[Reference], paragraph: Paragraph) -> None:
    """ "the presidents of Russia and Vietnam, Vladimir Putin and To Lam": the names take the offices in their order."""
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
