"""Who has the floor: what one statement leaves to those after it."""

from __future__ import annotations

from dataclasses import replace

from communique.annotate.attribution.chains import Found
from communique.annotate.attribution.occasions import DOCUMENT, occasion_nouns
from communique.model.values import ActorKind, Participant

_CONVERSATIONS = frozenset({"letter", "call", "meeting"})
OF_ANOTHER = frozenset(
    {"thanked", "praised", "accused", "congratulated", "condemned"}
)  # whom the words are about need not be who is spoken to
_THEIRS = frozenset({"its", "their", "his", "her"})
_MOST_APART = 3  # sentences after which a meeting no longer tells who is spoken to


class Floor:
    """Who has the floor: what one sentence leaves to those after it."""

    def __init__(self) -> None:
        self.last: Found | None = None
        self.inner: Found | None = None  # the last one inside another's words
        self.direct: Found | None = None  # the last one with quoted words
        self.opened: Found | None = None  # announces a quotation that begins the next paragraph
        self.again = False  # the last speakers were nameless and are called again
        self.nameless: list[Participant] = []
        self.kind = ""
        self.sides: tuple[tuple[Participant, ...], tuple[Participant, ...]] = ((), ())
        self.age = 0

    def meeting(self, kind: str, first: tuple[Participant, ...], second: tuple[Participant, ...]) -> None:
        """Two sides meet, or speak by telephone."""
        self.kind, self.sides, self.age = kind, (first, second), 0

    def known(self, spoken_by: tuple[Participant, ...]) -> tuple[Participant, ...]:
        """Speakers, nameless ones as they were called first: "the official" is the "official close to the talks"."""
        self.again = False
        out = []
        for one in spoken_by:
            if one.kind is not ActorKind.UNKNOWN:
                out.append(one)
                continue
            words = one.text.split()
            if (
                self.last is not None
                and words[0].lower() in _THEIRS
                and occasion_nouns().get(words[-1].lower()) in DOCUMENT
            ):
                out.extend(self.last.speakers)  # "According to its readout": whoever spoke last wrote it
                continue
            key = next((w.lower() for w in reversed(words[:4]) if w.isalpha()), "")
            again = words[0].lower() in {"the", "this", "that"} and len(words) <= 3
            some = words[0].lower() in {"one", "two", "another", "both", "some"} and "of" in words
            key = (words[-1].lower() if some else key).removesuffix("s")
            before = next((p for p in reversed(self.nameless) if key and key in p.text.lower()), None)
            self.again = self.again or (before is not None and (again or some))
            before = before if again else None
            if before is None:
                self.nameless.append(one)
            out.append(one if before is None else replace(one, name=before.name, country=before.country))
        return tuple(out)

    def other_side(self, spoken_by: tuple[Participant, ...]) -> tuple[Participant, ...]:
        """Whom those who speak are in conversation with; nobody where they are none of the two sides."""
        if self.age > _MOST_APART:
            return ()
        names = {p.name for p in spoken_by}
        for own, other in (self.sides, self.sides[::-1]):
            if names and names <= {p.name for p in own} and other:
                return tuple(replace(p, role="addressee") for p in other)
        return ()

    def carried(self, found: Found, *, offset: int, pronoun: bool) -> Found:
        """What an unbroken run of one speaker keeps: the medium, the occasion, and who is spoken to.

        Args:
            found: as its own sentence tells it.
            offset: where its paragraph begins.
            pronoun: no name tells who speaks: only then a run goes on over paragraphs.
        """
        last = self.last
        if last is not None:
            same = {p.name for p in last.speakers} == {p.name for p in found.speakers}
            same = same or (self.again and all(p.kind is ActorKind.UNKNOWN for p in last.speakers))
            found = self._run(found, last, pronoun, offset) if same else _replying(found, last)
        other = self.other_side(found.speakers) if not found.addressees else ()
        if other and found.occasion in {"", self.kind}:
            found = replace(found, addressees=other, occasion=found.occasion or self.kind)
        return found

    def carried_within(self, found: Found) -> Found:
        """What a statement inside another's words keeps of the one before it in its sentence, by the same speaker."""
        last = self.inner
        if (
            last is None
            or last.sentence != found.sentence
            or {p.name for p in last.speakers} != {p.name for p in found.speakers}
        ):
            return found
        own = found.addressees or (last.addressees if found.manner not in OF_ANOTHER else ())
        return replace(found, occasion=found.occasion or last.occasion, addressees=own)

    @staticmethod
    def _run(found: Found, last: Found, pronoun: bool, offset: int) -> Found:
        if pronoun or last.sentence.end > offset:
            found = replace(
                found,
                media=found.media or last.media,
                occasion=found.occasion or last.occasion,
                medium=found.medium or last.medium,
            )
        if not found.addressees and last.addressees:
            together = last.sentence == found.sentence and found.manner not in OF_ANOTHER
            if together or (found.occasion in _CONVERSATIONS and pronoun):
                found = replace(found, addressees=last.addressees)
        return found


def _replying(found: Found, last: Found) -> Found:
    """Who replies speaks to whoever spoke before."""
    if found.addressees or found.manner != "replied":
        return found
    return replace(found, addressees=tuple(replace(p, role="addressee") for p in last.speakers))
