"""Records that a file brings along: in columns of its own, or as points beside its lines."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from core.text import Text
from layers.model.feature import TiedRow
from layers.model.field import Field, FieldType, fields_of
from layers.model.layer import Child, GeometryKind, Layer

SEPARATOR = "."
"""Between a series and its field: `inspections.condition`."""
POSITION = "position"
"""The field that orders the records of a series, from 1."""


def imported_series(layer: Layer) -> tuple[Child, ...]:
    """The series of which a row of a file may tell one record in columns.

    Those with places of their own are not among them: they are drawn, not listed in columns.
    """
    return tuple(child for child in layer.children if child.place is None)


def drawn_series(layer: Layer) -> Child | None:
    """The series to which points beside a line belong, such as the stops of a route."""
    if layer.geometry is not GeometryKind.LINE:
        return None
    return next((child for child in layer.children if child.place is not None), None)


def written_series(layer: Layer) -> tuple[Child, ...]:
    """All series of which a file may bring records."""
    drawn = drawn_series(layer)
    return (*imported_series(layer), *([drawn] if drawn else ()))


def drawn_field(child: Child) -> Field:
    """The field of a row that holds its records of a drawn series as one JSON object."""
    return Field(child.id, child.title, FieldType.OBJECT)


def drawn_column(child: Child) -> str:
    """The only name under which a column is taken for the records of a drawn series."""
    return f"{child.id} (JSON)"


def child_fields(layer: Layer) -> tuple[Field, ...]:
    """The fields of the series, named `<series>.<field>`; none of them is needed by a row.

    A drawn series has one field of its own name.
    """
    drawn = drawn_series(layer)
    told = (
        replace(
            field,
            name=full_name(child, field.name),
            title=_titled(child, field),
            required=False,
            now_by_default=False,
        )
        for child in imported_series(layer)
        for field in own_fields(child)
    )
    return (*told, *([drawn_field(drawn)] if drawn else ()))


def own_fields(child: Child) -> tuple[Field, ...]:
    """The fields of a series that a file may tell.

    Its ties to other objects are not among them, nor what they mean for who may see the place, nor
    media, which no file of rows brings along.
    """
    tied = {name for link in child.links for name in link.columns} | set(TiedRow.__annotations__)
    return tuple(
        field
        for field in fields_of(child.table)
        if not (field.written_by_atlas or field.is_media or field.name in tied)
    )


def needed_fields(child: Child) -> tuple[Field, ...]:
    """The fields without which a file tells no record of the series."""
    return tuple(
        field
        for field in own_fields(child)
        if field.required and field.name not in child.import_defaults
    )


def full_name(child: Child, name: str) -> str:
    """The field's name among the columns of a file."""
    return f"{child.id}{SEPARATOR}{name}"


def child_names(layer: Layer) -> Iterator[tuple[str, Collection[str]]]:
    """The names of the columns that tell records, by field.

    Columns of a feature that repeat its newest record bear names of that record's fields.
    """
    for child in imported_series(layer):
        for field in own_fields(child):
            yield (
                full_name(child, field.name),
                (
                    full_name(child, field.name),
                    *child.import_names.get(field.name, ()),
                    *_names_of_copies(layer, child, field),
                ),
            )


def _names_of_copies(layer: Layer, child: Child, field: Field) -> Iterator[str]:
    for latest in layer.latest:
        for copy, name in latest.copies.items():
            if (latest.child, name) == (child.id, field.name):
                yield copy
                yield from layer.field(copy).title.as_dict().values()


def _titled(child: Child, field: Field) -> Text:
    of, own = child.title, field.title
    return Text(f"{of.kk}: {own.kk}", f"{of.ru}: {own.ru}", f"{of.en}: {own.en}")


def field_to_fill(layer: Layer, name: str) -> Field:
    """A field of the layer or of a record, by its name. Raises UnknownFieldError."""
    of_records = (field for field in child_fields(layer) if field.name == name)
    return next(of_records, None) or layer.field(name)
