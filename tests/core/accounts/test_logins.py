import pytest

from core.accounts.logins import email_of, login_of, telephone_of
from core.errors import InvalidValueError


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Aigul@Turkistan.GOV.kz ", "aigul@turkistan.gov.kz"),
        ("айгүл@пошта.қаз", "айгүл@пошта.қаз"),
    ],
)
def test_address_is_kept_in_one_form(written: str, kept: str) -> None:
    assert email_of(written) == kept
    assert login_of(written) == kept


@pytest.mark.parametrize(
    "written", ["+7 701 123 45 67", "8 (701) 123-45-67", "87011234567", "701 123 45 67"]
)
def test_number_is_kept_in_one_form(written: str) -> None:
    assert telephone_of(written) == "+77011234567"
    assert login_of(written) == "+77011234567"


@pytest.mark.parametrize("written", ["", "aigul", "a@b", "aigul@", "@gov.kz", "a b@gov.kz"])
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        email_of(written)
    assert refused.value.field == "email"


@pytest.mark.parametrize("written", ["", "12", "+7 701", "telephone", "+999 701 123 45 67"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        telephone_of(written)
    assert refused.value.field == "telephone"


def test_name_stays_as_it_is() -> None:
    assert login_of(" Officer of Sauran ") == "Officer of Sauran"
