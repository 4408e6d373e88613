"""The event lexicon as data: predicates with what they code and where their sides stand, and classes of nouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.annotate.tables import rows
from communique.errors import BadTable
from communique.model.ontology import EventType, ontology

_COLUMNS = ["lemma", "pos", "event", "mode", "form", "source", "target", "object", "contexts", "needs"]
_SLOTS = frozenset(
    "subj obj iobj poss by of with to from against for on between among in at over into toward towards near about "
    "upon along off outside after clause whose".split()
)
# Conditions that a row may name, beyond slots and objects.
NEEDS = frozenset(
    "person-source person-target no-person-target gathering partner light-verb people-source phone harm force "
    "alert intransitive stays leaves calls names persona leave cargo summons expected toll troops counterpart relief "
    "downsize opens".split()
)
_CONTEXTS_BESIDE = frozenset({"humanitarian"})  # PLOVER's conversion table uses it, its list of contexts does not


@dataclass(frozen=True, slots=True)
class Predicate:
    """One row of the lexicon. ``slots`` are in order of preference; ``objects`` are the nouns that the verb's
    object must be.
    """

    lemma: str
    particles: tuple[str, ...]
    pos: str
    event: EventType
    mode: str | None
    form: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    objects: frozenset[str]
    contexts: tuple[str, ...]
    needs: str


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Classes of nouns by name.

    Raises:
        BadTable: when the shipped table is damaged.
    """
    return {
        row["class"]: frozenset(row["words"].split("|"))
        for _, row in rows("wordclasses.csv", ["class", "words"], ["class", "words"])
    }


@cache
def lexicon() -> dict[tuple[str, str], tuple[Predicate, ...]]:
    """Predicates by lemma and part of speech ("verb", "noun"); the more demanding (particle, object) come first.

    Raises:
        BadTable: an unknown event, slot, class or form in the shipped table.
    """
    found: dict[tuple[str, str], list[Predicate]] = {}
    forms = {f for f, _ in ontology().forms}
    for line, row in rows("predicates.csv", _COLUMNS, ["lemma", "pos", "event", "source"]):
        where = f"predicates.csv:{line}"
        if row["pos"] not in {"verb", "noun"} or row["event"] not in EventType.__members__:
            raise BadTable(f"{where}: {row['pos']} {row['event']}", "pos is verb or noun, event one of the sixteen")
        event = EventType(row["event"])
        source, target = (tuple(s for s in row[side].split("|") if s) for side in ("source", "target"))
        unknown = {*source, *target} - _SLOTS
        if unknown:
            raise BadTable(f"{where}: unknown slot {sorted(unknown)}", f"slots are {', '.join(sorted(_SLOTS))}")
        if row["form"] and row["form"] not in forms:
            raise BadTable(f"{where}: unknown form {row['form']}", f"forms are {', '.join(sorted(forms))}")
        if row["needs"] and row["needs"] not in NEEDS:
            raise BadTable(f"{where}: unknown need {row['needs']}", f"needs are {', '.join(sorted(NEEDS))}")
        modes = {m for m, _ in ontology().of(event).modes}
        if row["mode"] and row["mode"] not in modes:
            raise BadTable(
                f"{where}: {event} has no mode {row['mode']}", f"its modes are {', '.join(sorted(modes)) or 'none'}"
            )
        contexts = tuple(c for c in row["contexts"].split("|") if c)
        if set(contexts) - set(ontology().contexts) - _CONTEXTS_BESIDE:
            raise BadTable(f"{where}: unknown context {row['contexts']}", "see ontology.toml")
        lemma, *particles = row["lemma"].split("_")
        predicate = Predicate(
            lemma=lemma,
            particles=tuple(particles),
            pos=row["pos"],
            event=event,
            mode=row["mode"] or None,
            form=row["form"] or None,
            source=source,
            target=target,
            objects=_objects(row["object"], where),
            contexts=tuple("human_security" if c in _CONTEXTS_BESIDE else c for c in contexts),
            needs=row["needs"],
        )
        found.setdefault((lemma, row["pos"]), []).append(predicate)
    return {key: tuple(sorted(entries, key=_demand)) for key, entries in found.items()}


def _demand(predicate: Predicate) -> tuple[int, int]:
    return (-len(predicate.particles), -int(bool(predicate.objects)))


def _objects(cell: str, where: str) -> frozenset[str]:
    if not cell.startswith("@"):
        return frozenset(w for w in cell.split("|") if w)
    classes = word_classes()
    if cell[1:] not in classes:
        raise BadTable(f"{where}: unknown class {cell}", f"classes are {', '.join(sorted(classes))}")
    return classes[cell[1:]]
