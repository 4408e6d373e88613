"""A real server on this machine whose answers are bytes or the writing of bytes, bad ones above all."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

Answer: TypeAlias = "bytes | Callable[[socket.socket, threading.Event], None]"


def ok(body: bytes = b"", *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole answer with its length; ``length`` is what it says instead."""
    said = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(said).encode("latin-1") + b"\r\n\r\n" + body


def moved(where: str, status: str = "302 Found") -> bytes:
    return ok(b"", f"Location: {where}", status=status)


@dataclass
class Site:
    """What is served: path to answer. ``asked``: path and Host header of each request."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    def uri(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    site: Site
    stopped: threading.Event
    context: ssl.SSLContext | None

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what is tested."""


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        link: socket.socket = self.request
        if self.server.context is not None:
            link = self.server.context.wrap_socket(link, server_side=True)
        try:
            self._answer(link)
        finally:
            link.close()

    def _answer(self, link: socket.socket) -> None:
        link.settimeout(10)
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := link.recv(65536)):
                return
            head += more
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        host = next((line[6:] for line in lines if line.lower().startswith("host: ")), "")
        site = self.server.site
        site.asked.append((path, host))
        site.heads.append(head.decode("latin-1"))
        answer = site.answers.get(path, ok(b"no", status="404 Not Found"))
        if isinstance(answer, bytes):
            link.sendall(answer)
        else:
            answer(link, self.server.stopped)


@contextmanager
def serving(answers: Mapping[str, Answer] | None = None, context: ssl.SSLContext | None = None) -> Iterator[Site]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.site = Site(server.server_address[1], dict(answers or {}))
        server.stopped = threading.Event()
        server.context = context
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.site
        finally:
            server.stopped.set()
            server.shutdown()
            thread.join()
