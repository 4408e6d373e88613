"""What every answer carries: headers that keep a browser from running or fetching anything but ours, and an ETag.

ASGI middleware that looks at whole answers; those that stream (large exports) and static files pass untouched but for
the headers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Article text is never trusted: no script and no style that stands in a page, and nothing from anywhere else."""

ALWAYS = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),  # not no-referrer: browsers then call the origin of our own forms "null"
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)


class Wrapped:
    """The application with these headers on each answer, 304 for what its asker has already, and HEAD where GET is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        known = Headers(scope=scope).get("if-none-match", "")
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, _only_head(send)
        held: Message | None = None
        pieces: list[bytes] = []

        async def answer(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS:
                    if name not in headers:
                        headers[name] = value
                # What comes whole says how long it is; what has a tag already is a file.
                whole = "content-length" in headers and "etag" not in headers
                if scope["method"] == "GET" and message["status"] == 200 and whole:
                    held = message
                    return
            elif held is not None:
                pieces.append(message.get("body", b""))
                if not message.get("more_body"):
                    await _with_etag(held, b"".join(pieces), known, send)
                return
            await send(message)

        await self.app(scope, receive, answer)


def _only_head(send: Send) -> Send:
    """Sends what HEAD is answered with: what GET would be, without its body."""
    ended = False

    async def answer(message: Message) -> None:
        nonlocal ended
        if message["type"] != "http.response.body":
            await send(message)
        elif not ended:
            ended = True
            await send({"type": "http.response.body", "body": b""})

    return answer


async def _with_etag(start: Message, content: bytes, known: str, send: Send) -> None:
    headers = MutableHeaders(scope=start)
    tag = etag(content)
    headers["ETag"] = tag
    headers.setdefault("Cache-Control", "no-cache")
    if matches(known, tag):
        start["status"] = 304
        for name in ("content-length", "content-type"):
            if name in headers:
                del headers[name]
        content = b""
    await send(start)
    await send({"type": "http.response.body", "body": content})


def etag(content: bytes) -> str:
    """The tag of an answer, from its bytes: the same answer has the same tag on any machine."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def matches(known: str, tag: str) -> bool:
    """True when an `If-None-Match` header names this tag.

    >>> matches('W/"a", "b"', '"b"'), matches("*", '"b"'), matches("", '"b"')
    (True, True, False)
    """
    return any(one.strip() in (tag, f"W/{tag}", "*") for one in _listed(known))


def _listed(header: str) -> Iterable[str]:
    return header.split(",") if header else ()
