"""The reference system that a file or a person names: by code, URI, WKT or PROJ text."""

import re

from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.crs.datums import DATUMS, Datum
from geo.crs.reference_system import EPSG, ReferenceSystem
from geo.crs.systems import BY_CODE, CRS84_DEGREES

CODE = re.compile(
    r"(?:EPSG:|urn:ogc:def:crs:EPSG:[\d.]*:|https?://www\.opengis\.net/def/crs/EPSG/[\d.]+/)?"
    r"(\d{4,5})",
    re.IGNORECASE,
)
CRS84_NAME = re.compile(
    r"(?:OGC:|urn:ogc:def:crs:OGC:[\d.]*:|https?://www\.opengis\.net/def/crs/OGC/[\d.]+/)?CRS84",
    re.IGNORECASE,
)
PROJECTION_STEP = re.compile(r"\+step (\+proj=(?!axisswap|unitconvert)[^\s]+(?: \+(?!step)\S+)*)")


class UnknownReferenceSystemError(ValueError):
    """The text names no reference system."""


class UnsupportedReferenceSystemError(ValueError):
    """The system has no pinned operation to WGS 84, so that its places would be guessed."""


def declared_system(declaration: str) -> ReferenceSystem:
    """The system that a text names: one of Kazakhstan's, or another one on one of its datums.

    Takes a bare code, `EPSG:28413`, an OGC URI or URN, WKT 1 or 2, a .prj file's text, PROJ text.
    Kazakhstan's systems are known by themselves, whatever the installed EPSG registry holds. A
    shift to WGS 84 that the text brings along is left aside for the pinned one. Raises
    UnknownReferenceSystemError and UnsupportedReferenceSystemError.
    """
    text = declaration.strip()
    if CRS84_NAME.fullmatch(text):
        return CRS84_DEGREES
    code = CODE.fullmatch(text)
    if code and f"EPSG:{code[1]}" in BY_CODE:
        return BY_CODE[f"EPSG:{code[1]}"]
    try:
        crs = CRS.from_user_input(f"EPSG:{code[1]}" if code else text)
    except CRSError as error:
        raise UnknownReferenceSystemError(declaration) from error
    return _system(_horizontal(crs))


def _horizontal(crs: CRS) -> CRS:
    """The system without heights and without the shift that a file brings along."""
    if crs.is_compound:
        return _horizontal(crs.sub_crs_list[0])
    if crs.is_bound and crs.source_crs is not None:
        return _horizontal(crs.source_crs)
    return crs.to_2d() if len(crs.axis_info) > 2 else crs  # noqa: PLR2004 - two axes lie flat


def _system(crs: CRS) -> ReferenceSystem:
    datum = _datum(crs)
    code = _epsg_code(crs)
    known = BY_CODE.get(f"EPSG:{code}")
    if known and known.datum is datum:
        return known
    return ReferenceSystem(
        uri=f"{EPSG}{code}" if code else crs.name,
        titles=dict.fromkeys(("kk", "ru", "en"), crs.name),
        datum=datum,
        north_first=crs.axis_info[0].direction == "north",
        projection=_projection(crs),
    )


def _datum(crs: CRS) -> Datum:
    name = crs.datum.name.replace("_", " ").lower() if crs.datum else ""
    for datum in DATUMS:
        if name in datum.names and (crs.is_projected or crs.is_geographic):
            return datum
    raise UnsupportedReferenceSystemError(crs.name)


def _epsg_code(crs: CRS) -> int | None:
    """The code that the text carries, or that of the registry's system that is the same."""
    identity = crs.to_json_dict().get("id", {})
    if identity.get("authority") == "EPSG":
        return int(identity["code"])
    return crs.to_epsg()


def _projection(crs: CRS) -> str:
    if crs.is_geographic:
        return ""
    conversion = crs.coordinate_operation
    steps = PROJECTION_STEP.findall(conversion.to_proj4()) if conversion else []
    if len(steps) != 1 or {axis.unit_name for axis in crs.axis_info} != {"metre"}:
        raise UnsupportedReferenceSystemError(crs.name)
    return re.sub(r" \+ellps=\S+", "", steps[0])
