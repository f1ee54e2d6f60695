"""JSDoc comments -> descriptions, and those tags for which a spec has a key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from typescribe.language.constraints import NONE, Constraints, both
from typescribe.language.readings import KINDS, ReadsAs
from typescribe.sources.expressions.constraint_tags import TagsRead, tags_within, with_tag
from typescribe.text.constraints import value_paragraphs
from typescribe.text.typescript import CLOSING_ESCAPED, MARKUP_ESCAPED

_OPENING = "/**"
_CLOSING = "*/"
_STARS = re.compile(r"^\s*\*? ?")
_TAG = re.compile(r"@([\w.-]*\w)\s*")
_LINK = re.compile(r"\{@link(?:plain|code)?\s+([^\s|}]+)\s*\|?\s*([^}]*)\}")
_FENCE = "```"
_DEFAULTS = ("default", "defaultValue")


@dataclass(frozen=True, slots=True)
class Documentation:
    """The content of a comment; `deprecated` is None without the tag, "" without a reason."""

    description: str = ""
    deprecated: str | None = None
    reads_as: ReadsAs | None = None
    constraints: Constraints = NONE
    unkept: tuple[str, ...] = ()
    """Messages about tags that constrain values in a way that a spec cannot say."""
    names: tuple[str, ...] = ()
    """The names of a literal, which the target `typescript` writes under `@name`."""

    @property
    def full_description(self) -> str:
        """The description with the default and the examples, where nothing else can hold them."""
        return "\n\n".join(filter(None, (self.description, *value_paragraphs(self.constraints))))


NOTHING = Documentation()


def joined_documentation(found: Sequence[Documentation]) -> Documentation:
    """Return the content of all comments of one declaration, without `@readsAs`."""
    constraints = NONE
    for one in found:
        constraints = both(constraints, one.constraints)
    return Documentation(
        "\n\n".join(one.description for one in found if one.description),
        next((one.deprecated for one in found if one.deprecated is not None), None),
        constraints=constraints,
        unkept=tuple(message for one in found for message in one.unkept),
    )


def is_jsdoc(comment: str) -> bool:
    """Return whether a comment is documentation: `/** ... */`, but not `/**/`."""
    return comment.startswith(_OPENING) and len(comment) >= len(_OPENING) + len(_CLOSING)


def read_jsdoc(comment: str) -> Documentation:
    """Read a `/** ... */` comment.

    The lines of a paragraph are joined with a space, empty lines separate paragraphs, and lines
    between ``` are kept. Tags (https://jsdoc.app) are handled as follows: `@deprecated`, and
    `@readsAs` and `@name`, which the target `typescript` writes, are returned separately; so are
    those that constrain values, as `constraint_tags` describes; `@remarks`, and `@default` and
    `@example` with values that are no JSON, become part of the description; other tags are dropped,
    since they do not describe data.
    """
    inside = comment.removeprefix(_OPENING).removesuffix(_CLOSING)
    lines = CLOSING_ESCAPED.sub(r"*\1/", inside).splitlines()
    blocks: list[tuple[str, list[str]]] = [("", [])]
    fenced = False
    for raw in lines:
        whole = _STARS.sub("", raw, count=1).rstrip()
        for line in [whole] if fenced else tags_within(whole):
            tag = None if fenced else _TAG.match(line.strip())
            if tag:
                blocks.append((tag[1], [line.strip()[tag.end() :]]))
            else:
                blocks[-1][1].append(line)
        fenced ^= whole.strip().startswith(_FENCE)
    paragraphs: list[str] = []
    deprecated: str | None = None
    reads_as: ReadsAs | None = None
    names: list[str] = []
    tags = TagsRead()
    for name, written in blocks:
        if name and (more := with_tag(tags, name, "\n".join(written))):
            tags = more
        elif name == "deprecated":
            deprecated = " ".join(_text(written).split())
        elif name == "readsAs":
            # A function could be any on the path of Python, and the comment is not trusted.
            reads_as = text if (text := _text(written)) in KINDS else None
        elif name == "name" and (text := _text(written)):
            names.append(text)
        elif name in ("", "remarks"):
            paragraphs.append(_text(written))
        elif name in _DEFAULTS and (value := _text(written)):
            paragraphs.append(f"Default: {value}")
        elif name == "example" and any(written):
            paragraphs.append(f"Example:\n\n{_code(written)}")
    description = "\n\n".join(filter(None, paragraphs))
    unkept = tags.unkept
    return Documentation(description, deprecated, reads_as, tags.constraints, unkept, tuple(names))


def _text(lines: list[str]) -> str:
    """Return a text with the lines of each paragraph joined, except for lines between fences."""
    paragraphs: list[str] = [""]
    fenced = False
    for line in lines:
        if line.strip().startswith(_FENCE):
            if not fenced:
                paragraphs.append(line.strip())
            else:
                paragraphs[-1] += f"\n{line.strip()}"
                paragraphs.append("")
            fenced = not fenced
        elif fenced:
            paragraphs[-1] += f"\n{line}"
        elif text := line.strip():
            paragraphs[-1] += f" {text}" if paragraphs[-1] else text
        elif paragraphs[-1]:
            paragraphs.append("")
    return "\n\n".join(map(_without_markup, filter(None, paragraphs)))


def _without_markup(paragraph: str) -> str:
    text = _LINK.sub(lambda link: link[2].strip() or link[1], paragraph)
    return text if text.startswith(_FENCE) else MARKUP_ESCAPED.sub("", text)


def _code(lines: list[str]) -> str:
    """Return an example between fences; if it has fences already, unchanged."""
    if any(line.strip().startswith(_FENCE) for line in lines):
        return _text(lines)
    return "\n".join([_FENCE, *"\n".join(lines).strip("\n").splitlines(), _FENCE])
