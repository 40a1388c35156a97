"""An atlas at which the commands and requests of the cases are tried."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.cli import app
from tests.api.asking import ENGLISH
from tests.shared_data import SHARED_CASES

MONUMENTS = ("--layer", "monuments", "--matches", "different", "--dry-run")
"""With what most of the commands end."""
COUNTS = ("read", "loaded", "unchanged", "waiting", "rejected")


def file_of(case: int, name: str) -> Path:
    """The file of a case, where it lies."""
    [path] = SHARED_CASES.glob(f"{case:02}_*/{name}")
    return path


@dataclass(frozen=True)
class Outcome:
    """What a load came to, as `--json` tells it."""

    exit_code: int
    facts: dict[str, Any]

    @property
    def counts(self) -> tuple[int, ...]:
        """Rows that were read, loaded, unchanged, that wait, and that were rejected."""
        return tuple(self.facts[name] for name in COUNTS)

    @property
    def columns(self) -> dict[str, str]:
        """The columns by field."""
        columns: dict[str, str] = self.facts["columns"]
        return columns

    @property
    def problems(self) -> list[tuple[int, str]]:
        """The rows and codes of all that was said."""
        return [(each["row"], each["code"]) for each in self.facts["problems"]]

    @property
    def error(self) -> str:
        """Why the file could not be read, in English."""
        text: str = self.facts["error"]["en"]
        return text


@dataclass(frozen=True)
class Office:
    """The atlas with the starter data: its database and its web."""

    url: str
    client: TestClient
    folder: Path

    def ingest(self, case: int, name: str, *options: str) -> Outcome:
        """What `tuganzher ingest` tells of a case's file."""
        return self.load(file_of(case, name), *options)

    def load(self, path: Path, *options: str) -> Outcome:
        """What `tuganzher ingest` tells of a file."""
        environment = {"DATABASE_URL": self.url, "ATLAS_DATA": str(self.folder), "LANG": "C"}
        command = ["--lang", "en", "ingest", str(path), *options, "--json"]
        told = CliRunner().invoke(app, command, env=environment)
        assert told.stdout, (told.stderr, told.exception)
        return Outcome(told.exit_code, json.loads(told.stdout))

    def get(self, path: str, **headers: str) -> httpx.Response:
        """The answer to a request in English."""
        return self.client.get(path, headers={**ENGLISH, **headers})

    def operator(self) -> dict[str, str]:
        """The headers of a user who may write everything."""
        environment = {"DATABASE_URL": self.url, "LANG": "C"}
        command = ["users", "add", "operator", "--permission", "*:write", "--json"]
        added = CliRunner().invoke(app, command, env=environment)
        return {"Authorization": f"Bearer {json.loads(added.stdout)['token']}", **ENGLISH}

    def rows(self, layer: str, source: str) -> list[dict[str, Any]]:
        """The properties of all objects of a source, in the order of their making."""
        answer = self.client.get(
            f"/api/collections/{layer}/items",
            params={"filter": f"source='{source}'", "limit": "100"},
            headers=ENGLISH,
        )
        assert answer.status_code == 200, answer.text
        features = sorted(answer.json()["features"], key=lambda each: each["id"])
        return [each["properties"] for each in features]

    def names(self, layer: str, source: str) -> list[str]:
        """The names of all objects of a source, in whichever language they are."""
        languages = ("name_kk", "name_ru", "name_en")
        rows = self.rows(layer, source)
        return [name for row in rows for each in languages if (name := row.get(each))]
