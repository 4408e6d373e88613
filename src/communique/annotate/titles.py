"""The words around a person's title: "the Russian deputy foreign", "minister", "of the ruling party of Vietnam"."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.annotate.gazetteer import HitKind
from communique.annotate.scan import POSSESSIVES, Scan
from communique.annotate.styles import is_style
from communique.knowledge.organisations import Organisation
from communique.knowledge.parts import StatePart
from communique.knowledge.positions import Position

HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. dr dr. sir comrade prince princess sheikh".split())
MODIFIERS = frozenset(
    "crown former then-president then acting top senior visiting late new newly outgoing incoming longtime current "
    "interim caretaker highest-ranking high-ranking ranking key veteran designate ex- visiting hardline reformist "
    "ruling country’s nation’s retired ex".split()
)
_BODIES = frozenset({"government", "state", "administration", "presidency", "regime", "army", "military"})
_DEPUTIES = frozenset({"deputy", "vice", "first", "assistant", "junior", "second"})
ABROAD = frozenset({"ambassador", "envoy", "high commissioner", "charge d'affaires", "consul general"})
COUNTERPARTS = frozenset({"counterpart", "counterparts", "colleague", "colleagues"})


@dataclass(slots=True)
class Phrase:
    """What the grammar has read so far of one noun phrase."""

    end: int
    countries: list[str] = field(default_factory=list)
    organisation: Organisation | None = None
    part: StatePart | None = None
    led: str = ""  # "protest" in "Hong Kong protest leader"
    positions: list[str] = field(default_factory=list)
    sector: str | None = None
    plural: bool = False
    counterpart: bool = False
    owner: int | None = None
    name: tuple[int, int] | None = None
    title_head: int | None = None
    posted: str | None = None  # "ambassador to Chile": where, not whose
    listed: bool = False  # whether several states stand before the title, in a list


class TitleRules(Scan):
    """States, bodies and modifiers before a title, the titles themselves, and what follows them."""

    def _counterpart_end(self, j: int) -> int | None:
        """The end of "counterpart", "colleague" or "opposite number" at ``j``."""
        if self.lower(j) in COUNTERPARTS:
            return j + 1
        return j + 2 if self.lower(j) == "opposite" and self.lower(j + 1) in {"number", "numbers"} else None

    def _styled(self, i: int) -> bool:
        return self.lower(i) in HONORIFICS or (i < len(self.doc) and is_style(self.doc[i].text))

    def _before_title(self, j: int, phrase: Phrase) -> int:
        """States, organisations and modifiers that stand before a title or a name."""
        for _ in range(8):
            state = self.state_at(j)
            hit = self.at.get(j)
            if hit is not None and hit.kind is HitKind.TITLE:
                break
            if (phrase.countries or phrase.organisation) and hit is None and self._modifies_title(j):
                phrase.led += f"{self.lower(j)} "
                j += 1  # "a Saudi military spokesman", "a French Treasury official"
                continue
            if phrase.countries and self.lower(j) in _BODIES and self.lower(j + 1) in POSSESSIVES:
                j += 2  # "the Chinese government's special representative"
                continue
            if state is not None:
                code, form, end = state
                phrase.countries.append(code)
                j = end
                joined = self.lower(j) in {"and", ",", "-", "–"} and self.state_at(j + 1) is not None
                phrase.listed = phrase.listed or (joined and self.lower(j) in {"and", ","})
                if self.lower(j) in POSSESSIVES or joined:
                    j += 1
                elif form == "name" and self.lower(j) == ",":
                    break
            elif (named := self._part_before(j)) is not None:
                j = self._add_part(named, phrase)
                if self.lower(j) in POSSESSIVES:
                    j += 1
            elif hit is not None and isinstance(hit.payload, Organisation):
                phrase.organisation = hit.payload
                j = hit.end
                if self.lower(j) in POSSESSIVES:
                    j += 1
            elif self.lower(j) in MODIFIERS or (
                self.lower(j) in {"country", "nation", "kingdom"} and self.lower(j + 1) in POSSESSIVES
            ):
                j += 2 if self.lower(j + 1) in POSSESSIVES else 1
            elif self.lower(j) == "-" and self.lower(j + 1) == "ranking":
                j += 2
            else:
                break
        return j

    def _part_before(self, j: int) -> tuple[StatePart, int] | None:
        """A part that a title may follow; not "in Crimea President ...", where the part is only the place."""
        named = self.part_at(j)
        placed = named is not None and self.doc[j : named[1]].root.dep_ == "pobj"
        if named is None or (placed and self.lower(named[1]) not in POSSESSIVES):
            return None
        return named

    def _of_a_part(self, j: int) -> bool:
        """ "head" in "the head of Chechnya"."""
        k = j + 3 if self.lower(j + 2) == "the" else j + 2
        return self.lower(j + 1) == "of" and self.part_at(k) is not None

    def _add_part(self, named: tuple[StatePart, int], phrase: Phrase) -> int:
        phrase.part, end = named
        if phrase.part.state not in phrase.countries:
            phrase.countries.append(phrase.part.state)
        return end

    def _modifies_title(self, j: int) -> bool:
        """ "military" in "a Saudi military spokesman", "coast guard" in "the Philippine coast guard spokesman"."""
        for k in range(j, min(j + 3, len(self.doc) - 1)):
            other = self.doc[k].pos_ not in {"ADJ", "NOUN", "PROPN"} or self.lower(k) in _DEPUTIES
            if other or k in self.names or k in self.at:
                return False
            after = self.at.get(k + 1)
            if after is not None:
                # "tourism minister" is an office of its own, which the portfolio makes
                portfolio = isinstance(after.payload, Position) and after.payload.title in {
                    "minister",
                    "deputy minister",
                }
                return after.kind is HitKind.TITLE and not portfolio
        return False

    def _titles(self, j: int, phrase: Phrase) -> int | None:
        """Titles at ``j``, several joined by "and"; None when there is none."""
        read = False
        while j < len(self.doc):
            hit = self.at.get(j)
            end, title, sector, plural = j, "", "GOV", False
            if self.lower(j) == "head" and (phrase.part or self._of_a_part(j)):
                end, title = j + 1, "head"
            elif hit is not None and isinstance(hit.payload, Position):
                end, title, sector, plural = hit.end, hit.payload.title, hit.payload.sector, hit.plural
                if title in {"minister", "deputy minister"} and (of := self._of_portfolio(end)) is not None:
                    end, title = of, f"{self.doc[end + 1 : of].text.lower().removeprefix('the ')} {title}"
                elif self.lower(end) == "and" and "of" in self._lower[j:end]:
                    end = self._of_portfolio(end, joined=True) or end  # "Minister of Economy and Planning"
            elif self._counterpart_end(j) is not None:
                end = self._counterpart_end(j) or j
                phrase.counterpart, phrase.plural = True, self.lower(end - 1).endswith("s")
                phrase.title_head, read, j = j, True, end
                break
            else:
                portfolio = self._deputy(j) or self._portfolio(j, after_state=bool(phrase.countries))
                if portfolio is None:
                    break
                end, title = portfolio
            phrase.positions.append(title)
            phrase.sector = phrase.sector or sector
            phrase.plural = phrase.plural or plural
            phrase.title_head, read, j = end - 1, True, end
            joined = self.lower(j) in {"and", "&", "/", "-"}
            if joined and (nxt := self.at.get(j + 1)) and isinstance(nxt.payload, Position) and not plural:
                j += 1
                continue
            if self._counterpart_end(j) is not None:
                continue
            following = self.at.get(j)
            if following is not None and isinstance(following.payload, Position) and not following.plural:
                continue  # "Vice President Prime Minister", "Deputy PM Foreign Minister"
            break
        return j if read else None

    def _portfolio(self, j: int, *, after_state: bool = False) -> tuple[int, str] | None:
        """ "Energy Minister", "Trade and Industry Minister": a minister whose portfolio no table lists."""
        for k in range(j, min(j + 5, len(self.doc))):
            word = self.doc[k].lower_
            if (
                k > j
                and word in {"minister", "ministers", "secretary", "commissioner"}
                and self.doc[k].text[0].isupper() == self.doc[j].text[0].isupper()
            ):
                return (k + 1, self.doc[j : k + 1].text.lower()) if word[-1] != "s" else None
            # "power minister", "works minister": the tagger takes some portfolios for verbs
            named = self.doc[k].pos_ in {"NOUN", "PROPN", "ADJ"} or (after_state and self.doc[k].pos_ == "VERB")
            joined = k > j and word in {"and", "of", "&", ","}
            if not (named or joined) or k in self.names or self.state_at(k):
                return None
        return None

    def _of_portfolio(self, j: int, *, joined: bool = False) -> int | None:
        """The end of "of National Security", "for Labour and Social Affairs" after "Minister"; None for "of Ghana".

        With ``joined`` of what "and" adds.
        """
        if (self.lower(j) not in {"of", "for"} and not joined) or (joined and j + 1 in self.at):
            return None
        k = j + 1 + (self.lower(j + 1) == "the")
        first = k
        while k < len(self.doc) and k - first < 7 and k not in self.names and self.state_at(k) is None:
            linked = k > first and self.lower(k) in {"and", "&"} and self.doc[k + 1 : k + 2].text[:1].isupper()
            if not linked and not (self.doc[k].pos_ in {"PROPN", "NOUN", "ADJ"} and self.doc[k].text[:1].isupper()):
                break
            k += 1
        return k if k > first and self.state_at(first) is None else None

    def _deputy(self, j: int) -> tuple[int, str] | None:
        """ "deputy interior minister": an office of its own, which no table has to list."""
        k = j
        while self.lower(k) in _DEPUTIES:
            k += 1
        hit = self.at.get(k)
        if k == j or hit is None or not isinstance(hit.payload, Position) or hit.plural:
            portfolio = self._portfolio(k, after_state=True) if k > j else None
            return (portfolio[0], f"deputy {portfolio[1]}") if portfolio is not None else None
        return hit.end, f"deputy {hit.payload.title}"

    def _tail(self, j: int, phrase: Phrase) -> int:
        """ "of Vietnam", "of the ruling Communist Party of Vietnam", "of the Russian diplomatic service" after a
        title.
        """
        if phrase.counterpart and self.lower(j) == "from" and (home := self.state_at(j + 1)) is not None:
            phrase.countries, j = [home[0]], home[2]  # "her colleague from Harare"
        if phrase.positions and phrase.positions[-1] in ABROAD and self.lower(j) in {"in", "to"}:
            posted = self.state_at(j + 1)
            if posted is not None:  # "India's high commissioner in Male": of India
                phrase.posted, j = posted[0], posted[2]
            elif self.lower(j + 2) == "," and j + 3 in self.names and self.doc[j + 1].pos_ == "PROPN":
                j += 2
        j = self._within(j, phrase)
        while self.lower(j) in {"of", "for"}:
            k = j + 1
            while self.lower(k) in {"the", "ruling", "state", "country", "people"} or self.lower(k) in POSSESSIVES:
                k += 1
            unnamed = self.state_at(k) is None  # "of the Republic of Georgia" is the state's name already
            if unnamed and self.lower(k) in {"transition", "republic"} and self.lower(k + 1) == "of":
                k += 2 + (self.lower(k + 2) == "the")  # "the President of the Transition of Burkina Faso"
            state, hit = self.state_at(k), self.at.get(k)
            if state is not None:
                code, form, end = state
                if code not in phrase.countries:
                    phrase.countries.append(code)
                if (named := self.part_at(end + (self.lower(end) in POSSESSIVES))) is not None:
                    j = self._add_part(named, phrase)  # "the governor of Russia's Kursk region"
                    continue
                service = self.doc[k : k + 4].text.lower()
                if phrase.positions and any(
                    w in service for w in ("diplomatic service", "diplomatic corps", "diplomacy")
                ):
                    phrase.positions[-1] = "foreign minister"  # "the head of Russian diplomacy"
                if form == "adjective" or (
                    self.doc[k].dep_ in {"amod", "compound", "poss", "nmod"} and self.doc[k].head.pos_ == "NOUN"
                ):
                    head = self.doc[k].head.i
                    if end <= head < k + 5 and self.doc[head].pos_ in {"NOUN", "PROPN"} and not self._in_a_name(head):
                        beside = [s[0] for t in range(end, head) if (s := self.state_at(t)) is not None]
                        if phrase.plural:  # "the generals of the Indian and Chinese armies"
                            phrase.countries += [c for c in beside if c not in phrase.countries]
                        end = head + 1
                j = end
                held = self.at.get(j + 1)
                if self.lower(j) in POSSESSIVES and held is not None and isinstance(held.payload, Organisation):
                    phrase.organisation, j = (
                        held.payload,
                        held.end,
                    )  # "secretary of Iran's Supreme National Security Council"
                while self.lower(j) in {"and", ","} and (more := self._more_states(j)) is not None and phrase.plural:
                    code, j = more
                    phrase.countries.append(code)
                continue
            if (named := self.part_at(k)) is not None:
                j = self._add_part(named, phrase)
                continue
            if hit is not None and isinstance(hit.payload, Organisation):
                phrase.organisation = hit.payload
                if hit.payload.kind == "party":
                    phrase.sector = "PTY" if phrase.sector in {None, "PTY"} else phrase.sector
                j = hit.end
                continue
            party = self._party(k) if self.lower(j) == "of" else None
            if party is None:
                break
            j = party
        return j

    def _in_a_name(self, i: int) -> bool:
        return any(start <= i < end for start, end in self.names.items())

    def _within(self, j: int, phrase: Phrase) -> int:
        """ "foreign minister in the Houthi administration": of that body, which is of a state."""
        k = j + 2 if self.lower(j + 1) == "the" else j + 1
        hit = self.at.get(k)
        if self.lower(j) != "in" or not phrase.positions or hit is None or not isinstance(hit.payload, Organisation):
            return j
        if self.lower(hit.end) not in {"government", "administration", "cabinet", "leadership", "authority"}:
            return j
        phrase.organisation = hit.payload
        return hit.end + 1

    def _more_states(self, j: int) -> tuple[str, int] | None:
        k = j + 1
        while self.lower(k) in {"the", "and"}:
            k += 1
        state = self.state_at(k)
        return (state[0], state[2]) if state else None

    def _party(self, k: int) -> int | None:
        """An unlisted party or body in capitals after "of the": "the Communist Party", "the Council"; its end, or
        None.
        """
        end = k
        while (
            end < len(self.doc)
            and self.doc[end].text[:1].isupper()
            and self.doc[end].is_alpha
            and end not in self.names
        ):
            if self.state_at(end):
                break
            end += 1
        if end > k and self.doc[end - 1].lower_ in {
            "party",
            "council",
            "ministry",
            "assembly",
            "parliament",
            "committee",
            "front",
        }:
            return self._of_what(end)
        if self.lower(k) == "political" and self.lower(k + 1) == "party":
            return k + 2
        return None

    def _of_what(self, end: int) -> int:
        """The rest of a body's name: "the Ministry | of Foreign Affairs", not "the Ministry | of Peru"."""
        if self.lower(end) != "of" or not self.doc[end + 1 : end + 2].text[:1].isupper() or self.state_at(end + 1):
            return end
        k = end + 1
        while k < len(self.doc) and (self.doc[k].text[:1].isupper() or self.lower(k) == "and") and k not in self.names:
            k += 1
        return k - 1 if self.lower(k - 1) == "and" else k
