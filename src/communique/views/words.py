"""A text's own words beside what we make of them: cut out of its sentence, with quotation marks that pair."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.model.ontology import EventType
from communique.model.records import Claim, Status
from communique.model.values import Span, hull
from communique.views.phrases import phrases

_PAIRS = {"“": "”", "„": "“”", "«": "»"}
_CLOSERS = frozenset("”»")
_FAR = 60  # characters between the verb and what it is about from which the words between are left out
_BEFORE = 45  # characters shown before the verb of what did not happen: the "denied" or "not" stands there
# What may still belong to a quotation after its last word: its full stop and its closing mark.
_TAIL = re.compile(r"[.,;!?…]?[”»\"’']+")
_CLAUSE_END = re.compile(r"[,;:.!?]\s|\s[–—-]\s|[.!?][”\"»]|\n\s*\n|$")
_DATE_WORD = re.compile(
    r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:jan|febr)uary"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
    r"|\b(?:march|april|may|june|july|august)|\b(?:sept|octo|nov|dec)em?ber|\d+"
)
# A sentence is done for these; a bare one is as much as a headline says.
_NOT_DONE = (Status.DENIED, Status.CANCELLED, Status.HYPOTHETICAL)


def folded(text: str) -> str:
    """White space folded to single blanks."""
    return " ".join(text.split())


def balanced(text: str) -> str:
    """``text`` with marks that pair: one that nothing opened goes, one that nothing closed is closed at the end.

    >>> balanced("not damaged” by “illegal methods"), balanced('so "they say')
    ('not damaged by “illegal methods”', 'so "they say"')
    """
    kept = list(text)
    open_marks: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        if open_marks and char in open_marks[-1][1]:
            open_marks.pop()
        elif char in _PAIRS:
            open_marks.append((at, _PAIRS[char]))
        elif char == '"' and (at == 0 or not text[at - 1].isalnum()) and text[at + 1 : at + 2].strip():
            open_marks.append((at, '"'))
        elif char in _CLOSERS or char == '"':
            kept[at] = ""
    tail = ""
    for at, closing in reversed(open_marks):
        if text[at + 1 :].strip():
            tail += closing[-1]
        else:
            kept[at] = ""
    return "".join(kept).strip() + tail


def quoted(text: str) -> str:
    """``text`` in quotation marks, those within it made single.

    >>> quoted("agreed not to “enter alliances”")
    '“agreed not to ‘enter alliances’”'
    """
    inner = re.sub(r'"([^"]*)"', r"‘\1’", balanced(text))
    return f"“{inner.translate(str.maketrans('“„”«»', '‘‘’‘’'))}”"


def closed(span: Span, text: str) -> Span:
    """``span`` with the full stop and closing mark that follow it, where an open quotation ends just behind it."""
    words = span.of(text)
    tail = _TAIL.match(text, span.end)
    if tail is None or balanced(words) == words:
        return span
    return Span(span.start, tail.end())


def window(text: str, within: Span, spans: Iterable[Span], most: int) -> str:
    """Words around ``spans``, at most about ``most`` characters of ``within``; … stands where something is left out."""
    inside = [s for s in spans if within.covers(s)]
    core = hull(inside) if inside else Span(within.start, within.start)
    room = max(most - (core.end - core.start), 0)
    start = max(within.start, core.start - room // 2)
    end = min(within.end, max(start, within.start) + max(most, core.end - start))
    start = max(within.start, min(start, end - most))
    if start > within.start and (blank := text.find(" ", start, core.start)) >= 0:
        start = blank + 1
    if end < within.end and (blank := text.rfind(" ", core.end, end)) >= 0:
        end = blank
    before, after = "… " if start > within.start else "", " …" if end < within.end else ""
    return f"{before}{folded(text[start:end])}{after}"


def own_words(claim: Claim, text: str) -> str:
    """What a claim's text itself says was done: from the deciding word through what it is about, in its sentence."""
    predicate, sentence = claim.predicate, claim.sentence
    matter = claim.matter if claim.matter is not None and sentence.covers(claim.matter) else None
    if matter is None:
        bare = claim.form is not None and claim.event is EventType.CONSULT
        span = Span(predicate.start, predicate.end if bare else _clause_end(text, predicate, sentence))
    elif matter.start - predicate.end > _FAR:
        return f"{folded(predicate.of(text))} … {folded(closed(matter, text).of(text))}"
    elif matter.end < predicate.start - _FAR:
        span = predicate
    else:
        span = hull([predicate, matter])
    if claim.status in _NOT_DONE:
        start = max(sentence.start, span.start - _BEFORE)
        if start > sentence.start and (blank := text.find(" ", start, span.start)) >= 0:
            start = blank + 1
        lead = "… " if start > sentence.start else ""
        return lead + folded(closed(Span(start, span.end), text).of(text))
    return _ended(text, closed(span, text))


def _ended(text: str, span: Span) -> str:
    """The words of ``span``, with … where they stop inside a word or on a word that needs another."""
    words = folded(span.of(text))
    known = phrases().words
    if words[-1:].isalnum() and text[span.end : span.end + 1].isalnum():
        return f"{words.rpartition(' ')[0]} …"
    last = words.rpartition(" ")[2]
    if last in known["prepositions"] or last in ("of", "and", "or", "as", "the", "a", "an", "in", "by", "that"):
        return f"{words} …"
    return words.rstrip(" ,;:.")


def _clause_end(text: str, predicate: Span, sentence: Span) -> int:
    found = _CLAUSE_END.search(text, predicate.end, sentence.end)
    return max(predicate.end, sentence.end if found is None else found.start())


def tell_more(words: str, known: Iterable[str], *, plain: bool = False) -> bool:
    """True when ``words`` say what ``known`` does not. Days never count, nor with ``plain`` what any visit is.

    >>> tell_more("met on Thursday", ["A met with B"]), tell_more("thanked Oman for its help", ["thanked", "Oman"])
    (False, True)
    """
    stems = {w[:5] for text in known for w in re.findall(r"[^\W\d_]+", text.lower())}
    usual = phrases().words["plain"] if plain else frozenset()
    own = re.findall(r"[^\W\d_]{4,}", _DATE_WORD.sub(" ", words).lower())
    return any(w[:5] not in stems and w not in usual for w in own)


def own_verb(claim: Claim, text: str) -> str:
    """The text's own past tense with its preposition, where it stands straight before the one acted on; else nothing.

    "thanked Iran for", "apologised to Oman": yes; "seized an Iranian tanker", "opposed Putin's visit": no, for there
    the one acted on is not what the verb is about.
    """
    words = phrases().words
    verb = claim.predicate.of(text)
    past = verb.isalpha() and verb.islower() and (verb.endswith("ed") or verb in words["irregular"])
    plain = claim.form is None and claim.details.choice is None and claim.status is Status.ACTUAL
    targets = [t.span for t in claim.targets if t.span.start >= claim.predicate.end]
    if not (past and plain and targets):
        return ""
    first = min(targets)
    between = text[claim.predicate.end : first.start].split()
    preposition = between.pop(0) if between and between[0] in words["prepositions"] else ""
    # "offered to Oman", "gave to Oman": what was given stands elsewhere, and without it the verb is half a verb.
    if (preposition and claim.event is EventType.AID) or first.of(text).islower():
        return ""
    # Only an article or a title may stand before the name: "invited President Raisi".
    if any(w != "the" and not w[:1].isupper() for w in between):
        return ""
    behind = text[first.end : first.end + 40]
    following = re.match(r"\s+([^\W\d_]+)", behind)
    if behind[:1] in ("'", "’", "-", "/") or (following and following[1] not in words["after"]):
        return ""
    return f"{verb} {preposition}".strip()
