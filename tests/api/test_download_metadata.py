"""What a downloaded file says of itself, in the place that its format has for it."""

import json
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyogrio
import pytest

from core.clock import Clock
from tests.api.downloading import KAZAKH, Served, download, saved

FILTER = "name_kk LIKE '%ә ғ қ%'"
ODBL = "Open Database Licence"


def told(served: Served, file_format: str, folder: Path) -> dict[str, Any]:
    """What the file of the filtered monuments says of itself."""
    content = download(served.client, "monuments", f=file_format, filter=FILTER).content
    path = saved(content, file_format, folder)
    if file_format == "geojson":
        return dict(json.loads(content)["metadata"])
    if file_format == "parquet":
        return dict(json.loads(pq.read_metadata(path).metadata[b"atlas"]))
    if file_format in {"gpkg", "fgb"}:
        return dict(pyogrio.read_info(path)["layer_metadata"])
    root = ET.fromstring(content)  # noqa: S314 - our own file
    if file_format == "gpx":
        [extensions] = root.findall("{*}metadata/{*}extensions")
        return {each.tag.partition("}")[2]: each.text for each in extensions}
    data = root.findall("{*}Document/{*}ExtendedData/{*}Data")
    return {each.get("name", ""): each.findtext("{*}value") for each in data}


@pytest.mark.parametrize("file_format", ["geojson", "gpkg", "fgb", "parquet", "gpx", "kml"])
def test_file_tells_its_sources_licence_date_system_and_filter(
    served: Served, tmp_path: Path, file_format: str, clock: Clock
) -> None:
    found = {
        name: json.loads(value) if isinstance(value, str) and value.startswith("{") else value
        for name, value in told(served, file_format, tmp_path).items()
    }
    age = clock.now() - datetime.fromisoformat(found["snapshot"])
    assert timedelta(0) <= age < timedelta(minutes=5)
    assert found["layer"] == "monuments"
    assert "Monuments" in str(found.get("title") or found["TITLE"])
    assert found["selection"] == {"filter": FILTER}
    assert found["sources"] == {"atlas": 1}
    assert int(found["count"]) == 1
    assert found["crs"] == "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    assert ODBL in str(found["licence"])


@pytest.mark.parametrize("file_format", ["gpkg", "fgb"])
def test_person_reads_the_description_in_their_language(
    served: Served, tmp_path: Path, file_format: str
) -> None:
    answer = served.client.get(
        "/api/collections/monuments/download",
        params={"f": file_format, "source": "реестр"},
        headers={"Accept-Language": "kk"},
    )
    found = pyogrio.read_info(saved(answer.content, file_format, tmp_path))["layer_metadata"]
    assert "Дереккөздер: реестр." in found["DESCRIPTION"]
    assert "Таңдау шарты: source=реестр." in found["DESCRIPTION"]
    assert "Лицензиясы көрсетілмеген" in found["DESCRIPTION"]


def test_table_links_to_what_it_has_no_place_for(served: Served) -> None:
    answer = download(served.client, "monuments", f="csv", filter=FILTER)
    address, *parameters = answer.headers["link"].split(";")
    assert ' rel="describedby"' in parameters
    found = served.client.get(address.strip("<>")).json()
    assert found["selection"] == {"filter": FILTER}
    assert found["sources"] == {"atlas": 1}
    assert ODBL in found["licence"][0]["en"]


def test_stranger_learns_no_source_of_hidden_rows(served: Served) -> None:
    found = served.client.get("/api/collections/monuments/download?f=metadata").json()
    assert (found["count"], found["sources"]) == (3, {"atlas": 2, "реестр": 1})


def test_geoparquet_tells_kinds_box_and_encoding(served: Served, tmp_path: Path) -> None:
    content = download(served.client, "monuments", f="parquet").content
    geo = json.loads(pq.read_metadata(saved(content, "parquet", tmp_path)).metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geom")
    column = geo["columns"]["geom"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Point", "Polygon"])
    assert column["bbox"] == pytest.approx([61.123456789, 43.25, 77.75, 51.987654321])
    assert column["crs"]["id"] == {"authority": "OGC", "code": "CRS84"}


def test_name_of_a_feature_is_in_the_language_of_the_caller(served: Served) -> None:
    for language, name in (("kk", KAZAKH), ("ru", 'a "b"'), ("en", KAZAKH)):
        answer = served.client.get(
            "/api/collections/monuments/download",
            params={"f": "kml", "filter": FILTER},
            headers={"Accept-Language": language},
        )
        root = ET.fromstring(answer.content)  # noqa: S314 - our own file
        assert str(root.findtext(".//{*}Placemark/{*}name")).startswith(name)
    answer = download(served.client, "citizen_reports", f="kml", topic="water")
    root = ET.fromstring(answer.content)  # noqa: S314 - our own file
    assert str(root.findtext(".//{*}Placemark/{*}name")).startswith("Water")
