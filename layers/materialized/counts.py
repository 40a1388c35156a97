"""The part `counts`: how many rows each unit holds, by month, kind, state and further terms."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, text

from layers.materialized.dimensions import dimensions_of
from layers.materialized.part import ChangeBatch, Difference
from layers.materialized.row_values import ROW, day_of, further_of, hidden, quoted, text_of
from layers.model.field import Field
from layers.model.layer import Layer
from layers.regions.region import REGION_COLUMNS

HERE = Path(__file__).parent
CELLS = (HERE / "counts_cells.sql").read_text(encoding="utf-8")
APPLY = (HERE / "counts_apply.sql").read_text(encoding="utf-8")
REBUILD = (HERE / "counts_rebuild.sql").read_text(encoding="utf-8")
DIFFERENCES = (HERE / "counts_differences.sql").read_text(encoding="utf-8")
TABLE = (HERE / "counts_table.sql").read_text(encoding="utf-8")

ALL, TERMS, MONTHS, PASSING = "all", "terms", "months", "passing"
"""The cuts: no axis; kind and state; month, kind and state; lines by the units that they touch."""
SHOWN_KEY = ("cut", "code", "parent", "month", "kind", "state", "hidden", "synthetic")


def cut_of(field: Field) -> str:
    """The cut that counts a further field's terms, which stand in `kind`."""
    return f"field:{field.name}"


class CountsTable:
    """The table `kept_counts`, one for all layers.

    A row counts the features of one unit (`KZ` is the country) by the axes of its cut; an axis
    that the cut lacks, or the feature has no value of, holds '' or the first day of all. The cut
    `all` also knows the unit above, in the chain of the features themselves.
    """

    name = "counts"

    def is_kept_for(self, layer: Layer) -> bool:  # noqa: ARG002 - as of every part
        """Whether the layer has counts: each has."""
        return True

    def statements(self, layer: Layer) -> Iterator[str]:  # noqa: ARG002 - one table for all
        """The repeatable statements that make the table."""
        yield TABLE

    def form(self, layer: Layer) -> str:
        """The fingerprint of the axes, and of the SQL that counts by them."""
        told = f"{CELLS}{TABLE}{REBUILD}{rows_of(layer)}{dated(layer)}"
        return sha256(told.encode()).hexdigest()

    def rebuild(self, connection: Connection, layer: Layer) -> None:
        """Make the layer's counts those of its rows, all queued changes being settled."""
        remove = text("DELETE FROM kept_counts WHERE layer = :layer")
        connection.execute(remove, {"layer": layer.id})
        fill = REBUILD.format(cells=CELLS.format(source=rows_of(layer)))
        connection.execute(text(fill), _values(layer))

    def apply(self, connection: Connection, batch: ChangeBatch) -> None:
        """Count the batch, and leave no count of 0."""
        merge = APPLY.format(cells=waiting_cells("layer = :layer AND seq <= :last"))
        connection.execute(text(merge), {**_values(batch.layer), "last": batch.last})

    def differences(self, connection: Connection, layer: Layer) -> Iterator[Difference]:
        """The counts that, with the changes that wait, are not those of the layer's rows."""
        waiting = waiting_cells("layer = :layer")
        rows = CELLS.format(source=rows_of(layer))
        query = text(DIFFERENCES.format(waiting=waiting, rows=rows))
        for row in connection.execute(query, _values(layer)).mappings():
            where = ", ".join(f"{name}={row[name]}" for name in SHOWN_KEY)
            yield Difference(layer.id, self.name, where, str(row["kept"]), str(row["counted"]))


def dated(layer: Layer) -> list[str]:
    """The layer's id where its features have a day, by whose month they are counted."""
    return [layer.id] if dimensions_of(layer).day else []


def waiting_cells(condition: str) -> str:
    """The SELECT of what the waiting changes that meet a condition add to the counts."""
    columns = (
        *("layer", *REGION_COLUMNS.values(), "day", "kind", "state", "hidden", "synthetic"),
        *("further", "passes_codes", "sign AS number"),
    )
    source = f"SELECT {', '.join(columns)} FROM change_queue WHERE {condition}"  # noqa: S608 - constants
    return CELLS.format(source=source)


def rows_of(layer: Layer) -> str:
    """The SELECT of the layer's rows, as they are to be counted."""
    axes = dimensions_of(layer)
    values = {
        "layer": f"CAST({quoted(layer.id)} AS text)",
        **{column: f"{ROW}.{column}" for column in REGION_COLUMNS.values()},
        "day": day_of(axes.day),
        "kind": text_of(axes.kind),
        "state": text_of(axes.state),
        "hidden": hidden(),
        "synthetic": f"{ROW}.synthetic",
        "further": further_of(axes.further),
        "passes_codes": f"{ROW}.passes_codes"
        if layer.is_located_by_passing
        else "CAST(NULL AS text[])",
        "number": "1",
    }
    named = ", ".join(f"{value} AS {name}" for name, value in values.items())
    return f"SELECT {named} FROM {layer.table.__tablename__} AS {ROW}"  # noqa: S608 - names of the catalogue


def _values(layer: Layer) -> dict[str, object]:
    return {"layer": layer.id, "dated": dated(layer)}
