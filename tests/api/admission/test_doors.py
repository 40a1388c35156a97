"""Every door declares what it costs, and lets in no more than it has room for."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import APIRouter, FastAPI, Request
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.testclient import TestClient

from api.errors import handle_errors
from api.http.admission.admission import PLACE, Admission, Slot
from api.http.admission.cost import Cost, Door, costs, declared_cost
from api.http.admission.lane import Room
from core.load_limits import LoadLimits
from tests.waiting import other_thread_did

LIMITS = LoadLimits.from_environment({"ATLAS_TRUSTED_PROXIES": "127.0.0.1"})
ROOMS = {Cost.ANALYSIS: Room(3, 2, 30.0), Cost.HOT: Room(2, 2, 30.0), Cost.SEARCH: Room(1, 0, 1.0)}


def test_every_door_declares_its_class(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    found = [context.original_route for context in iter_route_contexts(client.app.routes)]
    doors = [route for route in found if isinstance(route, APIRoute)]
    undeclared = [door.path for door in doors if declared_cost(door.endpoint) is None]
    unguarded = [door.path for door in doors if not isinstance(door, Door)]
    assert (undeclared, unguarded) == ([], [])
    assert len(doors) > 50


class Kitchen:
    """An application of three doors, whose dear one takes as long as it is told."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.at_work = 0
        router = APIRouter(route_class=Door)

        @router.post("/dear")
        @costs(Cost.ANALYSIS)
        def dear(request: Request) -> int:
            place: Slot = request.scope[PLACE]
            if account := request.headers.get("x-account"):
                place.count_for(int(account))
            self.at_work += 1
            self.done.wait(30)
            self.at_work -= 1
            return 1

        @router.get("/cheap")
        @costs(Cost.HOT)
        def cheap() -> int:
            return 2

        @router.get("/list")
        @costs(Cost.QUERY)
        def listed() -> int:
            return 3

        self.app = FastAPI()
        self.app.state.admission = Admission(LIMITS, ROOMS)
        handle_errors(self.app)
        self.app.include_router(router)


@asynccontextmanager
async def guests(kitchen: Kitchen) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(kitchen.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://atlas") as client:
        yield client
    kitchen.done.set()


def of(address: str, **headers: str) -> dict[str, str]:
    return {"X-Forwarded-For": address, "Accept-Language": "en", **headers}


def test_dear_door_refuses_in_the_end_and_cheap_ones_never_wait() -> None:
    async def scene() -> None:
        kitchen = Kitchen()
        lane = kitchen.app.state.admission.lanes[Cost.ANALYSIS]
        async with guests(kitchen) as client:
            tasks = [
                asyncio.create_task(client.post("/dear", json={}, headers=of("192.0.2.1")))
                for _ in range(4)
            ]
            await other_thread_did(lambda: lane.running == 2 and lane.waiting == 2)
            refused = await client.post("/dear", json={}, headers=of("192.0.2.1"))
            assert refused.status_code == 503
            assert int(refused.headers["Retry-After"]) > 0
            assert refused.json()["type"] == "urn:tuganzher:problem:busy"
            assert "Try again in 10 seconds" in refused.json()["detail"]
            assert (await client.get("/cheap")).json() == 2
            kitchen.done.set()
            assert [(await task).json() for task in tasks] == [1] * 4
            assert (lane.running, lane.waiting) == (0, 0)

    asyncio.run(scene())


def test_filter_makes_a_query_a_search() -> None:
    async def scene() -> None:
        kitchen = Kitchen()
        kitchen.app.state.admission.lanes[Cost.SEARCH].running = 1
        async with guests(kitchen) as client:
            assert (await client.get("/list?limit=3")).status_code == 200
            assert (await client.get("/list?limit=999")).status_code == 200
            for dear in ("limit=3&filter=a%3D1", "limit=10000", "offset=5000&limit=1"):
                assert (await client.get(f"/list?{dear}")).status_code == 503

    asyncio.run(scene())


def test_account_is_counted_whatever_its_addresses() -> None:
    async def scene() -> None:
        kitchen = Kitchen()
        kitchen.app.state.admission = Admission(LIMITS, {Cost.ANALYSIS: Room(3, 9, 30.0)})
        async with guests(kitchen) as client:
            tasks = [
                asyncio.create_task(
                    client.post("/dear", json={}, headers=of(f"192.0.2.{n}", **{"X-Account": "7"}))
                )
                for n in range(2)
            ]
            await other_thread_did(lambda: kitchen.at_work == 2)
            third = of("192.0.2.9", **{"X-Account": "7"})
            assert (await client.post("/dear", json={}, headers=third)).status_code == 503
            kitchen.done.set()
            assert [(await task).status_code for task in tasks] == [200, 200]
            assert (await client.post("/dear", json={}, headers=third)).status_code == 200

    asyncio.run(scene())


def test_body_that_stalls_takes_no_place_and_is_given_up() -> None:
    async def scene() -> None:
        kitchen = Kitchen()
        slow = LoadLimits.from_environment({"ATLAS_LOAD_SLOW_GRACE_S": "0.3"})
        admission = kitchen.app.state.admission = Admission(slow, ROOMS)
        stalled = asyncio.Event()

        async def dripping() -> AsyncIterator[bytes]:
            yield b"{"
            assert not admission.lanes[Cost.ANALYSIS].running
            await stalled.wait()

        async with guests(kitchen) as client:
            answer = await client.post("/dear", content=dripping(), headers=of("192.0.2.1"))
            assert answer.status_code == 408
            assert answer.headers["Connection"] == "close"
            assert "too slowly" in answer.json()["detail"]

    asyncio.run(scene())
