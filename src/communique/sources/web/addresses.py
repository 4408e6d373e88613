"""Web addresses taken apart, and which network addresses are public. Pure: nothing here looks anything up."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from communique.errors import ItemError

LONGEST = 8192  # characters; servers refuse longer ones
_LONGEST_SHOWN = 500
_LONGEST_HOST = 253  # by the rules of names; also keeps the slow IDNA codec short
_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_.])?")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of characters, as JSON can hold them
_WITH_USER = re.compile(r"(?<=//)[^/?#]*@")
_KEPT = "%/:=&~+!$,;'@()*"  # what stays as it is in a path or a query; all else is percent-encoded
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        # What `is_global` of some Pythons lets through: shared, protocol, benchmark, relays, local NAT64.
        "100.64.0.0/10 192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 64:ff9b:1::/48 fec0::/10 2001::/23 5f00::/16".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Address:
    """A web address: ``scheme`` http or https, ``host`` in ASCII without brackets, ``target`` its path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in the address and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def uri(self) -> str:
        """The whole address, without fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def web_address(uri: str) -> Address:
    """Take a web address apart; its fragment is dropped.

    An address with a user's name or password in it is refused, not stripped: without them it may lead elsewhere, and
    with them they would stand in the record.

    Raises:
        ItemError: ``scheme`` when it is not http or https, ``address`` when it is malformed, too long, or has a
            password in it.
    """
    scheme = _SCHEME.match(uri)
    if scheme is None or scheme[1].lower() not in _PORTS:
        said = f"{scheme[1].lower()}:" if scheme is not None else "an address without http:// or https://"
        raise ItemError("scheme", f"{said} is not fetched; only http and https are")
    if len(uri) > LONGEST:
        raise ItemError("address", f"{len(uri):,} characters; the limit is {LONGEST:,}")
    try:
        parts = urlsplit(_SURROGATES.sub("\ufffd", uri).strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ItemError("address", f"malformed: {' '.join(str(error).split())[:160]}") from error
    if "@" in parts.netloc:
        raise ItemError("address", "holds a user's name or a password, which would stand in the record")
    if port == 0:
        raise ItemError("address", "malformed: port 0")
    target = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        target += "?" + quote(parts.query, safe=_KEPT + "?")
    return Address(parts.scheme, _host(host or ""), port or _PORTS[parts.scheme], target)


def joined(base: str, link: str) -> str:
    """``link`` as seen from ``base``; ``link`` itself where that makes no sense."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link


def shown(uri: str) -> str:
    """``uri`` as it may be shown and kept: in one line, cut when it is endless, without a password."""
    line = _WITH_USER.sub("", " ".join(uri.encode("utf-8", "replace").decode("utf-8").split()))
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"


def is_public(ip: str) -> bool:
    """True for a network address of the public internet, also when it is wrapped in another (mapped, 6to4, NAT64)."""
    try:
        found = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return (
        found.is_global
        and not (found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback)
        and not any(found.version == net.version and found in net for net in _NOT_PUBLIC)
    )


def _host(host: str) -> str:
    if ":" in host:
        try:
            if "%" not in host:  # names a network card of this machine
                return str(ipaddress.IPv6Address(host))
            raise ValueError
        except ValueError as error:
            raise ItemError("address", f"malformed: {host[:60]!r} is no host") from error
    try:
        name = host.encode("idna").decode("ascii").lower() if len(host) <= _LONGEST_HOST else ""
    except UnicodeError:
        name = ""
    if _NAME.fullmatch(name) is None:
        raise ItemError("address", f"malformed: {host[:60]!r} is no host")
    return name
