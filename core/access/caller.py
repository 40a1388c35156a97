"""Who asks: a person, a program or a stranger."""

from dataclasses import dataclass, field, replace

from core.access.grant import COUNTRY, EVERYTHING, OWN, READING, Action, Grant
from core.access.visit import NO_VISIT, TERMINAL, Visit
from core.errors import ForbiddenError


@dataclass(frozen=True, slots=True)
class Territory:
    """Where an action is granted: nowhere, in some units, on rows of one's own, or everywhere."""

    everywhere: bool = False
    codes: tuple[str, ...] = ()
    """KATO codes of units of any level, sorted."""
    author_id: int | None = None
    """Whose rows it is granted on, wherever they lie."""

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.codes) or self.author_id is not None


NOWHERE, EVERYWHERE = Territory(), Territory(everywhere=True)


@dataclass(frozen=True, slots=True)
class Caller:
    """A person or program that asks; a stranger has no id and no grants."""

    user_id: int | None = None
    name: str = ""
    grants: frozenset[Grant] = field(default_factory=frozenset)
    visit: Visit = field(default=NO_VISIT, compare=False)
    """By what and from where they ask; the same caller wherever that is."""
    withheld: frozenset[Grant] = field(default_factory=frozenset)
    """What they might do had they shown a second factor."""

    def may(self, room: str, action: str) -> bool:
        """Whether the caller may do it somewhere, be it to rows of their own alone."""
        return bool(self.territory(room, action))

    def territory(self, room: str, action: str) -> Territory:
        """Where the caller may do it."""
        scopes = {grant.scope for grant in self.grants if grant.allows(room, action)}
        if COUNTRY in scopes:
            return EVERYWHERE
        author_id = self.user_id if OWN in scopes else None
        return Territory(codes=tuple(sorted(scopes - {OWN})), author_id=author_id)

    def require(self, room: str, action: str) -> None:
        """Require that the caller may do it somewhere. Raises ForbiddenError."""
        if not self.may(room, action):
            needed = f"{room}:{action}"
            raise ForbiddenError(needed, field="permission")

    def require_everywhere(self, room: str, action: str) -> None:
        """Require that the caller may do it in the whole country. Raises ForbiddenError."""
        if not self.territory(room, action).everywhere:
            raise ForbiddenError(Grant(room, action), field="permission")

    def as_reader(self) -> "Caller":
        """The caller with nothing but what decides what they see; alike for all who see alike."""
        reading = {
            grant
            for grant in self.grants
            if any(grant.allows(grant.room, action) for action in READING)
        }
        has_own = any(grant.scope == OWN for grant in reading)
        return Caller(self.user_id if has_own else None, "", frozenset(reading))

    @property
    def permissions(self) -> list[str]:
        """The grants as texts, sorted."""
        return sorted(map(str, self.grants))

    def limited_to(self, grants: frozenset[Grant]) -> "Caller":
        """The caller with what they may do that is also among the grants."""
        common = {one.common_with(other) for one in self.grants for other in grants}
        return replace(self, grants=frozenset(each for each in common if each))

    def without(self, actions: frozenset[Action]) -> "Caller":
        """The caller with all that they may do but some actions, which are withheld."""
        left = {each for grant in self.grants for each in grant.without(actions)}
        withheld = {
            Grant(grant.room, action, grant.scope)
            for grant in self.grants
            for action in actions
            if grant.allows(grant.room, action)
        }
        return replace(self, grants=frozenset(left), withheld=frozenset(withheld))


STRANGER = Caller()
ATLAS = Caller(grants=frozenset({EVERYTHING}))
"""The atlas itself, which reads whole rows to remember what changed."""


def operator_called(name: str) -> Caller:
    """Whoever works at the terminal of the machine: may do everything, has no account."""
    return Caller(None, name, frozenset({EVERYTHING}), TERMINAL)
