"""How often a write goes to the database and back, where the network is slow."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

import api.app
from api.admission.rooms import Pools
from api.app import create_app
from core.database import make_engine
from core.embedded import EmbeddedCluster
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.asking import MONUMENTS, monument, signed_in
from tests.layers.region_squares import draw_squares
from tests.loopback import HOST, Relay, relayed

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
    yield lambda method, path, body: client.request(
        method, MONUMENTS + path, headers=officer, json=body
    )
    pools.dispose()


WRITES = [
    ("POST", "", FEATURE, 201),
    ("PUT", "/{id}", FEATURE, 200),
    ("PATCH", "/{id}", {"properties": {"name_kk": "Кесене"}}, 200),
    ("PATCH", "/{id}", FEATURE, 200),
    ("DELETE", "/{id}", None, 204),
    ("POST", "/{id}/moves", {"move": "identify"}, 200),
]


@pytest.mark.parametrize("write", WRITES, ids=lambda write: " ".join(map(str, write[:2])))
def test_write_takes_few_round_trips(
    relay: Relay, ask: Ask, write: tuple[str, str, Any, int]
) -> None:
    method, path, body, status = write
    warm = ask(method, path.format(id=2), body)
    assert warm.status_code == status, warm.text
    relay.delay_s = 0.1  # what is sent without waiting arrives before any answer
    before = relay.exchanges
    answer = ask(method, path.format(id=3), body)
    taken = relay.exchanges - before
    assert answer.status_code == status, answer.text
    assert taken <= MOST, f"{method} {path}: {taken}"
