"""The training scripts are no package: they find each other by standing side by side."""

from __future__ import annotations

import sys
from pathlib import Path

_TRAINING = str(Path(__file__).parents[2] / "training")
if _TRAINING not in sys.path:
    sys.path.insert(0, _TRAINING)
