"""CQL2 filters, as text or JSON, read into pygeofilter's syntax tree.

Text is first turned into JSON. JSON is checked before the library, which trusts it, sees it.
"""

import json
import sys
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pygeofilter import ast
from pygeofilter.parsers import cql2_json

from core.errors import AtlasError
from core.text import Text
from layers.days import moment_of
from layers.model.values import UNSTORABLE
from layers.reading.filters.cql2_text import FilterSyntaxError, json_of_text
from layers.reading.filters.limits import check_likes_of_text, check_limits_of_filter

Json = Any  # a JSON value as json.loads gives it

LONGEST_FILTER = 20_000
DEEPEST_NESTING = 40
LONGEST_NUMBER = 4300
"""Digits of a number that Python reads."""
LARGEST_NUMBER = sys.float_info.max
BOX_2D, BOX_3D = 4, 6
INTERVAL_ENDS = 2

ARGUMENTS = {
    **dict.fromkeys(("=", "<>", "<", "<=", ">", ">=", "like", "in"), 2),
    **dict.fromkeys(("not", "isNull", "casei"), 1),
    "between": 3,
    **{
        f"s_{name}": 2
        for name in (
            "intersects", "disjoint", "contains", "within",
            "touches", "crosses", "overlaps", "equals",
        )
    },
    **{
        f"t_{name}": 2
        for name in ("after", "before", "during", "equals", "intersects", "disjoint")
    },
    **{f"a_{name}": 2 for name in ("equals", "contains", "containedby", "overlaps")},
}  # fmt: skip
"""How many arguments each operation takes; AND and OR take two or more."""


class MalformedFilterError(AtlasError):
    """A part of a filter that CQL2 does not know."""

    phrase = Text(
        "Сүзгінің бұл бөлігі CQL2 емес: {value}",
        "Эта часть фильтра не CQL2: {value}",
        "This part of the filter is not CQL2: {value}",
    )


class FilterTooLargeError(AtlasError):
    """A filter that is longer or nested deeper than the atlas reads."""

    phrase = Text(
        "Сүзгі тым ұзын немесе кірістірулері тым терең: шегі {value}.",
        "Фильтр слишком длинный или слишком глубоко вложен: предел {value}.",
        "The filter is too long or nested too deep: the limit is {value}.",
    )


@dataclass(frozen=True)
class FilterBox(ast.Node):  # type: ignore[misc]  # untyped in pygeofilter
    """The numbers of a box as they were written, in the axis order of the filter's system."""

    numbers: tuple[float, ...]


def read_text(text: str) -> Any:  # noqa: ANN401 - pygeofilter's nodes are untyped
    """The syntax tree of CQL2 text. Raises FilterSyntaxError and the errors of this file."""
    if len(text) > LONGEST_FILTER:
        raise FilterTooLargeError(LONGEST_FILTER, field="filter")
    check_likes_of_text(text)
    return tree(json_of_text(text))


def read_json(text: str) -> Any:  # noqa: ANN401 - as above
    """The syntax tree of CQL2 JSON. Raises FilterSyntaxError and the other errors of this file."""
    if len(text) > LONGEST_FILTER:
        raise FilterTooLargeError(LONGEST_FILTER, field="filter")
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        rest = text[error.pos : error.pos + 30] or "…"
        raise FilterSyntaxError(rest, field="filter", position=error.pos + 1) from error
    except ValueError as error:
        raise FilterTooLargeError(LONGEST_NUMBER, field="filter") from error
    except RecursionError as error:
        raise FilterTooLargeError(DEEPEST_NESTING, field="filter") from error
    return tree(document)


def tree(document: Json) -> Any:  # noqa: ANN401 - as above
    """The syntax tree of a CQL2 JSON document, every part of which has been checked."""
    checked = _checked(document, 1)
    check_limits_of_filter(checked)
    return cql2_json.parse(checked)


def moment(text: Json) -> date | datetime:
    """A date or an aware time from RFC 3339 text. Raises MalformedFilterError."""
    try:
        return moment_of(text)
    except (TypeError, ValueError) as error:
        raise MalformedFilterError(text, field="filter") from error


def _checked(part: Json, depth: int) -> Json:
    """A part of a document in the shape that pygeofilter reads."""
    if depth > DEEPEST_NESTING:
        raise FilterTooLargeError(DEEPEST_NESTING, field="filter")
    if isinstance(part, str | int | float):
        return _storable(part)
    if isinstance(part, list):
        return [_checked(entry, depth + 1) for entry in part]
    if not isinstance(part, dict):
        raise MalformedFilterError(part, field="filter")
    if "op" in part:
        return _operation(part, depth)
    return _operand(part)


def _storable(part: str | float) -> Json:
    """The text or number where PostgreSQL knows such a one; else raises MalformedFilterError."""
    unstorable = UNSTORABLE.search(part) if isinstance(part, str) else abs(part) > LARGEST_NUMBER
    if unstorable:
        raise MalformedFilterError(part, field="filter")
    return part


def _operation(part: Json, depth: int) -> Json:
    operator, arguments = part["op"], part.get("args")
    if not isinstance(operator, str) or not isinstance(arguments, list):
        raise MalformedFilterError(operator, field="filter")
    checked = [_checked(argument, depth + 1) for argument in arguments]
    if operator in ("and", "or"):
        if len(checked) < 2:  # noqa: PLR2004 - AND and OR join two or more
            raise MalformedFilterError(operator, field="filter")
        return {"op": operator, "args": checked}
    if ARGUMENTS.get(operator) != len(checked):
        raise MalformedFilterError(operator, field="filter")
    if operator == "between":
        return {"op": operator, "args": [checked[0], checked[1:]]}
    if operator == "t_disjoint":
        return {"op": "not", "args": [{"op": "t_intersects", "args": checked}]}
    if operator == "in" and not isinstance(checked[1], list):
        raise MalformedFilterError(operator, field="filter")
    return {"op": operator, "args": checked}


def _operand(part: Json) -> Json:
    if isinstance(part.get("property"), str):
        return {"property": _storable(part["property"])}
    if "date" in part:
        return {"date": moment(part["date"]).isoformat()[:10]}
    if "timestamp" in part:
        found = moment(part["timestamp"])
        return {"timestamp": found.isoformat()}
    if isinstance(part.get("interval"), list) and len(part["interval"]) == INTERVAL_ENDS:
        ends = part["interval"]
        return {"interval": [end if end == ".." else moment(end).isoformat() for end in ends]}
    if "bbox" in part:
        return _box_of(part["bbox"])
    if isinstance(part.get("type"), str) and isinstance(part.get("coordinates"), list):
        return {"type": part["type"], "coordinates": part["coordinates"]}
    raise MalformedFilterError(part, field="filter")


def _box_of(box: Json) -> FilterBox:
    numbers = box if isinstance(box, list) else []
    if len(numbers) not in (BOX_2D, BOX_3D) or not all(type(n) in {int, float} for n in numbers):
        raise MalformedFilterError(box, field="filter")
    return FilterBox(tuple(map(float, map(_storable, numbers))))
