"""Lists the issues of an invalid value of a union faster than the generated function does.

If the discriminator of a value selects a single class, the function generated for this class finds
the same issues sooner than the general one, which walks the type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from typescribe.language.model import Model, ObjectType
from typescribe.runtime import Issue
from typescribe.runtime._runtime import describe
from typescribe.targets.shared.checks import Named, Union
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
    variants: dict[tuple[bool, object], Explain | None] = {}
    for choice in union.by.choices:
        names = [str(v.class_name) for v in choice.variants if isinstance(v, Named)]
        only = validators.check(names[0]) if len(names) == 1 else None
        variants |= {(isinstance(text, bool), text): only for text in choice.literals}
    rest = [str(member.class_name) for member in union.by.rest if isinstance(member, Named)]
    unknown = _of_unknown(validators, explain, path, rest)

    def issues(value: Any) -> list[Issue]:
        literal = value
        for key in path:
            literal = literal.get(key, _ABSENT) if type(literal) is dict else _ABSENT
        if type(literal) is not str:
            return explain(value)
        variant = variants.get((False, literal), unknown)
        return explain(value) if variant is None else variant(value)

    return issues


def _of_unknown(
    validators: Validators, explain: Explain, path: tuple[str, ...], rest: list[str]
) -> Explain | None:
    """Return a function that lists the issues of a value whose discriminator is unknown.

    The first issue is about the discriminator; the others are those of the only class without a
    literal. `None` if there is not exactly one such class.
    """
    if len(rest) != 1:
        return None
    probe: Any = ""
    for key in reversed(path):
        probe = {key: probe}
    expected = next((issue.expected for issue in explain(probe) if issue.path == path), None)
    if expected is None:
        return None
    words, check = expected, validators.check(rest[0])

    def issues(value: Any) -> list[Issue]:
        literal = value
        for key in path:
            literal = literal[key]
        received = f"string of length {len(literal)}" if type(literal) is str else describe(literal)
        return [Issue(path, words, received), *(i for i in check(value) if i.path != path)]

    return issues
