"""A decoder that takes nothing for granted: the rules of MVT 2.1 and of vtzero, each named.

vtzero's own validator has no package that can be built without internet, so its rules stand here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mapbox_vector_tile.Mapbox.vector_tile_pb2 import tile as TileMessage  # noqa: N812 - a class

POINT, LINE, POLYGON = 1, 2, 3
MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 7
Path = list[tuple[int, int]]


@dataclass(frozen=True)
class StrictFeature:
    """One feature: `paths` are points, lines or rings (without their closing point)."""

    id: int | None
    type: int
    properties: dict[str, Any]
    paths: list[Path]


class BrokenRuleError(ValueError):
    """A tile breaks a rule of the format."""


def strictly_decoded(content: bytes) -> dict[str, list[StrictFeature]]:
    """The features by layer. Raises BrokenRuleError."""
    message = TileMessage()
    message.ParseFromString(content)
    names = [layer.name for layer in message.layers]
    _rule(len(names) == len(set(names)), "layer names are unique")
    _rule(all(names), "layers have names")
    return {layer.name: _features(layer) for layer in message.layers}


def _rule(kept: bool, rule: str) -> None:  # noqa: FBT001 - reads as an assertion
    if not kept:
        raise BrokenRuleError(rule)


def _features(layer: Any) -> list[StrictFeature]:
    _rule(layer.version == 2, "version is 2")
    _rule(layer.extent == 4096, "extent is 4096")
    _rule(len(layer.features) > 0, "no layer is empty")
    _rule(len(set(layer.keys)) == len(layer.keys), "keys are written once")
    values = [_value(value) for value in layer.values]
    _rule(len({(type(each), each) for each in values}) == len(values), "values are written once")
    ids = [feature.id for feature in layer.features if feature.HasField("id")]
    _rule(len(set(ids)) == len(ids), "ids are unique in a layer")
    return [_feature(feature, list(layer.keys), values) for feature in layer.features]


def _value(value: Any) -> Any:
    fields = value.ListFields()
    _rule(len(fields) == 1, "a value has one type")
    return fields[0][1]


def _feature(feature: Any, keys: list[str], values: list[Any]) -> StrictFeature:
    tags = list(feature.tags)
    _rule(len(tags) % 2 == 0, "tags come in pairs")
    _rule(all(tag < len(keys) for tag in tags[::2]), "keys are in range")
    _rule(all(tag < len(values) for tag in tags[1::2]), "values are in range")
    _rule(len(set(tags[::2])) == len(tags) // 2, "a feature has a key once")
    _rule(feature.type in (POINT, LINE, POLYGON), "the type is known")
    paths = list(PATHS[feature.type](list(_commands(feature.geometry))))
    _rule(bool(paths), "no geometry is empty")
    properties = {
        keys[key]: values[value] for key, value in zip(tags[::2], tags[1::2], strict=True)
    }
    known = feature.id if feature.HasField("id") else None
    return StrictFeature(known, feature.type, properties, paths)


def _commands(numbers: Sequence[int]) -> Iterator[tuple[int, Path]]:
    """Each command with the places at which the cursor then stands."""
    x = y = at = 0
    while at < len(numbers):
        command, count = numbers[at] & 7, numbers[at] >> 3
        at += 1
        _rule(command in (MOVE_TO, LINE_TO, CLOSE_PATH), "the command is known")
        _rule(count > 0, "a command is carried out at least once")
        if command == CLOSE_PATH:
            _rule(count == 1, "a ring is closed once")
            yield command, []
            continue
        _rule(at + 2 * count <= len(numbers), "every command has its parameters")
        places = []
        for step in range(at, at + 2 * count, 2):
            dx, dy = _unzigzag(numbers[step]), _unzigzag(numbers[step + 1])
            _rule(command == MOVE_TO or (dx, dy) != (0, 0), "no line has the length 0")
            x, y = x + dx, y + dy
            places.append((x, y))
        at += 2 * count
        yield command, places


def _unzigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def _points(commands: list[tuple[int, Path]]) -> Iterator[Path]:
    _rule(len(commands) == 1 and commands[0][0] == MOVE_TO, "points are one MoveTo")
    for place in commands[0][1]:
        yield [place]


def _lines(commands: list[tuple[int, Path]]) -> Iterator[Path]:
    _rule(len(commands) % 2 == 0, "lines are pairs of MoveTo and LineTo")
    for (first, start), (second, along) in zip(commands[::2], commands[1::2], strict=True):
        _rule((first, second) == (MOVE_TO, LINE_TO), "lines are pairs of MoveTo and LineTo")
        _rule(len(start) == 1, "a line starts once")
        yield [*start, *along]


def _rings(commands: list[tuple[int, Path]]) -> Iterator[Path]:
    _rule(len(commands) % 3 == 0, "rings are MoveTo, LineTo and ClosePath")
    rings = list(zip(commands[::3], commands[1::3], commands[2::3], strict=True))
    for number, ((first, start), (second, along), (third, _)) in enumerate(rings):
        kinds = (first, second, third)
        _rule(kinds == (MOVE_TO, LINE_TO, CLOSE_PATH), "rings are MoveTo, LineTo and ClosePath")
        _rule(len(start) == 1, "a ring starts once")
        _rule(len(along) >= 2, "a ring has three corners")
        ring = [*start, *along]
        _rule(ring[0] != ring[-1], "ClosePath closes a ring, not a line of the length 0")
        _rule(area_of(ring) != 0, "no ring has the area 0")
        _rule(number > 0 or area_of(ring) > 0, "the outer ring comes first")
        yield ring


PATHS = {POINT: _points, LINE: _lines, POLYGON: _rings}


def area_of(ring: Path) -> float:
    """The area by the surveyor's formula: positive for outer rings, negative for holes."""
    around = pairwise([*ring, ring[0]])
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in around) / 2
