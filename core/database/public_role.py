"""The database role by which strangers read: another wall behind the conditions of the program."""

import logging
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import make_conninfo

from core.database.database_url import libpq_parameters

PUBLIC_ROLE = "atlas_public"
"""Also the name of the schema with its views, so that its search path begins there."""

CONNECT_WITHIN_S = "5"
IS_WALLED_OFF = (
    "SELECT current_user = %(role)s"
    " AND to_regclass('history') = to_regclass(%(role)s || '.history')"
)
"""Whether a connection finds the views where others find the tables."""

LOG = logging.getLogger(__name__)


def public_address(database_url: str, given: str | None = None) -> str | None:
    """The address by which strangers read; None where the database has no such role.

    Tried are the one that the operator has `given`, the same server with the role as its user, as
    the private database allows it, and the same user in that role, which guards against mistakes
    but not against whoever can send statements of his own.
    """
    asked = libpq_parameters(database_url)
    as_user = {**asked, "user": PUBLIC_ROLE}
    as_user.pop("password", None)
    in_role = {**asked, "options": f"{asked.get('options', '')} -c role={PUBLIC_ROLE}".strip()}
    candidates = [given] if given else [_address(as_user), _address(in_role)]
    return next((each for each in candidates if _is_walled_off(each)), None)


def _is_walled_off(address: str) -> bool:
    asked = {**libpq_parameters(address), "connect_timeout": CONNECT_WITHIN_S}
    try:
        with psycopg.connect(make_conninfo(**asked)) as connection:
            found = connection.execute(IS_WALLED_OFF, {"role": PUBLIC_ROLE}).fetchone()
    except psycopg.Error as error:
        LOG.debug("no connection as %s: %s", PUBLIC_ROLE, error.sqlstate or type(error).__name__)
        return False
    return bool(found and found[0])


def _address(parameters: dict[str, str]) -> str:
    """An address that libpq understands; secrets stay within it."""
    return f"postgresql://?{urlencode(parameters, quote_via=quote)}"
