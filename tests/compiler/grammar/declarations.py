"""Draws the declarations of a program, which come into scope for those that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from compiler.grammar import operators
from compiler.grammar.drawing import KEYS, MORE_KEYS, Drawer, Generic, atom, listed, property_name
from compiler.grammar.functions import condition
from compiler.grammar.keyed import keyed_generic
from compiler.grammar.plain import body, literal, object_, property_
from compiler.grammar.recursions import recursive, recursive_generic
from compiler.grammar.values import members, value
from compiler.programs import Node

Declare: TypeAlias = Callable[[Drawer, str], Node]


def alias(draw: Drawer, name: str) -> Node:
    node = Node(f"export type {name} = {{}};", (draw.type(),))
    draw.scope = replace(draw.scope, types=(*draw.scope.types, name))
    return node


def interface(draw: Drawer, name: str) -> Node:
    heritage = _heritage(draw)
    keys = MORE_KEYS if heritage.form and draw.chance(0.8) else KEYS
    own = body(draw, 3, "; ", keys)
    parts = [Node(f"export interface {name}{heritage.form} {{}}", (*heritage.parts, own))]
    if draw.chance(0.15):  # a declaration that merges with the first
        parts.append(Node(f"export interface {name} {{}}", (body(draw, 3, "; ", ("m", "n")),)))
    if "Array" in heritage.form:  # what it is as an object is a convention
        draw.scope = replace(draw.scope, types=(*draw.scope.types, name), generics=())
        mapping = (operators.utility, operators.mapped, operators.generic)
        draw.makers = [one for one in draw.makers if one[1] not in mapping]
    else:
        _is_object(draw, name)
    return listed("{}", "\n", parts, 1)


def _heritage(draw: Drawer) -> Node:
    scope = draw.scope
    if scope.objects and draw.chance(0.3):
        names = draw.random.sample(scope.objects, min(len(scope.objects), draw.choose((1, 1, 2))))
        return atom(f" extends {', '.join(names)}")
    if scope.objects and draw.chance(0.15):
        form = draw.choose(("Partial<{}>", 'Omit<{}, "a">', "Required<{}>", "Readonly<{}>"))
        return Node(f" extends {form}", (atom(draw.choose(scope.objects)),))
    if scope.generics and draw.chance(0.15):
        return Node(" extends {}", (operators.generic(draw, 2),))
    if draw.chance(0.04):
        form = draw.choose((" extends Array<{}>", " extends ReadonlyArray<{}>"))
        return Node(form, (draw.type(1),))
    if draw.chance(0.04):
        return atom(draw.choose((" extends Record<string, unknown>", " extends Record<'n', 1>")))
    return atom("")


def _is_object(draw: Drawer, name: str) -> None:
    draw.scope = replace(draw.scope, objects=(*draw.scope.objects, name))


_CONSTRAINTS = {
    "any": "",
    "text": " extends string",
    "array": " extends readonly unknown[]",
    "object": " extends object",
    "optional": "",
}


def generic(draw: Drawer, name: str) -> Node:
    kinds = [draw.choose(("any", "any", "any", "text", "array", "object")) for _ in "PQ"]
    kinds = kinds[: draw.random.randint(1, 2)]
    defaults = [""] * len(kinds)
    if draw.chance(0.25):
        kinds[-1] = "optional"
        default = draw.choose(("string", '"a"', "{ a?: string }", "P" if len(kinds) > 1 else "1"))
        defaults[-1] = f" = {default}"
    letters = "PQ"[: len(kinds)]
    parameters = ", ".join(
        f"{letter}{_CONSTRAINTS[kind]}{default}"
        for letter, kind, default in zip(letters, kinds, defaults, strict=True)
    )
    inner = draw.with_parameters(*letters)
    if draw.chance(0.25):
        node = Node(f"export interface {name}<{parameters}> {{}}", (body(inner, 3, "; "),))
    else:
        node = Node(f"export type {name}<{parameters}> = {{}};", (inner.type(),))
    _is_generic(draw, Generic(name, tuple(kinds)))
    return node


def generic_over_function(draw: Drawer, name: str) -> Node:
    node = condition(draw, atom("P"), 2)
    _is_generic(draw, Generic(name, ("function",)))
    return Node(f"export type {name}<P> = {{}};", (node,))


def _is_generic(draw: Drawer, found: Generic) -> None:
    draw.scope = replace(draw.scope, generics=(*draw.scope.generics, found))


def self_referring(draw: Drawer, name: str) -> Node:
    node = recursive(draw, name)
    if node.form.startswith("export interface"):
        _is_object(draw, name)
    else:
        draw.scope = replace(draw.scope, types=(*draw.scope.types, name))
    return node


def generic_over_itself(draw: Drawer, name: str) -> Node:
    node, found = recursive_generic(draw, name)
    _is_generic(draw, found)
    return node


def generic_over_keys(draw: Drawer, name: str) -> Node:
    node, found = keyed_generic(draw, name)
    _is_generic(draw, found)
    return node


_ENUMS = (
    'A = "ea", B = "eb"',
    "A = 10, B",
    "A = 11, B = 14",
    'A = "ex", B = 12',
    'A = `e-${"a"}`, B = A',
    "A = 1 << 4, B = A | 4",
    "A = -7, B",
    'A = "kinds", B = `${A}-b`',
)
"""No other literal has such a value: that a member equals it is a convention, and not computed."""

_DECLARED_ENUMS = ('A = "ea", B = "eb"', "A = 11, B = 14", 'A = "ex", B = 12')
"""Without initialisers they count here, and are any number to the compiler: a convention."""


def enum(draw: Drawer, name: str) -> Node:
    word = draw.choose(("enum", "enum", "const enum", "declare enum"))
    forms = _DECLARED_ENUMS if word == "declare enum" else _ENUMS
    node = atom(f"export {word} {name} {{ {draw.choose(forms)} }}")
    if word == "enum" and draw.chance(0.1):
        node = listed("{}", "\n", [node, atom(f"export namespace {name} {{ export const z = 1 }}")])
    draw.scope = replace(draw.scope, enums=(*draw.scope.enums, name))
    return node


def constant(draw: Drawer, name: str) -> Node:
    form = draw.choose(("{} as const", "{} as const", "{}", "{} satisfies unknown"))
    found = members(draw, 3) if draw.chance(0.6) else value(draw, 3)
    if form.endswith("as const") and found.separator is None:
        form = "{}"
    node = Node(f"export const {name} = {form};", (found,))
    if draw.chance(0.15):
        node = Node(f"export declare const {name}: {{}};", (draw.type(2),))
    draw.scope = replace(draw.scope, constants=(*draw.scope.constants, name))
    return node


def class_(draw: Drawer, name: str) -> Node:
    base = draw.choose(draw.scope.classes) if draw.scope.classes and draw.chance(0.4) else ""
    first, second, third = ("c", "d", "x-c") if base else ("a", "b", "kind")
    inner = [property_(draw, first, 2), atom("static readonly kinds = ['a', 'b'] as const")]
    if draw.chance(0.7):
        inner.append(Node(f"{second} = {{}}", (value(draw, 2),)))
    if draw.chance(0.6):
        inner.append(Node(f"readonly {property_name(third)} = {{}}", (value(draw, 0),)))
    if not base and draw.chance(0.2):
        taken = Node("constructor(public id: {}, readonly y = 1) { }", (_parameter(draw),))
        inner.append(taken)
    if draw.chance(0.2):
        inner.append(atom("private hidden = 1"))
    if draw.chance(0.2):
        inner.append(Node("get x(): {} { throw 0; }", (draw.type(1),)))
    extends = f" extends {base}" if base else ""
    node = Node(f"export class {name}{extends} {{}}", (listed("{ {} }", "; ", inner),))
    if draw.chance(0.1):
        merged = atom(f"export interface {name} {{ merged?: string }}")
        node = listed("{}", "\n", [node, merged], 1)
    _is_object(draw, name)
    draw.scope = replace(draw.scope, classes=(*draw.scope.classes, name))
    return node


def function(draw: Drawer, name: str) -> Node:
    form = draw.choose(("x: {}", "x: {}, y?: string", "x: {}, ...rest: number[]", "[x]: [{}]"))
    types = (_parameter(draw), draw.type(2))
    node = Node(f"export declare function {name}({form}): {{}};", types)
    if draw.chance(0.2):  # of overloads, the last one counts
        first = Node(f"export declare function {name}(x: null): {{}};", (draw.type(1),))
        node = listed("{}", "\n", [first, node], 1)
    draw.scope = replace(draw.scope, functions=(*draw.scope.functions, name))
    return node


def generic_class(draw: Drawer, name: str) -> Node:
    """Return a generic class, which may extend another class."""
    inner = draw.with_parameters("P")
    base = draw.choose(draw.scope.classes) if draw.scope.classes and draw.chance(0.3) else ""
    members = [
        Node("g!: {}", (inner.type(1),)),
        Node("h?: {}", (inner.type(2),)),
        atom(draw.choose(("readonly i = 1", "i = 'a' as const", "m(x: P): P { return x; }"))),
    ]
    if not base:
        members.append(atom("constructor(readonly of: P, private w = 1) { }"))
    extends = f" extends {base}" if base else ""
    _is_generic(draw, Generic(name, ("any",)))
    return Node(f"export class {name}<P>{extends} {{}}", (listed("{ {} }", "; ", members),))


def _parameter(draw: Drawer) -> Node:
    """Return the type of a parameter that is not `never`, which is a convention."""
    return atom("string") if draw.chance(0.5) else object_(draw, 2)


def sent(draw: Drawer, name: str) -> Node:
    """Return a type with parts that `toJSON` replaces.

    No other type refers to it: an operator on such a part sees what is sent, by convention.
    """
    parts = [
        property_(draw, "a", 2),
        atom("d: Date"),
        Node("b: { c: 1; toJSON(): {} }", (object_(draw, 2),)),
    ]
    parts += [Node("c?: { toJSON(key?: string): {} }[]", (literal(draw),))]
    return Node(f"export interface {name} {{}}", (listed("{ {} }", "; ", parts),))


def namespace(draw: Drawer, name: str) -> Node:
    inner = [
        Node("export type A = {};", (draw.type(2),)),
        Node("export interface B {}", (body(draw, 2, "; "),)),
        atom('export const c = "x";'),
    ]
    node = Node(f"export namespace {name} {{}}", (listed("{ {} }", " ", inner),))
    draw.scope = replace(
        draw.scope,
        types=(*draw.scope.types, f"{name}.A"),
        objects=(*draw.scope.objects, f"{name}.B"),
    )
    return node


KINDS: tuple[tuple[int, Declare, bool], ...] = (
    (4, alias, True),
    (4, interface, True),
    (4, generic, False),
    (1, generic_over_itself, False),
    (2, generic_over_keys, False),
    (1, generic_over_function, False),
    (2, self_referring, True),
    (2, enum, True),
    (2, constant, False),
    (2, class_, True),
    (1, generic_class, False),
    (1, function, False),
    (1, namespace, False),
    (1, sent, True),
)
"""Each kind of declaration with its weight, and whether it declares a type that can be judged."""
