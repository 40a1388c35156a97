"""What `make test-fast` leaves out beside the marks: databases of their own, and browsers."""

import pytest

DATABASES_OF_ONE_TEST = frozenset(
    {"committed_database", "committed_atlas", "empty_database", "drawn_database"}
)
"""Fixtures; each copies a template, and the test then often starts an application over it."""


BROWSERS = frozenset({"browser", "readers"})
"""Fixtures of headless Chromium."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that asks for one of them, itself or through another fixture."""
    for item in items:
        fixtures = frozenset(getattr(item, "fixturenames", ()))
        if fixtures & DATABASES_OF_ONE_TEST:
            item.add_marker("own_database")
        if fixtures & BROWSERS:
            item.add_marker("browser")
