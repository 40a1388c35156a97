"""Reports of letters that came back count where they know the letter."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory
from core.messages.bouncing import bounce_of, read_report
from tests.core.messages.mail_server import Inbox
from tests.core.messages.post import MAIL, invite_by_mail, sender_by, somebody, the_message

REPORT = """From: MAILER-DAEMON@mail.kz
To: atlas@atlas.kz
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your letter could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.kz

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: {kind}

Message-ID: <{code}@atlas.kz>
Subject: invitation

--b--
"""


def report(code: str, **changed: str) -> bytes:
    """A report as mail servers write it (RFC 3464)."""
    usual = {"recipient": MAIL, "action": "failed", "status": "5.1.1", "kind": "message/rfc822"}
    return REPORT.format(code=code, **{**usual, **changed}).encode()


@pytest.fixture
def code(session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path) -> str:
    """That of a letter that has gone."""
    invite_by_mail(session, somebody(session))
    sender_by(sessions, tmp_path, inbox.url).send_due()
    return str(inbox.letters[0]["Message-ID"]).strip("<>").partition("@")[0]


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_report_of_our_letter_marks_its_address(session: Session, code: str, kind: str) -> None:
    assert read_report(session, report(code, kind=kind)) == MAIL
    found = bounce_of(session, MAIL)
    assert found is not None
    assert "no such user" in found.reason
    assert the_message(session).state == "failed"


def test_forged_report_marks_nobody(session: Session, code: str) -> None:
    assert len(code) == 26
    for forged in ("0" * 26, "", code[:-1], f"{code}0"):
        assert read_report(session, report(forged)) is None
    assert bounce_of(session, MAIL) is None


def test_report_marks_the_address_of_the_letter_whomever_it_names(
    session: Session, code: str
) -> None:
    read_report(session, report(code, recipient="serik@gov.kz"))
    assert bounce_of(session, "serik@gov.kz") is None
    assert bounce_of(session, MAIL) is not None


@pytest.mark.parametrize(
    "changed", [{"action": "delayed"}, {"status": "4.2.2"}, {"action": "delivered"}]
)
def test_letter_that_is_only_late_marks_nobody(
    session: Session, code: str, changed: dict[str, str]
) -> None:
    assert read_report(session, report(code, **changed)) is None
    assert bounce_of(session, MAIL) is None


@pytest.mark.parametrize("raw", [b"", b"\0\xff", b"Subject: hello\n\nI am away.", b"--b\n" * 999])
def test_what_is_no_report_marks_nobody(session: Session, raw: bytes) -> None:
    assert read_report(session, raw) is None
