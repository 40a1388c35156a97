"""XML as people's programs write it: in whatever encoding, with a stray letter, with two roots."""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from core.text import Text
from ingest.rows.table import UnreadableFileError
from ingest.rows.text_encoding import MIXED, encoding_of_stream

BLOCK = 1 << 16
MOST_WAITING = 1 << 24
"""Letters without an end of a tag; what is longer is no text of a person."""
DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
DECLARATION = re.compile(r"<\?xml[^>]*\?>")
ODD = re.compile(
    r"<!\[CDATA\[.*?\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bBcCeEfF]|1[\da-fA-F]));",
    re.DOTALL,
)
"""What may stand in a text that is no XML: a bare `&`, the number of an unseen character."""
Opened = Callable[[], IO[bytes]]
"""Opens the file anew."""
NAME = "name"
CDATA, CDATA_END = "<![CDATA[", "]]>"
UNSEEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), " ")
KEPT_BYTE, HIDDEN_BYTE = 0xDC00, 0xF700
"""A byte of another encoding is a surrogate in Python, which expat does not take."""
HIDDEN = {KEPT_BYTE + byte: HIDDEN_BYTE + byte for byte in range(0x80, 0x100)}
KEPT = {hidden: kept for kept, hidden in HIDDEN.items()}

BROKEN_XML = Text(
    "бұл бүтін XML емес: файл бүлінген немесе толық көшірілмеген",
    "это не целый XML: файл повреждён или скопирован не полностью",
    "it is no whole XML: it is damaged or was cut off",
)
WITH_DOCTYPE = Text(
    "DOCTYPE бар XML қауіпсіздік үшін оқылмайды",
    "XML с DOCTYPE не читается из соображений безопасности",
    "XML with a DOCTYPE is not read, for safety",
)


@dataclass(slots=True)
class Element:
    """An element without the prefixes of its names; `text` is its own, not that of its children."""

    name: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in the element itself."""
        return "".join(self.texts).strip()

    def child(self, name: str) -> "Element | None":
        """The first child of this name."""
        return next((each for each in self.children if each.name == name), None)

    def text_of(self, name: str) -> str:
        """The text of the first child of this name; nothing where there is none."""
        child = self.child(name)
        return child.text if child else ""


@dataclass(frozen=True, slots=True)
class LocatedElement:
    """An element that was looked for, and those that it stands in, from the root on.

    These have only their own names for children.
    """

    element: Element
    within: tuple[Element, ...]


def opener(path: Path) -> Opened:
    """What opens the file."""
    return lambda: path.open("rb")


def found_elements(
    opened: Opened, wanted: frozenset[str], file_name: str
) -> Iterator[LocatedElement]:
    """The wanted elements of the file in their order, those within another one aside.

    No entity but those of XML itself is ever resolved. Raises UnreadableFileError.
    """
    reading = _Reading(wanted, file_name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reading.doctype
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.say
    try:
        parser.Parse("<file>", False)  # noqa: FBT003 - expat takes no names
        for text in _texts(opened):
            parser.Parse(text, False)  # noqa: FBT003 - expat takes no names
            yield from reading.taken()
        parser.Parse("</file>", True)  # noqa: FBT003 - expat takes no names
    except (expat.ExpatError, ValueError) as error:
        raise UnreadableFileError(file_name, BROKEN_XML) from error


def xml_encoding(opened: Opened) -> str:
    """Unicode where the bytes are that, else what the file declares, else what is likely."""
    with opened() as file:
        declared = DECLARED.search(file.read(BLOCK))
    with opened() as file:
        found = encoding_of_stream(file)
    if found.startswith("utf") and found != MIXED:
        return found
    try:
        told = codecs.lookup(declared[1].decode()).name if declared else found
    except LookupError:
        return found
    return found if told.startswith("utf") else told


def _texts(opened: Opened) -> Iterator[str]:
    """The text in pieces that end with a tag, made such that expat takes it."""
    encoding = xml_encoding(opened)
    is_mixed = encoding == MIXED
    errors = "surrogateescape" if is_mixed else "replace"
    rest = ""
    with opened() as file:
        text = io.TextIOWrapper(file, "utf-8-sig" if is_mixed else encoding, errors, newline="")
        while block := text.read(BLOCK):
            rest += block
            end = rest.rfind(">") + 1
            begun = rest.rfind(CDATA, 0, end)
            if begun >= 0 and rest.find(CDATA_END, begun) < 0:
                end = begun
            if len(rest) - end > MOST_WAITING:
                raise ValueError(len(rest))
            yield _mended(rest[:end])
            rest = rest[end:]
        yield _mended(rest)


def _mended(text: str) -> str:
    text = DECLARATION.sub("", text.removeprefix("\ufeff"))
    return ODD.sub(_plain, text).translate(UNSEEN).translate(HIDDEN)


def _plain(odd: re.Match[str]) -> str:
    """CDATA as it stands, a bare `&` as XML writes it, an unseen character as a space."""
    if odd[0].startswith(CDATA):
        return odd[0]
    return "&amp;" if odd[0] == "&" else " "


@dataclass
class _Reading:
    """What has been read of a file so far."""

    wanted: frozenset[str]
    file_name: str
    path: list[Element] = field(default_factory=list)
    found: list[LocatedElement] = field(default_factory=list)
    within: int = 0
    """How many of the path stand outside of a wanted element; 0 where none is open."""

    def doctype(self, *_: object) -> None:
        raise UnreadableFileError(self.file_name, WITH_DOCTYPE)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(_local(name), {_local(key): each for key, each in attributes.items()})
        if not self.within and element.name in self.wanted:
            self.within = len(self.path)
        self.path.append(element)

    def say(self, text: str) -> None:
        self.path[-1].texts.append(text.translate(KEPT))

    def end(self, _: str) -> None:
        element = self.path.pop()
        if self.within and len(self.path) == self.within:
            self.found.append(LocatedElement(element, tuple(self.path)))
            self.within = 0
        elif self.path and (self.within or element.name == NAME):
            self.path[-1].children.append(element)
        if not self.within and self.path:
            self.path[-1].texts.clear()

    def taken(self) -> list[LocatedElement]:
        """The elements that have come to their end since the last call."""
        done, self.found = self.found, []
        return done


def _local(name: str) -> str:
    return name.rpartition(":")[2]
