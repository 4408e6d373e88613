"""Expressions that describe whom a text names elsewhere: "the Southeast Asian country", "the bloc", "his guest"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.annotate.attribution.lexicon import reporting
from communique.annotate.entities import Reference, RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.persons import PersonRules
from communique.annotate.scan import POSSESSIVES
from communique.annotate.tables import rows
from communique.knowledge.organisations import KINDS
from communique.knowledge.traits import traits
from communique.model.values import ActorKind

COUNTRY_NOUNS = frozenset("country nation state republic neighbour neighbor power giant".split())
HOSTS = frozenset({"host"})
GUESTS = frozenset({"guest", "visitor"})
_LONGEST = 5  # words between the article and the noun
# Modifiers that tell nothing of which state is meant.
PLAIN = frozenset(
    "small large big tiny little poor rich vast young old new former neighbouring neighboring fellow host same tiny "
    "impoverished wealthy populous democratic coastal reclusive isolated ruling whole".split()
)
_TONGUES = frozenset({"-speaking", "-majority"})
OURS = "ours"  # name of a reference by which a paper means the state that it is of
MAJESTY = "majesty"  # name of a reference to a monarch by style alone
# After these "us" is the paper itself: "told us", "let us", "shared with us".
_TO_THE_PAPER = frozenset("let tell inform show share assure remind contact talk speak write join".split())
_NUMBERED = frozenset({"one", "two", "three", "four", "both", "many", "several", "other", "another", "every", "each"})


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A noun that organisations go by: which kinds of them, and words of their names that make it likelier."""

    kinds: frozenset[str]
    names: tuple[str, ...]


@cache
def body_words() -> dict[str, BodyWord]:
    """Nouns such as "bloc" and "lender".

    Raises:
        BadTable: when the shipped table is damaged.
    """
    found = {}
    for _, row in rows("body_words.csv", ["word", "kinds", "names", "note"], ["word", "kinds"]):
        kinds = frozenset(row["kinds"].split("|"))
        assert kinds <= set(KINDS), row
        found[row["word"]] = BodyWord(kinds, tuple(n for n in row["names"].split("|") if n))
    return found


@cache
def _trait_nouns() -> frozenset[str]:
    """Traits that are nouns by themselves: "the kingdom", "the archipelago", "the island nation"."""
    return frozenset(
        "island isle archipelago emirate sultanate kingdom monarchy principality federation superpower city-state "
        "sheikhdom duchy".split()
    )


class DescriptionRules(PersonRules):
    """Rules for descriptions of states, organisations, hosts and guests, and of persons by their state."""

    def _description(self, i: int) -> Reference | None:
        opens = self.lower(i)
        if opens in {"us", "our"}:
            return self._ours(i)
        if opens not in {"the", "this", "that", "its", "his", "her", "their"}:
            return None
        owner = i if self.doc[i].tag_ == "PRP$" else None
        for rule in (self._host_or_guest, self._described_state, self._described_body, self._national):
            made = rule(i, owner)
            if made is not None:
                made.owner = owner
                return made
        return None

    def _monarch(self, i: int) -> Reference | None:
        """ "His Majesty", "Her Royal Highness", with no name after it."""
        if self.lower(i) not in {"his", "her"}:
            return None
        end = i + 2 + (self.lower(i + 1) == "royal")
        named = any(k in self.names or k in self.at for k in (i + 1, end, end + (self.lower(end) == "the")))
        if self.lower(end - 1) not in {"majesty", "highness"} or (named and end - 1 not in self.names):
            return None
        if named and (self.names.get(end - 1) != end or end in self.at):
            return None
        made = self.make(RefKind.DESCRIPTION, i, end, name=MAJESTY)
        made.actor_kind, made.basis, made.head = ActorKind.PERSON, "description", end - 1
        return made

    def _ours(self, i: int) -> Reference | None:
        """ "gave us", "our country", "our troops", "our northern neighbour": as a state's own press speaks."""
        if self.lower(i) == "us":
            verb = self.doc[i].head if self.doc[i].head.pos_ != "ADP" else self.doc[i].head.head
            to_paper = verb.lemma_.lower() in reporting() | _TO_THE_PAPER
            if self.doc[i].text != "us" or to_paper:
                return None
            end, head = i + 1, i
        else:
            noun = next((k for k in range(i + 1, min(i + 5, len(self.doc))) if self._heads(k)), None)
            if noun is None or self.doc[noun].head.i in range(i, noun):
                return None
            word = self.doc[noun].lemma_.lower()
            if word in {"neighbour", "neighbor"}:
                return self._our_neighbour(i, noun)
            if word not in word_classes()["ours"] | COUNTRY_NOUNS:
                return None
            whole = word in COUNTRY_NOUNS
            end, head = (noun + 1, noun) if whole else (i + 1, i)
        made = self.make(RefKind.DESCRIPTION, i, end, name=OURS)
        made.actor_kind, made.basis, made.head = ActorKind.STATE, "description", head
        return made

    def _heads(self, k: int) -> bool:
        """Whether a token is the noun that the words before it belong to."""
        token = self.doc[k]
        return token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "nmod", "amod"}

    def _our_neighbour(self, i: int, noun: int) -> Reference:
        made = self.make(RefKind.DESCRIPTION, i, noun + 1, name=f"{OURS} {self.doc[noun].lower_}")
        made.actor_kind, made.basis, made.head = ActorKind.STATE, "description", noun
        return made

    def _host_or_guest(self, i: int, owner: int | None) -> Reference | None:
        """ "the host", "his guest", "the Russian visitor", "the visitor from Bangkok"."""
        j, country = i + 1, None
        state = self.state_at(j)
        if state is not None and state[1] in {"adjective", "people", "name"}:
            country, j = state[0], state[2]
        if self.lower(j) in {"foreign", "visiting", "honoured", "honored"}:
            j += 1
        if (
            self.lower(j) not in HOSTS | GUESTS
            or self.doc[j].dep_ == "compound"
            or self.lower(j + 1) in {"of", "country"}
        ):
            return None
        end = j + 1
        if self.lower(end) == "from" and (home := self.state_at(end + 1)) is not None:
            country, end = home[0], home[2]
        made = self.make(
            RefKind.DESCRIPTION, i, end, name="host" if self.lower(j) in HOSTS else "guest", country=country
        )
        made.actor_kind, made.basis, made.head = ActorKind.PERSON, "description", j
        return made

    def _described_state(self, i: int, owner: int | None) -> Reference | None:
        """ "the Southeast Asian country", "the landlocked kingdom", "its eastern neighbour", "the archipelago"."""
        for end in range(min(len(self.doc), i + 2 + _LONGEST), i + 1, -1):
            noun = self.doc[end - 1]
            word = noun.lower_
            joined = self.doc[max(i + 1, end - 3) : end].text  # "city-state" is three tokens
            if joined in {"city-state", "city-states"}:
                word = "city-state"
            if word not in COUNTRY_NOUNS | _trait_nouns() or noun.pos_ not in {"NOUN", "PROPN", "ADJ"}:
                continue
            if owner is not None and word not in {"neighbour", "neighbor"}:
                continue
            modifiers = [t.text for t in self.doc[i + 1 : end - 1]]
            if word == "city-state":
                modifiers = modifiers[:-2]
            if not self._describes(modifiers, i + 1, word):
                continue
            compound = noun.dep_ == "compound" and word not in _trait_nouns() - {"island", "federation"}
            if compound or self.lower(end) in {"of", "-"}:
                return None
            phrase = " ".join([*modifiers, word]).replace(" - ", "-")
            made = self.make(RefKind.DESCRIPTION, i, end, name=phrase)
            made.actor_kind, made.basis, made.head = ActorKind.STATE, "description", end - 1
            return made
        return None

    def _describes(self, modifiers: list[str], start: int, noun: str) -> bool:
        """True when the words before the noun may describe a state, and are no state's name or another noun's."""
        if any(m.lower() in _NUMBERED or m in POSSESSIVES for m in modifiers):
            return False
        for k in range(len(modifiers)):
            # "the Portuguese-speaking country", "the former Soviet republic" are no Portugal and no Soviet Union
            state, after = self.state_at(start + k), self.doc[start + k + 1 : start + k + 3].text.lower()
            if state is not None and state[0] != "SUN" and after not in _TONGUES:
                return False
        if noun in {"power", "giant", "state"} and not modifiers:
            return False  # "the power", "the state": hardly ever a state that was named
        return all(
            self.doc[start + k].pos_ in {"ADJ", "NOUN", "PROPN", "VERB", "PUNCT", "ADV"} for k in range(len(modifiers))
        )

    def _described_body(self, i: int, owner: int | None) -> Reference | None:
        """ "the bloc", "the 27-nation union", "the regional grouping", "the ministry"."""
        if owner is not None:
            return None
        for end in range(i + 2, min(len(self.doc), i + 2 + _LONGEST) + 1):
            noun = self.doc[end - 1]
            if noun.lower_ in body_words() and noun.text == noun.lower_ and noun.pos_ in {"NOUN", "PROPN"}:
                if noun.dep_ in {"compound", "amod", "nmod"} or self.lower(end) in {"of", "-"}:
                    return None
                made = self.make(RefKind.DESCRIPTION, i, end, name=noun.lower_)
                made.actor_kind, made.basis, made.head = ActorKind.ORGANISATION, "description", end - 1
                return made
            if noun.pos_ not in {"ADJ", "NUM", "NOUN", "PUNCT"} or end - 1 in self.at or noun.text[:1].isupper():
                return None
        return None

    def _national(self, i: int, owner: int | None) -> Reference | None:
        """ "the Finn", "the American" who acts: a person of that state whom the text has named."""
        state = self.state_at(i + 1) if owner is None else None
        if state is None or state[1] not in {"adjective", "people"} or state[2] != i + 2:
            return None
        word = self.doc[i + 1]
        if word.dep_ in {"amod", "compound", "nmod"} or word.text.endswith(("s", "ese", "sh", "ch")):
            return None  # "the Chinese", "the French" are their state
        if any(c.dep_ == "relcl" for c in word.children):
            return None
        made = self.make(RefKind.DESCRIPTION, i, i + 2, name="national", country=state[0])
        made.actor_kind, made.basis, made.head = ActorKind.PERSON, "description", i + 1
        return made


def fits(phrase: str) -> list[tuple[str, frozenset[str]]]:
    """The parts of a description that tell which states are meant, with those states: the longest parts first."""
    words, found = phrase.split(), []
    at = 0
    while at < len(words):
        for size in (3, 2, 1):
            part = " ".join(words[at : at + size])
            if len(words[at : at + size]) == size and part in traits():
                found.append((part, traits()[part]))
                at += size
                break
        else:
            at += 1
    return found
