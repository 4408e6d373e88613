"""The invented record in a real file, so that the command line is tried on what it will meet."""

from __future__ import annotations

import hashlib
from pathlib import Path

from memory import MemoryRecord

from communique.link.actors import Actor
from communique.record import derived, documents, merging
from communique.record.store import Store


def store(record: MemoryRecord, path: Path) -> Path:
    """Write ``record`` to ``path`` and give it back."""
    with Store.open(path, create=True) as made, made.transaction():
        for document in record.all_documents:
            content = hashlib.sha256(document.text.encode()).hexdigest()
            documents.put(made, document, content=content, extractor="test")
        for skipped in record.all_skipped:
            documents.put_skipped(made, skipped)
        derived.put_actors(
            made,
            [
                Actor(a.id, a.name, a.kind, a.country, a.sector, a.names, a.offices, a.documents, a.mentions, a.why)
                for a in record.all_actors
            ],
        )
        derived.put_offices(made, record.offices())
        derived.put_claims(made, [derived.Placed(c, "CHL-NOR", "CHL-NOR", 0, 0) for c in record.all_claims])
        texts = {d.id: d.text for d in record.all_documents}
        derived.put_statements(
            made,
            [
                derived.Told(
                    s, " ".join(span.of(texts[s.document]) for span in s.content_spans), frozenset({"NOR", "CHL"})
                )
                for s in record.all_statements
            ],
        )
        rows = [merging.KeptEvent.of(e, e.id, (0, 0)) for e in record.all_events]
        merging.put_made(made, "CHL-NOR", [c for r in rows for c in r.claims], rows, ())
        merging.put_contradictions(made, [(x, (0, 0)) for x in record.all_contradictions], merging.ACROSS)
    return path
