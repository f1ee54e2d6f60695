"""Declared names -> Python class names.

All declarations are named before any type is resolved, so names do not depend on the order of
resolving.
"""

from __future__ import annotations

from collections.abc import Mapping

from typescribe.language import naming
from typescribe.language.declared import (
    Alias,
    ConditionalOf,
    Declaration,
    DeclaredPackage,
    Fields,
    IntersectionOf,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.declared_names import class_of
from typescribe.language.errors import Position, Problem
from typescribe.language.expressions import inner_expressions, references
from typescribe.resolving.closures import refuse

MAX_MADE = 4_000
"""The most classes that generics and operators may add to those written in a package."""

MAX_MADE_FOR_ONE = 1_000
"""The most classes that they may add for one declaration."""

MAX_LENGTH = 1_000
"""The longest name that is made of other names; a generic may repeat them at each level."""


class ClassNames:
    """The class names of declarations and of the object types written inside them.

    `problems` lists invalid and colliding names. `positions` maps each class name to the position
    of its type.
    """

    def __init__(self, package: DeclaredPackage) -> None:
        self.problems: list[Problem] = []
        self.positions: dict[str, Position] = {}
        self._declarations: Mapping[str, Declaration] = {d.name: d for d in package.declarations}
        self._classes: dict[str, str] = {}
        self._inline: dict[int, str] = {}
        self._given: set[str] = set()
        self._functions: set[str] = set()
        """The names of classes in snake case."""
        self._written: int | None = None
        for declaration in package.declarations:
            self._name_class(declaration)
        for declaration in package.declarations:
            if not declaration.parameters:
                self._name_inline(declaration)
        self._written = len(self.positions)

    def made(self) -> int:
        """Return how many classes were added to those written in the package."""
        return len(self.positions) - (self._written or 0)

    def of(self, name: str) -> str:
        """Return the class name of a declaration."""
        return self._classes[name]

    def written(self) -> set[str]:
        """Return the class names that the package gives, to declarations or to object types."""
        return {*self._classes.values(), *self._given}

    def of_object(self, body: ObjectOf) -> str | None:
        """Return the class name of an inline object type; `None` inside a generic."""
        return self._inline.get(id(body))

    def _name_class(self, declaration: Declaration) -> None:
        name = class_of(declaration)
        if not name or name != naming.class_name(name):
            advice = f'; try "{naming.class_name(name)}"' if name else '; set one with "name"'
            message = f'no Python class can be called "{name or declaration.name}"{advice}'
            self.problems.append(Problem(declaration.position, message, code="class_name"))
            name = name or declaration.name
        self._classes[declaration.name] = name
        if name in self.positions:
            message = self._collision(name) + '; set another with "name"'
            self.problems.append(Problem(declaration.position, message, code="class_name"))
        self.positions.setdefault(name, declaration.position)
        self._functions.add(naming.snake_case(name))

    def _name_inline(self, declaration: Declaration) -> None:
        """Name the object types written inside a declaration, before they are referred to."""
        class_name = self._classes[declaration.name]
        match declaration.body:
            case Fields(object=body, extends=extends):
                for base in extends:
                    self._name_objects(base, f"{class_name}Base")
                self._name_members(body, class_name)
            case Alias(type=ObjectOf() as body):
                self._inline[id(body)] = class_name
                self._name_members(body, class_name)
            case Alias(type=TypeReference() as reference):
                self._name_objects(reference, class_name)
            case Alias(type=type_):
                self._name_objects(type_, f"{class_name}Item")

    def _name_members(self, body: ObjectOf, owner: str) -> None:
        for field in body.fields:
            self._name_objects(field.type, naming.inner_class_name(owner, field.wire_name))
        if body.index is not None:
            self._name_objects(body.index, f"{owner}Value")
        for signature in body.signatures:
            self._name_objects(signature.value, f"{owner}Value")

    def _name_objects(self, expression: TypeExpression, hint: str) -> None:
        match expression:
            case ObjectOf(fields=fields, class_name=given, position=position):
                name = given or hint
                if fields or given or expression.signatures:
                    name = self.claim(name, position, given=given is not None)
                    self._inline[id(expression)] = name
                self._name_members(expression, name)
            case IntersectionOf(members=members):
                for member in members:
                    if isinstance(member, ObjectOf):  # merged into the class of the intersection
                        self._name_members(member, hint)
                    else:
                        self._name_objects(member, hint)
            case MappedOf() | ConditionalOf() | TemplateOf():
                pass  # an object in it may become several classes, or none
            case TypeReference(name="Exclude" | "Extract", arguments=arguments):
                self._name_objects(arguments[0], hint)
            case TypeReference(name=name, arguments=arguments):
                for place, argument in enumerate(arguments):
                    self._name_objects(argument, hint + self.argument_words(name, place))
            case _:
                for inner in inner_expressions(expression):
                    self._name_objects(inner, hint)

    def argument_words(self, generic: str, place: int) -> str:
        """Return the words for an argument of a generic in class names.

        They are those of the first field that holds the argument, else of the type parameter.
        """
        declaration = self._declarations.get(generic)
        if declaration is None:
            return ""
        parameter = declaration.parameters[place].name
        fields = declaration.body.object.fields if isinstance(declaration.body, Fields) else ()
        for field in fields:
            if any(reference.name == parameter for reference in references(field.type)):
                return naming.class_name(field.wire_name)
        return naming.class_name(parameter)

    def _collision(self, name: str) -> str:
        return f'the class name "{name}" is already used by the type at {self.positions[name]}'

    def claim(self, name: str, position: Position, *, given: bool = False) -> str:
        """Return the name, with a number if it is taken, and reserve it.

        It is cut at `MAX_LENGTH` unless it is `given`. A `given` name, one that is written in the
        spec, is a problem if it is taken. Raises `SpecError` if it is no class name, or if there
        are more than `MAX_MADE` classes.
        """
        if given and name != naming.class_name(name):
            message = f'no Python class can be called "{name}"; try "{naming.class_name(name)}"'
            raise refuse(position, message, "class_name")
        if given and name in self.positions:
            self.problems.append(Problem(position, self._collision(name), code="class_name"))
        if self._written is not None and self.made() >= MAX_MADE:
            message = f"generics produce more than {MAX_MADE:,} classes; use fewer"
            raise refuse(position, message, "too_many_classes")
        wanted = name if given else name[:MAX_LENGTH]
        free, number = wanted, 1
        # The functions for a class have its name in snake case.
        while free in self.positions or (naming.snake_case(free) in self._functions and not given):
            number += 1
            free = f"{wanted}{number}"
        self.positions[free] = position
        self._functions.add(naming.snake_case(free))
        if given:
            self._given.add(free)
        return free
