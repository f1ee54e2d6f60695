"""Recognizes Ctrl-C even if the interrupted code swallows it or raises another exception."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Yield a function that returns whether Ctrl-C was pressed inside the block.

    Python may raise `KeyboardInterrupt` at any point, for example while it imports a library, and
    the import may then fail with another error. Therefore, once Ctrl-C was pressed, any exception
    that leaves the block becomes `KeyboardInterrupt`.

    The block does nothing if interrupts are ignored, as in a background job, if Python does not
    handle them, or outside the main thread, since only the main thread can set a signal handler.
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
    except Exception:  # an interrupted import may fail with any error
        if pressed:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, previous)
