"""Organisations that answer, carry out and give: akimats, state bodies, NGOs, firms."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Identity, func
from sqlalchemy.orm import Mapped, mapped_column

from core.database.engine import Base

KINDS = (
    "akimat",
    "inspection",
    "state_body",
    "museum",
    "ngo",
    "contractor",
    "business",
    "educational",
    "other",
)


class Organisation(Base):
    """One organisation, by its names; `region_code` is the KATO code of the unit that it serves."""

    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("region_code ~ '^[0-9]{9}$'", name="region_code"),
        CheckConstraint("bin ~ '^[0-9]{12}$'", name="bin"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    kind: Mapped[str]
    name_kk: Mapped[str]
    name_ru: Mapped[str]
    name_en: Mapped[str | None]
    region_code: Mapped[str | None] = mapped_column(index=True)
    bin: Mapped[str | None] = mapped_column(unique=True)
    """The business identification number (БСН / БИН) of twelve digits."""
    telephone: Mapped[str | None]
    """In the form of `core.accounts.logins`, as `email` is."""
    email: Mapped[str | None]
    website: Mapped[str | None]
    address: Mapped[str | None]
    """Where letters reach it."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
