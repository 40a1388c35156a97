"""JSON of any length, value by value, with its numbers as they are written."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

BLOCK = 1 << 16
LONGEST_VALUE = 1 << 24
"""Letters; what is longer is no record of a list."""
SPACE = re.compile(r"[\s\x1e\ufeff]*")
"""Between values; sequences of GeoJSON have record separators there."""
EXACT_DIGITS = 15
"""So many digits every program keeps; a longer number stays a text."""


class NotJsonError(ValueError):
    """The text is no JSON, or breaks off."""


def _whole(written: str) -> int | str:
    return int(written) if len(written) <= EXACT_DIGITS else written


def _fraction(written: str) -> float | str:
    number = float(written)
    return number if repr(number) == written else written


DECODER = json.JSONDecoder(
    parse_int=_whole, parse_float=_fraction, parse_constant=str, strict=False
)  # fmt: skip


@dataclass
class JsonText:
    """Reads on from where it has come to. Every method raises NotJsonError."""

    file: IO[str]
    text: str = ""
    at: int = 0
    is_read: bool = False

    def next_letter(self) -> str:
        """The next letter that is no space, which is not passed; nothing at the end."""
        while True:
            space = SPACE.match(self.text, self.at)
            self.at = space.end() if space else self.at
            if self.at < len(self.text) or not self._more():
                return self.text[self.at : self.at + 1]

    def passes(self, letter: str) -> bool:
        """Whether the letter comes next; it is passed then."""
        if self.next_letter() != letter:
            return False
        self.at += 1
        return True

    def value(self) -> Any:  # noqa: ANN401 - whatever JSON can say
        """The next value, whole."""
        self.next_letter()
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
            except (json.JSONDecodeError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise NotJsonError(str(error)) from error
                continue
            width = end - self.at
            if end < len(self.text) or isinstance(value, dict | list) or not self._more():
                self.at += width
                return value

    def names(self) -> Iterator[str]:
        """The names in an object, from its brace on; each time the value has to be read."""
        self._pass("{")
        while not self.passes("}"):
            name = self.value()
            if not isinstance(name, str):
                raise NotJsonError(str(name))
            self._pass(":")
            yield name
            if not self.passes(",") and self.next_letter() != "}":
                raise NotJsonError(self.next_letter())

    def elements(self) -> Iterator[None]:
        """Once for each element of a list, from its bracket on; each time it has to be read."""
        self._pass("[")
        while not self.passes("]"):
            yield
            if not self.passes(",") and self.next_letter() != "]":
                raise NotJsonError(self.next_letter())

    def _pass(self, letter: str) -> None:
        if not self.passes(letter):
            raise NotJsonError(self.next_letter())

    def _more(self) -> bool:
        """Whether there was more to read."""
        if self.is_read or len(self.text) - self.at > LONGEST_VALUE:
            return False
        self.text, self.at = self.text[self.at :], 0
        block = self.file.read(max(BLOCK, len(self.text)))
        self.is_read = not block
        self.text += block
        return bool(block)
