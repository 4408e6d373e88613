"""`review`: what is most worth a person's minute, one thing at a time in a terminal, else as a list."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from communique.errors import RunError, UsageError
from communique.views.commands.judging import ByOption, decided_lines, who
from communique.views.commands.session import (
    JsonOption,
    RecordOption,
    WidthOption,
    opened,
    record_path,
    screen,
    write_json,
)
from communique.views.deciding import Wanted, decided, key, offered, still_stands, wanted
from communique.views.judgements import accuracy_rows
from communique.views.render.judgements import show_accuracy
from communique.views.render.plain import plain
from communique.views.render.review_text import item, show_queue
from communique.views.render.screen import Screen, line
from communique.views.review import ReviewRow, review_rows

if TYPE_CHECKING:
    from communique.api import Candidate, Record

Ask = Callable[[str], str | None]
"""Puts a question and gives the answer without blanks around it; None when there are no more answers."""
_LISTED = 20
_LONG = {"y": "yes", "n": "no", "m": "merge", "s": "split", "w": "wrong", "v": "value"}
_ANSWERS = {n: s for s, long in _LONG.items() for n in (s, long)}
_KEYS = "y yes, n no, m merge, s split, w wrong, v value, u undo, k skip, q quit"
_VALUE = re.compile(
    r"(?P<which>\S+)\s+"
    r"(?P<field>quantity: .+?(?=\s+(?:about |more than |less than |nearly )?\S+$)|\S+)\s+"
    r"(?P<value>.+)"
)


def review(
    *,
    record: RecordOption = None,
    as_list: Annotated[bool, typer.Option("--list", help="Print what there is to decide, and ask nothing.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="How many at most; a list has 20.")
    ] = None,
    accuracy: Annotated[
        bool, typer.Option("--accuracy", help="How often the program was right where people judged.")
    ] = False,
    by: ByOption = None,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Decide what is most worth a minute: doubtful merges, contradictions, claims of which the coder is unsure.

    In a terminal one at a time; each answer is kept at once, and the record merged again where it matters.
    """
    if accuracy:
        with opened(record) as source:
            measured = accuracy_rows(source.accuracy())
        write_json(measured) if as_json else show_accuracy(screen(width), measured)
        return
    if as_list or as_json:
        with opened(record) as source:
            rows = review_rows(source, source.review(limit=limit or _LISTED))
        write_json(rows) if as_json else show_queue(screen(width), rows)
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("there is nobody to ask: this is no terminal", "print the list: communique review --list")
    name = who(by)
    if not name:
        raise UsageError("nobody is named who judges", "name yourself with --by NAME or COMMUNIQUE_BY")
    from communique import api

    with api.open(record_path(record)) as source:
        Session(source, screen(width), asking, name, limit).run()


def asking(question: str) -> str | None:
    """Ask in the terminal."""
    sys.stdout.write(question)
    sys.stdout.flush()
    answer = sys.stdin.readline()
    return answer.strip() if answer else None


@dataclass(slots=True)
class Session:
    """One sitting: asks until there is nothing left, ``limit`` things were looked at, or the answers end."""

    record: Record
    screen: Screen
    ask: Ask
    by: str
    limit: int | None = None
    queue: list[Candidate] = field(default_factory=list)
    seen: set[tuple[str, ...]] = field(default_factory=set)
    made: list[tuple[str, Candidate]] = field(default_factory=list)
    undone: int = 0
    skipped: int = 0

    def run(self) -> None:
        """Ask, keep and go on; says at the end what was done."""
        one = self._next()
        if one is None:
            self._say("Nothing is left to decide.")
        while one is not None and self._ask(one):
            one = self._next()
        told = [f"{len(self.made)} judged", f"{self.skipped} skipped"]
        told += [f"{self.undone} undone"] if self.undone else []
        self._say(f"{', '.join(told)}; communique judgements lists all")

    def _next(self) -> Candidate | None:
        """The best thing that was not looked at yet and that judgements have not changed meanwhile.

        All is ranked anew when the queue is through: a judgement may have brought something else into doubt.
        """
        if self.limit is not None and len(self.seen) >= self.limit:
            return None
        self.queue = [c for c in self.queue if key(c) not in self.seen and still_stands(self.record, c)]
        if not self.queue:
            self.queue = [c for c in self.record.review() if key(c) not in self.seen]
        return self.queue[0] if self.queue else None

    def _ask(self, one: Candidate) -> bool:
        """Ask about one thing until it is decided; False to stop."""
        (row,) = review_rows(self.record, [one])
        self.screen.show(*item(self.screen, row, len(self.seen) + 1, of=len(self.seen) + len(self.queue)))
        while True:
            answer = self.ask(f"  {row['question']} [y/n/m/s/w/v/u/k/q, ? for help] ")
            if answer is None or answer.lower() in ("q", "quit"):
                return False
            try:
                done = self._answer(row, answer.lower(), one)
            except RunError as error:
                self._say(f"error: {error.what}" + (f" ({error.hint})" if error.hint else ""))
                continue
            if done:
                return True

    def _answer(self, row: ReviewRow, answer: str, one: Candidate) -> bool:
        if answer in ("k", "skip", ""):
            self.skipped += 1
            self.seen.add(key(one))
            return True
        if answer in ("u", "undo"):
            return self._undo()
        found = self._wanted(row, answer)
        if found is None:
            self._say(_KEYS)
            return False
        shape = decided(self.record, found.verdict, found.ids, by=self.by, field=found.field, value=found.value)
        self.made.append((shape["judgement"]["id"], one))
        self.seen.add(key(one))
        self._say(*decided_lines(shape))
        return True

    def _wanted(self, row: ReviewRow, answer: str) -> Wanted | None:
        """The judgement that an answer stands for, asking for what it needs beside; None for no answer of ours."""
        short = _ANSWERS.get(answer)
        if short is None:
            return None
        one = offered(row)
        if short == "s":
            return wanted(one, "s", claim=self.ask("  which claim does not belong to its event? [number] ") or "0")
        if short == "w":
            return self._wrong(row)
        return self._value(row) if short == "v" else wanted(one, short)

    def _wrong(self, row: ReviewRow) -> Wanted:
        if len(row["claims"]) == 1:
            told = f"1 {self.ask('  the whole claim, or a field of it? [Enter, or the field] ') or ''}"
        else:
            told = self.ask("  which claim, and a field if only that is wrong? [number, or number field] ") or "0"
        number, _, name = told.strip().partition(" ")
        return wanted(offered(row), "w", claim=number, field=name.strip())

    def _value(self, row: ReviewRow) -> Wanted:
        one = offered(row)
        if one.field and one.events:
            return wanted(one, "v", value=self.ask(f"  what is the {one.field}? ") or "")
        told = self.ask("  of which, which field, which value? [1 date 2023-10-11; e for the event] ") or ""
        found = _VALUE.fullmatch(told)
        if found is None:
            raise UsageError("that is no field with a value", "write: 1 date 2023-10-11")
        return wanted(one, "v", claim=found["which"], field=found["field"], value=found["value"])

    def _undo(self) -> bool:
        """Withdraw the last judgement of this sitting and offer again what it was about."""
        if not self.made:
            raise UsageError("nothing was judged in this sitting", "communique judge withdrawn j-... takes back others")
        last, one = self.made.pop()
        decided(self.record, "withdrawn", [last], by=self.by)
        self.undone += 1
        self.seen.discard(key(one))
        self.queue.insert(0, one)
        self._say(f"{last} is withdrawn")
        return True

    def _say(self, *lines: str) -> None:
        self.screen.show(*(line(plain(text), indent=2) for text in lines))
