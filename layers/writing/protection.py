"""Which changes made rows secret that strangers could read before."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Identity, Text, cast, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database.engine import Base
from layers.model.layer import Layer

Marks = Mapping[str, str]
"""What stands for all protections of a layer, by its id; layers without any are left out."""


class Protection(Base):
    """One transaction in which public rows of a layer became hidden, or their exact place secret.

    Rows are only added, so that no writer waits for another one.
    """

    __tablename__ = "protections"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    layer: Mapped[str]
    mark: Mapped[int] = mapped_column(
        server_default=text("hashtextextended(CAST(gen_random_uuid() AS text), 0)")
    )
    """At random: no other database has it, nor this one once it was set back to an older day."""
    at: Mapped[datetime] = mapped_column(server_default=func.now())


MARKS = select(Protection.layer, cast(func.bit_xor(Protection.mark), Text).label("marks")).group_by(
    Protection.layer
)


def protection_marks(connection: Connection | Session) -> Marks:
    """The marks of every layer as far as the caller's transaction sees.

    Whoever reads them before a copy is made, and finds them unchanged later, knows that nothing in
    the copy became secret in between: a change that was not committed then had no mark yet,
    whenever it began.
    """
    return {row.layer: row.marks for row in connection.execute(MARKS)}


def protection_trigger_of(layer: Layer) -> str:
    """The repeatable statement that makes a layer's trigger.

    Its condition is all that other changes pay. The places' bytes are compared, as a dump of the
    database does not say in which schema the shapes' own equality is.
    """
    table = layer.table.__tablename__
    condition = "NEW.visibility <> 'public'"
    if layer.is_sensitive:
        moved = "CAST(OLD.public_geom AS bytea) IS DISTINCT FROM CAST(NEW.public_geom AS bytea)"
        condition += f" OR (NEW.sensitive AND (NOT OLD.sensitive OR {moved}))"
    return (
        f"CREATE OR REPLACE TRIGGER {table}_protected AFTER UPDATE ON {table} FOR EACH ROW"
        f" WHEN (OLD.visibility = 'public' AND ({condition}))"
        f" EXECUTE FUNCTION atlas_note_protection('{layer.id}')"
    )
