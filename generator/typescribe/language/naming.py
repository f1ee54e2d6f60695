"""Names in specs and messages -> Python names of classes, attributes and functions."""

from __future__ import annotations

import keyword
import re
import unicodedata
from functools import cache

from typescribe.language.identifiers import is_python_identifier
from typescribe.language.visible import UNPRINTABLE

METHODS = frozenset({"extra", "from_dict", "from_json", "to_dict", "to_json"})
"""Names that every generated class defines besides its attributes."""

BODY_NAMES = frozenset(
    {"bool", "bytearray", "bytes", "classmethod", "datetime", "dict", "float", "int", "list"}
    | {"object", "property", "str"}
)
"""Builtins that a class body uses; an attribute of that name would hide them further down."""

RESERVED_CLASS_NAMES = frozenset(
    {"Any", "Callable", "Exception", "False", "Issue", "KeyError", "Literal", "Never", "None"}
    | {"NotRequired", "Refused", "SHAPES", "Self", "Suspects", "True", "TypeAlias", "TypeGuard"}
    | {"TypeAliasType", "TypedDict", "UNSET", "Unset", "ValidationError"}
)
"""Names that the generated modules import or use outside classes."""


def words(name: str) -> list[str]:
    """Split a name at underscores, signs and changes of case; digits belong to the word before.

    >>> words("supervisorDN"), words("QMgrName"), words("previousVTeams"), words("EP_ID")
    (['supervisor', 'DN'], ['Q', 'Mgr', 'Name'], ['previous', 'V', 'Teams'], ['EP', 'ID'])
    """
    found = [""]
    text = _shown(name)
    for place, character in enumerate(text):
        following = text[place + 1 : place + 2]
        if character == "_" or not f"a{character}".isidentifier():
            found.append("")
            continue
        before = found[-1][-1:]
        if character.isupper() and before and (not before.isupper() or following.islower()):
            found.append("")
        found[-1] += character
    return [word for word in found if word]


def _shown(name: str) -> str:
    """Return a name without letters and marks that nobody can see, which identifiers allow."""
    return UNPRINTABLE.sub("_", unicodedata.normalize("NFKC", name))


@cache  # every target needs the name of each property, and `watch` needs it at every save
def snake_case(name: str) -> str:
    """Return the words of a name in lower case, joined by underscores.

    >>> snake_case("CONTINUE_RECORDING_ON_TRANSFER"), snake_case("QMgrName")
    ('continue_recording_on_transfer', 'q_mgr_name')
    """
    return unicodedata.normalize("NFKC", "_".join(words(name)).lower())


def attribute_name(wire_name: str) -> str:
    """Return the Python attribute of a property, or "" if none can be derived.

    It is an identifier, normalised to NFKC (PEP 3131). An underscore is appended to keywords and
    to the names of generated methods and of builtins that annotations use.

    >>> attribute_name("supervisorDN"), attribute_name("class"), attribute_name("2fa")
    ('supervisor_dn', 'class_', 'field_2fa')
    """
    name = snake_case(wire_name)
    if name and not name.isidentifier():
        name = f"field_{name}"
    if not name.isidentifier():
        return ""
    return f"{name}_" if is_taken(name) else name


def is_taken(name: str) -> bool:
    """Return whether a name is a keyword, a generated method, or a builtin used in classes."""
    return keyword.iskeyword(name) or name in METHODS or name in BODY_NAMES


@cache
def class_name(name: str) -> str:
    """Return the name of the Python class for a declared type, or "" if none can be derived.

    A name that is already in Pascal case is kept.

    >>> class_name("AgentContact"), class_name("MEDIA_CHANNEL"), class_name("taskData")
    ('AgentContact', 'MediaChannel', 'TaskData')
    """
    pieces = [piece for piece in re.split(r"[\W_]+", _shown(name)) if piece]
    if len(pieces) > 1 and all(piece == piece.upper() for piece in pieces):
        pieces = [piece.lower() for piece in pieces]
    joined = "".join(piece[:1].upper() + piece[1:] for piece in pieces)
    if joined and not joined.isidentifier():
        joined = f"Type{joined}"
    if joined in RESERVED_CLASS_NAMES or keyword.iskeyword(joined):
        joined = f"{joined}_"
    return joined if joined.isidentifier() else ""


def inner_class_name(owner: str, wire_name: str) -> str:
    """Return the name of the class for an object type inside a property of another class.

    >>> inner_class_name("Call", "none"), inner_class_name("Call", "EP_ID")
    ('CallNone', 'CallEpId')
    """
    return owner + class_name(wire_name).removesuffix("_")


def is_module_name(name: str) -> bool:
    """Return whether a text can name a module and its file: an identifier, in ASCII."""
    return is_python_identifier(name) and name.isascii()
