"""What features share, for files of layers from elsewhere; it lives in `layers.model`."""

from layers.model.feature import (
    ChildRow,
    Feature,
    described,
)

__all__ = [
    "ChildRow",
    "Feature",
    "described",
]
