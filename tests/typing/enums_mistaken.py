"""A member that is missing from a match, and a literal in place of a member."""

from typing import assert_never

from signals import Opcode, Signal

signal = Signal(op=0)  # error: arg-type / reportArgumentType


def incomplete(signal: Signal) -> str:
    match signal.op:
        case Opcode.DISPATCH:
            return "dispatch"
        case other:
            assert_never(other)  # error: arg-type / reportArgumentType
