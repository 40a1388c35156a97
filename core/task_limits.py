"""How many tasks one person, and all of them together, may have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class TaskLimits:
    """What may run and wait, for how long, and who may watch."""

    running_per_person: int = 3
    """So many tasks of one person run at a time; a worker runs more, so that others find room."""
    waiting_per_person: int = 60
    waiting: int = 5000
    """Whoever they belong to; more get 503."""
    expire_after: timedelta = timedelta(days=7)
    """A task that no worker has begun by then expires."""
    kept: timedelta = timedelta(days=30)
    """So long is told what became of a task."""
    streams: int = 200
    """Callers that watch tasks at a time, in each web process."""
    streams_per_caller: int = 8
    """Of one account, and from one address."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "TaskLimits":
        """The limits from the ATLAS_TASKS_ variables."""
        usual = USUAL_LIMITS

        def number(name: str, otherwise: float) -> float:
            return float(environment.get(f"ATLAS_TASKS_{name}") or otherwise)

        return cls(
            running_per_person=int(number("RUNNING_PER_PERSON", usual.running_per_person)),
            waiting_per_person=int(number("WAITING_PER_PERSON", usual.waiting_per_person)),
            waiting=int(number("WAITING", usual.waiting)),
            expire_after=timedelta(days=number("EXPIRE_DAYS", usual.expire_after.days)),
            kept=timedelta(days=number("KEPT_DAYS", usual.kept.days)),
            streams=int(number("STREAMS", usual.streams)),
            streams_per_caller=int(number("STREAMS_PER_CALLER", usual.streams_per_caller)),
        )


USUAL_LIMITS = TaskLimits()
