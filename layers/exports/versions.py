"""What tells one state of a selection from every other, and one asked-for file from another."""

import hashlib
from dataclasses import fields

from sqlalchemy import BigInteger, Text, cast, func, literal_column
from sqlalchemy.orm import Session

from layers.exports.formats import StreamedFormat, WholeFormat
from layers.exports.selection import Selection
from layers.writing.protection import protection_marks


def version_of(session: Session, selection: Selection) -> str:
    """The version of the selected rows as the session sees them: another after every change.

    PostgreSQL writes into each row which transaction wrote it (`xmin`); the sum over ids and
    writers is that of just these rows in just this state. What became secret in any layer counts
    too: rows tell nothing of an object at the other end of a link that the caller may not know.
    """
    table = selection.layer.table
    writer = cast(cast(literal_column(f"{table.__tablename__}.xmin"), Text), BigInteger)
    mark = func.hashint8extended(table.id, writer, type_=BigInteger)
    asked = selection.access.select(func.count(), func.bit_xor(mark), func.sum(func.hashint8(mark)))
    found = session.execute(asked.where(*selection.conditions)).one()
    return _digest(*found, sorted(protection_marks(session).items()))


def name_of(
    selection: Selection, file_format: StreamedFormat | WholeFormat, licence: str | None
) -> str:
    """What was asked for, by whoever may read just as much: equal for equal files."""
    access = selection.access
    wishes = [
        (wish.name, getattr(selection, wish.name))
        for wish in fields(selection)
        if wish.name not in {"access", "conditions", "asked"}
    ]
    return _digest(
        selection.layer.id,
        file_format.id,
        sorted(selection.asked.items()),
        wishes,
        [field.name for field in access.fields],
        access.sight,
        licence,
    )


def _digest(*told: object) -> str:
    return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()
