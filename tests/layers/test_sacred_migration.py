"""Rows of the kind `sacred_site` get a mark, and are of that kind again on the way back."""

from alembic import command
from sqlalchemy import Connection, text

from core.database.engine import make_engine
from core.migration_scripts import alembic_configuration

ADD = """
INSERT INTO monuments (name_en, kind, geom)
VALUES (:name, :kind, 'SRID=4326;POINT(70.5 50.5)') RETURNING id
"""
MARK = "INSERT INTO monument_sacred_marks (feature_id, kind, level) VALUES (:id, 'cult', :level)"
NOW = "SELECT name_en, kind, sacred_level FROM monuments ORDER BY name_en"
BEFORE = "SELECT name_en, kind FROM monuments ORDER BY name_en"
MARKS = """
SELECT name_en, mark.kind, level FROM monument_sacred_marks AS mark
JOIN monuments ON monuments.id = feature_id ORDER BY name_en, level
"""


def migrate(connection: Connection, revision: str, *, down: bool = False) -> None:
    configuration = alembic_configuration()
    configuration.attributes["connection"] = connection
    (command.downgrade if down else command.upgrade)(configuration, revision)


def rows(connection: Connection, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]


def test_kind_becomes_a_mark_and_a_kind_again(empty_database: str) -> None:
    engine = make_engine(empty_database)
    with engine.begin() as connection:
        migrate(connection, "0021")
        ids = {
            name: connection.scalar(text(ADD), {"name": name, "kind": kind})
            for name, kind in (
                ("bare", "sacred_site"),
                ("cave", "sacred_site"),
                ("kurgan", "archaeology"),
                ("mosque", "urban_planning_architecture"),
            )
        }
        for name, level in (("cave", "regional"), ("mosque", "regional"), ("mosque", "national")):
            connection.execute(text(MARK), {"id": ids[name], "level": level})
        migrate(connection, "0022")
        assert rows(connection, NOW) == [
            ("bare", None, "unstated"),
            ("cave", None, "regional"),
            ("kurgan", "archaeology", None),
            ("mosque", "urban_planning_architecture", "national"),
        ]
        assert rows(connection, MARKS)[0] == ("bare", None, "unstated")
        migrate(connection, "0021", down=True)
        assert rows(connection, BEFORE) == [
            ("bare", "sacred_site"),
            ("cave", "sacred_site"),
            ("kurgan", "archaeology"),
            ("mosque", "urban_planning_architecture"),
        ]
        assert rows(connection, MARKS) == [
            ("cave", "cult", "regional"),
            ("mosque", "cult", "national"),
            ("mosque", "cult", "regional"),
        ]
    engine.dispose()
