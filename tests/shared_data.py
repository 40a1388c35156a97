"""The open data beside the project, read in place by tests that are marked `shared_data`."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"

needs_shared_data = pytest.mark.skipif(
    not SHARED_DATA.is_dir(), reason="the open data folder is not beside the project"
)
