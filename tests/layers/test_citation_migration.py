"""Known citations are told in three languages by the migration; others stay as they were."""

from alembic import command
from sqlalchemy import Connection, text

from core.database.engine import make_engine
from core.migration_scripts import alembic_configuration

LISTED = (
    "Государственный список памятников истории и культуры республиканского значения,"
    " приказ МКС РК № 88 от 14.04.2020 (запись не сверена)"
)
KNOWN = f"{LISTED}; Wikipedia: Тараз; position: OpenStreetMap (Almaty extract of 2012)"
KNOWN_KK = (
    "Республикалық маңызы бар тарих және мәдениет ескерткіштерінің мемлекеттік тізімі,"
    " ҚР Мәдениет және спорт министрінің 14.04.2020 № 88 бұйрығы (жазба салыстырылмаған);"
    " Уикипедия: Тараз; орны: OpenStreetMap (Алматының 2012 жылғы үзіндісі)"
)
KNOWN_EN = (
    "State list of monuments of history and culture of republican significance,"
    " order no. 88 of the Ministry of Culture and Sports of 14.04.2020 (entry not verified);"
    " Wikipedia: Тараз; position: OpenStreetMap (Almaty extract of 2012)"
)
ROUTE_RU = (
    "составлено для атласа по населённым пунктам OpenStreetMap вдоль дороги и общим сведениям,"
    " не проехано и не измерено;"
    " Цена: https://a.kz/b (по состоянию на 01.2026, просмотрено 30.11.2026)"
)
ROUTE = (
    "compiled for the atlas from OpenStreetMap settlements along the road and general knowledge;"
    " not driven or surveyed;"
    " Бағасы / Цена / Price: https://a.kz/b (as of 2026-01, seen 2026-11-30)"
)
ADD_MONUMENT = """
INSERT INTO monuments (name_en, kind, geom, source, citation)
VALUES (:name, 'archaeology', 'SRID=4326;POINT(70.5 50.5)', :source, :citation) RETURNING id
"""
ADD_ROUTE = """
INSERT INTO tourist_routes (name_en, modes, difficulty, geom, source, citation)
VALUES ('way', '{car}', 'easy', 'SRID=4326;LINESTRING(70 50, 71 51)', 'atlas-starter', :citation)
"""
ADD_INSPECTION = """
INSERT INTO monument_inspections (feature_id, inspected_on, basis, condition, note)
VALUES (:id, '2024-10-29', 'report', 'bad', :note)
"""
QUOTED = "«аварийный» — https://news.example/a"
INSPECTIONS = "SELECT note, source_seen_on::text FROM monument_inspections ORDER BY id"


def migrate(connection: Connection, revision: str, *, down: bool = False) -> None:
    configuration = alembic_configuration()
    configuration.attributes["connection"] = connection
    (command.downgrade if down else command.upgrade)(configuration, revision)


def rows(connection: Connection, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]


def add(connection: Connection, name: str, citation: str, source: str = "atlas-starter") -> int:
    values = {"name": name, "citation": citation, "source": source}
    return int(connection.scalar(text(ADD_MONUMENT), values) or 0)


def test_known_citations_are_told_in_three_languages(empty_database: str) -> None:
    engine = make_engine(empty_database)
    with engine.begin() as connection:
        migrate(connection, "0028")
        known = add(connection, "known", KNOWN)
        add(connection, "own", f"{LISTED}; Archive of Semey")
        add(connection, "taken over", KNOWN, source="register")
        connection.execute(text(ADD_ROUTE), {"citation": ROUTE})
        for note in (f"{QUOTED} (seen 2026-11-30)", "by hand (seen twice)"):
            connection.execute(text(ADD_INSPECTION), {"id": known, "note": note})
        migrate(connection, "0029")

        told = "SELECT name_en, citation_kk, citation_en FROM {} ORDER BY name_en"
        assert rows(connection, told.format("monuments")) == [
            ("known", KNOWN_KK, KNOWN_EN),
            ("own", None, None),
            ("taken over", None, None),
        ]
        assert rows(connection, "SELECT citation, citation_ru FROM tourist_routes") == [
            (ROUTE, ROUTE_RU)
        ]
        assert rows(connection, INSPECTIONS) == [
            (QUOTED, "2026-11-30"),
            ("by hand (seen twice)", None),
        ]
        migrate(connection, "0028", down=True)
        assert rows(connection, "SELECT note FROM monument_inspections ORDER BY id") == [
            (f"{QUOTED} (seen 2026-11-30)",),
            ("by hand (seen twice)",),
        ]
    engine.dispose()
