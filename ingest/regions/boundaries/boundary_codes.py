"""Whether the codes of a boundary file are those of the units it draws, and what may be meant."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geoalchemy2.shape import to_shape
from rapidfuzz import fuzz
from shapely.geometry.base import BaseGeometry

from core.text import Language, Text
from geo.names import fold
from ingest.regions.boundaries.boundary_file import BoundaryRow
from ingest.regions.kato.classifier import BAD_CODE, CODE
from ingest.rows.row_problem import RowProblem
from layers.regions.region import Level, Region

LEAST_NAME = 0.85
LEAST_OVERLAP = 0.5
NAMED_OVERLAP = 0.05
"""Units that share less of the polygon are not worth naming."""

UNKNOWN_CODE = Text(
    "Жіктеуіште мұндай код жоқ. Полигон мыналармен қабаттасады: {overlaps}",
    "В классификаторе нет такого кода. Полигон перекрывается с: {overlaps}",
    "The classifier has no such code. The polygon overlaps: {overlaps}",
)
OTHER_TIER = Text(
    "Бұл код басқа деңгейдегі бірліктікі: {unit}. Полигон мыналармен қабаттасады: {overlaps}",
    "Это код единицы другого уровня: {unit}. Полигон перекрывается с: {overlaps}",
    "The code belongs to a unit of another level: {unit}. The polygon overlaps: {overlaps}",
)
REPEATED_CODE = Text(
    "Бұл код файлда бұрын кездескен; алғашқы полигон алынды",
    "Этот код уже встречался в файле; взят первый полигон",
    "The code stands earlier in the file; the first polygon was taken",
)
NOT_IN_FILE = Text(
    "Файлда бұл бірліктің полигоны жоқ: {unit}",
    "В файле нет полигона этой единицы: {unit}",
    "The file has no polygon for this unit: {unit}",
)
NAMELESS = Text(
    "Жіктеуіште жоқ бірліктің үш тілдегі атауы да керек",
    "Для единицы вне классификатора нужны названия на трёх языках",
    "A unit outside the classifier needs its names in all three languages",
)


@dataclass(frozen=True)
class KnownUnits:
    """The units that may be drawn, one row for each code."""

    by_code: Mapping[str, Region]

    def tier(self, unit: Region) -> int:
        """1 for oblasts, 2 for what lies directly under one, 3 for what lies in a district.

        The districts of Astana, Almaty and Shymkent are tier 2, as boundary files have them.
        """
        if unit.parent_code is None:
            return 1
        parent = self.by_code.get(unit.parent_code)
        is_under_oblast = parent is not None and parent.level == Level.OBLAST
        return 2 if is_under_oblast else unit.level

    def of_tier(self, tier: int) -> list[Region]:
        """The units of one tier, by code."""
        units = (self.by_code[code] for code in sorted(self.by_code))
        return [unit for unit in units if self.tier(unit) == tier]

    def usual_tier(self, rows: Iterable[BoundaryRow]) -> int:
        """The tier of most rows whose code is known; 2 where none is."""
        known = (self.by_code[row.code] for row in rows if row.code in self.by_code)
        counted = Counter(self.tier(unit) for unit in known)
        return max(counted, key=lambda tier: counted[tier]) if counted else 2


def accepted_rows(
    rows: Sequence[BoundaryRow], known: KnownUnits, tier: int, *, former_units: bool
) -> tuple[list[BoundaryRow], list[RowProblem]]:
    """The rows that can be loaded, and a problem for each of the others.

    With `former_units`, codes outside the classifier are taken where the row has its names.
    """
    accepted: dict[str, BoundaryRow] = {}
    refused: list[tuple[BoundaryRow, Text]] = []
    for row in rows:
        unit = known.by_code.get(row.code)
        if not CODE.fullmatch(row.code):
            refused.append((row, BAD_CODE))
        elif unit is not None and known.tier(unit) != tier:
            refused.append((row, OTHER_TIER))
        elif unit is None and not former_units:
            refused.append((row, UNKNOWN_CODE))
        elif unit is None and len(row.names) < len(Language):
            refused.append((row, NAMELESS))
        elif row.code in accepted:
            refused.append((row, REPEATED_CODE))
        else:
            accepted[row.code] = row
    absent = [unit for unit in known.of_tier(tier) if unit.code not in accepted]
    problems = [_problem(row, reason, known, tier, absent) for row, reason in refused]
    return list(accepted.values()), problems


def absent_units(
    accepted: Iterable[BoundaryRow], known: KnownUnits, tier: int
) -> tuple[list[Region], list[RowProblem]]:
    """The units of the tier without a row, and a problem for each of them."""
    codes = {row.code for row in accepted}
    absent = [unit for unit in known.of_tier(tier) if unit.code not in codes]
    problems = [
        RowProblem(0, "code", unit.code, _filled(NOT_IN_FILE, unit=_named(unit))) for unit in absent
    ]
    return absent, problems


def _problem(
    row: BoundaryRow, reason: Text, known: KnownUnits, tier: int, absent: Sequence[Region]
) -> RowProblem:
    unit = known.by_code.get(row.code)
    shares = _overlaps(row.polygon, known.of_tier(tier))
    named = ", ".join(
        f"{code} ({share:.0%})" for code, share in shares.items() if share >= NAMED_OVERLAP
    )
    text = _filled(reason, unit=_named(unit) if unit else "—", overlaps=named or "—")
    meant = None if reason is REPEATED_CODE else _meant(row, absent, shares)
    return RowProblem(row.number, "code", row.code, text, meant)


def _meant(row: BoundaryRow, absent: Sequence[Region], shares: Mapping[str, float]) -> str | None:
    """The code of the unit without a polygon that is most like the row in name and place."""
    best: tuple[float, str] | None = None
    for unit in absent:
        name, share = _likeness(row, unit), shares.get(unit.code, 0.0)
        if name >= LEAST_NAME or share >= LEAST_OVERLAP:
            best = max(best or (0.0, ""), (name + share, unit.code))
    return best[1] if best else None


def _likeness(row: BoundaryRow, unit: Region) -> float:
    """How alike the names are, 0-1; type words after the unit's name do not count."""
    folded = {language: fold(name) for language, name in row.names.items()}
    return max(
        (
            fuzz.ratio(written, fold(name)[: len(written)]) / 100
            for language, name in unit.name.as_dict().items()
            if (written := folded.get(language))
        ),
        default=0.0,
    )


def _overlaps(polygon: BaseGeometry, units: Iterable[Region]) -> dict[str, float]:
    """The share of the polygon that lies in each unit's present polygon, the largest first."""
    shares = {}
    for unit in units:
        present = to_shape(unit.geom) if unit.geom is not None else None
        if present is not None and present.intersects(polygon):
            shares[unit.code] = present.intersection(polygon).area / polygon.area
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _named(unit: Region) -> Text:
    return Text(
        f"{unit.code} {unit.name_kk}", f"{unit.code} {unit.name_ru}", f"{unit.code} {unit.name_en}"
    )


def _filled(phrase: Text, **values: Text | str) -> Text:
    """The phrase with its placeholders filled, each in its own language."""
    filled = {
        language: written.format(
            **{
                name: value.as_dict()[language] if isinstance(value, Text) else value
                for name, value in values.items()
            }
        )
        for language, written in phrase.as_dict().items()
    }
    return Text(**filled)
