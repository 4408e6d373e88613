"""Ties judgements to the words that they are about, and finds those again when the documents have been read anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.model.judgements import Anchor
from communique.model.records import Claim, Document, Statement
from communique.model.values import Participant, Span, hull


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim or statement by what it can be found by."""

    id: str
    document: str
    predicate: Span
    sentence: Span
    event: str
    form: str
    who: str
    statement: bool


def entry_of(thing: Claim | Statement) -> Entry:
    """What a claim or statement is found by."""
    if isinstance(thing, Statement):
        cue = hull(thing.cue_spans or thing.spans() or (thing.sentence,))
        who = _names(thing.speakers)
        return Entry(thing.id, thing.document, cue, thing.sentence, "", thing.manner, who, True)
    event = str(thing.event) if thing.event is not None else ""
    form, who = thing.form or thing.mode or "", f"{_names(thing.sources)} > {_names(thing.targets)}"
    return Entry(thing.id, thing.document, thing.predicate, thing.sentence, event, form, who, False)


def _names(rows: Iterable[Participant]) -> str:
    return ", ".join(sorted({row.name for row in rows}))


def anchor(
    thing: Claim | Statement, document: Document | None, subject: str = "", *, side: str = "", said: str = ""
) -> Anchor:
    """The anchor of one claim or statement; ``subject`` is the id that was judged, by default its own."""
    entry = entry_of(thing)
    return Anchor(
        subject=subject or entry.id,
        id=entry.id,
        document=entry.document,
        predicate=entry.predicate,
        sentence=entry.sentence,
        words=entry.sentence.of(document.text) if document is not None else "",
        event=entry.event,
        form=entry.form,
        who=entry.who,
        side=side,
        said=said,
    )


class Register:
    """All claims and statements of a record, to find those again that judgements are about.

    Args:
        things: claims and statements.
        documents: by id. Where a document's text is not among them, offsets are taken to be as they were.
    """

    def __init__(self, things: Iterable[Claim | Statement], documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._by_id: dict[str, Entry] = {}
        self._by_document: defaultdict[str, list[Entry]] = defaultdict(list)
        for thing in things:
            entry = entry_of(thing)
            if entry.id not in self._by_id:
                self._by_id[entry.id] = entry
                self._by_document[entry.document].append(entry)

    def find(self, anchor: Anchor) -> tuple[str, str]:
        """The id of what an anchor is about now, and nothing; or nothing, and why there is none.

        By its id; else by document and predicate; else by the same sentence, coded as the same event or form.
        """
        if anchor.id in self._by_id:
            return anchor.id, ""
        there = [e for e in self._by_document.get(anchor.document, ()) if e.statement == anchor.id.startswith("s-")]
        if not there and anchor.document not in self._documents and anchor.document not in self._by_document:
            return "", f"the document {anchor.document} is not in the record"
        sentence = self._sentence(anchor)
        if sentence is None:
            return "", f"its sentence no longer stands in {anchor.document}"
        predicate = anchor.predicate.moved(sentence.start - anchor.sentence.start)
        same_words = [e for e in there if e.predicate == predicate and e.sentence.touches(sentence)]
        if same_words:
            return min(same_words, key=lambda e: _unlike(e, anchor, predicate)).id, ""
        same_sentence = [e for e in there if e.sentence.touches(sentence)]
        like = [e for e in same_sentence if (e.event == anchor.event != "") or (e.form == anchor.form != "")]
        if like:
            return min(like, key=lambda e: _unlike(e, anchor, predicate)).id, ""
        if same_sentence:
            now = ", ".join(sorted({e.event or e.form for e in same_sentence}))
            return "", f"its sentence is now read as {now}, not as {anchor.event or anchor.form}"
        return "", "nothing is read in its sentence any more"

    def _sentence(self, anchor: Anchor) -> Span | None:
        """Where the anchor's sentence stands today, the nearest where it stands twice; None where it does not."""
        document = self._documents.get(anchor.document)
        if document is None or not anchor.words or anchor.sentence.of(document.text) == anchor.words:
            return anchor.sentence
        starts: list[int] = []
        at = document.text.find(anchor.words)
        while at >= 0:
            starts.append(at)
            at = document.text.find(anchor.words, at + 1)
        if not starts:
            return None
        start = min(starts, key=lambda s: (abs(s - anchor.sentence.start), s))
        return Span(start, start + len(anchor.words))


def _unlike(entry: Entry, anchor: Anchor, predicate: Span) -> tuple[bool, bool, bool, int, str]:
    """Sort key, most alike first."""
    far = abs(entry.predicate.start - predicate.start)
    return (entry.who != anchor.who, entry.event != anchor.event, entry.form != anchor.form, far, entry.id)


def found_in(register: Register, anchors: Sequence[Anchor]) -> tuple[dict[str, list[str]], list[str]]:
    """What anchors are about now, by judged subject, each id once; and why some of them are about nothing."""
    groups: dict[str, list[str]] = {}
    reasons: list[str] = []
    for one in anchors:
        id, reason = register.find(one)
        if not id:
            reasons.append(f"{one.id}: {reason}")
        elif id not in groups.setdefault(one.subject, []):
            groups[one.subject].append(id)
    return groups, reasons
