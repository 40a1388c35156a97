"""Reference systems as officers name them: «СК-42, зона 13», «UTM 42N», «СК-63 К2», «WGS-84»."""

import re
import unicodedata

from geo.coordinates.marks import plain
from geo.coordinates.written_place import CoordinateKind
from geo.crs.detection import candidate_systems
from geo.crs.reference_system import ReferenceSystem
from geo.crs.systems import BY_CODE, KAZAKHSTAN

UTM = re.compile(r"utm\W*(?:зона|zone|аймағы|аймақ)?\W*(\d{1,2})\s*[nс]?", re.IGNORECASE)
ZONE_AFTER = re.compile(
    r"(?:зон[аыеу]?|zone|аймағы|аймақ|з\.)\W*(?:№|no\.?)?\s*[кk]?[-\s]?(\d{1,2})(?!\d)"
)
ZONE_BEFORE = re.compile(
    r"(?<!\d)(\d{1,2})\s*[-–]?\s*(?:я|ая|ші|шы|й|th)?[\s-]*(?:зона|зоны|zone|аймағы|аймақ)"
)
K_ZONE = re.compile(r"(?<![^\W\d_])[кk]\s*[-–]?\s*(\d)(?!\d)")
"""A zone of SK-63."""
DATUM_NAME = re.compile(r"(?:[сcs][кk]|wgs|qaztrf|пулково|pulkovo)[\s-]*(?:19|20)?\d\d")
"""What is no number of a zone."""
WIDTH = re.compile(r"(?<!\d)([36])\s*[-–]?\s*(?:°|градус\w*|град|degrees?|deg)")


def systems_in_words(text: str) -> tuple[ReferenceSystem, ...]:
    """The systems that the words can mean, none where they name no datum and no zone of UTM.

    Several are left where a zone, its width or its number before the easting is not told: the
    numbers themselves decide among those.
    """
    spelling = unicodedata.normalize("NFKC", text).casefold()
    utm = UTM.search(spelling)
    if utm:
        system = BY_CODE.get(f"EPSG:{32600 + int(utm[1])}")
        return (system,) if system else ()
    named = plain(text).system
    if named is None:
        return ()
    metres = candidate_systems(CoordinateKind.PROJECTED, named=named)
    degrees = candidate_systems(CoordinateKind.GEOGRAPHIC, named=named)
    words = DATUM_NAME.sub(" ", spelling)
    width = WIDTH.search(words)
    zone = _zone(WIDTH.sub(" ", words))
    if zone is None and width is None:
        return (*degrees, *metres)
    # Those that `candidate_systems` leaves out as repeated are meant where their zone is told.
    told = [system for system in KAZAKHSTAN if _is_of(system, metres)]
    return tuple(
        system
        for system in told
        if system.zone is not None
        and (zone is None or system.zone.number == zone)
        and (width is None or system.zone.half_width == int(width[1]) / 2)
    )


def _zone(spelling: str) -> int | None:
    for pattern in (K_ZONE, ZONE_BEFORE, ZONE_AFTER):
        found = pattern.search(spelling)
        if found:
            return int(found[1])
    return None


def _is_of(system: ReferenceSystem, metres: tuple[ReferenceSystem, ...]) -> bool:
    """Whether it belongs to the families of the systems that are meant."""
    return system.zone is not None and any(
        system.datum is other.datum
        and other.zone is not None
        and system.zone.origin_latitude == other.zone.origin_latitude
        for other in metres
    )
