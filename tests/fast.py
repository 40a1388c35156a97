"""What `make test-fast` leaves out beside the marks: tests that take a database of their own."""

import pytest

DATABASES_OF_ONE_TEST = frozenset(
    {"committed_database", "committed_atlas", "empty_database", "drawn_database"}
)
"""Fixtures; each copies a template, and the test then often starts an application over it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that asks for one of them, itself or through another fixture."""
    for item in items:
        if DATABASES_OF_ONE_TEST.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("own_database")
