"""What a column may hold of a row's place, and the names that such columns have in files."""

import re
import unicodedata
from enum import StrEnum

from core.text import Text
from ingest.mapping.written_language import Spoken


class LocationPart(StrEnum):
    """What a column may hold of a row's place; `x` and `y` leave open which is the northing.

    `oblast`, `district` and `rural_district` name the unit that the row claims to lie in, `region`
    any unit by its KATO code or name. `crs` names the reference system of the row's coordinates.
    `geometry` is a point, line or polygon written as WKT, WKB or GeoJSON.
    """

    LATITUDE = "lat"
    LONGITUDE = "lon"
    X = "x"
    Y = "y"
    COORDINATES = "coordinates"
    GEOMETRY = "geometry"
    CRS = "crs"
    OBLAST = "oblast"
    DISTRICT = "district"
    RURAL_DISTRICT = "rural_district"
    REGION = "region"


CLAIMS = (
    LocationPart.OBLAST,
    LocationPart.DISTRICT,
    LocationPart.RURAL_DISTRICT,
    LocationPart.REGION,
)
"""The units that a row claims to lie in."""

PLACE_TITLES: dict[LocationPart, Text] = {
    LocationPart.LATITUDE: Text("Ендік", "Широта", "Latitude"),
    LocationPart.LONGITUDE: Text("Бойлық", "Долгота", "Longitude"),
    LocationPart.X: Text("X координатасы", "Координата X", "X coordinate"),
    LocationPart.Y: Text("Y координатасы", "Координата Y", "Y coordinate"),
    LocationPart.COORDINATES: Text(
        "Координаттар (екеуі бір бағанда)",
        "Координаты (обе в одном столбце)",
        "Coordinates (both in one column)",
    ),
    LocationPart.GEOMETRY: Text(
        "Пішін (WKT, WKB не GeoJSON)",
        "Геометрия (WKT, WKB или GeoJSON)",
        "Geometry (WKT, WKB or GeoJSON)",
    ),
    LocationPart.CRS: Text("Координат жүйесі", "Система координат", "Coordinate system"),
    LocationPart.OBLAST: Text("Облыс", "Область", "Oblast"),
    LocationPart.DISTRICT: Text("Аудан", "Район", "District"),
    LocationPart.RURAL_DISTRICT: Text("Ауылдық округ", "Сельский округ", "Rural district"),
    LocationPart.REGION: Text(
        "Өңір (КАТО коды немесе атауы)",
        "Регион (код КАТО или название)",
        "Region (KATO code or name)",
    ),
}

SPOKEN_TITLES: dict[Spoken, Text] = {
    Spoken.NAME: Text(
        "Атауы (тілі әріптерінен)",
        "Название (язык по буквам)",
        "Name (its language by the letters)",
    ),
    Spoken.SUMMARY: Text(
        "Сипаттамасы (тілі әріптерінен)",
        "Описание (язык по буквам)",
        "Summary (its language by the letters)",
    ),
    Spoken.DATING: Text(
        "Мерзімі (тілі әріптерінен)",
        "Датировка (язык по буквам)",
        "Dating (its language by the letters)",
    ),
}
NAMING_WORDS = frozenset(
    (
        "name", "title", "label", "description", "summary", "название", "наименование", "описание",
        "атауы", "аты", "сипаттамасы", "dating", "period",
    )
)  # fmt: skip
"""Words by which a header says that names or descriptions stand under it."""

PLACE_NAMES: dict[LocationPart, tuple[str, ...]] = {
    LocationPart.LATITUDE: (
        "lat", "@lat", "latitude", "широта", "ендік", "с.ш", "северная широта", "солтүстік ендік",
    ),
    LocationPart.LONGITUDE: (
        "lon", "@lon", "lng", "long", "longitude", "долгота", "бойлық", "в.д", "восточная долгота",
        "шығыс бойлық",
    ),
    LocationPart.X: (
        "x", "х", "координата x", "координата х", "координаты x", "координаты х", "x координата",
        "х координата", "x координатасы", "х координатасы", "northing",
    ),
    LocationPart.Y: (
        "y", "у", "координата y", "координата у", "координаты y", "координаты у", "y координата",
        "у координата", "y координатасы", "у координатасы", "easting",
    ),
    LocationPart.COORDINATES: (
        "coordinates", "coordinate", "coords", "position", "latlon", "latlng",
        "координаты", "координата", "координаттар",
        "координаттары", "географические координаты", "географиялық координаттары", "gps",
        "gps координаты", "gps координаттары",
    ),
    LocationPart.GEOMETRY: (
        "wkt", "ewkt", "wkb", "ewkb", "geom", "the_geom", "geometry", "geojson", "geo_json",
        "wkt_geom", "wkb_geometry", "geom_wkt", "geometry_wkt", "shape_wkt", "wkt geometry",
        "геометрия", "геометриясы", "геометрия объекта", "пішін", "нысан пішіні",
    ),
    LocationPart.CRS: (
        "crs", "srs", "srid", "epsg", "код epsg", "epsg коды", "epsg code", "datum", "датум",
        "система координат", "ск", "координат жүйесі", "координаттар жүйесі",
        "координаталар жүйесі", "coordinate system", "coordinate reference system", "проекция",
        "projection",
    ),
    LocationPart.OBLAST: (
        "oblast", "область", "облыс", "облысы", "наименование области", "название области",
        "облыс атауы", "область/город", "город республиканского значения",
        "область (город республиканского значения)", "oblast name", "province",
    ),
    LocationPart.DISTRICT: (
        "district", "район", "аудан", "ауданы", "аудан атауы", "наименование района",
        "название района", "район/город", "аудан/қала", "район (город)", "аудан (қала)", "raion",
        "rayon", "город/район", "қала/аудан", "district name",
    ),
    LocationPart.RURAL_DISTRICT: (
        "rural district", "rural_district", "сельский округ", "ауылдық округ", "ауыл округі",
        "с.о", "с/о", "а.о", "а/о", "сельский округ/поселок", "наименование сельского округа",
        "ауылдық округ атауы", "аульный округ", "поселковый округ", "округ", "okrug",
    ),
    LocationPart.REGION: (
        "region", "регион", "өңір", "аймақ", "kato", "като", "код като", "kato code", "като коды",
        "код региона", "өңір коды", "region code", "облыс (като)", "область (като)",
        "аудан (като)", "район (като)",
    ),
}  # fmt: skip


def folded(text: str) -> str:
    """The text as names are compared: small letters, single spaces, no star or dot at its end."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_:]+", " ", plain).strip(" *.")
