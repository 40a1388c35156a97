"""Flows and their moves, for files of layers from elsewhere; it lives in `layers.model`."""

from layers.model.flow import (
    ACT_DATE,
    ACT_NUMBER,
    REASON,
    Demand,
    Facts,
    Flow,
    Move,
    given,
)

__all__ = [
    "ACT_DATE",
    "ACT_NUMBER",
    "REASON",
    "Demand",
    "Facts",
    "Flow",
    "Move",
    "given",
]
