"""The triggers that write each change of a layer into the queue, once per statement.

They are made for each layer from its declaration and do no more than copy values, because every
write waits for them.
"""

from collections.abc import Iterator

from layers.materialized.dimensions import dimensions_of
from layers.materialized.row_values import (
    ROW,
    box,
    day_of,
    further_of,
    hidden,
    quoted,
    text_of,
)
from layers.model.layer import Layer

TRANSITIONS = {
    "INSERT": "NEW TABLE AS written",
    "UPDATE": "OLD TABLE AS removed NEW TABLE AS written",
    "DELETE": "OLD TABLE AS removed",
}


def queue_triggers_of(layer: Layer) -> Iterator[str]:
    """The repeatable statements that make a layer's function and its triggers."""
    table = layer.table.__tablename__
    function = f"atlas_queue_{table}"
    yield _function(layer, function)
    for event, transition in TRANSITIONS.items():
        yield (
            f"CREATE OR REPLACE TRIGGER {queue_trigger_of(layer, event)} AFTER {event} ON {table}"
            f" REFERENCING {transition} FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
        )
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_queue_truncate AFTER TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION atlas_forget_derived({quoted(layer.id)})"
    )


def queue_trigger_of(layer: Layer, event: str) -> str:
    """The name of the trigger that queues what an event of TRANSITIONS does."""
    return f"{layer.table.__tablename__}_queue_{event.lower()}"


def queue_inserted(layer: Layer) -> str:
    """The statement that queues the rows with ids from `first_id` to `last_id`.

    For a load that has set the trigger aside.
    """
    table = layer.table.__tablename__
    between = "id BETWEEN :first_id AND :last_id"
    return _append(layer, 1, f"(SELECT * FROM {table} WHERE {between})")  # noqa: S608 - names of the catalogue


def _function(layer: Layer, function: str) -> str:
    """The function appends what rows were before it appends what they are."""
    return (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $queue$"
        " BEGIN"
        f" IF TG_OP <> 'INSERT' THEN {_append(layer, -1, 'removed')}; END IF;"
        f" IF TG_OP <> 'DELETE' THEN {_append(layer, 1, 'written')}; END IF;"
        " RETURN NULL; END $queue$"
    )


def _append(layer: Layer, sign: int, rows: str) -> str:
    axes = dimensions_of(layer)
    values = {
        "layer": quoted(layer.id),
        "feature_id": f"{ROW}.id",
        "sign": str(sign),
        "box": box(layer),
        "hidden": hidden(),
        "synthetic": f"{ROW}.synthetic",
        "kind": text_of(axes.kind),
        "state": text_of(axes.state),
        "day": day_of(axes.day),
        "oblast_code": f"{ROW}.oblast_code",
        "district_code": f"{ROW}.district_code",
        "rural_district_code": f"{ROW}.rural_district_code",
        "further": further_of(axes.further),
        "passes_codes": f"{ROW}.passes_codes" if layer.is_located_by_passing else "NULL",
    }
    return (
        f"INSERT INTO change_queue ({', '.join(values)})"  # noqa: S608 - names of the catalogue
        f" SELECT {', '.join(values.values())} FROM {rows} AS {ROW}"
    )
