"""How much of the machine each class of doors may take, and its connections to the database."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Engine

from api.http.admission.cost import Cost
from api.http.admission.lane import Room
from core.connections import OpenConnections, give_way
from core.database import IMPATIENT, SessionFactory, make_engine, make_sessions
from core.settings import Settings

HOT_AT_ONCE, WRITES_AT_ONCE, UPLOADS_AT_ONCE = 8, 4, 16
MANY_WAIT = 500
"""Cheap requests that wait are soon answered."""
SOON_S = 10.0
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
        Cost.UPLOAD: Room(UPLOADS_AT_ONCE, load.waiting, load.longest_wait_s),
    }


def threads(settings: Settings) -> int:
    """Threads enough that no class waits for another's."""
    return 2 * sum(room.at_once for room in rooms(settings).values())


class Pools:
    """The connections of each class: none of them waits for another's."""

    def __init__(self, settings: Settings, database_url: str) -> None:
        whole_ms = settings.statement_timeout_ms
        self._engines: dict[Cost, Engine] = {}
        for cost, room in rooms(settings).items():
            if cost is Cost.UPLOAD:
                continue
            limit_ms = LONGEST_STATEMENT_MS.get(cost, whole_ms)
            self._engines[cost] = make_engine(
                database_url,
                statement_timeout_ms=min(limit_ms, whole_ms or limit_ms),
                connections=room.at_once + SPARE_CONNECTIONS,
                network=IMPATIENT,
            )
            if cost in GIVING_WAY:
                give_way(self._engines[cost])
        self._engines[Cost.UPLOAD] = self._engines[Cost.WRITE]
        self._engines[Cost.FREE] = self._engines[Cost.HOT]
        self.opened = OpenConnections(*set(self._engines.values()))

    def sessions(self) -> dict[Cost, SessionFactory]:
        """A factory of sessions for each class."""
        made = {engine: make_sessions(engine) for engine in set(self._engines.values())}
        return {cost: made[engine] for cost, engine in self._engines.items()}

    def dispose(self) -> None:
        """Close the connections that nobody uses."""
        for engine in self:
            engine.dispose()

    def __iter__(self) -> Iterator[Engine]:
        """Each engine once."""
        return iter(set(self._engines.values()))
