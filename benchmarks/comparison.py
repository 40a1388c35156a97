"""Two ways to the same answer, timed in turn."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

REPETITIONS = 7
MS = 1000


@dataclass(frozen=True, slots=True)
class Goal:
    """What was measured, what was wanted at least or at most, and whether it is reached."""

    name: str
    figure: float
    wanted: float
    at_least: bool = True

    def __str__(self) -> str:
        reached = self.figure >= self.wanted if self.at_least else self.figure <= self.wanted
        sign, verdict = "≥" if self.at_least else "≤", "ok" if reached else "short"
        return f"goal: {self.name}: {self.figure:.2f} (goal {sign} {self.wanted:g}) {verdict}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of the table: the atlas's way and another one, medians in milliseconds.

    `goals` are judged on the same figures.
    """

    question: str
    ours: str
    ours_ms: float
    other: str
    other_ms: float
    goals: tuple[Goal, ...] = ()

    @property
    def ratio(self) -> float:
        """How many times longer the other way takes; below 1 it is the quicker one."""
        return self.other_ms / self.ours_ms


def elapsed_ms(work: Callable[[], object]) -> float:
    """How long the work took."""
    began = perf_counter()
    work()
    return (perf_counter() - began) * MS


def medians_ms(
    ours: Callable[[], object], other: Callable[[], object], repetitions: int = REPETITIONS
) -> tuple[float, float]:
    """The medians of both, each run once beforehand and then in turn.

    What else the machine does in the meantime slows both alike.
    """
    ours()
    other()
    times = [(elapsed_ms(ours), elapsed_ms(other)) for _ in range(repetitions)]
    return median(first for first, _ in times), median(second for _, second in times)
