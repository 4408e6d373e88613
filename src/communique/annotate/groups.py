"""Groups: "the two ministers", "both countries", "the pair", "the two Malaysians", "the two"."""

from __future__ import annotations

from communique.annotate.entities import Reference, RefKind
from communique.annotate.scan import POSSESSIVES, Scan
from communique.knowledge.organisations import Organisation
from communique.knowledge.positions import Position
from communique.model.values import ActorKind

GROUP_NOUNS = {
    "side": None,
    "country": ActorKind.STATE,
    "nation": ActorKind.STATE,
    "state": ActorKind.STATE,
    "neighbour": ActorKind.STATE,
    "neighbor": ActorKind.STATE,
    "capital": ActorKind.STATE,
    "government": ActorKind.STATE,
    "power": ActorKind.STATE,
    "republic": ActorKind.STATE,
    "kingdom": ActorKind.STATE,
    "economy": ActorKind.STATE,
    "island": ActorKind.STATE,
    "monarchy": ActorKind.STATE,
    "emirate": ActorKind.STATE,
    "people": ActorKind.STATE,
    "party": None,
    "leader": ActorKind.PERSON,
    "minister": ActorKind.PERSON,
    "president": ActorKind.PERSON,
    "official": ActorKind.PERSON,
    "diplomat": ActorKind.PERSON,
    "delegation": None,
    "man": ActorKind.PERSON,
    "woman": ActorKind.PERSON,
    "counterpart": ActorKind.PERSON,
    "colleague": ActorKind.PERSON,
    "head": ActorKind.PERSON,
    "premier": ActorKind.PERSON,
    "chief": ActorKind.PERSON,
    "secretary": ActorKind.PERSON,
    "envoy": ActorKind.PERSON,
    "negotiator": ActorKind.PERSON,
    "politician": ActorKind.PERSON,
    "statesman": ActorKind.PERSON,
    "interlocutor": ActorKind.PERSON,
    "soldier": ActorKind.PERSON,
    "guest": ActorKind.PERSON,
    "ally": ActorKind.STATE,
    "rival": ActorKind.STATE,
    "foe": ActorKind.STATE,
    "pair": ActorKind.PERSON,
    "duo": ActorKind.PERSON,
}
_COUNTS = frozenset({"two", "both", "three", "four"})
_STATES = frozenset({"republics", "neighbours", "neighbors", "allies", "rivals", "foes", "adversaries"})
_MOST_MODIFIERS = 5


class GroupRules(Scan):
    """Rules for expressions that mean several actors named before."""

    def _group(self, i: int) -> Reference | None:
        j = i + 1 if self.lower(i) in {"the", "these", "those"} else i
        word = self.lower(j)
        if self.doc[i].lower_ == "their" and self.lower(i + 1) in {
            "countries", "governments", "nations", "capitals", "states",
        }:  # fmt: skip
            return self._grouped(i, i + 2, ActorKind.STATE)
        if j > i:
            if word in {"pair", "duo", "trio"}:
                return self._grouped(i, j + 1, ActorKind.PERSON)
            if word == "parties" and self.lower(j + 1) != "to":
                return self._grouped(i, j + 1, None)
            if word == "sides":
                return self._grouped(i, j + 1, None)
        if word in _COUNTS:
            return self._counted(i, j)
        return self._described_states(i, j) if j > i else None

    def _counted(self, i: int, j: int) -> Reference | None:
        """ "the two foreign ministers", "both countries", "the two Britons", "the two"."""
        word, k = self.lower(j), j + 1
        if word == "both" and self.lower(k) == "of":
            return None
        if self.lower(k) == "the":
            k += 1
        start = k
        while k < len(self.doc) and k - start <= _MOST_MODIFIERS:
            hit = self.at.get(k)
            if hit is not None and isinstance(hit.payload, Position) and hit.plural:
                return self._officers(i, j, hit.end, hit.payload)
            state = self.state_at(k)
            if state is not None and state[0] != "SUN":
                return self._nationals(i, j, k)
            lemma = self.doc[k].lemma_.lower()
            plural = self.doc[k].tag_ in {"NNS", "NNPS"} or self.doc[k].text.lower().endswith(("s", "men"))
            if lemma in GROUP_NOUNS and plural:
                return self._nouned(i, j, k)
            if lemma == "member" and plural and isinstance(self._payload(k - 1), Organisation):
                return self._grouped(i, k + 1, ActorKind.STATE)  # "the two NATO members"
            if self.doc[k].pos_ not in {"ADJ", "NOUN", "PROPN", "VERB", "NUM", "PUNCT"} or self.doc[k].text in {
                ",",
                ".",
            }:
                break
            k += 1
        return self._the_two(i, j)

    def _payload(self, last: int) -> object:
        """What the table has of the hit that ends with this token."""
        return next((h.payload for h in self.at.values() if h.end == last + 1), None)

    def _nouned(self, i: int, j: int, k: int) -> Reference | None:
        kind = GROUP_NOUNS[self.doc[k].lemma_.lower()]
        indefinite = j == i and self.lower(j) != "both" and kind is ActorKind.PERSON
        if indefinite or self.doc[k].dep_ == "compound" or self.lower(k + 1) == "of":
            return None  # "two ministers of ..." names its own members: read as offices
        return self._grouped(i, k + 1, kind)

    def _officers(self, i: int, j: int, end: int, position: Position) -> Reference | None:
        indefinite = j == i and self.lower(j) != "both"
        if indefinite or self.lower(end) in {"of", "from"}:
            return None
        made = self._grouped(i, end, ActorKind.PERSON)
        made.office = position.title
        return made

    def _nationals(self, i: int, j: int, k: int) -> Reference | None:
        """ "the two Malaysians": persons of one state; "the two Korean leaders" goes on to its noun."""
        state = self.state_at(k)
        if state is None or state[1] not in {"people", "adjective"} or j == i:
            return None
        code, _, end = state
        hit = self.at.get(end)
        noun = self.lower(end)
        if hit is not None and isinstance(hit.payload, Position) and hit.plural:
            made = self._grouped(i, hit.end, ActorKind.PERSON)
            made.office, made.country = hit.payload.title, code
            return made
        if noun in {"officials", "diplomats", "envoys", "men", "women", "delegates"}:
            end += 1
        elif end < len(self.doc) and self.doc[end].pos_ in {"NOUN", "PROPN", "ADJ"}:
            return None
        made = self._grouped(i, end, ActorKind.PERSON)
        made.country = code
        return made

    def _the_two(self, i: int, j: int) -> Reference | None:
        """ "the two embraced": nothing follows that it could count."""
        following = self.doc[j + 1] if j + 1 < len(self.doc) else None
        if j == i or self.lower(j) not in {"two", "three"} or self.doc[j].dep_ == "nummod":
            return None
        if (
            following is None
            or following.pos_ in {"VERB", "AUX", "PUNCT", "ADV", "ADP"}
            or following.text in POSSESSIVES
        ):
            return self._grouped(i, j + 1, ActorKind.PERSON)
        return None

    def _described_states(self, i: int, j: int) -> Reference | None:
        """ "the former Soviet republics", "the Nordic neighbours"."""
        for k in range(j, min(len(self.doc), j + 4)):
            if (
                self.lower(k) in _STATES
                and self.doc[k].dep_ != "compound"
                and self.lower(k + 1) not in {"of", "in", "to"}
            ):
                return self._grouped(i, k + 1, ActorKind.STATE)
            state = self.state_at(k)
            if self.doc[k].pos_ not in {"ADJ", "PROPN", "NOUN"} or (state is not None and state[0] != "SUN"):
                return None
        return None

    def _grouped(self, start: int, end: int, kind: ActorKind | None) -> Reference:
        made = self.make(RefKind.GROUP, start, end)
        made.plural = True
        made.basis = "group"
        made.actor_kind = kind or ActorKind.UNKNOWN
        return made
