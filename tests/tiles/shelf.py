"""A shelf of archives: orders over HTTP, and a worker that makes them when it is told to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from core.jobs import Heartbeat
from core.settings import Settings
from tests.world.units import WEST_SOUTH

ARCHIVES, ARCHIVE = "/api/tiles/archives", "/api/tiles/archive"
LAYERS = "regions,citizen_reports"
ORDER = {"name": "west", "layers": LAYERS, "region": WEST_SOUTH, "zooms": "0-9"}
QUICK = Heartbeat(every_s=0.2, stalled_after_s=1.0)


@dataclass(frozen=True)
class Shelf:
    """An atlas with a folder for archives, an officer who may order them, and a worker at hand."""

    client: TestClient
    officer: dict[str, str]
    settings: Settings
    work: Callable[[], None]

    def order(self, status: int = 202, **told: str) -> dict[str, Any]:
        """The answer to an order."""
        answer = self.client.post(ARCHIVES, json={**ORDER, **told}, headers=self.officer)
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def made(self, **told: str) -> Path:
        """The file of an archive, ordered and made."""
        name = self.order(202, **told)["name"]
        self.work()
        return self.settings.archive_folder / f"{name}.pmtiles"

    def listed(self, headers: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
        """The archives that a caller sees, by name."""
        answer = self.client.get(ARCHIVES, headers=headers or {})
        assert answer.status_code == 200, answer.text
        return {each["name"]: each for each in answer.json()["archives"]}
