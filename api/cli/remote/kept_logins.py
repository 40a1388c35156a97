"""Tokens by which this machine's user is known to served atlases, for their eyes alone."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "logins.json"
OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class KeptLogin:
    """Who one is to an atlas, and the token that says so."""

    name: str
    token: str


class KeptLogins:
    """The tokens of one user, by the address of the atlas."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    @classmethod
    def of_user(cls, environment: Mapping[str, str]) -> "KeptLogins":
        """Those in the user's own folder of settings (XDG_CONFIG_HOME)."""
        configured = environment.get("XDG_CONFIG_HOME")
        folder = Path(configured) if configured else Path.home() / ".config"
        return cls(folder / "tuganzher")

    def of(self, address: str) -> KeptLogin | None:
        """Who one is at an address; None where one has not signed in."""
        found = self._all().get(address)
        return KeptLogin(**found) if found else None

    def keep(self, address: str, login: KeptLogin) -> None:
        """Keep a token, readable for its owner alone from its first byte on."""
        self._write({**self._all(), address: asdict(login)})

    def forget(self, address: str) -> None:
        """Forget the token of an address."""
        self._write({each: login for each, login in self._all().items() if each != address})

    def addresses(self) -> list[str]:
        """Where one has signed in."""
        return sorted(self._all())

    def _all(self) -> dict[str, dict[str, str]]:
        if not self._file.exists():
            return {}
        found: dict[str, dict[str, str]] = json.loads(self._file.read_text(encoding="utf-8"))
        return found

    def _write(self, logins: Mapping[str, object]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
        fresh = self._file.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(logins, file, ensure_ascii=False, indent=2)
        fresh.replace(self._file)
