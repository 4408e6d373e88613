"""The training scripts are no package: they find each other by standing side by side."""

from __future__ import annotations

import sys
from pathlib import Path

for _folder in ("training", "eval"):
    if (_path := str(Path(__file__).parents[2] / _folder)) not in sys.path:
        sys.path.insert(0, _path)
