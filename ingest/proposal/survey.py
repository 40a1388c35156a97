"""A first look at a file: what would be read from where, and what its first rows come to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.progress import Stop, never
from core.settings import ReadingLimits
from ingest.loading.runs.ordered_file import opened_file
from ingest.location.file_rows.rows_of_file import as_rows
from ingest.mapping.column_evidence import ValueEvidence, keys_of
from ingest.mapping.mapping import ColumnMapping, ColumnNames
from ingest.mapping.mapping_names import LocationPart
from ingest.proposal.mapping_file import SavedMapping
from ingest.proposal.proposal import MappingProposal
from ingest.proposal.proposed_terms import proposed_terms
from ingest.proposal.remembered import remembered
from ingest.reading.table.own_export import OpenedTable
from ingest.rows.batch import Batch, InputTable, rows_at_a_time
from ingest.rows.file_order import FileOrder
from ingest.sandbox.limits import LOCAL_LIMITS
from ingest.staging.batch_reading import batch_reader
from ingest.values.constants import settled_columns
from ingest.values.exported_rows import knows_own_export
from ingest.values.file_records import fields_of_partial_records
from ingest.values.file_states import fields_of_other_statuses
from layers.days import today
from layers.reading.geometry import SHAPES_OF
from layers.regions.region import Level, Region

SURVEYED_ROWS = 20_000
PLACE_OF_LEVEL = {
    Level.OBLAST: LocationPart.OBLAST,
    Level.DISTRICT: LocationPart.DISTRICT,
    Level.RURAL_DISTRICT: LocationPart.RURAL_DISTRICT,
}


def survey(  # noqa: PLR0913 - the door to all of a proposal
    session: Session,
    order: FileOrder,
    rows: int = SURVEYED_ROWS,
    caller: Caller | None = None,
    *,
    limits: ReadingLimits = LOCAL_LIMITS,
    stop: Stop = never,
) -> MappingProposal:
    """What the first rows of a file come to, with all that the order and the caller told before.

    Nothing is written. Raises the errors of `opened_file` and of what the order tells wrongly,
    UnusableReferenceSystemError.
    """
    with opened_file(order, limits, stop) as table:
        return _surveyed(session, order, rows, caller, table)


def _surveyed(
    session: Session, order: FileOrder, rows: int, caller: Caller | None, opened: OpenedTable
) -> MappingProposal:
    table = as_rows(session, opened, order)
    batches = table.batches(min(rows, rows_at_a_time(len(table.columns))))
    batch = next(batches, None) or _no_rows(table)
    whole = next(batches, None) is None
    names = ColumnNames(order.layer, with_place=not table.has_geometry)
    saved = _saved(session, order, table, caller)
    settled = saved.told_in(order)
    told = settled_columns(replace(order, constants=settled.constants), today(session))
    mapping = _proposed(session, names, told, saved, batch)
    terms_known = {**saved.told_terms, **order.told_terms}
    untold = fields_of_other_statuses(order.layer, mapping.columns, told, batch.cells, terms_known)
    untold |= fields_of_partial_records(
        order.layer, mapping.columns, {**saved.columns, **told}, settled.constants, batch.cells,
        terms_known, is_own_export=knows_own_export(table, settled.key_column),
    )  # fmt: skip
    if untold:
        mapping = _proposed(session, names, {**untold, **told}, saved, batch)
    terms = tuple(proposed_terms(names.fields, mapping, batch, order.told_terms, saved.told_terms))
    near = {key: code for each in terms for key, code in each.near.items()}
    confirmed = replace(
        settled, column_overrides=order.column_overrides, told_terms={**near, **settled.told_terms}
    )
    reader = batch_reader(session, confirmed, table, mapping)
    return MappingProposal(
        order=confirmed,
        sheets=opened.sheets,
        row_count=table.row_count or len(batch),
        whole=whole,
        names=names,
        mapping=mapping,
        terms=terms,
        system=reader.places.choice,
        batch=batch,
        checked=reader.read(batch),
    )


def _saved(
    session: Session, order: FileOrder, table: InputTable, caller: Caller | None
) -> SavedMapping:
    """What the caller confirmed for such a file before, as far as it fits this one."""
    known = None
    if caller is not None:
        known = remembered(session, caller, order.layer.id, table.columns)
    return (known or SavedMapping(order.layer.id)).fitting(table.columns)


def _proposed(
    session: Session,
    names: ColumnNames,
    told: Mapping[str, str],
    saved: SavedMapping,
    batch: Batch,
) -> ColumnMapping:
    """The columns by field: told, saved, named so, nearly so, or of such values."""
    by_values = ValueEvidence(
        names.own_fields, names.places, _unit_keys(session), SHAPES_OF[names.kind]
    )
    evidence = (
        each for column, cells in batch.cells.items() for each in by_values.of(column, cells)
    )
    return names.proposed(batch.cells, told, saved.columns, evidence, samples=batch.cells)


def _unit_keys(session: Session) -> Mapping[LocationPart, frozenset[str]]:
    """The keys of the names of all units, by the place that claims them."""
    keys: dict[LocationPart, set[str]] = defaultdict(set)
    for level, *names in session.execute(
        select(Region.level, Region.name_kk, Region.name_ru, Region.name_en)
    ):
        for name in filter(None, names):
            keys[PLACE_OF_LEVEL[Level(level)]] |= keys_of(name)
    return {place: frozenset(keys[place]) for place in PLACE_OF_LEVEL.values()}


def _no_rows(table: InputTable) -> Batch:
    """A batch of a file that has a header alone."""
    empty = np.empty(0, dtype=object)
    return Batch(
        numbers=np.empty(0, dtype=np.int64),
        cells=dict.fromkeys(table.columns, empty),
        geometry=empty if table.has_geometry else None,
    )
