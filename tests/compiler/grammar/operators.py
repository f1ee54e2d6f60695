"""Draws operators on types: utility types, keys, mapped and conditional types, generics."""

from __future__ import annotations

from compiler.grammar.drawing import TEXTS, Drawer, Generic, atom, listed
from compiler.grammar.functions import function_type
from compiler.grammar.plain import array, literal, object_, tuple_, union
from compiler.programs import Node


def record(draw: Drawer, depth: int) -> Node:
    if draw.chance(0.4):
        return Node("Record<{}, {}>", (key_union(draw, depth), draw.type(depth)))
    keys = draw.choose(
        ("string", '"a" | "b"', "0 | 1", '"a" | string', "number", "`x-${string}`", "PropertyKey")
    )
    form = "Partial<Record<{}, {}>>" if draw.chance(0.2) else "Record<{}, {}>"
    return Node(form, (atom(keys), draw.type(depth)))


def key_union(draw: Drawer, depth: int) -> Node:
    """Return a type that can be the keys of an object."""
    if draw.scope.enums and draw.chance(0.3):
        return atom(draw.choose(draw.scope.enums))
    if draw.scope.objects and draw.chance(0.4):
        return atom(f"keyof {draw.choose(draw.scope.objects)}")
    if draw.scope.parameters and draw.chance(0.4):
        name = draw.choose(draw.scope.parameters)
        return atom(draw.choose((f"keyof {name}", f"{name} & string", f"Extract<{name}, string>")))
    if draw.chance(0.1):
        return atom('`x-${"a" | "b"}`')
    texts = [atom(f'"{text}"') for text in draw.random.sample(TEXTS, 2)]
    return listed("({})", " | ", texts, 1)


def operand(draw: Drawer, depth: int) -> Node:
    """Return a type that operators are applied to: mostly an object type."""
    if draw.scope.objects and draw.chance(0.4):
        return atom(draw.choose(draw.scope.objects))
    if draw.scope.parameters and draw.chance(0.3):
        return atom(draw.choose(draw.scope.parameters))
    return draw.type(depth) if draw.chance(0.5) else object_(draw, depth)


def utility(draw: Drawer, depth: int) -> Node:
    match draw.random.randrange(9):
        case 0 | 1 | 2:
            name = draw.choose(
                ("Partial", "Required", "Readonly", "NonNullable", "Awaited", "NoInfer")
            )
            return Node(f"{name}<{{}}>", (operand(draw, depth),))
        case 3:
            return Node("Omit<{}, {}>", (operand(draw, depth), key_union(draw, depth)))
        case 4:
            owner = operand(draw, depth)
            if draw.chance(0.4):
                keys = Node("Extract<keyof ({}), {}>", (owner, key_union(draw, depth)))
                return Node("Pick<{}, {}>", (owner, keys))
            return Node("Pick<{}, {}>", (owner, Node("keyof ({})", (owner,))))
        case 5:
            return Node("Awaited<Promise<{}>>", (draw.type(depth),))
        case 6:
            name = draw.choose(("Uppercase", "Lowercase", "Capitalize", "Uncapitalize"))
            return Node(f"{name}<{{}}>", (literal_text(draw),))
        case _:
            name = draw.choose(("Exclude", "Extract"))
            return Node(f"{name}<{{}}, {{}}>", (union(draw, depth), draw.compared().type(depth)))


def literal_text(draw: Drawer) -> Node:
    texts = [atom(f'"{text}"') for text in draw.random.sample(TEXTS, 2)]
    return listed("{}", " | ", texts, 1)


def keyof(draw: Drawer, depth: int) -> Node:
    return Node("(keyof ({}))", (operand(draw, depth),))


def indexed(draw: Drawer, depth: int) -> Node:
    match draw.random.randrange(6):
        case 0:
            return Node("({})[number]", (array(draw, depth),))
        case 1 | 2:
            items = [draw.type(depth) for _ in range(draw.choose((1, 1, 2)))]
            whole = listed("[{}]", ", ", items, 1)
            if draw.chance(0.3):
                form = draw.choose(("({})[number]", '({})["length"]'))
                return Node(form, (tuple_(draw, depth),))
            index = draw.choose(("number", "0", '"0"', "0 | 1" if len(items) > 1 else "0"))
            return Node(f"({{}})[{index}]", (whole,))
        case 3:
            key = draw.choose(('"a"', '"b"', '"a" | "b"'))
            members = [Node("a: {}", (draw.type(depth),)), Node("b?: {}", (draw.type(depth),))]
            return Node(f"({{}})[{key}]", (listed("{ {} }", "; ", members, 1),))
        case _:
            owner = operand(draw, depth)
            return Node("({})[keyof ({})]", (owner, owner))


def mapped(draw: Drawer, depth: int) -> Node:
    sign = draw.choose(("", "", "?", "-?", "+?"))
    readonly = draw.choose(("", "", "", "readonly ", "-readonly "))
    key = draw.fresh().replace("U", "K")
    inner = draw.with_parameters(key)
    kind = draw.random.randrange(4)
    if kind == 0:
        keys = key_union(draw, depth)
        form = f"{{ {readonly}[{key} in {{}}]{sign}: {{}} }}"
        return Node(form, (keys, inner.type(depth)))
    owner = operand(draw, depth)
    value = Node(f"({{}})[{key}]", (owner,))
    if kind == 3:
        value = inner.type(depth)
    elif draw.chance(0.3):
        value = Node(
            f"({{}} extends {{}} ? {{}} : {key})", (value, draw.type(depth - 1), inner.type(0))
        )
    renamed = draw.choose(
        (
            *("", "", "", f" as `x-${{{key} & string}}`", f' as Exclude<{key}, "a">', f" as {key}"),
            *(f' as {key} extends "a" ? "b" : {key}', f" as Uppercase<{key} & string>", ' as "a"'),
        )
    )
    form = f"{{ {readonly}[{key} in keyof ({{}}){renamed}]{sign}: {{}} }}"
    return Node(form, (owner, value))


def conditional(draw: Drawer, depth: int) -> Node:
    checked = draw.type(depth - 1)
    if draw.scope.parameters and draw.chance(0.6):
        checked = atom(draw.choose(draw.scope.parameters))
        if draw.chance(0.15):
            checked = listed("[{}]", ", ", [checked], 1)
    no = draw.type(depth - 1)
    if draw.chance(0.5):
        name = draw.fresh()
        yes = draw.with_parameters(name).type(depth - 1)
        if draw.chance(0.6):
            yes = atom(draw.choose((name, name, f"[{name}]", f"{{ a: {name} }}")))
        return Node("({} extends {} ? {} : {})", (checked, pattern(draw, name), yes, no))
    compared = draw.compared()
    target = compared.type(depth - 1)
    if draw.chance(0.1):
        target = listed("[{}]", ", ", [compared.type(0)], 1)
    return Node("({} extends {} ? {} : {})", (checked, target, draw.type(depth - 1), no))


def pattern(draw: Drawer, name: str) -> Node:
    """Return what stands after `extends`, with `infer`."""
    return atom(
        draw.choose(
            (
                f"(infer {name})[]",
                f"[infer {name}, ...any[]]",
                f"[infer {name}, infer {name}]",
                f"[any, ...infer {name}]",
                f"readonly [any?, ...infer {name}]",
                f"[...infer {name}, any]",
                f"[...any[], infer {name}]",
                f"[any, ...(infer {name})[], any]",
                f"readonly (infer {name})[]",
                f"{{ a: infer {name} }}",
                f"{{ kind: infer {name} }}",
                f"{{ a?: infer {name} }}",
                f"{{ a: {{ b: infer {name} }} }}",
                f"Record<string, infer {name}>",
                f"Record<infer {name}, unknown>",
                f"`x-${{infer {name}}}`",
                f"`${{infer {name}}}-a`",
                f"`${{infer {name}}}${{string}}`",
                f"`${{infer {name} extends number}}`",
                f"infer {name}",
                f"infer {name} extends string",
                f"{{ a: infer {name}; b: infer {name} }}",
                f"Promise<infer {name}>",
                f"string | (infer {name})[]",
                f"{{ length: infer {name} }}",
                f"{{ a: infer {name} }} | {{ b: infer {name} }}",
                f"[infer {name} extends string, ...any[]]",
                f"{{ [key: string]: infer {name} }}",
                f"readonly [first: infer {name}, ...rest: any[]]",
                f"readonly {{ a: infer {name} }}[]",
                f"`${{string}}-${{infer {name}}}`",
                f"{{ a: infer {name} extends string }}",
                f"[{{ a: infer {name} }}, ...infer {name}]",
                f"{{ a: [infer {name}] }} & {{ b?: any }}",
            )
        )
    )


def generic(draw: Drawer, depth: int) -> Node:
    if not draw.scope.generics:
        return object_(draw, depth)
    used = draw.choose(draw.scope.generics)
    arguments: list[Node] = []
    for kind in used.parameters:
        is_key = kind == "key"
        made = keys_of(draw, arguments[0]) if is_key else argument(draw, kind, depth)
        arguments.append(made)
    if used.parameters[-1] == "optional" and draw.chance(0.5):
        arguments.pop()
    if not arguments:
        return atom(used.name)
    slots = ", ".join(["{}"] * len(arguments))
    return Node(f"{used.name}<{slots}>", tuple(arguments))


def keys_of(draw: Drawer, owner: Node) -> Node:
    """Return some keys of a type."""
    if draw.chance(0.5):
        return Node("keyof ({})", (owner,))
    return Node("Extract<keyof ({}), {}>", (owner, literal_text(draw)))


def argument(draw: Drawer, kind: str, depth: int) -> Node:
    """Return an argument for a parameter of a generic type."""
    match kind:
        case "text":
            return literal_text(draw) if draw.chance(0.7) else atom("string")
        case "array":
            return tuple_(draw, depth) if draw.chance(0.6) else array(draw, depth)
        case "function":
            return function_type(draw, depth - 1)
        case "object":
            if draw.scope.objects and draw.chance(0.5):
                return atom(draw.choose(draw.scope.objects))
            return object_(draw, depth)
        case _:
            return draw.type(depth) if draw.chance(0.8) else literal(draw)


def named(generic_: Generic, arguments: str) -> Node:
    """Return the use of a generic type with written arguments."""
    return atom(f"{generic_.name}<{arguments}>")


def of_value(draw: Drawer, depth: int) -> Node:
    """Return a type that is taken from a value or a function."""
    scope = draw.scope
    choices = [f"typeof {name}" for name in scope.constants]
    choices += [f"(typeof {name})[keyof typeof {name}]" for name in scope.constants]
    choices += [f"ReturnType<typeof {name}>" for name in scope.functions]
    choices += [f"Parameters<typeof {name}>" for name in scope.functions]
    choices += [f"Parameters<typeof {name}>[0]" for name in scope.functions]
    choices += [f"InstanceType<typeof {name}>" for name in scope.classes]
    choices += [f"(typeof {name})['kinds']" for name in scope.classes]
    choices += [f"typeof {name}.kinds" for name in scope.classes]
    choices += [f"(keyof typeof {name})" for name in (*scope.constants, *scope.enums)]
    if choices and draw.chance(0.75):
        return atom(draw.choose(choices))
    form = draw.choose(
        (
            *("ReturnType<() => {}>", "Parameters<(x: string, y?: ({})[]) => void>", "Awaited<{}>"),
            *("Parameters<(x: string, y?: ({})[]) => void>[1]", "Awaited<Promise<{}>>"),
        )
    )
    return Node(form, (draw.type(depth),))
