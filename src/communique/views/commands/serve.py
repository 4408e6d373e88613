"""`serve`: the pages and the REST API on this machine."""

from __future__ import annotations

import re
import secrets
from typing import Annotated

import typer

from communique import settings
from communique.errors import UsageError
from communique.views.commands.session import RecordOption, record_path, write

PORT = 8477
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{12,}")  # what a header and a cookie hold as it is, and nobody tries out


def serve(
    *,
    record: RecordOption = None,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port; 0 for any that is free.")
    ] = PORT,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; by default only this machine can ask.")
    ] = "127.0.0.1",
    token: Annotated[
        bool,
        typer.Option("--token", help="Whoever writes needs a token: COMMUNIQUE_TOKEN, else one that is printed."),
    ] = False,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Nobody may judge or build through the pages.")
    ] = False,
) -> None:
    """The record as pages in a browser, and as a REST API under /api. Ends with Ctrl-C.

    Nothing is asked of any other machine. Without a token, only pages on this machine may write; listening elsewhere,
    the server shows and does not write unless it has a token.
    """
    if token and read_only:
        raise UsageError("--token and --read-only do not go together", "leave one out")
    path = record_path(record)
    if path.exists():
        from communique import api

        api.open(path).close()  # what cannot be shown is told here, not on the first page
    from communique.views.server.listen import listen

    secret = _secret(settings.load().token) if token else None

    def ready(address: str) -> None:
        lines = [f"{path} at {address} (Ctrl-C ends)"]
        if not path.exists():
            lines.append("there is no such record yet: the first page makes one from the files that you drop on it")
        if secret is not None and not settings.load().token:
            lines.append(f"token: {secret} (enter it at {address}/enter, or send Authorization: Bearer TOKEN)")
        write(lines)

    listen(path, host=host, port=port, token=secret, read_only=read_only, ready=ready)


def _secret(given: str) -> str:
    """The token that was given, or one that is made up.

    Raises:
        UsageError: it could be tried out, or no header can hold it.
    """
    if given and _TOKEN.fullmatch(given) is None:
        raise UsageError(
            "COMMUNIQUE_TOKEN is too short, or has other signs than a header can hold",
            "give at least 12 letters and digits, or unset it: then one is made up",
        )
    return given or secrets.token_urlsafe(24)
