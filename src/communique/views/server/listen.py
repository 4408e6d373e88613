"""Listens: the one place that opens a port."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from communique.errors import UsageError
from communique.views.door.guard import is_loopback
from communique.views.server.app import make_app


def listen(
    path: Path,
    *,
    host: str,
    port: int,
    token: str | None,
    read_only: bool,
    ready: Callable[[str], None],
) -> None:
    """Serve the record at ``path`` until interrupted.

    Args:
        path: the record.
        host: the address to listen on.
        port: 0 for one that is free.
        token: as `make_app`.
        read_only: likewise.
        ready: told the address once it can be asked.

    Raises:
        UsageError: the port is taken, or the address is none of this machine.
    """
    app = make_app(path, token=token, read_only=read_only, loopback=is_loopback(host))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as error:
            raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}", "try another --port") from error
        door.listen(128)  # who is told the address may ask at once, and waits until we answer
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        ready(f"http://{shown}:{door.getsockname()[1]}")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="on")
        with suppress(KeyboardInterrupt):  # how it is meant to end; uvicorn raises it once all is closed
            uvicorn.Server(config).run(sockets=[door])
