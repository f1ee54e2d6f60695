"""Nobody else's exception is an answer: only what a value itself raises makes it invalid.

An exception is raised at every call that a function of a generated package makes, as a signal
handler could raise a time-out there. It has to reach the caller, whatever the value is.
"""

from __future__ import annotations

import copy
import gc
import itertools
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from inspect import CO_GENERATOR
from types import FrameType
from typing import Any

import hostile
import pytest
import specs
from packages import Package, loaded

SPEC = """
types:
  Text: {fields: {a: string, b: string, c: string, d: string, e: string, f: string, g: string,
    h: string, i: string, j: string, k: string, l: string}}
  Call: {fields: {kind: "'call'", number: string, "text?": Text, "more?": "Task[]"}}
  Chat: {fields: {kind: string, "parent?": Task, "open?": boolean}}
  Task: {type: Call | Chat | string}
  Menu: {fields: {"items?": "Menu[] | (Menu | string)[]", "by?": "Record<string, [Task, Menu?]>"}}
"""

TEXT = dict.fromkeys("abcdefghijkl", "x")
CALL = {"kind": "call", "number": "1", "text": TEXT, "more": [{"kind": "x", "parent": "a"}], "n": 1}
MENU = {"items": [{"items": ["a", {}]}], "by": {"k": [CALL, {}], "l": ["a"]}}
VALUES: list[tuple[str, Any]] = [
    ("Text", TEXT),
    ("Text", TEXT | {"c": 1}),
    ("Call", CALL),
    ("Call", CALL | {"text": TEXT | {"d": None}}),
    ("Call", CALL | {hostile.odd_keys()[-2]: 1}),
    ("Task", CALL),
    ("Task", {"kind": "call", "parent": {"kind": 1}}),
    ("Menu", MENU),
    ("Menu", MENU | {"by": {"k": []}}),
]


class TimeOutError(Exception):
    """Raised from outside."""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    with loaded(specs.load(tmp_path_factory.mktemp("foreign"), SPEC)) as package:
        yield package


def functions(package: Package, name: str) -> list[Callable[[Any], Any]]:
    found: list[Callable[[Any], Any]] = [
        getattr(package.validators, f"{verb}_{name.lower()}")
        for verb in ("is", "check", "validate")
    ]
    if name in package.classes():
        return [*found, getattr(package.models, name).from_dict]
    return [*found, getattr(package.models, f"parse_{name.lower()}")]


def raising_at(call: int, error: Exception) -> Callable[[FrameType, str, object], None]:
    calls = 0

    def hook(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        # Python ignores what is raised while it closes a generator that nobody needs any more.
        code = frame.f_code
        if (
            event == "call"
            and code.co_filename.startswith("<")
            and not code.co_flags & CO_GENERATOR
        ):
            calls += 1
            if calls == call:
                raise error

    return hook


def raised(function: Callable[[Any], Any], value: Any, error: Exception, call: int) -> Any:
    """Return what a function raises if an exception is raised at one of its calls."""
    sys.setprofile(raising_at(call, error))
    try:
        function(value)
    except Exception as found:
        return found
    finally:
        sys.setprofile(None)
    return None


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_an_exception_from_outside_reaches_the_caller_wherever_it_is_raised(
    package: Package, name: str, value: Any
) -> None:
    for kind in (TimeOutError, MemoryError, ZeroDivisionError):
        for function in functions(package, name):
            for call in range(2, 5_000):
                error = kind()
                found = raised(function, value, error, call)
                if found is not error:
                    break
            assert call > 2, "it was raised at least once"
            assert raised(function, value, error, call + 1) is not error, "at no later call either"
            assert found is None or isinstance(found, package.runtime.ValidationError)
            assert found is None or found.issues


def test_a_signal_that_arrives_while_a_value_is_tested_is_no_verdict(package: Package) -> None:
    def stop(*_: object) -> None:
        raise TimeOutError

    before = signal.signal(signal.SIGVTALRM, stop)  # time of this process alone
    value = {"items": [copy.deepcopy(MENU) for _ in range(20_000)]}
    gc.disable()  # what is raised while a callback of the collector runs is printed, not raised
    try:
        for function in functions(package, "Menu"):
            with pytest.raises(TimeOutError):
                signal.setitimer(signal.ITIMER_VIRTUAL, 0.005)
                function(value)
    finally:
        gc.enable()
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_what_a_key_raises_is_a_fault_of_its_value(package: Package) -> None:
    for key in hostile.odd_keys()[-3:]:
        value = {key: 1, **TEXT}
        for field in "abc":
            odd = type(
                "Odd", (), {"__hash__": lambda _, f=field: hash(f), "__eq__": hostile.fail}
            )()
            for members in ({odd: 1, **{k: v for k, v in TEXT.items() if k != field}}, value):
                assert not package.is_valid("Text", members)
                assert package.issues("Text", members)
                assert package.refusal("Text", members)


def test_no_traceback_holds_a_half_built_instance(package: Package) -> None:
    def held(error: BaseException) -> list[object]:
        frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
        values = [value for frame in frames for value in frame.f_locals.values()]
        return [v for v in values if type(v).__module__ == package.models.__name__]

    calls = range(2, 1_000)
    errors = (raised(package.models.Call.from_dict, CALL, TimeOutError(), call) for call in calls)
    passed = list(itertools.takewhile(lambda error: error is not None, errors))
    assert len(passed) > 10
    assert not any(map(held, passed))
    refusal = package.refusal("Call", CALL | {"text": TEXT | {"d": None}})
    assert refusal.issues
    assert not held(refusal)
    assert not held(package.parse_refusal("Task", {"kind": 1}))
