"""Which written names are one person: grouped over the whole record, the same whatever order the documents came in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from communique.knowledge.names import is_full, keys, same_spelling, short_of, tokens
from communique.knowledge.offices import Roster, shipped
from communique.model.ids import slug


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """One person's name as one document has it. ``country`` is "" when not known, so that rows sort."""

    document: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the record: actor id, display name, state, all forms found, and why they were put together."""

    id: str
    name: str
    country: str | None
    names: tuple[str, ...]
    why: tuple[str, ...] = ()


_Form = tuple[str, str]  # name, country or ""


@dataclass(slots=True)
class _Group:
    forms: list[_Form]
    label: str = ""
    country: str = ""
    short: list[_Form] = field(default_factory=list)
    why: set[str] = field(default_factory=set)


def person_id(name: str, country: str | None) -> str:
    """``person:sergey-lavrov.rus``; without the state when it is not known."""
    return f"person:{slug(name)}.{country.lower()}" if country else f"person:{slug(name)}"


def group_persons(seen: Mapping[Named, int], roster: Roster | None = None) -> dict[Named, Person]:
    """Every named mention's person. ``seen`` counts mentions; the result has one entry for each of its keys.

    ``roster``: who is known to hold offices, under which names; by default the shipped table.
    """
    return _Grouper(roster or shipped()).persons(seen)


class _Grouper:
    """Groups names with what one roster knows of them."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def persons(self, seen: Mapping[Named, int]) -> dict[Named, Person]:
        full: Counter[_Form] = Counter()
        for named, count in sorted(seen.items()):
            if is_full(named.name):
                full[(named.name, named.country)] += count
        groups = self._group_full(full)
        home: dict[Named, int] = {}
        place = {form: i for i, g in enumerate(groups) for form in g.forms}
        rest: list[Named] = []
        for named in sorted(seen):
            at = place.get((named.name, named.country))
            if at is None:
                rest.append(named)
            else:
                home[named] = at
        self._attach_short(rest, groups, home)
        counts: list[Counter[str]] = [Counter() for _ in groups]
        for named, at in home.items():
            counts[at][named.name] += seen[named]
        persons = _unify([self._person(g, c) for g, c in zip(groups, counts, strict=True)])
        return {named: persons[at] for named, at in sorted(home.items())}

    def _group_full(self, full: Mapping[_Form, int]) -> list[_Group]:
        """Components of forms with a known state; each of those without one joins its match, if it has just one."""
        known = self._components(sorted(f for f in full if f[1]))
        open_ones = self._components(sorted(f for f in full if not f[1]))
        groups = [self._made(forms) for forms in known]
        made = [self._made(forms) for forms in open_ones]
        matches = [
            [g for g in groups if _fit(new, g)] for new in made
        ]  # all before any joins, so that none helps another
        for new, fits in zip(made, matches, strict=True):
            forms = list(new.forms)
            if len(fits) == 1:
                fits[0].forms.extend(forms)
                fits[0].label = fits[0].label or new.label
                fits[0].why.add(
                    f"linked because: {_quoted(forms)} without a state fits only the one of {fits[0].country}"
                )
            else:
                groups.append(new)
        return groups

    def _made(self, forms: list[_Form]) -> _Group:
        labels = sorted(
            {label for name, country in forms if (label := self._roster.person_named(name, country or None))}
        )
        group = _Group(forms=list(forms), label=labels[0] if len(labels) == 1 else "")
        countries = sorted({country for _, country in forms if country})
        group.country = countries[0] if countries else ""
        if len({name for name, _ in forms}) > 1:
            where = group.country or "no state given"
            group.why.add(f"linked because: {_quoted(forms)} are spellings of one name, {where}")
        return group

    def _components(self, forms: list[_Form]) -> list[list[_Form]]:
        """Connected forms of one state, where no component may hold two persons of the shipped table."""
        label = {f: self._roster.person_named(f[0], f[1] or None) or "" for f in forms}
        buckets: defaultdict[tuple[str, str], list[_Form]] = defaultdict(list)
        for form in forms:
            for key in sorted(keys(form[0]) | ({f"={label[form]}"} if label[form] else set())):
                buckets[(form[1], key)].append(form)
        pairs = {pair for bucket in buckets.values() for pair in combinations(bucket, 2)}
        edges = sorted(
            (0 if label[a] and label[a] == label[b] else 1 if tokens(a[0]) == tokens(b[0]) else 2, a, b)
            for a, b in pairs
            if (label[a] and label[a] == label[b]) or (not (label[a] and label[b]) and same_spelling(a[0], b[0]))
        )
        root = {f: f for f in forms}

        def find(form: _Form) -> _Form:
            while root[form] != form:
                form = root[form]
            return form

        for _, a, b in edges:
            one, two = sorted((find(a), find(b)))
            if one != two and not (label[one] and label[two] and label[one] != label[two]):
                root[two] = one
                label[one] = label[one] or label[two]
        found: defaultdict[_Form, list[_Form]] = defaultdict(list)
        for form in forms:
            found[find(form)].append(form)
        return [found[key] for key in sorted(found)]

    def _attach_short(self, rest: list[Named], groups: list[_Group], home: dict[Named, int]) -> None:
        """Surnames and initials: to the one full name of their document, else of the record, else of the roster."""
        by_document: defaultdict[str, set[int]] = defaultdict(set)
        for named, at in home.items():
            by_document[named.document].add(at)
        full = len(groups)
        own: dict[_Form, int] = {}
        for named in rest:
            near = [i for i in sorted(by_document[named.document]) if i < full and self._stands_for(named, groups[i])]
            wide = [i for i in range(full) if self._stands_for(named, groups[i])]
            for fits, where in ((near, "this document"), (wide, "the record")):
                if len(fits) == 1:
                    home[named] = fits[0]
                    groups[fits[0]].short.append((named.name, named.country))
                    groups[fits[0]].why.add(f"linked because: “{named.name}” fits only this person in {where}")
                    break
            else:
                # Several fit: nobody is chosen, and the short form stays an actor of its own.
                label = "" if wide else self._roster.person_named(named.name, named.country or None) or ""
                form = (label or named.name, named.country)
                if form not in own:
                    own[form] = len(groups)
                    groups.append(_Group(forms=[], label=label, country=named.country))
                home[named] = own[form]
                groups[own[form]].short.append((named.name, named.country))
                if label:
                    groups[own[form]].why.add(f"linked because: “{named.name}” is only {label} in the shipped table")

    def _stands_for(self, named: Named, group: _Group) -> bool:
        if named.country and group.country and named.country != group.country:
            return False
        if any(short_of(named.name, name) for name, _ in group.forms):
            return True
        return bool(group.label) and any(
            tokens(t.surname) == tokens(named.name) for t in self._roster.of(group.label) if t.person == group.label
        )

    def _person(self, group: _Group, counts: Counter[str]) -> Person:
        names = tuple(sorted(counts))
        full = [n for n in names if is_full(n)] or list(names)
        name = group.label or min(full, key=lambda n: (-counts[n], -len(n), n))
        country = group.country or next(iter(sorted({c for _, c in group.short if c})), "")
        country = country or (self._roster.country_of(group.label) or "" if group.label else "")
        why = set(group.why)
        if group.label:
            why.add(f"linked because: the shipped table has {group.label} under {_quoted((n, '') for n in names)}")
        return Person(person_id(name, country or None), name, country or None, names, tuple(sorted(why)))


def _quoted(forms: Iterable[_Form]) -> str:
    return " and ".join(f"“{name}”" for name in sorted({name for name, _ in forms}))


def _fit(one: _Group, two: _Group) -> bool:
    if one.label and two.label:
        return one.label == two.label
    return any(same_spelling(a, b) for a, _ in one.forms for b, _ in two.forms)


def _unify(persons: list[Person]) -> list[Person]:
    """One ``Person`` for each id: two groups can end under one name when the shipped table names both."""
    same: defaultdict[str, list[Person]] = defaultdict(list)
    for person in persons:
        same[person.id].append(person)
    whole = {
        key: Person(
            key,
            min(p.name for p in group),
            group[0].country,
            tuple(sorted({n for p in group for n in p.names})),
            tuple(sorted({w for p in group for w in p.why})),
        )
        for key, group in same.items()
    }
    return [whole[p.id] for p in persons]
