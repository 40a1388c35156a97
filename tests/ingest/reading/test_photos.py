from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from ingest.reading.photos import photo_facts, photo_table
from ingest.reading.readers import open_table
from ingest.rows.table import EmptyFileError, UnreadableFileError
from layers.model.layer import GeometryKind

PLACE = {
    GPS.GPSLatitudeRef: "N",
    GPS.GPSLatitude: (43.0, 15.0, 36.0),
    GPS.GPSLongitudeRef: "E",
    GPS.GPSLongitude: (76.0, 57.0, 0.0),
    GPS.GPSAltitudeRef: b"\x00",
    GPS.GPSAltitude: 812.5,
    GPS.GPSImgDirection: 270.25,
}
SHOT = {Base.DateTimeOriginal: "2025:05:06 10:11:12", Base.OffsetTimeOriginal: "+06:00"}


def write_photo(
    path: Path, place: Mapping[int, Any] = PLACE, shot: Mapping[int, Any] = SHOT, **told: Any
) -> Path:
    exif = Image.Exif()
    for name, value in told.items():
        exif[Base[name]] = value
    exif[IFD.Exif] = dict(shot)
    exif[IFD.GPSInfo] = dict(place)
    Image.new("RGB", (8, 8)).save(path, exif=exif.tobytes())
    return path


def test_photo_tells_place_time_and_camera(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "IMG_1.jpg", Make="Canon", Model="Canon EOS R5")
    table = open_table(path, GeometryKind.POINT, lambda _: False)
    (batch,) = table.batches()
    assert batch.row(0).cells == {
        "file": "IMG_1.jpg",
        "file_name": "IMG_1",
        "lat": 43.26,
        "lon": 76.95,
        "taken_at": "2025-05-06T10:11:12+06:00",
        "altitude": 812.5,
        "direction": 270.25,
        "camera": "Canon Canon EOS R5",
        "description": "",
    }


@pytest.mark.parametrize(
    ("year", "offset"), [(2023, 6), (2025, 5)], ids=["before the change", "since"]
)
def test_camera_without_zone_shows_the_time_of_kazakhstan(
    tmp_path: Path, year: int, offset: int
) -> None:
    path = write_photo(tmp_path / "a.jpg", shot={Base.DateTimeOriginal: f"{year}:07:01 12:00:00"})
    taken = datetime.fromisoformat(str(photo_facts(path)["taken_at"]))
    assert taken.astimezone(UTC) == datetime(year, 7, 1, 12 - offset, tzinfo=UTC)


def test_south_and_west_and_below_the_sea_are_negative(tmp_path: Path) -> None:
    place = {
        **PLACE, GPS.GPSLatitudeRef: "S", GPS.GPSLongitudeRef: "W", GPS.GPSAltitudeRef: b"\x01",
    }  # fmt: skip
    facts = photo_facts(write_photo(tmp_path / "a.jpg", place))
    assert (facts["lat"], facts["lon"], facts["altitude"]) == (-43.26, -76.95, -812.5)


def test_letters_of_the_other_axis_are_not_hidden(tmp_path: Path) -> None:
    place = {**PLACE, GPS.GPSLatitudeRef: "E", GPS.GPSLongitudeRef: "N"}
    facts = photo_facts(write_photo(tmp_path / "a.jpg", place))
    assert (facts["lat"], facts["lon"]) == ("43.26 E", "76.95 N")


def test_zero_coordinates_are_passed_on_as_they_are(tmp_path: Path) -> None:
    nowhere = (0.0, 0.0, 0.0)
    place = {**PLACE, GPS.GPSLatitude: nowhere, GPS.GPSLongitude: nowhere}
    facts = photo_facts(write_photo(tmp_path / "a.jpg", place))
    assert (facts["lat"], facts["lon"]) == (0, 0)


def test_fraction_over_zero_is_no_coordinate(tmp_path: Path) -> None:
    place = {**PLACE, GPS.GPSLatitude: (IFDRational(43, 0), 0.0, 0.0)}
    assert "lat" not in photo_facts(write_photo(tmp_path / "a.jpg", place))


def test_description_in_kazakh_is_read(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "a.jpg", ImageDescription="Қайыңды қорымы".encode())
    assert photo_facts(path)["description"] == "Қайыңды қорымы"


def test_folder_is_one_table_of_all_its_photos(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    write_photo(tmp_path / "inner" / "b.jpg")
    write_photo(tmp_path / "c.JPG", place={})
    write_photo(tmp_path / "a.tif")
    (tmp_path / "d.jpg").write_bytes(b"\xff\xd8\xff\xe0cut off")
    (tmp_path / "notes.txt").write_text("no photo")
    table = photo_table(tmp_path)
    rows = [batch.row(at) for batch in table.batches(3) for at in range(len(batch))]
    assert [(row.number, row.cells["file"], row.cells["lat"]) for row in rows] == [
        (1, "a.tif", 43.26),
        (2, "c.JPG", ""),
        (3, "d.jpg", ""),
        (4, "inner/b.jpg", 43.26),
    ]


def test_damaged_photo_and_empty_folder_are_refused(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(UnreadableFileError, match="no whole photograph"):
        photo_table(path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(EmptyFileError, match="empty"):
        photo_table(tmp_path / "empty")


def test_photo_of_many_pixels_is_read_all_the_same(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "a.jpg")
    content = path.read_bytes()
    frame = content.index(b"\xff\xc0") + 5  # where a JPEG tells its height and width
    path.write_bytes(content[:frame] + b"\xff\xdc\xff\xdc" + content[frame + 4 :])
    assert photo_facts(path)["lat"] == 43.26
