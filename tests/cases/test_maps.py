"""Cases of map files: KML, GPX, GeoJSON, GeoPackages, shapefiles, GeoParquet."""

import pytest

from tests.cases.office import MONUMENTS, Office
from tests.shared_data import needs_shared_cases

pytestmark = [needs_shared_cases, pytest.mark.shared_data]
ARCHAEOLOGY = ("--set", "kind=archaeology")


def test_case_02_display_flag_is_no_field(office: Office) -> None:
    told = office.ingest(2, "point.kml", *MONUMENTS, *ARCHAEOLOGY)
    assert told.counts == (1, 1, 0, 0, 0)


def test_case_03_fields_with_cyrillic_names(office: Office) -> None:
    told = office.ingest(3, "fields.kml", *MONUMENTS, "--map", "visibility=")
    assert told.counts == (2, 2, 0, 0, 0)
    assert told.facts["unknown_columns"] == []
    fields = {"kind": "Вид", "dating_text_ru": "Век", "address": "Адрес", "register_no": "Рег. №"}
    assert told.columns == {"name_ru": "Name", **fields}


def test_case_05_geometry_told_in_the_footer(office: Office) -> None:
    told = office.ingest(5, "footer.parquet", *MONUMENTS)
    assert told.counts == (2, 2, 0, 0, 0)
    assert told.facts["crs"]["from"] == "file"


def test_case_06_two_shapefiles_in_a_zip(office: Office) -> None:
    chosen = office.ingest(6, "two.zip", "--layer", "monuments", "--sheet", "a", "--dry-run")
    assert chosen.counts == (2, 2, 0, 0, 0)
    asked = office.ingest(6, "two.zip", "--layer", "monuments", "--dry-run")
    assert asked.error == "Choose the sheet (layer) of the file “two.zip”: a, b."


@pytest.mark.parametrize("name", ["ldid_866", "upper_cpg", "cpg_oem", "cpg_empty", "cut_letter"])
def test_case_07_code_pages_of_shapefiles(own_office: Office, name: str) -> None:
    order = ("--layer", "monuments", "--matches", "different")
    told = own_office.ingest(7, f"{name}.shp", *order)
    assert told.counts == (3, 3, 0, 0, 0)
    names = own_office.names("monuments", name)
    if name == "cut_letter":
        assert told.problems == [(row, "cut_text") for row in (1, 2, 3)]
        assert names == ["Старинный к"] * 3
    else:
        assert len(names) == 3
        assert all(each.startswith("Старинный курган ") for each in names)


def test_case_08_curves(office: Office) -> None:
    assert office.ingest(8, "circle.gpkg", *MONUMENTS).counts == (3, 3, 0, 0, 0)


@pytest.mark.parametrize("name", ["ids.geojson", "ids.gpkg"])
def test_case_18_ids_of_features(office: Office, name: str) -> None:
    order = ("--layer", "monuments", "--key", "id", "--dry-run")
    told = office.ingest(18, name, *order)
    assert told.counts == (2, 2, 0, 0, 0)
    assert told.facts["key"] == "id"


def test_case_19_every_feature_is_counted(office: Office) -> None:
    points = office.ingest(19, "waypoints.gpx", *MONUMENTS, *ARCHAEOLOGY)
    assert points.counts == (3, 1, 0, 2, 0)
    roots = office.ingest(19, "two_roots.kml", *MONUMENTS, *ARCHAEOLOGY, "--map", "visibility=")
    assert roots.counts == (2, 2, 0, 0, 0)


def test_case_31_letters_tell_the_language(own_office: Office) -> None:
    order = ("--layer", "monuments", "--key", "@id", *ARCHAEOLOGY)
    told = own_office.ingest(31, "overpass.geojson", *order)
    assert told.counts == (3, 3, 0, 0, 0)
    settled = own_office.rows("monuments", "overpass")[1]
    assert settled["name_ru"] == "Городище Овер-2"
    assert settled["name_en"] is None


def test_case_31_value_of_a_tag_is_no_name(office: Office) -> None:
    order = ("--key", "@id", "--set", "modes=foot", "--set", "difficulty=easy", "--dry-run")
    told = office.ingest(31, "hours.geojson", "--layer", "tourist_routes", *order)
    assert told.counts == (5, 5, 0, 0, 0)
    assert told.columns == {"name_ru": "name:ru", "opening_hours": "opening_hours"}
    assert "route" in told.facts["unknown_columns"]
