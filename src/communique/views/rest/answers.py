"""Answers of the REST API: one thing as JSON, lists as JSON, JSON Lines or CSV, and the way to the next part.

The shapes are typed where they are made, so nothing is checked again on the way out; the tests hold every answer
against what the description says of it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeVar, get_args

from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import get_type_hints, is_typeddict

from communique.views.paging import Part

T = TypeVar("T", bound=Mapping[str, object])
Format = Literal["json", "jsonl", "csv"]

LINES, TABLE = "application/x-ndjson; charset=utf-8", "text/csv; charset=utf-8; header=present"
ROWS: Mapping[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "application/x-ndjson": {"schema": {"type": "string"}},
            "text/csv": {"schema": {"type": "string"}},
        },
        "headers": {
            "Link": {
                "description": 'The address of the next part, rel="next"; not there at the end.',
                "schema": {"type": "string"},
            }
        },
    }
}
"""What a route that gives a list says of its answer beside the model."""

_JOINT = "|"  # between values in one cell, as in a table of offices
_FORMULA = tuple("=+-@\t\r")


def one(shape: object) -> Response:
    """One shape as JSON."""
    return Response(_json(shape), media_type="application/json")


def listed(request: Request, found: Part[T], row: type[T], format: Format = "json") -> Response:
    """A part of a list.

    Args:
        request: whose answer it is: the next part has its address with another cursor.
        found: the part.
        row: the type of its rows, which tells the columns of a table.
        format: json, jsonl or csv.
    """
    if format == "csv":
        name = request.url.path.rstrip("/").rsplit("/", 1)[-1]
        answer = Response(csv_text(found["items"], row), media_type=TABLE)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    elif format == "jsonl":
        answer = Response("".join(f"{_json(item)}\n" for item in found["items"]), media_type=LINES)
    else:
        answer = one(found)
    if found["next"] is not None:
        answer.headers["Link"] = f'<{request.url.include_query_params(cursor=found["next"])}>; rel="next"'
    return answer


def whole(items: list[T]) -> Part[T]:
    """A list that comes in one part."""
    return Part(items=items, next=None)


def csv_text(rows: Sequence[Mapping[str, Any]], row: type[Any]) -> str:
    """Rows as a table with a header.

    A nested shape has a column for each of its keys (``date.start``); where there are several of it, or a value is a
    list, the values stand in one cell with ``|`` between them; what is nested deeper stands as JSON. Text that a
    spreadsheet would run as a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    table = csv.writer(out)
    heads = columns(row)
    table.writerow([f"{key}.{part}" if part else key for key, part in heads])
    table.writerows([_cell(item, key, part) for key, part in heads] for item in rows)
    return out.getvalue()


def columns(row: type[Any]) -> tuple[tuple[str, str], ...]:
    """The columns of a table of such rows: key, and key within it or nothing."""
    found: list[tuple[str, str]] = []
    for key, hint in get_type_hints(row).items():
        inner = next((h for h in (hint, *get_args(hint)) if is_typeddict(h)), None)
        found += [(key, part) for part in get_type_hints(inner)] if inner is not None else [(key, "")]
    return tuple(found)


def _cell(row: Mapping[str, Any], key: str, part: str) -> str:
    value = row[key]
    if part and value is not None:
        value = [one[part] for one in value] if isinstance(value, list) else value[part]
    return defused(_text(value)) if isinstance(value, str | list) else _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(one, list | tuple | Mapping) for one in value):
        return _JOINT.join(map(_text, value))
    return _json(value)


def defused(text: str) -> str:
    """Text as a spreadsheet shows it rather than runs it.

    >>> defused("=1+1"), defused("Hanoi")
    ("'=1+1", 'Hanoi')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
