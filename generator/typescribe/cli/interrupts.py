"""Ctrl-C, recognized even where the interrupted code swallows it or turns it into another error."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Yield a function that says whether Ctrl-C was pressed inside the block.

    Python raises `KeyboardInterrupt` between any two instructions, also inside the import of a
    library, which may end in an exception of its own instead. So once Ctrl-C was pressed, any
    exception that leaves the block leaves it as `KeyboardInterrupt`.

    Where interrupts are ignored, as in a background job, or handled by code that is not Python,
    and outside the main thread, where no handler can be set, nothing is changed.
    """
    previous = signal.getsignal(signal.SIGINT)
    if not callable(previous) or threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    pressed = False
    handle = previous

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        handle(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield lambda: pressed
    except Exception:
        if pressed:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, previous)
