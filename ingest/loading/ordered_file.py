"""The table of the file that an order names."""

from ingest.file_order import FileOrder
from ingest.mappings.mapping import ColumnNames
from ingest.mappings.mapping_names import folded
from ingest.reading.batch import SourceTable
from ingest.reading.readers import open_table


def opened_file(order: FileOrder) -> SourceTable:
    """The file's rows under the header that has known or told names.

    Raises the errors of `ingest.reading.readers.open_table`.
    """
    names = ColumnNames(order.layer)
    told = {folded(column) for column in (*order.told_columns.values(), order.key_column or "")}
    return open_table(
        order.path,
        order.layer.geometry,
        lambda name: names.knows(name) or folded(name) in told - {""},
        order.sheet,
        layer_id=order.layer.id,
    )
