"""The counts of units as the rows give them, in the words of `layers.reading.summaries`."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from layers.access import Readable, readable
from layers.catalogue.citizen_reports import LAYER as REPORTS
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.catalogue.tourist_routes import LAYER as ROUTES
from layers.materialized.count_texts import CountTexts
from layers.model.layer import Layer
from layers.reading.conditions import COUNTRY
from layers.reading.crosstab import axes_by, crosstab, crosstab_text
from layers.reading.summaries import LayerSummary, counts
from layers.regions.region import REGION_COLUMNS, Level
from tests.world.units import A_EAST, A_WEST, NORTH, SOUTH, A, B

LAYERS = (MONUMENTS, ROUTES, REPORTS)
UNITS = {
    COUNTRY: None,
    A: Level.OBLAST,
    B: Level.OBLAST,
    A_WEST: Level.DISTRICT,
    A_EAST: Level.DISTRICT,
    SOUTH: Level.RURAL_DISTRICT,
    NORTH: Level.RURAL_DISTRICT,
}
TEXTS = CountTexts()
"""Of all databases of all tests: none may be told what was true of another, or before."""
CALLERS = (STRANGER, Caller(grants=grants_of(["*"])))

Crossed = Counter[tuple[str | None, ...]]
Rows = Sequence[RowMapping]


def assert_kept_as_counted(session: Session) -> None:
    """Require that every unit, layer and caller is told what the rows tell."""
    for caller in CALLERS:
        readables = [readable(layer, caller) for layer in LAYERS]
        by_month = axes_by(readables[-1], ("topic", "state", "month"))
        rows = {access.layer.id: _rows(session, access) for access in readables}
        for code in UNITS:
            kept = counts(session, readables, code)
            for layer in LAYERS:
                assert kept[layer.id] == raw(layer, rows[layer.id], code), (code, caller)
            crossed = crosstab(session, readables[-1], code, by_month)
            written = crosstab_text(session, readables[-1], code, by_month, texts=TEXTS)
            assert json.loads(written) == [
                {
                    **dict(zip(("topic", "state", "month"), each.values, strict=True)),
                    "count": each.number,
                    "synthetic": each.synthetic,
                }
                for each in crossed
            ]
            counted = Counter({each.values: each.number for each in crossed})
            assert counted == raw_months(rows[REPORTS.id], code), (code, caller)


def raw(layer: Layer, rows: Rows, code: str) -> LayerSummary:
    """What the rows of a layer say of a unit."""
    inside = _inside(rows, code)
    found = LayerSummary(
        count=len(inside),
        synthetic=sum(row["synthetic"] for row in inside),
        by={
            name: Counter(term for row in inside for term in _terms(row[name]))
            for name in layer.summary_fields
        },
        by_child=Counter(_child(row, code) for row in inside),
    )
    found.by_child.setdefault(None, 0)
    if layer.is_located_by_passing:
        found.passing = sum(code in (COUNTRY, *row["passes_codes"]) for row in rows)
    return found


def raw_months(rows: Rows, code: str) -> Crossed:
    """How many reports of a unit agree in topic, state and month."""
    return Counter(
        (row["topic"], row["state"], _month(row["submitted_on"])) for row in _inside(rows, code)
    )


def _rows(session: Session, access: Readable) -> Rows:
    return session.execute(access.select(*access.layer.table.__table__.c)).mappings().all()


def _inside(rows: Rows, code: str) -> list[RowMapping]:
    level = UNITS[code]
    return [row for row in rows if level is None or row[REGION_COLUMNS[level]] == code]


def _terms(value: str | list[str] | None) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _child(row: RowMapping, code: str) -> str | None:
    """The unit directly below, in which the row lies."""
    chain: list[str | None] = [row[column] for column in REGION_COLUMNS.values()]
    if code == COUNTRY:
        return chain[0]
    return next((unit for unit in chain[chain.index(code) + 1 :] if unit is not None), None)


def _month(day: date) -> str:
    return day.isoformat()[:7]
