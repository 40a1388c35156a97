"""Whether somebody has all that they would hand to others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.access.caller import Caller, Territory
from core.access.grant import COUNTRY, OWN, Action, Grant
from core.accounts.inviting import USERS
from core.errors import ForbiddenError
from core.text import Text

Above = Callable[[str], frozenset[str]]
"""From the code of a unit to the codes of all units that it lies in, its own among them."""


class BeyondReachError(ForbiddenError):
    """Somebody would give, take or change what they do not have themselves."""

    phrase = Text(
        "Сізде «{value}» рұқсаты жоқ, сондықтан оны басқаға бере де, одан ала да алмайсыз.",
        "У вас самих нет разрешения «{value}», поэтому вы не можете ни дать, ни отнять его.",
        "You do not have the permission “{value}” yourself, so you can neither give nor take it.",
    )


class SecondFactorFirstError(ForbiddenError):
    """They have it, but only in a session in which a second factor was shown."""

    phrase = Text(
        "«{value}» рұқсатын беру немесе алу үшін алдымен екінші фактормен кіріңіз.",
        "Чтобы дать или отнять разрешение «{value}», сначала войдите со вторым фактором.",
        "To give or take the permission “{value}”, first sign in with a second factor.",
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """What a caller may do to the accounts and roles of others."""

    caller: Caller
    above: Above

    @property
    def territory(self) -> Territory:
        """Where the caller administers people. Raises ForbiddenError where that is nowhere."""
        self.require_somewhere()
        return self.caller.territory(USERS, Action.ADMINISTER)

    def require_somewhere(self) -> None:
        """Require that the caller administers people somewhere. Raises ForbiddenError."""
        self.caller.require(USERS, Action.ADMINISTER)

    def holds(self, wanted: Grant) -> bool:
        """Whether the caller has a grant, or one that reaches further."""
        return self._covers(self.caller.grants, wanted)

    def administers(self, scope: str) -> bool:
        """Whether the caller administers people of a unit, or of the country for `KZ`."""
        return self.holds(Grant(USERS, Action.ADMINISTER, scope))

    def require(self, grants: Iterable[Grant], scopes: Iterable[str] = ()) -> None:
        """Require all the grants, and to administer at the scopes.

        Raises BeyondReachError, and SecondFactorFirstError for what is withheld without one.
        """
        administering = [Grant(USERS, Action.ADMINISTER, scope) for scope in scopes]
        for wanted in [*administering, *sorted(grants)]:
            if not self.holds(wanted):
                raise self._refused(wanted)

    def _refused(self, wanted: Grant) -> ForbiddenError:
        withheld = self.caller.withheld
        every = self.caller.grants | withheld
        pieces = wanted.without(frozenset(Action(each.action) for each in withheld))
        of_wanted = {each for each in withheld if wanted.allows(each.room, each.action)}
        has_it = self._covers(every, wanted) or (
            bool(of_wanted) and all(self._covers(every, piece) for piece in pieces)
        )
        kind = SecondFactorFirstError if has_it else BeyondReachError
        return kind(str(wanted), field="permission")

    def _covers(self, grants: Iterable[Grant], wanted: Grant) -> bool:
        wider = self._wider(wanted.scope)
        return any(
            held.scope in wider and held.allows(wanted.room, wanted.action) for held in grants
        )

    def _wider(self, scope: str) -> frozenset[str]:
        if scope == COUNTRY:
            return frozenset({COUNTRY})
        if scope == OWN:
            return frozenset({OWN, COUNTRY})
        return self.above(scope) | {scope, COUNTRY}
