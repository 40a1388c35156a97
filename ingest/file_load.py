"""A file of an officer into a layer, with all that the officer says of it."""

from dataclasses import replace

from sqlalchemy.orm import Session

from geo.reference_system import ReferenceSystem
from ingest.batch import SourceTable
from ingest.file_order import FileOrder
from ingest.load import Loaded, load_table
from ingest.mapping import ColumnNames, column_named
from ingest.progress import Progress, silent
from ingest.readers import read_table
from ingest.row_reading import RowReader
from ingest.single_places import SinglePlaces
from ingest.sources.boundary_file import NoReferenceSystemError
from ingest.system_choice import usable_system
from ingest.table import Table


def load_file(session: Session, order: FileOrder, progress: Progress = silent) -> Loaded:
    """What became of each row of the file; the caller commits, or rolls back to have only looked.

    Raises the errors of `ingest.readers.read_table` and of a wrong mapping, NoReferenceSystemError
    and UnusableReferenceSystemError before anything is written.
    """
    names = ColumnNames(order.layer)
    told = set(map(str.casefold, order.told_columns.values()))
    table = read_table(
        order.path,
        order.layer.geometry,
        lambda name: names.knows(name) or name.casefold() in told,
        order.sheet,
    )
    return load_table(session, table, row_reader(order, table), order.source_name, progress)


def row_reader(order: FileOrder, table: Table | SourceTable) -> RowReader:
    """The reader of the file's rows: its mapping, reference system and key are settled."""
    names = ColumnNames(order.layer, with_place=not table.has_geometry)
    mapping = names.proposed(table.columns, order.told_columns)
    key = order.key_column and column_named(order.key_column, table.columns)
    return RowReader(
        layer=order.layer,
        mapping=replace(mapping, unknown=tuple(each for each in mapping.unknown if each != key)),
        places=SinglePlaces(order.layer.geometry, mapping.columns, _system(order, table)),
        file_name=order.path.name,
        key_column=key,
        told_terms=order.told_terms,
    )


def _system(order: FileOrder, table: Table | SourceTable) -> ReferenceSystem | None:
    declaration = order.crs or table.crs
    if declaration is None:
        if table.has_geometry:
            raise NoReferenceSystemError(order.path.name, field="crs")
        return None
    return usable_system(declaration)
