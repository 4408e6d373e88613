"""Addresses in pages: whatever stands in an id or in the path that was asked for, they lead to this server only."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from communique.views.web.shell import address_of, href


@pytest.mark.parametrize(
    "id", ["state:/evil.example", "state:\\evil.example", "person:/../x", "d-/../../x", "../x", "x?y"]
)
def test_an_id_is_one_part_of_an_address(id: str) -> None:
    address = href(id)
    assert address.startswith("/")
    assert not address.startswith("//")
    assert address.count("/") <= 2
    assert "\\" not in address
    assert "?" not in address


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/events", "/events"),
        ("/actors/person:wang-yi.chn", "/actors/person:wang-yi.chn"),
        ("//evil.example", "/evil.example"),
        ("/\\evil.example", "/%5Cevil.example"),
        ("/x?y#z", "/x%3Fy%23z"),
    ],
)
def test_the_address_of_a_page_leads_to_this_server(path: str, address: str) -> None:
    request = Request({"type": "http", "path": path, "scheme": "http", "server": ("127.0.0.1", 80), "headers": []})
    assert address_of(request) == address
