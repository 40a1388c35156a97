"""Whether the running test has asked for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


class Touches:
    """Whether the running test has asked for the time, itself or by a fixture of many tests."""

    def __init__(self) -> None:
        self.by_test = False
        self.by_fixtures: set[str] = set()
        self._fixtures: list[pytest.FixtureDef[Any]] = []
        self._paused = False

    def touch(self) -> None:
        """Record that somebody asks for the time right now."""
        if self._paused:
            return
        shared = [each.argname for each in self._fixtures if each.scope != "function"]
        self.by_fixtures.update(shared)
        self.by_test = self.by_test or not shared

    @contextmanager
    def setting_up(self, fixture: pytest.FixtureDef[Any]) -> Iterator[None]:
        """Lay what happens in the block on the fixture."""
        self._fixtures.append(fixture)
        try:
            yield
        finally:
            self._fixtures.pop()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Record nothing in the block: a template is filled once, by whichever test comes first."""
        self._paused = True
        try:
            yield
        finally:
            self._paused = False

    def are_of(self, item: pytest.Item) -> bool:
        """Whether the test asked, or a fixture that it uses."""
        return self.by_test or not self.by_fixtures.isdisjoint(getattr(item, "fixturenames", ()))


TOUCHES = Touches()
"""Of this process; pytest's hooks are functions of a module, and know no other place."""
