"""The metrics, as an operator who holds the token reads them."""

import httpx
from starlette.testclient import TestClient

METRICS_TOKEN = "operators-alone"  # noqa: S105 - of tests
WITH_METRICS = {"ATLAS_METRICS_TOKEN": METRICS_TOKEN}
"""The environment of an atlas whose metrics can be read."""


def metrics_of(client: httpx.Client | TestClient) -> list[str]:
    """The lines of the metrics."""
    headers = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    return client.get("/metrics", headers=headers).text.splitlines()
