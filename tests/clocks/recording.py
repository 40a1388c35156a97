"""Which tests touch time? Each test that asks for it, at the seams, is recorded as it runs.

Asked are the clock of the application, `atlas_today()` and `now()` of the database in what a
statement reads, and other programs of ours, of whose clocks nothing is known. The record lies in
the cache of pytest; `--touching-time` selects by it, and whatever it does not know yet.
"""

import re
import sys
from collections.abc import Generator
from typing import Any

import pytest
from sqlalchemy import Engine, event

from core.clock import Clock
from tests.clocks.touches import TOUCHES

ASKS = re.compile(
    r"\batlas_today\(|^\s*(select|with)\b.*\b(now|\w+_timestamp)\(\)", re.IGNORECASE | re.DOTALL
)
RECORD = "clocks/touching_time"
PROPERTY = "touches time"


class Record:
    """Collects, where all reports arrive, which tests touch time."""

    def __init__(self, config: pytest.Config) -> None:
        self._cache = getattr(config, "cache", None)
        self._known: dict[str, bool] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the test at its end."""
        if report.when == "teardown":
            self._known[report.nodeid] = (PROPERTY, True) in map(tuple, report.user_properties)

    def pytest_sessionfinish(self) -> None:
        """Write what this run has shown over what earlier ones had."""
        if self._cache is not None and self._known:
            self._cache.set(RECORD, {**self._cache.get(RECORD, {}), **self._known})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(
        "--touching-time",
        action="store_true",
        help="only tests that asked for the time when they last ran, or never ran here",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Listen at the seams."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Record(config), "record of tests that touch time")
    told = Clock.now

    def now(clock: Clock) -> Any:
        TOUCHES.touch()
        return told(clock)

    Clock.now = now  # type: ignore[method-assign]
    event.listen(Engine, "before_cursor_execute", _statement)
    sys.addaudithook(_program)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of which is known that they never ask."""
    if not config.getoption("--touching-time"):
        return
    cache = getattr(config, "cache", None)
    known = {} if cache is None else cache.get(RECORD, {})
    timeless = [item for item in items if known.get(item.nodeid) is False]
    config.hook.pytest_deselected(items=timeless)
    left_out = set(timeless)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
    """Know which fixture asks."""
    with TOUCHES.setting_up(fixturedef):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Begin each test anew."""
    TOUCHES.by_test = False
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Tell with the test's last report whether it touched time."""
    if call.when == "teardown" and TOUCHES.are_of(item):
        item.user_properties.append((PROPERTY, True))


def _statement(*given: Any) -> None:
    statement = given[2]
    if ASKS.search(statement):
        TOUCHES.touch()


def _program(name: str, given: tuple[Any, ...]) -> None:
    if name == "subprocess.Popen" and given[0] == sys.executable:
        TOUCHES.touch()
