"""Rows of files that are tied to objects: only to what their loader may know."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import grants_of
from layers.catalogue.endangered_objects import EndangeredObject
from layers.catalogue.monuments import Monument
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, why

CALLER = Caller(7, "officer", grants_of(["endangered_objects:write"]))
HEADER = "key;name_ru;priority;monument_id;place_released;lat;lon"


def monument(session: Session, **columns: object) -> int:
    row = Monument(name_ru="Курган", kind="archaeology", geom="POINT(67.5 51.5)", **columns)
    session.add(row)
    session.commit()
    return row.id


def test_row_tied_to_a_hidden_or_missing_monument_waits(
    load: Load, session: Session, tmp_path: Path
) -> None:
    hidden, shown = monument(session, visibility="hidden"), monument(session)
    path = write_csv(
        tmp_path,
        f"a;Первый;emergency;{hidden};;51.5;67.5",
        "b;Второй;emergency;987654321;;51.6;67.6",
        f"c;Третий;emergency;{shown};;51.7;67.7",
        header=HEADER,
    )
    told = load(path, "endangered_objects", caller=CALLER, key_column="key")
    assert why(told) == [(2, "monument_id", "unfit_tie"), (3, "monument_id", "unfit_tie")]
    assert told.run.loaded == 1


def test_row_of_a_file_takes_on_the_sensitivity_of_its_monument_and_cannot_release_itself(
    load: Load, session: Session, tmp_path: Path
) -> None:
    secret = monument(session, sensitive=True)
    path = write_csv(
        tmp_path,
        f"a;Первый;emergency;{secret};;51.5;67.5",
        f"b;Второй;emergency;{secret};true;51.6;67.6",
        header=HEADER,
    )
    told = load(path, "endangered_objects", caller=CALLER, key_column="key")
    assert why(told) == [(3, "place_released", "unfit_tie")]
    row = session.scalars(select(EndangeredObject)).one()
    assert (row.sensitive, row.sensitive_by_link) == (True, True)
