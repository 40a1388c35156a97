"""A heading such as «Западный район» alone in its row gives its unit to the rows under it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ingest.location.file_rows.heading_rows import bare, level_of
from ingest.mapping.region_names import written_name
from ingest.proposal.survey import survey
from ingest.rows.file_order import FileOrder
from ingest.staging.runs import RunRow
from layers.catalogue.monuments import Monument
from layers.regions.region import Level, Region
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv, write_workbook
from tests.ingest.small_batches import read_as_always, read_in_batches_of
from tests.ingest.verdicts import Load, counts, why
from tests.world.units import EAST, EAST_SOUTH, WEST, WEST_NORTH

HEADER = "№;name_ru;kind;lat;lon"
UNITS = {
    WEST: ("Батыс облысы", "Западная область"),
    WEST_NORTH: ("Сауран ауданы", "Сауранский район"),
    EAST: ("Шығыс облысы", "Восточная область"),
    EAST_SOUTH: ("Шет ауданы", "Шетский район"),
}


@pytest.fixture
def named(session: Session, load: Load) -> Load:
    """Loads into the drawn country, whose units have the names of `UNITS`."""
    for code, (name_kk, name_ru) in UNITS.items():
        names = {"name_kk": name_kk, "name_ru": name_ru}
        session.execute(update(Region).where(Region.code == code).values(names))
    session.commit()
    return load


NAMED = {
    key: frozenset(units)
    for name, units in (
        ("Туркестан", {(Level.DISTRICT, "city_administration"), (Level.OBLAST, "oblast")}),
        ("Туркестанская", {(Level.OBLAST, "oblast")}),
        ("Шетский", {(Level.DISTRICT, "district")}),
        ("Шет", {(Level.DISTRICT, "district")}),
        ("Қарнақ", {(Level.RURAL_DISTRICT, "rural_district")}),
        ("Карнак", {(Level.RURAL_DISTRICT, "rural_district")}),
    )
    for key in (written_name(name).key,)
}
LISTED = (
    "Сауран ауданы;;;;",
    "1;Курган;archaeology;51.5;67.25",
    "2;Не там;archaeology;48.5;71.5",
    "Шетский район:;;;;",
    "3;Мавзолей;archaeology;48.5;71.6",
    "Барлығы / Итого: 3;;;;",
)


def test_heading_claims_its_unit_for_the_rows_under_it(
    named: Load, session: Session, tmp_path: Path
) -> None:
    told = named(write_csv(tmp_path, *LISTED, header=HEADER))
    assert counts(told) == (2, 0, 1, 0)
    assert told.run.read == 3
    codes = {row: {each for at, _, each in why(told) if at == row} for row, _, _ in why(told)}
    assert codes[2] == codes[5] == {"heading"}
    assert "outside_claim" in codes[4]
    assert codes[7] == {"aside"}
    assert set(session.scalars(select(Monument.name_ru))) == {"Курган", "Мавзолей"}
    left = session.scalars(select(RunRow).where(RunRow.row == 4)).one()
    assert left.cells["Өңір/Регион"] == "Сауран ауданы"


def test_heading_counts_for_rows_of_a_later_batch(named: Load, tmp_path: Path) -> None:
    read_in_batches_of(1)
    try:
        told = named(write_csv(tmp_path, *LISTED, header=HEADER))
    finally:
        read_as_always()
    assert counts(told) == (2, 0, 1, 0)


def test_oblast_stays_above_its_districts_until_the_next(named: Load, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["№", "name_ru", "kind", "lat", "lon"],
        ["Западная область", None, None, None, None],
        ["1. Сауранский р-н (2)", None, None, None, None],
        [1, "Курган", "archaeology", 51.5, 67.25],
        ["Восточная область", None, None, None, None],
        [2, "Мавзолей", "archaeology", 48.5, 71.6],
        [3, "Не там", "archaeology", 51.5, 67.5],
    ]
    told = named(write_workbook(tmp_path / "list.xlsx", rows))
    assert counts(told) == (2, 0, 1, 0)
    assert (7, "coordinates", "outside_claim") in why(told)


def test_proposal_shows_the_column_of_headings(
    named: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    assert named
    path = write_csv(tmp_path, *LISTED, header=HEADER)
    found: Any = survey(session, FileOrder(path, catalogue.layer("monuments"))).as_json()
    (column,) = (each for each in found["columns"] if each["column"] == "Өңір/Регион")
    assert (column["field"], column["sample"]) == ("region", ["Сауран ауданы", "Шетский район"])


@pytest.mark.parametrize(
    "row",
    [
        ";Дом культуры Сауранского района;;;",
        "Памятники археологии;;;;",
        ";Сауран;;;",
        "Сауран ауданы;Курган;;;",
    ],
)
def test_other_lonely_cells_are_rows_as_before(named: Load, tmp_path: Path, row: str) -> None:
    told = named(write_csv(tmp_path, row, "1;Курган;archaeology;48.5;71.5", header=HEADER))
    assert (told.run.read, told.run.loaded) == (2, 1)
    assert "heading" not in {code for _, _, code in why(told)}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("г. Туркестан", Level.DISTRICT),
        ("Туркестан қаласы", Level.DISTRICT),
        ("Шетский район:", Level.DISTRICT),
        ("II. Шет ауданы (12)", Level.DISTRICT),
        ("Туркестанская область", Level.OBLAST),
        ("Қарнақ ауылдық округі", Level.RURAL_DISTRICT),
        ("с.о. Карнак", Level.RURAL_DISTRICT),
        ("Туркестан", None),
        ("Музей города Туркестан", None),
        ("Всего по району", None),
    ],
)
def test_level_of_a_heading(text: str, level: Level | None) -> None:
    assert level_of(text, NAMED) == level


def test_number_colon_and_count_are_no_part_of_a_heading() -> None:
    assert bare("1. Сауранский район (12):") == "Сауранский район"
    assert bare("IV) Шет ауданы – 7 нысан") == "Шет ауданы"
