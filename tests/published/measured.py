"""Import one source in a process of its own, and measure it.

    python -m published.measured SOURCE FOLDER PRELUDE ENTRY...

Prints JSON: the lines that were read, the counts, the seconds of processor time, and the highest
use of memory in megabytes. The spec files are written to FOLDER; PRELUDE may be empty.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from typescribe.importing.importer import Source, import_types, source_label, spec_files
from typescribe.importing.read_program import Wanted
from typescribe.project import garbage_collector


def main(source: str, folder: str, prelude: str, *entries: str) -> None:
    """Import and print what was measured."""
    garbage_collector.collect_rarely()  # as the command does
    before = time.process_time()
    read = import_types(Source(source), Wanted(entries), [prelude] if prelude else [])
    texts = spec_files(read, source_label(Source(source)))
    seconds = time.process_time() - before
    megabytes = _peak()
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        Path(folder, name).write_text(text, encoding="utf-8")
    paths = [Path(source, path) for path in read.read.paths]
    measured = {
        "lines": sum(path.read_bytes().count(b"\n") for path in paths),
        "exact": read.exact,
        "approximated": read.approximated,
        "left_out": read.left_out,
        "seconds": round(seconds, 2),
        "megabytes": megabytes,
    }
    print(json.dumps(measured))


def _peak() -> int:
    """Return the highest use of memory in megabytes.

    On Linux, `getrusage` counts the process that started this one as well, as it was just before.
    """
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text("ascii")
        return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)


if __name__ == "__main__":
    main(*sys.argv[1:])
