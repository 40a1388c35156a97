"""Who administers, and which units are theirs."""

from functools import partial
from typing import Annotated

from fastapi import Query
from sqlalchemy import ARRAY, String, any_, literal
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.accounts.roles import UserRole
from core.administration.people import Codes
from core.administration.reach import Reach
from layers.territory import units_above, units_within

LARGEST_LIMIT = 200
LONGEST_TEXT = 200
STORABLE = r"^[^\x00]*$"
SearchText = Annotated[str | None, Query(max_length=LONGEST_TEXT, pattern=STORABLE)]


def reach_of(session: Session, caller: Caller) -> Reach:
    """What the caller may do to others."""
    return Reach(caller, partial(units_above, session))


def codes_of(reach: Reach) -> Codes | None:
    """The units in which the caller administers people; None for the country.

    Raises ForbiddenError where they do so nowhere.
    """
    territory = reach.territory
    if territory.everywhere:
        return None
    return units_within(any_(literal(list(territory.codes), ARRAY(String))))


def may_give(reach: Reach, role: UserRole) -> bool:
    """Whether the caller may give a role somewhere."""
    territory = reach.territory
    places = ("KZ",) if territory.everywhere else territory.codes
    return any(all(map(reach.holds, role.grants_at(place))) for place in places)
