"""The one writer of the audit: an entry in the transaction of what it tells of."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import COUNTRY, OWN
from core.audit.event import AuditEvent
from core.database.pipelining import send

MASKED = "***"
"""Stands for a sealed or personal value: the audit cannot be erased, so it holds none in clear."""
BITS_OF_NETWORK = {4: 24, 6: 48}
"""As much of a stranger's address is kept as tells a provider and not a household."""
COLUMNS = (
    "event", "actor_id", "actor_name", "credential", "address", "request_id", "layer", "object_id",
    "units", "changes", "facts",
)  # fmt: skip
LATEST_HISTORY = {
    "history_id": "currval('history_id_seq')",
    "history_sha256": "audit_history_digest(currval('history_id_seq'))",
}
"""SQL for the row of the history that the session has just added."""


@dataclass(frozen=True, slots=True)
class AuditSubject:
    """What an entry is about."""

    layer: str | None = None
    """A layer, or a room such as `users`."""
    object_id: int | str | None = None
    units: tuple[str, ...] = ()
    """KATO codes of where it belongs."""


NO_SUBJECT = AuditSubject()


def record(  # noqa: PLR0913 - who did what to what, and how it was before and after
    session: Session,
    caller: Caller,
    event: AuditEvent,
    about: AuditSubject = NO_SUBJECT,
    *,
    changes: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    by_sql: Mapping[str, str] | None = None,
) -> None:
    """Add an entry; nobody waits for the answer where the session does not.

    `changes` are [before, after] by name, `MASKED` where a value is sealed or personal. `by_sql`
    gives columns by expressions of ours, in which the values below stand as parameters.
    """
    expressions = {**{name: f"%({name})s" for name in COLUMNS}, **(by_sql or {})}
    statement = (
        f"INSERT INTO audit_entries ({', '.join(expressions)})"  # noqa: S608 - columns of ours
        f" VALUES ({', '.join(expressions.values())})"
    )
    send(session, statement, _values(caller, event, about, changes or {}, facts or {}))


def _values(
    caller: Caller,
    event: AuditEvent,
    about: AuditSubject,
    changes: Mapping[str, Any],
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    visit = caller.visit
    return {
        "event": str(event),
        "actor_id": caller.user_id,
        "actor_name": caller.name,
        "credential": visit.credential,
        "address": visit.address if visit.credential else network_of_stranger(visit.address),
        "request_id": visit.request_id,
        "layer": about.layer,
        "object_id": None if about.object_id is None else str(about.object_id),
        "units": sorted(set(about.units)),
        "changes": Jsonb(dict(changes)),
        "facts": Jsonb(dict(facts)),
    }


def own_account(caller: Caller) -> AuditSubject:
    """The caller's own account, which belongs where they have offices."""
    return AuditSubject("users", caller.user_id, units_of(caller))


def units_of(caller: Caller) -> tuple[str, ...]:
    """The units in which something is granted to the caller."""
    return tuple(sorted({grant.scope for grant in caller.grants} - {COUNTRY, OWN}))


def network_of_stranger(address: str) -> str:
    """The network in which an address lies; empty for what is none."""
    try:
        host = ip_address(address.partition("/")[0])
    except ValueError:
        return ""
    return str(ip_network((int(host), BITS_OF_NETWORK[host.version]), strict=False))
