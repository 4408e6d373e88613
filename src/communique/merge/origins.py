"""From how many independent roots the reports of an event come.

Two papers that print one agency's report are one origin; so is everybody who only repeats what one person said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.knowledge.sources import find_outlet
from communique.model.ids import slug
from communique.model.records import Claim, Document, Origin, Statement
from communique.model.values import LinkKind


@dataclass(frozen=True, slots=True, order=True)
class Root:
    """Where one claim's report leads back to. ``key`` is what two reports must share to be one origin."""

    key: str
    name: str
    why: str


def root_of(claim: Claim, documents: Mapping[str, Document]) -> Root:
    """What a claim leads back to: the innermost medium it names, a credited agency, its own outlet, or nobody known.

    A near-copy counts as the document that it copies.
    """
    original = original_of(claim.document, documents)
    copied = f", of which {claim.document} is a copy" if original != claim.document else ""
    media = [link.name for link in claim.attribution if link.kind is LinkKind.MEDIUM]
    if media:
        return _medium(media[-1], f"reported as coming from {media[-1]}")
    taken = _taken_from(claim, documents)
    if taken is not None:
        return _root_of_document(original_of(taken, documents), documents, f", whose words {claim.document} repeats")
    return _root_of_document(original, documents, copied)


def _taken_from(claim: Claim, documents: Mapping[str, Document]) -> str | None:
    """The document from which the stretch that the claim stands in was taken, if it was."""
    document = documents.get(claim.document)
    reuses = document.reuses if document is not None else ()
    return next((r.document for r in reuses if r.span.covers(claim.predicate)), None)


def _root_of_document(original: str, documents: Mapping[str, Document], copied: str) -> Root:
    document = documents.get(original)
    if document is None:
        return Root(f"document:{original}", original, f"source not known{copied}")
    if document.credits:
        return _medium(document.credits[0], f"{original} credits it{copied}")
    if document.source is not None:
        return Root(f"source:{document.source.id}", document.source.name, f"its own report{copied}")
    return Root(f"document:{original}", document.title or original, f"source not known{copied}")


def _medium(name: str, why: str) -> Root:
    outlet = find_outlet(name)
    return Root(f"source:{outlet.id if outlet else slug(name)}", outlet.name if outlet else name, why)


def original_of(document: str, documents: Mapping[str, Document]) -> str:
    """The document at the end of the chain of near-copies; a chain that runs in a circle ends at its smallest id."""
    seen = [document]
    while (found := documents.get(seen[-1])) is not None and found.copy_of is not None:
        if found.copy_of in seen:
            return min(seen[seen.index(found.copy_of) :])
        seen.append(found.copy_of)
    return seen[-1]


def origins(
    claims: Sequence[Claim], documents: Mapping[str, Document], statements: Mapping[str, Statement]
) -> tuple[Origin, ...]:
    """The independent origins of some claims about one happening, by name."""
    speaker = _only_speaker(claims, statements)
    if speaker is not None:
        shown = tuple(sorted({c.document for c in claims}))
        return (Origin(speaker, f"all reports rest on the words of {speaker}; none tells it on its own", shown),)
    roots: defaultdict[str, set[tuple[Root, str]]] = defaultdict(set)
    for claim, root in _document_roots(claims, documents):
        roots[root.key].add((root, claim.document))
    found = [_origin(group) for group in roots.values()]
    return tuple(sorted(found, key=lambda o: (o.name, o.documents)))


def _origin(group: Iterable[tuple[Root, str]]) -> Origin:
    listed = sorted(group)
    why = "; ".join(dict.fromkeys(root.why for root, _ in listed))
    return Origin(listed[0][0].name, why, tuple(sorted({d for _, d in listed})))


def _document_roots(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterable[tuple[Claim, Root]]:
    """One root for each document's own telling; what it only passes on does not count beside that."""
    by_document: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.id):
        by_document[claim.document].append(claim)
    for _, told in sorted(by_document.items()):
        own = [c for c in told if not any(link.kind is LinkKind.MEDIUM for link in c.attribution)]
        for claim in own[:1] or told:
            yield claim, root_of(claim, documents)


def _only_speaker(claims: Sequence[Claim], statements: Mapping[str, Statement]) -> str | None:
    """The one person whose words every claim is, when there is such a person."""
    found: set[str] | None = None
    for claim in claims:
        names = _speakers(claim, statements)
        found = names if found is None else found & names
        if not found:
            return None
    return min(found) if found else None


def _speakers(claim: Claim, statements: Mapping[str, Statement]) -> set[str]:
    names = {link.name for link in claim.attribution if link.kind is LinkKind.SPEAKER}
    statement = statements.get(claim.statement) if claim.statement else None
    return names | ({p.name for p in statement.speakers} if statement else set())
