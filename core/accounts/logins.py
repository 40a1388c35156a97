"""What a person signs in by: an e-mail address or a telephone number, in one written form."""

import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from core.errors import InvalidValueError
from core.text import Text

HOME = "KZ"
"""Where a number without a country's code is dialled: 8 701 …, 701 … ."""
EMAIL_HINT = Text(
    "Электрондық пошта мекенжайы керек, мысалы aigul@turkistan.gov.kz.",
    "Нужен адрес электронной почты, например aigul@turkistan.gov.kz.",
    "An e-mail address is needed, such as aigul@turkistan.gov.kz.",
)
TELEPHONE_HINT = Text(
    "Телефон нөмірі керек, мысалы +7 701 123 45 67.",
    "Нужен номер телефона, например +7 701 123 45 67.",
    "A telephone number is needed, such as +7 701 123 45 67.",
)


def email_of(written: str) -> str:
    """The address in the form in which it is kept: normalised, in small letters.

    Raises InvalidValueError with the field `email`.
    """
    try:
        found = validate_email(written.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise InvalidValueError(written, field="email", hint=EMAIL_HINT) from error
    return found.normalized.casefold()


def telephone_of(written: str) -> str:
    """The number in the form in which it is kept (E.164), such as +77011234567.

    Raises InvalidValueError with the field `telephone`.
    """
    try:
        found = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException as error:
        raise InvalidValueError(written, field="telephone", hint=TELEPHONE_HINT) from error
    if not phonenumbers.is_valid_number(found):
        raise InvalidValueError(written, field="telephone", hint=TELEPHONE_HINT)
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def login_of(written: str) -> str:
    """What was written to sign in by, in the form in which it would be kept; a name as it is.

    Nothing is refused: who signs in learns only whether it worked.
    """
    text = unicodedata.normalize("NFC", written).strip()
    for form in (email_of, telephone_of):
        try:
            return form(text)
        except InvalidValueError:
            continue
    return text
