"""The files that the pages name as if an officer had brought them."""

from pathlib import Path

import pyproj

from core.settings import PROJECT_ROOT
from tests.ingest.officer_files import write_text, write_workbook
from tests.ingest.reading.osm.test_osm_extract import write_extract
from tests.ingest.reading.test_photos import write_photo

MOUNDS = ((68.32, 43.42), (68.12, 43.48), (68.05, 43.31))
"""Longitudes and latitudes in Sauran district."""
REQUEST = """<?xml version="1.0" encoding="utf-8"?>
<service_requests><request>
  <service_request_id>41</service_request_id><status>open</status><service_name>roads</service_name>
  <description>Яма</description><requested_datetime>2026-03-01T10:00:00+05:00</requested_datetime>
  <lat>43.31</lat><long>68.25</long>
</request></service_requests>
"""
SURVEY = (
    "_uuid,_submission_time,site/name_ru,site/kind,_gps_latitude,_gps_longitude\n"
    "u1,2026-03-01T10:00:00,Курган у брода,археология,43.35,68.15\n"
)
LIST = "№;Название;Вид;Широта;Долгота\n1;Курган у дороги;археология;43,36;68,16\n"
FORMER = (
    "codes,kind,name_kk,name_ru,name_en,from_year,until_year,source\n"
    "615500000,district,Байырғы,Байыргы,Bayyrghy,1930,1940,made up\n"
)


def write_example_files(folder: Path) -> None:
    """Write every file that a command of the pages reads, and a way to the project's own."""
    (folder / "docs").symlink_to(PROJECT_ROOT / "docs")
    _write_passports(folder / "passports.xlsx")
    for name in ("photos", "incoming"):
        (folder / name).mkdir()
    write_photo(folder / "photos" / "IMG_1.jpg")
    write_extract(folder / "almaty.osm.pbf")
    write_text(folder / "requests.xml", REQUEST)
    write_text(folder / "survey.csv", SURVEY)
    write_text(folder / "incoming" / "list.csv", LIST)
    write_text(folder / "ours.csv", FORMER)


def _write_passports(path: Path) -> None:
    """Passports with places in metres of SK-42, of which the last has none."""
    metres = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:28412", always_xy=True)
    rows: list[tuple[object, ...]] = [("Рег. №", "Наименование", "Вид", "X", "Y")]
    for number, place in enumerate(MOUNDS, start=1):
        easting, northing = metres.transform(*place)
        rows.append((f"A-{number}", f"Курган № {number}", "археология", northing, easting))
    rows.append(("A-4", "Курган без места", "археология", "", ""))
    write_workbook(path, rows)
