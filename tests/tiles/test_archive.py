"""Archives hold what the live tiles hold, all of it and nothing else."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import shapely
from starlette.testclient import TestClient

from core.database.engine import SessionFactory, transaction
from core.errors import AtlasError, InvalidValueError
from core.text import Language
from geo.grid import Tile, tile_at
from layers.regions.region import UnknownRegionError
from layers.registry import Catalogue
from tests.tiles.archive_to_kill import LAYERS, ZOOMS
from tests.tiles.archived import BEGUN_AT, archived, ordered, tiles_in, told_by
from tests.tiles.decoded import decoded, tiles_between
from tests.world.objects import add_monument
from tests.world.units import WEST_SOUTH, rural_districts
from tiles.pmtiles import drawing
from tiles.pmtiles.drawing import Drawing
from tiles.pmtiles.errors import (
    ArchiveBusyError,
    ArchiveRoomError,
    ArchiveStoppedError,
    NothingToArchiveError,
    TooManyTilesError,
)
from tiles.pmtiles.work_file import work_file, work_path
from tiles.tile_layer import NoTileLayerError

PROJECT = Path(__file__).parents[2]
FRAME = (65.5, 47.5, 70.5, 52.5)
"""Around the drawn country, with room for what would lie outside."""
PLACE = (66.5, 49.0)
TENT = "POLYGON((66.5 49, 66.5002 49, 66.5002 49.0002, 66.5 49.0002, 66.5 49))"
"""Twenty metres: nothing of it can be seen at small scales."""


def live(client: TestClient, layers: str, zooms: range) -> dict[Tile, bytes]:
    """The tiles in the frame that hold anything, asked one by one."""
    wanted = [tile for zoom in zooms for tile in tiles_between(*FRAME, zoom)]
    answers = {tile: client.get(f"/api/tiles/{layers}/{tile}") for tile in wanted}
    return {tile: answer.content for tile, answer in answers.items() if answer.status_code == 200}


@contextmanager
def program(url: str, path: Path, largest_file: int = 0) -> Iterator["subprocess.Popen[str]"]:
    """A program of its own that makes the archive."""
    arguments = [url, str(path), str(largest_file)]
    with subprocess.Popen(  # noqa: S603 - our own test program
        [sys.executable, "-m", "tests.tiles.archive_to_kill", *arguments],
        cwd=PROJECT, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield process


def test_archive_holds_exactly_the_live_tiles(
    tiles: TestClient, drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "all.pmtiles"
    made = archived(catalogue, drawn_database, path, LAYERS, zooms="0-10")
    expected = live(tiles, LAYERS, range(11))
    assert tiles_in(path) == expected
    assert made.tiles == len(expected)
    assert list(tmp_path.iterdir()) == [path]


def test_region_gets_the_whole_tiles_that_touch_it(
    tiles: TestClient, drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "district.pmtiles"
    archived(catalogue, drawn_database, path, LAYERS, region=WEST_SOUTH, zooms="5-10")
    shapes = [shape for code, shape in rural_districts().items() if code.startswith(WEST_SOUTH[:3])]
    district = shapely.union_all(shapes)
    expected = {
        tile: content
        for tile, content in live(tiles, LAYERS, range(5, 11)).items()
        if shapely.box(*tile.bounds).intersects(district)
    }
    assert tiles_in(path) == expected
    header, _ = told_by(path)
    west, _, _, north = district.bounds
    assert header["min_lon_e7"] == pytest.approx(west * 1e7, abs=10)
    assert header["max_lat_e7"] == pytest.approx(north * 1e7, abs=10)
    assert (header["min_zoom"], header["max_zoom"]) == (5, 10)


def test_layers_that_begin_deeper_are_found_below_empty_tiles(
    tiles: TestClient,
    drawn: SessionFactory,
    drawn_database: str,
    catalogue: Catalogue,
    tmp_path: Path,
) -> None:
    with transaction(drawn) as session:
        add_monument(session, TENT)
    path = tmp_path / "deep.pmtiles"
    layers = ",".join(source.id for source in catalogue.layers)
    archived(catalogue, drawn_database, path, layers, zooms="0-14")
    tent = tile_at(*PLACE, 14)
    around = [Tile(14, tent.x + x, tent.y + y) for x in range(-4, 5) for y in range(-4, 5)]
    answers = {tile: tiles.get(f"/api/tiles/{layers}/{tile}") for tile in around}
    expected = {tile: answer.content for tile, answer in answers.items() if answer.content}
    found = tiles_in(path)
    assert {tile: found[tile] for tile in around if tile in found} == expected
    assert tent in expected
    assert decoded(found[tent], tent)["monuments"]


def test_no_empty_stretch_of_land_is_asked_for(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    tiles_of_database = Drawing.tiles

    async def counted(self: Drawing, tiles: Sequence[Tile]) -> list[bytes]:
        asked.extend(tiles)
        return await tiles_of_database(self, tiles)

    monkeypatch.setattr(Drawing, "tiles", counted)
    path = tmp_path / "reports.pmtiles"
    made = archived(catalogue, drawn_database, path, "citizen_reports", zooms="0-11")
    in_the_frame = sum(len(tiles_between(*FRAME, zoom)) for zoom in range(12))
    assert made.tiles == len(tiles_in(path))
    assert len(asked) == made.drawn < made.tiles * 1.5
    assert len(asked) < in_the_frame / 5


def test_killed_program_is_taken_up_where_it_stopped(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path, whole = tmp_path / "cut.pmtiles", tmp_path / "whole.pmtiles"
    with program(drawn_database, path) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Making") and int(line.split()[-2]) > 50:
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL
    assert not path.exists()
    made = archived(catalogue, drawn_database, path, LAYERS, zooms=ZOOMS)
    assert made.taken_up > 50
    assert made.drawn == archived(catalogue, drawn_database, whole, LAYERS, zooms=ZOOMS).drawn - (
        made.taken_up
    )
    assert tiles_in(path) == tiles_in(whole)
    assert not work_path(path).exists()


def test_another_order_begins_anew(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "some.pmtiles"
    with pytest.raises(ArchiveStoppedError):
        archived(catalogue, drawn_database, path, LAYERS, zooms="0-9", stop=_after(3))
    made = archived(catalogue, drawn_database, path, "citizen_reports", zooms="0-9")
    assert made.taken_up == 0


def test_full_disk_is_told_and_the_rest_follows_when_there_is_room(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "large.pmtiles"
    with program(drawn_database, path, largest_file=120_000) as process:
        output, _ = process.communicate(timeout=120)
    assert process.returncode == 1, output
    assert output.splitlines()[-1] == ArchiveRoomError.__name__
    assert not path.exists()
    archived(catalogue, drawn_database, path, LAYERS, zooms=ZOOMS)
    assert tiles_in(path)


def test_room_that_must_stay_free_is_kept_free(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "large.pmtiles"
    with pytest.raises(ArchiveRoomError):
        archived(catalogue, drawn_database, path, LAYERS, zooms="0-9", free_bytes=1 << 60)
    assert not path.exists()


def test_two_programs_do_not_make_one_file(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "one.pmtiles"
    with work_file(path, "another order", BEGUN_AT), pytest.raises(ArchiveBusyError):
        archived(catalogue, drawn_database, path, LAYERS, zooms="0-4")


def test_damaged_work_file_is_begun_anew(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "one.pmtiles"
    work_path(path).write_bytes(b"this is no database" * 1000)
    assert archived(catalogue, drawn_database, path, LAYERS, zooms="0-4").taken_up == 0
    assert tiles_in(path)


def test_archive_tells_what_it_is(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "told.pmtiles"
    archived(catalogue, drawn_database, path, LAYERS, region=WEST_SOUTH, zooms="0-8")
    header, told = told_by(path)
    assert header["clustered"]
    assert header["tile_contents_count"] <= header["tile_entries_count"]
    assert header["tile_entries_count"] <= header["addressed_tiles_count"] == len(tiles_in(path))
    assert told["licence"] == "CC BY 4.0"
    assert told["region"] == WEST_SOUTH
    assert told["region_names"]["ru"] == f"Регион {WEST_SOUTH}"
    assert f"Регион {WEST_SOUTH}" in told["name"]
    reports = {each["id"]: each for each in told["vector_layers"]}["citizen_reports"]
    assert reports["fields"]["count"] == "Number"
    assert reports["field_names"]["count"] == "Количество"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"zooms": "12-3"}, InvalidValueError),
        ({"zooms": "0-40"}, InvalidValueError),
        ({"zooms": "all"}, InvalidValueError),
        ({"layers": "monuments,unicorns"}, NoTileLayerError),
    ],
)
def test_order_that_makes_no_sense_is_told_in_three_languages(
    catalogue: Catalogue, given: dict[str, str], error: type[AtlasError]
) -> None:
    with pytest.raises(error) as raised:
        ordered(catalogue, **given)
    assert len({raised.value.message(language) for language in Language}) == 3


def test_unknown_region_is_told(drawn_database: str, catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(UnknownRegionError):
        archived(catalogue, drawn_database, tmp_path / "a.pmtiles", region="999999999")
    assert list(tmp_path.iterdir()) == []


def test_order_without_anything_leaves_nothing(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    with pytest.raises(NothingToArchiveError):
        archived(catalogue, drawn_database, tmp_path / "a.pmtiles", "tourist_routes")
    assert list(tmp_path.iterdir()) == []


def test_order_of_too_many_tiles_is_refused(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    with pytest.raises(TooManyTilesError):
        archived(catalogue, drawn_database, tmp_path / "a.pmtiles", LAYERS, most_tiles=100)
    assert list(tmp_path.iterdir()) == []


def test_equal_tiles_lie_there_once(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def same(_self: Drawing, tiles: Sequence[Tile]) -> list[bytes]:
        return [b"odd" if tile.x % 2 else b"even" for tile in tiles]

    monkeypatch.setattr(drawing.Drawing, "tiles", same)
    path = tmp_path / "same.pmtiles"
    made = archived(catalogue, drawn_database, path, "regions", zooms="0-8")
    assert made.contents == 2
    assert path.stat().st_size < 3000
    assert all(
        content == (b"odd" if tile.x % 2 else b"even") for tile, content in tiles_in(path).items()
    )


def _after(times: int) -> Callable[[], bool]:
    """Says no so many times, then yes."""
    left = iter([False] * times)
    return lambda: next(left, True)
