"""The regions as files: by every format, at the terminal, and anew after each change."""

from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pytest
from shapely.geometry import box, shape
from sqlalchemy import update
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import app
from api.downloads.download_order import download_order
from core.access.caller import STRANGER
from core.database.engine import make_engine, make_sessions
from core.settings import Settings
from core.text import Language
from layers.access import readable
from layers.exports.formats import FORMATS
from layers.exports.versions import version_of
from layers.reading.regions.collection import REGIONS
from layers.regions.region import Region
from layers.registry import Catalogue
from tests.api.asking import ENGLISH
from tests.api.downloading import Served
from tests.world.drawing import draw_squares
from tests.world.units import A_EAST, A_WEST, SOUTH, A

DOWNLOAD = "/api/collections/regions/download"


@pytest.fixture
def squares(committed_database: str, catalogue: Catalogue, tmp_path: Path) -> Iterator[Served]:
    """An atlas of two oblasts of two districts and two rural districts."""
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    with sessions() as session:
        draw_squares(session)
        session.commit()
    settings = Settings.from_environment(
        {"DATABASE_URL": committed_database, "ATLAS_DATA": str(tmp_path)}
    )
    with TestClient(create_app(settings, catalogue, committed_database)) as client:
        yield Served(client, sessions)
    engine.dispose()


def test_regions_come_in_every_format(squares: Served) -> None:
    for name in FORMATS:
        answer = squares.client.get(
            DOWNLOAD, params={"f": name, "filter": "level = 2"}, headers=ENGLISH
        )
        assert answer.status_code == 200, name
        assert answer.content, name
        assert answer.headers["content-crs"], name
    answer = squares.client.get(DOWNLOAD, params={"f": "geojson", "level": 2})
    found = {each["id"]: each["geometry"] for each in answer.json()["features"]}
    assert found.keys() == {int(A_WEST), int(A_EAST)}
    assert shape(found[int(A_WEST)]).equals(box(60, 50, 61, 52))


@pytest.mark.parametrize("code", [A, A_WEST, SOUTH])
def test_change_of_a_unit_or_of_the_one_above_is_another_version(
    squares: Served, code: str
) -> None:
    access = readable(REGIONS, STRANGER)
    with squares.sessions() as session:
        asked = download_order(session, access, {"f": "csv", "level": "3"}, "", Language.EN)
        first = version_of(session, asked.selection)
        assert version_of(session, asked.selection) == first
        session.execute(update(Region).where(Region.code == code).values(name_en="Other"))
        session.commit()
        assert (version_of(session, asked.selection) == first) == (code == A)


@pytest.mark.usefixtures("squares")
def test_regions_are_written_at_the_terminal(committed_database: str, tmp_path: Path) -> None:
    target = tmp_path / "districts.gpkg"
    done = CliRunner().invoke(
        app,
        ["export", "regions", "--to", str(target), "--filter", "level = 2"],
        env={"DATABASE_URL": committed_database},
    )
    assert done.exit_code == 0, done.output
    assert set(pyogrio.read_dataframe(target)["code"]) == {A_WEST, A_EAST}
