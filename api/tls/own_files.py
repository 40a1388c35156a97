"""The certificate and key that an operator gives: whether they can be served with."""

import ssl
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from core.errors import AtlasError
from core.text import Text


class UnusableCertificateError(AtlasError):
    """The files cannot be served with; `value` is the one at fault."""

    phrase = Text(
        "«{value}» файлымен HTTPS қызметін көрсету мүмкін емес: {reason}",
        "С файлом «{value}» нельзя работать по HTTPS: {reason}",
        "HTTPS cannot be served with “{value}”: {reason}",
    )


NOT_READABLE = Text("файл оқылмайды.", "файл не читается.", "the file cannot be read.")
NO_CERTIFICATE = Text(
    "онда PEM түріндегі сертификат жоқ.",
    "в нём нет сертификата в формате PEM.",
    "it holds no certificate in PEM.",
)
NO_KEY = Text(
    "онда құпиясөзсіз PEM кілті жоқ.",
    "в нём нет ключа PEM без пароля.",
    "it holds no key in PEM without a password.",
)
OTHER_KEY = Text(
    "кілт бұл сертификатқа сәйкес емес.",
    "ключ не подходит к этому сертификату.",
    "the key does not belong to the certificate.",
)
EXPIRED = Text(
    "сертификат мерзімі бітті ({day}).",
    "срок сертификата истёк ({day}).",
    "the certificate expired on {day}.",
)
NOT_YET = Text(
    "сертификат {day} күнінен бастап жарамды.",
    "сертификат действует с {day}.",
    "the certificate is valid from {day} on.",
)


class CertificateProblem(UnusableCertificateError):  # noqa: N818 - said as an UnusableCertificateError
    """The same with a reason in each language."""

    def __init__(self, path: Path, reason: Text, **facts: str) -> None:
        told = {name: phrase.format(**facts) for name, phrase in reason.as_dict().items()}
        whole = {
            name: phrase.replace("{reason}", told[name])
            for name, phrase in UnusableCertificateError.phrase.as_dict().items()
        }
        self.phrase = Text(**whole)
        super().__init__(str(path))


def require_usable(certificate: Path, key: Path, now: datetime) -> None:
    """Require files that HTTPS can be served with. Raises CertificateProblem."""
    found = _certificate(certificate)
    _require_key(found, certificate, key)
    if now > found.not_valid_after_utc:
        raise CertificateProblem(certificate, EXPIRED, day=_day(found.not_valid_after_utc))
    if now < found.not_valid_before_utc:
        raise CertificateProblem(certificate, NOT_YET, day=_day(found.not_valid_before_utc))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise CertificateProblem(certificate, OTHER_KEY) from error


def _certificate(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificates(_read(path))[0]
    except ValueError as error:
        raise CertificateProblem(path, NO_CERTIFICATE) from error


def _require_key(found: x509.Certificate, certificate: Path, path: Path) -> None:
    try:
        key = load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError) as error:
        raise CertificateProblem(path, NO_KEY) from error
    ours, theirs = (
        each.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        for each in (key.public_key(), found.public_key())
    )
    if ours != theirs:
        raise CertificateProblem(certificate, OTHER_KEY)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CertificateProblem(path, NOT_READABLE) from error


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
