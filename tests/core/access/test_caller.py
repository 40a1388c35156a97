import pytest

from core.access.caller import Caller


@pytest.mark.parametrize(
    ("had", "left"),
    [
        ({"*"}, {"monuments:write", "monuments:exact"}),
        ({"*:write"}, {"monuments:write"}),
        ({"monuments:write", "monuments:hidden"}, {"monuments:write"}),
        ({"citizen_reports:write"}, set()),
        (set(), set()),
    ],
)
def test_caller_is_limited_to_what_both_allow(had: set[str], left: set[str]) -> None:
    now = frozenset({"monuments:write", "monuments:exact"})
    assert Caller(1, "a", now).limited_to(frozenset(had)).permissions == left
    assert Caller(1, "a", frozenset(had)).limited_to(now).permissions == left
