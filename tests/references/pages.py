"""The pages that the tests keep: those of a small source, without what frames them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data" / "typedoc"
SHOP = _DATA / "shop"
PAGES = _DATA / "pages"

_FRAME = (
    re.compile(r"<head>.*?</head>", re.DOTALL),
    re.compile(r"<(svg|script|style|button)\b.*?</\1>", re.DOTALL),
    re.compile(r'<div class="(?:tsd-page-toolbar|page-menu|site-menu|tsd-navigation).*', re.DOTALL),
    re.compile(r'<div class="col-(?:4 |sidebar).*', re.DOTALL),
    re.compile(r"<footer.*", re.DOTALL),
    re.compile(r'<div class="tsd-index-list">.*?</div>', re.DOTALL),
    re.compile(r'<ul class="tsd-index-list">.*?</ul>', re.DOTALL),
    re.compile(r'<a href="[^"]*" aria-label="Permalink" class="tsd-anchor-icon"></a>'),
)
_HEADER = re.compile(
    r'<(?:div|header) class="tsd-page-toolbar.*?(?=<div class="(?:tsd-page-title|container))',
    re.DOTALL,
)


def trimmed(page: str) -> str:
    """Return a page without its head, its drawings and its navigation."""
    text = _HEADER.sub("", page, count=1)
    for part in _FRAME:
        text = part.sub("", text)
    return text


def stale(site: Path, kept: Path, *, record: bool) -> Iterator[str]:
    """Yield the pages that are kept otherwise than TypeDoc makes them; with `record`, keep them."""
    fresh = {
        path.relative_to(site).as_posix(): trimmed(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    if record:
        shutil.rmtree(kept, ignore_errors=True)
        for name, text in fresh.items():
            (kept / name).parent.mkdir(parents=True, exist_ok=True)
            (kept / name).write_text(text, encoding="utf-8")
    for name in sorted(
        fresh.keys() | {p.relative_to(kept).as_posix() for p in kept.rglob("*.html")}
    ):
        path = kept / name
        if not path.is_file() or path.read_text(encoding="utf-8") != fresh.get(name):
            yield f"{path}: not what TypeDoc makes now; run `make judge-record`"
