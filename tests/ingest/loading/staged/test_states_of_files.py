"""States that files tell: with their history for new rows, through the flow for known ones."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import grants_of
from ingest.loading.undoing.undo import undo
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.initiative_projects import InitiativeProject
from layers.catalogue.monuments import Monument
from layers.history import History
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts, why

REPORTS = "key;topic;text;submitted_at;lat;lon;status;closed_date;reason"
REGISTER = "key;name_ru;kind;lat;lon;статус;номер акта;дата акта"
OPERATOR = Caller(name="operator", grants=grants_of(["*"]))


def report(key: str, status: str, closed: str = "", reason: str = "") -> str:
    return f"{key};roads;Яма {key};2026-02-01;51.5;67.25;{status};{closed};{reason}"


def moves_of(session: Session, row: Monument | CitizenReport) -> list[History]:
    query = select(History).where(
        History.layer == row.__tablename__,
        History.feature_id == row.id,
        History.action == "moved",
    )
    return list(session.scalars(query.order_by(History.id)))


def one(session: Session, key: str) -> CitizenReport:
    session.expire_all()
    return session.scalars(select(CitizenReport).where(CitizenReport.source_key == key)).one()


def test_closed_reports_are_done_since_the_day_that_the_file_says(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path,
        report("1", "open"),
        report("2", "closed", "2026-02-10T09:30:00+05:00"),
        report("3", "Выполнено", "10.02.2026"),
        report("4", "Отклонена", "", "Не наша дорога"),
        header=REPORTS,
    )
    assert counts(load(path, "citizen_reports", key_column="key")) == (4, 0, 0, 0)
    done = one(session, "2")
    assert (done.state, done.done_on) == ("done", date(2026, 2, 10))
    [moved] = moves_of(session, done)
    assert (moved.move, moved.from_state, moved.to_state) == ("imported", "open", "done")
    assert moved.at.astimezone(UTC) == datetime(2026, 2, 10, 4, 30, tzinfo=UTC)
    assert (moved.facts["row"], moved.facts["file"], moved.facts["source"]) == (
        "3", "list.csv", "list",
    )  # fmt: skip
    assert one(session, "3").done_on == date(2026, 2, 10)
    refused = one(session, "4")
    assert (refused.state, moves_of(session, refused)[0].reason) == ("refused", "Не наша дорога")
    assert moves_of(session, one(session, "1")) == []
    assert counts(load(path, "citizen_reports", key_column="key")) == (0, 4, 0, 0)


def test_a_state_that_demands_a_reason_waits_without(load: Load, tmp_path: Path) -> None:
    path = write_csv(tmp_path, report("1", "rejected"), header=REPORTS)
    loaded = load(path, "citizen_reports", key_column="key")
    assert why(loaded) == [(2, "state", "state_unmet")]
    assert "Give the reason" in loaded.problems[0].reason_en


@pytest.mark.parametrize("nothing", ["нет", "-", "н/д"])
def test_a_word_for_nothing_is_no_reason(load: Load, tmp_path: Path, nothing: str) -> None:
    path = write_csv(tmp_path, report("1", "refused", "", nothing), header=REPORTS)
    assert why(load(path, "citizen_reports", key_column="key")) == [(2, "state", "state_unmet")]


def test_a_listed_monument_needs_its_act(load: Load, session: Session, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path,
        "1;Курган;archaeology;51.5;67.25;В списке;№ 77;2019-03-21",
        "2;Мавзолей;archaeology;50.5;67.25;в государственном списке;;",
        header=REGISTER,
    )
    loaded = load(path, key_column="key")
    assert counts(loaded) == (1, 0, 1, 0)
    assert why(loaded) == [(3, "state", "state_unmet")]
    assert "act's number; Give the act's date" in loaded.problems[0].reason_en
    monument = session.scalars(select(Monument)).one()
    [moved] = moves_of(session, monument)
    assert (monument.state, moved.facts["act_number"]) == ("listed", "№ 77")
    assert moved.at.astimezone(UTC).date() == date(2019, 3, 20)


def test_a_known_report_moves_through_the_flow(
    load: Load, session: Session, tmp_path: Path
) -> None:
    before = write_csv(tmp_path, report("1", "open"), report("2", "open"), header=REPORTS)
    load(before, "citizen_reports", key_column="key")
    after = write_csv(
        tmp_path, report("1", "closed", "2026-03-01"), report("2", "open"), header=REPORTS
    )
    dry = load(after, "citizen_reports", key_column="key", dry_run=True)
    assert (counts(dry), one(session, "1").state) == ((1, 1, 0, 0), "open")
    loaded = load(after, "citizen_reports", key_column="key")
    assert counts(loaded) == (1, 1, 0, 0)
    row = one(session, "1")
    assert (row.state, row.done_on) == ("done", date(2026, 3, 1))
    [moved] = moves_of(session, row)
    assert (moved.move, moved.changes["state"]) == ("solve", ["open", "done"])


def test_a_state_that_a_person_set_is_not_overwritten(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, report("1", "open"), header=REPORTS)
    load(path, "citizen_reports", key_column="key")
    row = one(session, "1")
    row.state = "assigned"
    session.add(
        History(layer="citizen_reports", feature_id=row.id, action="moved", move="assign",
                from_state="open", to_state="assigned", by_user_id=1)
    )  # fmt: skip
    session.commit()
    loaded = load(
        write_csv(tmp_path, report("1", "closed"), header=REPORTS),
        "citizen_reports",
        key_column="key",
    )
    assert why(loaded) == [(2, "state", "state_moved_since")]
    assert one(session, "1").state == "assigned"


def test_no_move_leads_back(load: Load, session: Session, tmp_path: Path) -> None:
    refused = report("1", "refused", "", "Не наша дорога")
    before = write_csv(tmp_path, refused, header=REPORTS)
    assert counts(load(before, "citizen_reports", key_column="key")) == (1, 0, 0, 0)
    loaded = load(
        write_csv(tmp_path, report("1", "open"), header=REPORTS),
        "citizen_reports",
        key_column="key",
    )
    assert why(loaded) == [(2, "state", "state_unreachable")]
    assert one(session, "1").state == "refused"


def test_undo_takes_states_back(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, report("1", "open"), header=REPORTS),
         "citizen_reports", key_column="key")  # fmt: skip
    loaded = load(
        write_csv(tmp_path, report("1", "closed", "2026-03-01"), report("2", "closed"),
                  header=REPORTS),
        "citizen_reports",
        key_column="key",
    )  # fmt: skip
    assert counts(loaded) == (2, 0, 0, 0)
    undone = undo(session, loaded.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.restored, undone.kept) == (1, 1, ())
    row = one(session, "1")
    assert (row.state, row.done_on) == ("open", None)


def test_a_column_of_other_statuses_is_not_the_state(load: Load, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path,
        "1;Курган;archaeology;51.5;67.25;частный",
        header="key;name_ru;kind;lat;lon;статус",
    )
    loaded = load(path, key_column="key")
    assert counts(loaded) == (1, 0, 0, 0)
    assert "статус" in loaded.run.mapping["unknown"]


def test_one_state_can_be_told_for_all_rows(load: Load, session: Session, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path,
        "1;Школа;51.5;67.25",
        header="key;name_ru;lat;lon",
    )
    told = {"type": "social", "direction": "education", "state": "initiative"}
    loaded = load(path, "initiative_projects", key_column="key", constants=told)
    assert counts(loaded) == (1, 0, 0, 0)
    assert session.scalars(select(InitiativeProject.state)).one() == "initiative"


@pytest.mark.parametrize(
    "status", ["Жабылды", "CLOSED", "Решено", "resolved", "done", "Орындалды", "Fixed - council"]
)
def test_words_for_done_are_known(
    load: Load, session: Session, tmp_path: Path, status: str
) -> None:
    path = write_csv(tmp_path, report("1", status), header=REPORTS)
    assert counts(load(path, "citizen_reports", key_column="key")) == (1, 0, 0, 0)
    assert (one(session, "1").state, one(session, "1").done_on) == ("done", None)


@pytest.mark.parametrize("status", ["реализован", "Завершён", "жүзеге асырылды", "completed"])
def test_implemented_project_does_not_become_a_submitted_one(
    load: Load, session: Session, tmp_path: Path, status: str
) -> None:
    path = write_csv(
        tmp_path, f"Сквер;social;improvement;{status};51.5;67.25",
        header="name_ru;type;direction;Статус;lat;lon",
    )  # fmt: skip
    told = load(path, "initiative_projects")
    assert why(told) == [(2, "state", "state_unmet")]
    assert session.scalars(select(InitiativeProject)).all() == []
