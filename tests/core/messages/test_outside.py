"""Push and webhooks: encrypted, signed, and never into the own network."""

import ipaddress
import json
import socket
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory
from core.errors import InvalidValueError
from core.messages.channels import Channel
from core.messages.choosing import add_target, change_choice
from core.messages.keys import MessageKeys, base64url, public_point
from core.messages.kinds import ROLE_GIVEN
from core.messages.outside.guarded import Outside, is_public_address
from core.messages.outside.webhook import signed, webhook_key, webhook_secret
from core.messages.parcels import RefusedDeliveryError
from core.messages.preferences import MessageTarget
from core.messages.push.encryption import decoded, encrypted
from core.messages.telling import Recipient, tell
from core.text import Language
from tests.core.messages.post import make_due, role_news, sender_by, somebody, states, the_message
from tests.core.messages.receiver import Receiver, receiver

AUTH = b"0123456789abcdef"
AGED = text("UPDATE messages SET claimed_at = now() - interval '16 minutes'")


@pytest.fixture
def service() -> Iterator[Receiver]:
    """A push service, or somebody's program."""
    with receiver() as found:
        yield found


def opened(body: bytes, browser: ec.EllipticCurvePrivateKey) -> bytes:
    """What the browser reads (RFC 8291 §3.4)."""
    salt, length = body[:16], body[20]
    theirs = body[21 : 21 + length]
    shared = browser.exchange(
        ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    )
    mine = public_point(browser.public_key())
    keying = HKDF(SHA256(), 32, AUTH, b"WebPush: info\0" + mine + theirs).derive(shared)
    key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(keying)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(keying)
    return AESGCM(key).decrypt(nonce, body[21 + length :], None).rstrip(b"\x02")


def with_browser(session: Session, url: str) -> ec.EllipticCurvePrivateKey:
    """Somebody's browser, and news for it."""
    user, browser = somebody(session, email=None), ec.generate_private_key(ec.SECP256R1())
    add_target(
        session, user.id, Channel.PUSH, url,
        p256dh=base64url(public_point(browser.public_key())), auth=base64url(AUTH),
    )  # fmt: skip
    tell(session, Recipient(user.id), role_news(), language=Language.EN)
    session.commit()
    return browser


def with_program(session: Session, url: str) -> str:
    """Somebody's program, and news for it; gives its id."""
    user = somebody(session, email=None)
    target = add_target(session, user.id, Channel.WEBHOOK, url)
    change_choice(session, user.id, ROLE_GIVEN, Channel.WEBHOOK, is_on=True)
    tell(session, Recipient(user.id), role_news(), language=Language.EN)
    session.commit()
    return target.id


def test_encryption_is_that_of_the_standards_example() -> None:
    """RFC 8291, appendix A."""
    number = int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    body = encrypted(
        b"When I grow up, I want to be a watermelon",
        decoded(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        ),
        decoded("BTBZMqHH6r4Tts7J_aSIgg"),
        salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"),
        sender_key=ec.derive_private_key(number, ec.SECP256R1()),
    )
    assert base64url(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_browser_gets_what_only_it_can_read_signed_by_the_atlas(
    session: Session, sessions: SessionFactory, service: Receiver, tmp_path: Path
) -> None:
    browser = with_browser(session, service.url)
    assert sender_by(sessions, tmp_path).send_due() == 1
    [posted] = service.requests
    shown = json.loads(opened(posted.body, browser))
    assert shown["title"] == "Tugan Zher Atlas: you have a new role"
    assert "Role 1" in shown["body"]
    assert posted.headers["content-encoding"] == "aes128gcm"
    assert int(posted.headers["ttl"]) > 0
    scheme, _, rest = posted.headers["authorization"].partition(" ")
    token, key = (part.split("=", 1)[1] for part in rest.split(", "))
    head, claims, signature = token.split(".")
    raw = decoded(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(key))
    public.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    assert scheme == "vapid"
    assert json.loads(decoded(claims))["aud"] == service.url.removesuffix("/in")
    assert key == MessageKeys(tmp_path / "keys").vapid_public()


def test_key_of_the_atlas_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    keys = MessageKeys(tmp_path / "keys")
    assert keys.vapid_public() == MessageKeys(tmp_path / "keys").vapid_public()
    assert keys.derived("a") == MessageKeys(tmp_path / "keys").derived("a") != keys.derived("b")
    assert {file.stat().st_mode & 0o777 for file in keys.folder.iterdir()} == {0o600}
    assert {file.name for file in keys.folder.iterdir()} == {"push.pem", "messages.key"}
    assert keys.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("status", [404, 410])
def test_browser_that_is_gone_is_forgotten(
    session: Session, sessions: SessionFactory, service: Receiver, tmp_path: Path, status: int
) -> None:
    service.status = status
    with_browser(session, service.url)
    sender_by(sessions, tmp_path).send_due()
    assert states(session) == ["failed"]
    assert session.scalar(select(func.count()).select_from(MessageTarget)) == 0


def test_service_that_is_busy_is_asked_again_when_it_says(
    session: Session, sessions: SessionFactory, service: Receiver, tmp_path: Path
) -> None:
    service.status, service.answer_headers = 429, {"Retry-After": "1234"}
    with_browser(session, service.url)
    sender_by(sessions, tmp_path).send_due()
    message = the_message(session)
    assert message.state == "waiting"
    waits: Any = message.due_at - message.claimed_at  # type: ignore[operator] - it was claimed
    assert waits.total_seconds() == 1234


def test_program_can_check_that_a_message_is_ours_and_of_now(
    session: Session, sessions: SessionFactory, service: Receiver, tmp_path: Path
) -> None:
    """As «Standard Webhooks» checks it."""
    target = with_program(session, service.url)
    assert sender_by(sessions, tmp_path).send_due() == 1
    [posted] = service.requests
    keys = MessageKeys(tmp_path / "keys")
    key = b64decode(webhook_secret(keys, target).removeprefix("whsec_"))
    assert key == webhook_key(keys, target)
    code, at = posted.headers["webhook-id"], int(posted.headers["webhook-timestamp"])
    assert posted.headers["webhook-signature"] == f"v1,{signed(key, code, at, posted.body)}"
    assert signed(key, code, at + 1, posted.body) != signed(key, code, at, posted.body)
    assert json.loads(posted.body)["type"] == "role_given"


def test_webhook_that_perhaps_arrived_comes_again_under_the_same_name(
    session: Session, sessions: SessionFactory, service: Receiver, tmp_path: Path
) -> None:
    with_program(session, service.url)
    service.hangs_up = True
    sender = sender_by(sessions, tmp_path)
    assert sender.send_due() == 0
    service.hangs_up = False
    make_due(session)
    assert sender.send_due() == 1
    assert len({posted.headers["webhook-id"] for posted in service.requests}) == 1


def test_push_that_perhaps_arrived_does_not_come_again(
    session: Session, sessions: SessionFactory, service: Receiver, tmp_path: Path
) -> None:
    with_browser(session, service.url)
    service.hangs_up = True
    sender_by(sessions, tmp_path).send_due()
    assert states(session) == ["perhaps_sent"]


def test_redirect_is_not_followed(
    session: Session, sessions: SessionFactory, service: Receiver, tmp_path: Path
) -> None:
    with receiver() as inner:
        service.status, service.answer_headers = 307, {"Location": inner.url}
        with_program(session, service.url)
        sender_by(sessions, tmp_path).send_due()
        assert inner.requests == []
    assert states(session) == ["failed"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::",
        "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_address_of_the_own_network_is_not_public(address: str) -> None:
    assert not is_public_address(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111"])
def test_address_on_the_internet_is_public(address: str) -> None:
    assert is_public_address(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://push.example.kz/x", "https://127.0.0.1/x", "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/", "https://push.example.kz:22/x", "https://u:p@example.kz/",
        "https://example.kz/x#y", "ftp://example.kz", "file:///etc/passwd", "https://",
        "https://example.kz/\r\nX: y", "https://example.kz:port/", "https://[", "javascript:1",
        "https://example.kz/" + "x" * 2000,
    ],
)  # fmt: skip
def test_address_that_is_not_outside_is_refused(url: str) -> None:
    with pytest.raises(InvalidValueError):
        Outside().require_address(url, name="url")


@pytest.mark.parametrize(
    "led", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["169.254.169.254"]]
)
def test_name_that_leads_into_the_own_network_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, led: list[str]
) -> None:
    def resolve(_host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in led]

    def connect(*_: object) -> None:
        pytest.fail("somebody was asked")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(RefusedDeliveryError, match="private"):
        Outside().post("https://rebinding.example.kz/x", b"", {})


def test_numbers_that_mean_loopback_are_seen_through() -> None:
    for host in ("2130706433", "0x7f000001", "127.1"):
        with pytest.raises(RefusedDeliveryError):
            Outside().post(f"https://{host}/", b"", {})
