"""A heritage officer's Excel list of 300 monuments with every trap, and the verdict of each row.

The places are those of the starter's settlements, so every claimed district is a real one. The
list has three title rows (merged), its header in row 5, an empty row, and a total at its end.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import numpy as np
from openpyxl import Workbook

from geo.coordinates.formats import Notation, format_coordinates
from geo.crs.systems import BY_CODE
from geo.crs.transformation import pinned_transformation
from ingest.regions.starter.starter_tables import STARTER_FOLDER

HEADER_ROW = 5
TITLES = (
    "Тарих және мәдениет ескерткіштерінің тізімі",
    "Список памятников истории и культуры",
    "2026 жылғы 1 қазандағы жағдай бойынша / по состоянию на 1 октября 2026 г.",
)
NUMBER, REGISTER, NAME_KK, NAME_RU = "№ п/п", "Рег. №", "Атауы", "Наименование памятника"
KIND, SIGNIFICANCE, OBLAST, DISTRICT = "Вид памятника", "Значение", "Область", "Район"
PLACE, SYSTEM, SINCE, NOTE = "Координаты", "Система координат", "Дата постановки на учёт", "Прим."
HEADER = (
    NUMBER, REGISTER, NAME_KK, NAME_RU, KIND, SIGNIFICANCE, OBLAST, DISTRICT, PLACE, SYSTEM, SINCE,
    NOTE,
)  # fmt: skip

KINDS = (
    ("Археология", "Қорғаны", "Курган"),
    ("Архитектура", "кесенесі", "Мавзолей"),
    ("Градостроительство и архитектура", "мешіті", "Мечеть"),
    ("монументтік өнер", "ескерткіші", "Памятник"),
    ("Сакральный", "бұлағы", "Родник"),
)
"""The kind as written, and what such a monument is called in Kazakh and Russian."""
SIGNIFICANCES = (
    "мемл. маңызы бар", "респ. значения", "Республиканского значения", "местн.",
    "Жергілікті маңызы бар", "местного значения", "ЮНЕСКО",
)  # fmt: skip

WEST_LATITUDE, WEST_LONGITUDE = 46.3, 55.6
"""North of the one and west of the other nothing but marks tells a latitude from a longitude."""
APART = 0.05
"""Degrees between a place of the list and the monuments of the starter: it is none of those."""
THREE_DEGREE_ZONES = 2516
"""What the number of a prefixed 3° zone of SK-42 is short of its EPSG code."""

LOADED, WAITING, REJECTED = "loaded", "waiting", "rejected"
ASIDE = "aside"
"""The outcome and the code of a row that is no object."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the country: a settlement of the starter, and the units that hold it."""

    name_kk: str
    name_ru: str
    oblast: str
    district: str
    lon: float
    lat: float

    @property
    def reads_both_ways(self) -> bool:
        """Whether its degrees lie in the country with either of them first."""
        return self.lat > WEST_LATITUDE and self.lon < WEST_LONGITUDE


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list, and what must become of it.

    `codes` are those of all problems of the row, notes included.
    """

    cells: Mapping[str, object]
    outcome: str = LOADED
    codes: frozenset[str] = frozenset()
    surplus: tuple[object, ...] = ()


@dataclass
class TrapList:
    """The rows in the order of the list, from the first row below the header on."""

    rows: list[Listed | None] = field(default_factory=list)

    def numbered(self) -> Iterator[tuple[int, Listed]]:
        """The rows that are rows, with their numbers in Excel."""
        for number, row in enumerate(self.rows, start=HEADER_ROW + 1):
            if row is not None:
                yield number, row

    def counts(self) -> dict[str, int]:
        """How many rows are to be loaded, to wait, to be rejected."""
        outcomes = [row.outcome for _, row in self.numbered()]
        return {each: outcomes.count(each) for each in (LOADED, WAITING, REJECTED)}

    def write(self, path: Path) -> Path:
        """The path, where the workbook now is."""
        book = Workbook()
        page = book.active
        assert page is not None
        page.title = "Тізім"
        for number, title in enumerate(TITLES, start=1):
            page.cell(number, 1, title)
            page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=12)
        for column, title in enumerate(HEADER, start=1):
            page.cell(HEADER_ROW, column, title)
        for number, row in self.numbered():
            values = [row.cells.get(title) for title in HEADER]
            for column, value in enumerate([*values, *row.surplus], start=1):
                cell = page.cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
        book.create_sheet("Анықтама").append(["Бұл парақ оқылмайды"])
        book.save(path)
        return path


def spots() -> Iterator[Spot]:
    """Villages of the starter, each in another district as long as there are any.

    No monument of the starter stands beside them.
    """
    monuments = np.array(
        [(float(row["lon"]), float(row["lat"])) for row in _table("monuments.csv")]
    )
    units = {row["code"]: row for row in _table("units.csv")}
    by_district: dict[str, list[Spot]] = {}
    for row in _table("settlements.csv"):
        chain = list(_chain(units, row["unit_code"]))
        by_level = {unit["level"]: unit for unit in chain}
        if {"1", "2"} <= by_level.keys() and row["name_ru"] and row["kind"] == "village":
            district = by_level["2"]
            spot = Spot(
                row["name_kk"], row["name_ru"], by_level["1"]["name_ru"], district["name_ru"],
                float(row["lon"]), float(row["lat"]),
            )  # fmt: skip
            if (np.abs(monuments - (spot.lon, spot.lat)).max(axis=1) < APART).any():
                continue
            by_district.setdefault(district["code"], []).append(spot)
    longest = max(map(len, by_district.values()))
    for turn in range(longest):
        yield from (found[turn] for found in by_district.values() if turn < len(found))


def _chain(units: Mapping[str, Mapping[str, str]], code: str) -> Iterator[Mapping[str, str]]:
    while code in units:
        yield units[code]
        code = units[code]["parent_code"]


def _table(name: str) -> Iterator[dict[str, str]]:
    with (STARTER_FOLDER / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


class Officer:
    """Writes rows: each takes the next place, kind, significance and date."""

    def __init__(self) -> None:
        found = list(spots())
        self._spots = iter([spot for spot in found if not spot.reads_both_ways])
        self._western = iter([spot for spot in found if spot.reads_both_ways])
        self._kinds = cycle(KINDS)
        self._significances = cycle(SIGNIFICANCES)
        self._dates = cycle(("12.05.1982", "1982-05-12", "12/05/1982", "12 мая 1982 г."))
        self._number = 0

    def next_spot(self) -> Spot:
        """A place that no earlier row has, whose latitude cannot be taken for a longitude."""
        return next(self._spots)

    def next_in_the_west(self) -> Spot:
        """A place that no earlier row has, whose degrees can be read both ways."""
        return next(self._western)

    def row(
        self,
        spot: Spot,
        place: object,
        outcome: str = LOADED,
        *codes: str,
        **cells: object,
    ) -> Listed:
        """A row about a monument at the spot; `cells` replace what it would have."""
        self._number += 1
        kind, type_kk, type_ru = next(self._kinds)
        usual = {
            NUMBER: self._number,
            REGISTER: f"{self._number}-А",
            NAME_KK: f"{spot.name_kk} {type_kk}",
            NAME_RU: f"{type_ru} {spot.name_ru}",
            KIND: kind,
            SIGNIFICANCE: next(self._significances),
            OBLAST: spot.oblast,
            DISTRICT: spot.district,
            PLACE: place,
            SINCE: next(self._dates),
        }
        renamed = {COLUMNS[name]: value for name, value in cells.items()}
        return Listed(usual | renamed, outcome, frozenset(codes))


COLUMNS = {
    "register": REGISTER, "name_kk": NAME_KK, "name_ru": NAME_RU, "kind": KIND,
    "significance": SIGNIFICANCE, "oblast": OBLAST, "district": DISTRICT, "system": SYSTEM,
    "since": SINCE, "note": NOTE,
}  # fmt: skip


def decimal(spot: Spot, north: float = 0.0, east: float = 0.0) -> str:
    """The spot in decimal degrees with four decimals, moved by degrees."""
    return f"{spot.lat + north + 0.0013:.4f}, {spot.lon + east + 0.0017:.4f}"


def in_system(code: str, spot: Spot) -> tuple[float, float]:
    """Easting and northing of the spot, to the metre."""
    pinned = pinned_transformation(BY_CODE[code])
    east, north = pinned.from_wgs84(np.array([spot.lon]), np.array([spot.lat]))
    return round(float(east[0])), round(float(north[0]))


def six_degree_zone(spot: Spot) -> int:
    """The number of the 6° zone in which the spot lies."""
    return int(spot.lon // 6) + 1


def in_every_notation(officer: Officer) -> Iterator[Listed]:
    """Degrees of WGS 84, three rows in each of the notations."""
    for notation in Notation:
        if notation.value.startswith("metres"):
            continue
        for _ in range(3):
            spot = officer.next_spot()
            decimals = 5 if "decimal" in notation else 3 if "minutes" in notation else 1
            lon, lat = spot.lon + 0.00137, spot.lat + 0.00171
            yield officer.row(spot, format_coordinates(lon, lat, notation, decimals))


def in_declared_systems(officer: Officer) -> Iterator[Listed]:
    """Metres whose system stands in its own column, by code and in words."""
    for position in range(24):
        spot = officer.next_spot()
        zone = six_degree_zone(spot)
        words, code = (
            (f"EPSG:{28400 + zone}", f"EPSG:{28400 + zone}"),
            (f"СК-42, зона {zone}", f"EPSG:{2490 + zone}"),
            (f"СК-42 ({zone} зона, 6°)", f"EPSG:{28400 + zone}"),
            (f"UTM {zone + 30}N", f"EPSG:{32630 + zone}"),
        )[position % 4]
        east, north = in_system(code, spot)
        yield officer.row(spot, f"X={north:.0f} Y={east:.0f}", system=words)


def with_zone_in_easting(officer: Officer) -> Iterator[Listed]:
    """Metres of SK-42 with the number of the 3° zone before the easting: nothing else fits them.

    The first row of each zone tells that its system was found out. One has a kind that is none.
    """
    told: set[int] = set()
    for position in range(24):
        spot = officer.next_spot()
        zone = round(spot.lon / 3)
        east, north = in_system(f"EPSG:{THREE_DEGREE_ZONES + zone}", spot)
        written = f"{north:.0f} {east:.0f}"
        if position == IN_ANOTHER_ZONE:
            yield officer.row(spot, written, REJECTED, "unknown_term", kind="щщщ")
            continue
        codes = () if zone in told else ("system_detected",)
        told.add(zone)
        yield officer.row(spot, written, LOADED, *codes)


IN_ANOTHER_ZONE = 22


def of_an_open_datum(officer: Officer) -> Iterator[Listed]:
    """Metres with the number of a 6° zone: SK-42 and QazTRF-23 put them within 100 m."""
    for _ in range(6):
        spot = officer.next_spot()
        east, north = in_system(f"EPSG:{28400 + six_degree_zone(spot)}", spot)
        yield officer.row(spot, f"{north:.0f} {east:.0f}", WAITING, "system_dissents")


def without_zone(officer: Officer) -> Iterator[Listed]:
    """Metres without a zone and without a system: several zones of one family fit."""
    for _ in range(5):
        spot = officer.next_spot()
        east, north = in_system(f"EPSG:{2490 + six_degree_zone(spot)}", spot)
        yield officer.row(spot, f"{north:.0f} {east:.0f}", WAITING, "system_dissents")


def in_the_west(officer: Officer) -> Iterator[Listed]:
    """Degrees that can be read both ways: the claimed district tells the order, or marks do."""
    for _ in range(4):
        spot = officer.next_in_the_west()
        yield officer.row(spot, decimal(spot), LOADED, "order_by_claim")
    for _ in range(3):
        spot = officer.next_in_the_west()
        written = f"{spot.lon + 0.0017:.4f}, {spot.lat + 0.0013:.4f}"
        yield officer.row(spot, written, LOADED, "order_by_claim")
    for _ in range(3):
        spot = officer.next_in_the_west()
        yield officer.row(spot, decimal(spot), WAITING, "ambiguous", oblast="", district="")
    for _ in range(2):
        spot = officer.next_in_the_west()
        written = f"{spot.lat + 0.0013:.4f} с.ш., {spot.lon + 0.0017:.4f} в.д."
        yield officer.row(spot, written, LOADED)


def with_unusable_systems(officer: Officer) -> Iterator[Listed]:
    """A system that nobody knows, and metres of a system that is said to be one of degrees."""
    for words in ("условная", "местная СК"):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), WAITING, "crs_unreadable", system=words)
    for _ in range(2):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), WAITING, "not_of_system", system="EPSG:28413")


def with_odd_places(officer: Officer) -> Iterator[Listed]:
    """Places that no one can be sure of; each says what is odd."""
    odd: tuple[tuple[str, Callable[[Spot], str]], ...] = (
        ("swapped", lambda spot: f"{spot.lon + 0.0017:.4f} с.ш., {spot.lat + 0.0013:.4f} в.д."),
        ("zero", lambda _: "0, 0"),
        ("whole_degrees", lambda spot: f"{spot.lat:.0f} {spot.lon:.0f}"),
        ("outside_kazakhstan", lambda _: "55.7558, 37.6173"),
        ("minutes_out_of_range", lambda spot: f"{spot.lat:.0f}°72'10\" {spot.lon:.0f}°10'20\""),
        ("seconds_out_of_range", lambda spot: f"{spot.lat:.0f}°12'75\" {spot.lon:.0f}°10'20\""),
        ("unreadable", lambda _: "у поворота на старую дорогу"),
        ("empty", lambda _: ""),
    )
    for code, written in odd:
        for _ in range(4):
            spot = officer.next_spot()
            yield officer.row(spot, written(spot), WAITING, code)


def in_another_oblast(officer: Officer) -> Iterator[Listed]:
    """Sound degrees, but five degrees of longitude or more away from the claimed district."""
    for _ in range(8):
        spot, other = officer.next_spot(), officer.next_spot()
        while abs(other.lon - spot.lon) < 5:
            other = officer.next_spot()
        yield officer.row(spot, decimal(other), WAITING, "outside_claim")


def with_odd_names(officer: Officer) -> Iterator[Listed]:
    """Names that are missing, or were spoilt by a wrong encoding."""
    for _ in range(3):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), WAITING, "no_name", name_kk="", name_ru="  ")
    for _ in range(3):
        spot = officer.next_spot()
        spoilt = f"Памятник {spot.name_ru}".encode().decode("cp1251", "replace")
        if "\ufffd" in spoilt:
            spoilt = "Старая мечеть у вокзала".encode().decode("cp1251")
        yield officer.row(spot, decimal(spot), LOADED, "mojibake_repaired", name_ru=spoilt)
    for name in ("Ќазыбек би кесенесі", "Мањғыстау зираты"):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), LOADED, "mojibake_repaired", name_kk=name)
    for name in ("?????? ????", "???????"):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), WAITING, "letters_lost", name_ru=name)
    spot = officer.next_spot()
    formula = '=HYPERLINK("http://example.org","Мечеть")'
    yield officer.row(spot, decimal(spot), name_ru=formula)


def with_odd_kinds(officer: Officer) -> Iterator[Listed]:
    """Kinds that no term of the vocabulary means, and none at all where one is needed."""
    for kind in ("щщщ", "военная часть", "прочее"):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), REJECTED, "unknown_term", kind=kind)
    for _ in range(2):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), REJECTED, "required", kind="")


def with_odd_dates(officer: Officer) -> Iterator[Listed]:
    """Days to come, months that stand first, days that there are not, and words."""
    for since in ("2041-05-01", "01.12.2099"):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), WAITING, "to_come", since=since)
    for since in ("07/17/1986", "12/31/1990"):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), WAITING, "month_first", since=since)
    for since in ("31.02.1990", "до войны"):
        spot = officer.next_spot()
        yield officer.row(spot, decimal(spot), REJECTED, "invalid", since=since)


def twice_in_the_list(officer: Officer) -> Iterator[Listed]:
    """The same row again, the same monument measured again, and neighbours that differ."""
    for _ in range(3):
        spot = officer.next_spot()
        first = officer.row(spot, decimal(spot))
        yield first
        yield Listed(first.cells, WAITING, frozenset({"repeated"}))
    for _ in range(3):
        spot = officer.next_spot()
        first = officer.row(spot, decimal(spot), register="")
        moved = {PLACE: decimal(spot, north=0.0009)}
        yield first
        yield Listed({**first.cells, **moved}, WAITING, frozenset({"seems_same"}))
    for _ in range(2):
        spot = officer.next_spot()
        for number in (1, 2):
            yield officer.row(
                spot,
                decimal(spot, north=0.002 * number),
                name_ru=f"Курган {number} у села {spot.name_ru}",
                name_kk=f"{spot.name_kk} {number}-қорғаны",
                kind="Археология",
            )


def in_the_atlas_already(officer: Officer) -> Iterator[Listed]:
    """Monuments of the starter under their own names, a few steps from where they stand."""
    monuments = _table("monuments.csv")
    kinds = {"archaeology": "Археология", "urban_planning_architecture": "Архитектура"}
    telling = (row for row in monuments if row["kind"] in kinds and row["name_ru"])
    taken = [row for row in telling if float(row["lon"]) > WEST_LONGITUDE][::12][:6]
    for monument in taken:
        lon, lat = float(monument["lon"]) + 0.0011, float(monument["lat"]) + 0.0007
        yield officer.row(
            officer.next_spot(), f"{lat:.4f}, {lon:.4f}", WAITING, "seems_same",
            register="", name_kk=monument["name_kk"], name_ru=monument["name_ru"],
            kind=kinds[monument["kind"]], oblast="", district="",
        )  # fmt: skip


def far_apart_under_one_name(officer: Officer) -> Iterator[Listed]:
    """One register number and one name at two places hundreds of kilometres apart."""
    for _ in range(2):
        spot, other = officer.next_spot(), officer.next_spot()
        while abs(other.lon - spot.lon) < 5:
            other = officer.next_spot()
        yield officer.row(spot, decimal(spot), register=f"77-{spot.name_ru}", name_ru="Белая башня",
                          name_kk="Ақ мұнара", kind="Архитектура")  # fmt: skip
        yield officer.row(
            other, decimal(other), WAITING, "conflict_far", register=f"77-{spot.name_ru}",
            name_ru="Белая башня", name_kk="Ақ мұнара", kind="Архитектура",
        )  # fmt: skip


def shifted(officer: Officer) -> Iterator[Listed]:
    """Rows with more cells than columns."""
    for _ in range(2):
        spot = officer.next_spot()
        row = officer.row(spot, decimal(spot))
        yield Listed(row.cells, REJECTED, frozenset({"shifted"}), surplus=("ещё", 5))


SECTIONS = (
    in_every_notation, in_declared_systems, with_zone_in_easting, of_an_open_datum, without_zone,
    in_the_west, with_unusable_systems, with_odd_places, in_another_oblast, with_odd_names,
    with_odd_kinds, with_odd_dates, twice_in_the_list, in_the_atlas_already,
    far_apart_under_one_name, shifted,
)  # fmt: skip
MONUMENTS = 300


def trap_list() -> TrapList:
    """The list: 300 monuments, an empty row, and the total that a list ends with."""
    officer = Officer()
    rows: list[Listed | None] = [row for section in SECTIONS for row in section(officer)]
    while len(rows) < MONUMENTS:
        spot = officer.next_spot()
        rows.append(officer.row(spot, decimal(spot)))
    rows.insert(150, None)
    total = {NUMBER: "Барлығы / Итого:", REGISTER: MONUMENTS}
    rows.append(Listed(total, ASIDE, frozenset({ASIDE})))
    return TrapList(rows)
