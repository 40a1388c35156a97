"""Every engine of travel that the application holds, by its id."""

from collections.abc import Iterable

from analysis.travel.estimate import EstimateEngine
from analysis.travel.geodesic import GeodesicEngine
from analysis.travel.port import TravelEngine
from core.errors import InvalidValueError
from core.text import Text


class UnknownEngineError(InvalidValueError):
    """No engine of travel has this id."""

    phrase = Text(
        "Мұндай жол қозғалтқышы жоқ: {value}.",
        "Нет такого движка маршрутов: {value}.",
        "There is no such engine of travel: {value}.",
    )


class TravelEngines:
    """The engines, held for as long as whoever asks them runs."""

    def __init__(self, engines: Iterable[TravelEngine]) -> None:
        self._by_id = {engine.id: engine for engine in engines}

    def engine(self, engine_id: str) -> TravelEngine:
        """The engine with an id. Raises UnknownEngineError."""
        if engine_id not in self._by_id:
            raise UnknownEngineError(engine_id, field="engine")
        return self._by_id[engine_id]


def travel_engines() -> TravelEngines:
    """New engines of every kind."""
    return TravelEngines(
        (
            GeodesicEngine(),
            EstimateEngine(),
        )
    )
