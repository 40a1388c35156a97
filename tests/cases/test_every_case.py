import re
from pathlib import Path

import pytest

from tests.shared_data import SHARED_CASES, needs_shared_cases

TRIED = re.compile(r"def test_case_(\d\d)_")


@needs_shared_cases
@pytest.mark.shared_data
def test_every_case_is_tried() -> None:
    modules = Path(__file__).parent.glob("test_*.py")
    tried = {number for each in modules for number in TRIED.findall(each.read_text("utf-8"))}
    assert tried == {folder.name[:2] for folder in SHARED_CASES.glob("[0-9][0-9]_*")}
