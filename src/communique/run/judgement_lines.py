"""Judgements as JSON Lines: one a line, by time; and back, each line checked and nothing half taken in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from communique.documents.decode import decode
from communique.errors import BadTable, ItemError, NothingToRead
from communique.merge.judged import age, moment
from communique.merge.right_values import QUANTITY, field_name, value_text
from communique.model.judgements import Judgement, Verdict
from communique.record import codec
from communique.sources.files import read_small_file

KIND = "judgement"
_STRICT = ("date", "status", "since")


def lines(judgements: Iterable[Judgement]) -> Iterator[str]:
    """Judgements as lines of JSON without line ends, the earliest first; the same judgements give the same lines."""
    for one in sorted(judgements, key=age):
        row = {"kind": KIND} | json.loads(codec.dump(one))
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def read_file(file: Path, known: Sequence[Judgement] = ()) -> tuple[Judgement, ...]:
    """The judgements in a file of such lines.

    Raises:
        NothingToRead: there is no such file, or it is no text.
        BadTable: lines are wrong; ``details`` names each with its number.
    """
    try:
        text = decode(read_small_file(file))
    except ItemError as error:
        raise NothingToRead(f"{file.as_posix()}: {error.detail}", "name a file that judgements export wrote") from error
    return read_lines(text, file.name, known)


def read_lines(text: str, name: str, known: Sequence[Judgement] = ()) -> tuple[Judgement, ...]:
    """Judgements from lines of JSON; empty lines are passed over.

    Args:
        text: the lines.
        name: of the file, for what is told of wrong lines.
        known: those that are there already: another one with an id of theirs is refused.

    Raises:
        BadTable: lines are wrong; ``details`` names each with its number.
    """
    found: dict[str, tuple[int, Judgement]] = {one.id: (0, one) for one in known}
    taken: list[Judgement] = []
    wrong: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            one = _read(line)
            before, other = found.setdefault(one.id, (number, one))
            if other != one:
                where = f"line {before}" if before else "the record"
                raise ValueError(f"{where} has another judgement with the id {one.id}")
        except ValueError as error:
            wrong.append(f"line {number}: {error}")
        else:
            taken.append(one)
    if wrong:
        n = len(wrong)
        raise BadTable(
            f"{name}: {n} {'line is' if n == 1 else 'lines are'} wrong, nothing was taken",
            "mend or leave out these lines",
            tuple(wrong),
        )
    return tuple(taken)


def _read(line: str) -> Judgement:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"this is no JSON ({error.msg} at character {error.pos + 1})") from error
    if not isinstance(row, dict) or row.pop("kind", KIND) != KIND:
        raise ValueError("this is no judgement")
    try:
        one = codec.load(Judgement, json.dumps(row))
    except ValidationError as error:
        told = error.errors()[0]
        where = ".".join(map(str, told["loc"]))
        raise ValueError(f"{where}: {str(told['msg'])[:1].lower()}{str(told['msg'])[1:]}") from error
    if not (one.id.startswith("j-") and one.by.strip() and one.subjects):
        raise ValueError("id (j-...), by and subjects must be there")
    if not moment(one.when):
        raise ValueError(f"when: {one.when!r} is no ISO time")
    if one.verdict is not Verdict.WITHDRAWN and not one.anchors:
        raise ValueError("anchors: they tell which words it is about, and are missing")
    _check_field(one)
    return one


def _check_field(one: Judgement) -> None:
    """A field and value as `judge` writes them; of a contradiction the field may be any."""
    if one.verdict is Verdict.RIGHT_VALUE and not (one.field and one.value):
        raise ValueError("field and value must be there")
    if any(anchor.side for anchor in one.anchors) or not one.field:
        return
    if field_name(one.field) != one.field:
        raise ValueError(f"field: write {field_name(one.field)}")
    # What a field said and somebody confirmed may be a name that nobody would write so.
    if one.field in _STRICT or one.field.startswith(QUANTITY):
        told = value_text(one.field, one.value)
        if told != one.value:
            raise ValueError(f"value: write {told}")
