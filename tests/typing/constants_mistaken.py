"""A constant that is missing from a match, and one that is assigned."""

from typing import Literal, assert_never, assert_type

from parcels import SignalDict
from parcels.constants import Opcode


def incomplete(signal: SignalDict) -> str:
    match signal["op"]:
        case Opcode.DISPATCH:
            return "dispatch"
        case other:
            assert_type(other, Literal[1])
            assert_never(other)  # error: arg-type / reportArgumentType


Opcode.DISPATCH = 1  # error: misc / reportAttributeAccessIssue
