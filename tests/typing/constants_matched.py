"""Constants of literals: written into TypedDicts, and matched one by one."""

from typing import Literal, assert_type

from parcels import SignalDict
from parcels.constants import CARRIER, Opcode

signal: SignalDict = {"op": Opcode.HEARTBEAT}
literal: Literal["dhl"] = CARRIER.DHL


def complete(signal: SignalDict) -> str:
    match signal["op"]:
        case Opcode.DISPATCH:
            return "dispatch"
        case _:
            assert_type(signal["op"], Literal[1])
            return "heartbeat"
