"""The exit codes of the command line."""

from __future__ import annotations

EXIT_NO = 1
"""The answer is no: output is stale, a message is invalid, a change breaks somebody."""
EXIT_WRONG = 2
"""There is no answer because of the user's input: wrong usage, settings or spec."""
EXIT_BUG = 70
"""There is no answer because of a bug in typescribe (`EX_SOFTWARE` in sysexits.h)."""
EXIT_OUTPUT = 74
"""The output could not be written, on a full disk for instance (`EX_IOERR` in sysexits.h)."""
EXIT_INTERRUPTED = 130
"""Ctrl-C: 128 plus the number of SIGINT, as shells report it."""
EXIT_PIPE = 141
"""The reader of the output has closed it, as `head` does: 128 plus the number of SIGPIPE."""
