"""Commands on a database without tables, or without regions, say what to run."""

from pathlib import Path

import pytest

from core.database.engine import make_engine
from core.errors import AtlasError
from layers.readiness import (
    RegionsMissingError,
    TablesMissingError,
    TablesOutdatedError,
    require_tables,
)
from tests.api.cli.test_cli import run

BOUNDARIES = ("regions", "boundaries", "file.geojson", "--code", "code", "--source", "test")


def refusal(url: str, folder: Path, *arguments: str) -> AtlasError:
    told = run(url, *(each.replace("file.", f"{folder}/file.") for each in arguments))
    assert told.exit_code == 1
    assert isinstance(told.exception, AtlasError), told.exception
    return told.exception


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "file.csv").write_text("name_ru;kind;lat;lon\nК;археология;48,5;67,5\n", "utf-8")
    (tmp_path / "file.geojson").write_text('{"type":"FeatureCollection","features":[]}', "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ("ingest", "file", "file.csv", "--layer", "monuments", "--dry-run"),
        ("ingest", "starter"),
        ("ingest", "runs"),
        ("ingest", "audit", "1", "--to", "file.xlsx"),
        ("ingest", "undo", "1"),
        ("regions", "load"),
        BOUNDARIES,
        ("users", "list"),
        ("users", "add", "somebody", "--permission", "*"),
        ("export", "monuments", "--to", "file.csv"),
        ("tiles", "verify"),
        ("tiles", "refresh"),
        ("tiles", "rebuild"),
        ("tiles", "export", "file.pmtiles"),
        ("work",),
    ],
)
def test_commands_without_tables_say_how_to_make_them(
    empty_database: str, files: Path, command: tuple[str, ...]
) -> None:
    error = refusal(empty_database, files, *command)
    assert isinstance(error, TablesMissingError)
    for phrase in error.phrase.as_dict().values():
        assert "tuganzher database migrate" in phrase


@pytest.mark.parametrize(
    "command",
    [
        ("ingest", "file", "file.csv", "--layer", "monuments", "--dry-run"),
        ("ingest", "starter"),
        BOUNDARIES,
    ],
)
def test_commands_without_regions_say_how_to_load_them(
    committed_database: str, files: Path, command: tuple[str, ...]
) -> None:
    error = refusal(committed_database, files, *command)
    assert isinstance(error, RegionsMissingError)
    for phrase in error.phrase.as_dict().values():
        assert "tuganzher regions load" in phrase


def test_tables_of_another_version_are_told_from_none(committed_database: str) -> None:
    engine = make_engine(committed_database)
    with engine.connect() as connection:
        require_tables(connection)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
        with pytest.raises(TablesOutdatedError, match="0003"):
            require_tables(connection)
    engine.dispose()
