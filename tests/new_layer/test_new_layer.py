"""A layer that is one new file, a generated migration and nothing else is on every surface."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.embedded.cluster import EmbeddedCluster
from layers.exports.formats import FORMATS
from tests.databases import clone

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
Found = dict[str, Any]


@pytest.fixture(scope="module")
def found(
    cluster: EmbeddedCluster, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Found:
    folder = tmp_path_factory.mktemp("springs")
    with clone(cluster, migrated_template) as url:
        walk = subprocess.run(  # noqa: S603 - our own module, our own arguments
            [sys.executable, "-m", "tests.new_layer.walk", url, str(folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert walk.returncode == 0, walk.stderr
    answers: Found = json.loads((folder / "found.json").read_text(encoding="utf-8"))
    return answers


def test_stranger_cannot_write_it_and_its_writer_can(found: Found) -> None:
    assert (found["stranger_status"], found["created_status"]) == (401, 201)


def test_it_is_among_the_collections_with_its_declaration(found: Found) -> None:
    assert "springs" in [collection["id"] for collection in found["collections"]["collections"]]
    collection = found["collection"]
    assert collection["title"] == "Бұлақтар"
    assert collection["titles"] == {"kk": "Бұлақтар", "ru": "Родники", "en": "Springs"}
    assert set(collection["vocabularies"]) >= {"spring_water", "spring_state"}
    assert collection["flow"]["initial"] == "flowing"


def test_its_fields_can_be_queried(found: Found) -> None:
    assert found["queryables"]["properties"]["water"]["enum"] == ["fresh", "mineral"]
    [spring] = found["items"]["features"]
    assert spring["properties"]["name_en"] == "Kainarbulak"
    assert found["filtered"]["features"] == []


def test_it_knows_its_region(found: Found) -> None:
    assert found["item"]["properties"]["oblast_code"] == "990000000"
    assert found["summary"]["layers"]["springs"]["count"] == 1
    assert found["summary"]["layers"]["springs"]["by"]["water"] == {"mineral": 1}


def test_it_went_through_its_flow(found: Found) -> None:
    assert found["moved_status"] in (200, 201)
    assert found["item"]["properties"]["state"] == "dry"
    assert [entry["action"] for entry in found["item"]["history"]] == ["created", "moved"]


def test_it_is_found_by_a_misspelt_name(found: Found) -> None:
    [result] = [hit for hit in found["search"]["results"] if hit["layer"] == "springs"]
    assert result["name"]["kk"] == "Қайнарбұлақ"


def test_it_is_in_tiles_and_in_the_style(found: Found) -> None:
    [feature] = found["tile"]["springs"]["features"]
    assert feature["properties"]["state"] == "dry"
    assert [layer["id"] for layer in found["tilejson"]["vector_layers"]] == ["springs"]
    drawn = {layer.get("source-layer") for layer in found["style"]["layers"]}
    assert "springs" in drawn
    assert "springs" in json.dumps(found["style"]["metadata"])


def test_it_can_be_downloaded(found: Found) -> None:
    [feature] = found["download"]["features"]
    assert feature["properties"]["name_kk"] == "Қайнарбұлақ"
    assert found["download"]["metadata"]["title"]["kk"] == "Бұлақтар"
    links = [link["rel"] for link in found["collection"]["links"]]
    assert links.count("enclosure") == len(FORMATS)


def test_it_is_documented(found: Found) -> None:
    assert "Бұлақтар / Родники / Springs" in found["documentation"]
