"""Groups: "the two ministers", "both countries", "the pair"."""

from __future__ import annotations

from communique.annotate.entities import Reference, RefKind
from communique.annotate.scan import Scan
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
    "party": None,
    "leader": ActorKind.PERSON,
    "minister": ActorKind.PERSON,
    "president": ActorKind.PERSON,
    "official": ActorKind.PERSON,
    "diplomat": ActorKind.PERSON,
    "delegation": None,
    "man": ActorKind.PERSON,
    "counterpart": ActorKind.PERSON,
    "head": ActorKind.PERSON,
    "premier": ActorKind.PERSON,
    "chief": ActorKind.PERSON,
    "secretary": ActorKind.PERSON,
    "envoy": ActorKind.PERSON,
    "ally": ActorKind.STATE,
    "rival": ActorKind.STATE,
    "pair": ActorKind.PERSON,
    "duo": ActorKind.PERSON,
}


class GroupRules(Scan):
    """Rules for expressions that mean several actors named before."""

    def _group(self, i: int) -> Reference | None:
        j = i
        if self.lower(j) in {"the", "these", "those"}:
            j += 1
        word = self.lower(j)
        if self.doc[i].lower_ == "their" and self.lower(i + 1) in {
            "countries",
            "governments",
            "nations",
            "capitals",
            "states",
        }:
            return self._grouped(i, i + 2, ActorKind.STATE)
        if word in {"pair", "duo"} and j > i:
            return self._grouped(i, j + 1, ActorKind.PERSON)
        if word == "parties" and j > i and self.lower(j + 1) != "to":
            return self._grouped(i, j + 1, None)
        if word == "sides" and j > i:
            return self._grouped(i, j + 1, None)
        if word not in {"two", "both", "three", "four"}:
            return None
        k = j + 1
        if word == "both" and self.lower(k) == "of":
            return None
        if self.lower(k) == "the":
            k += 1
        while k < len(self.doc) and k - j <= 4:
            lemma = self.doc[k].lemma_.lower()
            plural = self.doc[k].tag_ in {"NNS", "NNPS"} or self.doc[k].text.lower().endswith("s")
            if lemma in GROUP_NOUNS and plural:
                following = self.lower(k + 1)
                indefinite = j == i and word != "both" and GROUP_NOUNS[lemma] is ActorKind.PERSON
                if indefinite or self.doc[k].dep_ == "compound" or following in {"of"}:
                    return None  # "two ministers of ..." names its own members: read as offices
                return self._grouped(i, k + 1, GROUP_NOUNS[lemma])
            if self.doc[k].pos_ not in {"ADJ", "NOUN", "PROPN", "VERB", "NUM"} or self.state_at(k):
                break
            k += 1
        return None

    def _grouped(self, start: int, end: int, kind: ActorKind | None) -> Reference:
        made = self.make(RefKind.GROUP, start, end)
        made.plural = True
        made.basis = "group"
        made.actor_kind = kind or ActorKind.UNKNOWN
        return made
