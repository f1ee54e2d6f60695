"""Reads one JSON array of messages item by item; only one item is in memory at a time."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from typescribe.archives.decoding import Malformed, Message, mistake

if TYPE_CHECKING:
    from typescribe.archives.layouts import ByteStream

CHUNK = 1_000_000
MARGIN = 32
"""A mistake this close to the end of the text read so far may be a token that goes on."""
_SPACE = " \t\r\n"


def array_items(stream: ByteStream, longest: int) -> Iterator[Message | Malformed]:
    """Yield the items of the only array in a stream, numbered from 1.

    A mistake is the last result, since the item after it cannot be found. An item of more than
    `longest` characters counts as a mistake.
    """
    text = _Text(stream)
    number = 0
    try:
        first = text.next_sign()
        if first != "[":
            reason = "expected an array of messages" if first else "no array of messages"
            yield Malformed(None, f"{reason}; choose another --layout")
            return
        text.skip()
        if text.next_sign() == "]":
            text.skip()
        else:
            while True:
                number += 1
                text.next_sign()
                yield text.item(number, longest)
                sign = text.next_sign()
                text.skip()
                if sign == "]":
                    break
                if sign != ",":
                    reason = "not JSON: expecting a comma or a closing bracket"
                    yield Malformed(None, f"{reason} after it", number)
                    return
        if text.next_sign():
            yield Malformed(None, "not JSON: more text after the array")
    except UnicodeDecodeError:
        yield Malformed(None, "not UTF-8", max(number, 1))
    except _Broken as broken:
        yield Malformed(None, broken.reason, max(number, 1))


class _Broken(Exception):  # noqa: N818 - ends the array, does not leave this module
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Text:
    """Reads the text of a stream in pieces, and keeps the part that is not yet consumed."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._ended = False

    def _more(self, size: int) -> bool:
        """Read the next piece of the stream; return False if the stream has ended already."""
        if self._ended:
            return False
        data = self._stream.read(size)
        self._ended = not data
        self._text = self._text[self._at :] + self._decoder.decode(data, final=not data)
        self._at = 0
        return True

    def next_sign(self) -> str:
        """Return the next character other than whitespace without consuming it; "" at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more(CHUNK):
                return ""

    def skip(self) -> None:
        """Consume one character."""
        self._at += 1

    def item(self, number: int, longest: int) -> Message:
        """Consume and return the next value; raises `_Broken` if it is malformed or too long."""
        decoder = json.JSONDecoder()
        size = CHUNK
        while True:
            try:
                value, end = decoder.raw_decode(self._text, self._at)
                # A number at the end of the text read so far may go on.
                if end < len(self._text) or self._ended:
                    data = self._text[self._at : end].encode("utf-8", "surrogatepass")
                    self._at = end
                    return Message(None, value, number, data)
            except json.JSONDecodeError as error:
                # For an unclosed string, `pos` is its beginning; otherwise, the mistake.
                may_go_on = error.pos + MARGIN > len(self._text) or "string" in error.msg
                if self._ended or not may_go_on:
                    raise _Broken(f"not JSON: {mistake(error)}") from None
            except RecursionError:
                raise _Broken("nested too deep") from None
            except ValueError:
                digits = f"{sys.get_int_max_str_digits():,}"
                raise _Broken(f"an integer of more than {digits} digits") from None
            if len(self._text) - self._at > longest:
                raise _Broken(f"a message of more than {longest:,} bytes, or one that is not JSON")
            self._more(size)
            size = max(CHUNK, len(self._text))  # doubled, as the value is parsed anew each time
