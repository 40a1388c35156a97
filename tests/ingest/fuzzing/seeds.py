"""One small valid file of each format, from which others are made by chance."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import shapely
from geopandas import GeoDataFrame

from tests.ingest.officer_files import GPX, MONUMENTS, write_text, write_workbook, zipped
from tests.ingest.reading.osm.test_osm_extract import write_extract
from tests.ingest.reading.test_photos import write_photo

KML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    "<name>Тізім</name><Folder><name>A</name><Placemark><name>Қорым</name><ExtendedData>"
    '<Data name="Вид"><value>курган</value></Data></ExtendedData><Point><coordinates>67.5,51.5,9'
    "</coordinates></Point></Placemark></Folder><Placemark><name>Курган</name><Polygon>"
    "<outerBoundaryIs><LinearRing><coordinates>68,51 69,51 69,52 68,51</coordinates></LinearRing>"
    "</outerBoundaryIs></Polygon></Placemark></Document></kml>"
)
REQUESTS = (
    "<?xml version='1.0' encoding='utf-8'?><service_requests><request><service_request_id>1"
    "</service_request_id><lat>51.5</lat><long>67.5</long><notes><note>a</note><note>b</note>"
    "</notes></request><request><service_request_id>2</service_request_id></request>"
    "</service_requests>"
)
SURVEY = (
    '"_uuid","_submission_time","site/name_ru","_gps_latitude","_gps_longitude"\r\n'
    '"a","2026-01-02","Курган ""Үлкен""","51.5","67.5"\r\n"b","2026-01-03","Два\nряда","",""\r\n'
)
RECORDS = [
    {"name_ru": "Курган", "kind": "archaeology", "place": {"lat": 51.5, "lon": 67.5}, "n": 1},
    {"name_ru": "Мола", "tags": ["a", "b"], "place": None, "n": 1.5, "sure": True},
    {"name_ru": "Қорым", "kind": "", "deep": [{"a": [1, {"b": None}]}], "n": "007"},
]
ROWS = [
    ["Рег. №", "Наименование памятника", "Вид", "Широта", "Долгота"],
    [1, "Мавзолей", "Архитектура", 51.1234, 67.25],
    ["007", "Курган", "Археология", "48,5", "71°22'30\""],
    [True, None, "", 0, 1e300],
]


def frame() -> GeoDataFrame:
    """Places of different shapes with texts, numbers and gaps."""
    shapes = [
        shapely.Point(67, 48), shapely.Point(68, 49, 5), None, shapely.Point(0, 0),
        shapely.box(66, 47, 67, 48), shapely.LineString([(66, 47), (67, 48)]),
    ]  # fmt: skip
    columns = {
        "name_ru": ["Курган", "Мола", None, "", "Қорым", "x" * 300],
        "kind": ["archaeology", None, "курган", "a", "b", "c"],
        "number": [1, 2, 3, 4, 5, 2**40],
        "share": [0.5, None, 1e300, -1.0, 2.0, 3.5],
    }
    return GeoDataFrame(columns, geometry=shapes, crs=4326)


def _vector(path: Path) -> Path:
    frame().to_file(path, engine="pyogrio")
    return path


def _points(path: Path) -> Path:
    """Points alone, with shares that a shapefile can hold."""
    points = frame().iloc[[0, 3]]
    points.assign(share=0.5).to_file(path, engine="pyogrio")
    return path


def _parquet(path: Path) -> Path:
    frame().to_parquet(path)
    return path


def _packed(name: str, content: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
            container.writestr(name, content)
        return path

    return write


def _text(content: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    return lambda path: write_text(path, content, encoding)


SEEDS: dict[str, Callable[[Path], Path]] = {
    "a.csv": _text(MONUMENTS),
    "survey.csv": _text(SURVEY),
    "old.csv": _text(MONUMENTS, "cp1251"),
    "wide.tsv": _text(MONUMENTS.replace(";", "\t"), "utf-16"),
    "a.xlsx": lambda path: write_workbook(path, ROWS, merged="A1:A1"),
    "a.json": _text(json.dumps({"results": RECORDS}, ensure_ascii=False)),
    "lines.json": _text(json.dumps(RECORDS)),
    "a.xml": _text(REQUESTS),
    "a.geojson": _vector,
    "a.gpkg": _vector,
    "a.fgb": _points,
    "a.zip": lambda path: zipped(_points(path.with_suffix(".shp"))),
    "packed.zip": _packed("maps/a.kml", KML),
    "a.kml": _text(KML),
    "a.kmz": _packed("doc.kml", KML),
    "a.gpx": _text(GPX),
    "a.parquet": _parquet,
    "a.osm.pbf": write_extract,
    "a.jpg": lambda path: write_photo(path, Make="Canon", ImageDescription="Курган"),
    "a.tif": lambda path: write_photo(path, Make="Canon"),
}
"""What writes a valid file, by a name that it may have."""
