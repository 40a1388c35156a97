"""An authority of the atlas itself, for networks in which nobody else gives certificates.

Its key signs for private addresses and the machine's own names alone, so that whoever installs the
authority trusts it with nothing else.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.title import ATLAS

LONGEST = timedelta(days=397)
"""Browsers believe no certificate that is valid for longer."""
RENEWED_BEFORE = timedelta(days=60)
AUTHORITY_LASTS = timedelta(days=3650)
PRIVATE_NETWORKS = (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16",
    "fc00::/7", "fe80::/10", "::1/128",
)  # fmt: skip
PRIVATE_DOMAINS = ("localhost", "local", "lan", "home.arpa", "internal")
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class LocalAuthority:
    """The authority in a folder, and the certificate that it has given the atlas."""

    folder: Path

    @property
    def certificate(self) -> Path:
        """What people install."""
        return self.folder / "authority.crt"

    @property
    def served(self) -> Path:
        """The atlas's key and certificate, in one file that is replaced as a whole."""
        return self.folder / "server.pem"

    def fingerprint(self) -> str:
        """The SHA-256 of the authority's certificate, by which people know it."""
        return self._authority().fingerprint(SHA256()).hex(":").upper()

    def der(self) -> bytes:
        """The certificate as devices install it."""
        return self._authority().public_bytes(Encoding.DER)

    def renew(self, names: Iterable[str], now: datetime) -> bool:
        """Whether there is a new certificate: there was none for these names, or an old one."""
        wanted = frozenset(names)
        if not (self.certificate.exists() and self._key_path.exists()):
            self._make_authority(wanted, now)
        allowed = frozenset(name for name in wanted if self._may_sign(name))
        if self.served.exists() and not _is_outdated(self._served(), allowed, now):
            return False
        self._issue(allowed, now)
        return True

    @property
    def _key_path(self) -> Path:
        return self.folder / "authority.key"

    def _authority(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate.read_bytes())

    def _served(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.served.read_bytes())

    def _make_authority(self, names: frozenset[str], now: datetime) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _named(f"{ATLAS.en}: local authority")
        made = (
            _builder(subject, subject, key.public_key(), now, AUTHORITY_LASTS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .add_extension(x509.NameConstraints(_permitted(names), None), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .sign(key, SHA256())
        )
        _write(self._key_path, _pem_of(key))
        _write(self.certificate, made.public_bytes(Encoding.PEM), mode=0o644)
        self.served.unlink(missing_ok=True)

    def _may_sign(self, name: str) -> bool:
        constraints = self._authority().extensions.get_extension_for_class(x509.NameConstraints)
        return any(_permits(each, name) for each in constraints.value.permitted_subtrees or ())

    def _issue(self, names: frozenset[str], now: datetime) -> None:
        signing = load_pem_private_key(self._key_path.read_bytes(), password=None)
        assert isinstance(signing, ec.EllipticCurvePrivateKey)  # noqa: S101 - as we made it
        authority = self._authority()
        key = ec.generate_private_key(ec.SECP256R1())
        lasts = min(LONGEST, authority.not_valid_after_utc - now)
        alternatives = x509.SubjectAlternativeName([_general(each) for each in sorted(names)])
        issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
        made = (
            _builder(_named(ATLAS.en), authority.subject, key.public_key(), now, lasts)
            .add_extension(alternatives, critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(issuer_key, critical=False)
            .sign(signing, SHA256())
        )
        _write(self.served, _pem_of(key) + made.public_bytes(Encoding.PEM))


def _is_outdated(served: x509.Certificate, names: frozenset[str], now: datetime) -> bool:
    told = served.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known = {str(each.value) for each in told}
    return not names <= known or served.not_valid_after_utc - now < RENEWED_BEFORE


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
    lasts: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # clocks of phones differ
        .not_valid_after(now + lasts - timedelta(hours=2))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _permitted(names: frozenset[str]) -> list[x509.GeneralName]:
    networks = [x509.IPAddress(ip_network(each)) for each in PRIVATE_NETWORKS]
    own = [
        x509.IPAddress(ip_network(each))
        for each in sorted(names)
        if _address(each) and not any(_permits(network, each) for network in networks)
    ]
    domains = {*PRIVATE_DOMAINS, *(each for each in names if not _address(each))}
    return [*networks, *own, *(x509.DNSName(each) for each in sorted(domains))]


def _permits(constraint: x509.GeneralName, name: str) -> bool:
    address = _address(name)
    if isinstance(constraint, x509.IPAddress):
        return address is not None and address in constraint.value  # type: ignore[operator]  # a network
    is_domain = isinstance(constraint, x509.DNSName) and address is None
    return is_domain and (name == constraint.value or name.endswith(f".{constraint.value}"))


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None


def _general(name: str) -> x509.GeneralName:
    address = _address(name)
    return x509.DNSName(name) if address is None else x509.IPAddress(address)


def _named(title: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])


def _pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes, mode: int = OWNER_ONLY) -> None:
    """Put the content in the place of what was there, never readable by others meanwhile."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
