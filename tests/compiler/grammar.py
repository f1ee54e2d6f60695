"""Draws TypeScript programs: every construct that the import reads, composed freely."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from compiler.programs import Declaration, Node, Program

KEYS = ("id", "kind", "a", "b", "x-a", "0", "1")
TEXTS = ("a", "b", "x", "id", "kind", "x-a")
NUMBERS = ("0", "1", "2", "-1")
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a type expression may refer to."""

    types: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    generics: tuple[tuple[str, int], ...] = ()
    enums: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()


def atom(text: str) -> Node:
    return Node(text)


def listed(form: str, separator: str, parts: list[Node], least: int = 0) -> Node:
    return Node(form, tuple(parts), separator, least)


@dataclass
class Drawer:
    """Draws the parts of one program; the same seed gives the same program."""

    random: random.Random
    scope: Scope = field(default_factory=Scope)
    inferred: int = 0

    # Types

    def type(self, depth: int = DEEPEST) -> Node:
        """Return any type expression."""
        if depth <= 0 or self.random.random() < 0.25:
            return self.leaf()
        makers: list[tuple[int, Callable[[int], Node]]] = [
            (3, self.array),
            (4, self.tuple),
            (5, self.union),
            (3, self.intersection),
            (6, self.object),
            (3, self.record),
            (4, self.utility),
            (3, self.keyof),
            (4, self.indexed),
            (4, self.mapped),
            (2, self.template),
            (6, self.conditional),
            (3, self.generic),
            (2, self.of_value),
        ]
        weights = [weight for weight, _ in makers]
        return self.random.choices([maker for _, maker in makers], weights)[0](depth - 1)

    def leaf(self) -> Node:
        known = (*self.scope.types, *self.scope.objects, *self.scope.parameters)
        if known and self.random.random() < 0.45:
            return atom(self.random.choice(known))
        if self.scope.enums and self.random.random() < 0.1:
            return self.enum()
        plain = ("string", "number", "boolean", "null", "string", "number", "undefined", "unknown")
        rare = ("any", "never", "object", "{ }", "true", "false", "void")
        if self.random.random() < 0.45:
            return self.literal()
        return atom(self.random.choice(plain if self.random.random() < 0.85 else rare))

    def literal(self) -> Node:
        if self.random.random() < 0.7:
            return atom(f'"{self.random.choice(TEXTS)}"')
        return atom(self.random.choice(NUMBERS))

    def enum(self) -> Node:
        name = self.random.choice(self.scope.enums)
        return atom(name if self.random.random() < 0.5 else f"{name}.A")

    def array(self, depth: int) -> Node:
        form = self.random.choice(("({})[]", "Array<{}>", "readonly ({})[]", "ReadonlyArray<{}>"))
        return Node(form, (self.type(depth),))

    def tuple(self, depth: int) -> Node:
        count = self.random.randint(0, 3)
        kind = self.random.random()
        items = [self.type(depth) for _ in range(count)]
        if kind < 0.45 or not items:
            parts = items
        elif kind < 0.6:
            optional = self.random.randint(0, len(items))
            parts = [i if n < optional else Node("({})?", (i,)) for n, i in enumerate(items)]
        elif kind < 0.75:
            parts = list(items)
            parts[self.random.randrange(len(items))] = Node("...({})[]", (self.type(depth),))
        elif kind < 0.9:
            parts = list(items)
            spread = listed("[{}]", ", ", [self.type(depth - 1) for _ in range(2)])
            parts[self.random.randrange(len(items))] = Node("...{}", (spread,))
        else:
            parts = [Node(f"{key}: {{}}", (i,)) for key, i in zip("xyz", items, strict=False)]
        whole = listed("[{}]", ", ", parts)
        return Node("readonly {}", (whole,)) if self.random.random() < 0.1 else whole

    def union(self, depth: int) -> Node:
        members = [self.type(depth) for _ in range(self.random.randint(2, 3))]
        return listed("({})", " | ", members, 1)

    def intersection(self, depth: int) -> Node:
        members = [
            self.object(depth) if self.random.random() < 0.6 else self.type(depth) for _ in range(2)
        ]
        return listed("({})", " & ", members, 1)

    def object(self, depth: int) -> Node:
        members = [self.property(key, depth) for key in self.keys()]
        if self.random.random() < 0.15:
            key = self.random.choice(("string", "number", "`x-${string}`", "`${number}`"))
            value = atom("unknown") if members else self.type(depth)
            members.append(Node(f"[key: {key}]: {{}}", (value,)))
        if self.random.random() < 0.05:
            members.append(atom("run(): void"))
        return listed("{ {} }", "; ", members)

    def keys(self) -> list[str]:
        return self.random.sample(KEYS, self.random.randint(0, 3))

    def property(self, key: str, depth: int) -> Node:
        name = key if key.isidentifier() else f'"{key}"'
        sign = self.random.choice(("", "", "?"))
        readonly = "readonly " if self.random.random() < 0.1 else ""
        return Node(f"{readonly}{name}{sign}: {{}}", (self.type(depth),))

    def record(self, depth: int) -> Node:
        keys = self.random.choice(("string", "number", "`x-${string}`", '"a" | "b"', "0 | 1"))
        if self.random.random() < 0.3:
            return Node("Record<{}, {}>", (self.key_union(depth), self.type(depth)))
        return Node(f"Record<{keys}, {{}}>", (self.type(depth),))

    def key_union(self, depth: int) -> Node:
        if self.scope.enums and self.random.random() < 0.3:
            return atom(self.random.choice(self.scope.enums))
        if self.scope.objects and self.random.random() < 0.4:
            return atom(f"keyof {self.random.choice(self.scope.objects)}")
        texts = [atom(f'"{text}"') for text in self.random.sample(TEXTS, 2)]
        return listed("({})", " | ", texts, 1)

    def operand(self, depth: int) -> Node:
        if self.scope.objects and self.random.random() < 0.5:
            return atom(self.random.choice(self.scope.objects))
        return self.type(depth) if self.random.random() < 0.5 else self.object(depth)

    def utility(self, depth: int) -> Node:
        kind = self.random.randrange(7)
        if kind < 3:
            name = self.random.choice(("Partial", "Required", "Readonly", "NonNullable"))
            return Node(f"{name}<{{}}>", (self.operand(depth),))
        if kind == 3:
            return Node("Omit<{}, {}>", (self.operand(depth), self.key_union(depth)))
        if kind == 4 and self.scope.objects:
            owner = atom(self.random.choice(self.scope.objects))
            return Node("Pick<{}, {}>", (owner, Node("keyof {}", (owner,))))
        name = self.random.choice(("Exclude", "Extract"))
        return Node(f"{name}<{{}}, {{}}>", (self.union(depth), self.type(depth)))

    def keyof(self, depth: int) -> Node:
        return Node("(keyof {})", (self.operand(depth),))

    def indexed(self, depth: int) -> Node:
        kind = self.random.randrange(5)
        if kind == 0:
            return Node("({})[number]", (self.array(depth),))
        if kind == 1:
            whole = self.tuple(depth)
            index = self.random.choice(("number", "0", '"length"', '"0"'))
            return Node(f"({{}})[{index}]", (whole,))
        owner = self.operand(depth) if kind == 2 else self.object(depth)
        if kind == 4:
            member = Node("a: {}", (self.type(depth),))
            return Node(
                '({ {} })["a"]'.replace("{ {} }", "{}"), (listed("{ {} }", "; ", [member], 1),)
            )
        index = Node("keyof ({})", (owner,))
        return Node("({})[{}]", (owner, index))

    def mapped(self, depth: int) -> Node:
        sign = self.random.choice(("", "", "?", "-?"))
        kind = self.random.randrange(4)
        inner = self.with_parameter("K")
        if kind == 0:
            value = inner.type(depth)
            return Node(f"{{ [K in {{}}]{sign}: {{}} }}", (self.key_union(depth), value))
        owner = self.operand(depth)
        value = Node("({})[K]", (owner,)) if kind < 3 else inner.type(depth)
        renamed = self.random.choice(("", "", " as `x-${K & string}`", ' as Exclude<K, "a">'))
        return Node(f"{{ [K in keyof ({{}}){renamed}]{sign}: {{}} }}", (owner, value))

    def template(self, depth: int) -> Node:
        hole = self.random.choice(("string", "number", '("a" | "b")', 'Uppercase<"a" | "b">'))
        text = self.random.choice(("x-", "", "a"))
        return atom(f"`{text}${{{hole}}}`")

    def conditional(self, depth: int) -> Node:
        checked = self.type(depth - 1)
        if self.scope.parameters and self.random.random() < 0.6:
            checked = atom(self.random.choice(self.scope.parameters))
        if self.random.random() < 0.5:
            self.inferred += 1
            name = f"U{self.inferred}"
            pattern, yes = self.pattern(name), self.with_parameter(name).type(depth - 1)
            if self.random.random() < 0.6:
                yes = atom(name)
            return Node("({} extends {} ? {} : {})", (checked, pattern, yes, self.type(depth - 1)))
        return Node(
            "({} extends {} ? {} : {})",
            (checked, self.type(depth - 1), self.type(depth - 1), self.type(depth - 1)),
        )

    def pattern(self, name: str) -> Node:
        return atom(
            self.random.choice(
                (
                    f"(infer {name})[]",
                    f"[infer {name}, ...any[]]",
                    f"[any, ...infer {name}]",
                    f"[...any[], infer {name}]",
                    f"readonly (infer {name})[]",
                    f"{{ a: infer {name} }}",
                    f"{{ kind: infer {name} }}",
                    f"{{ a?: infer {name} }}",
                    f"Record<string, infer {name}>",
                    f"`x-${{infer {name}}}`",
                    f"`${{infer {name}}}-a`",
                    f"infer {name}",
                    f"infer {name} extends string",
                    f"{{ a: infer {name}; b: infer {name} }}",
                    f"Promise<infer {name}>",
                    f"(...args: any[]) => infer {name}",
                )
            )
        )

    def generic(self, depth: int) -> Node:
        if not self.scope.generics:
            return self.object(depth)
        name, count = self.random.choice(self.scope.generics)
        slots = ", ".join(["{}"] * count)
        return Node(f"{name}<{slots}>", tuple(self.type(depth) for _ in range(count)))

    def of_value(self, depth: int) -> Node:
        choices: list[str] = []
        choices += [f"typeof {name}" for name in self.scope.constants]
        choices += [f"ReturnType<typeof {name}>" for name in self.scope.functions]
        choices += [f"Parameters<typeof {name}>[0]" for name in self.scope.functions]
        choices += [f"InstanceType<typeof {name}>" for name in self.scope.classes]
        choices += [f"(keyof typeof {name})" for name in (*self.scope.constants, *self.scope.enums)]
        if not choices or self.random.random() < 0.2:
            return Node("Awaited<Promise<{}>>", (self.type(depth),))
        return atom(self.random.choice(choices))

    def with_parameter(self, name: str) -> Drawer:
        scope = replace(self.scope, parameters=(*self.scope.parameters, name))
        return Drawer(self.random, scope, self.inferred + 100)

    # Values

    def value(self, depth: int) -> Node:
        kind = self.random.randrange(8 if depth > 0 else 4)
        if kind < 2:
            return atom(f'"{self.random.choice(TEXTS)}"')
        if kind == 2:
            return atom(self.random.choice(NUMBERS))
        if kind == 3:
            return atom(self.random.choice(("true", "false", "null")))
        if kind < 6:
            return listed("[{}]", ", ", [self.value(depth - 1) for _ in range(2)])
        members = [
            Node(f"{key if key.isidentifier() else repr(key)}: {{}}", (self.value(depth - 1),))
            for key in self.keys()
        ]
        return listed("{ {} }", ", ", members)


def draw(seed: int) -> Program:
    """Return the program of a seed."""
    drawer = Drawer(random.Random(seed))
    declarations: list[Declaration] = []
    files = ["index.ts"] if drawer.random.random() < 0.7 else ["index.ts", "other.ts"]
    count = drawer.random.randint(2, 7)
    for number in range(count):
        file = drawer.random.choice(files)
        declarations.append(_declaration(drawer, number, file))
    root = Node("export type Root = {};", (drawer.type(DEEPEST + 1),))
    declarations.append(Declaration("Root", root, "index.ts", judged=True))
    return Program(tuple(declarations))


def _declaration(drawer: Drawer, number: int, file: str) -> Declaration:
    kinds = ("alias", "alias", "interface", "interface", "generic", "generic", "enum", "constant")
    kind = drawer.random.choice((*kinds, "class", "function", "recursive"))
    name = f"T{number}"
    scope = drawer.scope
    judged = kind in ("alias", "interface", "enum", "class", "recursive")
    match kind:
        case "alias":
            node = Node(f"export type {name} = {{}};", (drawer.type(),))
            drawer.scope = replace(scope, types=(*scope.types, name))
        case "recursive":
            inner = drawer.with_parameter(name)
            members = [inner.property(key, 2) for key in ("a", "kind")]
            members.append(
                Node(f"b?: {drawer.random.choice((name, f'{name}[]', f'Record<string, {name}>'))}")
            )
            body = listed("{ {} }", "; ", members)
            node = Node(f"export interface {name} {{}}", (body,))
            drawer.scope = replace(scope, objects=(*scope.objects, name))
        case "interface":
            base = ""
            if scope.objects and drawer.random.random() < 0.4:
                base = f" extends {drawer.random.choice(scope.objects)}"
            node = Node(f"export interface {name}{base} {{}}", (drawer.object(3),))
            drawer.scope = replace(scope, objects=(*scope.objects, name))
        case "generic":
            count = drawer.random.randint(1, 2)
            letters = ("P", "Q")[:count]
            inner = Drawer(drawer.random, replace(scope, parameters=letters), number * 1000)
            node = Node(f"export type {name}<{', '.join(letters)}> = {{}};", (inner.type(),))
            drawer.scope = replace(scope, generics=(*scope.generics, (name, count)))
        case "enum":
            members = drawer.random.choice(
                (
                    'A = "a", B = "b"',
                    "A, B",
                    "A = 1, B = 4",
                    'A = "x", B = 2',
                    'A = `x-${"a"}`, B = A',
                )
            )
            node = atom(f"export enum {name} {{ {members} }}")
            drawer.scope = replace(scope, enums=(*scope.enums, name))
        case "constant":
            form = drawer.random.choice(("{} as const", "{}"))
            node = Node(f"export const {name} = {form};", (drawer.value(3),))
            drawer.scope = replace(scope, constants=(*scope.constants, name))
        case "class":
            members = [Node(f"{key}: {{}}", (drawer.type(2),)) for key in ("a",)]
            members.append(Node("b = {}", (drawer.value(2),)))
            members.append(Node("readonly kind = {}", (drawer.value(0),)))
            node = Node(f"export class {name} {{}}", (listed("{ {} }", "; ", members),))
            drawer.scope = replace(
                scope, objects=(*scope.objects, name), classes=(*scope.classes, name)
            )
        case _:
            node = Node(
                f"export declare function {name}(x: {{}}): {{}};", (drawer.type(2), drawer.type(2))
            )
            drawer.scope = replace(scope, functions=(*scope.functions, name))
    return Declaration(name, node, file, judged)
