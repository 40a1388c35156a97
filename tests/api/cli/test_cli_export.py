"""`tuganzher export`: the same files as a download, at the terminal."""

import json
from pathlib import Path

import pyogrio
import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from api.cli import app
from api.cli.export import UnknownEndingError
from core.errors import InvalidValueError
from layers.reading.conditions import UnknownRegionCodeError
from tests.api.downloading import KAZAKH, Served

HIDDEN = "Жасырын"


def export(served: Served, *arguments: object) -> Result:
    with served.sessions() as session:
        engine = session.get_bind()
        assert isinstance(engine, Engine)
        url = engine.url.render_as_string(hide_password=False)
    return CliRunner().invoke(
        app, ["--lang", "en", "export", *map(str, arguments)], env={"DATABASE_URL": url}
    )


@pytest.mark.parametrize("file_format", ["gpkg", "geojson", "fgb"])
def test_file_holds_what_a_stranger_would_download(
    served: Served, tmp_path: Path, file_format: str
) -> None:
    target = tmp_path / f"ескерткіштер.{file_format}"
    done = export(served, "monuments", "--to", target)
    assert done.exit_code == 0, done.output
    found = pyogrio.read_dataframe(target)
    assert set(found["name_kk"]) == {KAZAKH, "Қорық", "Құпия жер"}
    assert "original_coordinates" not in found.columns
    assert done.stdout.startswith("3 objects written")
    assert list(tmp_path.iterdir()) == [target]


def test_everything_is_written_on_demand(served: Served, tmp_path: Path) -> None:
    target = tmp_path / "all.gpkg"
    assert export(served, "monuments", "--to", target, "--everything").exit_code == 0
    found = pyogrio.read_dataframe(target)
    assert HIDDEN in set(found["name_kk"])
    assert "original_coordinates" in found.columns


def test_selection_and_system_are_those_of_the_options(served: Served, tmp_path: Path) -> None:
    target = tmp_path / "some.data"
    done = export(
        served, "monuments", "--to", target, "--format", "fgb", "--bbox", "61,51,62,52",
        "--filter", "kind = 'archaeology'", "--crs", "EPSG:32641",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert pyogrio.read_info(target)["crs"] == "EPSG:32641"
    assert pyogrio.read_info(target)["features"] == 1


def test_table_has_what_is_known_of_it_beside_it(served: Served, tmp_path: Path) -> None:
    target = tmp_path / "reports.csv"
    assert export(served, "citizen_reports", "--to", target).exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,lon,lat,")
    known = json.loads((tmp_path / "reports.csv-metadata.json").read_text(encoding="utf-8"))
    assert (known["layer"], known["count"]) == ("citizen_reports", 2)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--to", "x.docx"], UnknownEndingError),
        (["--to", "x.gpkg", "--region", "1"], UnknownRegionCodeError),
        (["--to", "x.kml", "--crs", "EPSG:3857"], InvalidValueError),
    ],
)
def test_wrong_option_leaves_no_file(
    served: Served,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    error: type[Exception],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert isinstance(export(served, "monuments", *options).exception, error)
    assert list(tmp_path.iterdir()) == []
