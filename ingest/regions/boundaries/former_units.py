"""Units of an earlier period that the present classifier no longer has."""

from collections.abc import Mapping

from core.errors import AtlasError
from core.text import Text
from ingest.regions.boundaries.boundary_file import BoundaryRow
from ingest.regions.boundaries.region_periods import ValidityPeriod
from ingest.regions.kato.classifier import level_of
from layers.regions.region import Level, Region

FIRST_DISTRICT_PROPER = 30
"""In a code AB CD …, cities under an oblast have CD below 30, districts 30 and more."""
SOURCE = "boundary file of an earlier period"
ADJECTIVES_RU = ("ий", "ый", "ой")
TYPE_WORDS = ("аудан", "район", "district", "область", "облыс", "region", "город", "қала")


class OrphanUnitError(AtlasError):
    """The unit above a former unit is not known in its period."""

    phrase = Text(
        "{value} бірлігінің сол кезеңдегі жоғары бірлігі белгісіз: алдымен облыстарды жүктеңіз.",
        "Для единицы {value} не известна вышестоящая в том периоде: сначала загрузите области.",
        "The unit above {value} is not known in that period: load the oblasts first.",
    )


def former_unit(row: BoundaryRow, period: ValidityPeriod, known: Mapping[str, Region]) -> Region:
    """A region row for a unit that only the boundary file names, without its polygon.

    Level and parent follow from the digits of the code. Raises OrphanUnitError.
    """
    level = Level(min(level_of(row.code), Level.RURAL_DISTRICT))
    kind = _kind(row.code, level)
    names = {language: _with_type(name, language, kind) for language, name in row.names.items()}
    return Region(
        code=row.code,
        parent_code=_parent(row.code, level, known),
        level=level,
        kind=kind,
        name_kk=names["kk"],
        name_ru=names["ru"],
        name_en=names["en"],
        iso_code=f"KZ-{row.code[:2]}" if level == Level.OBLAST else None,
        valid_from=period.start,
        valid_to=period.end,
        source=SOURCE,
    )


def _parent(code: str, level: Level, known: Mapping[str, Region]) -> str | None:
    if level == Level.OBLAST:
        return None
    above = (f"{code[:4]}00000", f"{code[:2]}0000000")
    for parent in above[Level.RURAL_DISTRICT - level :]:
        if parent != code and parent in known:
            return parent
    raise OrphanUnitError(code, field="code")


def _kind(code: str, level: Level) -> str:
    if level == Level.DISTRICT:
        is_city = int(code[2:4]) < FIRST_DISTRICT_PROPER
        return "city_administration" if is_city else "district"
    return "oblast" if level == Level.OBLAST else "rural_district"


def _with_type(name: str, language: str, kind: str) -> str:
    """The name with the word for its kind, where it stands bare and a district is meant."""
    if kind != "district" or any(word in name.lower() for word in TYPE_WORDS):
        return name
    if language == "ru":
        return f"{name} район" if name.endswith(ADJECTIVES_RU) else f"район {name}"
    return f"{name} ауданы" if language == "kk" else f"{name} District"
