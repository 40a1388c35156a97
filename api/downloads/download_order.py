"""What a request for a download asks for, checked like a request for items."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.http.negotiation import UnofferedFormatError, media_types, meets
from api.http.paging import PAGED_BY
from api.http.parameters import (
    STANDARD,
    conditions_of,
    crs_of,
    field_names,
    labels_of,
    without_empty,
)
from core.errors import InvalidValueError
from core.text import Language, Text
from layers.access import Readable
from layers.exports.formats import FORMATS, StreamedFormat, WholeFormat
from layers.exports.selection import Selection
from layers.model.layer import GeometryKind
from layers.reading.reference_systems import DEFAULT, ServedSystem

METADATA = "metadata"
"""Stands among the formats for what a file would say of itself."""
OWN = frozenset({"f", "bom", "raw", "geometry", "labels"})
"""Parameters of a download that a request for items does not have."""
NOT_CONDITIONS = OWN | {"crs"}
BOOLEANS = {"true": True, "false": False}
GEOMETRIES = {"wkt": True, "lonlat": False}

FORMAT_HINT = Text(
    f"Мүмкін мәндер: {', '.join(FORMATS)}, metadata.",
    f"Возможные значения: {', '.join(FORMATS)}, metadata.",
    f"Possible values: {', '.join(FORMATS)}, metadata.",
)
CRS_HINT = Text(
    "Бұл пішімде координаттар әрқашан WGS 84 жүйесінде; басқасы үшін gpkg, fgb не parquet алыңыз.",
    "В этом формате координаты всегда в WGS 84; для других систем возьмите gpkg, fgb или parquet.",
    "Coordinates in this format are always WGS 84; take gpkg, fgb or parquet for other systems.",
)
RAW_HINT = Text(
    "true не false; тек csv үшін.",
    "true или false; только для csv.",
    "true or false; for csv only.",
)
GEOMETRY_HINT = Text(
    "wkt, ал нүктелер қабаты үшін lonlat та; тек csv мен xlsx үшін.",
    "wkt, а для слоя точек и lonlat; только для csv и xlsx.",
    "wkt, and for a layer of points also lonlat; for csv and xlsx only.",
)


@dataclass(frozen=True, slots=True)
class DownloadOrder:
    """What to give, and as what; without a format only what a file would say of itself."""

    file_format: StreamedFormat | WholeFormat | None
    selection: Selection


def known_parameters(access: Readable) -> frozenset[str]:
    """The parameters of a download of the layer."""
    return (STANDARD - PAGED_BY - {"sortby"}) | OWN | field_names(access)


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
        raw=_raw(given, is_csv=is_csv),
        as_wkt=_as_wkt(given, access, is_table=is_csv or file_format == FORMATS["xlsx"]),
        labels=labels_of(given),
    )
    return DownloadOrder(file_format, selection)


def _format(given: dict[str, str], accept: str) -> StreamedFormat | WholeFormat | None:
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


def _crs(given: dict[str, str], file_format: StreamedFormat | WholeFormat | None) -> ServedSystem:
    crs = crs_of(given, "crs")
    if file_format is None or file_format.in_any_system:
        return crs
    if not crs.is_stored:
        raise InvalidValueError(given["crs"], field="crs", hint=CRS_HINT)
    return DEFAULT


def _raw(given: dict[str, str], *, is_csv: bool) -> bool:
    """Whether a table is for programs; `bom`, its opposite, is the older word for it."""
    for name, opposite in (("raw", False), ("bom", True)):
        if name in given:
            if not is_csv or given[name] not in BOOLEANS:
                raise InvalidValueError(given[name], field=name, hint=RAW_HINT)
            return BOOLEANS[given[name]] is not opposite
    return False


def _as_wkt(given: dict[str, str], access: Readable, *, is_table: bool) -> bool | None:
    if "geometry" not in given:
        return None
    wanted = GEOMETRIES.get(given["geometry"])
    holds_points = access.layer.geometry is GeometryKind.POINT
    if not is_table or wanted is None or not (wanted or holds_points):
        raise InvalidValueError(given["geometry"], field="geometry", hint=GEOMETRY_HINT)
    return wanted
