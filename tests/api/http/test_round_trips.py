"""How often a write goes to the database and back, where the network is slow."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

import api.app
from api.app import create_app
from api.http.admission.rooms import Pools
from core.database.engine import make_engine
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.asking import MONUMENTS, monument, signed_in
from tests.loopback import HOST, Relay, relayed
from tests.world.drawing import draw_squares

POINT = {"type": "Point", "coordinates": [60.5, 50.5]}
FEATURE = {"type": "Feature", "geometry": POINT, "properties": {"kind": "archaeology"}}
MOST = 4
Ask = Callable[..., Any]


@pytest.fixture
def relay(cluster: EmbeddedCluster) -> Iterator[Relay]:
    with relayed(cluster) as relay:
        yield relay


@pytest.fixture
def ask(
    relay: Relay,
    committed_database: str,
    catalogue: Catalogue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Ask]:
    """Asks the application behind the relay, whose database nobody else asks anything."""
    engine = make_engine(committed_database)
    with Session(engine) as session:
        draw_squares(session)
        officer = signed_in(session, "*")
        for _ in range(3):
            monument(session)
        session.commit()
    engine.dispose()
    name = committed_database.rpartition("@/")[2].partition("?")[0]
    url = f"postgresql://atlas@{HOST}:{relay.port}/{name}"
    settings = Settings.from_environment({"DATABASE_URL": url, "ATLAS_DATA": str(tmp_path)})
    pools = Pools(settings, url)
    monkeypatch.setattr(api.app, "Pools", lambda *_settings: pools)
    # Not as a context: what runs beside the requests asks the database too.
    client = TestClient(create_app(settings, catalogue, url))
    yield lambda method, path, body: client.request(method, path, headers=officer, json=body)
    pools.dispose()


OBJECTS = "/api/collections/endangered_objects/items"
ROUTES = "/api/collections/tourist_routes/items"
PLATES, STOPS = MONUMENTS + "/{id}/plates", ROUTES + "/{id}/stops"
NAMES = {"name_kk": "Аялдама", "name_ru": "Остановка", "name_en": "Stop"}
PLACE = {"longitude": 60.5, "latitude": 50.5}
ENDANGERED = {
    "type": "Feature",
    "geometry": POINT,
    "properties": {"priority": "emergency", "monument_id": 2},
}
ROUTE = {
    "type": "Feature",
    "geometry": {"type": "MultiLineString", "coordinates": [[[60.4, 50.4], [60.6, 50.6]]]},
    "properties": {"modes": ["car"], "difficulty": "easy"},
}
STOP = {
    "position": 1, "stage": 1, **NAMES, **PLACE, "linked_layer": "monuments", "linked_id": 2,
}  # fmt: skip
INSPECTION = {"inspected_on": "2024-05-01", "condition": "good", "basis": "visit"}
WRITES = [
    ("POST", MONUMENTS, FEATURE, 201),
    ("PUT", MONUMENTS + "/{id}", FEATURE, 200),
    ("PATCH", MONUMENTS + "/{id}", {"properties": {"name_kk": "Кесене"}}, 200),
    ("PATCH", MONUMENTS + "/{id}", FEATURE, 200),
    ("DELETE", MONUMENTS + "/{id}", None, 204),
    ("POST", MONUMENTS + "/{id}/moves", {"move": "identify"}, 200),
    ("POST", MONUMENTS + "/{id}/inspections", INSPECTION, 201),
    ("PATCH", PLATES + "/{row}", {"scans": 1}, 200),
    ("DELETE", PLATES + "/{row}", None, 204),
    ("POST", OBJECTS, ENDANGERED, 201),
    ("PATCH", OBJECTS + "/{id}", {"properties": {"monument_id": 3}}, 200),
    ("PUT", OBJECTS + "/{id}", ENDANGERED, 200),
    ("POST", STOPS, STOP, 201),
    ("PATCH", STOPS + "/{row}", {**PLACE, "linked_id": 3, "linked_layer": "monuments"}, 200),
    ("DELETE", STOPS + "/{row}", None, 204),
]


def written(ask: Ask) -> None:
    """Store what the writes are about: two of each, with ids and rows that differ by one."""
    for id_ in (1, 2):
        for path, body in (
            (OBJECTS, ENDANGERED),
            (ROUTES, ROUTE),
            (STOPS.format(id=id_), STOP),
            (PLATES.format(id=id_ + 1), {"code": f"Т{id_}"}),
        ):
            answer = ask("POST", path, body)
            assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("write", WRITES, ids=lambda write: " ".join(map(str, write[:2])))
def test_write_takes_few_round_trips(
    relay: Relay, ask: Ask, write: tuple[str, str, Any, int]
) -> None:
    method, path, body, status = write
    written(ask)
    of_monument = path.startswith(MONUMENTS)
    paths = [path.format(id=row + of_monument, row=row) for row in (1, 2)]
    warm = ask(method, paths[0], body)
    assert warm.status_code == status, warm.text
    relay.delay_s = 0.1  # what is sent without waiting arrives before any answer
    before = relay.exchanges
    answer = ask(method, paths[1], body)
    taken = relay.exchanges - before
    assert answer.status_code == status, answer.text
    assert taken <= MOST, f"{method} {path}: {taken}"
