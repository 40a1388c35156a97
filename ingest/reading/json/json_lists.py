"""The lists of objects in a JSON file, and which of them is the table."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from ingest.reading.json.json_text import DECODER, JsonText, NotJsonError

FAVOURED = (
    "features", "records", "results", "value", "requests", "service_requests", "data",
    "submissions", "items", "rows",
)  # fmt: skip
"""Names of lists in the answers of services, the likeliest table first."""
ABOUT = frozenset(
    {"fields", "columns", "links", "_links", "errors", "warnings", "schema", "metadata", "facets"}
)
"""Names of lists that tell of the table and are none."""
WHOLE = frozenset({"properties", "geometry", "attributes", "crs", "spatialReference"})
"""Objects that are never looked into for a list."""
DEEPEST = 3
MOST_PLAIN = 1_000
"""So many plain values before the first object, and they are no table's."""
LONGEST_LINE = 1 << 24
ROOT = ""
"""The name of the list that is the file itself."""


@dataclass(frozen=True, slots=True)
class ListElement:
    """An element of a list: under which names the list stands, joined by slashes, and itself.

    `wrong` is what stands for an element that is no JSON.
    """

    under: str
    value: Any
    wrong: str = ""


@dataclass
class Surroundings:
    """What a file says outside of its lists, by name; filled while it is read."""

    facts: dict[str, Any] = field(default_factory=dict)


def entries(file: IO[str], around: Surroundings) -> Iterator[ListElement]:
    """The elements of all lists of objects in the file. Raises NotJsonError.

    An object that holds no list is an element of the list that is the file itself, as is each line
    where each is an object.
    """
    if _is_of_lines(file):
        yield from _of_lines(file)
        return
    text = JsonText(file)
    while letter := text.next_letter():
        if letter == "{":
            yield from _of_root(text, around)
        elif letter == "[":
            yield from _of_list(text, ROOT)
        else:
            raise NotJsonError(letter)
        text.passes(",")


def table_list(counts: Counter[str], wanted: str | None = None) -> tuple[str, ...]:
    """The list that is the table; several where a person has to choose; none where none is."""
    lists = [under for under in counts if under.rpartition("/")[2] not in ABOUT]
    if wanted is not None and len(lists) > 1:
        return (wanted,) if wanted in lists else tuple(lists)
    for name in FAVOURED:
        favoured = [under for under in lists if under.rpartition("/")[2] == name]
        if len(favoured) == 1:
            return tuple(favoured)
    return tuple(lists)


def is_sure(under: str) -> bool:
    """Whether the list is the table whatever else the file holds."""
    return under in {ROOT, FAVOURED[0]}


def _of_root(text: JsonText, around: Surroundings) -> Iterator[ListElement]:
    facts: dict[str, Any] = {}
    has_list = False
    for entry in _of_object(text, "", facts):
        has_list = True
        yield entry
    around.facts |= facts
    if not has_list and facts.get("type") not in {None, "FeatureCollection"}:
        yield ListElement(ROOT, facts)


def _of_object(
    text: JsonText, under: str, facts: dict[str, Any], depth: int = 1
) -> Iterator[ListElement]:
    for name in text.names():
        path = f"{under}{name}"
        letter = text.next_letter()
        if letter == "[" and name not in WHOLE:
            yield from _of_list(text, path)
        elif letter == "{" and depth < DEEPEST and name not in WHOLE:
            yield from _of_object(text, f"{path}/", {}, depth + 1)
        else:
            facts[path] = text.value()


def _of_list(text: JsonText, under: str) -> Iterator[ListElement]:
    """The elements, unless the list is one of plain values."""
    is_table = is_sure(under)
    before: list[Any] = []
    for _ in text.elements():
        is_table = is_table or text.next_letter() == "{"
        before.append(text.value())
        if is_table:
            yield from (ListElement(under, value) for value in before)
            before.clear()
        elif len(before) > MOST_PLAIN:
            before.clear()


def _is_of_lines(file: IO[str]) -> bool:
    """Whether each line is an object of its own."""
    first, second = file.readline(LONGEST_LINE), file.readline(LONGEST_LINE)
    file.seek(0)
    try:
        value = json.loads(_bare(first))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and _bare(second).startswith("{")


def _of_lines(file: IO[str]) -> Iterator[ListElement]:
    for line in file:
        bare = _bare(line)
        if not bare:
            continue
        try:
            value = DECODER.decode(bare)
        except (ValueError, RecursionError):
            yield ListElement(ROOT, None, bare)
            continue
        features = value.get("features") if isinstance(value, dict) else None
        for each in features if isinstance(features, list) else [value]:
            yield ListElement(ROOT, each)


def _bare(line: str) -> str:
    return line.strip("\x1e\ufeff \t\r\n")
