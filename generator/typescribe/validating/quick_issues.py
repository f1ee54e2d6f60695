"""Lists the issues of an invalid value of a union faster than the generated function does.

If the discriminator of a value selects a single class, the function generated for this class finds
the same issues sooner than the general one, which walks the type.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

from typescribe.language.model import Model, ObjectType
from typescribe.runtime import Issue
from typescribe.targets.shared.checks import Named, Union
from typescribe.targets.shared.discriminators import Path, literals_in
from typescribe.targets.shared.model_checks import Checks
from typescribe.validating.in_memory import Validators

Explain = Callable[[Any], list[Issue]]
_ABSENT: Final = object()


def issues_of_invalid(validators: Validators, model: Model, class_name: str) -> Explain:
    """Return a function that lists the issues of a decoded value that does not match a type.

    The issues and their order are those of the generated `check_` function.
    """
    explain = validators.check(class_name)
    named = model.by_name[class_name]
    if isinstance(named, ObjectType) or class_name in model.endless:
        return explain
    union = Checks(model).of(named.type)
    if not isinstance(union, Union) or union.by is None or union.scalars is not None:
        return explain
    if not all(isinstance(member, Named) and member.is_class for member in union.others):
        return explain
    path = union.by.path
    others = [str(member.class_name) for member in union.by.rest if isinstance(member, Named)]
    variants: dict[tuple[bool, object], Explain | None] = {}
    for choice in union.by.choices:
        names = [str(v.class_name) for v in choice.variants if isinstance(v, Named)]
        only: Explain | None = None
        if len(names) == 1:
            only = validators.check(names[0])
            further = set(literals_in(model, model.by_name[names[0]])) - {path}
            if others and further:
                only = _unless_at(further, only, explain)
        variants |= {(isinstance(text, bool), text): only for text in choice.literals}
    unknown: Explain | None = None
    if len(others) == 1 and not [*literals_in(model, model.by_name[others[0]])]:
        unknown = _unless_at({path}, validators.check(others[0]), explain)

    def issues(value: Any) -> list[Issue]:
        literal = value
        for key in path:
            literal = literal.get(key, _ABSENT) if type(literal) is dict else _ABSENT
        if type(literal) is not str:
            return explain(value)
        variant = variants.get((False, literal), unknown)
        return explain(value) if variant is None else variant(value)

    return issues


def _unless_at(paths: Collection[Path], check: Explain, explain: Explain) -> Explain:
    """Return a function that lists the issues of a value with the class that its literal selects.

    If one of them is at a path where the class expects a literal, another class may have been
    meant: then they are those of the whole union.
    """

    def issues(value: Any) -> list[Issue]:
        found = check(value)
        return explain(value) if any(issue.path in paths for issue in found) else found

    return issues
