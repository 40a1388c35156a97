"""CQL2 filters as SQL conditions on what the caller may read: nothing else can be named."""

from collections.abc import Callable
from typing import Any

import shapely
from pygeofilter import ast, values
from sqlalchemy import Boolean, and_, false, func, not_, or_, true
from sqlalchemy.sql.elements import ColumnElement, SQLCoreOperations

from core.errors import InvalidValueError
from core.text import Text
from layers.access import Readable
from layers.model.field import Field
from layers.reading.conditions import LISTED_TYPES, text_array
from layers.reading.filters.boxes import box_in_degrees
from layers.reading.filters.comparisons import Comparisons
from layers.reading.filters.cql2 import FilterBox, MalformedFilterError, read_json, read_text
from layers.reading.filters.times import time_condition
from layers.reading.geometry import ALL_SHAPES, checked_geometry
from layers.reading.queries import shape_of
from layers.reading.reference_systems import DEFAULT, ServedSystem

Node = Any  # pygeofilter's nodes are untyped
Condition = ColumnElement[bool]

GEOMETRY = "geom"
"""The queryable that stands for the place which the caller may know."""

SPATIAL: dict[type, str] = {
    ast.GeometryIntersects: "ST_Intersects",
    ast.GeometryDisjoint: "ST_Disjoint",
    ast.GeometryContains: "ST_Contains",
    ast.GeometryWithin: "ST_Within",
    ast.GeometryTouches: "ST_Touches",
    ast.GeometryCrosses: "ST_Crosses",
    ast.GeometryOverlaps: "ST_Overlaps",
    ast.GeometryEquals: "ST_Equals",
}
ARRAY_OPERATORS: dict[type, str] = {
    ast.ArrayContains: "@>",
    ast.ArrayContainedBy: "<@",
    ast.ArrayOverlaps: "&&",
    ast.ArrayEquals: "=",
}

LANGUAGES: dict[str, Callable[[str], Node]] = {"cql2-text": read_text, "cql2-json": read_json}
LANGUAGE_HINT = Text(
    "Мүмкін мәндер: cql2-text, cql2-json.",
    "Возможные значения: cql2-text, cql2-json.",
    "Possible values: cql2-text, cql2-json.",
)
LIST_HINT = Text(
    "Тізімді өрісті A_CONTAINS немесе A_OVERLAPS арқылы мәтіндер тізімімен салыстырыңыз.",
    "Поле-список сравнивайте со списком строк через A_CONTAINS или A_OVERLAPS.",
    "Compare a list field with a list of texts by A_CONTAINS or A_OVERLAPS.",
)


def condition(
    access: Readable,
    text: str,
    language: str | None = None,
    crs: ServedSystem = DEFAULT,
) -> Condition:
    """The condition of a filter; `crs` is that of its geometries.

    Without a language, text that begins with a brace is JSON. Raises an AtlasError that names
    what is wrong: the syntax, an unknown property, a value that does not fit its field.
    """
    language = language or ("cql2-json" if text.lstrip().startswith("{") else "cql2-text")
    if language not in LANGUAGES:
        raise InvalidValueError(language, field="filter-lang", hint=LANGUAGE_HINT)
    return FilterCompiler(access, crs).condition(LANGUAGES[language](text))


class FilterCompiler:
    """Turns a syntax tree into SQL for one caller's view of one layer."""

    def __init__(self, access: Readable, crs: ServedSystem) -> None:
        self.access = access
        self.crs = crs
        self.comparisons = Comparisons(access)

    def condition(self, node: Node) -> Condition:  # noqa: PLR0911 - one return a kind of node
        """The condition of one node. Raises MalformedFilterError for anything else."""
        match node:
            case ast.And():
                return and_(*(self.condition(part) for part in _parts(node, ast.And)))
            case ast.Or():
                return or_(*(self.condition(part) for part in _parts(node, ast.Or)))
            case bool():
                return true() if node else false()
            case ast.Not():
                return not_(self.condition(node.sub_node))
            case ast.SpatialComparisonPredicate():
                return self._spatial(node)
            case ast.TemporalPredicate():
                return time_condition(self.access, node)
            case ast.ArrayPredicate():
                return self._array(node)
            case ast.IsNull(lhs=ast.Attribute(name=name)) if name == GEOMETRY:
                return self.access.place.is_(None)
            case ast.Comparison() | ast.Between() | ast.Like() | ast.In() | ast.IsNull():
                return self.comparisons.condition(node)
        raise MalformedFilterError(_named(node), field="filter")

    def _spatial(self, node: Node) -> Condition:
        places = (self._place(node.lhs), self._place(node.rhs))
        function = getattr(func, SPATIAL[type(node)])
        found: Condition = function(*places, type_=Boolean)
        return found

    def _place(self, operand: Node) -> SQLCoreOperations[Any]:
        if isinstance(operand, ast.Attribute) and operand.name == GEOMETRY:
            return self.access.place
        if isinstance(operand, values.Geometry):
            geometry = checked_geometry(operand.geometry, ALL_SHAPES, field="filter", crs=self.crs)
            return func.ST_GeomFromText(shapely.to_wkt(geometry, rounding_precision=-1), 4326)
        if isinstance(operand, FilterBox):
            written = ",".join(f"{number:.12g}" for number in operand.numbers)
            box = box_in_degrees(operand.numbers, self.crs, field="filter", written=written)
            return shape_of(box)
        raise MalformedFilterError(_named(operand), field="filter")

    def _array(self, node: Node) -> Condition:
        field = self.comparisons.field(node.lhs)
        entries = node.rhs
        if field.type not in LISTED_TYPES or not isinstance(entries, list):
            raise InvalidValueError(_named(entries), field=field.name, hint=LIST_HINT)
        if not all(isinstance(entry, str) for entry in entries):
            raise InvalidValueError(entries, field=field.name, hint=LIST_HINT)
        wanted = text_array(self._codes(field, entries))
        column = self.access.column(field.name)
        return column.op(ARRAY_OPERATORS[type(node)], return_type=Boolean())(wanted)

    def _codes(self, field: Field, entries: list[str]) -> list[str]:
        return [str(self.comparisons.element(field, entry)) for entry in entries]


def _parts(node: Node, kind: type) -> list[Node]:
    """The operands of a chain of ANDs or ORs, from left to right, however long it is."""
    operands: list[Node] = []
    rest = node
    while type(rest) is kind:
        operands.append(node.rhs)
        rest = node = node.lhs
    return [node, *reversed(operands)]


def _named(node: Node) -> str:
    return str(node if isinstance(node, str | int | float | list) else type(node).__name__)
