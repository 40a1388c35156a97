"""OWSLib walks the API from its landing page to single features."""

import json
from typing import Any

import pytest
import shapely
from shapely.geometry import shape
from sqlalchemy import func

from core.access.caller import STRANGER
from core.database.engine import make_engine, make_sessions
from core.title import ATLAS
from layers.access import Readable, readable
from layers.reading.regions.collection import REGIONS, count_and_box
from tests.interop.known import LAYERS, known
from tests.interop.opening import ROUNDED_BY
from tests.interop.programs import run_with_tools
from tests.interop.serving import ServedAtlas

pytestmark = pytest.mark.interop

BOX = (68.0, 42.0, 78.0, 52.0)
CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"


@pytest.fixture(scope="module")
def walk(atlas: ServedAtlas) -> dict[str, Any]:
    """What OWSLib found."""
    found: dict[str, Any] = json.loads(run_with_tools("walk_with_owslib.py", atlas.api))
    return found


def test_owslib_reads_what_the_service_says_of_itself(walk: dict[str, Any]) -> None:
    assert walk["title"] in ATLAS.as_dict().values()
    assert walk["definition"].startswith("3.0.")
    assert CORE in walk["conformance"]
    assert tuple(walk["collections"]) == (*LAYERS, REGIONS.id)


@pytest.mark.parametrize("layer", LAYERS)
def test_owslib_pages_to_the_last_row(atlas: ServedAtlas, walk: dict[str, Any], layer: str) -> None:
    found, expected = walk["collections"][layer], known(atlas.database_url, layer)
    assert isinstance(found["title"], str)
    assert found["ids"] == sorted(expected.places)
    item = found["item"]
    there = expected.places[item["id"]]
    assert shapely.hausdorff_distance(shape(item["geometry"]), there) <= ROUNDED_BY * 2**0.5
    texts = expected.texts[item["id"]]
    assert {name: item["properties"][name] or "" for name in texts} == texts
    assert set(texts) <= set(found["queryables"])


def test_owslib_pages_through_the_regions(atlas: ServedAtlas, walk: dict[str, Any]) -> None:
    found = walk["collections"][REGIONS.id]
    engine = make_engine(atlas.database_url)
    with make_sessions(engine)() as session:
        count, _ = count_and_box(session, readable(REGIONS, STRANGER))
    engine.dispose()
    assert len(found["ids"]) == len(set(found["ids"])) == count
    assert found["item"]["properties"]["code"] == f"{found['item']['id']:09}"


@pytest.mark.parametrize("layer", LAYERS)
def test_owslib_filters(atlas: ServedAtlas, walk: dict[str, Any], layer: str) -> None:
    found = walk["collections"][layer]

    def meets_box(access: Readable) -> Any:
        return func.ST_Intersects(access.place, func.ST_MakeEnvelope(*BOX, 4326))

    in_box = known(atlas.database_url, layer, meets_box)
    assert found["in_box"] == sorted(in_box.places)
    texts = known(atlas.database_url, layer).texts
    named = [number for number in sorted(texts) if texts[number]["name_ru"]]
    assert found["with_name"] == named
