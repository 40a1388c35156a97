"""Which entries of the audit are asked for."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, Field
from sqlalchemy import Select, and_, cast, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from api.audit.view import AuditView, overlaps, units_below
from api.http.paging import limited_to
from core.audit.entry import AuditEntry, ChainLink
from core.audit.event import AuditEvent
from core.errors import InvalidValueError
from core.text import Text
from layers.days import KAZAKHSTAN
from layers.history import History

LARGEST_LIMIT = 500
LARGEST_ID = 2**63 - 1
LONGEST = 200
EVENT_HINT = Text(
    "Оқиға аты (features.edit) немесе бөлімі (features) керек.",
    "Нужно имя события (features.edit) или раздела (features).",
    "The name of an event (features.edit) or of a room (features) is needed.",
)
READINGS = (AuditEvent.READ_SEALED, AuditEvent.READ_EXACT)
KATO = r"^[0-9]{9}$"


class AuditFilter(BaseModel, extra="forbid"):
    """The query string."""

    actor: Annotated[str, Field(max_length=LONGEST)] | None = Field(
        None, description="The number or the name of an account."
    )
    event: Annotated[str, Field(max_length=LONGEST)] | None = Field(
        None, description="An event such as `features.edit`, or a room such as `features`."
    )
    layer: Annotated[str, Field(max_length=LONGEST)] | None = Field(
        None, description="A layer or room."
    )
    object: Annotated[str, Field(max_length=LONGEST)] | None = Field(
        None, description="The number of an object of the layer."
    )
    region: Annotated[str, Field(pattern=KATO)] | None = Field(None, description="A KATO code.")
    since: date | None = Field(None, description="The first day, as Kazakhstan counts.")
    until: date | None = Field(None, description="The last day.")
    after: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = Field(
        None, description="The number of an entry; older ones follow."
    )
    limit: Annotated[int, limited_to(LARGEST_LIMIT)] = Field(50, ge=1)


class AuditFormat(StrEnum):
    """As what the entries are given."""

    CSV = "csv"
    NDJSON = "ndjson"


class AuditFileFilter(AuditFilter):
    """The query string of a file; its limit is not looked at."""

    f: AuditFormat = AuditFormat.CSV


AskedOfAudit = Annotated[AuditFilter, Query()]
AskedAsFile = Annotated[AuditFileFilter, Query()]


def entries_query(
    session: Session, view: AuditView, asked: AuditFilter
) -> Select[*tuple[Any, ...]]:
    """A select of entries with what the history and the chain hold of them, the newest first.

    Raises InvalidValueError for an event that there is not.
    """
    return (
        select(
            AuditEntry,
            History.changes.label("history_changes"),
            ChainLink.position,
            ChainLink.sha256,
        )
        .outerjoin(History, History.id == AuditEntry.history_id)
        .outerjoin(ChainLink, ChainLink.entry_id == AuditEntry.id)
        .where(view.condition(), *_conditions(session, asked))
        .order_by(AuditEntry.id.desc())
    )


def _conditions(session: Session, asked: AuditFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.actor is not None:
        found.append(_by_actor(asked.actor))
    if asked.event is not None:
        found.append(AuditEntry.event.in_(_events(asked.event)))
    if asked.layer is not None:
        found.append(AuditEntry.layer == asked.layer)
    if asked.object is not None:
        found.append(_about(asked.object))
    if asked.region is not None:
        units = units_below(session, (asked.region,)) | {asked.region}
        found.append(overlaps(units))
    if asked.since is not None:
        found.append(AuditEntry.at >= _beginning(asked.since))
    if asked.until is not None and asked.until < date.max:
        found.append(AuditEntry.at < _beginning(asked.until + timedelta(days=1)))
    if asked.after is not None:
        found.append(AuditEntry.id < asked.after)
    return found


def _by_actor(actor: str) -> ColumnElement[bool]:
    is_number = actor.isascii() and actor.isdigit() and int(actor) <= LARGEST_ID
    by_name = AuditEntry.actor_name == actor
    return or_(by_name, AuditEntry.actor_id == int(actor)) if is_number else by_name


def _events(name: str) -> list[str]:
    found = [each for each in AuditEvent if name in {each.value, each.value.partition(".")[0]}]
    if not found:
        raise InvalidValueError(name, field="event", hint=EVENT_HINT)
    return [each.value for each in found]


def _about(number: str) -> ColumnElement[bool]:
    """The condition that an entry is about an object, be it among others that were read."""
    own = AuditEntry.object_id == number
    if not (number.isascii() and number.isdigit() and int(number) <= LARGEST_ID):
        return own
    among = AuditEntry.facts["ids"].op("@>", is_comparison=True)(cast(int(number), JSONB))
    return or_(own, and_(AuditEntry.event.in_(READINGS), among))


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, KAZAKHSTAN)
