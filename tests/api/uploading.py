"""Files and forms for tests of the door through which files come."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from ingest.staging.runs import Run

INGEST = "/api/ingest"
TABLE = (
    "key;Название;Вид;Широта;Долгота\n"
    "a;Мавзолей;археология;51,5;61,5\n"
    "b;Стена;ансамбль;51,6;61,6\n"
    "c;Башня;ансамбль;0;0\n"
)
COUNTED = {"read": 1, "loaded": 1, "unchanged": 0, "waiting": 0, "rejected": 0, "created": 1}
Headers = dict[str, str]


def send(
    client: TestClient,
    headers: Headers,
    *files: tuple[str, bytes | str],
    layer: str | None = "monuments",
    order: dict[str, Any] | str | None = None,
    **fields: str,
) -> Any:
    """The answer to an upload of files, by default of three monuments."""
    given = files or (("list.csv", TABLE),)
    form = dict(fields)
    if layer is not None:
        form["layer"] = layer
    if order is not None:
        form["order"] = order if isinstance(order, str) else json.dumps(order)
    parts = [("file", (name, content)) for name, content in given]
    return client.post(INGEST, data=form, files=parts, headers=headers)


def sent(client: TestClient, headers: Headers, **told: Any) -> dict[str, Any]:
    """The one new run of an upload."""
    answer = send(client, headers, **told)
    assert answer.status_code == 202, answer.text
    [run] = answer.json()["runs"]
    found: dict[str, Any] = run
    return found


def proposal_of(**fields: str) -> dict[str, Any]:
    """A proposal that gives the columns, by name, to fields; otherwise empty."""
    unsaid = {"sample": [], "filled": 0, "how": None, "score": None, "others": []}
    return {
        "layer": "monuments",
        "file": {"name": "list.csv", "bytes": 1},
        "sheet": None,
        "sheets": [],
        "rows": 0,
        "whole": True,
        "columns": [
            {"column": column, "field": field, **unsaid} for column, field in fields.items()
        ],
        "fields": [],
        "terms": [],
        "crs": dict.fromkeys(("from", "code", "title", "certainty", "operation", "accuracy_m"))
        | {"candidates": []},
        "key": {"column": None, "proposed": []},
        "counts": {"good": 0, "waiting": 0, "rejected": 0},
        "problems": [],
        "preview": {"type": "FeatureCollection", "features": []},
    }


def in_state(session: Session, number: int, state: str, **values: Any) -> Run:
    """The run, put into a state by hand."""
    run = session.get_one(Run, number, populate_existing=True)
    for name, value in {"state": state, **values}.items():
        setattr(run, name, value)
    session.commit()
    return run


def jobs(session: Session) -> list[tuple[str, int]]:
    """The waiting tasks: the kind and the run."""
    query = "SELECT kind, (parameters->>'run')::int FROM tasks WHERE state = 'queued'"
    return [(kind, run) for kind, run in session.execute(text(f"{query} ORDER BY number"))]


def kept_files(data_folder: Path) -> list[str]:
    """The names of the uploads on the disk."""
    return sorted(path.name for path in (data_folder / "uploads").rglob("*") if path.is_file())
