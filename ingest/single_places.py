"""Where single rows of a file lie, for loads that read row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geo.coordinates import parse_coordinates, parse_pair
from geo.crs import CRS84_DEGREES, WGS84_DEGREES
from geo.crs_detection import candidate_systems, fit_of
from geo.reference_system import ReferenceSystem
from geo.repair import invalidity, valid_polygons
from geo.transformation import pinned_transformation
from geo.written_place import LATITUDES, LONGITUDES, AxisOrder, Kind, Reading, Written
from ingest import place_phrases as say
from ingest.mapping import Place
from ingest.row_problem import RowProblem
from ingest.table import Cell, FileRow
from layers.definition import GeometryKind
from layers.geometry import POLYGONS, SHAPES_OF

FIELD = "coordinates"
UNCHANGED = (WGS84_DEGREES, CRS84_DEGREES)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row's geometry in EPSG:4326, valid, with its provenance; None where it waits or is bad."""

    geometry: BaseGeometry | None
    provenance: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class SinglePlaces:
    """Reads the places of one file.

    `system` is the declared one. Where none is declared, written degrees are those of WGS 84, or
    of the system that the text names, and written metres wait.
    """

    kind: GeometryKind
    columns: Mapping[str, str]
    system: ReferenceSystem | None

    def of_row(self, row: FileRow) -> Placed:
        """The place of one row, or why it has none that is sure."""
        if row.geometry is not None and not row.geometry.is_empty:
            return self._of_geometry(row.number, row.geometry)
        written = self._written(row)
        if not written.is_sure:
            return Placed(None, problems=tuple(_odd(row.number, written)))
        return self._of_reading(row.number, written)

    def _written(self, row: FileRow) -> Written:
        cells = {each: row.cells.get(self.columns.get(each, ""), "") for each in Place}
        if cells[Place.LATITUDE] != "" or cells[Place.LONGITUDE] != "":
            order = AxisOrder.NORTH_FIRST
            return parse_pair(_half(cells[Place.LATITUDE]), _half(cells[Place.LONGITUDE]), order)
        if cells[Place.X] != "" or cells[Place.Y] != "":
            return parse_pair(_half(cells[Place.X]), _half(cells[Place.Y]))
        return parse_coordinates(str(cells[Place.COORDINATES]))

    def _of_reading(self, number: int, written: Written) -> Placed:
        reading = written.readings[0]
        named = candidate_systems(reading.kind, named=written.system) if written.system else ()
        system = self.system or _usual(reading, named)
        if system is None:
            return _waits(number, written.text, say.NO_SYSTEM)
        if named and system.datum not in {each.datum for each in named}:
            return _waits(number, written.text, say.OTHER_SYSTEM)
        if system.is_projected is not (reading.kind is Kind.PROJECTED):
            return _waits(number, written.text, say.NOT_OF_SYSTEM)
        fit = fit_of(system, np.array([reading.east]), np.array([reading.north]))
        if not fit.in_country[0]:
            return _waits(number, written.text, say.NOT_OF_SYSTEM)
        point = Point(fit.longitude[0], fit.latitude[0])
        if system in UNCHANGED:
            point = Point(reading.east, reading.north)
        return self._fitting(number, point, provenance_of(system, written.text))

    def _of_geometry(self, number: int, drawn: BaseGeometry) -> Placed:
        if self.system is None:
            return _waits(number, drawn.geom_type, say.NO_SYSTEM)
        geometry = _undivided(shapely.force_2d(drawn))
        text = None
        if isinstance(geometry, Point):
            text = f"{geometry.x!r}, {geometry.y!r}"
            written = parse_pair(geometry.x, geometry.y, AxisOrder.EAST_FIRST)
            if not self.system.is_projected and not written.is_sure:
                return Placed(None, problems=tuple(_odd(number, written)))
        geometry = _in_degrees(geometry, self.system)
        if not _in_country(geometry):
            return _waits(number, text or drawn.geom_type, say.OUTSIDE)
        return self._fitting(number, geometry, provenance_of(self.system, text))

    def _fitting(
        self, number: int, geometry: BaseGeometry, provenance: Mapping[str, Any]
    ) -> Placed:
        """The place if the layer takes such a geometry, repaired where it is a bad polygon."""
        allowed = SHAPES_OF[self.kind]
        reason = invalidity(geometry)
        if geometry.geom_type not in allowed:
            phrase = say.wrong_shape(sorted(allowed))
            bad = RowProblem(number, "geometry", geometry.geom_type, phrase, code="wrong_shape")
            return Placed(None, problems=(bad,))
        if reason is None:
            return Placed(geometry, provenance)
        repaired = _undivided(valid_polygons(geometry)) if geometry.geom_type in POLYGONS else None
        if repaired is None or repaired.is_empty:
            bad = RowProblem(number, "geometry", reason, say.BROKEN, code="broken")
            return Placed(None, problems=(bad,))
        taken = RowProblem(
            number, "geometry", reason, say.REPAIRED, rejected=False, code="repaired"
        )
        return Placed(repaired, provenance, (taken,))


def provenance_of(system: ReferenceSystem, text: str | None) -> dict[str, Any]:
    """What a layer keeps of how a place became known; no operation where there was none to do."""
    operation = system.datum.operation
    return {
        "original_coordinates": text,
        "original_crs": system.code,
        "transformation": f"{operation.code} {operation.name}" if operation.code else None,
        "transformation_accuracy_m": operation.accuracy_m,
    }


def _usual(reading: Reading, named: tuple[ReferenceSystem, ...]) -> ReferenceSystem | None:
    """The system of numbers for which none is declared: degrees have one that can be meant."""
    if named:
        return named[0] if len(named) == 1 else None
    return WGS84_DEGREES if reading.kind is Kind.GEOGRAPHIC else None


def _half(cell: Cell) -> str | float:
    return cell if isinstance(cell, str) else float(cell)


def _odd(number: int, written: Written) -> Iterator[RowProblem]:
    """What is odd about a written place; another reading of it is suggested."""
    other = written.readings[-1] if len(written.readings) > 1 else None
    suggestion = f"{other.north}, {other.east}" if other else None
    for problem in written.problems:
        phrase = say.ODD[problem]
        yield RowProblem(
            number, FIELD, written.text, phrase, suggestion,
            rejected=False, waiting=True, code=problem.value,
        )  # fmt: skip


def _waits(number: int, value: str, reason: say.Reason) -> Placed:
    problem = RowProblem(
        number, FIELD, value, reason.phrase, rejected=False, waiting=True, code=reason.code
    )
    return Placed(None, problems=(problem,))


def _undivided(geometry: BaseGeometry) -> BaseGeometry:
    """The only part of a collection of one."""
    parts = shapely.get_parts(geometry)
    return parts[0] if len(parts) == 1 else geometry


def _in_degrees(geometry: BaseGeometry, system: ReferenceSystem) -> BaseGeometry:
    if system in UNCHANGED:
        return geometry
    pinned = pinned_transformation(system)
    return shapely.transform(
        geometry, lambda places: np.column_stack(pinned.to_wgs84(places[:, 0], places[:, 1]))
    )


def _in_country(geometry: BaseGeometry) -> bool:
    """Whether all of it lies in the country's box; a place that PROJ could not find does not."""
    west, south, east, north = geometry.bounds
    return (
        LONGITUDES[0] <= west <= east <= LONGITUDES[1]
        and LATITUDES[0] <= south <= north <= LATITUDES[1]
    )
