"""Records that a file brings along: the fields of child series that its columns may fill."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from core.text import Text
from layers.definition import Child, Field, Layer, fields_of

SEPARATOR = "."
"""Between a series and its field: `inspections.condition`."""


def imported_series(layer: Layer) -> tuple[Child, ...]:
    """The series of which a row of a file may tell one record.

    Those with places of their own are not among them: they are drawn, not listed in columns.
    """
    return tuple(child for child in layer.children if child.place is None)


def child_fields(layer: Layer) -> tuple[Field, ...]:
    """The fields of the series, named `<series>.<field>`; none of them is needed by a row."""
    return tuple(
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


def own_fields(child: Child) -> tuple[Field, ...]:
    """The fields of a series that a file may tell; its ties to other objects are not among them."""
    tied = {name for link in child.links for name in link.columns}
    return tuple(
        field
        for field in fields_of(child.table)
        if not field.written_by_atlas and field.name not in tied
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
