"""Records that files tell beside their objects: inspections, works and assessments of risk."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import grants_of
from core.database.engine import SessionFactory
from ingest.loading.runs.run import carry_out, take_up_waiting
from ingest.loading.undoing.undo import Kept, Stays, undo
from ingest.proposal.survey import survey
from ingest.rows.file_order import Decision, FileOrder
from layers.catalogue.endangered_objects import EndangeredObject, RiskAssessment, Work
from layers.catalogue.monuments import Inspection, Monument
from layers.history import History
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts, why
from tests.world.drawing import draw_country

REGISTER = "key;name_ru;kind;lat;lon;состояние;дата осмотра;примечание осмотра"
MOUND = "1;Курган;archaeology;51.5;67.25;Плохое;17.05.2024;Размыт склон"
OPERATOR = Caller(name="operator", grants=grants_of(["*"]))


def inspections(session: Session) -> list[tuple[date, str, str, str | None]]:
    session.expire_all()
    query = select(Inspection).order_by(Inspection.id)
    return [
        (each.inspected_on, each.condition, each.basis, each.note)
        for each in session.scalars(query)
    ]


def test_a_register_row_brings_its_inspection(load: Load, session: Session, tmp_path: Path) -> None:
    path = write_csv(tmp_path, MOUND, header=REGISTER)
    loaded = load(path, key_column="key")
    assert counts(loaded) == (1, 0, 0, 0)
    assert loaded.run.mapping["unknown"] == ["key"]
    assert inspections(session) == [(date(2024, 5, 17), "poor", "report", "Размыт склон")]
    monument = session.scalars(select(Monument)).one()
    assert (monument.condition, monument.inspected_on) == ("poor", date(2024, 5, 17))
    told = session.scalars(select(History).where(History.action == "edited")).one()
    before, after = told.changes["inspections"]
    assert (before, after["condition"], after["note"]) == (None, "poor", "Размыт склон")
    assert (told.run_id, told.facts) == (loaded.run.id, {"file": "list.csv", "row": "2"})


def test_the_same_file_again_adds_no_second_inspection(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, MOUND, header=REGISTER)
    load(path, key_column="key")
    assert counts(load(path, key_column="key")) == (0, 1, 0, 0)
    assert len(inspections(session)) == 1


def test_a_row_that_only_adds_an_inspection_is_loaded(
    load: Load, session: Session, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, MOUND, header=REGISTER), key_column="key")
    version = session.scalars(select(Monument.version)).one()
    newer = MOUND.replace("Плохое;17.05.2024", "хорошая;2025-06-01")
    path = write_csv(tmp_path, newer, header=REGISTER)
    assert counts(load(path, key_column="key", dry_run=True)) == (1, 0, 0, 0)
    assert len(inspections(session)) == 1
    assert counts(load(path, key_column="key")) == (1, 0, 0, 0)
    assert len(inspections(session)) == 2
    monument = session.scalars(select(Monument)).one()
    assert (monument.condition, monument.inspected_on) == ("good", date(2025, 6, 1))
    assert monument.version > version


def test_an_older_inspection_does_not_change_the_condition(
    load: Load, session: Session, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, MOUND, header=REGISTER), key_column="key")
    older = MOUND.replace("Плохое;17.05.2024", "Хорошее;2001-06-01")
    load(write_csv(tmp_path, older, header=REGISTER), key_column="key")
    assert session.scalars(select(Monument.condition)).one() == "poor"


def test_a_condition_without_a_date_is_no_inspection(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path,
        "1;Курган;archaeology;51.5;67.25;Плохое;;",
        "2;Городище;archaeology;50.5;67.25;;17.05.2024;",
        "3;Могильник;archaeology;49.5;67.25;;;",
        "4;Стоянка;archaeology;48.5;67.25;Хорошее;17.05.2024;",
        header=REGISTER,
    )
    loaded = load(path, key_column="key")
    assert counts(loaded) == (4, 0, 0, 0)
    assert why(loaded) == [
        (2, "inspections.inspected_on", "child_incomplete"),
        (3, "inspections.condition", "child_incomplete"),
    ]
    assert loaded.problems[0].value == "poor"
    assert len(inspections(session)) == 1


def test_a_condition_in_a_file_without_dates_is_listed_as_not_read(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path,
        "1;Курган;archaeology;51.5;67.25;Плохое",
        header="key;name_ru;kind;lat;lon;состояние",
    )
    loaded = load(path, key_column="key")
    assert counts(loaded) == (1, 0, 0, 0)
    assert "состояние" in loaded.run.mapping["unknown"]
    assert inspections(session) == []


def test_a_condition_in_other_words_is_listed_as_not_read(load: Load, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path,
        "1;Курган;archaeology;51.5;67.25;раскопан в 1956 году;1956-01-01;",
        header=REGISTER,
    )
    loaded = load(path, key_column="key")
    assert counts(loaded) == (1, 0, 0, 0)
    assert {"состояние", "дата осмотра"} <= set(loaded.run.mapping["unknown"])


def test_a_date_that_cannot_be_read_makes_its_row_wait_or_fail(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path, MOUND, "2;Ров;archaeology;50.5;67.25;ужасное;31.02.2024;", header=REGISTER
    )
    loaded = load(path, key_column="key")
    assert loaded.run.loaded == 1
    assert {each.field for each in loaded.problems} == {
        "inspections.condition",
        "inspections.inspected_on",
    }
    assert len(inspections(session)) == 1


def test_columns_of_records_can_be_told(load: Load, session: Session, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path,
        "1;Курган;archaeology;51.5;67.25;скверно;2024-05-17",
        header="key;name_ru;kind;lat;lon;Облик;Когда",
    )
    loaded = load(
        path,
        key_column="key",
        column_overrides={"inspections.condition": "Облик", "inspections.inspected_on": "Когда"},
        told_terms={("inspections.condition", "скверно"): "very_bad"},
        constants={"inspections.basis": "visit"},
    )
    assert counts(loaded) == (1, 0, 0, 0)
    assert inspections(session) == [(date(2024, 5, 17), "very_bad", "visit", None)]


def test_a_proposal_shows_the_columns_of_records(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session)
    path = write_csv(tmp_path, MOUND, header=REGISTER)
    shown = survey(session, FileOrder(path, catalogue.layer("monuments"))).as_json()
    fields = {each["column"]: each["field"] for each in shown["columns"]}
    assert fields["состояние"] == "inspections.condition"
    assert fields["дата осмотра"] == "inspections.inspected_on"
    titles = {each["name"]: each["title"]["ru"] for each in shown["fields"]}
    assert titles["inspections.condition"] == "Осмотры: Состояние"
    assert "inspections.condition" in {each["field"] for each in shown["terms"]}


def test_works_and_risks_of_endangered_objects_come_along(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path,
        "1;Мавзолей;emergency;51.5;67.25;Консервация;Ведутся;1500000;2026;2024-05-17;3,5;2;1",
        header="key;name_ru;priority;lat;lon;Вид работ;Ход работ;Стоимость;Год финансирования;"
        "Дата оценки;A;B;C",
    )
    loaded = load(path, "endangered_objects", key_column="key")
    assert counts(loaded) == (1, 0, 0, 0)
    assert loaded.run.mapping["unknown"] == ["key"]
    work = session.scalars(select(Work)).one()
    assert (work.kind, work.stage, work.cost_kzt, work.funding_year) == (
        "conservation", "under_way", 1_500_000, 2026,
    )  # fmt: skip
    risk = session.scalars(select(RiskAssessment)).one()
    assert (risk.a_when, risk.magnitude, risk.method_version) == (3.5, 6.5, "ABC-2016")
    assert session.scalars(select(EndangeredObject.risk_magnitude)).one() == pytest.approx(6.5)
    assert counts(load(path, "endangered_objects", key_column="key")) == (0, 1, 0, 0)


def test_undo_takes_new_objects_with_their_inspections(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    loaded = load(write_csv(tmp_path, MOUND, header=REGISTER), key_column="key")
    undone = undo(session, loaded.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.kept) == (1, ())
    assert inspections(session) == []


def test_undo_says_that_inspections_of_known_objects_stay(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, MOUND, header=REGISTER), key_column="key")
    newer = MOUND.replace("Курган", "Большой курган").replace("17.05.2024", "2025-06-01")
    loaded = load(write_csv(tmp_path, newer, header=REGISTER), key_column="key")
    undone = undo(session, loaded.run.id, catalogue, OPERATOR)
    monument = session.scalars(select(Monument)).one()
    assert (undone.deleted, undone.restored) == (0, 1)
    assert undone.kept == (Kept(monument.id, Stays.APPENDED, ("inspections",)),)
    assert (monument.name_ru, monument.inspected_on) == ("Курган", date(2025, 6, 1))


def test_undo_takes_works_from_known_objects(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    header = "key;name_ru;priority;lat;lon;вид работ;стадия"
    row = "1;Мавзолей;emergency;51.5;67.25;{}"
    load(write_csv(tmp_path, row.format(";"), header=header), "endangered_objects",
         key_column="key")  # fmt: skip
    loaded = load(
        write_csv(tmp_path, row.format("Реставрация;В плане"), header=header),
        "endangered_objects",
        key_column="key",
        told_terms={("works.stage", "в плане"): "planned"},
    )
    assert counts(loaded) == (1, 0, 0, 0)
    undone = undo(session, loaded.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.restored, undone.kept) == (0, 1, ())
    assert session.scalars(select(Work)).all() == []


def test_several_inspections_of_one_object_are_taken_one_after_another(
    load: Load, session: Session, sessions: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    newer = MOUND.replace("Плохое;17.05.2024", "Хорошее;18.05.2025")
    loaded = load(write_csv(tmp_path, MOUND, newer, header=REGISTER), key_column="key")
    assert counts(loaded) == (1, 0, 1, 0)
    assert why(loaded) == [(3, "key", "repeated")]
    run = take_up_waiting(session, loaded.run.id, {3: Decision()}, catalogue, OPERATOR)
    session.commit()
    assert counts(carry_out(sessions, run.id, catalogue)) == (1, 0, 0, 0)
    assert [each[:2] for each in inspections(session)] == [
        (date(2024, 5, 17), "poor"),
        (date(2025, 5, 18), "good"),
    ]
