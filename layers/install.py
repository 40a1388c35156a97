"""What a migrated database needs besides its tables: repeatable SQL, and each layer's triggers."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from sqlalchemy import Connection

from layers.materialized.parts import kept_parts
from layers.materialized.queue_triggers import queue_triggers_of
from layers.materialized.rebuild import rebuild_missing
from layers.model.field import Field, fields_of
from layers.model.layer import Latest, Layer
from layers.public_views import build_public_views
from layers.reading.search.search_index import fold_function, number_index_of, search_triggers_of
from layers.registry import Catalogue
from layers.writing.protection import protection_trigger_of
from layers.writing.sensitivity import sensitivity_statements

REPEATABLE_SQL = Path(__file__).parent / "sql"
BY_ROW = "WHEN (NOT atlas_is_bulk())"
"""Keeps a trigger from firing where a bulk load does its work for all rows at once."""
PROTECTED_COLUMNS = "geom, sensitive, public_geom, rural_district_code"


def install(connection: Connection, catalogue: Catalogue) -> None:
    """(Re)create functions, then the triggers and the kept parts of every layer."""
    connection.exec_driver_sql(fold_function())
    for script in sorted(REPEATABLE_SQL.glob("*.sql")):
        connection.exec_driver_sql(script.read_text(encoding="utf-8").replace("%", "%%"))
    for layer in catalogue.layers:
        kept = chain.from_iterable(part.statements(layer) for part in kept_parts(layer))
        triggers = chain(triggers_of(layer), search_triggers_of(layer), queue_triggers_of(layer))
        for statement in chain(kept, triggers, number_index_of(layer)):
            connection.exec_driver_sql(statement.replace("%", "%%"))
    for statement in sensitivity_statements(catalogue):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    rebuild_missing(connection, catalogue)
    build_public_views(connection, catalogue)


def triggers_of(layer: Layer) -> Iterator[str]:
    """The statements that (re)create a layer's triggers; names come from the catalogue only."""
    table = layer.table.__tablename__
    on_place = f"BEFORE INSERT OR UPDATE OF {', '.join(_placing_columns(layer))}"
    yield _trigger(f"{table}_a_locate", on_place, table, "atlas_locate()", BY_ROW)
    if layer.is_located_by_passing:
        yield _trigger(f"{table}_b_passing", on_place, table, "atlas_locate_passing()", BY_ROW)
    if layer.is_sensitive:
        yield _protecting_trigger(layer)
    if layer.access.territory:
        yield from _territory_triggers(layer, layer.access.territory)
    yield _trigger(f"{table}_d_stamp", "BEFORE UPDATE", table, "atlas_stamp()", BY_ROW)
    yield protection_trigger_of(layer)
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
        f" ON {table} FOR EACH STATEMENT EXECUTE FUNCTION atlas_tell_change()"
    )
    for child in layer.children:
        if child.append_only:
            name = child.table.__tablename__
            yield _trigger(
                f"{name}_append_only", "BEFORE UPDATE OR DELETE", name, "atlas_refuse_change()"
            )
    for latest in layer.latest:
        yield _copy_trigger(layer, latest)


def _territory_triggers(layer: Layer, column: str) -> Iterator[str]:
    """Statements by which a row belongs to the unit that its other columns name."""
    table = layer.table.__tablename__
    first_of = layer.access.territory_from
    now, before = (
        f"COALESCE({', '.join(f'{row}.{name}' for name in first_of)})" for row in ("NEW", "OLD")
    )
    handed, *_ = first_of
    yield (
        f"CREATE OR REPLACE FUNCTION atlas_belong_{table}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $belong$ BEGIN NEW.{column} := {now}; RETURN NEW; END $belong$"
    )
    follows = (
        f"NEW.{column} IS NOT DISTINCT FROM OLD.{column} AND {now} IS DISTINCT FROM {before}"
        f" AND (OLD.{column} IS NOT DISTINCT FROM {before}"
        f" OR NEW.{handed} IS DISTINCT FROM OLD.{handed})"
    )
    for event, condition in (("INSERT", f"NEW.{column} IS NULL"), ("UPDATE", follows)):
        yield _trigger(
            f"{table}_c_belong_{event.lower()}",
            f"BEFORE {event}",
            table,
            f"atlas_belong_{table}()",
            f"WHEN ({condition})",
        )


def _protecting_trigger(layer: Layer) -> str:
    columns, function = PROTECTED_COLUMNS, "atlas_protect_place()"
    if layer.hides_child_places:
        columns, function = f"{columns}, hidden_places, passes_codes", "atlas_protect_line()"
    if layer.is_tied:
        columns = f"{columns}, {', '.join(_tying_columns(layer))}"
    table = layer.table.__tablename__
    event = f"BEFORE INSERT OR UPDATE OF {columns}"
    return _trigger(f"{table}_c_protect", event, table, function)


def _placing_columns(layer: Layer) -> Iterator[str]:
    """Columns of which a change may give the row other units."""
    yield "geom"
    if layer.is_sensitive:
        yield "sensitive"
    if layer.is_tied:
        yield "place_released"


def _tying_columns(layer: Layer) -> Iterator[str]:
    """Columns of which a change may make the row sensitive before this trigger fires."""
    yield from ("sensitive_by_link", "place_released")
    for link in layer.links:
        yield from link.columns


def _trigger(name: str, event: str, table: str, function: str, condition: str = "") -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {name} {event} ON {table}"
        f" FOR EACH ROW {condition} EXECUTE FUNCTION {function}"
    )


def _copy_trigger(layer: Layer, latest: Latest) -> str:
    series = layer.child(latest.child)
    child = series.table.__tablename__
    fields = {field.name: field for field in fields_of(series.table)}
    order = ", ".join(_newest_first(name, fields.get(name)) for name in latest.newest_by)
    copies = ", ".join(f"{ours} = newest.{theirs}" for ours, theirs in latest.copies.items())
    table = layer.table.__tablename__
    return _trigger(
        f"{child}_newest",
        "AFTER INSERT OR UPDATE OR DELETE",
        child,
        f"atlas_copy_newest('{table}', '{order}', '{copies}')",
    )


def _newest_first(column: str, field: Field | None) -> str:
    """The order by a column of a series, within a literal; a coded one goes by its vocabulary."""
    if field is None or field.vocabulary is None:
        return f"{column} DESC"
    codes = ",".join(field.vocabulary.codes)
    return f"array_position(CAST(''{{{codes}}}'' AS text[]), {column})"
