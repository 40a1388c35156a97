"""Downloads in all eight formats, opened by GDAL and QGIS: the same rows, places and texts."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas
import httpx
import pyarrow.parquet
import pyogrio
import pyproj
import pytest
import shapely

from layers.exports.formats import FORMATS
from tests.interop.files import (
    OBLAST,
    PARTS,
    REGION,
    ROUNDED,
    SHARED_FORMATS,
    Downloaded,
    Order,
    downloaded,
    downloaded_file,
    expected_rows,
    key_of,
)
from tests.interop.known import LAYERS, Known
from tests.interop.opening import (
    ROUNDED_BY,
    Opened,
    Requests,
    must_be_alike,
    must_be_the_place,
    must_have_the_texts,
    opened_by_gdal,
    opened_by_qgis,
)
from tests.interop.serving import ServedAtlas

pytestmark = pytest.mark.interop

UTM_ZONE_44 = "http://www.opengis.net/def/crs/EPSG/0/32644"
WHOLE_FEATURES = tuple(name for name in SHARED_FORMATS if name != "gpx")
Files = Mapping[str, Downloaded]
Rows = Mapping[tuple[str, str], Known]
Answers = Mapping[str, Opened]


@pytest.fixture(scope="module")
def rows(atlas: ServedAtlas) -> Rows:
    """What the files must hold."""
    return expected_rows(atlas)


@pytest.fixture(scope="module")
def files(atlas: ServedAtlas, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Every layer in every format, whole and of one oblast."""
    return downloaded(atlas, tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def seen_by_gdal(files: Files, rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What GDAL reads in each file."""
    requests = {
        key_of(layer, name, part): files[key_of(layer, name, part)].for_gdal(expected)
        for (layer, part), expected in rows.items()
        for name in SHARED_FORMATS
    }
    return opened_by_gdal(requests, tmp_path_factory.mktemp("gdal"))


@pytest.fixture(scope="module")
def seen_by_qgis(files: Files, rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What QGIS reads in each file."""
    requests = {
        key_of(layer, name, part): files[key_of(layer, name, part)].for_qgis(expected)
        for (layer, part), expected in rows.items()
        for name in SHARED_FORMATS
    }
    return opened_by_qgis(requests, tmp_path_factory.mktemp("qgis"))


@pytest.mark.parametrize("program", ["seen_by_gdal", "seen_by_qgis"])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("file_format", WHOLE_FEATURES)
@pytest.mark.parametrize("layer", LAYERS)
def test_program_reads_the_same_rows(  # noqa: PLR0913 - what is read by which program
    *,
    request: pytest.FixtureRequest,
    rows: Rows,
    layer: str,
    file_format: str,
    part: str,
    program: str,
) -> None:
    answers: Answers = request.getfixturevalue(program)
    found = answers[key_of(layer, file_format, part)]
    rounded_by = ROUNDED_BY if file_format in ROUNDED else 0.0
    must_be_alike(found, rows[layer, part], by_more_than=rounded_by)


@pytest.mark.parametrize("program", ["seen_by_gdal", "seen_by_qgis"])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("layer", LAYERS)
def test_program_reads_the_same_waypoints_and_tracks(
    request: pytest.FixtureRequest, rows: Rows, layer: str, part: str, program: str
) -> None:
    """GPX has no areas: their rims are tracks."""
    answers: Answers = request.getfixturevalue(program)
    found, expected = answers[key_of(layer, "gpx", part)], rows[layer, part]
    assert found.places.keys() == expected.places.keys()
    for number, [place] in found.places.items():
        whole = expected.places[number]
        lines = shapely.boundary(whole) if whole.area else whole
        must_be_the_place(place, lines, ROUNDED_BY)
    must_have_the_texts(found, expected)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("layer", LAYERS)
def test_geopandas_reads_the_same_rows(files: Files, rows: Rows, layer: str, part: str) -> None:
    expected = rows[layer, part]
    read = geopandas.read_parquet(files[key_of(layer, "parquet", part)].path).set_index("id")
    frame = read.astype(object).where(read.notna(), None).set_geometry("geom")
    assert set(frame.index) == set(expected.places)
    places = shapely.from_wkb(shapely.to_wkb(list(expected.places.values())))
    assert shapely.equals_identical(frame.geometry.loc[list(expected.places)].array, places).all()
    for number in expected.sampled:
        values = frame.loc[number]
        found = {name: str(values[name] or "") for name in expected.texts[number]}
        assert found == expected.texts[number]


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_finds_what_the_file_says_of_itself(
    seen_by_gdal: Answers, files: Files, rows: Rows, layer: str
) -> None:
    """Debian's GDAL reads the metadata of GeoPackages only; that of FlatGeobuf a later one."""
    in_geopackage = seen_by_gdal[key_of(layer, "gpkg", REGION)].metadata
    flatgeobuf = files[key_of(layer, "fgb", REGION)].path
    in_flatgeobuf = pyogrio.read_info(flatgeobuf)["layer_metadata"]
    for said in (in_geopackage, in_flatgeobuf):
        must_say(said, layer, rows)
        assert json.loads(said["selection"]) == {"region": OBLAST}


@pytest.mark.parametrize("layer", LAYERS)
def test_other_files_say_the_same(files: Files, rows: Rows, layer: str) -> None:
    in_geojson = json.loads(files[key_of(layer, "geojson", REGION)].path.read_text())["metadata"]
    in_parquet = pyarrow.parquet.read_schema(files[key_of(layer, "parquet", REGION)].path).metadata
    for said in (in_geojson, json.loads(in_parquet[b"atlas"])):
        must_say(said, layer, rows)
        assert said["selection"] == {"region": OBLAST}
    for said in (
        in_gpx(files[key_of(layer, "gpx", REGION)]),
        in_kml(files[key_of(layer, "kml", REGION)]),
    ):
        must_say(said, layer, rows)
        assert json.loads(said["selection"]) == {"region": OBLAST}


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("layer", LAYERS)
def test_the_answer_leads_to_what_the_file_says(
    files: Files, rows: Rows, layer: str, file_format: str
) -> None:
    file = files[key_of(layer, file_format, REGION)]
    address = file.headers["link"].partition(">")[0].removeprefix("<")
    said = httpx.get(address).json()
    must_say(said, layer, rows)
    assert said["crs"] == file.headers["content-crs"].strip("<>")


@pytest.mark.parametrize("file_format", ["gpkg", "fgb"])
@pytest.mark.parametrize("open_with", [opened_by_gdal, opened_by_qgis])
def test_program_reads_another_system(
    atlas: ServedAtlas,
    rows: Rows,
    tmp_path: Path,
    file_format: str,
    open_with: Callable[[Requests, Path], dict[str, Opened]],
) -> None:
    file = downloaded_file(
        atlas, tmp_path, Order("settlements", file_format, REGION, {"crs": UTM_ZONE_44})
    )
    expected = rows["settlements", REGION]
    makers = {opened_by_gdal: file.for_gdal, opened_by_qgis: file.for_qgis}
    found = open_with({file.key: makers[open_with](expected)}, tmp_path)[file.key]
    assert found.system == "EPSG:32644"
    to_utm = pyproj.Transformer.from_crs("EPSG:4326", found.system, always_xy=True).transform
    assert found.places.keys() == expected.places.keys()
    for number, [place] in found.places.items():
        there = shapely.transform(expected.places[number], to_utm, interleaved=False)
        assert place is not None
        assert shapely.distance(place, there) < 0.001


def must_say(said: Mapping[str, object], layer: str, rows: Rows) -> None:
    """Require that layer, count, date and licence are there and the system is WGS 84."""
    assert said["layer"] == layer
    assert int(str(said["count"])) == len(rows[layer, REGION].places)
    assert str(said["snapshot"]).endswith("Z")
    assert said["licence"]
    assert said["crs"] == "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def in_gpx(file: Downloaded) -> dict[str, str]:
    """What the document says of itself, by name."""
    space = "{http://www.topografix.com/GPX/1/1}"
    found = ET.parse(file.path).find(f"{space}metadata/{space}extensions")  # noqa: S314 - our own
    assert found is not None
    return {each.tag.partition("}")[2]: each.text or "" for each in found}


def in_kml(file: Downloaded) -> dict[str, str]:
    """What the document says of itself, by name."""
    space = "{http://www.opengis.net/kml/2.2}"
    root = ET.parse(file.path)  # noqa: S314 - our own
    found = root.findall(f"{space}Document/{space}ExtendedData/{space}Data")
    return {each.attrib["name"]: each.findtext(f"{space}value") or "" for each in found}
