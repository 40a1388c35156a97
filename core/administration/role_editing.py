"""Roles as data: what they are called and what they allow may be changed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.grant import COUNTRY, OWN, Grant, grants_of
from core.accounts.roles import RoleGrant, RoleMember, UserRole, is_in_force
from core.administration.people import keeping_administrator
from core.administration.reach import Reach
from core.errors import ConflictError, InvalidValueError
from core.text import Text

WORD = re.compile(r"[a-z][a-z_]{1,39}", re.ASCII)
WORD_HINT = Text(
    "Латын әрпімен жазылған сөз керек, мысалы museum_keeper.",
    "Нужно слово латиницей, например museum_keeper.",
    "A word of small Latin letters is needed, such as museum_keeper.",
)
SCOPE_HINT = Text(
    "Рөлде аумақ көрсетілмейді: ол рөл берілгенде айтылады. @own ғана жазуға болады.",
    "В роли не указывают территорию: её называют, когда дают роль. Можно только @own.",
    "A role names no territory: that is said when it is given. Only @own may stand there.",
)
NO_ACTION = Text(
    "Рөлде кемінде бір әрекет болуы керек.",
    "В роли должно быть хотя бы одно действие.",
    "A role needs one action at least.",
)


class RoleExistsError(ConflictError):
    """There is a role of that word already."""

    phrase = Text("«{value}» рөлі бар.", "Роль «{value}» уже есть.",
                  "There is a role “{value}” already.")  # fmt: skip


class RoleInUseError(ConflictError):
    """Somebody has the role, or has had it: the history names it."""

    phrase = Text(
        "«{value}» рөлі берілген немесе бұрын берілген, оны жоюға болмайды.",
        "Роль «{value}» дана или была дана раньше, удалить её нельзя.",
        "The role “{value}” is given or was given once; it cannot be removed.",
    )


@dataclass(frozen=True, slots=True)
class RoleDescription:
    """What a role is called, and what it allows: texts such as `monuments:edit@own`."""

    title: Text
    actions: tuple[str, ...]


def members_by_role(session: Session) -> dict[str, int]:
    """How many users have each role today."""
    counted = select(RoleMember.role_id, func.count(RoleMember.user_id.distinct()))
    rows = session.execute(counted.where(is_in_force()).group_by(RoleMember.role_id))
    return {role: count for role, count in rows}  # noqa: C416 - rows are no pairs


def add_role(session: Session, reach: Reach, word: str, described: RoleDescription) -> UserRole:
    """A new role. Raises RoleExistsError, BeyondReachError and InvalidValueError."""
    if not WORD.fullmatch(word):
        raise InvalidValueError(word, field="role", hint=WORD_HINT)
    if session.get(UserRole, word) is not None:
        raise RoleExistsError(word, field="role")
    role = UserRole(id=word, title_kk="", title_ru="", title_en="")
    session.add(role)
    change_role(session, reach, role, described)
    return role


def change_role(session: Session, reach: Reach, role: UserRole, described: RoleDescription) -> None:
    """Call a role differently, or have it allow something else, for all who have it.

    Raises BeyondReachError for what the caller does not have everywhere, be it added or taken
    away, and LastAdministratorError.
    """
    wanted = role_grants(described.actions)
    changed = wanted ^ role.grants_at(COUNTRY)
    reach.require(changed, [COUNTRY])
    with keeping_administrator(session):
        role.title_kk, role.title_ru, role.title_en = (
            described.title.kk,
            described.title.ru,
            described.title.en,
        )
        role.granted = [
            RoleGrant(room=each.room, action=each.action, is_own=each.scope == OWN)
            for each in sorted(wanted)
        ]


def remove_role(session: Session, reach: Reach, role: UserRole) -> None:
    """Remove a role that nobody ever had. Raises RoleInUseError and BeyondReachError."""
    reach.require(role.grants_at(COUNTRY), [COUNTRY])
    had = select(RoleMember.id).where(RoleMember.role_id == role.id).limit(1)
    if session.scalar(had) is not None:
        raise RoleInUseError(role.id, field="role")
    session.delete(role)
    session.flush()


def role_grants(actions: Iterable[str]) -> frozenset[Grant]:
    """The grants of a role's texts, for the whole country. Raises InvalidValueError."""
    texts = list(actions)
    if not texts:
        raise InvalidValueError(texts, field="actions", hint=NO_ACTION)
    for text in texts:
        if "@" in text and not text.endswith(f"@{OWN}"):
            raise InvalidValueError(text, field="actions", hint=SCOPE_HINT)
    return grants_of(texts)
