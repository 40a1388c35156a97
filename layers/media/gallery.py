"""What belongs to one object, in the order in which it is shown."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.media.media_item import MediaItem, MediaState
from layers.media.media_access import MediaSight, ObjectRights, linked_objects, media_sights
from layers.media.media_link import MediaLink
from layers.model.layer import Layer
from layers.reading.queries import UnknownFeatureError
from layers.registry import Catalogue

MOST_SHOWN = 500


def gallery(
    session: Session, catalogue: Catalogue, caller: Caller, layer: Layer, feature_id: int
) -> tuple[list[MediaSight], ObjectRights]:
    """The items of an object that the caller may see, and what they may do there.

    Raises UnknownFeatureError where they may not read the object.
    """
    key = (layer.id, feature_id)
    found = linked_objects(session, catalogue, caller, [key])
    if key not in found:
        raise UnknownFeatureError(feature_id, layer=layer.id)
    query = (
        select(MediaItem)
        .join(MediaLink, MediaLink.media_id == MediaItem.id)
        .where(MediaLink.layer == layer.id, MediaLink.feature_id == feature_id)
        .where(MediaItem.state == MediaState.READY)
        .order_by(MediaLink.position, MediaLink.id)
        .limit(MOST_SHOWN)
    )
    items = list(dict.fromkeys(session.scalars(query)))
    sights = media_sights(session, catalogue, caller, items)
    return [each for each in sights if each.is_seen], found[key]
