"""Ctrl-C: the first ends a run at its next step, the second at once, and those who handle it themselves keep it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from communique.views.render.stop import stopping


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    # Run in the background of a shell, the tests inherit that Ctrl-C is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_the_first_waits_for_the_step_in_hand() -> None:
    seen: list[int] = []
    with pytest.raises(KeyboardInterrupt), stopping(seen.append) as step:
        step(1)
        signal.raise_signal(signal.SIGINT)
        seen.append(2)  # still at work
        step(3)
        seen.append(4)
    assert seen == [1, 2, 3]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_second_does_not() -> None:
    seen: list[int] = []
    with pytest.raises(KeyboardInterrupt), stopping(None):
        signal.raise_signal(signal.SIGINT)
        seen.append(1)
        signal.raise_signal(signal.SIGINT)
        seen.append(2)
    assert seen == [1]


def test_without_it_nothing_happens() -> None:
    with stopping(None) as step:
        step(1)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_ignores_it_goes_on_ignoring_it() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stopping(None) as step:
        signal.raise_signal(signal.SIGINT)
        step(1)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_another_thread_leaves_signals_alone() -> None:
    done: list[bool] = []

    def work() -> None:
        with stopping(None) as step:
            step(1)
            done.append(signal.getsignal(signal.SIGINT) is signal.default_int_handler)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
