"""Polygons with their codes out of a boundary file of any format that GDAL reads."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyogrio
from pyogrio.errors import DataSourceError
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from core.errors import AtlasError
from core.text import Text
from geo.repair import invalidity, valid_polygons
from ingest.rows.row_problem import RowProblem

WGS84 = 4326

NO_POLYGON = Text(
    "Жолда аудан құрайтын полигон жоқ",
    "В строке нет полигона с площадью",
    "The row has no polygon with an area",
)
BAD_DATE = Text(
    "Күн ЖЖЖЖ-АА-КК түрінде жазылуы керек",
    "Дата должна быть в виде ГГГГ-ММ-ДД",
    "A date is written as YYYY-MM-DD",
)


class UnreadableBoundariesError(AtlasError):
    """No vector data could be read from the file."""

    phrase = Text(
        "«{value}» файлынан шекаралар оқылмады.",
        "Не удалось прочитать границы из файла «{value}».",
        "No boundaries could be read from the file “{value}”.",
    )


class UnknownColumnError(AtlasError):
    """The file lacks a column that the mapping names."""

    phrase = Text(
        "Файлда «{value}» бағаны жоқ. Бар бағандар: {columns}.",
        "В файле нет столбца «{value}». Есть столбцы: {columns}.",
        "The file has no column “{value}”. Its columns: {columns}.",
    )


class NoReferenceSystemError(AtlasError):
    """The file does not say in which coordinate reference system it is."""

    phrase = Text(
        "«{value}» файлында координат жүйесі көрсетілмеген; оны атап беріңіз (мысалы, EPSG:4326).",
        "В файле «{value}» не указана система координат; назовите её (например, EPSG:4326).",
        "The file “{value}” does not name its coordinate system; name it (such as EPSG:4326).",
    )


@dataclass(frozen=True, slots=True)
class BoundaryColumns:
    """The file's columns, by what they hold; only the code is needed."""

    code: str
    name_kk: str | None = None
    name_ru: str | None = None
    name_en: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None

    def named(self) -> Iterator[tuple[str, str]]:
        """Our name and the file's name of every column in use."""
        for name in self.__slots__:
            column = getattr(self, name)
            if column is not None:
                yield name, column


@dataclass(frozen=True, slots=True)
class BoundaryRow:
    """One polygon, EPSG:4326 and valid, with what the file says of it.

    `number` counts the file's rows from 1.
    """

    number: int
    code: str
    polygon: MultiPolygon
    names: Mapping[str, str] = field(default_factory=dict)
    """The names that the file gives, by language code."""
    valid_from: date | None = None
    valid_to: date | None = None


def read_boundaries(
    path: Path, columns: BoundaryColumns, *, layer: str | None = None, crs: str | None = None
) -> tuple[list[BoundaryRow], list[RowProblem]]:
    """The rows with a polygon, and what was odd; repaired polygons are reported and kept.

    `crs` is used where the file names none. Raises UnreadableBoundariesError, UnknownColumnError or
    NoReferenceSystemError.
    """
    try:
        frame = pyogrio.read_dataframe(path, layer=layer)
    except (DataSourceError, ValueError) as error:
        raise UnreadableBoundariesError(path.name, field="file") from error
    for _, column in columns.named():
        if column not in frame.columns:
            known = ", ".join(map(str, frame.columns))
            raise UnknownColumnError(column, field="columns", columns=known)
    if frame.crs is None:
        if crs is None:
            raise NoReferenceSystemError(path.name, field="crs")
        frame = frame.set_crs(crs)
    problems: list[RowProblem] = []
    geometries = frame.to_crs(WGS84).geometry
    records = frame[[column for _, column in columns.named()]].to_dict("records")
    rows = [
        _row(number, dict(record), geometry, columns, problems)
        for number, (record, geometry) in enumerate(zip(records, geometries, strict=True), start=1)
    ]
    return [row for row in rows if row is not None], problems


def _row(
    number: int,
    record: dict[Any, Any],
    geometry: BaseGeometry | None,
    columns: BoundaryColumns,
    problems: list[RowProblem],
) -> BoundaryRow | None:
    values = {name: _text(record[column]) for name, column in columns.named()}
    polygon = valid_polygons(geometry) if geometry is not None else MultiPolygon()
    if geometry is None or polygon.is_empty:
        problems.append(RowProblem(number, "geom", values["code"], NO_POLYGON))
        return None
    reason = invalidity(geometry)
    if reason is not None:
        problems.append(
            RowProblem(number, "geom", values["code"], _repaired(reason), rejected=False)
        )
    names = {
        language: values[f"name_{language}"]
        for language in ("kk", "ru", "en")
        if values.get(f"name_{language}")
    }
    return BoundaryRow(
        number,
        values["code"],
        polygon,
        names,
        _day(number, "valid_from", values, problems),
        _day(number, "valid_to", values, problems),
    )


def _repaired(reason: str) -> Text:
    return Text(
        f"Жарамсыз полигон түзетілді ({reason})",
        f"Недопустимый полигон исправлен ({reason})",
        f"The invalid polygon was repaired ({reason})",
    )


def _text(value: object) -> str:
    """A cell as text; a code read as a number keeps its digits, an empty cell gives nothing."""
    if value is None or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _day(
    number: int, name: str, values: Mapping[str, str], problems: list[RowProblem]
) -> date | None:
    written = values.get(name, "")
    if not written:
        return None
    try:
        return date.fromisoformat(re.split(r"[T ]", written, maxsplit=1)[0])
    except ValueError:
        problems.append(RowProblem(number, name, written, BAD_DATE, rejected=False))
        return None
