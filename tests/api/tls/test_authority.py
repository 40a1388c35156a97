"""The authority of the atlas: what it signs, how long that lasts, and what it is good for."""

import ssl
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from api.tls.authority import LONGEST, RENEWED_BEFORE, LocalAuthority
from api.tls.names import names_of_machine
from api.tls.own_files import CertificateProblem, require_usable
from core.clock import Clock
from core.text import Language

NAMES = ("atlas.local", "192.168.1.5", "127.0.0.1")


@pytest.fixture
def authority(tmp_path: Path, clock: Clock) -> LocalAuthority:
    made = LocalAuthority(tmp_path / "tls")
    assert made.renew(NAMES, clock.now())
    return made


def served(authority: LocalAuthority) -> x509.Certificate:
    return x509.load_pem_x509_certificate(authority.served.read_bytes())


def told(authority: LocalAuthority) -> set[str]:
    found = served(authority).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return {str(each.value) for each in found.value}


def test_keys_are_the_owners_alone(authority: LocalAuthority) -> None:
    for path in (authority.folder / "authority.key", authority.served):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(authority.folder.stat().st_mode) == 0o700
    assert b"PRIVATE KEY" not in authority.certificate.read_bytes()


def test_certificate_names_the_machine_and_lasts_no_longer_than_browsers_take(
    authority: LocalAuthority,
) -> None:
    found = served(authority)
    assert told(authority) == set(NAMES)
    assert found.not_valid_after_utc - found.not_valid_before_utc <= LONGEST


@pytest.mark.parametrize("name", ["atlas.local"])
def test_certificate_is_believed_by_who_installed_the_authority(
    authority: LocalAuthority, clock: Clock, name: str
) -> None:
    root = x509.load_pem_x509_certificate(authority.certificate.read_bytes())
    builder = PolicyBuilder().store(Store([root])).time(clock.now())
    verified = builder.build_server_verifier(x509.DNSName(name)).verify(served(authority), [])
    assert verified[-1] == root
    with pytest.raises(VerificationError):
        builder.build_server_verifier(x509.DNSName("example.kz")).verify(served(authority), [])


def test_same_names_keep_the_certificate_and_new_ones_renew_it(
    authority: LocalAuthority, clock: Clock
) -> None:
    before = authority.served.read_bytes()
    root = authority.fingerprint()
    assert not authority.renew(NAMES, clock.now())
    assert authority.served.read_bytes() == before
    assert authority.renew([*NAMES, "10.1.2.3"], clock.now())
    assert told(authority) == {*NAMES, "10.1.2.3"}
    assert authority.fingerprint() == root


def test_certificate_is_renewed_before_it_ends(authority: LocalAuthority, clock: Clock) -> None:
    late = clock.now() + LONGEST - RENEWED_BEFORE + timedelta(days=1)
    assert authority.renew(NAMES, late)
    assert served(authority).not_valid_after_utc > late + timedelta(days=300)


def test_authority_signs_for_no_name_that_it_was_not_made_for(
    authority: LocalAuthority, clock: Clock
) -> None:
    authority.renew([*NAMES, "bank.kz", "8.8.8.8", "box.lan"], clock.now())
    assert told(authority) == {*NAMES, "box.lan"}


def test_machine_knows_itself() -> None:
    names = names_of_machine("::", ["Atlas.Example.KZ", "not a name"])
    assert {"localhost", "127.0.0.1", "::1", "atlas.example.kz"} <= names
    assert not any(" " in name for name in names)


def files(authority: LocalAuthority, folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "own.pem", folder / "own.key"
    certificate.write_bytes(served(authority).public_bytes(Encoding.PEM))
    key.write_bytes(authority.served.read_bytes().partition(b"-----BEGIN CERT")[0])
    return certificate, key


def test_files_that_belong_together_can_be_served(
    authority: LocalAuthority, tmp_path: Path, clock: Clock
) -> None:
    certificate, key = files(authority, tmp_path)
    require_usable(certificate, key, clock.now())
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)


def test_what_is_wrong_with_files_is_told_in_every_language(
    authority: LocalAuthority, tmp_path: Path, clock: Clock
) -> None:
    certificate, key = files(authority, tmp_path)
    now = clock.now()
    other = tmp_path / "other.key"
    other.write_bytes((authority.folder / "authority.key").read_bytes())
    cases = [
        (tmp_path / "none.pem", key, now, "cannot be read"),
        (key, key, now, "no certificate"),
        (certificate, certificate, now, "no key"),
        (certificate, other, now, "does not belong"),
        (certificate, key, now + timedelta(days=400), "expired on"),
        (certificate, key, now - timedelta(days=2), "valid from"),
    ]
    for certificate_file, key_file, at, why in cases:
        with pytest.raises(CertificateProblem, match=why) as caught:
            require_usable(certificate_file, key_file, at)
        told_in = {caught.value.message(language) for language in Language}
        assert len(told_in) == len(Language)
        assert not any("{" in message for message in told_in)


def test_folder_that_is_there_already_is_used(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "tls").mkdir()
    assert LocalAuthority(tmp_path / "tls").renew(NAMES, clock.now())
