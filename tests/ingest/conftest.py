from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from ingest.file_load import load_file
from ingest.file_order import FileOrder
from ingest.load import Loaded
from layers.registry import Catalogue
from tests.ingest.drawn_country import draw_country
from tests.ingest.verdicts import Load


@pytest.fixture
def load(session: Session, catalogue: Catalogue) -> Load:
    """Loads a file into the monuments, or another layer, of the drawn country."""
    draw_country(session)

    def load_path(path: Path, layer: str = "monuments", **told: Any) -> Loaded:
        loaded = load_file(session, FileOrder(path, catalogue.layer(layer), **told))
        parts = loaded.loaded + loaded.unchanged + loaded.waiting + loaded.rejected
        assert loaded.read == parts
        session.expire_all()
        return loaded

    return load_path
