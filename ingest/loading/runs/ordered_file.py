"""The table of the file that an order names."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.progress import Stop, never
from core.settings import ReadingLimits
from ingest.mapping.mapping import ColumnNames
from ingest.mapping.mapping_names import folded
from ingest.reading.table.own_export import OpenedTable, as_own_export
from ingest.rows.file_order import FileOrder
from ingest.sandbox.limits import LOCAL_LIMITS
from ingest.sandbox.sandboxed_table import sandboxed_table
from layers.model.imported_children import drawn_series


@contextmanager
def opened_file(
    order: FileOrder, limits: ReadingLimits = LOCAL_LIMITS, stop: Stop = never
) -> Iterator[OpenedTable]:
    """The file's rows under the header that has known or told names.

    Those that an atlas wrote itself stand under the names of its fields. A process of its own reads
    them, which ends with the block, when `stop` says so, or when it takes more than it may. Raises
    the errors of `ingest.sandbox.sandboxed_table.sandboxed_table`.
    """
    names = ColumnNames(order.layer)
    told = {folded(column) for column in (*order.column_overrides.values(), order.key_column or "")}
    with sandboxed_table(
        order.path,
        order.layer.geometry,
        lambda name: names.knows(name) or folded(name) in told - {""},
        order.sheet,
        order.layer.id,
        limits,
        stop,
        points_too=drawn_series(order.layer) is not None,
    ) as table:
        yield as_own_export(order.path, table, order.layer)
