"""The road of a file through the door, with a worker at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.settings import Settings
from tests.api.asking import MONUMENTS
from tests.api.uploading import INGEST


@dataclass(frozen=True)
class Road:
    """An atlas of drawn squares with a client, an officer who writes, and a worker at hand."""

    client: TestClient
    session: Session
    officer: dict[str, str]
    settings: Settings
    work: Callable[[], None]

    def run(self, number: int) -> dict[str, Any]:
        """The run as the officer sees it."""
        answer = self.client.get(f"{INGEST}/{number}", headers=self.officer)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def post(self, number: int, move: str, body: Any = None, status: int = 202) -> dict[str, Any]:
        """The answer to a move."""
        path = f"{INGEST}/{number}/{move}"
        answer = self.client.post(path, json=body, headers=self.officer)
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def names(self) -> list[str]:
        """The Russian names of the monuments."""
        features = self.client.get(MONUMENTS).json()["features"]
        return sorted(feature["properties"]["name_ru"] for feature in features)
