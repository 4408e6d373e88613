"""What somebody gives to build: the files, text and address of a form, or the JSON of a program, within bounds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from communique.errors import UsageError
from communique.views.dates import parse_day
from communique.views.door.failures import Refused
from communique.views.door.jobs import MOST_BYTES, Upload

MOST_FILES = 1000
_ROOM = 1024 * 1024  # what a form says beside the files
_DRAINED = 8 * MOST_BYTES  # so much is still taken in, so that a browser gets to read the answer
_LINE = 2000  # characters of an address or a name
TOO_MUCH = "more than 64 MB at once"
_BY_HAND = "build larger heaps with: communique build PATH"


class GivenText(BaseModel):
    """One text."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field("", max_length=300, description="A name for it, such as wire.txt; its ending tells the format.")
    text: str = Field(description="The text of the article, or a page of HTML.")


class GivenTexts(BaseModel):
    """Texts or an address to read into the record."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "texts": [{"name": "wire.txt", "text": "HANOI, July 6 - Russian Foreign Minister ..."}],
                    "source": "Example Wire",
                    "published": "2022-07-06",
                }
            ]
        },
    )

    texts: list[GivenText] = Field(default_factory=list, max_length=MOST_FILES)
    address: str = Field("", max_length=_LINE, description="A page, feed or site map on the web, http or https.")
    source: str = Field("", max_length=300, description="Who published them, where nothing in them says so.")
    published: str = Field("", max_length=40, description="When, likewise: 2022-07-05.")


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be read, as `Jobs.start` takes it."""

    uploads: list[Upload] = field(default_factory=list)
    address: str = ""
    source: str | None = None
    published: dt.date | None = None


TYPED = ("text", "address", "source", "published")
"""The fields of the form that are written into; after `given` the state of the request has them as ``typed``, so that
nobody has to write again what could not be taken at once."""


async def given(request: Request) -> Given:
    """What the body of a request gives: ``multipart/form-data`` or JSON (`GivenTexts`).

    Raises:
        UsageError: too much, a day that is none, or a body that is no form.
        RequestValidationError: JSON of another shape.
        Refused: 411, its length is not told; 415, neither a form nor JSON.
    """
    await _check_length(request)
    if request.headers["content-length"] == "0":
        return Given()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return await _of_form(request)
    if kind == "application/json":
        return _of_json(await request.body())
    raise Refused(415, f"a build is not given as {kind or 'nothing'}", "send multipart/form-data or application/json")


async def _check_length(request: Request) -> None:
    told = request.headers.get("content-length", "")
    if not told.isdecimal():
        raise Refused(411, "the length of what is given is not told", "send Content-Length")
    if int(told) > MOST_BYTES + _ROOM:
        if int(told) <= _DRAINED:
            async for _ in request.stream():
                pass
        raise UsageError(TOO_MUCH, _BY_HAND)


async def _of_form(request: Request) -> Given:
    try:
        async with request.form(max_files=MOST_FILES, max_fields=20, max_part_size=MOST_BYTES) as form:
            request.state.typed = {name: _text(form, name) for name in TYPED}
            uploads = [await _upload(part) for part in form.getlist("files") if isinstance(part, UploadFile)]
            if text := _text(form, "text").replace("\r\n", "\n"):  # forms send line ends so
                uploads.append(pasted(text))
            return Given(
                uploads=[u for u in uploads if u is not None],
                address=_text(form, "address"),
                source=_text(form, "source") or None,
                published=parse_day(_text(form, "published") or None),
            )
    except HTTPException as error:
        raise UsageError("the form cannot be read", str(error.detail).lower()) from error


async def _upload(part: UploadFile) -> Upload | None:
    """A file; None for a field in which none was chosen."""
    name = part.filename or ""
    return Upload(name, await part.read()) if name or part.size else None


def _text(form: FormData, name: str) -> str:
    found = form.get(name)
    return found.strip() if isinstance(found, str) else ""


def _of_json(body: bytes) -> Given:
    try:
        told = GivenTexts.model_validate_json(body)
    except ValidationError as error:
        details = [{**e, "loc": ("body", *e["loc"])} for e in error.errors(include_url=False, include_context=False)]
        raise RequestValidationError(details) from error
    return Given(
        uploads=[pasted(one.text, one.name) for one in told.texts],
        address=told.address.strip(),
        source=told.source.strip() or None,
        published=parse_day(told.published.strip() or None),
    )


def pasted(text: str, name: str = "") -> Upload:
    """A text as a file, which its name says; without a name it goes by its first line."""
    first = next(iter(text.strip().splitlines()), "").replace(".", "")
    told = name.strip() or first[:60].rsplit(" ", 1 if len(first) > 60 else 0)[0] or "text"
    return Upload(told if "." in told[1:] else f"{told}.txt", text.encode("utf-8", "replace"))
