"""The cache: bounded, one maker a miss, and never stale."""

import asyncio
import tracemalloc
from collections.abc import Awaitable, Callable

import pytest

from tests.waiting import other_tasks_run
from tiles.serving.cache import LEASE_S, LONGEST_ADDRESS, MOST_ADDRESSES, TileCache
from tiles.serving.dependents import LayerChange, Origin
from tiles.serving.encoded_tile import VARY_ENCODING, VECTOR_TILE, EncodedTile, ready
from tiles.serving.encoding import encoded
from tiles.serving.tile_index import Changed

MONUMENTS = Origin(layers=["monuments"], tile=(5, 22, 10))
BOTH = Origin(layers=["monuments", "citizen_reports"], tile=(5, 22, 10))
OF_REGION = Origin(frozenset({"regions"}), ["monuments"], (5, 22, 10))


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """What it is set to, in seconds."""
        return self.now


def caching(limit: int = 100_000, clock: Clock | None = None) -> TileCache:
    clock = clock or Clock()
    cache = TileCache(limit, clock)
    cache.resume()
    cache.confirm(clock.now)
    return cache


def answer_of(content: bytes) -> EncodedTile:
    return ready(encoded(content), VECTOR_TILE, VARY_ENCODING)


def answering(*contents: bytes) -> tuple[Callable[[], Awaitable[EncodedTile]], list[bytes]]:
    """A maker that gives the contents one after another, and the list of those it gave."""
    made: list[bytes] = []

    async def make() -> EncodedTile:
        await other_tasks_run()
        made.append(contents[len(made)])
        return answer_of(made[-1])

    return make, made


async def fill(cache: TileCache, **origins: Origin) -> None:
    for key, origin in origins.items():
        await cache.get(key, origin, answering(b"x")[0])


def kept(cache: TileCache, *keys: str) -> set[str]:
    return {key for key in keys if cache.kept(key) is not None}


def test_answer_is_made_once() -> None:
    async def ask() -> list[bytes]:
        cache = caching()
        make, made = answering(b"first", b"second")
        answers = [await cache.get("tile", MONUMENTS, make) for _ in range(2)]
        assert [answer.plain.body for answer in answers] == [b"first", b"first"]
        return made

    assert asyncio.run(ask()) == [b"first"]


def test_many_who_miss_together_wait_for_one_maker() -> None:
    async def ask() -> list[bytes]:
        cache = caching()
        make, made = answering(b"first", b"second")
        asking = (cache.get("tile", MONUMENTS, make) for _ in range(20))
        answers = await asyncio.gather(*asking)
        assert {answer.plain.body for answer in answers} == {b"first"}
        return made

    assert asyncio.run(ask()) == [b"first"]


def test_who_gives_up_does_not_take_the_answer_from_the_others() -> None:
    async def ask() -> None:
        cache = caching()
        make, _ = answering(b"first")
        impatient = asyncio.ensure_future(cache.get("tile", MONUMENTS, make))
        patient = asyncio.ensure_future(cache.get("tile", MONUMENTS, make))
        await other_tasks_run()
        impatient.cancel()
        assert (await patient).plain.body == b"first"

    asyncio.run(ask())


def test_failed_answer_is_not_kept() -> None:
    async def ask() -> None:
        cache = caching()

        async def fail() -> EncodedTile:
            raise OSError("no database")  # noqa: EM101, TRY003

        with pytest.raises(OSError, match="no database"):
            await cache.get("tile", MONUMENTS, fail)
        make, _ = answering(b"second")
        assert (await cache.get("tile", MONUMENTS, make)).plain.body == b"second"

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("tile", "forgotten"),
    [
        ((14, 22 << 9, 10 << 9), {"world", "tile", "filtered"}),
        ((5, 22, 10), {"world", "tile", "filtered", "child"}),
        ((0, 0, 0), {"world", "tile", "filtered", "child", "neighbour"}),
        ((5, 0, 0), {"world"}),
    ],
)
def test_news_of_a_tile_forgets_it_and_those_above_and_below(
    tile: tuple[int, int, int], forgotten: set[str]
) -> None:
    places = {
        "world": (0, 0, 0),
        "tile": (5, 22, 10),
        "filtered": (5, 22, 10),
        "child": (7, 90, 43),
        "neighbour": (5, 23, 10),
    }

    async def ask() -> None:
        cache = caching()
        await fill(
            cache,
            other=Origin(layers=["routes"], tile=(5, 22, 10)),
            **{key: Origin(layers=["monuments"], tile=place) for key, place in places.items()},
        )
        cache.forget(LayerChange("monuments", Changed([tile])))
        assert kept(cache, "other", *places) == {"other", *places} - forgotten

    asyncio.run(ask())


def test_news_without_tiles_forgets_the_layer() -> None:
    async def ask() -> None:
        cache = caching()
        document = Origin(layers=["citizen_reports"])
        await fill(cache, one=MONUMENTS, both=BOTH, document=document, style=Origin())
        cache.forget(LayerChange("citizen_reports", None))
        assert kept(cache, "one", "both", "document", "style") == {"one", "style"}

    asyncio.run(ask())


def test_any_news_of_a_layer_forgets_what_has_no_tile() -> None:
    async def ask() -> None:
        cache = caching()
        await fill(cache, document=Origin(layers=["monuments"]), tile=MONUMENTS)
        cache.forget(LayerChange("monuments", Changed([(5, 0, 0)])))
        assert kept(cache, "document", "tile") == {"tile"}

    asyncio.run(ask())


def test_change_of_regions_forgets_what_hangs_on_regions() -> None:
    async def ask() -> None:
        cache = caching()
        await fill(cache, tile=MONUMENTS, of_region=OF_REGION)
        cache.forget_table("regions")
        assert kept(cache, "tile", "of_region") == {"tile"}
        cache.forget(LayerChange("monuments", None))
        assert cache.size == 0

    asyncio.run(ask())


def test_answer_begun_before_its_news_is_not_kept_nor_shared_after_it() -> None:
    async def ask() -> None:
        cache = caching()
        make, _ = answering(b"before", b"after")
        early = asyncio.ensure_future(cache.get("tile", MONUMENTS, make))
        await other_tasks_run()
        cache.forget(LayerChange("monuments", Changed([(14, 22 << 9, 10 << 9)])))
        late = await cache.get("tile", MONUMENTS, make)
        assert (await early).plain.body == b"before"
        assert late.plain.body == b"after"
        answer = cache.kept("tile")
        assert answer is not None
        assert answer.plain.body == b"after"

    asyncio.run(ask())


def test_answer_being_made_is_kept_when_the_news_is_of_another_place() -> None:
    async def ask() -> None:
        cache = caching()
        early = asyncio.ensure_future(cache.get("tile", MONUMENTS, answering(b"x")[0]))
        await other_tasks_run()
        cache.forget(LayerChange("monuments", Changed([(14, 0, 0)])))
        await early
        assert cache.kept("tile") is not None

    asyncio.run(ask())


def test_unused_answers_leave_first() -> None:
    async def ask() -> None:
        one = caching()
        await fill(one, a=MONUMENTS)
        cache = caching(limit=3 * one.size)
        await fill(cache, a=MONUMENTS, b=MONUMENTS, c=MONUMENTS)
        assert cache.kept("a") is not None
        await fill(cache, d=MONUMENTS)
        assert kept(cache, *"abcd") == set("acd")
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
        clock = Clock()
        cache = caching(clock=clock)
        await fill(cache, old=MONUMENTS)
        cache.suspend()
        cache.confirm(clock.now)
        assert cache.kept("old") is None
        assert cache.size == 0
        await fill(cache, new=MONUMENTS)
        assert cache.kept("new") is None
        cache.resume()
        cache.confirm(clock.now)
        await fill(cache, new=MONUMENTS)
        assert cache.kept("new") is not None

    asyncio.run(ask())


def test_answer_begun_while_suspended_is_not_kept_after_it() -> None:
    async def ask() -> None:
        clock = Clock()
        cache = caching(clock=clock)
        cache.suspend()
        asking = asyncio.ensure_future(cache.get("tile", MONUMENTS, answering(b"old")[0]))
        await other_tasks_run()
        cache.resume()
        cache.confirm(clock.now)
        await asking
        assert cache.kept("tile") is None

    asyncio.run(ask())


def test_nothing_is_given_out_once_the_lease_has_run_out() -> None:
    async def ask() -> None:
        clock = Clock()
        cache = caching(clock=clock)
        make, made = answering(b"first", b"second")
        await cache.get("tile", MONUMENTS, make)
        cache.name("tile", b"/tile", b"")
        clock.now += LEASE_S
        assert cache.at(b"/tile", b"") is None
        assert (await cache.get("tile", MONUMENTS, make)).plain.body == b"second"
        assert made == [b"first", b"second"]

    asyncio.run(ask())


def test_renewed_lease_gives_out_what_was_kept() -> None:
    async def ask() -> None:
        clock = Clock()
        cache = caching(clock=clock)
        await fill(cache, tile=MONUMENTS)
        clock.now += 60
        cache.confirm(clock.now)
        assert cache.kept("tile") is not None

    asyncio.run(ask())


def test_nobody_waits_without_a_lease_for_what_was_begun_long_ago() -> None:
    async def ask() -> None:
        clock = Clock()
        cache = caching(clock=clock)
        make, _ = answering(b"before", b"after")
        early = asyncio.ensure_future(cache.get("tile", MONUMENTS, make))
        await other_tasks_run()
        clock.now += LEASE_S
        late = asyncio.ensure_future(cache.get("tile", MONUMENTS, make))
        assert (await early).plain.body == b"before"
        assert (await late).plain.body == b"after"

    asyncio.run(ask())


def test_answer_is_found_by_the_address_it_was_asked_by() -> None:
    async def ask() -> None:
        cache = caching()
        await fill(cache, tile=MONUMENTS)
        cache.name("tile", b"/tile", b"kind=a")
        assert cache.at(b"/tile", b"kind=a") is cache.kept("tile")
        assert cache.at(b"/tile", b"") is None
        cache.forget(LayerChange("monuments", None))
        assert cache.at(b"/tile", b"kind=a") is None
        assert cache.size == 0

    asyncio.run(ask())


def test_many_spellings_of_one_address_take_little_memory() -> None:
    async def ask() -> None:
        cache = caching()
        await fill(cache, tile=MONUMENTS)
        for number in range(1000):
            cache.name("tile", b"/tile", b"kind=" + b"a," * number)
            cache.name("tile", b"/tile", b"number=%d" % number)
        assert cache.size < 3_000 + MOST_ADDRESSES * (400 + LONGEST_ADDRESS)
        assert cache.at(b"/tile", b"number=999") is not None
        assert cache.at(b"/tile", b"number=1") is None

    asyncio.run(ask())


@pytest.mark.parametrize("bytes_of_body", [0, 100, 3000])
def test_size_is_what_the_answers_take_in_memory(bytes_of_body: int) -> None:
    number = 4000

    async def ask() -> None:
        cache = caching(limit=2**30)
        for index in range(number):
            key = ("monuments",), index, 22, None, ()

            async def make(index: int = index) -> EncodedTile:
                return answer_of(index.to_bytes(4) * (bytes_of_body // 4))

            origin = Origin(layers=("monuments",), tile=(14, 1000 + index, 2000))
            await cache.get(key, origin, make)
            cache.name(key, b"/api/tiles/monuments/14/%d/2000" % index, b"")
        current, _ = tracemalloc.get_traced_memory()
        assert 0.7 * cache.size < current < 1.1 * cache.size

    tracemalloc.start()
    try:
        asyncio.run(ask())
    finally:
        tracemalloc.stop()
