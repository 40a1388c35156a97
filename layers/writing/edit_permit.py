"""What a caller may change of a row that they edit."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import Action
from layers.model.feature import Feature
from layers.model.layer import Layer
from layers.writing.permit import (
    deferred_knowledge_of_place,
    deferred_permit,
    deferred_reach,
    refusal,
)
from layers.writing.tied_rows import releases_place

PUBLIC = "public"
"""How a row is seen that says nothing of it."""


class EditPermit:
    """How far the caller's grants reach on a row, of which is asked together with the row."""

    def __init__(self, session: Session, layer: Layer, caller: Caller, feature_id: int) -> None:
        self._layer, self._caller = layer, caller
        self.require_reach = deferred_permit(session, layer, caller, Action.EDIT, feature_id)
        self._moderates = deferred_reach(session, layer, caller, Action.MODERATE, feature_id)
        self._knows_place = deferred_knowledge_of_place(session, layer, caller, feature_id)

    def hides_place_of(self, row: Feature) -> bool:
        """Whether the caller does not know the exact place of the row."""
        return not self._knows_place() and bool(row.sensitive)  # type: ignore[attr-defined]  # a sensitive layer's

    def require(self, row: Feature, values: Mapping[str, Any]) -> None:
        """Require that the caller may show, hide and disclose what the values do.

        Raises ForbiddenError.
        """
        shown_as = values.get("visibility", row.visibility) or PUBLIC
        if shown_as != row.visibility and not self._moderates():
            raise refusal(self._layer, self._caller, Action.MODERATE)
        releases = releases_place(self._layer, self._caller, values)
        discloses = not values.get("sensitive", True) and self.hides_place_of(row)
        if discloses or (releases and not self._knows_place()):
            raise refusal(self._layer, self._caller, Action.READ_EXACT)
