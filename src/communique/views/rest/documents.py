"""Routes of documents, of what they claim and of what is said in them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from communique.views.chain import ClaimChain, DocumentChain, StatementChain, claim_chain
from communique.views.door.asking import Since, SourceParam, Until, period, state_refs
from communique.views.door.records import records
from communique.views.listing import documents_part, statements_part
from communique.views.paging import USUAL, Key, Part
from communique.views.rest.answers import ROWS, listed, one
from communique.views.rest.asked import CursorParam, FormatParam, IdParam, LimitParam, NewestParam, StatesParam
from communique.views.rest.lookups import actor_id, chain_of, check, held
from communique.views.rows import Library
from communique.views.shapes import DocumentRow, StatementRow
from communique.views.sources import find_source

router = APIRouter()


@router.get(
    "/api/documents",
    tags=["Documents"],
    summary="Documents, in parts",
    response_model=Part[DocumentRow],
    responses={**ROWS},
)
def list_documents(
    request: Request,
    *,
    source: SourceParam = None,
    newest: NewestParam = False,
    cursor: CursorParam = None,
    limit: LimitParam = USUAL,
    format: FormatParam = "json",
) -> Response:
    """What was read, by day of publication, the undated last, each with how many claims and statements it gave."""
    with records(request).reading() as record:
        named = find_source(record, source).id if source else None
        found = documents_part(record, source=named, newest=newest, cursor=cursor, limit=limit)
    return listed(request, found, DocumentRow, format)


@router.get(
    "/api/documents/{id}",
    tags=["Documents"],
    summary="One document and what was found in it",
    response_model=DocumentChain,
)
def get_document(request: Request, id: IdParam) -> Response:
    """A document with its parts (what was read for claims, and why the rest was not), what it shares with earlier ones,
    what its address has shown over time, and all its claims and statements.
    """
    with records(request).reading() as record:
        return one(chain_of(record, "document", id))


@router.get(
    "/api/documents/{id}/text",
    tags=["Documents"],
    summary="The text of one document",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def get_document_text(request: Request, id: IdParam) -> Response:
    """The text that all offsets of the document's claims and statements count in, as it is exported. Offsets count
    characters (Unicode code points) from 0, the end not included.
    """
    with records(request).reading() as record:
        return PlainTextResponse(record.document(check(record, "document", id)).text)


@router.get(
    "/api/claims",
    tags=["Claims"],
    summary="The claims of one document, in parts",
    response_model=Part[ClaimChain],
    responses={**ROWS},
)
def list_claims(
    request: Request,
    *,
    document: Annotated[
        str, Query(description="The id of a document, or its beginning.", min_length=1, max_length=300)
    ],
    cursor: CursorParam = None,
    limit: LimitParam = USUAL,
    format: FormatParam = "json",
) -> Response:
    """What one document claims, in the order of its text, each with its sentence and what decided it."""

    def place(row: ClaimChain) -> Key:
        return f"{row['sentence']['start']:09d}", row["id"]

    with records(request).reading() as record:
        library = Library(record)
        rows = [claim_chain(c, library) for c in record.claims(document=check(record, "document", document))]
    return listed(request, held(rows, place, cursor=cursor, limit=limit), ClaimChain, format)


@router.get("/api/claims/{id}", tags=["Claims"], summary="One claim", response_model=ClaimChain)
def get_claim(request: Request, id: IdParam) -> Response:
    """A claim with its sentence, its document, the way the words came, and the rules that decided it."""
    with records(request).reading() as record:
        return one(chain_of(record, "claim", id))


@router.get(
    "/api/statements",
    tags=["Statements"],
    summary="Statements, in parts",
    response_model=Part[StatementRow],
    responses={**ROWS},
)
def list_statements(
    request: Request,
    *,
    states: StatesParam = None,
    speaker: Annotated[
        str | None, Query(description="Who speaks: an actor id, such as person:wang-yi.chn.", max_length=300)
    ] = None,
    since: Since = None,
    until: Until = None,
    newest: NewestParam = False,
    cursor: CursorParam = None,
    limit: LimitParam = USUAL,
    format: FormatParam = "json",
) -> Response:
    """Who said what, by day of publication. A state counts when it speaks, is addressed or is named; `since` and
    `until` are days of publication.
    """
    first, last = period(since, until)
    with records(request).reading() as record:
        found = statements_part(
            record,
            states=[s["code"] for s in state_refs(states or ())],
            speaker=actor_id(record, speaker),
            since=first,
            until=last,
            newest=newest,
            cursor=cursor,
            limit=limit,
        )
    return listed(request, found, StatementRow, format)


@router.get("/api/statements/{id}", tags=["Statements"], summary="One statement", response_model=StatementChain)
def get_statement(request: Request, id: IdParam) -> Response:
    """A statement with its sentence, its document and the claims that are made in it."""
    with records(request).reading() as record:
        return one(chain_of(record, "statement", id))
