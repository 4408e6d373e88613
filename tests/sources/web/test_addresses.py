"""Addresses taken apart, and which of them lead into the user's own network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import ItemError
from communique.sources.web.addresses import is_public, joined, shown, web_address


@pytest.mark.parametrize(
    ("uri", "clean"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTP://Example.ORG:80/A?b=C#part", "http://example.org/A?b=C"),
        ("https://example.org:443/", "https://example.org/"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        (" http://example.org/a b?c d ", "http://example.org/a%20b?c%20d"),
        ("http://example.org/%C3%A9", "http://example.org/%C3%A9"),
        ("http://example.org/é?ü", "http://example.org/%C3%A9?%C3%BC"),
        ("http://bücher.example.org/", "http://xn--bcher-kva.example.org/"),
        ("http://example.org/a\r\nHost: other", "http://example.org/aHost:%20other"),
        ("http://[2001:DB8::1]:81/x", "http://[2001:db8::1]:81/x"),
        ("http://①②⑦.0.0.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://2130706433/"),
        ("http://example.org/a?b=c?d=[e]", "http://example.org/a?b=c?d=%5Be%5D"),
        ("http://a_b.example.org./", "http://a_b.example.org./"),
        ("http://example.org/\ud800", "http://example.org/%EF%BF%BD"),
    ],
)
def test_good(uri: str, clean: str) -> None:
    address = web_address(uri)
    assert address.uri == clean
    assert web_address(clean) == address


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("", "scheme"),
        ("example.org/a", "scheme"),
        ("/a", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://example.org/", "scheme"),
        ("data:text/html,x", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("httpx://example.org/", "scheme"),
        ("http:///a", "address"),
        ("http://", "address"),
        ("http:example.org", "address"),
        ("http://user@example.org/", "address"),
        ("http://user:secret@example.org/", "address"),
        ("http://example.org\\@127.0.0.1/", "address"),
        ("http://127%2e0%2e0%2e1/", "address"),
        ("http://exa mple.org/", "address"),
        ("http://example.org:x/", "address"),
        ("http://example.org:99999/", "address"),
        ("http://example.org:0/", "address"),
        ("http://[::1/", "address"),
        ("http://[fe80::1%25eth0]/", "address"),
        ("http://[zz]/", "address"),
        ("http://.example.org/", "address"),
        ("http://a..example.org/", "address"),
        (f"http://{'a' * 64}.example.org/", "address"),
        (f"http://{'a.' * 200}org/", "address"),
        (f"http://example.org/{'a' * 9000}", "address"),
        ("http://example.org℀/", "address"),
    ],
)
def test_bad(uri: str, reason: str) -> None:
    with pytest.raises(ItemError) as caught:
        web_address(uri)
    assert caught.value.reason == reason
    assert "secret" not in caught.value.detail


@given(st.one_of(st.text(), st.text().map("http://".__add__), st.text().map("http://example.org/".__add__)))
def test_any_text(uri: str) -> None:
    try:
        address = web_address(uri)
    except ItemError as error:
        assert error.reason in ("scheme", "address")
    else:
        assert address.uri.isascii()
        assert address.uri.isprintable()
        assert web_address(address.uri) == address
    assert shown(uri).isprintable() or not uri.isprintable()
    joined("http://example.org/a/", uri)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),  # 93.184.215.14 as networks without IPv4 see it
        ("127.0.0.1", False),
        ("127.8.9.10", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("198.18.0.1", False),
        ("192.0.0.8", False),
        ("192.0.2.1", False),
        ("192.88.99.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("2001::1", False),
        ("2001:db8::1", False),
        ("fc00::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("no address", False),
    ],
)
def test_public(ip: str, public: bool) -> None:
    assert is_public(ip) is public


@pytest.mark.parametrize(
    ("uri", "line"),
    [
        ("http://user:secret@example.org/a@b", "http://example.org/a@b"),
        ("http://a:b@c:d@example.org/", "http://example.org/"),
        ("http://example.org/a\nb", "http://example.org/a b"),
        ("http://example.org/\ud800", "http://example.org/?"),
        ("x" * 501, "x" * 499 + "…"),
    ],
)
def test_shown(uri: str, line: str) -> None:
    assert shown(uri) == line
