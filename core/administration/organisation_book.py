"""Organisations as those see and change them who administer where they serve."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.accounts.user import User
from core.administration.people import Codes
from core.errors import ConflictError, NotFoundError
from core.organisations import Organisation
from core.text import Text


class UnknownOrganisationError(NotFoundError):
    """There is no such organisation, or it serves another territory."""

    phrase = Text("Мұндай ұйым жоқ: {value}.", "Нет такой организации: {value}.",
                  "There is no such organisation: {value}.")  # fmt: skip


class OrganisationExistsError(ConflictError):
    """Another organisation has the identification number."""

    phrase = Text(
        "БСН {value} бар ұйым тізімде бар.",
        "Организация с БИН {value} уже есть в списке.",
        "There is already an organisation with the identification number {value}.",
    )


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """Which organisations are asked for."""

    text: str | None = None
    kind: str | None = None


def organisations(
    session: Session,
    codes: Codes | None,
    asked: OrganisationFilter,
    *,
    after: Organisation | None,
    limit: int,
) -> list[tuple[Organisation, int]]:
    """Organisations of a territory by their Russian names, each with how many people act for it."""
    query = _with_people(codes).where(_meets(asked)).limit(limit)
    if after is not None:
        same = Organisation.name_ru == after.name_ru
        query = query.where(
            (Organisation.name_ru > after.name_ru) | same & (Organisation.id > after.id)
        )
    ordered = query.order_by(Organisation.name_ru, Organisation.id)
    return [(found, count) for found, count in session.execute(ordered)]


def organisation_of(
    session: Session, codes: Codes | None, organisation_id: int
) -> tuple[Organisation, int]:
    """One of them. Raises UnknownOrganisationError, also for one that serves elsewhere."""
    query = _with_people(codes).where(Organisation.id == organisation_id)
    found = session.execute(query).one_or_none()
    if found is None:
        raise UnknownOrganisationError(organisation_id, field="organisation")
    return found[0], found[1]


def set_organisation(
    session: Session, organisation: Organisation, values: Mapping[str, Any]
) -> Organisation:
    """Keep an organisation with its values, a new one too. Raises OrganisationExistsError."""
    for name, value in values.items():
        setattr(organisation, name, value)
    try:
        with session.begin_nested():
            session.add(organisation)
            session.flush()
    except IntegrityError as error:
        raise OrganisationExistsError(values.get("bin"), field="bin") from error
    session.refresh(organisation)
    return organisation


def _with_people(codes: Codes | None) -> Select[Organisation, int]:
    acting = select(func.count(User.id)).where(
        User.organisation_id == Organisation.id, User.closed_at.is_(None)
    )
    query = select(Organisation, acting.correlate(Organisation).scalar_subquery())
    return query if codes is None else query.where(Organisation.region_code.in_(codes))


def _meets(asked: OrganisationFilter) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = true()
    if asked.text:
        names = (Organisation.name_kk, Organisation.name_ru, Organisation.name_en, Organisation.bin)
        condition &= or_(*(each.icontains(asked.text, autoescape=True) for each in names))
    if asked.kind:
        condition &= Organisation.kind == asked.kind
    return condition
