"""Which column of a file fills which field of a layer: by name, told or proposed, never guessed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from core.errors import InvalidValueError
from ingest.mapping_names import CLAIMS, PLACE_NAMES, Place, folded
from ingest.sources.boundary_file import UnknownColumnError
from layers.definition import Layer
from layers.row_checks import WRITTEN_BY_ATLAS

__all__ = ["ColumnMapping", "ColumnNames", "Place", "column_named", "folded"]

NEAR = 92
"""A spelling is near from this share of equal letters on, in percent."""
SET_BY_THE_LOAD = frozenset({"source", "source_key"})


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The file's column of each field or place; `near` are those that were only spelt nearly so.

    `unknown` columns are not read.
    """

    columns: Mapping[str, str]
    near: tuple[str, ...]
    unknown: tuple[str, ...]


class ColumnNames:
    """The names under which the columns of a layer are known in files."""

    def __init__(self, layer: Layer, *, with_place: bool = True) -> None:
        self._layer = layer
        self._targets: dict[str, str] = {}
        for target, names in self._names(with_place=with_place):
            for name in names:
                self._targets.setdefault(folded(name), target)

    def knows(self, column: str) -> bool:
        """Whether a column of this very name fills a field."""
        return folded(column) in self._targets

    def proposed(self, columns: Iterable[str], told: Mapping[str, str]) -> ColumnMapping:
        """The mapping of a file's columns; `told` gives columns by field and comes first.

        Raises UnknownColumnError, UnknownFieldError, InvalidValueError for what is told wrongly.
        """
        columns = tuple(columns)
        found = {
            self._checked(target): column_named(name, columns) for target, name in told.items()
        }
        self._add(found, columns, self._exact)
        exact = set(found)
        self._add(found, columns, self._near)
        near = tuple(target for target in found if target not in exact)
        used = set(found.values())
        return ColumnMapping(found, near, tuple(each for each in columns if each not in used))

    def _names(self, *, with_place: bool) -> Iterator[tuple[str, Iterable[str]]]:
        """Fields and their names; of fields with the same name the first is meant."""
        fields = [
            field
            for field in self._layer.fields
            if not field.written_by_atlas and field.name not in SET_BY_THE_LOAD
        ]
        yield from ((field.name, (field.name,)) for field in fields)
        names = self._layer.import_names
        yield from ((field.name, names.get(field.name, ())) for field in fields)
        yield from (
            (place, names) for place, names in PLACE_NAMES.items() if with_place or place in CLAIMS
        )
        yield from ((field.name, field.title.as_dict().values()) for field in fields)

    def _checked(self, target: str) -> str:
        """The field or place that a person names. Raises UnknownFieldError, InvalidValueError."""
        if target in set(Place):
            return target
        field = self._layer.field(target)
        if field.written_by_atlas or target in SET_BY_THE_LOAD:
            raise InvalidValueError(target, field="map", hint=WRITTEN_BY_ATLAS)
        return target

    def _add(
        self, found: dict[str, str], columns: Iterable[str], target_of: Callable[[str], str | None]
    ) -> None:
        """Add the fields that are still without a column; the first column of a name is taken."""
        for column in columns:
            target = target_of(column)
            if target is not None and target not in found and column not in found.values():
                found[target] = column

    def _exact(self, column: str) -> str | None:
        return self._targets.get(folded(column))

    def _near(self, column: str) -> str | None:
        """The only field with a name that is spelt nearly so."""
        alike = process.extract(
            folded(column), self._targets.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=None
        )
        targets = {self._targets[name] for name, _, _ in alike}
        return targets.pop() if len(targets) == 1 else None


def column_named(name: str, columns: tuple[str, ...]) -> str:
    """The column of a name, letter case and spaces aside. Raises UnknownColumnError."""
    for column in columns:
        if column == name:
            return column
    for column in columns:
        if folded(column) == folded(name):
            return column
    raise UnknownColumnError(name, field="map", columns=", ".join(columns))
