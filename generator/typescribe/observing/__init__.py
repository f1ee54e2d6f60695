"""Messages -> what arrives, where it departs from the declaration, and an overlay that says so.

`Observer` is what programs use.
"""

from typescribe.observing.observer import Observer

__all__ = ["Observer"]
