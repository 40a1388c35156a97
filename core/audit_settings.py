"""How long the audit is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """What the operator decides about the audit."""

    kept: timedelta | None = None
    """Older entries are removed; None keeps them for good."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "AuditSettings":
        """The settings from ATLAS_AUDIT_KEPT_DAYS."""
        days = environment.get("ATLAS_AUDIT_KEPT_DAYS")
        return cls(kept=timedelta(days=float(days)) if days else None)


USUAL_AUDIT = AuditSettings()
