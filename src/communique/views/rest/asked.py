"""Parameters that routes of the REST API share, beyond those that pages take too."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from communique.views.paging import MOST
from communique.views.rest.answers import Format

FormatParam = Annotated[Format, Query(description="json; jsonl: one row a line; csv: flat, for spreadsheets.")]
CursorParam = Annotated[
    str | None,
    Query(description="Where to go on: next of the part before. Nothing for the first part.", max_length=2000),
]
LimitParam = Annotated[int, Query(description="How many rows at most.", ge=1, le=MOST)]
NewestParam = Annotated[bool, Query(description="The latest first.")]
StateParam = Annotated[str | None, Query(description="A state, by code or name.", max_length=100)]
StatesParam = Annotated[
    list[str] | None,
    Query(alias="state", description="A state, by code or name; given twice: what is between the two.", max_length=2),
]
IdParam = Annotated[
    str, Path(description="An id, or its beginning where no other begins so.", min_length=1, max_length=300)
]
