"""Files of people who may write in one oblast only: rows elsewhere wait, nothing else changes."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from core.errors import ForbiddenError
from ingest.loading.runs.run_access import visible_run
from ingest.loading.runs.run_errors import UnknownRunError
from ingest.loading.undoing.undo import undo
from layers.catalogue.monuments import Monument
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts, monuments, why
from tests.world.units import EAST, WEST

WESTERN = Caller(7, "Айгүл", grants_of([f"monuments:create@{WEST}", f"monuments:edit@{WEST}"]))
EASTERN = Caller(8, "Болат", grants_of([f"monuments:write@{EAST}"]))
AUTHOR = Caller(9, "Гүлнар", grants_of(["monuments:create@own", "monuments:edit@own"]))
THERE, ELSEWHERE = "a;Курган;археология;51,5 67,5", "b;Мавзолей;ансамбль;48,5 71,5"


def test_rows_outside_the_territory_wait_with_their_reason(
    load: Load, session: Session, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, THERE, ELSEWHERE), key_column="key", caller=WESTERN)
    assert counts(told) == (1, 0, 1, 0)
    assert set(monuments(session)) == {"Курган"}
    assert why(told) == [(3, "key", "outside_territory")]
    assert session.scalars(select(Monument.author_id)).one() == 7


def test_known_object_is_changed_only_within_the_territory_and_not_moved_out_of_it(
    load: Load, session: Session, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, THERE, ELSEWHERE), key_column="key")
    renamed = write_csv(
        tmp_path, "a;Курган-2;археология;51,5 67,5", "b;Мавзолей-2;ансамбль;48,5 71,5"
    )
    assert counts(load(renamed, key_column="key", caller=WESTERN)) == (1, 0, 1, 0)
    assert counts(load(renamed, key_column="key", caller=EASTERN)) == (1, 0, 1, 0)
    moved = write_csv(tmp_path, "a;Курган-3;археология;48,5 71,5")
    assert counts(load(moved, key_column="key", caller=WESTERN)) == (0, 0, 1, 0)
    assert set(monuments(session)) == {"Курган-2", "Мавзолей-2"}


def test_author_loads_and_changes_what_is_their_own(load: Load, tmp_path: Path) -> None:
    load(write_csv(tmp_path, THERE), key_column="key")
    both = write_csv(tmp_path, "a;Курган-2;археология;51,5 67,5", ELSEWHERE)
    told = load(both, key_column="key", caller=AUTHOR)
    assert counts(told) == (1, 0, 1, 0)
    again = write_csv(tmp_path, "b;Мавзолей-2;ансамбль;48,5 71,5")
    assert counts(load(again, key_column="key", caller=AUTHOR)) == (1, 0, 0, 0)


def test_nobody_sees_the_load_of_another_territory(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, THERE), key_column="key", caller=WESTERN)
    assert visible_run(session, catalogue, WESTERN, told.run.id).id == told.run.id
    everywhere = Caller(10, "Ерлан", grants_of(["monuments:edit"]))
    assert visible_run(session, catalogue, everywhere, told.run.id).id == told.run.id
    for caller in (EASTERN, STRANGER):
        with pytest.raises(UnknownRunError):
            visible_run(session, catalogue, caller, told.run.id)
    with pytest.raises(ForbiddenError):
        undo(session, told.run.id, catalogue, STRANGER)


def test_officer_of_an_oblast_takes_their_load_back(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, THERE), key_column="key", caller=WESTERN)
    assert undo(session, told.run.id, catalogue, WESTERN).deleted == 1
    assert monuments(session) == {}
