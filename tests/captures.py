"""Specs drawn at random, captures of their messages with departures planted, and what those are.

The generator counts what it plants while it plants it: that is what `observe` is held against.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Kind: TypeAlias = tuple[Any, ...]
Key: TypeAlias = tuple[str, str, str, str]
"""The kind of a finding, its type, its property, and what arrived."""

SCALARS = {"string": "zq", "number": 7, "boolean": True}
CARRIES: dict[str, tuple[str, ...]] = {
    "boolean": ("true", "false"),
    "integer": ("10", "-3", "0"),
    "number": ("1.5", "10", "-2.25"),
    "json": ("[]", '{"zq": 1}'),
}


@dataclass
class DrawnField:
    """A property, and the departures that are planted in it."""

    name: str
    kind: Kind
    optional: bool
    missing: bool = False
    null: bool = False
    wrong: str | None = None
    carries: str | None = None


@dataclass
class DrawnClass:
    """An object type; `undeclared` are keys that arrive all the same, and their types."""

    name: str
    fields: list[DrawnField] = field(default_factory=list)
    undeclared: dict[str, str] = field(default_factory=dict)


@dataclass
class Planted:
    """A departure that was planted: how often, and the first message that has it."""

    count: int
    first: int


class Captures:
    """One drawn spec, its messages, and the findings that they must lead to."""

    def __init__(self, seed: int, messages: int = 30) -> None:
        self._random = random.Random(seed)
        self._declarations: list[str] = []
        self._line = 0
        self.planted: dict[Key, Planted] = {}
        self.totals: Counter[tuple[str, str]] = Counter()
        """How many values there were of each place, and how many objects of each class."""
        self.arrived: set[Key] = set()
        self.root = self._class("Root", 2)
        self.spec = self._yaml()
        self.messages: list[dict[str, Any]] = []
        for number in range(1, messages + 1):
            self._line = number
            self.messages.append(self._object(self.root))

    # The spec.

    def _class(self, name: str, depth: int) -> DrawnClass:
        rng = self._random
        drawn = DrawnClass(name)
        for place in range(rng.randint(1, 5)):
            wire_name = f"{rng.choice(('id', 'isHold', 'x y', 'EP_ID', 'note', '2fa'))}{place}"
            kind = self._kind(name, wire_name, depth)
            made = DrawnField(wire_name, kind, rng.random() < 0.4)
            made.missing = not made.optional and rng.random() < 0.2
            if kind[0] != "any" and kind[0] != "nullable":
                made.null = rng.random() < 0.2
            if kind == ("string",) and rng.random() < 0.3:
                made.carries = rng.choice(tuple(CARRIES))
            elif kind[0] != "any" and rng.random() < 0.2:
                made.wrong = rng.choice([s for s in SCALARS if s not in _scalars_of(kind)])
            drawn.fields.append(made)
        for place in range(rng.choice((0, 0, 1, 2))):
            drawn.undeclared[f"more{place}"] = rng.choice(tuple(SCALARS))
        return drawn

    def _kind(self, owner: str, wire_name: str, depth: int) -> Kind:
        rng = self._random
        kinds = ["string", "string", "number", "boolean", "literals", "nullable", "any"]
        if depth:
            kinds += ["array", "record", "inline", "inline", "named", "generic", "variants"]
        match rng.choice(kinds):
            case "literals":
                texts = rng.sample(("on", "off", "new", "old"), rng.randint(2, 3))
                return ("literals", tuple(texts), rng.random() < 0.3)
            case "nullable":
                return ("nullable", (rng.choice(tuple(SCALARS)),))
            case "array":
                return ("array", self._kind(owner, wire_name, depth - 1))
            case "record":
                return ("record", self._kind(owner, wire_name, depth - 1))
            case "inline":
                return ("inline", self._class(_inner(owner, wire_name), depth - 1))
            case "named":
                name = f"Named{len(self._declarations)}"
                self._declarations.append("")
                place = len(self._declarations) - 1
                made = self._class(name, depth - 1)
                self._declarations[place] = f"  {name}:\n{_fields(made)}"
                return ("named", made)
            case "generic":
                return self._generic(depth)
            case "variants":
                return self._variants(depth)
            case scalar:
                return (scalar,)

    def _generic(self, depth: int) -> Kind:
        """Return the use of a generic that holds an object in one of its properties."""
        number = len(self._declarations)
        self._declarations.append("")
        argument = self._class(f"Payload{number}", 0)
        made = DrawnClass(f"Msg{number}Payload{number}")
        made.fields = [
            DrawnField("sent", ("number",), False, missing=self._random.random() < 0.3),
            DrawnField("data", ("named", argument), False),
        ]
        self._declarations[number] = (
            f"  Payload{number}:\n{_fields(argument)}"
            f"  Msg{number}<T>:\n    fields:\n      sent: number\n      data: T\n"
        )
        return ("use", f"Msg{number}<Payload{number}>", made)

    def _variants(self, depth: int) -> Kind:
        number = len(self._declarations)
        self._declarations.append("")
        made: list[tuple[str, DrawnClass]] = []
        for literal in ("left", "right"):
            drawn = self._class(f"{literal.title()}{number}", 0)
            for found in drawn.fields:
                # A required literal could tell the variants apart as well as their kind does.
                if found.kind[0] == "literals":
                    found.optional, found.missing = True, False
            made.append((literal, drawn))
        texts = [f"  {drawn.name}:\n{_fields(drawn, literal)}" for literal, drawn in made]
        self._declarations[number] = "".join(texts)
        return ("variants", tuple(made), self._random.random() < 0.4)

    def _yaml(self) -> str:
        return f"types:\n  Root:\n{_fields(self.root)}{''.join(self._declarations)}"

    # The messages.

    def _object(self, drawn: DrawnClass) -> dict[str, Any]:
        rng = self._random
        self.totals[drawn.name, ""] += 1
        made: dict[str, Any] = {}
        for found in drawn.fields:
            if found.missing and rng.random() < 0.2:
                self._plant("missing", drawn.name, found.name, "nothing")
                continue
            if found.optional and rng.random() < 0.3:
                continue
            made[found.name] = self._value(drawn.name, found)
        for name, scalar in drawn.undeclared.items():
            if rng.random() < 0.5:
                self._plant("undeclared", drawn.name, name, "not declared")
                made[name] = SCALARS[scalar]
        return made

    def _value(self, owner: str, found: DrawnField) -> Any:
        rng = self._random
        self.totals[owner, found.name] += 1
        if found.null and rng.random() < 0.2:
            self._plant("null", owner, found.name, "null")
            return None
        if found.wrong and rng.random() < 0.2:
            self._plant("type", owner, found.name, found.wrong)
            return SCALARS[found.wrong]
        if found.carries:
            self._plant("reads_as", owner, found.name, found.carries)
            texts = CARRIES[found.carries]
            # The first one decides which form it is; all of them have it.
            is_first = self.planted["reads_as", owner, found.name, found.carries].count == 1
            return texts[0] if is_first else rng.choice(texts)
        return self._of(owner, found.name, found.kind)

    def _of(self, owner: str, path: str, kind: Kind) -> Any:
        rng = self._random
        match kind:
            case ("literals", texts, planted):
                if planted and rng.random() < 0.3:
                    self._plant("literal", owner, path, '"strange"')
                    return "strange"
                text = rng.choice(texts)
                self.arrived.add(("never", owner, path, json.dumps(text)))
                return text
            case ("nullable", inner):
                return None if rng.random() < 0.5 else self._of(owner, path, inner)
            case ("any",):
                self._plant("any", owner, path, "any")
                return rng.choice((1, "zq", None, [1], {"zq": True}))
            case ("array", inner):
                items = range(rng.randint(0, 3))
                return [self._item(owner, f"{path}[]", inner) for _ in items]
            case ("record", inner):
                keys = [f"k{rng.randint(0, 99)}" for _ in range(rng.randint(0, 3))]
                return {key: self._item(owner, f"{path}{{}}", inner) for key in dict.fromkeys(keys)}
            case ("inline", drawn) | ("named", drawn) | ("use", _, drawn):
                return self._object(drawn)
            case ("variants", made, planted):
                if planted and rng.random() < 0.3:
                    self._plant("literal", owner, f"{path}.kind", '"middle"')
                    return {"kind": "middle", "size": 3}
                literal, drawn = rng.choice(made)
                return {"kind": literal, **self._object(drawn)}
            case (scalar,):
                return SCALARS[scalar]
        raise AssertionError(kind)

    def _item(self, owner: str, path: str, kind: Kind) -> Any:
        self.totals[owner, path] += 1
        return self._of(owner, path, kind)

    def _plant(self, kind: str, owner: str, path: str, what: str) -> None:
        known = self.planted.setdefault((kind, owner, path, what), Planted(0, self._line))
        known.count += 1

    def of(self, key: Key) -> int:
        """Return how many values, or objects, a finding is about."""
        kind, owner, path, _ = key
        if kind in ("missing", "undeclared"):
            return self.totals[owner, ""]
        if kind == "reads_as":
            return self.planted[key].count
        return self.totals[owner, path.removesuffix(".kind")]

    def expected(self) -> dict[Key, tuple[int, int, int]]:
        """Return the count, the total and the first message of each planted departure."""
        return {
            key: (planted.count, self.of(key), planted.first)
            for key, planted in self.planted.items()
        }


def _scalars_of(kind: Kind) -> set[str]:
    match kind:
        case ("literals", *_):
            return {"string"}
        case ("nullable", inner):
            return _scalars_of(inner)
        case (str(scalar),):
            return {scalar}
        case _:
            return set()


def _inner(owner: str, wire_name: str) -> str:
    from typescribe.language.naming import inner_class_name

    return inner_class_name(owner, wire_name)


def _text(kind: Kind) -> str:
    match kind:
        case ("literals", texts, _):
            return " | ".join(map(json.dumps, texts))
        case ("nullable", inner):
            return f"{_text(inner)} | null"
        case ("array", inner):
            return f"({_text(inner)})[]"
        case ("record", inner):
            return f"Record<string, {_text(inner)}>"
        case ("inline", drawn):
            members = [
                f"{json.dumps(f.name)}{'?' * f.optional}: {_text(f.kind)}" for f in drawn.fields
            ]
            return f"{{{'; '.join(members)}}}"
        case ("named", drawn):
            return str(drawn.name)
        case ("use", text, _):
            return str(text)
        case ("variants", made, _):
            return " | ".join(drawn.name for _, drawn in made)
        case (scalar,):
            return str(scalar)
    raise AssertionError(kind)


def _fields(drawn: DrawnClass, literal: str | None = None) -> str:
    lines = [] if literal is None else [f"      kind: '\"{literal}\"'"]
    for found in drawn.fields:
        key = f"{found.name}{'?' * found.optional}"
        lines.append(f"      {json.dumps(key)}: {json.dumps(_text(found.kind))}")
    return "    fields:\n" + "".join(f"{line}\n" for line in lines)
