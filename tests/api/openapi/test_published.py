"""The published description is the current one, and nothing of it has gone."""

import json
from pathlib import Path

from api.openapi.additions import breaks
from tests.api.described import Described

PUBLISHED = Path(__file__).parents[3] / "docs" / "openapi.json"


def test_published_description_is_current_and_only_added_to(described: Described) -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert [str(each) for each in breaks(published, described.document)] == []
    assert published == described.document, "run: make openapi"
