"""Reading what is closed to others is remembered before the answer leaves."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.database.engine import SessionFactory, transaction
from layers.access import Readable
from layers.reading.closed_reads import audit_reading, may_disclose
from layers.reading.queries import FeaturePage


def audit_answer(
    session: Session, access: Readable, caller: Caller, features: Iterable[Mapping[str, Any]]
) -> None:
    """Remember, for good, what the features as they are answered disclose to the caller."""
    if audit_reading(session, access, caller, features):
        session.commit()


def audit_page(session: Session, access: Readable, caller: Caller, page: FeaturePage) -> None:
    """The same of a page, which is taken apart only where it may disclose anything."""
    if may_disclose(access, caller):
        audit_answer(session, access, caller, page.parsed())


def audited(
    asked: Callable[[], tuple[int, dict[str, Any]]],
    sessions: SessionFactory,
    access: Readable,
    caller: Caller,
) -> Callable[[], tuple[int, dict[str, Any]]]:
    """What gives the feature that a writer is answered with, which is remembered as read."""
    if not may_disclose(access, caller):
        return asked

    def document() -> tuple[int, dict[str, Any]]:
        version, found = asked()
        with transaction(sessions) as session:
            audit_reading(session, access, caller, [found])
        return version, found

    return document
