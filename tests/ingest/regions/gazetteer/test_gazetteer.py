import csv
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point, box

from ingest.regions.boundaries.boundary_file import BoundaryColumns, read_boundaries
from ingest.regions.gazetteer.gazetteer import Gazetteer, build_gazetteer, write_gazetteer
from ingest.regions.gazetteer.gazetteer_files import gazetteer_of_files
from ingest.regions.gazetteer.place_matching import Size, Sought, match
from ingest.regions.gazetteer.populated_places import (
    PopulatedPlace,
    bare_name,
    read_hand_placed,
    read_places,
)
from ingest.regions.kato.classifier import classify
from ingest.regions.kato.kato_file import KatoRow
from ingest.regions.starter.starter_tables import STARTER_FOLDER
from tests.shared_data import SHARED_DATA, needs_shared_data

CLASSIFIER = classify(
    KatoRow(number, *row)
    for number, row in enumerate(
        [
            ("110000000", "Ақмола облысы", "Акмолинская область", "0"),
            ("113200000", "Ақкөл ауданы", "Аккольский район", "4"),
            ("113220000", "Ақкөл қ.ә.", "Аккольская г.а.", "3"),
            ("113220100", "Ақкөл қ.", "г.Акколь", "1"),
            ("113230000", "Бірлік а.о.", "Бирликский с.о.", "2"),
            ("113230100", "Бірлік а.", "с.Бирлик", "2"),
            ("113230300", "Көлді а.", "с.Кольды", "2"),
            ("113240000", "Орда а.о.", "Ординский с.о.", "2"),
            ("113240100", "Орда а.", "с.Орда", "2"),
        ],
        start=2,
    )
)
DISTRICT = {"113200000": box(70, 50, 71, 51)}


def place(lon: float, lat: float, *names: str, rank: int = 2) -> PopulatedPlace:
    return PopulatedPlace(Point(lon, lat), frozenset(names), rank)


def sought(code: str, *names: str, unit: str = "u", size: Size = Size.VILLAGE) -> Sought:
    return Sought(code, unit, frozenset(names), size)


def built(*places: PopulatedPlace) -> Gazetteer:
    return build_gazetteer(CLASSIFIER, places, DISTRICT)


def labels(gazetteer: Gazetteer) -> dict[str, tuple[float, float]]:
    return {unit.code: (unit.lon, unit.lat) for unit in gazetteer.units}


def test_village_is_found_by_either_name() -> None:
    kk, ru = place(0, 0, "Көлді"), place(1, 0, "Бирлик")
    found = match([sought("a", "Көлді", "Кольды"), sought("b", "Бірлік", "Бирлик")], [kk, ru])
    assert found == {"a": kk, "b": ru}


def test_village_is_found_by_another_spelling() -> None:
    latin = place(0, 0, "Shymkent")
    assert match([sought("a", "Чимкент")], [latin]) == {"a": latin}


def test_initials_stand_for_the_first_name() -> None:
    full = place(0, 0, "Бауыржан Момышұлы")
    assert match([sought("a", "Б.Момышұлы")], [full]) == {"a": full}


def test_numbered_places_are_not_taken_for_each_other() -> None:
    assert match([sought("a", "Разъезд 12")], [place(0, 0, "Разъезд 13")]) == {}


def test_town_and_siding_of_one_name_are_told_apart_by_size() -> None:
    town, dwelling = place(0, 0, "Шар", rank=1), place(1, 0, "Шар", rank=4)
    wanted = [sought("a", "Шар", size=Size.TOWN), sought("b", "Шар", size=Size.DWELLING)]
    assert match(wanted, [dwelling, town]) == {"a": town, "b": dwelling}


def test_namesakes_go_to_the_place_near_the_rest_of_their_unit() -> None:
    west, east = place(70, 50, "Абай"), place(70.5, 50, "Абай")
    anchors = [place(70.02, 50, "Батыс"), place(70.52, 50, "Шығыс")]
    wanted = [
        sought("1", "Батыс", unit="w"),
        sought("2", "Шығыс", unit="e"),
        sought("3", "Абай", unit="e"),
        sought("4", "Абай", unit="w"),
    ]
    found = match(wanted, [west, east, *anchors])
    assert (found["3"], found["4"]) == (east, west)


def test_namesakes_that_nothing_tells_apart_stay_open() -> None:
    places = [place(70, 50, "Абай"), place(70.5, 50, "Абай")]
    assert match([sought("1", "Абай", unit="w"), sought("2", "Абай", unit="e")], places) == {}


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Село имени Айтбая", "Айтбая"),
        ("Темірбек Жүргенов ауылы", "Темірбек Жүргенов"),
        ("Бұқарбай батыр ат.", "Бұқарбай батыр"),
        ("станция Колутон", "Колутон"),
        ("Ауыл", "Ауыл"),
        ("Село", "Село"),
    ],
)
def test_type_words_are_left_out_of_place_names(written: str, bare: str) -> None:
    assert bare_name(written) == bare


def test_label_is_the_centre_settlement() -> None:
    gazetteer = built(
        place(70.213, 50.307, "Ақкөл", rank=1),
        place(70.6, 50.6, "Бірлік"),
        place(70.8, 50.2, "Орда"),
    )
    assert labels(gazetteer) == {
        "110000000": (70.21, 50.31),
        "113200000": (70.21, 50.31),
        "113220000": (70.21, 50.31),
        "113230000": (70.6, 50.6),
        "113240000": (70.8, 50.2),
    }
    assert {unit.label_accuracy_m for unit in gazetteer.units} == {700}


def test_label_is_another_settlement_where_the_centre_is_unknown() -> None:
    gazetteer = built(place(70.5, 50.5, "Ақкөл", rank=1), place(70.7, 50.4, "Көлді"))
    [unit] = [unit for unit in gazetteer.units if unit.code == "113230000"]
    assert (unit.lon, unit.lat) == (70.7, 50.4)
    assert unit.label_accuracy_m > 20_000


def test_label_without_any_place_is_away_from_the_others_and_says_so() -> None:
    gazetteer = built(place(70.1, 50.1, "Ақкөл", rank=1), place(70.2, 50.1, "Бірлік"))
    [unit] = [unit for unit in gazetteer.units if unit.code == "113240000"]
    assert DISTRICT["113200000"].contains(Point(unit.lon, unit.lat))
    assert unit.lon > 70.8
    assert unit.lat > 50.8
    assert "true place unknown" in unit.source
    assert unit.label_accuracy_m > 40_000


def test_label_at_the_border_stays_inside_its_district() -> None:
    gazetteer = built(place(70.5, 50.5, "Ақкөл"), place(70.999, 50.996, "Орда"))
    lon, lat = labels(gazetteer)["113240000"]
    assert (lon, lat) == (70.99, 50.99)


def test_siblings_never_share_a_label() -> None:
    gazetteer = built(
        place(70.5, 50.5, "Ақкөл"), place(70.501, 50.501, "Бірлік"), place(70.502, 50.5, "Орда")
    )
    found = labels(gazetteer)
    assert len({found[code] for code in ("113220000", "113230000", "113240000")}) == 3


def test_settlement_row_tells_its_unit_and_source() -> None:
    [row] = built(
        PopulatedPlace(Point(70.613, 50.607), frozenset({"Көлді"}), 2, residents=412)
    ).settlements
    assert (row.kato, row.unit_code, row.kind) == ("113230300", "113230000", "village")
    assert (row.lon, row.lat, row.residents, row.is_centre) == (70.61, 50.61, 412, 0)
    assert "OpenStreetMap (ODbL)" in row.source


def test_tables_are_written(tmp_path: Path) -> None:
    write_gazetteer(built(place(70.6, 50.6, "Бірлік")), tmp_path)
    lines = (tmp_path / "units.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 5
    assert lines[0].startswith("code,parent_code,level,kind,name_kk,name_ru,name_en,")
    assert len((tmp_path / "settlements.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_places_are_read_with_sane_head_counts(tmp_path: Path) -> None:
    path = tmp_path / "places.geojson"
    gpd.GeoDataFrame(
        {
            "name": ["Қараой", None, "Көлді", "Орда"],
            "name:ru": [None, None, "Кольды", None],
            "place": ["village", "hamlet", "hamlet", "isolated_dwelling"],
            "population": ["1 204", "5", "много", "99000000"],
        },
        geometry=[Point(70, 50), Point(71, 50), Point(72, 50), Point(73, 50)],
        crs=4326,
    ).to_file(path)
    places = read_places(path)
    assert [(set(place.names), place.rank, place.residents) for place in places] == [
        ({"Қараой"}, 2, 1204),
        ({"Көлді", "Кольды"}, 3, None),
        ({"Орда"}, 4, None),
    ]


def test_hand_placed_points_keep_their_accuracy(tmp_path: Path) -> None:
    path = tmp_path / "hand.csv"
    path.write_text(
        "name_kk,name_ru,lon,lat,accuracy_m,source\nОрда,Орда,70.5,50.5,3000,by hand\n",
        encoding="utf-8",
    )
    gazetteer = built(*read_hand_placed(path))
    [unit] = [unit for unit in gazetteer.units if unit.code == "113240000"]
    assert (unit.label_accuracy_m, "by hand" in unit.source) == (3000, True)


@pytest.mark.shared_data
@needs_shared_data
def test_shipped_tables_are_what_the_open_data_give(tmp_path: Path) -> None:
    gazetteer = gazetteer_of_files(
        SHARED_DATA / "kato" / "kato.csv",
        SHARED_DATA / "places_hotosm" / "hotosm_kaz_populated_places_points_geojson.geojson",
        [
            SHARED_DATA / "boundaries_geokz2024" / f"kaz_admbnda_adm{tier}_2024.shp"
            for tier in (1, 2)
        ],
        code_column="KATO",
        overrides={"101010000": "104100000", "622010000": "622000000"},
        hand_placed_file=STARTER_FOLDER / "hand_placed.csv",
    )
    write_gazetteer(gazetteer, tmp_path)
    for name in ("units.csv", "settlements.csv"):
        assert (tmp_path / name).read_bytes() == (STARTER_FOLDER / name).read_bytes()


@pytest.mark.shared_data
@needs_shared_data
def test_no_shipped_label_lies_outside_its_district() -> None:
    columns = BoundaryColumns("KATO")
    rows, _ = read_boundaries(
        SHARED_DATA / "boundaries_geokz2024" / "kaz_admbnda_adm2_2024.shp", columns
    )
    corrected = {"101010000": "104100000", "622010000": "622000000"}
    polygons = {corrected.get(row.code, row.code): row.polygon for row in rows}
    with (STARTER_FOLDER / "units.csv").open(encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    checked = [
        (unit["code"], polygons[district].covers(Point(float(unit["lon"]), float(unit["lat"]))))
        for unit in units
        for district in ({"2": unit["code"], "3": unit["parent_code"]}.get(unit["level"]),)
        if district in polygons
    ]
    assert len(checked) > 2400
    assert [code for code, is_inside in checked if not is_inside] == []
