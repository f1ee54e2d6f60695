"""Declared types -> the model: names, generics, inheritance and operators are resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice
from typing import TypeAlias

from typescribe.language.constants import constants_of, new_names
from typescribe.language.constraints import both
from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredPackage,
    Fields,
    TypeReference,
    Values,
)
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.model import (
    NULL,
    NUMBER,
    STRING,
    AliasType,
    LiteralType,
    Model,
    Type,
    Value,
)
from typescribe.language.python_regexes import with_python
from typescribe.resolving.budget import Budget
from typescribe.resolving.class_fields import TOO_DEEP, ClassFields
from typescribe.resolving.class_names import MAX_MADE_FOR_ONE, ClassNames
from typescribe.resolving.class_parts import class_parts
from typescribe.resolving.closing import Closer
from typescribe.resolving.closures import EMPTY, Closure
from typescribe.resolving.constraint_faults import Constrained, Fault, faults
from typescribe.resolving.expand import Expander
from typescribe.resolving.families import families
from typescribe.resolving.findings import Findings
from typescribe.resolving.flags import flags_problems, sums_of
from typescribe.resolving.output_size import OutputSize
from typescribe.resolving.package_constants import named_constants, repeated_constants
from typescribe.resolving.pending_classes import Classes
from typescribe.resolving.python_names import name_problems
from typescribe.resolving.readings import reading_problem
from typescribe.resolving.references import reference_problems
from typescribe.resolving.shared_objects import shared
from typescribe.resolving.unions import union

Places: TypeAlias = Mapping[Problem, Sequence[Position]]


_KNOWN = 5_000
"""The number of types after which what is known about types is dropped."""


class ResolveError(SpecError):
    """The problems of a spec that cannot be resolved.

    `places` maps each problem to the positions of the types that were being resolved: the problem
    may be in a generic that is correct except for those uses of it.
    """

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self.places = places


def resolve(package: DeclaredPackage, budget: Budget | None = None) -> Model:
    """Return the model of a declared package.

    Several runs for one package may share a `budget`.

    Raises `SpecError` with all problems found: unresolved references, wrong numbers of type
    arguments, circular and infinite types, names that collide in Python, constraints without sense,
    and too much work.
    """
    model, found = with_faults(package, budget)
    if found:
        raise SpecError([fault.problem for fault in found])
    return model


def with_faults(
    package: DeclaredPackage, budget: Budget | None = None
) -> tuple[Model, list[Fault]]:
    """Return the model of a declared package, and its constraints that make no sense.

    Raises `SpecError` with all other problems, as `resolve` does.
    """
    problems = list(reference_problems(package))
    if problems:
        raise SpecError(problems)
    resolver = _Resolver(package, budget or Budget(len(package.declarations)))
    model = resolver.model()
    if resolver.problems:
        raise ResolveError(resolver.problems)
    return model, faults(model, resolver.constrained(model))


def faults_within(package: DeclaredPackage, names: Set[str]) -> list[Fault]:
    """Return the constraints of some types of a package that make no sense.

    Costs what these types cost, whatever the size of the package.

    Args:
        package: declarations that resolve.
        names: the declarations to look at, and all to which they refer, directly or not.
    """
    resolver = _Resolver(package, Budget(len(package.declarations)))
    resolver.close(one for one in package.declarations if one.name in names)
    model = resolver.resolved()
    return faults(model, resolver.constrained(model))


def problems_of(package: DeclaredPackage, budget: Budget) -> Places:
    """Return the problems that `resolve` finds, with the types in which each was found.

    Constraints without sense are not among them. The model is not kept, so this takes less memory.
    Several runs for one package share a `budget`.
    """
    problems = list(reference_problems(package))
    if problems:
        return dict.fromkeys(problems, ())
    resolver = _Resolver(package, budget, keeps_fields=False)
    resolver.model()
    resolver.forget()
    return resolver.problems


def problems_within(package: DeclaredPackage, names: Set[str], budget: Budget) -> Places:
    """Return the problems of some types of a package, with the types in which each was found.

    Costs what these types cost, whatever the size of the package. Names that collide, and
    references that cannot be resolved, are not looked for.

    Args:
        package: the declarations, all of whose references can be resolved.
        names: the declarations to resolve.
        budget: how much work the runs for this package may take.
    """
    resolver = _Resolver(package, budget, keeps_fields=False)
    resolver.close(one for one in package.declarations if one.name in names)
    resolver.forget()
    return resolver.problems


class _Resolver:
    """Resolves one package, and collects problems so that they are reported together.

    Unless it `keeps_fields`, only the problems are of interest: the classes of the model have only
    the fields with a reading, and a type that the model approximates is a problem as well.
    """

    def __init__(
        self, package: DeclaredPackage, budget: Budget, *, keeps_fields: bool = True
    ) -> None:
        declarations = {declaration.name: declaration for declaration in package.declarations}
        self._package = package
        self._keeps_fields = keeps_fields
        self._expander = Expander(declarations, budget, is_exact=not keeps_fields)
        self._names = ClassNames(package)
        self._size = OutputSize(package)
        self._classes = Classes(self._names, self._size)
        self._closer = Closer(declarations, self._expander, self._names, self._classes)
        self._found = Findings()
        self._found.add(self._names.problems)
        self._files: dict[str, str] = {}
        self._fields = ClassFields(
            self._expander, self._closer, self._classes, self._found, keeps=keeps_fields
        )

    @property
    def problems(self) -> dict[Problem, list[Position]]:
        """The problems found so far, with the positions of the types that were being resolved."""
        return self._found.problems

    def close(self, declarations: Iterable[Declaration]) -> None:
        """Resolve declarations, and the classes that they need beside those of the package."""
        self._expander.budget.begin_run()
        for declaration in declarations:
            self._expander.forget(above=_KNOWN)
            self._size.begin(declaration)
            try:
                self._declare(declaration)
            except SpecError as error:
                self._found.add(error.problems)
            except RecursionError:
                self._found.add([Problem(self._found.place, TOO_DEEP)])
            before = self._names.made()
            while self._classes.pending:
                pending = self._classes.pending.popleft()
                self._found.place = self._names.positions.get(pending.name, self._found.place)
                self._fields.close(pending)
                if self._names.made() - before > MAX_MADE_FOR_ONE:
                    message = f"generics produce more than {MAX_MADE_FOR_ONE:,} classes for it"
                    self._found.place = declaration.position
                    self._found.add([Problem(declaration.position, f"{message}; use fewer")])
                    self._classes.pending.clear()
            new = len(self._classes.named) - len(self._files)
            for name in islice(reversed(self._classes.named), new):
                self._files[name] = declaration.file

    def resolved(self) -> Model:
        """Return the types that have been resolved so far."""
        types = tuple(
            replace(named, file=self._files[name])
            for name, named in self._classes.named.items()
            if named is not None
        )
        return Model(self._package.name, types, self._package.description)

    def model(self) -> Model:
        self.close(self._package.declarations)
        declared = self._package.constants
        self._found.add(repeated_constants(declared))
        constants = named_constants(declared, self._names.positions.keys())
        model = replace(self.resolved(), constants=constants)
        if not self._found.problems:
            self._found.add(name_problems(model, self._names.positions))
            for owner, field in model.fields():
                if problem := reading_problem(model, field, self._package.functions_from):
                    position = self._fields.positions[owner.name, field.wire_name]
                    self._found.add([Problem(position, problem)])
        if self._package.shares_inline:
            named = self._names.written() | self._classes.declared_as.keys()
            model = shared(model, named)
        if self._keeps_fields:
            declared_as = self._classes.declared_as
            found = families(self._package.declarations, model, self._names, declared_as)
            model = replace(model, families=found)
        return model.refusing_undeclared() if self._package.refuses_undeclared else model

    def constrained(self, model: Model) -> Iterator[Constrained]:
        """Yield the types with constraints, and where these are declared."""
        for owner, field in model.fields():
            if field.constraints:
                position = self._fields.positions[owner.name, field.wire_name]
                yield Constrained(position, field.type, field.constraints)
        for declaration in self._package.declarations:
            if declaration.constraints:
                named = model.by_name.get(self._names.of(declaration.name))
                is_plain = isinstance(declaration.body, Alias) and not declaration.parameters
                type_ = named.type if is_plain and isinstance(named, AliasType) else None
                yield Constrained(declaration.position, type_, declaration.constraints)

    def forget(self) -> None:
        """Drop everything but the problems, so that nothing keeps the declarations alive."""
        self._expander.forget()

    def _declare(self, declaration: Declaration) -> None:
        self._found.place = declaration.position
        self._expander.budget.begin(self._found.place)
        self._classes.owner = None
        name = self._names.of(declaration.name)
        reference = TypeReference(declaration.name, (), declaration.position)
        closure = Closure(reference, EMPTY)
        if isinstance(declaration.body, Values):  # the same for all type arguments
            self._classes.define(
                self._values(name, declaration, declaration.body), self._found.place
            )
            return
        if any(parameter.default is None for parameter in declaration.parameters):
            return
        match declaration.body:
            case Fields():
                parts = self._expander.object_parts(closure)
                assert parts is not None, "a declaration with fields is an object type"
                itself = self._closer.instance(closure, name) if declaration.parameters else None
                if itself:
                    self._classes.instances[itself] = name
                self._classes.await_fields(name, parts, declaration)
            case Alias(type=type_):
                body = Closure(type_, self._expander.bind(closure, declaration))
                self._expander.alternatives(body)
                self._classes.named[name] = None
                parts = class_parts(self._expander, body)
                if parts is not None:
                    itself = self._closer.stands_for(body, name)
                    self._classes.await_fields(name, parts, declaration, itself)
                    return
                made = AliasType(
                    name,
                    self._closer.close_from(body, f"{name}Item"),
                    declaration.description,
                    declaration.deprecated,
                    constraints=with_python(declaration.constraints),
                )
                self._classes.define(made, self._found.place)

    def _values(self, name: str, declaration: Declaration, body: Values) -> AliasType:
        members: list[Type] = [
            NULL if value.value is None else LiteralType(value.value) for value in body.values
        ]
        constants = constants_of([(value.value, value.names) for value in body.values])
        values = tuple(
            Value(value.value, value.description, new_names(value.value, value.names), found)
            for value, found in zip(body.values, constants, strict=True)
        )
        type_ = union([*members, STRING] if body.open else members)
        described, deprecated = declaration.description, declaration.deprecated
        constraints = with_python(declaration.constraints)
        if not body.flags:
            return AliasType(name, type_, described, deprecated, values, constraints)
        self._found.add(flags_problems(declaration.name, body))
        constraints = both(constraints, sums_of(body))
        return AliasType(name, NUMBER, described, deprecated, values, constraints, flags=True)
