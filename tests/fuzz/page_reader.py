"""Any bytes as a page of a TypeDoc reference, or as TypeDoc's JSON: what an import must hold."""

from __future__ import annotations

from fuzz.imported import FOLDER, assert_import
from typescribe.importing.importer import Source


def one_input(data: bytes) -> None:
    """JSON begins with a brace; everything else is a page."""
    path = FOLDER / ("project.json" if data.lstrip().startswith(b"{") else "page.html")
    path.write_bytes(data)
    assert_import(Source(str(path)))
