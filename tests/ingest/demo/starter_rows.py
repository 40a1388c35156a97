"""Rows of small starter tables, and the folder that they are written into."""

import csv
from collections.abc import Sequence
from pathlib import Path

from tests.world.units import EAST_SOUTH, WEST_NORTH

Row = dict[str, str]

MONUMENT = {
    "key": "tower", "name_kk": "Мұнара", "name_ru": "Башня", "name_en": "Tower",
    "kind": "archaeology", "significance": "republican", "register_no": "", "lon": "67.1",
    "lat": "51.1", "accuracy_m": "500", "point_meaning": "centre", "claimed_unit": WEST_NORTH,
    "dating_begin_earliest": "-300", "dating_begin_latest": "-201", "dating_end_earliest": "",
    "dating_end_latest": "", "dating_precision": "century", "dating_text_kk": "б.з.б. III ғасыр",
    "dating_text_ru": "III век до н. э.", "dating_text_en": "3rd century BCE",
    "sacred_level": "national", "sacred_kind": "cult", "summary_kk": "Көне мұнара.",
    "summary_ru": "Древняя башня.", "summary_en": "An old tower.",
    "sources": "list;encyclopaedia=Тараз", "source_url": "",
}  # fmt: skip
SPRING = {
    **MONUMENT, "key": "spring", "name_kk": "Бұлақ", "lon": "70", "lat": "49",
    "claimed_unit": EAST_SOUTH, "sacred_level": "", "sacred_kind": "", "sources": "encyclopaedia=X",
}  # fmt: skip
ROUTE = {
    "key": "walk", "name_kk": "Жол", "name_ru": "Путь", "name_en": "Way", "modes": "foot;eco",
    "season_from": "5", "season_to": "9", "difficulty": "easy", "summary_kk": "Жаяу жол.",
    "summary_ru": "Пеший путь.", "summary_en": "A walk.", "sources": "drawn",
}  # fmt: skip
SOURCES = [
    {
        "key": key, "recorded_in": recorded_in, "title_kk": kk, "title_ru": ru, "title_en": en,
        "on_state_list": listed, "act_number": number, "act_date": day,
    }
    for key, recorded_in, kk, ru, en, listed, number, day in (
        ("list", "ru", "Тізім", "Список", "List", "1", "88", "14.04.2020"),
        ("encyclopaedia", "en", "Уикипедия: {detail}", "Википедия: {detail}",
         "Wikipedia: {detail}", "", "", ""),
        ("drawn", "en", "сызылған", "начерчено", "drawn", "", "", ""),
    )
]  # fmt: skip
FACT = {
    "route_key": "walk", "field": "price_kzt", "value": "500", "about_kk": "Бір адамға.",
    "about_ru": "С человека.", "about_en": "A person.", "source_url": "https://park.example/fee",
    "as_of": "2026-01", "seen_on": "2026-11-30", "quote": "500 тенге", "remark": "",
}  # fmt: skip
REPORT = {
    "monument_key": "tower", "inspected_on": "2024-10-29", "basis": "report",
    "condition": "very_bad", "quote": "признан аварийным",
    "source_url": "https://news.example/tower", "seen_on": "2026-11-30",
}  # fmt: skip


def stop(position: int, lon: float, stage: int, **more: str) -> Row:
    name = f"S{position}"
    return {
        "route_key": "walk", "position": str(position), "stage": str(stage), "is_stop": "1",
        "name_kk": name, "name_ru": name, "name_en": name, "lon": str(lon), "lat": "51",
        "monument_key": "", "role": "main", "stay_min": "30", **more,
    }  # fmt: skip


VIA = {"is_stop": "0", "name_kk": "", "name_ru": "", "name_en": "", "stay_min": ""}
STOPS = [
    stop(1, 67.0, 1, monument_key="tower"),
    stop(2, 67.1, 1, **VIA),
    stop(3, 67.2, 1),
    stop(4, 67.3, 2),
]


def write_starter(
    folder: Path,
    monuments: Sequence[Row] = (MONUMENT, SPRING),
    stops: Sequence[Row] = STOPS,
    facts: Sequence[Row] = (),
    inspections: Sequence[Row] = (),
) -> Path:
    """The folder, with the starter tables of these rows in it."""
    tables: dict[str, tuple[Row, Sequence[Row]]] = {
        "monuments": (MONUMENT, monuments),
        "sources": (SOURCES[0], SOURCES),
        "inspections": (REPORT, inspections),
        "routes": (ROUTE, [ROUTE]),
        "route_facts": (FACT, facts),
        "route_stops": (STOPS[0], stops),
    }
    for name, (columns, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(columns))
            writer.writeheader()
            writer.writerows(rows)
    return folder
