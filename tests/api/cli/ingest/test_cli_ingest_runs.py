"""What an officer does with loads at the terminal: confirm, save, go on, read the audit, undo."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import create_engine, text

from api.cli.ingest import ingest_file
from ingest.loading.runs import run as ingest_run
from tests.api.cli.ingest.test_cli_ingest import names, run

ROWS = (
    "№;Наименование объекта;Вид;Координаты\n"
    "a;Мавзолей;Археология;43,2975 68,2711\n"
    "b;Стена;Ансабль;43,31 68,29\n"
    "c;Башня;ансамбль;0 0\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def state_of(database_url: str, number: int) -> str:
    engine = create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        query = text("SELECT state FROM ingest_runs WHERE id = :number")
        state: str = connection.scalars(query, {"number": number}).one()
    engine.dispose()
    return state


def test_yes_accepts_what_is_proposed_and_the_mapping_is_kept(
    loadable: str, path: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "mapping.yaml"
    cautious = run(loadable, path, "--layer", "monuments", "--dry-run", "--json")
    assert json.loads(cautious.stdout)["rejected"] == 1
    accepted = run(
        loadable, path, "--layer", "monuments", "--yes", "--json", "--save-mapping", kept
    )  # fmt: skip
    answer = json.loads(accepted.stdout)
    assert (answer["loaded"], answer["waiting"], answer["rejected"]) == (2, 1, 0)
    assert "Наименование объекта" in kept.read_text(encoding="utf-8")
    again = run(loadable, path, "--mapping", kept, "--json")
    answer = json.loads(again.stdout)
    assert (answer["loaded"], answer["unchanged"], answer["waiting"]) == (0, 2, 1)


def test_person_at_the_terminal_sees_the_proposal_and_may_refuse(
    loadable: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest_file.Way, "asks", True)
    refused = run(loadable, path, "--layer", "monuments", typed="n\n")
    assert isinstance(refused.exception, ingest_file.NotConfirmedError)
    assert "Наименование объекта" in refused.stdout
    assert "Ансабль" in refused.stdout
    assert names(loadable) == []
    run(loadable, path, "--layer", "monuments", typed="y\n")
    assert names(loadable) == ["Мавзолей", "Стена"]


def test_required_field_that_nothing_fills_is_asked_for_and_then_told(
    loadable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "points.csv"
    path.write_text("Название;Координаты\nОбо;43,2975 68,2711\n", "utf-8")
    monkeypatch.setattr(ingest_file.Way, "asks", True)
    told = (path, "--layer", "monuments")
    asked = run(loadable, *told, typed="n\n")
    assert "A required field is empty: kind. One value for all rows: --set kind=…" in asked.stdout
    agreed = run(loadable, *told, "--set", "kind=archaeology", typed="y\n")
    assert agreed.exit_code == 0
    assert "required field is empty" not in agreed.stdout
    assert agreed.stdout.count("field kind = “archaeology” in all rows") == 2


def test_audit_of_a_load_is_written_and_its_rows_can_be_loaded_again(
    loadable: str, path: Path, tmp_path: Path
) -> None:
    audit = tmp_path / "ingest-1.xlsx"
    run(loadable, path, "--layer", "monuments", "--yes", "--audit", audit)
    book = load_workbook(audit)
    page = book.worksheets[0]
    assert [cell.value for cell in page[2]][:3] == ["c", "Башня", "ансамбль"]
    assert page["D2"].comment is not None
    page["D2"] = "43,33 68,31"
    book.save(audit)
    corrected = run(loadable, audit, "--layer", "monuments", "--yes", "--json")
    assert json.loads(corrected.stdout)["loaded"] == 1
    assert names(loadable) == ["Башня", "Мавзолей", "Стена"]


def test_load_that_was_cut_short_goes_on(
    loadable: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest_file, "carried_out", _cut_short)
    cut = run(loadable, path, "--layer", "monuments", "--yes")
    assert isinstance(cut.exception, KeyboardInterrupt | SystemExit)
    monkeypatch.undo()
    assert names(loadable) == []
    assert state_of(loadable, 1) == "queued"
    resumed = run(loadable, "--resume", "--json")
    assert json.loads(resumed.stdout)["loaded"] == 2
    assert names(loadable) == ["Мавзолей", "Стена"]
    nothing = run(loadable, "--resume")
    assert isinstance(nothing.exception, ingest_file.NothingToResumeError)


def _cut_short(*_arguments: object, **_options: object) -> None:
    raise SystemExit(130)


def test_load_is_listed_and_undone(loadable: str, path: Path) -> None:
    run(loadable, path, "--layer", "monuments", "--yes")
    listed = json.loads(run(loadable, "runs", "--json").stdout)
    assert [(each["file"], each["loaded"], each["state"]) for each in listed] == [
        ("list.csv", 2, "done")
    ]
    undone = run(loadable, "undo", listed[0]["run"], "--json")
    assert json.loads(undone.stdout)["removed"] == 2
    assert names(loadable) == []
    twice = run(loadable, "undo", listed[0]["run"])
    assert twice.exit_code == 1
    unknown = run(loadable, "audit", 99, "--to", path.with_suffix(".xlsx"))
    assert isinstance(unknown.exception, ingest_run.UnknownRunError)


def test_folder_and_several_files_are_told_in_one_answer(loadable: str, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"list{number}.csv").write_text(
            f"name_ru;kind;coordinates\nМола {number};ensemble;43.{number}5 68.27\n", "utf-8"
        )
    (tmp_path / "note.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    loaded = run(loadable, tmp_path, "--layer", "monuments", "--json")
    assert [each["loaded"] for each in json.loads(loaded.stdout)] == [1, 1]
    assert "note.doc" in loaded.stderr
