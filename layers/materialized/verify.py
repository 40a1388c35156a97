"""Whether the kept parts say what the layers' rows say; found out by counting anew."""

from collections.abc import Iterator

from sqlalchemy import Connection

from layers.materialized.part import Difference
from layers.materialized.parts import kept_parts
from layers.materialized.rebuild import missing_parts
from layers.model.layer import Layer
from layers.registry import Catalogue


def differences(
    connection: Connection, catalogue: Catalogue, layer: Layer | None = None
) -> Iterator[Difference]:
    """What the parts of one layer, or of each, together with the changes that wait, have wrong.

    A part that was never built, or from another declaration, differs in its form. The connection's
    transaction is to be REPEATABLE READ: rows, parts and queue must be of one moment.
    """
    for each in catalogue.layers if layer is None else (layer,):
        missing = missing_parts(connection, each)
        for part in kept_parts(each):
            if part in missing:
                yield Difference(each.id, part.name, "form", "", part.form(each))
            else:
                yield from part.differences(connection, each)
