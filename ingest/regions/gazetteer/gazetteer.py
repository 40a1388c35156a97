"""The gazetteer: every unit's label point and the settlements whose place is known.

Built from the classifier, a file of populated places and district polygons; it is a table of facts
(codes, names, points rounded to 0.01 degree), never of outlines.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from ingest.regions.gazetteer.label_points import rounded
from ingest.regions.gazetteer.populated_places import PopulatedPlace
from ingest.regions.gazetteer.settlement_places import is_settlement_too, places_of_settlements
from ingest.regions.gazetteer.unit_labels import PLACE_SOURCE, LabelPoint, label_units
from ingest.regions.kato.classifier import Classifier, KatoUnit

NEW_IN_2022 = "2022-06-08"
OBLASTS_OF_2022 = ("10", "33", "62")
"""Abai, Zhetisu and Ulytau, with all that lies in them."""
SHRUNK_IN_2022 = {"190000000", "350000000", "630000000"}
"""Almaty, Karaganda and East Kazakhstan oblasts, which have had their present shape since."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit with its label; `label_accuracy_m` tells how far off the label may be."""

    code: str
    parent_code: str
    level: int
    kind: str
    name_kk: str
    name_ru: str
    name_en: str
    valid_from: str
    lon: float
    lat: float
    label_accuracy_m: int
    source: str


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """One settlement whose place is known; `unit_code` is the unit on which it hangs."""

    kato: str
    name_kk: str
    name_ru: str
    name_en: str
    kind: str
    unit_code: str
    is_centre: int
    residents: int | None
    lon: float
    lat: float
    accuracy_m: int
    source: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All units and the settlements that were found, in the order of their codes."""

    units: tuple[UnitRow, ...]
    settlements: tuple[SettlementRow, ...]


def build_gazetteer(
    classifier: Classifier, places: Sequence[PopulatedPlace], polygons: Mapping[str, BaseGeometry]
) -> Gazetteer:
    """The gazetteer of a classifier; `polygons` are those of districts, EPSG:4326, by code."""
    found = places_of_settlements(classifier, places, polygons)
    labels = label_units(classifier, found, polygons)
    units = (_unit_row(unit, labels[unit.code]) for unit in classifier.units)
    settlements = _settlement_rows(classifier, found)
    return Gazetteer(
        tuple(sorted(units, key=lambda row: row.code)),
        tuple(sorted(settlements, key=lambda row: row.kato)),
    )


def write_gazetteer(gazetteer: Gazetteer, folder: Path) -> None:
    """Write units.csv and settlements.csv into the folder."""
    _write(folder / "units.csv", UnitRow, gazetteer.units)
    _write(folder / "settlements.csv", SettlementRow, gazetteer.settlements)


def _unit_row(unit: KatoUnit, label: LabelPoint) -> UnitRow:
    is_of_2022 = unit.code.startswith(OBLASTS_OF_2022) or unit.code in SHRUNK_IN_2022
    return UnitRow(
        unit.code,
        unit.parent_code or "",
        unit.level,
        unit.name.kind,
        unit.name.kk,
        unit.name.ru,
        unit.name.en,
        NEW_IN_2022 if is_of_2022 else "",
        label.point.x,
        label.point.y,
        round(label.accuracy_m),
        label.source,
    )


def _settlement_rows(
    classifier: Classifier, found: Mapping[str, PopulatedPlace]
) -> list[SettlementRow]:
    rows = []
    for settlement in classifier.settlements:
        place = found.get(settlement.code)
        if place is not None:
            name = settlement.name
            names = (name.kk, name.ru, name.en, name.kind)
            rows.append(
                _settlement_row(
                    settlement.code,
                    names,
                    settlement.parent_code,
                    place,
                    is_centre=settlement.is_centre,
                )
            )
    for unit in classifier.units:
        place = found.get(unit.code)
        if place is not None and is_settlement_too(unit):
            name_en = unit.name.en.removesuffix(" City")
            names = (unit.name.core_kk, unit.name.core_ru, name_en, "city")
            rows.append(_settlement_row(unit.code, names, unit.code, place, is_centre=True))
    return rows


def _settlement_row(
    kato: str,
    names: tuple[str, str, str, str],
    unit_code: str,
    place: PopulatedPlace,
    *,
    is_centre: bool,
) -> SettlementRow:
    point = rounded(place.point)
    return SettlementRow(
        kato,
        *names,
        unit_code,
        int(is_centre),
        place.residents,
        point.x,
        point.y,
        round(place.accuracy_m),
        PLACE_SOURCE.format(place.source),
    )


def _write(
    path: Path, row_type: type[UnitRow | SettlementRow], rows: Sequence[UnitRow | SettlementRow]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(row_type)])
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
