"""What strangers' connections find where others find the tables: views of public rows.

The role `atlas_public` is refused the tables of layers, series, history and search. In the schema
of its name, where its search path begins, are views with the tables' names: without rows that are
not public, without sealed fields, and without exact places of sensitive rows. The conditions of
`layers.access` stand in the statements all the same; the planner takes the two for one.
"""

import logging
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.sql.elements import KeyedColumnElement

from core.database.engine import Base
from core.database.public_role import PUBLIC_ROLE
from core.media.media_item import ORIGINAL, MediaFile, MediaItem
from layers.access import IMPRECISE_FIELDS, TIMES_OF_WRITING, seals_a_time
from layers.history import History
from layers.materialized.change_queue import QueuedChange
from layers.materialized.counts import SHOWN_KEY
from layers.media.media_link import MediaLink
from layers.model.field import fields_of
from layers.model.layer import Child, Layer
from layers.reading.search.search_index import SearchEntry
from layers.registry import Catalogue

LOG = logging.getLogger(__name__)
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy
OPEN = text(
    "SELECT atlas_open_to_strangers(relname) FROM pg_class"
    " WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind IN ('r', 'v')"
    " AND relname ~ '^(regions|region_parts|region_units|region_generalised|former_names"
    "|derived_state|protections|alembic_version|kept_(points|cells|shapes).*)$'"
)
"""Asked of the tables and views in which everything is for everyone."""
CENTRE_OF_CELL = "CAST(floor({name} * 10) / 10 + 0.05 AS double precision)"
"""As `layers.access.centre_of_cell`."""
DAY_IN_KAZAKHSTAN = (
    "date_trunc('day', at AT TIME ZONE INTERVAL '5 hours') AT TIME ZONE INTERVAL '5 hours'"
)
ROLE = f"""
DO $role$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{PUBLIC_ROLE}') THEN
        CREATE ROLE {PUBLIC_ROLE} LOGIN NOINHERIT;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$role$
"""
MEMBERSHIP = f"""
DO $role$
BEGIN
    IF NOT pg_has_role(current_user, '{PUBLIC_ROLE}', 'MEMBER') THEN
        GRANT {PUBLIC_ROLE} TO CURRENT_USER;
    END IF;
END
$role$
"""

SEALED_OF_MEDIA = (
    "uploaded_by", "file_name", "refusal", "dhash", "taken_lon", "taken_lat", "faces", "alike",
)  # fmt: skip
"""What only those learn of a file who look after it."""
IS_KNOWN = f"last_feature_id IS NOT NULL OR {PUBLIC_ROLE}.is_public(layer, feature_id)"
"""A range tells of many features what everyone may know: that they were made."""
SCHEMA = f"CREATE SCHEMA {PUBLIC_ROLE}"
FORM = text(
    "SELECT obj_description(space.oid, 'pg_namespace') FROM pg_namespace AS space"
    " CROSS JOIN pg_roles AS role WHERE space.nspname = :role AND role.rolname = :role"
    " AND has_schema_privilege(role.oid, space.oid, 'USAGE')"
)
GRANTS = (
    f"GRANT USAGE ON SCHEMA {PUBLIC_ROLE} TO {PUBLIC_ROLE}",
    f"GRANT SELECT ON ALL TABLES IN SCHEMA {PUBLIC_ROLE} TO {PUBLIC_ROLE}",
)


def build_public_views(connection: Connection, catalogue: Catalogue) -> None:
    """Have the role, its schema and its views there as they should be.

    Where the database does not let us, the atlas goes on with one wall.
    """
    statements = list(_views(catalogue))
    form = sha256("\n".join(statements).encode()).hexdigest()
    if _form(connection) != form:
        remove_public_views(connection)
        _make(connection, statements, form)
    connection.execute(OPEN)


def _make(connection: Connection, statements: Iterable[str], form: str) -> None:
    try:
        with connection.begin_nested():
            for statement in (ROLE, MEMBERSHIP, SCHEMA, *statements, *GRANTS):
                connection.exec_driver_sql(statement.replace("%", "%%"))
            connection.exec_driver_sql(f"COMMENT ON SCHEMA {PUBLIC_ROLE} IS '{form}'")
    except ProgrammingError as error:
        if not isinstance(error.orig, InsufficientPrivilege):
            raise
        LOG.warning("Strangers read as everyone: the role %s cannot be made.", PUBLIC_ROLE)


def remove_public_views(connection: Connection) -> None:
    """Leave no view that would keep a migration from changing its table."""
    connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {PUBLIC_ROLE} CASCADE")


def _form(connection: Connection) -> str | None:
    """The fingerprint of the views as they are; None where the role cannot enter their schema.

    A copy of a database on another server has the views, and not always the role.
    """
    found: str | None = connection.scalar(FORM, {"role": PUBLIC_ROLE})
    return found


def _views(catalogue: Catalogue) -> Iterator[str]:
    for layer in catalogue.layers:
        yield _view_of(layer.table, _of_feature(layer), "visibility = 'public'")
        for child in layer.children:
            yield _view_of(child.table, _of_child(child), _of_public_parent(layer, child))
    yield _knows_feature(catalogue)
    yield _view_of(History, _of_history(catalogue), IS_KNOWN)
    yield _view_of(SearchEntry, {}, "public")
    yield from _media_views()
    yield _view_of(QueuedChange, {}, "NOT hidden")
    yield _view("kept_counts", ("layer", *SHOWN_KEY, "count"), {}, "NOT hidden")


def _media_views() -> Iterator[str]:
    """What everyone may know of media: those that may be shown, and to which objects they belong.

    Whether a stranger may read such an object is asked with every item.
    """
    columns = MediaItem.__table__.columns
    shown = "state = 'ready' AND may_be_shown AND NOT in_review"
    yield _view_of(MediaItem, {name: _empty(columns[name]) for name in SEALED_OF_MEDIA}, shown)
    is_shown = f"EXISTS (SELECT FROM media WHERE media.id = media_id AND {shown})"
    yield _view_of(MediaFile, {}, f"variant <> '{ORIGINAL}' AND {is_shown}")
    is_known = f"{PUBLIC_ROLE}.is_public(layer, feature_id) AND {is_shown}"
    linked_by = _empty(MediaLink.__table__.columns["linked_by"])
    yield _view_of(MediaLink, {"linked_by": linked_by}, is_known)


def _view_of(table: type[Base], instead: dict[str, str], condition: str) -> str:
    return _view(table.__tablename__, table.__table__.columns.keys(), instead, condition)


def _view(table: str, columns: Iterable[str], instead: dict[str, str], condition: str) -> str:
    """The statement that makes the view of a table, with other expressions for some columns."""
    told = ", ".join(f"{instead.get(name, name)} AS {name}" for name in columns)
    query = f"SELECT {told}, xmin AS xmin FROM {table} WHERE {condition}"  # noqa: S608 - names of ours
    return f"CREATE VIEW {PUBLIC_ROLE}.{table} AS {query}"


def _of_feature(layer: Layer) -> dict[str, str]:
    """What strangers find instead of the columns that they may not know."""
    columns = layer.table.__table__.columns
    sealed = {each.name for each in layer.fields if each.sealed} | {"author_id"}
    if seals_a_time(layer):
        sealed |= TIMES_OF_WRITING
    instead = {name: _empty(columns[name]) for name in sealed}
    if layer.is_sensitive:
        for name in IMPRECISE_FIELDS & set(columns.keys()) - sealed:
            instead[name] = f"CASE WHEN NOT sensitive THEN {name} END"
        instead["geom"] = "public_geom"
    if layer.hides_child_places:
        instead["hidden_places"] = _empty(columns["hidden_places"])
    return instead


def _of_child(child: Child) -> dict[str, str]:
    columns = child.table.__table__.columns
    sealed = [each.name for each in fields_of(child.table) if each.sealed]
    instead = {name: _empty(columns[name]) for name in sealed}
    for name in child.place or ():
        centre = CENTRE_OF_CELL.format(name=name)
        instead[name] = f"CASE WHEN sensitive THEN {centre} ELSE {name} END"
    return instead


def _of_public_parent(layer: Layer, child: Child) -> str:
    if not child.public:
        return "FALSE"
    parent, own = layer.table.__tablename__, child.table.__tablename__
    return (
        f"EXISTS (SELECT FROM {parent} AS parent"
        f" WHERE parent.id = {own}.feature_id AND parent.visibility = 'public')"
    )


def _of_history(catalogue: Catalogue) -> dict[str, str]:
    sealing = ", ".join(f"'{each.id}'" for each in catalogue.layers if seals_a_time(each))
    columns = History.__table__.columns
    return {
        "at": f"CASE WHEN layer IN ({sealing}) THEN {DAY_IN_KAZAKHSTAN} ELSE at END",
        "by_user_id": _empty(columns["by_user_id"]),
        "changes": "CAST('{}' AS jsonb)",
    }


def _knows_feature(catalogue: Catalogue) -> str:
    """The function that tells whether a feature is public; its statements are planned once."""
    cases = " ".join(
        f"WHEN '{each.id}' THEN RETURN EXISTS (SELECT FROM {each.table.__tablename__} AS feature"
        " WHERE feature.id = feature_id AND feature.visibility = 'public');"
        for each in catalogue.layers
    )
    return (
        f"CREATE FUNCTION {PUBLIC_ROLE}.is_public(layer text, feature_id bigint) RETURNS boolean"
        f" LANGUAGE plpgsql STABLE AS $known$ BEGIN CASE layer {cases} ELSE RETURN FALSE;"
        " END CASE; END $known$"
    )


def _empty(column: KeyedColumnElement[Any]) -> str:
    return f"CAST(NULL AS {column.type.compile(DIALECT)})"
