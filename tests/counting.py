"""How many rows a table has, as most tests of loads ask."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def count(session: Session, table: type[object]) -> int:
    """Its rows."""
    return session.scalar(select(func.count()).select_from(table)) or 0
