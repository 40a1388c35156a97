"""What OWSLib finds when it walks the API, as JSON; the argument is the landing page."""

import json
import sys
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from owslib.ogcapi.features import Features

LIMIT = 400
MOST = 10_000
BOX = (68.0, 42.0, 78.0, 52.0)


def walked(api: Features, name: str) -> dict[str, Any]:
    """A collection: its title, queryables, the ids of all pages, and one item."""
    ids: list[int] = []
    page = api.collection_items(name, limit=LIMIT)
    while True:
        ids += ids_of(page)
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        page = api.collection_items(name, limit=LIMIT, **after(following[0]))
    return {
        "title": api.collection(name)["title"],
        "queryables": sorted(api.collection_queryables(name)["properties"]),
        "ids": ids,
        "item": api.collection_item(name, str(ids[-1])),
        "in_box": ids_of(api.collection_items(name, limit=MOST, bbox=BOX)),
        "with_name": ids_of(api.collection_items(name, limit=MOST, filter="name_ru IS NOT NULL")),
    }


def ids_of(page: dict[str, Any]) -> list[int]:
    """The ids of the features of a page."""
    return [feature["id"] for feature in page["features"]]


def after(address: str) -> dict[str, str]:
    """The parameters of a link that OWSLib does not give by itself."""
    given = dict(parse_qsl(urlsplit(address).query))
    return {name: value for name, value in given.items() if name != "limit"}


service = Features(sys.argv[1])
names = service.feature_collections()
found = {
    "title": service.response["title"],
    "conformance": service.conformance()["conformsTo"],
    "definition": service.api()["openapi"],
    "collections": {name: walked(service, name) for name in names},
}
json.dump(found, sys.stdout)
