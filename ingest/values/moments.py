"""Columns of aware times, compared and counted as numbers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ingest.values.checked_batch import Column

INSTANT = pa.timestamp("us", tz="UTC")


def instants_us(moments: Column | Sequence[datetime]) -> "pa.Array[Any]":
    """Microseconds from 1970 on, UTC; null for None."""
    return pa.array(moments, INSTANT).cast(pa.int64())


def are_not_after(moments: Column | Sequence[datetime], last: datetime) -> NDArray[np.bool_]:
    """Whether each time, none of which is None, is the last instant or one before."""
    latest = instants_us([last])[0].as_py()
    return np.asarray(instants_us(moments).to_numpy() <= latest, np.bool_)
