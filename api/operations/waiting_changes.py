"""What `/metrics` tells of changes that kept copies and counts have not taken in yet."""

from collections.abc import Iterable

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from core.database.engine import SessionFactory
from layers.materialized.change_queue import waiting_changes

NUMBER = "atlas_waiting_changes"
AGE = "atlas_oldest_waiting_change_seconds"


class WaitingChangesRead(Collector):
    """Asks the database whenever somebody reads the metrics; tells nothing where it is silent."""

    def __init__(self, sessions: SessionFactory) -> None:
        self._sessions = sessions

    def describe(self) -> tuple[GaugeMetricFamily, GaugeMetricFamily]:
        """The metrics without their values, for which nobody needs to ask the database."""
        return (
            GaugeMetricFamily(NUMBER, "Changes that kept copies and counts have not taken in."),
            GaugeMetricFamily(AGE, "Age of the oldest of them, 0 where none waits."),
        )

    def collect(self) -> Iterable[Metric]:
        """Both metrics."""
        try:
            with self._sessions() as session:
                waiting = waiting_changes(session)
        except SQLAlchemyError:
            return ()
        number, age = self.describe()
        number.add_metric([], waiting.number)
        age.add_metric([], waiting.oldest_s)
        return number, age
