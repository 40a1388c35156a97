"""The second wall: what a connection in the role of strangers can be made to tell."""

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.app import create_app
from api.migration.migrate import migrate
from core.database.engine import Base, make_engine, make_sessions
from core.database.public_role import PUBLIC_ROLE, public_address
from core.settings import Settings
from layers.access import TIMES_OF_WRITING, seals_a_time
from layers.history import History
from layers.materialized.rebuild import rebuild_layers
from layers.model.field import fields_of
from layers.model.layer import Layer
from layers.public_views import remove_public_views
from layers.registry import Catalogue, load_catalogue
from tests.api.asking import ENGLISH, monument, report

LAYERS = load_catalogue().layers
FOR_EVERYONE = {
    "regions", "region_parts", "region_units", "region_generalised", "former_names",
    "derived_state", "protections",
}  # fmt: skip
EXACT, SECRET = "77.7777", "құпия мекенжай"


@pytest.fixture
def filled(committed_database: str) -> Iterator[Session]:
    """A session of the owner in a database with public, sensitive and hidden rows."""
    engine = make_engine(committed_database)
    with make_sessions(engine)() as session:
        secret = {"original_coordinates": EXACT, "address": SECRET}
        monument(session, 61.1, 51.9, name_kk="Ашық", address="Абай көшесі")
        monument(session, 77.7777, 43.2222, name_kk="Құпия", sensitive=True, **secret)
        monument(session, 62, 52, name_kk="Жасырын", visibility="hidden")
        monument(session, 62, 52, name_kk="Тексеруде", visibility="pending")
        report(session, 66.6, 48.8, author_name=SECRET, author_contact=SECRET)
        session.commit()
        yield session
    engine.dispose()


@pytest.fixture
def public(committed_database: str, filled: Session) -> Iterator[psycopg.Connection]:  # noqa: ARG001 - it is filled first
    """A connection as strangers have it."""
    address = public_address(committed_database)
    assert address is not None
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def rows(connection: psycopg.Connection, query: str) -> list[tuple[object, ...]]:
    """What the connection is told."""
    return connection.execute(query.encode()).fetchall()


def test_strangers_are_refused_every_table_that_is_not_for_everyone(
    public: psycopg.Connection,
) -> None:
    tables = set(Base.metadata.tables) - FOR_EVERYONE
    assert {"users", "tokens", "grants", "monuments", "history", "ingest_rows"} <= tables
    for table in sorted(tables):
        query = SQL("SELECT FROM {} LIMIT 1").format(Identifier("public", table))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.execute(query)


def test_strangers_can_become_nobody_else(public: psycopg.Connection) -> None:
    for query in ("SET ROLE atlas", "SET SESSION AUTHORIZATION atlas"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.execute(query.encode())
    public.execute("RESET ROLE")
    assert rows(public, "SELECT current_user") == [(PUBLIC_ROLE,)]


def test_strangers_write_nothing(public: psycopg.Connection) -> None:
    for query in (
        "DELETE FROM monuments",
        "UPDATE monuments SET name_kk = ''",
        "INSERT INTO monument_plates (feature_id) VALUES (1)",
        "DELETE FROM regions",
        "CREATE TABLE atlas_public.mine ()",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.execute(query.encode())


def test_rows_that_are_not_public_are_not_there(public: psycopg.Connection) -> None:
    names = rows(public, "SELECT name_kk FROM monuments ORDER BY name_kk")
    assert names == [("Ашық",), ("Құпия",)]
    found = rows(public, "SELECT name_kk FROM search_entries WHERE layer = 'monuments'")
    assert sorted(found) == sorted(names)
    assert rows(public, "SELECT count(*) FROM change_queue WHERE hidden") == [(0,)]
    assert rows(public, "SELECT count(*) FROM kept_counts WHERE hidden") == [(0,)]


def test_a_sensitive_row_tells_its_public_place_alone(
    public: psycopg.Connection, filled: Session
) -> None:
    columns = "ST_AsText(geom), ST_AsText(public_geom), address, original_coordinates"
    query = f"SELECT {columns} FROM monuments WHERE sensitive"  # noqa: S608 - names of ours
    [(known, generalised, address, written)] = rows(public, query)
    assert known == generalised
    assert EXACT not in str(known)
    assert (address, written) == (None, None)
    assert rows(public, "SELECT address FROM monuments WHERE NOT sensitive") == [("Абай көшесі",)]
    exact = filled.connection().exec_driver_sql(query).one()
    assert EXACT in exact[0]


def test_nothing_that_strangers_can_select_holds_a_secret(public: psycopg.Connection) -> None:
    tables = rows(
        public,
        "SELECT CAST(oid AS regclass) FROM pg_class WHERE relkind IN ('r', 'v', 'm')"
        " AND relnamespace IN ('public'::regnamespace, 'atlas_public'::regnamespace)"
        " AND has_table_privilege(oid, 'SELECT')",
    )
    assert len(tables) > 20
    for (table,) in tables:
        for (row,) in rows(public, f"SELECT CAST(each AS text) FROM {table} AS each"):  # noqa: S608 - names of the database
            assert SECRET not in str(row)
            assert EXACT not in str(row)
            assert "Жасырын" not in str(row)
            assert "Тексеруде" not in str(row)


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.id)
def test_sealed_columns_are_empty_in_the_view_whatever_they_hold(
    public: psycopg.Connection, layer: Layer
) -> None:
    definition = rows(
        public, f"SELECT pg_get_viewdef('atlas_public.{layer.table.__tablename__}'::regclass)"
    )[0][0]
    sealed = {each.name for each in layer.fields if each.sealed} | {"author_id"}
    if seals_a_time(layer):
        sealed |= TIMES_OF_WRITING
    for name in sealed:
        assert f" AS {name}," in str(definition)
        assert "NULL::" in str(definition)
        assert f"    {name}," not in str(definition)
    for child in layer.children:
        of_child = str(
            rows(public, f"SELECT pg_get_viewdef('{child.table.__tablename__}'::regclass)")[0][0]
        )
        for each in fields_of(child.table):
            if each.sealed:
                assert f" AS {each.name}," in of_child
        assert ("false" in of_child) == (not child.public)


def test_what_happened_is_told_without_who_and_what(
    public: psycopg.Connection, filled: Session
) -> None:
    ids = dict(rows(public, "SELECT name_kk, id FROM monuments"))
    hidden = (
        filled.connection()
        .exec_driver_sql("SELECT id FROM monuments WHERE visibility = 'hidden'")
        .scalar_one()
    )
    for feature_id in (ids["Ашық"], hidden):
        told = {"layer": "monuments", "feature_id": feature_id, "action": "edited"}
        filled.add(History(**told, by_user_id=7, changes={"address": [SECRET, "жаңа"]}))
    filled.commit()
    assert rows(public, "SELECT feature_id, by_user_id, changes FROM history") == [
        (ids["Ашық"], None, {})
    ]


def test_the_time_of_a_report_is_its_day(public: psycopg.Connection, filled: Session) -> None:
    [(feature_id,)] = rows(public, "SELECT id FROM citizen_reports")
    at = "2026-05-01T20:17:03+00:00"
    filled.add(History(layer="citizen_reports", feature_id=feature_id, action="moved", at=at))
    filled.commit()
    told = "SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') FROM history"
    assert rows(public, told) == [("2026-05-01 19:00:00",)]
    assert rows(public, "SELECT created_at, updated_at FROM citizen_reports") == [(None, None)]


def test_the_planner_reads_a_view_by_the_index_of_its_table(public: psycopg.Connection) -> None:
    public.execute("SET enable_seqscan = off")
    box = "ST_MakeEnvelope(60, 50, 62, 53, 4326)"
    for table, condition, index in (
        ("monuments", f"public_geom && {box}", "monuments_public_geom_gist"),
        ("monuments", f"geom && {box}", "monuments_public_geom_gist"),
        ("citizen_reports", f"geom && {box}", "citizen_reports_geom_gist"),
        ("monuments", "id = 1", "monuments_pkey"),
    ):
        query = f"EXPLAIN SELECT id FROM {table} WHERE {condition}"  # noqa: S608 - names of ours
        assert index in "\n".join(str(row) for (row,) in rows(public, query))


def test_migrating_again_brings_the_wall_back(
    committed_database: str, catalogue: Catalogue
) -> None:
    engine = make_engine(committed_database)
    for broken in (
        f"DROP SCHEMA {PUBLIC_ROLE} CASCADE",
        f"REVOKE USAGE ON SCHEMA {PUBLIC_ROLE} FROM {PUBLIC_ROLE}",
    ):
        with engine.begin() as connection:
            connection.exec_driver_sql(broken)
        assert public_address(committed_database) is None
        migrate(engine, catalogue)
        assert public_address(committed_database) is not None
    engine.dispose()


def test_what_is_open_stays_open_when_it_is_made_anew(
    committed_database: str, public: psycopg.Connection
) -> None:
    kept = "SELECT count(*) FROM kept_points_monuments"
    assert rows(public, kept) == [(0,)]
    engine = make_engine(committed_database)
    rebuild_layers(engine, [load_catalogue().layer("monuments")])
    engine.dispose()
    assert rows(public, kept) == [(2,)]


def test_a_database_that_makes_no_role_has_one_wall(
    committed_database: str, catalogue: Catalogue, settings: Settings
) -> None:
    """An operator's own role may be allowed to make tables, and no schema and role."""
    engine = make_engine(committed_database)
    with engine.begin() as connection:
        remove_public_views(connection)
    settings = replace(settings, database_url=committed_database)
    with TestClient(create_app(settings, catalogue, committed_database)) as client:
        assert client.get("/readyz").json()["walls"] == "one"
        assert client.get("/api/collections/monuments/items", headers=ENGLISH).status_code == 200
    migrate(engine, catalogue)
    with TestClient(create_app(settings, catalogue, committed_database)) as client:
        assert client.get("/readyz").json()["walls"] == "two"
    engine.dispose()
