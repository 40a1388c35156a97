import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner, Result

from api.cli import app
from core.errors import InvalidValueError
from layers.model.vocabulary import UnknownTermError

ROWS = (
    "key;Название;Вид;Координаты;Заметка\n"
    "a;Мавзолей;курган;43,2975 68,2711;x\n"
    "b;Стена;ансамбль;0 0;y\n"
    "c;Башня;щщщ;43,3 68,3;z\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(ROWS.encode("cp1251"))
    return path


def run(database_url: str, *arguments: object, typed: str | None = None) -> Result:
    environment = {"DATABASE_URL": database_url, "LANG": "C"}
    return CliRunner().invoke(app, ["ingest", *map(str, arguments)], typed, env=environment)


def names(database_url: str) -> list[str]:
    engine = create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        query = text("SELECT name_ru FROM monuments WHERE source = 'list' ORDER BY 1")
        found = list(connection.scalars(query))
    engine.dispose()
    return found


def test_file_is_loaded_told_and_found_again(loadable: str, path: Path) -> None:
    told = ("--layer", "monuments", "--key", "key", "--value", "kind:Курган=archaeology")
    first = run(loadable, path, *told, "--json")
    assert first.exit_code == 5
    answer = json.loads(first.stdout)
    counted = {
        name: answer[name] for name in ("read", "loaded", "unchanged", "waiting", "rejected")
    }
    assert counted == {"read": 3, "loaded": 1, "unchanged": 0, "waiting": 1, "rejected": 1}
    assert answer["columns"]["name_ru"] == "Название"
    assert answer["unknown_columns"] == ["Заметка"]
    assert answer["unknown_values"] == [{"field": "kind", "value": "щщщ", "rows": 1}]
    assert [(each["row"], each["code"]) for each in answer["problems"]] == [
        (2, "in_no_region"),
        (3, "zero"),
        (4, "unknown_term"),
    ]
    # Nobody knows where the only region of this test lies.
    assert set(answer["problems"][0]["reason"]) == {"kk", "ru", "en"}
    path.write_text(ROWS.replace("0 0", "43,29 68,28").replace("щщщ", "ансамбль"), "utf-8")
    second = run(loadable, "--layer", "monuments", path, *told[2:])
    assert second.exit_code == 0
    assert "Read 3 = loaded 2 + unchanged 1 + waiting 0 + rejected 0." in second.stdout
    assert names(loadable) == ["Башня", "Мавзолей", "Стена"]


def test_dry_run_tells_the_same_and_writes_nothing(loadable: str, path: Path) -> None:
    told = run(
        loadable, "file", path, "--layer", "monuments", "--map", "name_kk=Заметка",
        "--value", "kind:курган=archaeology", "--dry-run",
    )  # fmt: skip
    assert told.exit_code == 5
    assert "Read 3 = loaded 1 + unchanged 0 + waiting 1 + rejected 1." in told.stdout
    assert "nothing was written" in told.stdout
    summary = [line.split() for line in told.stdout.splitlines() if line.startswith("unknown_term")]
    assert summary == [["unknown_term", "│", "rejected", "│", "1"]]
    assert "row 3, coordinates “0 0”: 0, 0 is no place but an empty value" in told.stderr
    assert names(loadable) == []


def test_wrongly_told_values_are_refused(loadable: str, path: Path) -> None:
    for written, error in (
        ("kind:x=nothing", UnknownTermError),
        ("name_ru:x=y", InvalidValueError),
    ):
        refused = run(loadable, path, "--layer", "monuments", "--value", written)
        assert isinstance(refused.exception, error)
    assert run(loadable, path).exit_code == 2


def test_points_of_a_navigator_are_loaded_with_a_value_for_all(
    loadable: str, tmp_path: Path
) -> None:
    path = tmp_path / "list.gpx"
    points = "".join(
        f'<wpt lat="43.{number}" lon="68.2"><name>Обо {number}</name></wpt>' for number in (1, 2, 3)
    )
    path.write_text(f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>')
    told = (path, "--layer", "monuments", "--map", "name_ru=name")
    without = run(loadable, *told, "--json")
    assert json.loads(without.stdout)["rejected"] == 3
    saved = tmp_path / "list.yaml"
    loaded = run(loadable, *told, "--set", "kind=Археология", "--save-mapping", saved)
    assert loaded.exit_code == 0, loaded.output
    assert "field kind = “Археология” in all rows" in loaded.stdout
    assert names(loadable) == ["Обо 1", "Обо 2", "Обо 3"]
    again = run(loadable, path, "--mapping", saved, "--json")
    answer = json.loads(again.stdout)
    assert (answer["unchanged"], answer["constants"]) == (3, {"kind": "Археология"})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--set", "kind=башня"), "Possible values: Archaeology"),
        (("--set", "lat=43"), "The place is read from each row"),
        (("--set", "kind=archaeology", "--map", "kind=Вид"), "leave one of the two"),
        (("--set", "kind"), "left=right"),
    ],
)
def test_unusable_value_for_all_rows_is_refused_before_a_load_begins(
    loadable: str, path: Path, options: tuple[str, ...], said: str
) -> None:
    refused = run(loadable, path, "--layer", "monuments", *options)
    assert isinstance(refused.exception, InvalidValueError)
    assert said in str(refused.exception)
    assert run(loadable, "runs", "--json").stdout.strip() in ("[]", "")
