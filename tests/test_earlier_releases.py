"""Imports and pickles of an earlier release of the package still work."""

from __future__ import annotations

import json
import pickle
from importlib import import_module
from pathlib import Path

from webex_contact_center import UNSET, AgentContact, Issue, ValidationError
from webex_contact_center.models import Error

DATA = Path(__file__).parent / "data"
IMPORTS = (DATA / "public_imports.txt").read_text(encoding="utf-8").splitlines()
"""Every public name of the release before, with each module that it could be imported from."""
PICKLED = DATA / "pickled_before_modules_moved.pickle"
"""An `AgentContact` and an `Error`, whose `cause` is absent, from the release before."""


def test_everything_that_could_be_imported_still_can() -> None:
    for line in IMPORTS:
        module, name = line.split()
        assert hasattr(import_module(module), name), line


def test_modules_give_the_same_objects_as_the_package() -> None:
    package = import_module("webex_contact_center")
    for line in IMPORTS:
        module, name = line.split()
        if not module.endswith("typed_dicts"):  # aliases are the same types there
            assert getattr(import_module(module), name) is getattr(package, name), line


def test_what_an_earlier_release_pickled_is_read() -> None:
    contact, error = pickle.loads(PICKLED.read_bytes())
    raw = (DATA / "contact_assigned.json").read_text(encoding="utf-8")
    assert type(contact) is AgentContact
    assert contact == AgentContact.from_json(raw)
    assert contact.to_dict() == json.loads(raw)
    assert error == Error(name="a", message="b")
    assert error.cause is UNSET


def test_pickles_name_public_classes_by_the_package() -> None:
    for value in (UNSET, Issue((), "a", "b"), ValidationError("A", [Issue((), "a", "b")])):
        pickled = pickle.dumps(value)
        assert b"webex_contact_center" in pickled
        assert b"private" not in pickled
        assert pickle.loads(pickled).__reduce__() == value.__reduce__()
