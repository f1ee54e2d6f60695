"""Wire names -> Python names."""

from __future__ import annotations

import keyword
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typescribe.language import naming


@pytest.mark.parametrize(
    ("wire_name", "attribute"),
    [
        ("agentId", "agent_id"),
        ("supervisorDN", "supervisor_dn"),
        ("QMgrName", "q_mgr_name"),
        ("EP_ID", "ep_id"),
        ("previousVTeams", "previous_v_teams"),
        ("mType", "m_type"),
        ("CONTINUE_RECORDING_ON_TRANSFER", "continue_recording_on_transfer"),
        ("parent_Agent_TeamName", "parent_agent_team_name"),
        ("HTTPServer", "http_server"),
        ("oauth2Token", "oauth2_token"),
        ("größeÄnderung", "größe_änderung"),
        ("content-type", "content_type"),
        ("_id", "id"),
        ("__typename", "typename"),
        ("2fa", "field_2fa"),
        ("日本", "日本"),
        ("ﬁx", "fix"),  # Python normalises identifiers to NFKC (PEP 3131)
    ],
)
def test_an_attribute_is_the_wire_name_in_snake_case(wire_name: str, attribute: str) -> None:
    assert naming.attribute_name(wire_name) == attribute


@pytest.mark.parametrize("taken", ["class", "None", "from_dict", "extra", "list", "str", "toJson"])
def test_an_attribute_with_a_reserved_name_gets_an_underscore(taken: str) -> None:
    expected = {"None": "none", "toJson": "to_json_"}.get(taken, f"{taken}_")
    assert naming.attribute_name(taken) == expected


@pytest.mark.parametrize(
    ("declared", "class_name"),
    [
        ("AgentContact", "AgentContact"),
        ("MEDIA_CHANNEL", "MediaChannel"),
        ("taskData", "TaskData"),
        ("URL", "URL"),
        ("ns.Inner", "NsInner"),
        ("Any", "Any_"),
        ("UNSET", "UNSET_"),
        ("3D", "Type3D"),
        ("🎉", ""),
    ],
)
def test_a_class_is_the_declared_name_in_pascal_case(declared: str, class_name: str) -> None:
    assert naming.class_name(declared) == class_name


@given(st.text())
def test_every_name_is_a_normalised_identifier_or_empty(text: str) -> None:
    for name in (naming.attribute_name(text), naming.class_name(text)):
        assert not name or name.isidentifier()
        assert not keyword.iskeyword(name)
        assert name == unicodedata.normalize("NFKC", name)
    assert not naming.attribute_name(text).startswith("_")
