"""Finds names that tree-sitter accepts and TypeScript does not.

tree-sitter's grammar takes almost any character for a letter. The names of TypeScript are defined
in ECMA-262, section 12.7.
"""

from __future__ import annotations

import re

from typescribe.language.errors import Problem
from typescribe.language.identifiers import is_typescript_identifier
from typescribe.language.syntax import SyntaxTree, quoted

# Control characters, the start of an escape, and characters beyond ASCII that are in no name.
_SUSPECT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f\\]|[\xc2-\xf4][\x80-\xbf]+")


def invalid_name(tree: SyntaxTree) -> Problem | None:
    """Return the problem of the first name with such a character, or `None`.

    A name with an escape, such as `\\u0041`, is one of TypeScript, but a spec cannot hold it.
    """
    for found in _SUSPECT.finditer(tree.source):
        if f"a{found[0].decode()}".isidentifier():
            continue
        node = tree.root.descendant_for_byte_range(found.start(), found.end())
        if node is None or not node.type.endswith("identifier"):
            continue  # it is in a text or a comment
        name = tree.text_of(node)
        if not is_typescript_identifier(name.removeprefix("#")):
            message = f"syntax error in the file: {quoted(name)} is not a name"
            return Problem(tree.position_of(node), message)
    return None
