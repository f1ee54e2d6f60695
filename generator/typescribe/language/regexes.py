"""The regular expressions of `pattern`: those of ECMA-262 that Python can express as well.

JSON Schema says that a pattern is one of ECMA-262, in Unicode mode, and may match anywhere in a
text (2020-12, section 6.4). Supported are characters, sets, groups, `|`, all quantifiers,
`(?=...)`, `(?!...)`, `^`, `$`, `\\b`, `\\B`, and the escapes for characters and for `\\d`, `\\s`,
`\\w` and their opposites. References to groups, conditions about the text before, and classes of
Unicode properties are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from typescribe.language.regex_parts import (
    DIGITS,
    EVERYTHING,
    LINE_ENDS,
    SPACE,
    WORD,
    Ahead,
    Characters,
    Choice,
    Edge,
    Part,
    Ranges,
    Repeat,
    Sequence,
    is_one,
    joined,
    others,
)

LONGEST: Final = 10_000
_DEEPEST: Final = 50
_MOST: Final = 10_000
"""The largest number in braces."""
_CONTROLS: Final = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}
_CLASSES: Final = {
    "d": DIGITS,
    "D": others(DIGITS),
    "s": SPACE,
    "S": others(SPACE),
    "w": WORD,
    "W": others(WORD),
}


class RegexError(ValueError):
    """A pattern is no regular expression, or none that Python can express; says why."""


@lru_cache(maxsize=512)
def read_regex(text: str) -> Part:
    """Return the parts of a pattern.

    Raises:
        RegexError: it cannot be read.
    """
    if len(text) > LONGEST:
        raise RegexError(f"it has more than {LONGEST:,} characters")
    reader = _Reader(text)
    part = reader.choice(0)
    if reader.place < len(text):
        raise RegexError(f"there is no ( for the ) at character {reader.place + 1}")
    return part


@dataclass(slots=True)
class _Reader:
    text: str
    place: int = 0

    def choice(self, depth: int) -> Part:
        if depth > _DEEPEST:
            raise RegexError(f"its groups are nested deeper than {_DEEPEST} levels")
        branches = [self._sequence(depth)]
        while self._take("|"):
            branches.append(self._sequence(depth))
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _sequence(self, depth: int) -> Part:
        parts: list[Part] = []
        while self.place < len(self.text) and self.text[self.place] not in "|)":
            start = self.place
            part = self._atom(depth)
            repeated = self._repeated(part)
            if repeated is not part and isinstance(part, Ahead | Edge):
                raise RegexError(f"a condition is repeated at character {start + 1}")
            parts.append(repeated)
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _take(self, sign: str) -> bool:
        if self.text.startswith(sign, self.place):
            self.place += len(sign)
            return True
        return False

    def _next(self, wanted: str) -> str:
        if self.place >= len(self.text):
            raise RegexError(f"it ends where {wanted} is expected")
        self.place += 1
        return self.text[self.place - 1]

    def _atom(self, depth: int) -> Part:
        start = self.place + 1
        match self._next("a character"):
            case "(":
                return self._group(depth, start)
            case "[":
                return Characters(self._set(start))
            case ".":
                return Characters(others(LINE_ENDS))
            case "^":
                return Edge("start")
            case "$":
                return Edge("end")
            case "\\":
                if self._take("b"):
                    return Edge("b")
                if self._take("B"):
                    return Edge("B")
                return Characters(self._escape(in_set=False))
            case "*" | "+" | "?" | "{" as sign:
                raise RegexError(
                    f"there is nothing to repeat before the {sign} at character {start}"
                )
            case "]" | "}" as sign:
                raise RegexError(f"the {sign} at character {start} needs a \\ before it")
            case character:
                return Characters(((ord(character), ord(character)),))

    def _group(self, depth: int, start: int) -> Part:
        condition = None
        if self._take("?=") or self._take("?!"):
            condition = self.text[self.place - 1]
        elif self._take("?<=") or self._take("?<!"):
            raise RegexError("conditions about the text before, as in (?<=...), are not supported")
        elif self._take("?<"):
            if not self.text[self.place :].partition(">")[0].isidentifier():
                raise RegexError(f"the group at character {start} has no valid name")
            self.place = self.text.index(">", self.place) + 1
        elif not self._take("?:") and self._take("?"):
            raise RegexError(f"the group at character {start} is of an unknown kind")
        part = self.choice(depth + 1)
        if not self._take(")"):
            raise RegexError(f"there is no ) for the ( at character {start}")
        if condition is None:
            return part if not isinstance(part, Ahead | Edge) else Sequence((part,))
        return Ahead(part, condition == "!")

    def _repeated(self, part: Part) -> Part:
        if self._take("*"):
            least, most = 0, None
        elif self._take("+"):
            least, most = 1, None
        elif self._take("?"):
            least, most = 0, 1
        elif self._take("{"):
            least, most = self._counts()
        else:
            return part
        self._take("?")  # a lazy repeat matches the same texts
        return Repeat(part, least, most)

    def _counts(self) -> tuple[int, int | None]:
        start = self.place
        inside, brace, _ = self.text[start:].partition("}")
        first, comma, last = inside.partition(",")
        numbers = [number for number in (first, last) if number]
        if not (brace and first and all(n.isascii() and n.isdigit() for n in numbers)):
            raise RegexError(f"the {{ at character {start} needs a \\ before it")
        self.place += len(inside) + 1
        if any(len(number) > 5 or int(number) > _MOST for number in numbers):
            raise RegexError(f"it repeats more than {_MOST:,} times")
        least = int(first)
        most = int(last) if last else None if comma else least
        if most is not None and most < least:
            raise RegexError(f"the numbers in {{{inside}}} are out of order")
        return least, most

    def _set(self, start: int) -> Ranges:
        negated = self._take("^")
        ranges: list[tuple[int, int]] = []
        while not self._take("]"):
            if self.place >= len(self.text):
                raise RegexError(f"there is no ] for the [ at character {start}")
            first = self._member()
            if self.text.startswith("-", self.place) and self.text[
                self.place + 1 : self.place + 2
            ] not in (
                "]",
                "",
            ):
                self.place += 1
                last = self._member()
                if not (is_one(first) and is_one(last)):
                    raise RegexError(
                        f"a range in the set at character {start} has no first or last"
                    )
                if last[0][0] < first[0][0]:
                    raise RegexError(f"a range in the set at character {start} is out of order")
                ranges.append((first[0][0], last[0][0]))
            else:
                ranges += first
        found = joined(ranges)
        return others(found) if negated else found

    def _member(self) -> Ranges:
        character = self._next("a character of a set")
        if character == "\\":
            return self._escape(in_set=True)
        return ((ord(character), ord(character)),)

    def _escape(self, *, in_set: bool) -> Ranges:
        letter = self._next("an escaped character")
        if letter in _CLASSES:
            return _CLASSES[letter]
        code = _CONTROLS.get(letter)
        if letter == "b" and in_set:
            code = 8
        elif letter == "0" and self.text[self.place : self.place + 1].isdigit():
            raise RegexError("\\0 is followed by a digit")
        elif letter == "c":
            control = self._next("a letter")
            if not (control.isascii() and control.isalpha()):
                raise RegexError(f"\\c{control} is no control character")
            code = ord(control) % 32
        elif letter == "x":
            code = self._hexadecimal(2)
        elif letter == "u":
            code = self._unicode()
        elif code is None and letter.isascii() and letter.isalnum():
            raise RegexError(f"\\{letter} is not supported")
        code = ord(letter) if code is None else code
        return ((code, code),)

    def _hexadecimal(self, length: int) -> int:
        digits = self.text[self.place : self.place + length]
        self.place += length
        try:
            if len(digits) < length or not digits.isalnum():
                raise ValueError
            return int(digits, 16)
        except ValueError:
            raise RegexError(f"expected {length} hexadecimal digits; found {digits!r}") from None

    def _unicode(self) -> int:
        if self._take("{"):
            digits, brace, _ = self.text[self.place :].partition("}")
            if not brace or not 0 < len(digits) <= 6:
                raise RegexError("expected a code point in \\u{...}")
            code = self._hexadecimal(len(digits))
            self.place += 1
            if code > EVERYTHING[0][1]:
                raise RegexError(f"there is no character {digits}")
            return code
        code = self._hexadecimal(4)
        if 0xD800 <= code < 0xDC00 and self._take("\\u"):
            low = self._hexadecimal(4)
            if not 0xDC00 <= low < 0xE000:
                raise RegexError("half of a surrogate pair is no character")
            return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        if 0xD800 <= code < 0xE000:
            raise RegexError("half of a surrogate pair is no character")
        return code
