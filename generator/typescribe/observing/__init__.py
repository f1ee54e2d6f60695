"""Observes messages: counts values, reports where they differ from the types, proposes an overlay.

`Observer` is the entry point for programs.
"""

from typescribe.observing.observer import Observer

__all__ = ["Observer"]
