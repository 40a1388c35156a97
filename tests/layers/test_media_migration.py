"""Texts that once stood for files stay as marks without a file, and close nothing."""

from sqlalchemy import text

from core.database.engine import make_engine
from tests.layers.test_sacred_migration import migrate, rows

REPORT = """
INSERT INTO citizen_reports (topic, geom)
VALUES ('roads', 'SRID=4326;POINT(70.5 50.5)') RETURNING id
"""
EVIDENCE = """
INSERT INTO report_evidence (feature_id, media_key, kind, shows)
VALUES (:id, 'IMG_1.jpg', 'photo', 'repair')
"""
FOUND = "SELECT media_key, media, shows FROM report_evidence ORDER BY id"
WITHOUT_TEXT = """
INSERT INTO report_evidence (feature_id, kind, shows) VALUES (:id, 'photo', 'problem')
"""


def test_text_for_a_file_becomes_a_mark_without_one(empty_database: str) -> None:
    engine = make_engine(empty_database)
    with engine.begin() as connection:
        migrate(connection, "0026")
        number = connection.scalar(text(REPORT))
        connection.execute(text(EVIDENCE), {"id": number})
        migrate(connection, "0027")
        assert rows(connection, FOUND) == [("IMG_1.jpg", None, "repair")]
        connection.execute(text(WITHOUT_TEXT), {"id": number})
        migrate(connection, "0026", down=True)
        kept = "SELECT media_key FROM report_evidence ORDER BY id"
        assert rows(connection, kept) == [("IMG_1.jpg",), ("(no file)",)]
    engine.dispose()
