"""Ctrl-C in a long run: the first one ends it after the step in hand, a second one at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

S = TypeVar("S")


@contextmanager
def stopping(step: Callable[[S], None] | None) -> Iterator[Callable[[S], None]]:
    """Gives the callback for a run: it tells ``step``, and raises KeyboardInterrupt once Ctrl-C was pressed.

    Raised by the signal itself the interrupt may come while Python clears something away, where it is lost. Where
    somebody else handles or ignores the signal, they go on doing so.
    """
    asked = threading.Event()

    def tell(now: S) -> None:
        if step is not None:
            step(now)
        if asked.is_set():
            raise KeyboardInterrupt

    def ask(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            signal.default_int_handler(number, frame)
        asked.set()

    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield tell
        return
    signal.signal(signal.SIGINT, ask)
    try:
        yield tell
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
