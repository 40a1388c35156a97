"""The starter register and routes that the project ships keep to their own rules."""

import csv
import math
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

PROJECT = Path(__file__).resolve().parents[2]
STARTER = PROJECT / "ingest" / "starter"
BOUNDARIES = PROJECT.parent / "shared" / "data" / "boundaries_geokz2024"

LANGUAGES = ("kk", "ru", "en")
MODES = {"car", "camping", "caravan", "family", "foot", "bicycle", "eco", "school"}
VOCABULARIES = {
    "kind": {"", "archaeology", "urban_planning_architecture", "monumental_art", "ensemble"},
    "significance": {"international", "republican", "local"},
    "point_meaning": {"centre", "access", "perimeter"},
    "dating_precision": {"", "day", "month", "year", "decade", "century", "millennium"},
    "sacred_level": {"", "national", "regional"},
    "sacred_kind": {
        "",
        "natural",
        "archaeological",
        "cult",
        "historical_person",
        "political_event",
    },
}
MONUMENT_COLUMNS = [
    "key",
    *(f"name_{language}" for language in LANGUAGES),
    *("kind", "significance", "register_no", "lon", "lat", "accuracy_m", "point_meaning"),
    *("claimed_unit", "dating_begin_earliest", "dating_begin_latest"),
    *("dating_end_earliest", "dating_end_latest", "dating_precision"),
    *(f"dating_text_{language}" for language in LANGUAGES),
    *("sacred_level", "sacred_kind"),
    *(f"summary_{language}" for language in LANGUAGES),
    *("sources", "source_url"),
]
ROUTE_COLUMNS = [
    "key",
    *(f"name_{language}" for language in LANGUAGES),
    *("modes", "season_from", "season_to", "difficulty"),
    *(f"summary_{language}" for language in LANGUAGES),
    "sources",
]
SOURCE_COLUMNS = [
    *("key", "recorded_in"),
    *(f"title_{language}" for language in LANGUAGES),
    *("on_state_list", "act_number", "act_date"),
]
FACT_COLUMNS = [
    *("route_key", "field", "value"),
    *(f"about_{language}" for language in LANGUAGES),
    *("source_url", "as_of", "seen_on", "quote", "remark"),
]
INSPECTION_COLUMNS = [
    *("monument_key", "inspected_on", "basis", "condition"),
    *("quote", "source_url", "seen_on"),
]
STOP_COLUMNS = [
    *("route_key", "position", "stage", "is_stop"),
    *(f"name_{language}" for language in LANGUAGES),
    *("lon", "lat", "monument_key", "role", "stay_min"),
]
UNESCO_SOURCES = {"unesco-1103", "unesco-1145", "unesco-1442"}
POSITIONS = {
    *("placed-by-hand", "placed-near-settlement", "osm-published-list"),
    *("osm-almaty-2012", "osm-almaty-2012-crossing"),
}
"""Sources that say where a monument's place comes from."""
MISCODED = {"101010000": "104100000", "622010000": "622000000"}  # the boundary set's SOURCE.txt
BORDER_TOLERANCE_M = 5_000.0  # the boundary lines are drawn at 1:1,000,000
METRES_PER_DEGREE = 111_320.0

type Row = dict[str, str]


def read(name: str) -> tuple[list[str], list[Row]]:
    """Header and rows of one shipped file."""
    with (STARTER / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        return list(reader.fieldnames or ()), rows


MONUMENTS = read("monuments.csv")[1]
ROUTES = read("routes.csv")[1]
STOPS = read("route_stops.csv")[1]
SOURCES = read("sources.csv")[1]
MONUMENT_BY_KEY = {row["key"]: row for row in MONUMENTS}


def stops_of(route: Row) -> list[Row]:
    return [stop for stop in STOPS if stop["route_key"] == route["key"]]


def degrees(row: Row) -> tuple[float, float]:
    return float(row["lon"]), float(row["lat"])


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("monuments.csv", MONUMENT_COLUMNS),
        ("routes.csv", ROUTE_COLUMNS),
        ("sources.csv", SOURCE_COLUMNS),
        ("route_stops.csv", STOP_COLUMNS),
        ("route_facts.csv", FACT_COLUMNS),
        ("inspections.csv", INSPECTION_COLUMNS),
    ],
)
def test_file_has_its_columns_unix_lines_and_no_stray_spaces(name: str, columns: list[str]) -> None:
    header, rows = read(name)
    assert header == columns
    assert b"\r" not in (STARTER / name).read_bytes()
    assert [row for row in rows if any(cell != cell.strip() for cell in row.values())] == []


def test_there_are_enough_monuments_and_routes() -> None:
    assert len(MONUMENTS) >= 150
    assert len(ROUTES) >= 12


@pytest.mark.parametrize("rows", [MONUMENTS, ROUTES], ids=["monuments", "routes"])
def test_keys_are_unique_ascii_slugs(rows: list[Row]) -> None:
    keys = [row["key"] for row in rows]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert [key for key in keys if not key.replace("-", "").isalnum() or not key.isascii()] == []


@pytest.mark.parametrize("rows", [MONUMENTS, ROUTES], ids=["monuments", "routes"])
def test_names_and_summaries_exist_in_three_languages(rows: list[Row]) -> None:
    wanted = [f"{part}_{language}" for part in ("name", "summary") for language in LANGUAGES]
    assert [(row["key"], column) for row in rows for column in wanted if not row[column]] == []


def sources_of(row: Row) -> set[str]:
    return {named.partition("=")[0] for named in row["sources"].split(";")}


def test_every_row_names_its_sources_and_a_monument_that_of_its_place() -> None:
    named = set[str]().union(*(sources_of(row) for row in [*MONUMENTS, *ROUTES]))
    assert named == {row["key"] for row in SOURCES}
    assert [row["key"] for row in MONUMENTS if len(sources_of(row) & POSITIONS) != 1] == []


def test_every_source_has_its_title_in_three_languages_without_a_semicolon() -> None:
    titles = [row[f"title_{language}"] for row in SOURCES for language in LANGUAGES]
    assert [title for title in titles if not title or ";" in title] == []


@pytest.mark.parametrize("column", sorted(VOCABULARIES))
def test_monument_codes_come_from_the_vocabulary(column: str) -> None:
    assert {row[column] for row in MONUMENTS} <= VOCABULARIES[column]


def test_sacred_level_and_kind_stand_together() -> None:
    half = [r["key"] for r in MONUMENTS if bool(r["sacred_level"]) != bool(r["sacred_kind"])]
    assert half == []


def test_only_sacred_places_have_no_kind_and_all_built_ones_have_one() -> None:
    kindless = [row for row in MONUMENTS if not row["kind"]]
    assert kindless
    assert [row["key"] for row in kindless if not row["sacred_level"]] == []
    built = ("мавзолей", "мечеть", "некрополь", "комплекс", "церковь", "собор")
    assert [r["key"] for r in kindless if any(word in r["name_ru"].lower() for word in built)] == []


def test_international_significance_is_exactly_the_unesco_inscriptions() -> None:
    for row in MONUMENTS:
        inscribed = bool(sources_of(row) & UNESCO_SOURCES)
        assert (row["significance"] == "international") == inscribed, row["key"]


def test_all_twenty_units_have_at_least_five_monuments() -> None:
    assert all(row["claimed_unit"].isdigit() for row in MONUMENTS)
    assert {len(row["claimed_unit"]) for row in MONUMENTS} == {9}
    per_unit = Counter(row["claimed_unit"][:2] for row in MONUMENTS)
    assert len(per_unit) == 20
    assert {unit: n for unit, n in per_unit.items() if n < 5} == {}


@pytest.mark.parametrize("rows", [MONUMENTS, STOPS], ids=["monuments", "stops"])
def test_positions_lie_within_the_countrys_extent_and_are_not_whole_degrees(
    rows: list[Row],
) -> None:
    for row in rows:
        lon, lat = degrees(row)
        assert 46.4 <= lon <= 87.4, row
        assert 40.5 <= lat <= 55.5, row
        assert not (lon.is_integer() and lat.is_integer()), row


def test_accuracy_is_stated_in_metres() -> None:
    assert [row["key"] for row in MONUMENTS if float(row["accuracy_m"]) <= 0] == []


def test_years_of_dating_run_forwards() -> None:
    columns = ["begin_earliest", "begin_latest", "end_earliest", "end_latest"]
    for row in MONUMENTS:
        years = [int(year) for column in columns if (year := row[f"dating_{column}"])]
        assert years == sorted(years), row["key"]


def test_dating_has_precision_and_words_in_three_languages_or_nothing() -> None:
    for row in MONUMENTS:
        cells = [row["dating_begin_earliest"], row["dating_precision"]]
        cells += [row[f"dating_text_{language}"] for language in LANGUAGES]
        assert all(cells) or not any(cells), row["key"]


def test_route_modes_are_known_and_each_is_offered() -> None:
    assert {mode for row in ROUTES for mode in row["modes"].split(";")} == MODES


def test_route_season_and_difficulty_are_sound() -> None:
    for row in ROUTES:
        assert 1 <= int(row["season_from"]) <= 12
        assert 1 <= int(row["season_to"]) <= 12
        assert row["difficulty"] in {"easy", "moderate", "hard"}


def test_every_stop_belongs_to_a_route_and_every_route_has_stops() -> None:
    assert {stop["route_key"] for stop in STOPS} == {route["key"] for route in ROUTES}


def test_stops_are_numbered_and_their_stages_never_go_back() -> None:
    for route in ROUTES:
        stops = stops_of(route)
        assert [int(stop["position"]) for stop in stops] == list(range(1, len(stops) + 1))
        stages = [int(stop["stage"]) for stop in stops]
        assert stages[0] == 1
        assert all(after - before in {0, 1} for before, after in pairwise(stages)), route["key"]


def test_stops_are_named_and_via_points_are_not() -> None:
    for stop in STOPS:
        assert stop["is_stop"] in {"0", "1"}
        assert stop["role"] in {"main", "alternative", "excursion", "approach"}
        cells = [stop["stay_min"], *(stop[f"name_{language}"] for language in LANGUAGES)]
        assert all(cells) if stop["is_stop"] == "1" else not any(cells), stop


def test_stop_at_a_monument_stands_exactly_there() -> None:
    at_monuments = [stop for stop in STOPS if stop["monument_key"]]
    assert len(at_monuments) >= 50
    for stop in at_monuments:
        monument = MONUMENT_BY_KEY[stop["monument_key"]]
        assert (stop["lon"], stop["lat"]) == (monument["lon"], monument["lat"]), stop
        assert stop["is_stop"] == "1"


def test_a_car_route_crosses_the_country_each_way() -> None:
    spans: dict[str, list[float]] = defaultdict(list)
    for route in ROUTES:
        if "car" in route["modes"].split(";"):
            lons, lats = zip(*map(degrees, stops_of(route)), strict=True)
            spans["lon"].append(max(lons) - min(lons))
            spans["lat"].append(max(lats) - min(lats))
    assert max(spans["lon"]) > 25
    assert max(spans["lat"]) > 8


@cache
def boundaries(level: int) -> dict[str, BaseGeometry]:
    """Valid polygons by KATO code, EPSG:4326; level 1 first-level units, 2 districts."""
    frame = pyogrio.read_dataframe(BOUNDARIES / f"kaz_admbnda_adm{level}_2024.shp")
    codes = [MISCODED.get(code, code) for code in frame["KATO"]]
    return dict(zip(codes, shapely.make_valid(frame.geometry.to_numpy()), strict=True))


def metres_outside(row: Row, polygon: BaseGeometry) -> float:
    """Metres from the row's point to the polygon, 0 within it; local plane, good to 1 %."""
    lon, lat = degrees(row)
    metres = np.array([math.cos(math.radians(lat)), 1.0]) * METRES_PER_DEGREE
    plane = shapely.transform(polygon, lambda positions: (positions - [lon, lat]) * metres)
    return float(plane.distance(Point(0, 0)))


@pytest.mark.shared_data
@pytest.mark.skipif(not BOUNDARIES.is_dir(), reason="no ../shared/data: boundaries not at hand")
def test_monument_lies_in_the_unit_it_claims() -> None:
    first_level, districts = boundaries(1), boundaries(2)
    strays = []
    for row in MONUMENTS:
        unit = row["claimed_unit"]
        first = first_level[f"{unit[:2]}0000000"]
        tolerance_m = max(float(row["accuracy_m"]), BORDER_TOLERANCE_M)
        district = districts.get(unit, first)
        if metres_outside(row, district) > tolerance_m or metres_outside(row, first) > 0:
            strays.append(row["key"])
    assert strays == []
