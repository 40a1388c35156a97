"""Who asks: a person, a program or a stranger."""

from dataclasses import dataclass, field

Permission = str
"""`<layer or room>:<action>`, such as `monuments:write`; `*` grants everything."""

EVERYTHING: Permission = "*"


@dataclass(frozen=True, slots=True)
class Caller:
    """A person or program that asks; a stranger has no id and no permissions."""

    user_id: int | None = None
    name: str = ""
    permissions: frozenset[Permission] = field(default_factory=frozenset)

    def may(self, permission: Permission) -> bool:
        """Whether the caller holds the permission, by name or through `*` or `*:<action>`."""
        _, _, action = permission.partition(":")
        return not self.permissions.isdisjoint({permission, f"*:{action}", EVERYTHING})

    def limited_to(self, permissions: frozenset[Permission]) -> "Caller":
        """The caller with what they may do that is also among the permissions."""
        other = Caller(self.user_id, self.name, permissions)
        both = {each for each in self.permissions if other.may(each)}
        both |= {each for each in permissions if self.may(each)}
        return Caller(self.user_id, self.name, frozenset(both))


STRANGER = Caller()
