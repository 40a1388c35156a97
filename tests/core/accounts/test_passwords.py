import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.accounts.breached import is_in_hash_list
from core.accounts.passwords import (
    UnfitPasswordError,
    hashed,
    is_outdated,
    is_right,
    require_fit,
)
from core.text import Language

FIT = "тау бұлақ қоңыр жетінші"
AIGUL = ("Айгүл Серік", "aigul.serik@turkistan.gov.kz", "+77011234567")


def test_password_is_kept_as_argon2id_and_compared() -> None:
    kept = hashed(FIT)
    assert kept.startswith("$argon2id$")
    assert FIT not in kept
    assert is_right(FIT, kept)
    assert not is_right(FIT + " ", kept)
    assert not is_outdated(kept)


def test_same_password_is_kept_differently_each_time() -> None:
    assert hashed(FIT) != hashed(FIT)


def test_letters_composed_otherwise_are_the_same_password() -> None:
    assert is_right("жетінші й", hashed("жетінші и\u0306"))


@pytest.mark.parametrize("kept", [None, "", "plain", "$argon2id$v=19$m=1"])
def test_nothing_is_right_where_there_is_no_hash(kept: str | None) -> None:
    assert not is_right(FIT, kept)


def test_hash_of_lower_cost_is_outdated() -> None:
    assert is_outdated("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$Y2hlYXBoYXNo")


@pytest.mark.parametrize(
    "password",
    [
        "short1!",
        "a" * 129,
        "password123",
        "Password123!",
        "qwertyuiop",
        "1234567890",
        "aaaaaaaaaaaa",
        "P@ssw0rd2026",
        "aigul.serik@turkistan.gov.kz",
        "Айгүл Серік",
        "aigulserik2026",
        "77011234567",
    ],
)
def test_password_that_is_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(UnfitPasswordError) as refused:
        require_fit(password, AIGUL)
    assert refused.value.field == "password"
    for language in Language:
        assert password not in refused.value.message(language)


@pytest.mark.parametrize(
    "password", [FIT, "correct horse battery staple", "Xq7-vT2m_Lw9", "a1" * 3 + "кш8ызщ0ё"]
)
def test_long_or_random_password_may_be_chosen(password: str) -> None:
    require_fit(password, AIGUL)


def test_password_of_the_operators_list_is_refused(tmp_path: Path) -> None:
    file = hash_list(tmp_path, [FIT, "another", "third"])
    require_fit("gentle lantern orbit mosaic", AIGUL, file)
    with pytest.raises(UnfitPasswordError):
        require_fit(FIT, AIGUL, file)


@given(listed=st.sets(st.text(min_size=1, max_size=8), max_size=40), other=st.text(max_size=9))
@settings(deadline=None)
def test_list_holds_just_what_it_holds(
    tmp_path_factory: pytest.TempPathFactory, listed: set[str], other: str
) -> None:
    printable = {each for each in listed if _is_writable(each)}
    file = hash_list(tmp_path_factory.mktemp("list"), sorted(printable))
    assert all(is_in_hash_list(file, each) for each in printable)
    if _is_writable(other):
        assert is_in_hash_list(file, other) == (other in printable)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_list_may_have_counts_and_either_ending(tmp_path: Path, ending: str) -> None:
    lines = sorted(_sha1(f"password {number}") for number in range(500))
    file = tmp_path / "pwned.txt"
    file.write_bytes("".join(f"{line}:{len(line) * 7}{ending}" for line in lines).encode())
    assert all(is_in_hash_list(file, f"password {number}") for number in range(500))
    assert not is_in_hash_list(file, "password 500")


def hash_list(folder: Path, passwords: list[str]) -> Path:
    file = folder / "pwned.txt"
    file.write_text("".join(f"{line}\n" for line in sorted(map(_sha1, passwords))))
    return file


def _sha1(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
