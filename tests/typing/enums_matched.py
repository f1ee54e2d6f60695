"""Members of enums: read from attributes, written into messages, and matched one by one."""

from enum import IntEnum
from typing import Literal, assert_type

from signals import Opcode, Signal
from signals.constants import Channel

signal = Signal(op=Opcode.HEARTBEAT, channel=Channel.WEB)
other = Signal(op=Opcode.DISPATCH, channel="fax")
base: type[IntEnum] = Opcode
assert_type(signal.op, Opcode)
assert_type(signal.channel, Channel | str | None)


def complete(signal: Signal) -> str:
    match signal.op:
        case Opcode.DISPATCH:
            return "dispatch"
        case _:
            assert_type(signal.op, Literal[Opcode.HEARTBEAT])
            return "heartbeat"
