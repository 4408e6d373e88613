"""Reads news about relations between states and keeps the record: who did what, who says so, and from how many origins.

```python
import communique

with communique.open("my.record") as record:
    for event in record.events(states=("RUS", "VNM")):
        ...
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.api import Coder, Record, create, open

    __version__: str

__all__ = ["Coder", "Record", "__version__", "create", "open"]


def __getattr__(name: str) -> Any:
    # Only when asked for: the command line starts many times a day, and a language model is slow to load.
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("communique")
        except PackageNotFoundError:  # run from a checkout that is not installed
            return "0+unknown"
    if name in __all__:
        from communique import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
