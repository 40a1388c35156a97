"""The open data beside the project, read in place by tests that are marked `shared_data`."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
SHARED_DATA = SHARED / "data"
SHARED_CASES = SHARED / "cases"
"""Small files and requests that once went wrong, a folder each."""

needs_shared_data = pytest.mark.skipif(
    not SHARED_DATA.is_dir(), reason="the open data folder is not beside the project"
)
needs_shared_cases = pytest.mark.skipif(
    not SHARED_CASES.is_dir(), reason="the folder of cases is not beside the project"
)
