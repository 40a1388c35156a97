"""No test waits for a time: `sleep` stands in `tests.waiting` alone."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
SLEEP = re.compile(r"\bsleep\(|import\s+sleep\b")


def test_tests_sleep_only_by_named_waits() -> None:
    sleeping = [
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*.py")
        if SLEEP.search(path.read_text(encoding="utf-8"))
    ]
    assert sleeping == ["waiting.py"]
