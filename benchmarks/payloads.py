"""Draws the payloads of the benchmarks from the model, the same ones in every run."""

from __future__ import annotations

import copy
import json
import random
import sys
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from typescribe.language.model import (
    AliasType,
    ArrayType,
    LiteralType,
    Model,
    ObjectType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)

COUNT = 50
OPTIONAL_SHARE = 0.6
"""The share of optional properties that a payload has."""
SEED = 20261124


def payloads(model: Model, name: str) -> list[Any]:
    """Return `COUNT` valid values of a named type without undeclared properties.

    They come from `json.loads`, so that no key is the same object as the string in the code.
    """
    drawer = _Drawer(model, random.Random(SEED))
    drawn = [drawer.value(Reference(name)) for _ in range(COUNT)]
    return [json.loads(json.dumps(payload)) for payload in drawn]


def with_shared_keys(value: Any) -> Any:
    """Return a copy whose keys are interned, and thus the same objects as strings in the code.

    Messages that Python code has built have such keys.
    """
    if isinstance(value, dict):
        return {sys.intern(key): with_shared_keys(item) for key, item in value.items()}
    return [with_shared_keys(item) for item in value] if isinstance(value, list) else value


def spoiled(payload: Any, rng: random.Random) -> Any:
    """Return a copy with three faults: strings replaced by a number and `null`, and one missing."""
    payload = copy.deepcopy(payload)
    del payload["data"][rng.choice(REQUIRED)]
    (holder, key), (other_holder, other_key) = rng.sample(list(_strings(payload)), 2)
    holder[key] = 5
    other_holder[other_key] = None
    return payload


REQUIRED = ("agentId", "destAgentId", "mediaResourceId", "orgId", "owner", "queueMgr", "trackingId")
"""Required properties of `AgentContactData`."""

_FLAG = (False, True)
_TEXT = (str, str, None)
_MOMENT = (1_764_000_000_000, None)
PARTICIPANT: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("hasJoined", "hasLeft", "isInPredial", "isConsulted", "isOffered"), _FLAG),
    **dict.fromkeys(("isWrapUp", "isWrappedUp", "autoAnswerEnabled"), _FLAG),
    **dict.fromkeys(
        ("callerId", "consultState", "currentState", "deviceCallId", "deviceId"), _TEXT
    ),
    **dict.fromkeys(("deviceType", "dn", "name", "skillId", "skillName"), _TEXT),
    **dict.fromkeys(("channelId", "queueId", "queueMgrId", "sessionId", "siteId"), (str,)),
    **dict.fromkeys(("teamId", "teamName"), (str,)),
    **dict.fromkeys(("consultTimestamp", "currentStateTimestamp", "joinTimestamp"), _MOMENT),
    **dict.fromkeys(("lastUpdated", "wrapUpTimestamp"), _MOMENT),
    "bnrDetails": (None,),
    "skills": ([],),
}
"""The values of a participant's properties, as `InteractionParticipant` in the SDK's source.

`id`, `pType` and `type` are added to these.
"""

_FREE = {"participants"}
"""Properties of type `any`, inside which no value is invalid."""

_SEVERAL = {"reasonCode", "consultDestinationAgentJoined"}
"""Properties with a union type, for which pydantic reports an error per member."""


def _strings(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    for key, item in value.items():
        if isinstance(item, str) and key not in _SEVERAL:
            yield value, key
        elif isinstance(item, dict) and key not in _FREE:
            yield from _strings(item)


class _Drawer:
    def __init__(self, model: Model, rng: random.Random) -> None:
        self.model = model
        self.rng = rng

    def value(self, type_: Type) -> Any:
        rng = self.rng
        match self.model.expand(type_):
            case Primitive(name="number"):
                return rng.choice([rng.randrange(10**12), round(rng.random() * 1000, 2)])
            case Primitive(name="boolean"):
                return rng.random() < 0.5
            case Primitive(name="null"):
                return None
            case Primitive(name="any" | "unknown"):
                return {id_: self.participant(id_) for id_ in (self.text(), self.text())}
            case Primitive():
                return self.text()
            case LiteralType(value=literal):
                return literal
            case ArrayType(item=item):
                return [self.value(item) for _ in range(rng.randrange(4))]
            case TupleType(items=items):
                return [self.value(item) for item in items]
            case RecordType(value=value):
                return {self.text(): self.value(value) for _ in range(rng.randrange(1, 4))}
            case UnionType(members=members):
                return self.value(rng.choice(members))
            case Reference(name=name):
                named = self.model.by_name[name]
                assert not isinstance(named, AliasType), "`expand` has followed it"
                return self.object(named)

    def object(self, object_: ObjectType) -> dict[str, Any]:
        """Return an object with its properties in random order, as JSON allows (RFC 8259)."""
        fields = list(object_.fields)
        self.rng.shuffle(fields)
        return {
            field.wire_name: self.value(field.type)
            for field in fields
            if not field.optional or self.rng.random() < OPTIONAL_SHARE
        }

    def participant(self, id_: str) -> dict[str, Any]:
        """Return a participant as the SDK's development branch declares it, instead of as `any`."""
        participant: dict[str, Any] = {"id": id_, "pType": "Agent", "type": "Agent"}
        for name, values in PARTICIPANT.items():
            required = name in ("hasJoined", "hasLeft", "isInPredial")
            if required or self.rng.random() < OPTIONAL_SHARE:
                value = self.rng.choice(values)
                participant[name] = self.text() if value is str else value
        return participant

    def text(self) -> str:
        """Return an identifier, a telephone number or a word, like most strings of the samples."""
        bits = self.rng.getrandbits(128)
        return self.rng.choice([str(UUID(int=bits)), f"+1555{bits % 10**7:07}", f"{bits:x}"[:6]])
