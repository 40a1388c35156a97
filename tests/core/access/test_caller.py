import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.access.caller import STRANGER, Caller, Territory
from core.access.grant import Action, Grant, grants_of, grants_on_record, parsed_grants
from core.errors import ForbiddenError, InvalidValueError

GRANTS = st.builds(
    Grant,
    st.sampled_from(["*", "monuments", "citizen_reports", "tiles"]),
    st.sampled_from(["*", *Action, "move.*", "move.assign", "move.solve", "run.heat"]),
    st.sampled_from(["KZ", "own", "611600000", "190000000"]),
)


def granted(*texts: str) -> Caller:
    return Caller(7, "Айгүл", grants_of(texts))


@pytest.mark.parametrize(
    ("had", "left"),
    [
        ({"*"}, {"monuments:edit", "monuments:exact@611600000"}),
        ({"*:edit"}, {"monuments:edit"}),
        ({"monuments:edit", "monuments:hidden"}, {"monuments:edit"}),
        ({"monuments:edit@611600000"}, {"monuments:edit@611600000"}),
        ({"monuments:exact@own"}, set()),
        ({"citizen_reports:edit"}, set()),
        (set(), set()),
    ],
)
def test_caller_is_limited_to_what_both_allow(had: set[str], left: set[str]) -> None:
    now = {"monuments:edit", "monuments:exact@611600000"}
    for one, other in ((now, had), (had, now)):
        assert granted(*one).limited_to(grants_of(other)).grants == grants_of(left)


@settings(deadline=None)
@given(st.frozensets(GRANTS), st.frozensets(GRANTS))
def test_nobody_gains_by_being_limited(one: frozenset[Grant], other: frozenset[Grant]) -> None:
    limited = Caller(7, "", one).limited_to(other)
    for room in ("monuments", "tiles"):
        for action in ("edit", "move.assign", "move.solve"):
            for had in (Caller(7, "", one), Caller(7, "", other)):
                least, most = limited.territory(room, action), had.territory(room, action)
                assert most.everywhere or not least.everywhere
                assert most.everywhere or set(least.codes) <= set(most.codes)
                assert most.everywhere or least.author_id in {None, most.author_id}


def test_text_of_a_grant_is_read_back() -> None:
    grant = Grant("citizen_reports", "move.assign", "611600000")
    assert str(grant) == "citizen_reports:move.assign@611600000"
    assert parsed_grants(str(grant)) == {grant}


def test_no_scope_is_the_whole_country_and_write_is_every_change() -> None:
    assert parsed_grants("monuments:edit") == {Grant("monuments", "edit", "KZ")}
    assert {grant.action for grant in parsed_grants("monuments:write@611600000")} == {
        "create",
        "edit",
        "delete",
        "moderate",
    }


@pytest.mark.parametrize("text", ["foo:bar", "citizen_reports:answer", "monuments:read"])
def test_action_outside_the_list_is_refused_with_the_list(text: str) -> None:
    with pytest.raises(InvalidValueError, match="read_hidden"):
        parsed_grants(text)


def test_words_of_old_records_that_mean_nothing_any_more_grant_nothing() -> None:
    assert grants_on_record(["citizen_reports:answer", "monuments:exact"]) == {
        Grant("monuments", "read_exact")
    }


def test_territory_is_the_sum_of_the_grants() -> None:
    caller = granted("monuments:edit@611600000", "*:edit@own", "monuments:*@190000000")
    assert caller.territory("monuments", "edit") == Territory(
        codes=("190000000", "611600000"), author_id=7
    )
    assert caller.territory("settlements", "edit") == Territory(author_id=7)
    assert not caller.may("settlements", "delete")


def test_move_is_granted_by_its_name_or_with_all_moves() -> None:
    assert granted("citizen_reports:move.*@KZ").may("citizen_reports", "move.assign")
    assert granted("citizen_reports:move.assign").may("citizen_reports", "move.assign")
    assert not granted("citizen_reports:move.assign").may("citizen_reports", "move.solve")
    assert not granted("citizen_reports:write").may("citizen_reports", "move.assign")


def test_what_is_for_the_whole_country_asks_for_no_less() -> None:
    with pytest.raises(ForbiddenError, match="tiles:create@KZ"):
        granted("tiles:create@611600000").require_everywhere("tiles", "create")
    with pytest.raises(ForbiddenError, match="tiles:create"):
        STRANGER.require("tiles", "create")


def test_readers_who_see_alike_are_alike() -> None:
    reader = granted("monuments:read_hidden", "monuments:edit", "tiles:create").as_reader()
    assert reader == Caller(None, "", grants_of(["monuments:read_hidden"]))
    assert granted("monuments:read_hidden@own").as_reader().user_id == 7
