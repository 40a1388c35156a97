import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import geopandas
import pyogrio
import pytest
from openpyxl import Workbook
from PIL import Image
from pyogrio.errors import DataSourceError
from shapely.geometry import Point

from core.harmless_name import harmless_name
from core.settings import Settings
from core.text import Language
from ingest.checks.gdal_limits import limit_gdal
from ingest.checks.refused_file import RefusedFileError
from ingest.checks.uploads import (
    DiskFullError,
    EmptyUploadError,
    TooLargeFileError,
    UploadFolder,
)
from ingest.reading.upload_checks import check_upload
from ingest.regions.starter.outlines import GROUPS, read_outlines
from ingest.rows.table import UnknownFormatError
from tests.ingest.hostile_files import HOSTILE, KML, geopackage, zipped

UNPACKED_BYTES = 60 * 1024 * 1024


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    word, write = HOSTILE[name]
    path = write(tmp_path / name)
    with pytest.raises(RefusedFileError) as refused:
        check_upload(path, UNPACKED_BYTES)
    words = {
        "content": "its content is not that of a",
        "coordinate system": "its coordinate system is a link",
    }
    assert words.get(word, word) in refused.value.message(Language.EN)
    for language in Language:
        assert name in refused.value.message(language)


def test_zip_container_that_unpacks_to_more_than_allowed_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.kmz", {"a.kml": KML, "a.png": bytes(10_000 - len(KML))}, 0)
    check_upload(path, 10_000)
    with pytest.raises(RefusedFileError, match="too large"):
        check_upload(path, 9_999)


@pytest.mark.parametrize("name", ["a.exe", "a.vrt", "a.shp", "a", "a.html", "a.svg", "a.xls"])
def test_file_of_another_kind_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UnknownFormatError):
        check_upload(tmp_path / name, UNPACKED_BYTES)


def test_honest_files_are_taken(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"name": ["a"]}, geometry=[Point(70, 45)], crs=4326)
    for name, driver in (
        ("a.gpkg", "GPKG"), ("a.geojson", "GeoJSON"), ("a.fgb", "FlatGeobuf"), ("a.kml", "KML"),
        ("a.shp", "ESRI Shapefile"),
    ):  # fmt: skip
        pyogrio.write_dataframe(frame, tmp_path / name, driver=driver)
    frame.to_parquet(tmp_path / "a.parquet")
    parts = {path.name: path.read_bytes() for path in tmp_path.glob("a.???") if path.suffix in
             {".shp", ".shx", ".dbf", ".prj", ".cpg"}}  # fmt: skip
    mac = {f"__MACOSX/._{name}": b"\x00\x05\x16\x07" for name in parts}
    zipped(tmp_path / "a.zip", {**parts, **mac, "a.shp.xml": b"<!DOCTYPE metadata><metadata/>"})
    zipped(tmp_path / "a.kmz", {"doc.kml": KML})
    book = Workbook()
    for _ in range(5_000):
        book.active.append(["name"] * 20)  # type: ignore[union-attr]  # a new book has a sheet
    book.save(tmp_path / "a.xlsx")
    for name in ("a.jpg", "a.tif"):
        Image.new("RGB", (8, 8)).save(tmp_path / name)
    (tmp_path / "a.xml").write_text("<service_requests/>")
    table = "Атауы;Ендік\nКесене;43,2\n"
    for encoding in ("utf-8", "cp1251", "utf-16", "utf-16-le", "utf-16-be"):
        (tmp_path / f"{encoding}.csv").write_bytes(table.encode(encoding))
    (tmp_path / "named.geojson").write_text(
        '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4326"}},'
        '"features":[{"type":"Feature","geometry":null,"properties":{"href":"http://a.example"}}]}'
    )
    geopackage(tmp_path / "tree.gpkg", "CREATE VIRTUAL TABLE r USING rtree(id, a, b, c, d)")
    checked = [path for path in tmp_path.iterdir() if path.name not in parts]
    assert len(checked) == 18
    for path in checked:
        check_upload(path, UNPACKED_BYTES)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The paths that were asked of a server on this machine, whose address stands first."""
    paths: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Write nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    paths.append(f"http://127.0.0.1:{server.server_port}")
    yield paths
    server.shutdown()
    thread.join()
    server.server_close()


def test_gdal_follows_no_file_to_the_network(tmp_path: Path, asked: list[str]) -> None:
    limit_gdal()
    here = asked[0]
    place = {"type": "Point", "coordinates": [70, 45]}
    feature = {"type": "Feature", "geometry": place, "properties": {"href": f"{here}/property"}}
    crs = {"type": "link", "properties": {"href": f"{here}/crs", "type": "proj4"}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": [feature]}
    (tmp_path / "a.geojson").write_text(json.dumps(collection))
    link = f"<NetworkLink><Link><href>{here}/link.kml</href></Link></NetworkLink>"
    style = f"<styleUrl>{here}/style.kml#a</styleUrl>"
    point = f"<Placemark>{style}<Point><coordinates>70,45</coordinates></Point></Placemark>"
    (tmp_path / "a.kml").write_text(
        f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{link}{point}</Document></kml>'
    )
    (tmp_path / "http.geojson").write_text(f"{here}/whole.geojson")
    for name in ("a.geojson", "a.kml"):
        assert len(pyogrio.read_dataframe(tmp_path / name)) == 1
    with pytest.raises(DataSourceError):
        pyogrio.read_dataframe(tmp_path / "http.geojson")
    assert asked == [here]


def test_gdal_opens_no_description_of_another_file(tmp_path: Path) -> None:
    limit_gdal()
    (tmp_path / "secret.csv").write_text("name,x\ntop,1\n")
    source = f"<SrcDataSource>{tmp_path}/secret.csv</SrcDataSource>"
    layer = f'<OGRVRTLayer name="secret">{source}</OGRVRTLayer>'
    for name in ("a.geojson", "a.kml", "a.vrt"):
        (tmp_path / name).write_text(f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>")
        with pytest.raises(DataSourceError):
            pyogrio.read_dataframe(tmp_path / name)


def test_outlines_of_the_starter_data_can_be_read_in_a_process_that_reads_files() -> None:
    limit_gdal()
    assert len(read_outlines(Settings.from_environment({}).outlines_file)) == len(GROUPS)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("list.csv", "list.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\a\\тізім 2024.xlsx", "тізім 2024.xlsx"),
        ("a\x00b\r\n\u202ec.csv", "abc.csv"),
        (".bashrc.csv", "bashrc.csv"),
        ("..", "file"),
        ("", "file"),
        ('a<b>:"|?*.csv', "a_b______.csv"),
        ("kz.osm.pbf", "kz.osm.pbf"),
    ],
)
def test_name_of_an_upload_is_made_harmless(given: str, kept: str) -> None:
    assert harmless_name(given) == kept


def test_long_name_keeps_its_ending() -> None:
    name = harmless_name("ә" * 500 + ".osm.pbf")
    assert len(name.encode()) <= 180
    assert name.endswith("ә.osm.pbf")


def test_upload_grows_up_to_the_limit_only(tmp_path: Path) -> None:
    limits = Settings.from_environment({"ATLAS_UPLOAD_FILE_MB": "1"}).uploads
    folder = UploadFolder(tmp_path / "uploads", limits)
    incoming = folder.receive("a.csv")
    incoming.write(bytes(1024 * 1024))
    with pytest.raises(TooLargeFileError, match="at most 1 MB"):
        incoming.write(b"x")
    incoming.close()
    with pytest.raises(EmptyUploadError):
        folder.receive("b.csv").close()


def test_nothing_is_taken_when_the_disk_is_nearly_full(tmp_path: Path) -> None:
    limits = Settings.from_environment({"ATLAS_UPLOAD_FREE_MB": str(2**40)}).uploads
    with pytest.raises(DiskFullError):
        UploadFolder(tmp_path, limits).check_room(1)


def test_forgotten_uploads_are_removed_after_some_days(tmp_path: Path) -> None:
    folder = UploadFolder(tmp_path / "uploads", Settings.from_environment({}).uploads)
    assert folder.remove_old() == 0
    incoming = folder.receive("a.csv")
    incoming.write(b"x")
    incoming.close()
    path = incoming.path
    now = path.stat().st_mtime
    assert folder.remove_old(now + 13 * 86_400) == 0
    assert folder.remove_old(now + 15 * 86_400) == 1
    assert not path.exists()


def test_only_uploads_are_removed(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    kept = tmp_path / "own" / "list.csv"
    kept.write_text("x")
    UploadFolder(tmp_path / "uploads", Settings.from_environment({}).uploads).remove(kept)
    assert kept.exists()
