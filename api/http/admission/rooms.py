"""How much of the machine each class of doors may take, and its connections to the database."""

from collections.abc import Iterator, Mapping
from typing import Literal

from sqlalchemy import Engine

from api.http.admission.cost import Cost
from api.http.admission.lane import Room
from core.database.connections import OpenConnections, give_way
from core.database.engine import IMPATIENT, SessionFactory, make_engine, make_sessions
from core.database.public_role import public_address
from core.settings import Settings

HOT_AT_ONCE, WRITES_AT_ONCE, SIGN_INS_AT_ONCE, UPLOADS_AT_ONCE = 8, 4, 2, 16
MANY_WAIT = 500
"""Cheap requests that wait are soon answered."""
SOON_S = 10.0
KEPT_CONNECTIONS = 6
"""Of each class, while nobody needs them."""
WRITING = frozenset({Cost.WRITE, Cost.SIGN_IN, Cost.UPLOAD})
BESIDE_WRITES = frozenset({Cost.SIGN_IN, Cost.UPLOAD})
"""They share the connections of writes."""
SPARE_CONNECTIONS = 2
"""Beyond the places of a class: for requests that are just ending."""

LONGEST_STATEMENT_MS: Mapping[Cost, int] = {
    Cost.HOT: 5_000,
    Cost.QUERY: 10_000,
    Cost.SEARCH: 10_000,
}
"""Where the settings do not set less; other classes have the whole time of the settings."""


GIVING_WAY = frozenset({Cost.SEARCH, Cost.ANALYSIS, Cost.DOWNLOAD})
"""Classes whose statements have time."""


def rooms(settings: Settings) -> dict[Cost, Room]:
    """The places of each class; the class that is free has no need of any."""
    load = settings.load
    return {
        Cost.HOT: Room(HOT_AT_ONCE, MANY_WAIT, SOON_S),
        Cost.QUERY: Room(load.queries_at_once, MANY_WAIT, SOON_S),
        Cost.SEARCH: Room(load.searches_at_once, load.waiting, load.longest_wait_s),
        Cost.ANALYSIS: Room(load.analyses_at_once, load.waiting, load.longest_wait_s),
        Cost.DOWNLOAD: Room(settings.downloads.at_once, load.waiting, load.longest_wait_s),
        Cost.WRITE: Room(WRITES_AT_ONCE, MANY_WAIT, SOON_S),
        Cost.SIGN_IN: Room(SIGN_INS_AT_ONCE, load.waiting, load.longest_wait_s),
        Cost.UPLOAD: Room(UPLOADS_AT_ONCE, load.waiting, load.longest_wait_s),
    }


def threads(settings: Settings) -> int:
    """Threads enough that no class waits for another's."""
    return 2 * sum(room.at_once for room in rooms(settings).values())


class Pools:
    """The connections of each class: none of them waits for another's.

    Strangers have connections of their own where the database has a role for them.
    """

    def __init__(self, settings: Settings, database_url: str) -> None:
        public = public_address(database_url, settings.public_database_url)
        self.public_url = public or database_url
        self.walls: Literal["one", "two"] = "two" if public else "one"
        self._engines = _engines(settings, database_url)
        if public:
            reading = frozenset(rooms(settings)) - WRITING
            self._of_strangers = _engines(settings, public, reading)
        else:
            self._of_strangers = self._engines
        self.opened = OpenConnections(*self)

    def sessions(self) -> dict[Cost, SessionFactory]:
        """A factory of sessions for each class."""
        return _sessions(self._engines)

    def sessions_of_strangers(self) -> dict[Cost, SessionFactory]:
        """The same for requests of strangers, which only read."""
        return _sessions(self._of_strangers)

    def dispose(self) -> None:
        """Close the connections that nobody uses."""
        for engine in self:
            engine.dispose()

    def __iter__(self) -> Iterator[Engine]:
        """Each engine once."""
        return iter({*self._engines.values(), *self._of_strangers.values()})


def _engines(
    settings: Settings, address: str, costs: frozenset[Cost] = frozenset(Cost) - BESIDE_WRITES
) -> dict[Cost, Engine]:
    """An engine for each class; the classes that have none of their own share one."""
    whole_ms = settings.statement_timeout_ms
    engines: dict[Cost, Engine] = {}
    for cost, room in rooms(settings).items():
        if cost not in costs:
            continue
        limit_ms = LONGEST_STATEMENT_MS.get(cost, whole_ms)
        engines[cost] = make_engine(
            address,
            statement_timeout_ms=min(limit_ms, whole_ms or limit_ms),
            connections=room.at_once + SPARE_CONNECTIONS,
            kept=KEPT_CONNECTIONS,
            network=IMPATIENT,
        )
        if cost in GIVING_WAY:
            give_way(engines[cost])
    engines.setdefault(Cost.WRITE, engines[Cost.HOT])
    engines |= dict.fromkeys(BESIDE_WRITES, engines[Cost.WRITE])
    engines[Cost.FREE] = engines[Cost.HOT]
    return engines


def _sessions(engines: Mapping[Cost, Engine]) -> dict[Cost, SessionFactory]:
    made = {engine: make_sessions(engine) for engine in set(engines.values())}
    return {cost: made[engine] for cost, engine in engines.items()}
