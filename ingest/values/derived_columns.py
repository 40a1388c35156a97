"""Columns that a layer works out from the values of new rows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from ingest.values.checked_batch import Column
from ingest.values.moments import instants_us
from layers.days import KAZAKHSTAN
from layers.model.layer import Derivation

DAY_ZERO = datetime(1970, 1, 1, tzinfo=KAZAKHSTAN)
SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
NEVER_US = 2**62
"""No time that Python knows is as late."""


def derived_columns(
    derivation: Derivation, values: Mapping[str, Column], count: int, today: date
) -> dict[str, Column]:
    """The columns of `count` rows, worked out once for all rows with the same inputs."""
    inputs = {name: values[name] for name in derivation.inputs if name in values}
    kinds = np.zeros(count, dtype=np.int64)
    for column in inputs.values():
        of_column = _kinds(column)
        kinds = kinds * (of_column.max(initial=0) + 1) + of_column
    _, first, kinds = np.unique(kinds, return_index=True, return_inverse=True)
    worked_out = [
        derivation({name: column[position] for name, column in inputs.items()}, today)
        for position in first
    ]
    return {
        name: np.fromiter((each[name] for each in worked_out), dtype=object)[kinds]
        for name in derivation.columns
    }


def _kinds(column: Column) -> NDArray[np.int64]:
    """A number for each different value; of times only their days in Kazakhstan count."""
    telling: NDArray[Any] = column
    if pd.api.types.infer_dtype(column, skipna=True) == "datetime":
        telling = _days(column)
    kinds, _ = pd.factorize(telling, use_na_sentinel=False)
    return kinds.astype(np.int64)


def _days(moments: Column) -> NDArray[np.int64]:
    """The days of aware times in Kazakhstan, from DAY_ZERO on; a number beyond all for None."""
    since = pc.subtract(instants_us(moments), round(DAY_ZERO.timestamp() * SECOND_US))
    days = pc.fill_null(since, NEVER_US).to_numpy(zero_copy_only=False) // DAY_US
    return np.asarray(days, np.int64)
