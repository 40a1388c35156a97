"""Values written anew for waiting rows, whatever columns the file has."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from geoalchemy2.shape import to_shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory
from ingest.loading.runs.run import carry_out, take_up_waiting
from ingest.rows.file_order import Decision
from ingest.staging.runs import Run, RunState
from layers.catalogue.monuments import Monument
from layers.registry import Catalogue
from tests.ingest.conftest import OPERATOR
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts

Decide = Callable[..., Run]


@pytest.fixture
def decide(session: Session, sessions: SessionFactory, catalogue: Catalogue) -> Decide:
    """Carries out what was decided on rows that a run left."""

    def decided(run: Run, decisions: dict[int, dict[str, Any]]) -> Run:
        told = {row: Decision(**said) for row, said in decisions.items()}
        following = take_up_waiting(session, run.id, told, catalogue, OPERATOR)
        session.commit()
        done = carry_out(sessions, following.id, catalogue)
        session.expire_all()
        assert done.error is None
        assert done.state == RunState.DONE
        return done

    return decided


def place_of(session: Session, name: str) -> tuple[float, float]:
    row = session.scalars(select(Monument).where(Monument.name_ru == name)).one()
    return to_shape(row.geom).coords[0]


@pytest.mark.parametrize("written", ["51,25 67,25", "51°15'00\" с.ш. 67°15'00\" в.д."])
def test_coordinates_of_a_row_with_two_columns_are_written_anew_as_one_text(
    load: Load, session: Session, decide: Decide, tmp_path: Path, written: str
) -> None:
    path = write_csv(
        tmp_path, "Курган;археология;510;67,5", "Мечеть;ансамбль;51,6;67,6",
        header="name_ru;kind;lat;lon",
    )  # fmt: skip
    told = load(path)
    assert counts(told) == (1, 0, 1, 0)
    run = decide(told.run, {2: {"values": {"coordinates": written}}})
    assert counts(run) == (1, 0, 0, 0)
    assert place_of(session, "Курган") == pytest.approx((67.25, 51.25))


def test_one_of_two_columns_is_written_anew(
    load: Load, session: Session, decide: Decide, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, "Курган;археология;510;67,5", header="name_ru;kind;lat;lon")
    run = decide(load(path).run, {2: {"values": {"lat": "51,0"}}})
    assert counts(run) == (1, 0, 0, 0)
    assert place_of(session, "Курган") == pytest.approx((67.5, 51.0))


def test_field_without_a_column_is_filled_for_one_row(
    load: Load, decide: Decide, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, "Курган;51,5;67,5", "Яма;51,6;67,6", header="name_ru;lat;lon")
    told = load(path)
    assert counts(told) == (0, 0, 0, 2)
    run = decide(told.run, {2: {"values": {"kind": "археология"}}})
    assert counts(run) == (1, 0, 0, 0)
    run = decide(told.run, {3: {"values": {"kind": "нечто"}}})
    assert counts(run) == (0, 0, 0, 1)
    run = decide(run, {3: {"values": {"kind": "ансамбль"}}})
    assert counts(run) == (1, 0, 0, 0)


def test_column_that_bears_the_name_of_a_field_it_does_not_fill_is_left_alone(
    load: Load, decide: Decide, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path, "Курган;археология;x;510;67,5", header="name_ru;kind;coordinates;lat;lon"
    )
    told = load(path, column_overrides={"coordinates": ""})
    run = decide(told.run, {2: {"values": {"coordinates": "51,25 67,25"}}})
    assert counts(run) == (1, 0, 0, 0)


def test_drawn_place_gives_way_to_coordinates_that_were_written(
    load: Load, session: Session, decide: Decide, tmp_path: Path
) -> None:
    path = tmp_path / "list.geojson"
    path.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties":'
        ' {"name_ru": "Курган", "kind": "археология"}, "geometry":'
        ' {"type": "Point", "coordinates": [10, 10]}}]}'
    )
    told = load(path)
    run = decide(told.run, {1: {"values": {"coordinates": "51,25 67,25"}}})
    assert counts(run) == (1, 0, 0, 0)
    assert place_of(session, "Курган") == pytest.approx((67.25, 51.25))
