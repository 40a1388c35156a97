"""The settings of a running program as somebody may read them: secrets are only said to be set."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from core.settings import Settings

SECRET = re.compile(r"token|secret|password$|private|_key$|webhook")
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+(?=@)")
"""The user and password of an address."""
PASSWORD = re.compile(r"(?i)\bpassword\s*=\s*\S+")
"""That of an address in libpq's own form."""
HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """One setting; `usual` is what it is where the operator says nothing."""

    name: str
    value: str | None
    is_usual: bool


def settings_in_force(settings: Settings) -> list[SettingInForce]:
    """Every setting by its name, such as `uploads.file_bytes`."""
    usual = dict(_flat(Settings.from_environment({})))
    return [
        SettingInForce(name, told(name, value), value == usual.get(name))
        for name, value in _flat(settings)
    ]


def variables_set(environment: Mapping[str, str]) -> list[str]:
    """The names of the variables by which the operator has set something."""
    own = {"DATABASE_URL", "HOST", "PORT"}
    return sorted(name for name in environment if name.startswith("ATLAS_") or name in own)


def told(name: str, value: object) -> str | None:
    """The value as text, without what only the operator may know; None where there is none."""
    if value is None:
        return None
    if SECRET.search(name):
        return HIDDEN
    if isinstance(value, timedelta):
        return f"{value.total_seconds():.0f} s"
    if isinstance(value, tuple | frozenset | list):
        return ", ".join(map(str, value))
    return PASSWORD.sub(f"password={HIDDEN}", CREDENTIALS.sub(HIDDEN, str(value)))


def _flat(part: Any, prefix: str = "") -> Iterator[tuple[str, object]]:  # noqa: ANN401 - any dataclass
    for field in fields(part):
        value = getattr(part, field.name)
        if is_dataclass(value) and not isinstance(value, type | Path):
            yield from _flat(value, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", value
