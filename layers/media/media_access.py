"""Who sees a media item: the only predicate of it, on every address and for every variant.

It is seen by whoever uploaded it, and by those who may read an object to which it belongs. Others
than the editors of that object see it only where it may be shown and no person has to look at it
first. Where the caller may not know the exact place of such an object, they see nothing of it: a
picture tells where it was taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import Action
from core.media.media_item import MediaItem, MediaState
from core.media.uploads import UnknownMediaError
from layers.access import readable, readable_child, writable
from layers.media.media_link import MediaLink
from layers.model.layer import Layer
from layers.registry import Catalogue
from layers.territory import unmet

Key = tuple[str, int]
"""A layer's id and the id of a feature."""


@dataclass(frozen=True, slots=True)
class ObjectRights:
    """What a caller who may read an object may do with what belongs to it."""

    is_rounded: bool
    """Whether its exact place is kept from the caller."""
    edits: bool
    moderates: bool
    unsealed: bool


@dataclass(frozen=True, slots=True)
class MediaSight:
    """What a caller may do with one item."""

    item: MediaItem
    links: tuple[MediaLink, ...]
    """Those of its links of which the caller may know."""
    is_own: bool
    is_seen: bool
    edits: bool
    """Whether the caller may change what is on record of it, and have its original."""
    moderates: bool

    @property
    def keeps(self) -> bool:
        """Whether the caller is one of those who look after it."""
        return self.is_own or self.edits or self.moderates


def visible_media(session: Session, catalogue: Catalogue, caller: Caller, code: str) -> MediaSight:
    """What the caller may do with an item. Raises UnknownMediaError where they may not see it."""
    item = session.scalars(select(MediaItem).where(MediaItem.code == code)).one_or_none()
    if item is not None:
        [sight] = media_sights(session, catalogue, caller, [item])
        if sight.is_seen:
            return sight
    raise UnknownMediaError(code, field="id")


def media_sights(
    session: Session, catalogue: Catalogue, caller: Caller, items: Sequence[MediaItem]
) -> list[MediaSight]:
    """What the caller may do with each of the items; asked by one statement a layer."""
    numbers = [item.id for item in items]
    order = MediaLink.position, MediaLink.id
    links = session.scalars(
        select(MediaLink).where(MediaLink.media_id.in_(numbers)).order_by(*order)
    ).all()
    objects = linked_objects(
        session, catalogue, caller, {(each.layer, each.feature_id) for each in links}
    )
    by_item: dict[int, list[MediaLink]] = defaultdict(list)
    for link in links:
        by_item[link.media_id].append(link)
    return [_sight(session, catalogue, caller, item, by_item[item.id], objects) for item in items]


def linked_objects(
    session: Session, catalogue: Catalogue, caller: Caller, keys: Iterable[Key]
) -> dict[Key, ObjectRights]:
    """The objects that the caller may read, by layer and id."""
    by_layer: dict[str, list[int]] = defaultdict(list)
    for layer_id, number in keys:
        by_layer[layer_id].append(number)
    return {
        (layer_id, number): found
        for layer_id, numbers in by_layer.items()
        if layer_id in catalogue
        for number, found in _objects(session, catalogue.layer(layer_id), caller, numbers)
    }


def _objects(
    session: Session, layer: Layer, caller: Caller, numbers: Sequence[int]
) -> list[tuple[int, ObjectRights]]:
    access = readable(layer, caller)
    key = layer.table.id
    query = access.select(
        key,
        access.is_rounded.label("is_rounded"),
        writable(layer, caller, Action.EDIT).label("edits"),
        writable(layer, caller, Action.MODERATE).label("moderates"),
        access.unsealed.label("unsealed"),
    ).where(key.in_(numbers))
    return [
        (number, ObjectRights(*(bool(each) for each in flags)))
        for number, *flags in session.execute(query)
    ]


def _sight(  # noqa: PLR0913, PLR0917 - one item, and what is known of its ends
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    item: MediaItem,
    links: Iterable[MediaLink],
    objects: Mapping[Key, ObjectRights],
) -> MediaSight:
    is_own = caller.user_id is not None and item.uploaded_by == caller.user_id
    known = [
        (link, objects[link.layer, link.feature_id])
        for link in links
        if (link.layer, link.feature_id) in objects
    ]
    readable_ones = [(link, end) for link, end in known if _is_open(catalogue, link, end)]
    ends = [end for _, end in readable_ones]
    tells_a_place = any(
        end.is_rounded or _tells_place_of_row(session, catalogue, caller, link)
        for link, end in known
    )
    edits = not tells_a_place and any(end.edits for end in ends)
    moderates = not tells_a_place and any(end.moderates for end in ends)
    is_ready = item.state == MediaState.READY
    is_shown = item.may_be_shown and not item.in_review
    return MediaSight(
        item=item,
        links=tuple(link for link, _ in readable_ones),
        is_own=is_own,
        is_seen=is_own
        or (is_ready and bool(ends) and not tells_a_place and (is_shown or edits or moderates)),
        edits=edits,
        moderates=moderates,
    )


def _is_open(catalogue: Catalogue, link: MediaLink, end: ObjectRights) -> bool:
    """Whether the record that the link names is one that the caller may read."""
    if link.child is None:
        return True
    children = {each.id: each for each in catalogue.layer(link.layer).children}
    child = children.get(link.child)
    return child is not None and (child.public or end.unsealed)


def _tells_place_of_row(
    session: Session, catalogue: Catalogue, caller: Caller, link: MediaLink
) -> bool:
    """Whether the link names a record whose exact place is kept from the caller."""
    layer = catalogue.layer(link.layer)
    child = next((each for each in layer.children if each.id == link.child), None)
    if child is None or not child.place:
        return False
    columns = child.table.__table__.c
    knows = readable_child(layer, child, caller).knows_place
    hidden = select(columns.id).where(
        and_(columns.id == link.child_row_id, columns.sensitive, unmet(knows))
    )
    return session.scalar(hidden) is not None
