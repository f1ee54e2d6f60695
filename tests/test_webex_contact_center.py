"""The committed package `webex_contact_center`, as those who import it meet it."""

from __future__ import annotations

import copy
import csv
import dataclasses
import json
import pickle
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import webex_contact_center
from typescribe import pipeline
from typescribe.language.model import (
    ArrayType,
    Model,
    ObjectType,
    Primitive,
    RecordType,
    Reference,
    Type,
    UnionType,
)
from typescribe.project.settings import find_project
from webex_contact_center import (
    AgentContact,
    AgentContactData,
    CallProcessingDetails,
    Interaction,
    InteractionMedia,
    ValidationError,
    check_agent_contact,
    check_media_channel,
    is_agent_contact,
    validate_agent_contact,
)

DATA = Path(__file__).parent / "data"
REPOSITORY = Path(__file__).parents[1]
PACKAGE = Path(webex_contact_center.__file__).parent


def private(*names: str) -> set[str]:
    """Return the names of private modules, and of the package that they are in."""
    return {"private", *(f"private.{name}" for name in names)}


LOADED = {
    "models": private("message", "plain", "readings", "runtime"),
    "typed_dicts": set[str](),
    "validators": private("checking", "plain", "strings", "suspects", "verdicts"),
    "private.runtime": private("plain", "runtime"),
}
"""The modules that a name may load, besides those for its spec file and the files it refers to."""

REFERS_TO = {
    "agent_contact": {"interaction"},
    "contact_center_event": {"agent_contact", "interaction", "services_agent_types"},
    "services_config_types": {"lib", "services_agent_types"},
    "services_core_globaltypes": {"lib"},
    "services_task_types": {"agent_contact", "interaction", "lib"},
    "types": {"lib", "services_agent_types", "utils_pagecache"},
}
"""For each file of the spec, all those that its types refer to, at any depth."""

ISSUES_AS_SENT = """\
data.consultMediaResourceId: expected string, got nothing
data.interaction.callProcessingDetails.displayAni: expected string, got nothing
data.interaction.callProcessingDetails.tenantId: expected string, got nothing
data.interaction.callProcessingDetails.customerName: expected string, got nothing
data.interaction.callProcessingDetails.category: expected string, got nothing
data.interaction.callProcessingDetails.reason: expected string, got nothing
data.interaction.callProcessingDetails.sourceNumber: expected string, got nothing
data.interaction.callProcessingDetails.sourcePage: expected string, got nothing
data.interaction.callProcessingDetails.appUser: expected string, got nothing
data.interaction.callProcessingDetails.customerNumber: expected string, got nothing
data.interaction.callProcessingDetails.reasonCode: expected string, got nothing
data.interaction.callProcessingDetails.IvrPath: expected string, got nothing
data.interaction.callProcessingDetails.pathId: expected string, got nothing
data.interaction.callProcessingDetails.fromAddress: expected string, got nothing
data.interaction.outboundType: expected string, got null
""".splitlines()
UNDECLARED_AS_SENT = """\
data.interaction.callProcessingDetails.customLoyaltyTier: \
expected no undeclared property, got string
data.interaction.isMediaForked: expected no undeclared property, got boolean
data.interaction.callAssociatedData: expected no undeclared property, got object
data.interaction.parentInteractionId: expected no undeclared property, got null
data.interaction.workflowManager: expected no undeclared property, got null
data.interaction.flowProperties: expected no undeclared property, got null
data.interaction.mediaProperties: expected no undeclared property, got null
data.agentEmailId: expected no undeclared property, got string
data.contactAssignmentType: expected no undeclared property, got string
keepalive: expected no undeclared property, got string
""".splitlines()


def read(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


@pytest.fixture
def assigned() -> dict[str, Any]:
    message: dict[str, Any] = json.loads(read("contact_assigned.json"))
    return message


@pytest.fixture
def as_sent() -> dict[str, Any]:
    message: dict[str, Any] = json.loads(read("offer_contact_as_sent.json"))
    return message


@pytest.fixture
def contact(assigned: dict[str, Any]) -> AgentContact:
    return AgentContact.from_dict(assigned)


# Reading, checking and writing.


def test_a_message_as_declared_is_accepted_everywhere(assigned: dict[str, Any]) -> None:
    assert is_agent_contact(assigned) is True
    assert validate_agent_contact(assigned) is assigned
    assert check_agent_contact(assigned) == []
    assert check_agent_contact(assigned, undeclared=True) == []


@pytest.mark.parametrize("encode", [str, str.encode, lambda text: bytearray(text.encode())])
def test_a_message_survives_the_round_trip(assigned: dict[str, Any], encode: Any) -> None:
    contact = AgentContact.from_json(encode(read("contact_assigned.json")))
    assert contact == AgentContact.from_dict(assigned)
    assert contact.to_dict() == assigned
    assert json.loads(json.dumps(contact.to_dict())) == assigned


def test_another_parser_can_read_the_text() -> None:
    texts: list[str] = []

    def loads(text: str) -> object:
        texts.append(text)
        return json.loads(text)

    raw = read("contact_assigned.json")
    assert AgentContact.from_json(raw, loads=loads) == AgentContact.from_json(raw)
    assert texts == [raw]


def test_another_encoder_can_write_the_text(contact: AgentContact) -> None:
    assert json.loads(contact.to_json()) == contact.to_dict()
    assert contact.to_json(dumps=lambda value: ("encoded", value)) == ("encoded", contact.to_dict())


def test_an_instance_that_another_release_has_pickled_can_be_read() -> None:
    """A class without its own `__setstate__` pickles the slots of an instance, by their names."""
    media = InteractionMedia.__new__(InteractionMedia)
    media.__setstate__((None, {"media_resource_id": "a", "gone": 1, "extra": {"b": 2}}))
    assert (media.media_resource_id, media.extra) == ("a", {"b": 2})
    assert repr(media) == "InteractionMedia(media_resource_id='a', extra={'b': 2})"
    with pytest.raises(AttributeError):
        _ = media.media_type
    data = AgentContactData.__new__(AgentContactData)
    data.__setstate__((None, {"agent_id": "a"}))
    assert data.task is None


def test_undeclared_keys_are_kept_at_every_depth(assigned: dict[str, Any]) -> None:
    assigned["keepalive"] = "false"
    assigned["data"]["interaction"]["media"]["new"] = {
        **assigned["data"]["interaction"]["media"].popitem()[1],
        "isMuted": [{"a": None}],
    }
    contact = AgentContact.from_dict(assigned)
    assert contact.extra == {"keepalive": "false"}
    assert contact.data.interaction.media["new"].extra == {"isMuted": [{"a": None}]}
    assert contact.data.extra is None
    assert contact.to_dict() == assigned


def test_a_message_as_the_wire_sends_it_is_refused_for_exactly_these_reasons(
    as_sent: dict[str, Any],
) -> None:
    assert is_agent_contact(as_sent) is False
    issues = check_agent_contact(as_sent)
    assert [str(issue) for issue in issues] == ISSUES_AS_SENT
    assert len(issues) == 15
    for refuse in (
        lambda: validate_agent_contact(as_sent),
        lambda: AgentContact.from_dict(as_sent),
        lambda: AgentContact.from_json(read("offer_contact_as_sent.json")),
    ):
        with pytest.raises(ValidationError) as caught:
            refuse()
        assert caught.value.issues == issues
        assert str(caught.value).splitlines() == [
            "not a valid AgentContact: 15 issues",
            *(f"  {line}" for line in ISSUES_AS_SENT),
        ]


def test_each_issue_holds_its_path(as_sent: dict[str, Any]) -> None:
    issues = check_agent_contact(as_sent)
    assert [issue.path for issue in issues] == [
        tuple(line.split(": ")[0].split(".")) for line in ISSUES_AS_SENT
    ]
    assert {issue[1:] for issue in issues[:-1]} == {("string", "nothing")}
    assert issues[-1][1:] == ("string", "null")


def test_undeclared_keys_are_reported_on_request(as_sent: dict[str, Any]) -> None:
    reported = [str(issue) for issue in check_agent_contact(as_sent, undeclared=True)]
    assert [line for line in reported if "undeclared" in line] == UNDECLARED_AS_SENT
    assert [line for line in reported if "undeclared" not in line] == ISSUES_AS_SENT


def test_values_of_a_record_are_reported_by_their_keys(assigned: dict[str, Any]) -> None:
    (media,) = assigned["data"]["interaction"]["media"].values()
    assigned["data"]["interaction"]["media"] = {"0ae9": media | {"isHold": "false"}}
    (issue,) = check_agent_contact(assigned)
    assert issue.path == ("data", "interaction", "media", "0ae9", "isHold")
    reported = 'data.interaction.media["0ae9"].isHold: expected boolean, got string'
    assert str(issue) == reported


def test_a_wrong_literal_is_reported_by_the_declared_ones_and_never_by_its_value() -> None:
    (issue,) = check_media_channel("+15550100123")
    assert str(issue) == (
        'value: expected "email", "chat", "telephony", "social", "sms", "facebook" or "whatsapp", '
        "got string of length 12"
    )


@pytest.mark.parametrize("value", [None, [], "AgentContact", 0, object()])
def test_a_value_that_is_not_an_object_is_rejected_with_one_issue(value: object) -> None:
    (issue,) = check_agent_contact(value)
    assert issue.path == ()
    assert issue.expected == "object"
    assert not is_agent_contact(value)
    with pytest.raises(ValidationError, match=r"^not a valid AgentContact: 1 issue\n"):
        AgentContact.from_dict(value)


def test_a_text_that_is_no_json_is_refused_without_a_word_of_it() -> None:
    with pytest.raises(ValidationError) as caught:
        AgentContact.from_json('{"type": "+15550100123"')
    (line,) = str(caught.value).splitlines()[1:]
    assert line == "  value: expected JSON, got a text that is not JSON (line 1, column 24)"
    assert caught.value.__context__ is None


# Instances.


def test_attributes_are_named_in_snake_case(contact: AgentContact) -> None:
    details = contact.data.interaction.call_processing_details
    assert details.q_mgr_name == "aqm"
    assert details.ivr_path == "main>sales"
    assert details.ep_id is None
    assert contact.data.supervisor_dn is None


@pytest.mark.parametrize(
    "duplicate",
    [
        copy.deepcopy,
        *(
            lambda contact, protocol=protocol: pickle.loads(pickle.dumps(contact, protocol))
            for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)
        ),
    ],
)
def test_a_duplicate_is_equal_and_shares_nothing(contact: AgentContact, duplicate: Any) -> None:
    other = duplicate(contact)
    assert type(other) is AgentContact
    assert other == contact
    assert other.to_dict() == contact.to_dict()
    other.data.interaction.previous_v_teams.append("2133")
    other.data.interaction.media.clear()
    assert other != contact
    assert contact == AgentContact.from_json(read("contact_assigned.json"))


def test_a_copy_is_equal_and_shares_what_is_inside(contact: AgentContact) -> None:
    other = copy.copy(contact)
    assert other == contact
    assert other is not contact
    assert other.data is contact.data


def test_an_error_can_be_pickled(as_sent: dict[str, Any]) -> None:
    error = ValidationError("AgentContact", check_agent_contact(as_sent))
    other = pickle.loads(pickle.dumps(error))
    assert (str(other), other.issues) == (str(error), error.issues)


def test_instances_compare_by_value(assigned: dict[str, Any], contact: AgentContact) -> None:
    assert contact == AgentContact.from_dict(assigned)
    assert contact != AgentContact.from_dict(assigned | {"extra": 1})
    assert contact != assigned
    with pytest.raises(TypeError, match="unhashable"):
        hash(contact)


def test_repr_is_what_makes_an_equal_instance() -> None:
    channel = InteractionMedia(
        media_resource_id="0ae9",
        media_type="chat",
        media_mgr="digitalmm",
        participants=[],
        m_type="mainCall",
        is_hold=False,
        hold_timestamp=None,
    )
    assert repr(channel) == (
        "InteractionMedia(media_resource_id='0ae9', media_type='chat', media_mgr='digitalmm', "
        "participants=[], m_type='mainCall', is_hold=False, hold_timestamp=None)"
    )
    assert eval(repr(channel)) == channel


def test_a_misspelt_attribute_cannot_be_set(contact: AgentContact) -> None:
    with pytest.raises(AttributeError):
        contact.data.superviserDN = "1000"  # type: ignore[attr-defined]


class Mine(AgentContact):
    """A subclass that an application may derive from a generated class."""

    @property
    def channel(self) -> str:
        return self.data.interaction.media_channel


@pytest.mark.parametrize("made_by", ["from_dict", "from_json"])
def test_a_subclass_stays_itself(assigned: dict[str, Any], made_by: str) -> None:
    source = assigned if made_by == "from_dict" else json.dumps(assigned)
    mine: Mine = getattr(Mine, made_by)(source)
    assert type(mine) is Mine
    assert mine.channel == "telephony"
    assert mine.to_dict() == assigned
    assert type(pickle.loads(pickle.dumps(mine))) is Mine
    assert type(mine.data) is AgentContactData


# Readings.


def readings() -> Iterator[tuple[type[Any], str, str]]:
    """Yield every property that decodes, with its class and the attribute that it decodes."""
    for name in webex_contact_center.__all__:
        owner = getattr(webex_contact_center, name)
        if dataclasses.is_dataclass(owner):
            for found in (n for n in dir(owner) if isinstance(getattr(owner, n), property)):
                yield owner, found, found.rsplit("_as_", 1)[0]


READINGS = sorted(readings(), key=lambda reading: (reading[0].__name__, reading[1]))
DECODED = {
    (Interaction, "created_timestamp_as_datetime"): datetime(
        2025, 8, 27, 10, 0, 15, 12000, tzinfo=UTC
    ),
    (AgentContactData, "event_time_as_datetime"): datetime(
        2025, 8, 27, 10, 0, 29, 186000, tzinfo=UTC
    ),
    (InteractionMedia, "hold_timestamp_as_datetime"): None,
} | {
    (CallProcessingDetails, name): value
    for name, value in {
        "consult_destination_agent_joined_as_bool": False,
        "continue_recording_on_transfer_as_bool": True,
        "ctq_in_progress_as_bool": False,
        "fce_registered_events_as_json": [],
        "is_conferencing_as_bool": None,
        "is_parked_as_bool": None,
        "is_paused_as_bool": False,
        "monitoring_invisible_mode_as_bool": None,
        "outdial_transfer_to_queue_enabled_as_bool": None,
        "participant_invite_timeout_as_number": 20,
        "pause_duration_as_number": 10,
        "pause_resume_enabled_as_bool": True,
        "priority_as_number": 10,
        "record_in_progress_as_bool": True,
        "recording_started_as_bool": True,
        "rona_timeout_as_number": 30,
        "task_to_be_self_serviced_as_bool": False,
    }.items()
}
"""The value of each reading for the sample; `None` if the sample has nothing to decode."""


def part(contact: AgentContact, owner: type[Any]) -> Any:
    interaction = contact.data.interaction
    parts = [contact.data, interaction, interaction.call_processing_details]
    return next(p for p in [*parts, *interaction.media.values()] if type(p) is owner)


def test_every_reading_has_an_expectation() -> None:
    assert {(owner, name) for owner, name, _ in READINGS} == set(DECODED)


@pytest.mark.parametrize(("owner", "reading", "attribute"), READINGS)
def test_a_reading_decodes_and_leaves_the_value_as_sent(
    contact: AgentContact, owner: type[Any], reading: str, attribute: str
) -> None:
    holder = part(contact, owner)
    sent = getattr(holder, attribute)
    decoded, expected = getattr(holder, reading), DECODED[owner, reading]
    assert (type(decoded), decoded) == (type(expected), expected)
    assert getattr(holder, attribute) is sent
    with pytest.raises(AttributeError):
        setattr(holder, reading, decoded)


def test_a_moment_is_aware_and_in_utc(contact: AgentContact) -> None:
    moment = contact.data.event_time_as_datetime
    assert moment is not None
    assert moment.tzinfo is UTC
    assert contact.data.event_time == 1756288829186


@pytest.mark.parametrize(("owner", "reading", "attribute"), READINGS)
def test_a_reading_of_what_is_absent_is_none(
    contact: AgentContact, owner: type[Any], reading: str, attribute: str
) -> None:
    holder = part(contact, owner)
    (field,) = (f for f in dataclasses.fields(owner) if f.name == attribute)
    if field.default is dataclasses.MISSING and attribute != "hold_timestamp":
        pytest.skip("the declaration requires it")
    setattr(holder, attribute, None)
    assert getattr(holder, reading) is None


WIRE_NAMES = {
    "continue_recording_on_transfer": "CONTINUE_RECORDING_ON_TRANSFER",
    "task_to_be_self_serviced": "taskToBeSelfServiced",
}


@pytest.mark.parametrize("sent", ["1-555-0100123", "", "TRUE", "1_0", "\u0661", "NaN", " ", [], {}])
@pytest.mark.parametrize(("owner", "reading", "attribute"), READINGS)
def test_a_value_that_cannot_be_decoded_is_reported_by_its_field_without_the_value(
    contact: AgentContact, owner: type[Any], reading: str, attribute: str, sent: object
) -> None:
    holder = part(contact, owner)
    setattr(holder, attribute, sent)
    head, *tail = attribute.split("_")
    wire_name = WIRE_NAMES.get(attribute, head + "".join(word.capitalize() for word in tail))
    with pytest.raises(ValueError, match=f"^{owner.__name__}.{wire_name}: expected ") as caught:
        getattr(holder, reading)
    assert "555" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert getattr(holder, attribute) is sent


def test_a_number_beyond_every_float_is_no_number(contact: AgentContact) -> None:
    contact.data.interaction.call_processing_details.priority = "1e999"
    with pytest.raises(ValueError, match=r"^CallProcessingDetails\.priority: expected a number"):
        _ = contact.data.interaction.call_processing_details.priority_as_number


def test_a_number_out_of_the_calendar_is_no_moment(contact: AgentContact) -> None:
    contact.data.event_time = 1e300
    with pytest.raises(ValueError, match=r"^AgentContactData\.eventTime: expected milliseconds"):
        _ = contact.data.event_time_as_datetime


# Importing.


def run_isolated(program: str, *arguments: object) -> list[Any]:
    """Run a program that sees the standard library only; return the JSON that it prints."""
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", textwrap.dedent(program)]
        + [str(argument) for argument in arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_importing_loads_no_submodule_and_nothing_but_the_standard_library() -> None:
    loaded, after_use = run_isolated(
        """
        import json, sys
        sys.path.insert(0, sys.argv[1])
        before = set(sys.modules)
        import webex_contact_center
        print(json.dumps(sorted(set(sys.modules) - before)))
        webex_contact_center.AgentContact.from_json
        webex_contact_center.check_agent_contact(None)
        print(json.dumps(sorted(set(sys.modules) - before)))
        """,
        PACKAGE.parent,
    )
    assert loaded == ["webex_contact_center"]
    tops = {name.partition(".")[0] for name in after_use}
    assert tops - sys.stdlib_module_names == {"webex_contact_center"}


def test_each_public_name_loads_its_module_and_only_those_that_it_may_need() -> None:
    # One of every kind of name: to load the modules anew for all of them takes minutes.
    kinds = {
        (home(name), name.split("_")[0].islower()): name for name in webex_contact_center.__all__
    }
    names = {*kinds.values(), "AgentContact", "AgentContactDict", "is_agent_contact"}
    (loaded_by,) = run_isolated(
        """
        import importlib, json, sys
        sys.path.insert(0, sys.argv[1])
        loaded_by = {}
        package = importlib.import_module("webex_contact_center")
        for name in sys.argv[2].split():
            for module in [m for m in sys.modules if m.startswith("webex_contact_center")]:
                del sys.modules[module]
            package = importlib.import_module("webex_contact_center")
            getattr(package, name)
            prefix = "webex_contact_center."
            found = [m[len(prefix):] for m in sys.modules if m.startswith(prefix)]
            loaded_by[name] = [m for m in found if m != "_runtime"]  # for pickles: an alias
        print(json.dumps(loaded_by))
        """,
        PACKAGE.parent,
        " ".join(names),
    )
    for name, modules in loaded_by.items():
        package = home(name)
        if package == "private.runtime":
            assert set(modules) == LOADED[package]
            continue
        places = [place for place, held in webex_contact_center._NAMES.items() if name in held]
        own = places[0].rpartition(".")[2]
        files = {own, *REFERS_TO.get(own, ())}
        holders = ("validators", "private.checking") if package == "validators" else (package,)
        reached = {f"{holder}.{file}" for holder in holders for file in files}
        assert set(modules) <= {package, *LOADED[package], *reached}, name
        assert f"{package}.{own}" in modules, name


def home(name: str) -> str:
    """Return the module that a public name has to come from."""
    if name in {"Issue", "UNSET", "Unset", "ValidationError"}:
        return "private.runtime"
    if name.startswith(("is_", "validate_", "check_")):
        return "validators"
    return "typed_dicts" if name.endswith("Dict") else "models"


def test_every_type_gives_its_names_to_the_package() -> None:
    types = [
        *("AgentContact", "AgentContactData", "CallFlowParam", "CallProcessingDetails"),
        *("ContactDirection", "Interaction", "InteractionMedia", "MonitoringState", "Msg"),
    ]
    functions = [
        f"{verb}_{name}"
        for verb in ("is", "validate", "check")
        for name in (
            *("agent_contact", "agent_contact_data", "call_flow_param", "call_processing_details"),
            *("contact_direction", "interaction", "interaction_media", "monitoring_state", "msg"),
            "media_channel",
        )
    ]
    support = ["Issue", "UNSET", "Unset", "ValidationError"]
    expected = [*types, *(f"{name}Dict" for name in types), "MediaChannel", *functions, *support]
    names = webex_contact_center.__all__
    assert names == sorted(set(names))
    assert set(names) >= set(expected)
    others = [*set(names) - set(expected)]
    assert all(hasattr(webex_contact_center, name) for name in others)


def test_dir_lists_names_and_modules() -> None:
    names = dir(webex_contact_center)
    assert names == sorted(set(names))
    assert set(names) >= {*webex_contact_center.__all__, "models", "validators"}


def test_a_star_import_brings_the_public_names() -> None:
    names: dict[str, object] = {}
    exec("from webex_contact_center import *", names)
    assert set(names) - {"__builtins__"} == set(webex_contact_center.__all__)
    assert names["AgentContact"] is AgentContact


def test_an_unknown_name_raises_what_any_module_raises() -> None:
    message = "^module 'webex_contact_center' has no attribute 'AgentContacts'$"
    with pytest.raises(AttributeError, match=message):
        _ = webex_contact_center.AgentContacts
    with pytest.raises(ImportError, match=r"^cannot import name 'AgentContacts'"):
        exec("from webex_contact_center import AgentContacts")


def test_a_copy_of_the_package_works_under_another_name(tmp_path: Path) -> None:
    shutil.copytree(
        PACKAGE,
        tmp_path / "shop" / "contact_messages",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    same, valid, module, others = run_isolated(
        """
        import json, pickle, sys
        sys.path.insert(0, sys.argv[1])
        from shop.contact_messages import AgentContact, is_agent_contact
        with open(sys.argv[2], encoding="utf-8") as file:
            raw = file.read()
        contact = pickle.loads(pickle.dumps(AgentContact.from_json(raw)))
        print(json.dumps(contact.to_dict() == json.loads(raw)))
        print(json.dumps(is_agent_contact(json.loads(raw))))
        print(json.dumps(type(contact).__module__))
        print(json.dumps([name for name in sys.modules if "webex" in name]))
        """,
        tmp_path,
        DATA / "contact_assigned.json",
    )
    assert (same, valid, module, others) == (
        True,
        True,
        "shop.contact_messages.models.agent_contact",
        [],
    )


# The spec.


@pytest.fixture(scope="module")
def model() -> Model:
    project = find_project(REPOSITORY)
    return pipeline.load(project, project.packages["webex_contact_center"])


def declared() -> dict[str, list[tuple[str, str, str]]]:
    """Return what the declaration says of every object type: properties, types, descriptions."""
    owners: dict[str, list[tuple[str, str, str]]] = {}
    with (DATA / "declared_properties.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found = (row["property"], row["type"], row["description"] or "")
            owners.setdefault(row["owner"], []).append(found)
    return owners


def as_typescript(type_: Type) -> str:
    match type_:
        case Primitive(name=name) | Reference(name=name):
            return name
        case ArrayType(item=item):
            return f"{as_typescript(item)}[]"
        case RecordType(value=value):
            return f"Record<string, {as_typescript(value)}>"
        case UnionType(members=members):
            return " | ".join(map(as_typescript, members))
        case _:
            raise AssertionError(type_)


def test_the_declaration_of_the_data_has_38_properties() -> None:
    assert len(declared()["AgentContactData"]) == 38


@pytest.mark.parametrize("owner", declared())
def test_the_spec_transcribes_every_property(model: Model, owner: str) -> None:
    transcribed = model.by_name[owner]
    assert isinstance(transcribed, ObjectType)
    assert transcribed.index is None
    assert [
        (f"{field.wire_name}{'?' * field.optional}", as_typescript(field.type))
        for field in transcribed.fields
    ] == [(name, type_) for name, type_, _ in declared()[owner]]


@pytest.mark.parametrize("owner", ["AgentContactData", "MonitoringState"])
def test_the_spec_describes_every_property_in_the_words_of_the_declaration(
    model: Model, owner: str
) -> None:
    transcribed = model.by_name[owner]
    assert isinstance(transcribed, ObjectType)
    assert [(f.wire_name, f.description) for f in transcribed.fields] == [
        (name.removesuffix("?"), description) for name, _, description in declared()[owner]
    ]


def test_the_spec_describes_the_message_in_the_words_of_the_declaration(model: Model) -> None:
    described = " ".join(model.by_name["AgentContact"].description.split())
    assert described.replace(". ", " ").startswith(
        "Type representing an agent contact message within the contact center system "
        "Contains comprehensive interaction and task related details for agent operations"
    )
