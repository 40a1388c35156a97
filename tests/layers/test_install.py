"""Migrations match the catalogue, and the triggers keep rows true."""

from datetime import date

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.migration.migrate import migrate
from core.database.engine import make_engine
from core.migration_scripts import alembic_configuration
from layers.catalogue.endangered_objects import EndangeredObject, RiskAssessment
from layers.catalogue.monuments import Inspection, Monument
from layers.history import History
from layers.regions.region import Region, RegionPart
from layers.registry import Catalogue

SQUARE = "SRID=4326;MULTIPOLYGON(((70 50, 71 50, 71 51, 70 51, 70 50)))"


def monument(session: Session, place: str = "POINT(70.5 50.5)", **columns: object) -> Monument:
    row = Monument(name_kk="Мола", kind="archaeology", geom=f"SRID=4326;{place}", **columns)
    session.add(row)
    session.flush()
    session.refresh(row)
    return row


@pytest.fixture
def square(session: Session) -> Region:
    """An oblast of one degree between 70 and 71 east, 50 and 51 north."""
    region = Region(
        code="990000000", level=1, kind="oblast", name_kk="Шаршы", name_ru="Квадрат",
        name_en="Square", geom=SQUARE, source="test",
    )  # fmt: skip
    session.add(region)
    session.flush()
    polygon = SQUARE.replace("MULTIPOLYGON(((", "POLYGON((").replace(")))", "))")
    session.add(RegionPart(region_id=region.id, code=region.code, level=1, geom=polygon))
    session.flush()
    return region


@pytest.fixture
def rural_square(session: Session, square: Region) -> Region:
    """A rural district that fills the square."""
    region = Region(
        code="990030000", parent_code=square.code, level=3, kind="rural_district",
        name_kk="Ауыл", name_ru="Село", name_en="Village", geom=SQUARE, source="test",
    )  # fmt: skip
    session.add(region)
    session.flush()
    polygon = SQUARE.replace("MULTIPOLYGON(((", "POLYGON((").replace(")))", "))")
    session.add(RegionPart(region_id=region.id, code=region.code, level=3, geom=polygon))
    session.flush()
    return region


def test_migrations_make_exactly_the_declared_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        configuration = alembic_configuration()
        configuration.attributes["connection"] = connection
        command.check(configuration)  # raises where the two differ


def test_migrating_twice_changes_nothing(empty_database: str, catalogue: Catalogue) -> None:
    engine = make_engine(empty_database)
    migrate(engine, catalogue)
    count = text("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal")
    with engine.connect() as connection:
        before = connection.scalar(count)
    migrate(engine, catalogue)
    with engine.connect() as connection:
        after = connection.scalar(count)
    engine.dispose()

    assert before
    assert after == before


def test_failed_migration_leaves_nothing_behind(empty_database: str, catalogue: Catalogue) -> None:
    engine = make_engine(empty_database)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE history (at int)"))
    with pytest.raises(Exception, match="history"):
        migrate(engine, catalogue)
    with engine.connect() as connection:
        tables = connection.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ).all()
    engine.dispose()

    assert tables == ["history"]


@pytest.mark.usefixtures("square")
def test_written_point_takes_the_codes_of_its_region(session: Session) -> None:
    inside, outside = monument(session), monument(session, "POINT(72 50.5)")

    assert (inside.oblast_code, inside.outside) == ("990000000", False)
    assert (outside.oblast_code, outside.outside) == (None, True)


@pytest.mark.usefixtures("square")
def test_moved_point_is_attributed_again(session: Session) -> None:
    row = monument(session, "POINT(72 50.5)")
    row.geom = "SRID=4326;POINT(70.1 50.1)"  # type: ignore[assignment]  # EWKT is accepted
    session.flush()
    session.refresh(row)

    assert (row.oblast_code, row.outside) == ("990000000", False)


def test_each_write_raises_the_version(session: Session) -> None:
    row = monument(session)
    row.name_ru = "Могила"
    session.flush()
    session.refresh(row)

    assert row.version == 2


def test_sensitive_place_is_generalised_to_its_cell(session: Session) -> None:
    row = monument(session, "POINT(70.5123 50.5678)", sensitive=True)
    shown = text("SELECT ST_AsText(public_geom) FROM monuments WHERE id = :id")

    assert session.scalar(shown, {"id": row.id}) == "POINT(70.55 50.55)"
    row.sensitive = False
    session.flush()
    assert session.scalar(shown, {"id": row.id}) == "POINT(70.5123 50.5678)"


@pytest.mark.usefixtures("rural_square")
def test_sensitive_row_names_no_unit_smaller_than_its_cell(session: Session) -> None:
    row = monument(session, sensitive=True)
    assert (row.oblast_code, row.rural_district_code) == ("990000000", None)

    row.sensitive = False
    session.flush()
    session.refresh(row)
    assert row.rural_district_code == "990030000"

    row.sensitive = True
    session.flush()
    session.execute(text("UPDATE monuments SET rural_district_code = '990030000'"))
    session.refresh(row)
    assert row.rural_district_code is None


def test_public_place_cannot_be_written(session: Session) -> None:
    row = monument(session, "POINT(70.5123 50.5678)", sensitive=True)
    session.execute(text("UPDATE monuments SET public_geom = geom WHERE id = :id"), {"id": row.id})
    shown = text("SELECT ST_AsText(public_geom) FROM monuments WHERE id = :id")

    assert session.scalar(shown, {"id": row.id}) == "POINT(70.55 50.55)"


def test_condition_is_that_of_the_newest_inspection(session: Session) -> None:
    row = monument(session)
    for day, condition in ((date(2024, 5, 1), "poor"), (date(2020, 5, 1), "good")):
        session.add(
            Inspection(feature_id=row.id, inspected_on=day, basis="visit", condition=condition)
        )
        session.flush()
    session.refresh(row)

    assert (row.condition, row.inspected_on) == ("poor", date(2024, 5, 1))


def test_magnitude_of_risk_is_the_sum_of_the_newest_scores(session: Session) -> None:
    row = EndangeredObject(priority="emergency", geom="SRID=4326;POINT(70 50)")
    session.add(row)
    session.flush()
    session.add(
        RiskAssessment(
            feature_id=row.id, assessed_on=date(2025, 1, 1), a_when=4.5, b_loss=3, c_share=2
        )
    )
    session.flush()
    session.refresh(row)

    assert row.risk_magnitude == 9.5


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize(
    ("table", "column"), [("history", "action"), ("monument_inspections", "condition")]
)
def test_past_cannot_be_edited(session: Session, statement: str, table: str, column: str) -> None:
    row = monument(session)
    session.add(History(layer="monuments", feature_id=row.id, action="created"))
    session.add(
        Inspection(
            feature_id=row.id, inspected_on=date(2024, 5, 1), basis="visit", condition="good"
        )
    )
    session.flush()

    with pytest.raises(IntegrityError, match="only ever added"), session.begin_nested():
        session.execute(text(statement.format(table, column, column)))


def test_inspections_go_with_their_monument(session: Session) -> None:
    row = monument(session)
    session.add(
        Inspection(
            feature_id=row.id, inspected_on=date(2024, 5, 1), basis="visit", condition="good"
        )
    )
    session.flush()
    session.delete(row)
    session.flush()

    assert session.scalar(text("SELECT count(*) FROM monument_inspections")) == 0


def test_source_and_key_identify_a_row(session: Session) -> None:
    monument(session, source="list", source_key="1")

    with pytest.raises(IntegrityError), session.begin_nested():
        monument(session, source="list", source_key="1")
