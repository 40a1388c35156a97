"""The cache: bounded, one maker a miss, and never stale."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tiles.cache import TileCache
from tiles.encoding import OVERHEAD, Encoded, encoded

MONUMENTS = frozenset({"monuments"})
BOTH = frozenset({"monuments", "citizen_reports"})


def caching(limit: int = 10_000) -> TileCache:
    cache = TileCache(limit)
    cache.resume()
    return cache


def answering(*contents: bytes) -> tuple[Callable[[], Awaitable[Encoded]], list[bytes]]:
    """A maker that gives the contents one after another, and the list of those it gave."""
    made: list[bytes] = []

    async def make() -> Encoded:
        await asyncio.sleep(0)
        made.append(contents[len(made)])
        return encoded(made[-1])

    return make, made


def test_answer_is_made_once() -> None:
    async def ask() -> list[bytes]:
        cache = caching()
        make, made = answering(b"first", b"second")
        answers = [await cache.get("tile", MONUMENTS, make) for _ in range(2)]
        assert [answer.identity for answer in answers] == [b"first", b"first"]
        return made

    assert asyncio.run(ask()) == [b"first"]


def test_many_who_miss_together_wait_for_one_maker() -> None:
    async def ask() -> list[bytes]:
        cache = caching()
        make, made = answering(b"first", b"second")
        asking = (cache.get("tile", MONUMENTS, make) for _ in range(20))
        answers = await asyncio.gather(*asking)
        assert {answer.identity for answer in answers} == {b"first"}
        return made

    assert asyncio.run(ask()) == [b"first"]


def test_who_gives_up_does_not_take_the_answer_from_the_others() -> None:
    async def ask() -> None:
        cache = caching()
        make, _ = answering(b"first")
        impatient = asyncio.ensure_future(cache.get("tile", MONUMENTS, make))
        patient = asyncio.ensure_future(cache.get("tile", MONUMENTS, make))
        await asyncio.sleep(0)
        impatient.cancel()
        assert (await patient).identity == b"first"

    asyncio.run(ask())


def test_failed_answer_is_not_kept() -> None:
    async def ask() -> None:
        cache = caching()

        async def fail() -> Encoded:
            raise OSError("no database")  # noqa: EM101, TRY003

        with pytest.raises(OSError, match="no database"):
            await cache.get("tile", MONUMENTS, fail)
        make, _ = answering(b"second")
        assert (await cache.get("tile", MONUMENTS, make)).identity == b"second"

    asyncio.run(ask())


def test_change_of_a_table_forgets_just_its_answers() -> None:
    async def ask() -> None:
        cache = caching()
        for key, tables in (("one", MONUMENTS), ("both", BOTH), ("style", frozenset[str]())):
            await cache.get(key, tables, answering(b"x")[0])
        cache.forget("citizen_reports")
        assert cache.kept("both") is None
        assert cache.kept("one") is not None
        cache.forget("monuments")
        assert cache.kept("one") is None
        assert cache.kept("style") is not None
        assert cache.size == OVERHEAD + 1

    asyncio.run(ask())


def test_answer_begun_before_a_change_is_not_kept_nor_shared_after_it() -> None:
    async def ask() -> None:
        cache = caching()
        make, _ = answering(b"before", b"after")
        early = asyncio.ensure_future(cache.get("tile", MONUMENTS, make))
        await asyncio.sleep(0)
        cache.forget("monuments")
        late = await cache.get("tile", MONUMENTS, make)
        assert (await early).identity == b"before"
        assert late.identity == b"after"
        kept = cache.kept("tile")
        assert kept is not None
        assert kept.identity == b"after"

    asyncio.run(ask())


def test_least_recently_used_answers_leave_first() -> None:
    async def ask() -> None:
        cache = caching(limit=3 * (OVERHEAD + 10))
        for key in "abc":
            await cache.get(key, MONUMENTS, answering(b"0123456789")[0])
        assert cache.kept("a") is not None
        await cache.get("d", MONUMENTS, answering(b"0123456789")[0])
        assert cache.kept("b") is None
        assert all(cache.kept(key) is not None for key in "acd")
        assert cache.size <= cache.limit

    asyncio.run(ask())


def test_answer_larger_than_the_whole_cache_is_not_kept() -> None:
    async def ask() -> None:
        cache = caching(limit=100)
        await cache.get("tile", MONUMENTS, answering(b"x" * 200)[0])
        assert len(cache) == 0

    asyncio.run(ask())


def test_nothing_is_kept_while_suspended() -> None:
    async def ask() -> None:
        cache = caching()
        await cache.get("old", MONUMENTS, answering(b"old")[0])
        cache.suspend()
        assert cache.kept("old") is None
        assert cache.size == 0
        await cache.get("new", MONUMENTS, answering(b"new")[0])
        assert cache.kept("new") is None
        cache.resume()
        await cache.get("new", MONUMENTS, answering(b"new")[0])
        assert cache.kept("new") is not None

    asyncio.run(ask())


def test_answer_begun_while_suspended_is_not_kept_after_it() -> None:
    async def ask() -> None:
        cache = caching()
        cache.suspend()
        asking = asyncio.ensure_future(cache.get("tile", MONUMENTS, answering(b"old")[0]))
        await asyncio.sleep(0)
        cache.resume()
        await asking
        assert cache.kept("tile") is None

    asyncio.run(ask())
