"""Columns of a layer in the statements of a load: their defaults, and as the history keeps them."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from layers.access import IMPRECISE_FIELDS
from layers.model.layer import Layer


def defaults_of(session: Session, table_name: str) -> dict[str, str]:
    """The defaults of a table's columns that cannot be NULL, as SQL."""
    query = text(
        "SELECT attribute.attname, pg_get_expr(value.adbin, value.adrelid)"
        " FROM pg_attribute AS attribute"
        " JOIN pg_attrdef AS value"
        " ON value.adrelid = attribute.attrelid AND value.adnum = attribute.attnum"
        " WHERE attribute.attrelid = CAST(:name AS regclass) AND attribute.attnotnull"
        " AND attribute.attgenerated = ''"
    )
    return {row[0]: row[1] for row in session.execute(query, {"name": table_name})}


def is_masked(layer: Layer, name: str) -> bool:
    """Whether the history tells only that a field was changed: it may name a person."""
    is_sealed = any(each.sealed for each in layer.fields if each.name == name)
    return is_sealed and name not in IMPRECISE_FIELDS


def as_json(name: str, value: str) -> str:
    """The SQL of a value for the history: a place as WKT, to the last bit, all else as JSON."""
    return f"to_jsonb(ST_AsText({value}, 17))" if name == "geom" else f"to_jsonb({value})"
