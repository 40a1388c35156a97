"""What is asked of the generator."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many rows to draw, from which seed, as of which day of Kazakhstan."""

    total: int
    seed: int
    today: date
