"""What came of talks, by the words that tell it."""

from __future__ import annotations

import pytest

from communique.annotate import outcomes as module
from communique.annotate.outcomes import outcome_of
from communique.errors import BadTable


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("The round ended in Doha without any result.", "no-result"),
        ("Tuesday's meeting in La Paz led nowhere.", "no-result"),
        ("No ferry accord in Valga", "no-result"),
        ("The trip produced polite words and no accord.", "no-result"),
        ("They could not come to terms on any point.", "no-result"),
        ("Fuel talks fizzle", "no-result"),
        ("They ended their talks on the river in Lima on Tuesday with a joint protocol.", "agreed"),
        ("They signed off on a plan to share the ferry.", "agreed"),
        ("The two settled on mixed patrols.", "agreed"),
        ("The customs dispute was resolved.", "agreed"),
        ("They agreed on a further stretch of the border.", "agreed"),
        ("They agreed to a further round.", None),
        ("They signed the guest book.", None),
        ("Two days of talks ended without a final deal.", "no-result"),
        ("The sides failed to reach an agreement.", "no-result"),
        ("The talks broke up on Tuesday.", "no-result"),
        ("The envoy went home empty-handed.", "no-result"),
        ("The meeting has not yielded any outcome.", "no-result"),
        ("The talks produced nothing.", "no-result"),
        ("Mediators got nowhere.", "no-result"),
        ("The request was refused outright.", "no-result"),
        ("No agreement was reached.", "no-result"),
        ("The junta chief met the envoy but refused any commitment.", "no-result"),
        ("Negotiations ended in Geneva with no breakthrough.", "no-result"),
        ("The talks were wound up in deadlock.", "no-result"),
        ("The envoy left with nothing but a photograph.", "no-result"),
        ("Ministers came away with a deal on shipping.", "agreed"),
        ("The delegations rose with a signed protocol.", "agreed"),
        ("They parted with an agreement on tolls.", "agreed"),
        ("The two reached an understanding.", "agreed"),
        ("The ministers agreed on a new ferry.", "agreed"),
        ("They struck a deal late at night.", "agreed"),
        ("They parted without agreeing on anything.", "no-result"),
        ("The two could not agree on a corridor.", "no-result"),
        ("The sides remained far apart.", "no-result"),
        ("The talks in Arusha were fruitless.", "no-result"),
        ("They walked away from the table with nothing.", "no-result"),
        ("The round ended in a stalemate.", "no-result"),
        ("The ministers ended without an accord, but agreed to meet again in May.", "no-result"),
        ("The two sides resolved the dispute.", "agreed"),
        ("The talks bore fruit.", "agreed"),
        ("The meeting yielded a joint protocol on maize.", "agreed"),
        ("They concluded the talks with a signed protocol.", "agreed"),
        ("It ended with the two sides agreeing to open the border.", "agreed"),
        ("They agreed on fishing but failed to agree on the river.", None),
        ("They agreed to meet again in May.", None),
        ("The two discussed fish.", None),
        ("They talked about the agreement of 1998.", None),
    ],
)
def test_outcome(words, outcome):
    assert outcome_of(words) == outcome


@pytest.mark.parametrize("row", ["won,with a prize", "agreed,((("])
def test_a_bad_row_is_named(row, monkeypatch):
    rows = [(7, dict(zip(("outcome", "words"), row.split(","), strict=True)))]
    monkeypatch.setattr(module, "rows", lambda *_: iter(rows))
    with pytest.raises(BadTable, match=r"outcomes\.csv:7"):
        module._patterns.__wrapped__()
