"""Lists the templates that a project can override, and returns one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from typescribe.language.errors import Problem, TypescribeError, nearest_or_some
from typescribe.project.settings import PackageSettings
from typescribe.rendering.overrides import brought_by
from typescribe.rendering.templates import BUILT_IN, ORIGINAL, SUFFIX, Source, built_in_names
from typescribe.targets.contract import PRIVATE, flattened
from typescribe.targets.registry import built_in_targets


def available(packages: Iterable[PackageSettings] = ()) -> list[Source]:
    """Return the built-in templates, and those of the plugins that packages use.

    The templates of files come first, in the order of the targets; parts of files come last.
    Raises `PluginError` if a plugin cannot be used.
    """
    brought = [source for each in packages for source in brought_by(each.targets).brought]
    return [*_built_in(), *dict.fromkeys(brought)]


def find(name: str, known: Iterable[Source]) -> Source:
    """Return the template with a name; raises `TypescribeError` if there is none.

    The name may be that of the generated file, or have the prefix `builtin/`.
    """
    by_name = {source.name: source for source in reversed(list(known))}
    wanted = name.removeprefix(ORIGINAL)
    for each in (wanted, f"{wanted}{SUFFIX}"):
        if each in by_name:
            return by_name[each]
    advice = nearest_or_some(name, sorted(by_name))
    raise TypescribeError([Problem("NAME", f'there is no template "{name}"{advice}')])


def summary(source: Source) -> str:
    """Return the sentence with which a template says what it makes; empty if it does not say.

    It is in a comment at the start of the template, after the name of the generated file.
    """
    file = re.escape(
        re.sub(r"^_([a-z]\w*\.py)$", rf"{PRIVATE}\1", source.name.removesuffix(SUFFIX))
    )
    found = re.match(rf"\s*\{{#-?\s*{file}:\s+(.*?)\s*-?#\}}", source.text, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def _built_in() -> Iterator[Source]:
    targets = [each for target in built_in_targets() for each in flattened(target)]
    files = [target.template for target in targets if target.is_public]
    names = built_in_names()
    for name in dict.fromkeys((*files, *sorted(names))):
        found = BUILT_IN.find(name) if name in names else None
        if found is not None:
            yield found
