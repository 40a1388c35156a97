"""Which columns of a file may be the lasting keys of its rows."""

from collections.abc import Iterator

import numpy as np

from ingest.mapping.mapping_names import folded
from ingest.rows.batch import Batch, Cells

MOST = 5
KEY_NAMES = frozenset(
    map(
        folded,
        (
            "id", "fid", "objectid", "object id", "gid", "uid", "uuid", "key", "unique key", "code",
            "ключ", "код", "идентификатор", "ид", "кілт", "кілті", "коды", "_id", "_uuid", "osm_id",
            "service_request_id", "рег. №", "рег. номер", "номер в реестре", "тіркеу №",
        ),
    )
)  # fmt: skip
LONGEST = 100
"""Characters of the longest key."""


def proposed_keys(batch: Batch) -> tuple[str, ...]:
    """The columns that are filled and different in every row, those named like keys first.

    Fractions are no keys, nor is a running number: it changes with the order of the list.
    """
    found = [column for column, cells in batch.cells.items() if _are_keys(column, cells)]
    return tuple(sorted(found, key=lambda column: folded(column) not in KEY_NAMES))[:MOST]


def _are_keys(column: str, cells: Cells) -> bool:
    texts = [str(cell).strip() for cell in cells]
    is_named = folded(column) in KEY_NAMES
    if len(texts) < 2 or not all(texts) or len(set(texts)) < len(texts):  # noqa: PLR2004 - two rows
        return False
    if max(map(len, texts)) > LONGEST:
        return False
    numbers = tuple(_numbers(texts))
    if len(numbers) < len(texts):
        return is_named or not any(" " in text for text in texts)
    whole = all(number.is_integer() for number in numbers)
    return whole and (is_named or bool((np.diff(numbers) != 1).any()))


def _numbers(texts: list[str]) -> Iterator[float]:
    for text in texts:
        try:
            yield float(text.replace(",", "."))
        except ValueError:
            return
