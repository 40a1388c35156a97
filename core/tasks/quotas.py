"""How much of one kind a person may have at a time, and the lock under which it is counted."""

from collections.abc import Callable

from sqlalchemy import Select, text
from sqlalchemy.orm import Session

from core.errors import AtlasError

HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended('tasks of ' || :owner, 0))")


def hold_owner(session: Session, owner_id: int | None) -> None:
    """Let nobody else order, stop, release or count work of the owner before the transaction ends.

    Whoever also locks rows of tasks does so afterwards: else two would wait for each other.
    """
    session.execute(HOLD, {"owner": str(owner_id)})


def check_quota(  # noqa: PLR0913 - of whom, what is counted, how much more, and what is said
    session: Session,
    owner_id: int | None,
    used: Select[int],
    most: int,
    refusal: Callable[[int], AtlasError],
    *,
    more: int = 1,
) -> None:
    """Require that the owner may have `more` on top of what `used` counts.

    Until the end of the transaction others who count for the same owner wait. Raises the error
    that `refusal` makes of what is used.
    """
    hold_owner(session, owner_id)
    count = int(session.scalar(used) or 0)
    if count + more > most:
        raise refusal(count)
