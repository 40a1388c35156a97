"""Entries of the audit as the API answers them."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from api.audit.view import AuditView
from api.http.answers import Answer, KatoCode, Phrase, WebLink
from core.audit.event import AuditEvent
from core.audit.recording import MASKED
from core.text import Language
from layers.access import IMPRECISE_FIELDS, seals_a_time
from layers.days import day_of
from layers.model.layer import Child, Layer
from layers.registry import Catalogue

Json = Mapping[str, Any]


class AuditActor(Answer):
    """Who did it."""

    id: int | None
    """The account; null for strangers, the operator's terminal and the atlas itself."""
    name: str
    """What they were called at that time."""
    credential: str = Field(
        description="`session:12`, `token:5`, `device:7`, `run:3`, `terminal`; empty for none."
    )


class ChainPlace(Answer):
    """The place of an entry in the chain."""

    position: int
    sha256: str


class AuditEntryAnswer(Answer):
    """What somebody did."""

    id: int
    at: str
    """A time; the day where the layer seals times from the caller."""
    event: str = Field(description="<room>.<verb>")
    title: str
    """What the event is called, in the caller's language."""
    actor: AuditActor | None
    """Null where the caller may not know who acted on such objects."""
    address: str | None
    request_id: str | None
    layer: str | None
    """The layer or room of what it is about."""
    object_id: str | None
    units: list[KatoCode]
    changes: dict[str, Any] | None = Field(
        description="Name to [before, after]; `***` stands for what is sealed, personal or a"
        " place. Null where the caller may not read the object."
    )
    facts: dict[str, Any] | None
    chain: ChainPlace | None
    """Null for the last few seconds."""


class AuditPage(Answer):
    """Entries, the newest first."""

    entries: list[AuditEntryAnswer]
    links: list[WebLink]


class AuditEventAnswer(Answer):
    """A kind of event."""

    event: str
    title: Phrase


class AuditEventsAnswer(Answer):
    """Every kind of event that the audit knows."""

    events: list[AuditEventAnswer]


def entry_answer(
    row: Any,  # noqa: ANN401 - an entry, its history and its link
    view: AuditView,
    catalogue: Catalogue,
    language: Language,
) -> AuditEntryAnswer:
    """One entry, as far as the caller may know it."""
    entry = row[0]
    layer = next((each for each in catalogue.layers if each.id == entry.layer), None)
    knows_who, knows_changes = view.knows_who(entry, layer), view.knows_changes(entry, layer)
    exactly = knows_who or layer is None or not seals_a_time(layer)
    changes = masked(layer, {**(row.history_changes or {}), **entry.changes})
    chain = row.position and ChainPlace(position=row.position, sha256=row.sha256.hex())
    actor = AuditActor(id=entry.actor_id, name=entry.actor_name, credential=entry.credential)
    return AuditEntryAnswer(
        id=entry.id,
        at=entry.at.isoformat() if exactly else day_of(entry.at).isoformat(),
        event=entry.event,
        title=title_of_event(entry.event, language),
        actor=actor if knows_who else None,
        address=entry.address if knows_who else None,
        request_id=entry.request_id if knows_who else None,
        layer=entry.layer,
        object_id=entry.object_id,
        units=entry.units,
        changes=changes if knows_changes else None,
        facts=entry.facts if knows_changes else None,
        chain=chain or None,
    )


def title_of_event(event: str, language: Language) -> str:
    """What an event is called; its word where this program does not know it."""
    return AuditEvent(event).phrase.in_language(language) if event in set(AuditEvent) else event


def masked(layer: Layer | None, changes: Json) -> dict[str, Any]:
    """The changes without sealed values and without places of what may be sensitive."""
    if layer is None:
        return dict(changes)
    hidden = {each.name for each in layer.fields if each.sealed}
    if layer.is_sensitive:
        hidden |= {"geometry", *IMPRECISE_FIELDS}
    children = {child.id: child for child in layer.children}
    return {
        name: _masked_rows(children[name], sides)
        if name in children
        else [side if side is None or name not in hidden else MASKED for side in sides]
        for name, sides in changes.items()
    }


def _masked_rows(child: Child, sides: list[Any]) -> list[Any]:
    """Rows of a series without places; nothing of a series that is not public."""
    if not child.public:
        return [side if side is None else MASKED for side in sides]
    places = set(child.place or ())
    return [
        side and {name: MASKED if name in places else value for name, value in side.items()}
        for side in sides
    ]
