"""Many who ask at once are answered as one alone, for requests change nothing that they share."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import httpx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from core.accounts.users import add_user
from core.database.engine import make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.every_door import Door, doors_of
from tests.databases import clone

pytestmark = pytest.mark.slow

AT_ONCE = 8
CHANGING_HEADERS = {"x-request-id", "date", "content-length"}
"""The length is that of compressed bytes, in which the time of the answer stands."""
OF_WHOLE_FILES = {"accept-ranges", "etag", "last-modified"}
"""Told once somebody has taken the whole file."""
CHANGING_MEMBERS = {"timeStamp"}
OF_THE_MOMENT = ("/audit", "/audit/file", "/admin/storage", "/admin/health")
"""Doors that tell how things stand, which differs from answer to answer."""
WRITTEN_AT = re.compile(rb"<time>[^<]*</time>")
"""When a GPX file was made."""


class SharedAtlas(NamedTuple):
    """An atlas of committed starter data that nobody has asked yet."""

    client: TestClient
    token: str

    def ask(self, door: Door) -> httpx.Response:
        """The answer to one request."""
        headers = {"Accept-Language": "kk", "Accept": "*/*"}
        if door.needs_token:
            headers["Authorization"] = f"Bearer {self.token}"
        return self.client.request(
            door.verb, door.path, params=dict(door.query), json=door.body, headers=headers
        )

    def ask_at_once(self, doors: list[Door]) -> list[httpx.Response]:
        """The answers to requests that run beside each other."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(threads.map(self.ask, doors))


@pytest.fixture(scope="module")
def shared_atlas(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SharedAtlas]:
    with clone(cluster, atlas_template) as url:
        engine = make_engine(url)
        with make_sessions(engine)() as session:
            token = add_user(session, "Reader of everything", ["*"])
            session.commit()
        engine.dispose()
        folder = tmp_path_factory.mktemp("shared")
        settings = Settings.from_environment(
            {
                "DATABASE_URL": url,
                "ATLAS_DATA": str(folder),
                "ATLAS_DOWNLOADS_AT_ONCE": str(AT_ONCE),
            }
        )
        with TestClient(create_app(settings, catalogue, url)) as client:
            yield SharedAtlas(client, token)


@pytest.fixture(scope="module")
def doors(shared_atlas: SharedAtlas) -> list[Door]:
    """Every door, found by eight requests for the description at once."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        first, *others = threads.map(shared_atlas.client.get, ["/api/openapi.json"] * AT_ONCE)
    assert all(other.content == first.content for other in others)
    return list(doors_of(first.json()))


def told(answer: httpx.Response) -> tuple[int, dict[str, str], Any]:
    """What an answer says, without what is another in every answer."""
    headers = {
        name: value for name, value in answer.headers.items() if name not in CHANGING_HEADERS
    }
    if answer.url.path.endswith("/download"):
        headers = {name: value for name, value in headers.items() if name not in OF_WHOLE_FILES}
    if answer.url.path.endswith(OF_THE_MOMENT):
        return answer.status_code, headers, None
    if "json" in headers.get("content-type", "") and "seq" not in headers["content-type"]:
        return answer.status_code, headers, _stable(answer.json())
    return answer.status_code, headers, WRITTEN_AT.sub(b"", answer.content)


def _stable(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            name: _stable(value) for name, value in part.items() if name not in CHANGING_MEMBERS
        }
    return [_stable(each) for each in part] if isinstance(part, list) else part


def test_every_door_answers_eight_at_once_as_one_alone(
    shared_atlas: SharedAtlas, doors: list[Door]
) -> None:
    """The eight come first: what is made by the first who asks must bear that as well."""
    assert len(doors) > 40
    wrong = []
    for door in doors:
        together = shared_atlas.ask_at_once([door] * AT_ONCE)
        alone = shared_atlas.ask(door)
        if {each.status_code for each in (alone, *together)} != {door.status}:
            wrong.append((door.path, [each.status_code for each in (alone, *together)]))
        else:
            wrong += [(door.path, "differs") for each in together if told(each) != told(alone)]
    assert wrong == []


def test_different_doors_answer_beside_each_other_as_alone(
    shared_atlas: SharedAtlas, doors: list[Door]
) -> None:
    alone = [told(shared_atlas.ask(door)) for door in doors]
    together = [told(answer) for answer in shared_atlas.ask_at_once(doors)]
    assert [door.path for door, one, other in zip(doors, alone, together, strict=True)
            if one != other] == []  # fmt: skip


def test_different_coverages_do_not_mix(shared_atlas: SharedAtlas) -> None:
    """Each thread's temporary tables are its own."""
    wishes = [
        {"layer": layer, "distance_km": distance}
        for distance in (5, 75)
        for layer in ("monuments", "tourist_routes")
    ]

    def covered(wish: dict[str, Any]) -> Any:
        answer = shared_atlas.client.post("/api/analysis/coverage", json=wish)
        assert answer.status_code == 200, answer.text
        return answer.json()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        together = list(threads.map(covered, wishes * 2))
    assert together == [covered(wish) for wish in wishes] * 2
