"""What any sentence of a report on one meeting says of its end."""

from __future__ import annotations

import pytest

MET = "Fijian Prime Minister Sitiveni Rabuka met Tongan Prime Minister Siaosi Sovaleni in Suva on Monday."
LONG = f"{MET} They looked at boats. They looked at fish. They looked at ports."
CASES = [
    ("far down in the report", f"{LONG} The two sides signed a protocol on patrols.", "agreed"),
    ("in another paragraph", f"{MET}\n\nThe two leaders could not agree on patrols.", "no-result"),
    ("what is hoped for", f"{LONG} The two sides hope to sign a protocol on patrols.", None),
    ("what came before", f"{LONG} The two sides had signed a protocol on patrols in 2019.", None),
    ("of others", f"{LONG} Samoa failed to reach a deal on patrols.", None),
    ("both", f"{LONG} The two sides agreed on boats. The two sides failed to agree on fish.", None),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_of_report(text, expected, read):
    assert next((c.details.outcome for c in read(text).claims if c.details.outcome), None) == expected
