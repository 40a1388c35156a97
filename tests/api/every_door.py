"""Every address of the OpenAPI that can be asked without changing anything, with what it needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Any

STOPS = [{"lon": 76.9, "lat": 43.2}, {"lon": 71.4, "lat": 51.1}, {"lon": 80.2, "lat": 49.9}]
READING_POSTS: Mapping[str, Json] = {
    "/analysis/coverage": {"layer": "monuments", "distance_km": 25},
    "/trips": {"stops": STOPS},
    "/trips.gpx": {"stops": STOPS},
}
"""The bodies of those POST that only read."""
WRITING_POSTS = frozenset(
    {
        "/tiles/archives",
        "/media",
        "/media/{media}/links",
        "/media/{media}/release",
        "/media/{media}/signed",
    }
)
FOR_KNOWN_CALLERS = frozenset(
    {"account", "administration", "audit", "editing", "ingest", "messages", "tasks", "workflow"}
)
"""Tags of what strangers are turned away from."""
VALUES: Mapping[str, str] = {
    "collectionId": "monuments",
    "featureId": "1",
    "tileMatrixSetId": "WebMercatorQuad",
    "tileMatrix": "5",
    "tileRow": "11",
    "tileCol": "22",
    "layers": "monuments,regions",
    "z": "5",
    "x": "22",
    "y": "11",
    "file": "atlas@2x.json",
    "kato": "750000000",
    "run": "1",
    "name": "nothing",
    "archive": "nothing",
    "task": "nothing",
    "media": "nothing",
    "variant": "thumb.webp",
}
"""What a path parameter is filled with, by its name."""
QUERIES: Mapping[str, Mapping[str, str]] = {
    "/regions/at": {"lon": "76.9", "lat": "43.2"},
    "/regions/{kato}/counts": {"layer": "monuments", "by": "kind"},
    "/media": {"layer": "monuments", "feature": "1"},
    "/search": {"q": "Алматы"},
    "/collections/{collectionId}/items": {"limit": "20", "filter": "name_kk LIKE '%а%'"},
    "/collections/{collectionId}/download": {"f": "csv"},
}
"""What a door has to be told, or does more for."""
OF_A_PERSON = "/account/"
"""Doors that only a session opens; tests of their own go through them."""
EMPTY = frozenset({"archive", "media", "name", "organisation", "person", "run", "task"})
"""Path parameters for which a fresh atlas holds nothing."""


@dataclass(frozen=True, slots=True)
class Door:
    """One request that changes nothing."""

    verb: str
    template: str
    at_root: bool
    tags: frozenset[str]

    @property
    def path(self) -> str:
        """The path with its parameters filled in."""
        filled = self.template if self.at_root else f"/api{self.template}"
        for name, value in VALUES.items():
            filled = filled.replace(f"{{{name}}}", value)
        return filled

    @property
    def query(self) -> Mapping[str, str]:
        """The query that it is asked with."""
        return QUERIES.get(self.template, {})

    @property
    def body(self) -> Json | None:
        """The body of a POST."""
        return READING_POSTS.get(self.template) if self.verb == "post" else None

    @property
    def needs_token(self) -> bool:
        """Whether strangers are turned away."""
        return bool(self.tags & FOR_KNOWN_CALLERS)

    @property
    def status(self) -> int:
        """That of its answer in a fresh atlas."""
        if self.template == "/metrics":
            return 404
        return 404 if any(f"{{{name}}}" in self.template for name in EMPTY) else 200


def doors_of(described: Json) -> Iterator[Door]:
    """Every GET of the description, and every POST that only reads.

    A POST of which nobody said whether it reads or writes is an error.
    """
    for template, operations in described["paths"].items():
        for verb in ("get", "post"):
            if verb not in operations:
                continue
            tags = frozenset(operations[verb].get("tags", ()))
            door = Door(verb, template, "servers" in operations, tags)
            if template.startswith(OF_A_PERSON):
                continue
            if verb == "get" or template in READING_POSTS:
                yield door
            else:
                assert door.needs_token or template in WRITING_POSTS, template
