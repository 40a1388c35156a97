"""What a request for a download asks for, checked like a request for items."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.negotiation import UnofferedFormatError, media_types, meets
from api.paging import PAGED_BY
from api.parameters import STANDARD, conditions_of, crs_of, field_names, without_empty
from core.errors import InvalidValueError
from core.text import Language, Text
from layers.access import Readable
from layers.definition import GeometryKind
from layers.exports.formats import FORMATS, Told, Written
from layers.exports.selection import Selection
from layers.reference_systems import DEFAULT, ServedSystem

METADATA = "metadata"
"""Stands among the formats for what a file would say of itself."""
OWN = frozenset({"f", "bom", "geometry"})
"""Parameters of a download that a request for items does not have."""
NOT_CONDITIONS = OWN | {"crs"}
BOOLEANS = {"true": True, "false": False}
GEOMETRIES = {"wkt": True, "lonlat": False}

FORMAT_HINT = Text(
    "Мүмкін мәндер: geojson, geojsonl, csv, gpx, kml, gpkg, fgb, parquet, metadata.",
    "Возможные значения: geojson, geojsonl, csv, gpx, kml, gpkg, fgb, parquet, metadata.",
    "Possible values: geojson, geojsonl, csv, gpx, kml, gpkg, fgb, parquet, metadata.",
)
CRS_HINT = Text(
    "Бұл пішімде координаттар әрқашан WGS 84 жүйесінде; басқасы үшін gpkg, fgb не parquet алыңыз.",
    "В этом формате координаты всегда в WGS 84; для других систем возьмите gpkg, fgb или parquet.",
    "Coordinates in this format are always WGS 84; take gpkg, fgb or parquet for other systems.",
)
BOM_HINT = Text(
    "true не false; тек csv үшін.",
    "true или false; только для csv.",
    "true or false; for csv only.",
)
GEOMETRY_HINT = Text(
    "wkt, ал нүктелер қабаты үшін lonlat та; тек csv үшін.",
    "wkt, а для слоя точек и lonlat; только для csv.",
    "wkt, and for a layer of points also lonlat; for csv only.",
)


@dataclass(frozen=True, slots=True)
class DownloadOrder:
    """What to give, and as what; without a format only what a file would say of itself."""

    file_format: Told | Written | None
    selection: Selection


def known_parameters(access: Readable) -> frozenset[str]:
    """The parameters of a download of the layer."""
    return (STANDARD - PAGED_BY) | OWN | field_names(access)


def download_order(
    session: Session, access: Readable, given: dict[str, str], accept: str, language: Language
) -> DownloadOrder:
    """The order of the parameters, by the Accept header where they name no format.

    Raises UnofferedFormatError, and an AtlasError that names the parameter and its value.
    """
    given = {
        name: value for name, value in without_empty(given).items() if value or name not in OWN
    }
    file_format = _format(given, accept)
    is_csv = file_format == FORMATS["csv"]
    asked = {name: value for name, value in given.items() if name not in NOT_CONDITIONS}
    selection = Selection(
        access,
        conditions_of(session, access, asked),
        asked=asked,
        crs=_crs(given, file_format),
        language=language,
        byte_order_mark=_byte_order_mark(given, is_csv=is_csv),
        as_wkt=_as_wkt(given, access, is_csv=is_csv),
    )
    return DownloadOrder(file_format, selection)


def _format(given: dict[str, str], accept: str) -> Told | Written | None:
    name = given.get("f")
    if name == METADATA:
        return None
    if name is not None:
        if name not in FORMATS:
            raise InvalidValueError(name, field="f", hint=FORMAT_HINT)
        return FORMATS[name]
    for wanted in media_types(accept):
        for each in FORMATS.values():
            if meets(wanted, each.media_type):
                return each
    raise UnofferedFormatError(accept, field="Accept")


def _crs(given: dict[str, str], file_format: Told | Written | None) -> ServedSystem:
    crs = crs_of(given, "crs")
    if not isinstance(file_format, Told) or file_format.in_any_system:
        return crs
    if not crs.is_stored:
        raise InvalidValueError(given["crs"], field="crs", hint=CRS_HINT)
    return DEFAULT


def _byte_order_mark(given: dict[str, str], *, is_csv: bool) -> bool:
    if "bom" not in given:
        return False
    if not is_csv or given["bom"] not in BOOLEANS:
        raise InvalidValueError(given["bom"], field="bom", hint=BOM_HINT)
    return BOOLEANS[given["bom"]]


def _as_wkt(given: dict[str, str], access: Readable, *, is_csv: bool) -> bool | None:
    if "geometry" not in given:
        return None
    wanted = GEOMETRIES.get(given["geometry"])
    holds_points = access.layer.geometry is GeometryKind.POINT
    if not is_csv or wanted is None or not (wanted or holds_points):
        raise InvalidValueError(given["geometry"], field="geometry", hint=GEOMETRY_HINT)
    return wanted
