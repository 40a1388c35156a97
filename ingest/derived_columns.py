"""Columns that a layer works out from the values of new rows."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ingest.checked_batch import Column
from layers.days import KAZAKHSTAN
from layers.definition import Derivation

DAY_ZERO = datetime(1970, 1, 1, tzinfo=KAZAKHSTAN)


def derived_columns(
    derivation: Derivation, values: Mapping[str, Column], count: int
) -> dict[str, Column]:
    """The columns of `count` rows, worked out once for all rows with the same inputs."""
    inputs = {name: values[name] for name in derivation.inputs if name in values}
    kinds = np.zeros(count, dtype=np.int64)
    for column in inputs.values():
        of_column = _kinds(column)
        kinds = kinds * (of_column.max(initial=0) + 1) + of_column
    _, first, kinds = np.unique(kinds, return_index=True, return_inverse=True)
    worked_out = [
        derivation({name: column[position] for name, column in inputs.items()})
        for position in first
    ]
    return {
        name: np.fromiter((each[name] for each in worked_out), dtype=object)[kinds]
        for name in derivation.columns
    }


def _kinds(column: Column) -> NDArray[np.int64]:
    """A number for each different value; of times only their days in Kazakhstan count."""
    telling = ((each - DAY_ZERO).days if type(each) is datetime else each for each in column)
    kinds, _ = pd.factorize(
        np.fromiter(telling, dtype=object, count=len(column)), use_na_sentinel=False
    )
    return kinds.astype(np.int64)
