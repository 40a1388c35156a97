"""KML 2.2: a placemark a feature, its fields as typed data."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Row, func

from layers.exports.markup import DECLARATION, attribute, element, written
from layers.exports.selection import Export
from layers.exports.written_values import as_text, title_of
from layers.model.field import FieldType
from layers.reading.queries import DEGREES

TYPES = {
    FieldType.INTEGER: "double",
    FieldType.NUMBER: "double",
    FieldType.BOOLEAN: "bool",
}
"""Types of KML; its whole numbers have 32 bits only. All other fields are strings."""
PREFIX = "atlas_"
NUMBER = f"{PREFIX}id"
"""The field of the id: GDAL before 3.7 does not tell the id that a placemark bears."""
WORDS_OF_KML = frozenset({"id", "name", "description", "begin", "end", "visibility", "icon"})
"""Programs take fields of these names for elements of KML, so theirs are prefixed."""


def kml_parts(export: Export) -> Iterator[bytes]:
    """The document: what is known of the whole, then a folder with a placemark for each feature.

    A placemark bears the id after the layer, `monuments.12`, for XML wants no bare numbers there.
    Its fields are typed data; 1 and 0 stand for true and false, as all programs read them.
    """
    yield _head(export).encode()
    place = func.ST_AsKML(export.selection.access.place, DEGREES.decimals)
    for batch in export.rows(place):
        yield "".join(_placemark(export, row) for row in batch).encode()
    yield b"</Folder></Document></kml>\n"


def _head(export: Export) -> str:
    about = export.about
    layer = export.selection.layer
    data = "".join(
        f"<Data name={attribute(name)}>{element('value', text)}</Data>"
        for name, text in about.as_texts().items()
    )
    fields = "".join(
        f'<SimpleField name="{_name(field.name)}" type="{TYPES.get(field.type, "string")}">'
        f"{element('displayName', field.title.in_language(about.language))}</SimpleField>"
        for field in export.fields
    )
    return (
        f'{DECLARATION}<kml xmlns="http://www.opengis.net/kml/2.2"><Document id="{layer.id}">'
        f"{element('name', about.title)}{element('description', about.sentence)}"
        f"<ExtendedData>{data}</ExtendedData>\n"
        f'<Schema name="{layer.id}" id="{layer.id}_fields">'
        f'<SimpleField name="{NUMBER}" type="double"/>'
        f"{fields}</Schema>\n"
        f"<Folder>{element('name', layer.id)}\n"
    )


def _placemark(export: Export, row: Row[*tuple[object, ...]]) -> str:
    selection = export.selection
    number, place, *values = row
    by_name = dict(zip((f.name for f in export.fields), values, strict=True))
    title = title_of(selection.layer, int(str(number)), by_name, selection.language)
    data = "".join(
        f'<SimpleData name="{name}">{written(text)}</SimpleData>'
        for name, text in ((NUMBER, str(number)), *_texts(by_name))
    )
    return (
        f'<Placemark id="{selection.layer.id}.{number}">{element("name", title)}'
        f'<ExtendedData><SchemaData schemaUrl="#{selection.layer.id}_fields">{data}</SchemaData>'
        f"</ExtendedData>{place or ''}</Placemark>\n"
    )


def _texts(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The names and texts of the fields that have a value."""
    for name, value in values.items():
        if isinstance(value, bool):
            yield _name(name), str(int(value))
        elif value is not None:
            yield _name(name), as_text(value)


def _name(field_name: str) -> str:
    """What a field is called in a document."""
    return f"{PREFIX}{field_name}" if field_name in WORDS_OF_KML else field_name
