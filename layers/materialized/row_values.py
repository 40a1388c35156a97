"""SQL of what a row is to the kept copies and counts; names and codes are the catalogue's only."""

from collections.abc import Mapping

from layers.model.field import Field, FieldType
from layers.model.layer import GeometryKind, Layer

ROW = "feature"
"""The alias under which the expressions know the row."""


def place(layer: Layer) -> str:
    """The place that everyone may know."""
    return f"{ROW}.{'public_geom' if layer.is_sensitive else 'geom'}"


def box(layer: Layer) -> str:
    """That place itself where the layer holds points, else its envelope."""
    known = place(layer)
    return known if layer.geometry is GeometryKind.POINT else f"ST_Envelope({known})"


def hidden() -> str:
    """Whether strangers may not read the row."""
    return f"{ROW}.visibility <> 'public'"


def text_of(field: Field | None) -> str:
    """The code of a coded field, NULL for no field."""
    return f"{ROW}.{field.name}" if field else "CAST(NULL AS text)"


def day_of(field: Field | None) -> str:
    """The day of a date or time in Kazakhstan, NULL for no field."""
    if field is None:
        return "CAST(NULL AS date)"
    if field.type is FieldType.DATETIME:
        return f"CAST({ROW}.{field.name} AT TIME ZONE INTERVAL '5 hours' AS date)"
    return f"{ROW}.{field.name}"


def number_of(code: str, numbers: Mapping[str, int]) -> str:
    """The number of a code by its place in the vocabulary; 0 for none and for an unknown one."""
    if not numbers:
        return "CAST(0 AS smallint)"
    codes = ", ".join(quoted(each) for each in numbers)
    return f"CAST(COALESCE(array_position(CAST(ARRAY[{codes}] AS text[]), {code}), 0) AS smallint)"


def further_of(fields: tuple[Field, ...]) -> str:
    """The array of `field:code` for each value of the fields, NULL for no fields."""
    if not fields:
        return "CAST(NULL AS text[])"
    marks = {field: quoted(f"{field.name}:") for field in fields}
    single = ", ".join(
        f"{mark} || {ROW}.{field.name}"
        for field, mark in marks.items()
        if field.type is not FieldType.CODES
    )
    several = [
        f"atlas_marked({mark}, {ROW}.{field.name})"
        for field, mark in marks.items()
        if field.type is FieldType.CODES
    ]
    return " || ".join([f"array_remove(CAST(ARRAY[{single}] AS text[]), NULL)", *several])


def centre_of(shape: str) -> tuple[str, str]:
    """Longitude and latitude of the middle of a shape's box: of a point its own, to the last bit.

    NULL for an empty shape; no shape raises an error.
    """
    return tuple(  # type: ignore[return-value]  # two of them
        f"(ST_{axis}Min({shape}) + ST_{axis}Max({shape})) / 2" for axis in "XY"
    )


def quoted(literal: str) -> str:
    """A literal of SQL."""
    return "'" + literal.replace("'", "''") + "'"
