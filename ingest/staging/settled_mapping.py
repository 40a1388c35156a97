"""Which column of a file fills which field, before its rows are read."""

from datetime import date

from ingest.location.geometry_column import geometry_evidence
from ingest.mapping.mapping import ColumnMapping, ColumnNames
from ingest.reading.table.first_cells import FirstCells
from ingest.regions.boundaries.boundary_file import UnknownColumnError
from ingest.rows.batch import InputTable
from ingest.rows.file_order import FileOrder
from ingest.values.constants import settled_columns
from ingest.values.exported_rows import knows_own_export
from ingest.values.file_records import fields_of_partial_records, has_record_columns
from ingest.values.file_states import fields_of_other_statuses
from layers.model.imported_states import STATE


def settled_mapping(order: FileOrder, table: InputTable, day: date) -> ColumnMapping:
    """What a person told, then what the names and first cells of the columns say.

    Raises the errors of a wrong mapping, InvalidValueError for a value for all rows that its field
    does not take.
    """
    layer = order.layer
    names = ColumnNames(layer, with_place=not table.has_geometry)
    told = settled_columns(order, day)
    first = FirstCells(table)
    mapping = names.proposed(table.columns, told, samples=first)
    found = tuple(geometry_evidence(table, layer.geometry, {**mapping.columns, **told}))
    is_told = STATE in mapping.columns or has_record_columns(layer, mapping.columns)
    batch = next(table.batches(), None) if is_told else None
    cells = batch.cells if batch else {}
    untold = fields_of_other_statuses(layer, mapping.columns, told, cells, order.told_terms)
    untold |= fields_of_partial_records(
        layer, mapping.columns, told, order.constants, cells, order.told_terms,
        is_own_export=knows_own_export(table, order.key_column),
    )  # fmt: skip
    if found or untold:
        settled = {**untold, **told}
        mapping = names.proposed(table.columns, settled, by_values=found, samples=first)
    return mapping


def require_columns_of_decisions(
    order: FileOrder, table: InputTable, mapping: ColumnMapping
) -> None:
    """Raise UnknownColumnError for a value that was decided for a field without a column."""
    for decision in order.decisions.values():
        for name in decision.values.keys() - order.constants.keys():
            if mapping.column_of(name) is None:
                raise UnknownColumnError(name, field="map", columns=", ".join(table.columns))
