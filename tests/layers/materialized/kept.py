"""What the kept tables hold, and rows written into layers, for the tests of this folder."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from layers.materialized.part import Difference
from layers.materialized.verify import differences
from layers.registry import Catalogue

REPORT = (
    "INSERT INTO citizen_reports (topic, state, text, submitted_at, due_on, geom, visibility,"
    " synthetic) VALUES (:topic, :state, 'text', '2026-03-05 20:30+00', '2026-04-01',"
    " ST_SetSRID(ST_MakePoint(:lon, :lat), 4326), :visibility, :synthetic) RETURNING id"
)
ENDANGERED = (
    "INSERT INTO endangered_objects (name_kk, priority, geom, sensitive) VALUES"
    " (:name, 'emergency', ST_GeomFromText(:shape, 4326), :sensitive) RETURNING id"
)


def add_report(
    connection: Connection, lon: float = 71.0, lat: float = 51.0, **values: object
) -> int:
    """The id of a new report."""
    usual = {"topic": "roads", "state": "open", "visibility": "public", "synthetic": False}
    told = {**usual, "lon": lon, "lat": lat, **values}
    return int(connection.execute(text(REPORT), told).scalar_one())


def add_endangered(connection: Connection, shape: str, *, sensitive: bool = False) -> int:
    """The id of a new endangered object; its place is WKT."""
    told = {"name": "Мола", "shape": shape, "sensitive": sensitive}
    return int(connection.execute(text(ENDANGERED), told).scalar_one())


def rows_of(connection: Connection, table: str) -> list[str]:
    """The rows of a table as text, in order."""
    query = text(f"SELECT CAST(kept AS text) FROM {table} AS kept ORDER BY 1")  # noqa: S608 - named by the test
    return list(connection.scalars(query))


def waiting(connection: Connection) -> int:
    """How many changes wait."""
    return int(connection.scalar(text("SELECT count(*) FROM change_queue")) or 0)


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is at its first statement."""
    with engine.execution_options(isolation_level="REPEATABLE READ").connect() as connection:
        yield connection


def found(engine: Engine, catalogue: Catalogue) -> list[Difference]:
    """Everything that differs."""
    with one_moment(engine) as connection:
        return list(differences(connection, catalogue))
