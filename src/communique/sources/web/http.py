"""The network: one web address in, its bytes out. The only module that may use it."""

from __future__ import annotations

import email.message
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from urllib3 import exceptions as wrong
from urllib3.connection import HTTPConnection
from urllib3.response import HTTPResponse

from communique.errors import ItemError
from communique.model.records import Skipped
from communique.sources.base import Blob, told
from communique.sources.web.addresses import Address, is_public, joined, shown, web_address
from communique.sources.web.downloads import Download

_MIB = 1024 * 1024
_CHUNK = 64 * 1024
_MOST_TRIED = 4  # addresses of one host
_MOST_HOSTS = 1024  # remembered for the pause between two requests
_LONGEST_NAME = 255
_MOVED = frozenset((301, 302, 303, 307, 308))
_WHOLE = frozenset((HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION))
_UNREADABLE_CODINGS = frozenset(("br", "zstd", "compress", "x-compress", "dcb", "dcz"))
_PACKED = ("gzip", "x-gzip")

logging.getLogger("urllib3").propagate = False  # it complains about headers; what matters of that comes as `Skipped`


class Deadline:
    """Ends the connection that it watches when the time is up, wherever that stands: handshake, head, or body.

    The timeout of a socket starts anew with each byte that comes; a server that drips is stopped only by this.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        """Given at the start."""
        self.passed = False
        """True when it had to end something."""
        self._end = time.monotonic() + seconds
        self._watched: socket.socket | None = None
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._wait, name="communique-deadline", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()
        if self._watched is not None:
            self._watched.close()

    @property
    def left(self) -> float:
        """Seconds that are left, 0 when there are none."""
        return max(0.0, self._end - time.monotonic())

    def more(self, seconds: float) -> None:
        """Give more time."""
        self._end += seconds

    def watch(self, connected: socket.socket) -> None:
        """Watch this connection, and no longer the one before.

        Raises:
            TimeoutError: the time is up already.
        """
        copy = connected.dup()  # TLS takes the socket itself away; what is done to a copy holds for both
        with self._lock:
            before, self._watched = self._watched, copy
        if before is not None:
            before.close()
        if self.passed:
            raise TimeoutError

    def _wait(self) -> None:
        while not self._over.wait(self.left):
            if self.left <= 0:
                with self._lock:
                    self.passed = True
                    if self._watched is not None:
                        with suppress(OSError):
                            self._watched.shutdown(socket.SHUT_RDWR)
                return


def resolve(host: str, port: int) -> list[str]:
    """The network addresses of a host, as the system finds them.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def _agent() -> str:
    try:
        ours = version("communique")
    except PackageNotFoundError:  # run from a checkout that is not installed
        ours = "0"
    return f"communique/{ours} (+reads news for research)"


@dataclass(slots=True)
class Web:
    """Gets what is at one web address after the other, each over a connection of its own that is closed at once.

    A host's name is resolved once per request, every address found must be public, and the connection goes to one of
    just these, so that neither a redirect nor a name that changes its mind leads into the user's own network. Proxies
    are not used. Cookies are not kept.

    Args:
        now: this moment as an ISO time, for `Blob.seen`.
        allow_private: whether addresses of this machine and its network may be asked.
        timeout: seconds to wait for a connection, and for each further piece of the answer.
        deadline: seconds for one page with all its redirects; one second more for each MiB that came.
        largest: bytes of one answer, unpacked.
        in_memory: bytes of one answer that are kept in memory; larger ones lie in a temporary file.
        redirects: how many are followed.
        pause: seconds between two requests to one host.
        agent: what we call ourselves.
        resolve: finds the network addresses of a host and port.
        trusted: whose certificates are believed; the system's authorities by default.
    """

    now: Callable[[], str]
    allow_private: bool = field(default=False, kw_only=True)
    timeout: float = field(default=20.0, kw_only=True)
    deadline: float = field(default=60.0, kw_only=True)
    largest: int = field(default=512 * _MIB, kw_only=True)
    in_memory: int = field(default=4 * _MIB, kw_only=True)
    redirects: int = field(default=5, kw_only=True)
    pause: float = field(default=0.5, kw_only=True)
    agent: str = field(default_factory=_agent, kw_only=True)
    resolve: Callable[[str, int], Sequence[str]] = field(default=resolve, kw_only=True)
    trusted: ssl.SSLContext | None = field(default=None, kw_only=True)
    _asked: dict[str, float] = field(default_factory=dict, kw_only=True, repr=False)

    def __call__(self, uri: str) -> Blob | Skipped:
        """What is at ``uri``, under the address that it was found at in the end.

        Reasons when it is skipped: ``scheme``, ``address``, ``private-address``, ``unreachable``, ``tls``, ``timeout``,
        ``status``, ``redirects``, ``too-large``, ``format`` (packed in a way that is not read), ``damaged`` (it broke
        off or does not unpack), ``unreadable`` (this machine could not keep it).
        """
        try:
            with Deadline(self.deadline) as deadline:
                return self._follow(web_address(uri), deadline)
        except ItemError as error:
            return Skipped(shown(uri), error.reason, error.detail)

    def _follow(self, address: Address, deadline: Deadline) -> Blob:
        been = {address.uri}
        while True:
            got = self._one(address, deadline)
            if isinstance(got, Blob):
                return got
            address = web_address(got)
            if address.uri in been:
                raise ItemError("redirects", f"leads back to {shown(address.uri)}")
            if len(been) > self.redirects:
                raise ItemError("redirects", f"more than {self.redirects}, then to {shown(address.uri)}")
            been.add(address.uri)

    def _one(self, address: Address, deadline: Deadline) -> Blob | str:
        """One request: what came, or the address that it leads to."""
        self._keep_pace(address.host, deadline)
        try:
            with closing(HTTPConnection(address.host, address.port, timeout=self.timeout)) as connection:
                connection.sock = self._connected(address, deadline)
                connection.request("GET", address.target, headers=self._headers(address), preload_content=False)
                with closing(connection.getresponse()) as response:
                    if response.status in _MOVED and (location := response.headers.get("Location")):
                        return joined(address.uri, _unmangled(location))
                    return self._blob(address, response, deadline)
        except (OSError, HTTPException, wrong.HTTPError, ValueError) as error:
            reason, detail = self._what_went_wrong(error, deadline)
            raise ItemError(reason, detail) from error
        finally:
            self._asked[address.host] = time.monotonic()

    def _keep_pace(self, host: str, deadline: Deadline) -> None:
        now = time.monotonic()
        if len(self._asked) > _MOST_HOSTS:
            self._asked = {known: when for known, when in self._asked.items() if now - when < self.pause}
        wait = self._asked.get(host, now - self.pause) + self.pause - now
        if wait > 0:
            deadline.more(wait)
            time.sleep(wait)

    def _headers(self, address: Address) -> dict[str, str]:
        return {
            "Host": address.authority,
            "User-Agent": self.agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en,*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }

    def _connected(self, address: Address, deadline: Deadline) -> socket.socket:
        plain = self._socket(address, deadline)
        try:
            deadline.watch(plain)
            if address.scheme == "http":
                return plain
            if self.trusted is None:
                self.trusted = _system_authorities()
            # The name goes to the server and is what its certificate must be for; the connection stays as checked.
            return self.trusted.wrap_socket(plain, server_hostname=address.host.rstrip("."))
        except (ssl.SSLError, ssl.CertificateError) as error:
            plain.close()
            if deadline.passed:
                raise TimeoutError from error
            said = getattr(error, "verify_message", "") or getattr(error, "reason", "") or told(error)
            raise ItemError("tls", str(said).replace("_", " ").lower()) from error
        except BaseException:
            plain.close()
            raise

    def _socket(self, address: Address, deadline: Deadline) -> socket.socket:
        """A connection to one of the addresses of the host, all of which are checked before."""
        try:
            found = self.resolve(address.host, address.port)
        except (OSError, UnicodeError) as error:
            raise ItemError("unreachable", f"{address.host}: {told(error)}") from error
        closed = next((ip for ip in found if not is_public(ip)), None)
        if closed is not None and not self.allow_private:
            leads = "" if closed == address.host else f"{address.host} leads to "
            raise ItemError("private-address", f"{leads}{closed} is not public; --allow-private allows it")
        failure = OSError(f"{address.host} has no address")
        for ip in found[:_MOST_TRIED]:
            try:
                # Of digits only: nothing is resolved here.
                return socket.create_connection((ip, address.port), max(0.01, min(self.timeout, deadline.left)))
            except OSError as error:
                failure = error
        raise failure

    def _blob(self, address: Address, response: HTTPResponse, deadline: Deadline) -> Blob:
        headers = response.headers
        if response.status not in _WHOLE:
            raise ItemError("status", f"{_status(response)} at {shown(address.uri)}")
        codings = [c.strip().lower() for c in headers.get("Content-Encoding", "").split(",")]
        if unknown := next((c for c in codings if c in _UNREADABLE_CODINGS), None):
            raise ItemError("format", f"sent as {unknown}, which was not asked for and is not read")
        announced = headers.get("Content-Length", "")
        if announced.isascii() and announced.isdigit() and int(announced[:18]) > self.largest:
            raise ItemError("too-large", f"{int(announced[:18]):,} bytes announced; the limit is {self.largest:,}")
        download = Download(self.in_memory)
        try:
            self._take(response, download, deadline)
            download.close()
        except BaseException:
            download.drop()
            raise
        name = _name(address, headers.get("Content-Disposition", ""))
        if any(c in _PACKED for c in codings) and name.lower().endswith(".gz"):
            name = _without_gz(name, download)
        # Of several types that a confused server sends, the first.
        content_type = headers.get("Content-Type", "").partition(",")[0].strip()
        return Blob(address.uri, name, download.open, download.size, seen=self.now(), content_type=content_type)

    def _take(self, response: HTTPResponse, download: Download, deadline: Deadline) -> None:
        try:
            # Not `stream`: it reads the line that announces a chunk whole, and that line may have no end.
            while chunk := response.read(_CHUNK, decode_content=True):
                if download.size + len(chunk) > self.largest:
                    raise ItemError("too-large", f"more than {self.largest:,} bytes")
                try:
                    download.write(chunk)
                except OSError as error:
                    raise ItemError("unreadable", f"cannot be kept for reading: {told(error)}") from error
                deadline.more(len(chunk) / _MIB)
            if deadline.passed:  # a body without announced length ends where the connection does
                raise TimeoutError
        except wrong.DecodeError as error:
            raise ItemError("damaged", "does not unpack as the server says it was packed") from error
        except (wrong.TimeoutError, TimeoutError):
            raise
        except (wrong.HTTPError, HTTPException, OSError, ValueError) as error:
            if deadline.passed:
                raise
            raise ItemError("damaged", f"broke off after {download.size:,} bytes") from error

    def _what_went_wrong(self, error: Exception, deadline: Deadline) -> tuple[str, str]:
        if deadline.passed or deadline.left <= 0:
            return "timeout", f"not finished after {deadline.seconds:g} s"
        if isinstance(error, (TimeoutError, wrong.TimeoutError)):
            return "timeout", f"no answer for {self.timeout:g} s"
        if isinstance(error, ConnectionError):  # before HTTPException: http.client's RemoteDisconnected is both
            return "unreachable", told(error)
        if isinstance(error, (HTTPException, wrong.HTTPError)):
            return "unreachable", "the answer is not HTTP"
        return "unreachable", told(error)


def _system_authorities() -> ssl.SSLContext:
    paths = ssl.get_default_verify_paths()
    if paths.cafile is None and paths.capath is None:
        with suppress(ImportError):  # Pythons of some systems come without authorities; a library may have brought them
            import certifi

            return ssl.create_default_context(cafile=certifi.where())
    return ssl.create_default_context()


def _status(response: HTTPResponse) -> str:
    known = {status.value: status.phrase for status in HTTPStatus}
    said = f"{response.status} {known.get(response.status, '')}".strip()
    wait = " ".join(response.headers.get("Retry-After", "").split())[:40]
    return f"{said} (asks to wait: {wait})" if wait and wait.isprintable() else said


def _unmangled(header: str) -> str:
    """Headers are read as Latin-1; servers that do not encode their addresses send UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _name(address: Address, disposition: str) -> str:
    """The file's name as the server says it, else the end of the path; empty for a folder's page."""
    said: Iterable[str | None] = ()
    if disposition:
        message = email.message.Message()
        message["Content-Disposition"] = " ".join(_unmangled(disposition).split())
        with suppress(Exception):  # a foreign header in a parser that promises nothing; the path names it too
            said = (message.get_filename(),)
    for name in (*said, unquote(address.target.partition("?")[0].rpartition("/")[2])):
        last = (name or "").replace("\\", "/").rpartition("/")[2]
        clean = "".join(c for c in last.encode("utf-8", "replace").decode("utf-8") if c.isprintable()).strip()
        if clean:
            return clean[-_LONGEST_NAME:]
    return ""


def _without_gz(name: str, download: Download) -> str:
    """A file "a.jsonl.gz" that came packed on its way and is unpacked now is "a.jsonl"."""
    with download.open() as stream:
        return name if stream.read(2) == b"\x1f\x8b" else name[:-3]
