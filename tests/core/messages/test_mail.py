"""How letters are handed over: encrypted, signed in, to addresses of every script."""

import ssl
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy.orm import Session

from core.clock import Clock
from core.database.engine import SessionFactory
from core.errors import InvalidValueError
from core.message_settings import MessageSettings, SmtpServer, smtp_server
from core.messages.mail.letter import envelope_address
from core.text import Language
from tests.core.messages.mail_server import Inbox, mail_server
from tests.core.messages.post import invite_by_mail, sender_by, somebody, the_message
from tests.loopback import HOST


@pytest.fixture
def certificate(tmp_path: Path, clock: Clock) -> Path:
    """A certificate of the mail server with its key, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), clock.now()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False)  # noqa: FBT003
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)  # noqa: FBT003
        .sign(key, SHA256())
    )
    file = tmp_path / "mail.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return file


def test_letter_goes_encrypted_and_signed_in_where_the_server_is_known(
    session: Session, sessions: SessionFactory, certificate: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    invite_by_mail(session, somebody(session))
    with mail_server(Inbox(), context) as inbox:
        sender = sender_by(sessions, tmp_path, f"smtp://atlas:p%40ss@{HOST}:{inbox.port}")
        assert sender.send_due() == 1
    assert inbox.logins == [("atlas", "p@ss")]
    assert inbox.was_encrypted == [True]


def test_server_with_anothers_certificate_gets_neither_password_nor_letter(
    session: Session, sessions: SessionFactory, certificate: Path, tmp_path: Path
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    invite_by_mail(session, somebody(session))
    with mail_server(Inbox(), context) as inbox:
        sender = sender_by(sessions, tmp_path, f"smtp://atlas:pass@{HOST}:{inbox.port}")
        assert sender.send_due() == 0
    assert (inbox.logins, inbox.raw) == ([], [])
    assert the_message(session).state == "waiting"


def test_server_without_encryption_gets_no_letter_unless_the_operator_says_so(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    invite_by_mail(session, somebody(session))
    assert sender_by(sessions, tmp_path, f"smtp://{HOST}:{inbox.port}").send_due() == 0
    assert inbox.raw == []
    assert "STARTTLS" in the_message(session).problem


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("aigul@gov.kz", "aigul@gov.kz"),
        ("aigul@почта.қаз", "aigul@xn--80a1acny.xn--80ao21a"),
        ("айгүл@почта.қаз", "айгүл@xn--80a1acny.xn--80ao21a"),
    ],
)
def test_address_is_written_as_mail_servers_take_it(kept: str, written: str) -> None:
    assert envelope_address(kept) == written


def test_address_in_cyrillic_gets_its_letter(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    invite_by_mail(session, somebody(session, email="айгүл@почта.қаз"))
    assert sender_by(sessions, tmp_path, inbox.url).send_due() == 1
    assert inbox.recipients == ["айгүл@xn--80a1acny.xn--80ao21a"]


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.kz", SmtpServer("mail.kz", 587, is_tls=False, starts_tls=True)),
        ("smtps://a:b%3A@mail.kz", SmtpServer("mail.kz", 465, True, False, "a", "b:")),  # noqa: FBT003
        ("smtp://mail.kz:25?starttls=no", SmtpServer("mail.kz", 25, False, False)),  # noqa: FBT003
    ],
)
def test_address_of_a_mail_server_is_read(url: str, server: SmtpServer) -> None:
    assert smtp_server(url) == server


@pytest.mark.parametrize("url", ["mail.kz", "http://mail.kz", "smtp://", "smtp://u:secret@x:port"])
def test_wrong_address_of_a_mail_server_is_refused_without_telling_it(url: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        MessageSettings.from_environment({"ATLAS_SMTP_URL": url, "ATLAS_MAIL_FROM": "a@b.kz"})
    assert "secret" not in refused.value.message(Language.EN)


def test_mail_needs_a_sender() -> None:
    with pytest.raises(InvalidValueError, match="sender"):
        MessageSettings.from_environment({"ATLAS_SMTP_URL": "smtp://mail.kz"})


def test_settings_do_not_show_the_password() -> None:
    assert "secret" not in repr(smtp_server("smtps://a:secret@mail.kz"))
