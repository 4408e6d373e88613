from __future__ import annotations

import sys
from pathlib import Path

# `eval/` is no package: its files find each other the way they do when `python eval/gate.py` is called.
sys.path.insert(0, str(Path(__file__).parents[2] / "eval"))
