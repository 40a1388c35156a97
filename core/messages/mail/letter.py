"""A message as a letter (RFC 5322)."""

from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from email_validator import EmailNotValidError, validate_email

from core.messages.parcels import Parcel, RefusedDeliveryError

UNWRITABLE = "the address cannot be written"
ONE_CLICK = "List-Unsubscribe=One-Click"


def letter_of(parcel: Parcel, sender: str) -> EmailMessage:
    """The letter; its Message-ID is the same however often it is tried.

    Raises RefusedDeliveryError for an address that cannot stand in a letter.
    """
    to = envelope_address(parcel.address)
    policy = SMTP if to.isascii() else SMTPUTF8
    letter = EmailMessage(policy=policy.clone(cte_type="7bit"))
    try:
        letter["From"] = sender
        letter["To"] = to
    except ValueError as error:
        raise RefusedDeliveryError(UNWRITABLE, is_bad_address=True) from error
    letter["Subject"] = parcel.message.subject
    letter["Date"] = format_datetime(parcel.made_at)
    letter["Message-ID"] = message_id(parcel.code, sender)
    letter["Auto-Submitted"] = "auto-generated"
    if parcel.unsubscribe:
        letter["List-Unsubscribe"] = f"<{parcel.unsubscribe}>"
        letter["List-Unsubscribe-Post"] = ONE_CLICK
    letter.set_content(parcel.message.body)
    letter["Content-Language"] = parcel.language.value
    return letter


def message_id(code: str, sender: str) -> str:
    """What a letter of a code is called."""
    return f"<{code}@{domain_of(sender)}>"


def domain_of(sender: str) -> str:
    """The name of the host in whose name letters go."""
    return sender.rsplit("@", 1)[-1].strip(" >") or "localhost"


def envelope_address(address: str) -> str:
    """The address as mail servers take it: the host in ASCII (RFC 5891)."""
    try:
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return address
    return found.ascii_email or f"{found.local_part}@{found.ascii_domain}"
