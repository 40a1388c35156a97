"""Places of a class: so many at a time, so many wait, each address in its turn."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.http.admission.lane import BusyError, Lane, Room
from tests.waiting import other_tasks_run

STRANGER, HONEST, OTHER = "192.0.2.1", "192.0.2.2", "192.0.2.3"


USUAL = Room(3, 4, 5.0)


def run(scene: Callable[[Lane], Awaitable[None]], room: Room = USUAL) -> None:
    async def played() -> None:
        lane = Lane(room)
        await scene(lane)

    asyncio.run(played())


async def queued(lane: Lane, address: str) -> "asyncio.Task[None]":
    task = asyncio.ensure_future(lane.wait(address))
    await other_tasks_run()
    return task


def test_one_address_never_holds_every_place() -> None:
    async def scene(lane: Lane) -> None:
        assert [lane.enter(STRANGER) for _ in range(4)] == [True, True, False, False]
        assert lane.enter(HONEST)
        assert not lane.enter(OTHER)

    run(scene)


def test_those_who_wait_are_admitted_address_by_address() -> None:
    async def scene(lane: Lane) -> None:
        for address in (STRANGER, STRANGER, HONEST):
            assert lane.enter(address)
        first, second = [await queued(lane, STRANGER) for _ in range(2)]
        third = await queued(lane, HONEST)
        lane.leave(STRANGER)
        await first
        lane.leave(STRANGER)
        await third
        assert not second.done()
        lane.leave(HONEST)
        await second

    run(scene)


def test_who_waits_most_gives_way_when_no_more_may_wait() -> None:
    async def scene(lane: Lane) -> None:
        for address in (STRANGER, STRANGER, OTHER):
            assert lane.enter(address)
        greedy = [await queued(lane, STRANGER) for _ in range(4)]
        with pytest.raises(BusyError):
            await lane.wait(STRANGER)
        honest = await queued(lane, HONEST)
        with pytest.raises(BusyError):
            await greedy[-1]
        lane.leave(OTHER)
        await honest
        assert lane.waiting == 3
        for task in greedy:
            task.cancel()
        await asyncio.gather(*greedy, return_exceptions=True)
        assert lane.waiting == 0

    run(scene)


def test_nobody_waits_for_ever_and_no_place_is_lost() -> None:
    async def scene(lane: Lane) -> None:
        assert lane.enter(STRANGER)
        with pytest.raises(BusyError):
            await lane.wait(HONEST)
        lane.leave(STRANGER)
        assert (lane.running, lane.waiting) == (0, 0)
        assert lane.enter(HONEST)

    run(scene, Room(1, 4, 0.01))


def test_place_of_one_who_left_as_his_turn_came_goes_to_the_next() -> None:
    async def scene(lane: Lane) -> None:
        assert lane.enter(STRANGER)
        first, second = await queued(lane, HONEST), await queued(lane, OTHER)
        lane.leave(STRANGER)
        first.cancel()
        await second
        assert lane.running == 1

    run(scene, Room(1, 4, 5.0))


def test_queue_of_those_who_went_away_stops_nobody() -> None:
    async def scene(lane: Lane) -> None:
        assert lane.enter(STRANGER)
        gone = [await queued(lane, HONEST) for _ in range(3)]
        for task in gone:
            task.cancel()
        await asyncio.gather(*gone, return_exceptions=True)
        waiting = await queued(lane, HONEST)
        lane.leave(STRANGER)
        await waiting

    run(scene, Room(1, 4, 5.0))
