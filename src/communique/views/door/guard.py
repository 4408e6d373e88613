"""Who may write: whoever has the token, or, without one, whoever sits at this machine and comes from our own pages.

A page of another site can make a browser send requests to this machine, and can let its own name point here (DNS
rebinding). So without a token a request must name this machine as its host, and one that changes anything must come
from a page of ours, or from no browser at all: browsers tell in `Origin` and `Sec-Fetch-Site` whence a request comes,
and cannot be made to send JSON to another site unasked. What they tell keeps such pages from asking for anything at
all but by a link that somebody follows.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request

from communique.views.door.failures import Refused

COOKIE = "communique_token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_BYTES = 1024 * 1024  # of a request that gives no articles; those have bounds of their own
_HOST = re.compile(r"(?:\[([0-9a-f.]*:[0-9a-f:.]*)\]|([a-z0-9.-]+))(?::\d+)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Guard:
    """What the server was told: its token, if any; whether it only shows; whether it listens to this machine only."""

    token: str | None = None
    read_only: bool = False
    loopback: bool = True

    def check_host(self, host: str) -> None:
        """Refuse a request that names another host than this machine, where only this machine is listened to.

        Raises:
            Refused: 421.
        """
        if self.loopback and not is_loopback(_name(host)):
            raise Refused(421, f"this server does not answer for {host or 'no host'}", "use http://127.0.0.1")

    def check_reader(self, headers: Mapping[str, str]) -> None:
        """Refuse what another site's page asks for in passing: it can read no answer of ours, but could ask for much,
        and learn from how long that takes. Links from there lead here as ever.

        Raises:
            Refused: 403.
        """
        if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
            return
        if headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest", "document") != "document":
            raise Refused(403, "a page of another site may only link here", "open the address by itself")

    def check_write(self, method: str, headers: Mapping[str, str], cookie: str = "") -> None:
        """Refuse a request that changes something, unless its sender may.

        Args:
            method: of HTTP.
            headers: of the request, by lower-case names.
            cookie: the token that a browser keeps, if any.

        Raises:
            Refused: 403, or 401 where a token is asked for and missing or wrong.
        """
        if method in SAFE:
            return
        if self.read_only:
            raise Refused(403, "this server only shows the record", "start it without --read-only to write")
        if self.token is not None:
            scheme, _, bearer = headers.get("authorization", "").partition(" ")
            if scheme.lower() == "bearer" and _same(bearer.strip(), self.token):
                return  # another site's page cannot know it
            self._check_site(headers)
            if not _same(cookie, self.token):
                raise Refused(401, "writing needs the token", "send Authorization: Bearer TOKEN, or enter it at /enter")
            return
        if not self.loopback:
            raise Refused(403, "writing over the network needs a token", "start the server with --token")
        self._check_site(headers)

    def check_origin(self, headers: Mapping[str, str]) -> None:
        """Refuse what a browser says another site's page sent.

        Raises:
            Refused: 403.
        """
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in ("same-origin", "none"):
            raise Refused(403, "a page of another site may not write here", "use the pages of this server")
        if origin is not None and _place(origin) != headers.get("host", ""):
            raise Refused(403, f"a page of {origin} may not write here", "use the pages of this server")

    def check_size(self, headers: Mapping[str, str]) -> None:
        """Refuse a body that is larger than any form or JSON of ours, or does not tell how large it is.

        Raises:
            Refused: 413, or 411.
        """
        told = headers.get("content-length")
        if told is None and "transfer-encoding" in headers:
            raise Refused(411, "the length of what is given is not told", "send Content-Length")
        if told is not None and not (told.isdecimal() and len(told) < 12 and int(told) <= MOST_BYTES):
            raise Refused(413, "more than 1 MB at once", "articles are given to /build or /api/builds")

    def _check_site(self, headers: Mapping[str, str]) -> None:
        self.check_origin(headers)
        if headers.get("sec-fetch-site") is None and headers.get("origin") is None:
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json":
                raise Refused(403, "no page of ours sent this", "programs send application/json")

    def may_write(self, cookie: str = "") -> bool:
        """True when a page should offer to write: where a request from it would be let through."""
        if self.read_only:
            return False
        if self.token is not None:
            return _same(cookie, self.token)
        return self.loopback


def guard(request: Request) -> Guard:
    """The guard of the application that serves ``request``."""
    found = request.app.state.guard
    assert isinstance(found, Guard)
    return found


def may_write(request: Request) -> bool:
    """True when the page that is asked for should offer to write."""
    return guard(request).may_write(request.cookies.get(COOKIE, ""))


def is_loopback(host: str) -> bool:
    """True for an address that only this machine reaches."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    """The host without its port; nothing for what is no host with or without a port."""
    found = _HOST.fullmatch(host)
    return (found[1] or found[2]).lower() if found else ""


def _place(origin: str) -> str | None:
    """Host and port of an origin; nothing that a host could be for what is none."""
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


def _same(given: str, wanted: str) -> bool:
    """True when the token is right; one that is empty never is."""
    return bool(given) and hmac.compare_digest(given.encode(), wanted.encode())
