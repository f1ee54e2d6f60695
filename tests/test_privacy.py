"""Privacy: no message about a payload, printed or raised, contains a value of it.

Paths do show the keys of records and of undeclared properties, which are needed to find a fault.
Everything else in a payload is marked here, and the marks are searched for in all messages.
"""

from __future__ import annotations

import copy
import json
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fuzz import kinds
from hypothesis import given, settings
from hypothesis import strategies as st

from typescribe.cli.main import main

PACKAGE: Any = kinds.package
TEXT = "MARKED"
DIGITS = "86420971"
NUMBER = int(DIGITS)
MARKED = st.sampled_from(
    [
        *(TEXT, f"{TEXT} {TEXT}", f"\u202e{TEXT}", f'{{"{TEXT}": 1'),
        *(NUMBER, -NUMBER, NUMBER + 0.5, float(f"{DIGITS}e250")),
        *([TEXT], {"left": TEXT}, [[NUMBER]], {"all": {"k": NUMBER}}),
    ]
)
VALID: dict[str, Any] = {
    "id": 1,
    "exact": "a",
    "numbers": [[1]],
    "place": [1, "x", True],
    "names": {"a": "b"},
    "map": {"k": {"id": "m"}, "n": None},
    "either": [{"channel": "chat", "x": 1}],
    "rule": ["a", {"all": ["b"]}],
    "tree": {"left": {"right": None}},
    "boxed": {"content": {"channel": "telephony", "number": "1"}, "more": []},
    "isPaused": "true",
    "total": "1",
    "priority": "2",
    "eventTime": 3,
    "blob": "[]",
    "undeclared": {"k": [1]},
}
READINGS = (
    *("is_paused_as_bool", "total_as_number", "priority_as_int", "event_time_as_datetime"),
    "blob_as_json",
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each key of each container in a payload, with the container; the outermost first."""
    for key in [*value] if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from places(value[key])


@st.composite
def marked_payloads(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """Draw a valid message, with marked values of any type in some places at any depth."""
    payload = copy.deepcopy(VALID)
    for _ in range(draw(st.integers(1, 6))):
        container, key = draw(st.sampled_from([*places(payload)]))
        container[key] = copy.deepcopy(draw(MARKED))
    return payload


def everything_of(error: BaseException) -> Iterator[str]:
    """Yield everything that a log could contain about an error and its causes."""
    yield "".join(traceback.format_exception(error))
    waiting: list[BaseException | None] = [error]
    while waiting:
        found = waiting.pop()
        if found is None:
            continue
        yield from (str(found), repr(found), repr(found.args), repr(vars(found)))
        for name in ("doc", "object", "obj"):  # what JSON, Unicode and attribute errors keep
            yield repr(getattr(found, name, None))
        waiting += [found.__cause__, found.__context__]


def assert_private(*texts: str) -> None:
    for text in texts:
        assert TEXT not in text
        assert DIGITS not in text.replace("_", "").replace(",", "").replace(".", "")


@settings(max_examples=150, deadline=None)
@given(marked_payloads())
def test_no_error_and_no_issue_holds_a_value(payload: Any) -> None:
    for refuse in (PACKAGE.validate_kinds, PACKAGE.Kinds.from_dict, from_text):
        try:
            refuse(payload)
        except PACKAGE.ValidationError as error:
            assert_private(*everything_of(error))
            for issue in error.issues:
                assert_private(str(issue), repr(issue))
    for issue in PACKAGE.check_kinds(payload, undeclared=True):
        assert_private(str(issue), repr(issue), json.dumps(issue._asdict()))


def from_text(payload: Any) -> Any:
    return PACKAGE.Kinds.from_json(json.dumps(payload))


@pytest.mark.parametrize(
    "value", [TEXT, f"[{TEXT}", "x" * 9 + TEXT, DIGITS * 1_000, f"{DIGITS}.5.5"]
)
def test_a_reading_that_fails_names_the_field_and_not_the_value(value: str) -> None:
    fields = dict.fromkeys(("isPaused", "total", "priority", "blob"), value)
    message = PACKAGE.Kinds.from_dict({"id": 1, **fields, "eventTime": float(f"{DIGITS}e250")})
    failed = 0
    for name in READINGS:
        try:
            getattr(message, name)
        except ValueError as error:
            failed += 1
            assert_private(*everything_of(error))
    assert failed >= 3


MALFORMED = {
    "no JSON": f'{{"id": "{TEXT}"'.encode(),
    "a lone value": TEXT.encode(),
    "more after it": f'{{"id": 1}} {TEXT}'.encode(),
    "no UTF-8": f'{{"id": "{TEXT}\xff"}}'.encode("latin-1"),
    "half of UTF-16": f'{{"id": "{TEXT}"}}'.encode("utf-16")[:-1],
    "too deep": b"[" * 100_000 + TEXT.encode(),
    "too long a number": f'{{"id": {DIGITS * 1_000}}}'.encode(),
    "a control character": f'{{"id": "{TEXT}\x01"}}'.encode(),
    "a byte order mark": f'\ufeff{{"id": {TEXT}'.encode(),
}


@pytest.mark.parametrize("name", MALFORMED)
@pytest.mark.parametrize("kind", [bytes, bytearray, lambda raw: raw.decode("utf-8", "replace")])
def test_no_error_about_a_malformed_text_holds_the_text(name: str, kind: Any) -> None:
    try:
        PACKAGE.Kinds.from_json(kind(MALFORMED[name]))
    except PACKAGE.ValidationError as error:
        assert_private(*everything_of(error))
    else:
        assert name == "no UTF-8", "which is JSON once it is decoded"


def test_no_error_of_another_decoder_is_carried_along() -> None:
    def loads(raw: object) -> object:
        raise ValueError(f"cannot decode {raw!r}")

    with pytest.raises(PACKAGE.ValidationError) as caught:
        PACKAGE.Kinds.from_json(TEXT, loads=loads)
    assert_private(*everything_of(caught.value))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "pyproject.toml").write_text("[tool.typescribe.packages.kinds]\n")
    (folder / "spec" / "kinds").mkdir(parents=True)
    spec = Path(kinds.__file__).parent / "spec" / "kinds.yaml"
    (folder / "spec" / "kinds" / "kinds.yaml").write_bytes(spec.read_bytes())
    return folder


def validated(project: Path, text: bytes, *options: str) -> Any:
    file = project / "messages.json"
    file.write_bytes(text)
    arguments = ["validate", str(file), "--type", "Kinds", "--project", str(project), *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (0, 1, 2), result.output
    assert_private(result.stdout, result.stderr)
    return result


@settings(max_examples=8, deadline=None)
@given(st.lists(marked_payloads(), min_size=1, max_size=5))
def test_validate_prints_no_value(project: Path, payloads: list[Any]) -> None:
    lines = "".join(f"{json.dumps(payload)}\n" for payload in payloads).encode()
    for options in (("--layout", "lines"), ("--format", "json", "--undeclared")):
        validated(project, lines, *options)


@pytest.mark.parametrize("form", ["text", "json"])
def test_validate_prints_nothing_of_a_malformed_text(project: Path, form: str) -> None:
    for layout in ("lines", "document"):
        for text in MALFORMED.values():
            validated(project, text, "--format", form, "--layout", layout)
