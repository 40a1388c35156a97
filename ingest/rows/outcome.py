"""What becomes of the rows of a file that did not go in as they came."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a problem means for its row: `noted` rows were taken."""

    WAITING = "waiting"
    REJECTED = "rejected"
    NOTED = "noted"
