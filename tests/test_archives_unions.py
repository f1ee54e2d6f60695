"""Unions are checked quickly: valid values are not walked through, others only in part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st

from typescribe.language.reachable import reachable
from typescribe.validating.in_memory import Validators
from typescribe.validating.quick_issues import issues_of_invalid

SPEC = """
types:
  Msg<T>: {fields: {id: string, data: T}}
  Login: {type: "Msg<{type: 'login', team: string, size?: number}>"}
  Logout: {type: "Msg<{type: 'logout' | 'timeout', reason?: string}>"}
  Contact: {type: "Msg<{type: string, contactId: string, of: {name: string, tags: string[]}}>"}
  DeskEvent: {type: Contact | Login | Logout}
  Closed: {type: Login | Logout}
"""
PARTS: Any = {
    "id": ["1", 2, None],
    "type": ["login", "logout", "timeout", "other", 1, None, ["login"]],
    "team": ["a", 1],
    "contactId": ["c", None],
    "of": [{"name": "n", "tags": ["t"]}, {"name": 1, "tags": [1, "a"]}, {}, 3],
}


@st.composite
def messages(draw: Any) -> Any:
    data = {
        key: draw(st.sampled_from(PARTS[key]))
        for key in ("type", "team", "contactId", "of")
        if draw(st.integers(0, 3))
    }
    message = {"id": draw(st.sampled_from(PARTS["id"])), "data": data}
    return draw(st.sampled_from([message, message, message, {"id": "1", "data": 1}, [], {}]))


@pytest.fixture(scope="module")
def validators(tmp_path_factory: pytest.TempPathFactory) -> Validators:
    model = specs.load(tmp_path_factory.mktemp("desk"), SPEC)
    return Validators(specs.SETTINGS, model)


@pytest.mark.parametrize("name", ["DeskEvent", "Closed", "Login"])
def test_the_issues_of_an_invalid_event_are_those_of_the_generated_function(
    validators: Validators, name: str
) -> None:
    quick = issues_of_invalid(validators, validators.model, name)

    @given(messages())
    def check(message: Any) -> None:
        if not validators.is_valid(name, message):
            assert quick(message) == validators.check(name)(message)

    check()


def test_a_valid_value_of_a_union_is_not_walked_through(
    validators: Validators, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = validators.check("DeskEvent")

    def explain(*_: object, **__: object) -> None:
        raise AssertionError("walked through")

    verdicts = check.__globals__["check_alias"].__globals__
    report, _ = verdicts["_reports"] or verdicts["_loaded"]()
    monkeypatch.setitem(report.__globals__, "explain", explain)
    assert check({"id": "1", "data": {"type": "login", "team": "a"}}) == []
    with pytest.raises(AssertionError, match="walked through"):
        check({"id": "1", "data": {"type": "login"}})


def test_only_the_part_of_a_model_that_a_type_needs_is_generated(tmp_path: Path) -> None:
    names = {named.name for named in reachable(specs.load(tmp_path, SPEC), ["Closed"]).types}
    assert names == {"Closed", "Login", "LoginData", "Logout", "LogoutData"}
