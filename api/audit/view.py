"""What a caller may see of the audit: the entries of a territory, and what they may read there."""

from dataclasses import dataclass, field

from sqlalchemy import ARRAY, String, Text, any_, cast, false, literal, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.access.caller import Caller, Territory
from core.access.grant import Action
from core.audit.entry import AuditEntry
from core.errors import ForbiddenError
from layers.access import seals_authors
from layers.model.layer import Layer
from layers.reading.item import AUDITED_ROOMS
from layers.territory import units_within


@dataclass(slots=True)
class AuditView:
    """Where the caller reads the audit, and what they may know of what it is about."""

    session: Session
    caller: Caller
    _reach: dict[Territory, frozenset[str]] = field(default_factory=dict)

    @property
    def sees_everything(self) -> bool:
        """Whether the caller reads the audit of the whole country."""
        return any(territory.everywhere for territory in self._territories())

    def require(self) -> None:
        """Require that the caller reads any of it. Raises ForbiddenError."""
        if not any(territory.everywhere or territory.codes for territory in self._territories()):
            needed = f"{AUDITED_ROOMS[0]}:{Action.ADMINISTER}"
            raise ForbiddenError(needed, field="permission")

    def condition(self) -> ColumnElement[bool]:
        """The condition that the caller may see an entry."""
        if self.sees_everything:
            return true()
        codes = frozenset().union(*(self._units(each) for each in self._territories()))
        return overlaps(codes)

    def knows_who(self, entry: AuditEntry, layer: Layer | None) -> bool:
        """Whether the caller may know who did it, from where and at what time of the day.

        Where a layer seals its authors, who made or changed a row is sealed too.
        """
        if layer is None or not seals_authors(layer):
            return True
        return self._reads(entry, layer, Action.READ_SEALED)

    def knows_changes(self, entry: AuditEntry, layer: Layer | None) -> bool:
        """Whether the caller may know what was changed: only of rows that they may read."""
        return layer is None or self._reads(entry, layer, Action.READ_HIDDEN)

    def _reads(self, entry: AuditEntry, layer: Layer, action: Action) -> bool:
        territory = self.caller.territory(layer.access.room, action)
        return territory.everywhere or not self._units(territory).isdisjoint(entry.units)

    def _territories(self) -> list[Territory]:
        return [self.caller.territory(room, Action.ADMINISTER) for room in AUDITED_ROOMS]

    def _units(self, territory: Territory) -> frozenset[str]:
        """The units of a territory, and all that lie in them."""
        if territory not in self._reach:
            codes = territory.codes
            found = units_below(self.session, codes) if codes else frozenset()
            self._reach[territory] = found | frozenset(codes)
        return self._reach[territory]


def units_below(session: Session, codes: tuple[str, ...]) -> frozenset[str]:
    """The codes of the units and of all that lie in them."""
    given = any_(literal(list(codes), ARRAY(String)))
    return frozenset(session.scalars(units_within(given)))


def overlaps(codes: frozenset[str]) -> ColumnElement[bool]:
    """The condition that an entry belongs to one of the units."""
    if not codes:
        return false()
    found: ColumnElement[bool] = AuditEntry.units.op("&&", is_comparison=True)(
        cast(sorted(codes), ARRAY(Text))
    )
    return found
