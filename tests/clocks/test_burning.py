"""What loads the cores ends by itself."""

import multiprocessing

from tests.clocks.burning import cores_loaded
from tests.waiting import soon


def test_cores_are_loaded_only_during_the_block() -> None:
    others = set(multiprocessing.active_children())
    with cores_loaded():
        burning = set(multiprocessing.active_children()) - others
        assert burning
        assert all(each.is_alive() for each in burning)
    assert not any(each.is_alive() for each in burning)


def test_cores_are_not_loaded_for_longer_than_was_said() -> None:
    others = set(multiprocessing.active_children())
    with cores_loaded(longest_s=0.1):
        burning = set(multiprocessing.active_children()) - others
        assert soon(lambda: not any(each.is_alive() for each in burning))
