"""What a person chooses of messages, the end of news by a link, and the texts."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.messages.choosing import MOST_TARGETS
from core.messages.keys import base64url, public_point
from core.messages.kinds import KINDS, ROLE_GIVEN
from core.messages.post_office import message_keys
from core.messages.preferences import MessageTarget, channels_of
from core.messages.unsubscribing import unsubscribe_key, unsubscribe_path
from core.settings import Settings
from tests.api.accounts.people import entered, person
from tests.api.asking import ENGLISH, signed_in

SETTINGS = "/api/account/messages"
TEMPLATES, PREVIEW = "/api/messages/templates", "/api/messages/preview"
ENDPOINT = "https://push.example.kz/one"


def browser(endpoint: str = ENDPOINT) -> dict[str, object]:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    keys = {"p256dh": base64url(public_point(key)), "auth": base64url(b"0" * 16)}
    return {"endpoint": endpoint, "expirationTime": None, "keys": keys}


@pytest.fixture
def path(session: Session, settings: Settings) -> str:
    """By what somebody ends news of their roles."""
    user = person(session)
    key = unsubscribe_key(message_keys(settings.data_folder))
    return unsubscribe_path(key, user.id, ROLE_GIVEN)


def is_told(session: Session) -> bool:
    user_id = session.connection().exec_driver_sql("SELECT min(id) FROM users").scalar_one()
    return "mail" in channels_of(session, user_id, ROLE_GIVEN)


def test_choice_is_kept_and_told(session: Session, client: TestClient) -> None:
    person(session)
    entered(client)
    usual = client.get(SETTINGS).json()
    assert usual["digest"] == "off"
    assert usual["time_zone"] == "Asia/Almaty"
    assert [each["kind"] for each in usual["kinds"]] == ["role_given", "role_ended"]
    wish = {
        "language": "ru",
        "digest": "daily",
        "quiet_from": "22:00",
        "quiet_to": "08:00",
        "time_zone": "Europe/Berlin",
        "choices": [{"kind": "role_given", "channel": "mail", "is_on": False}],
    }
    assert client.put(SETTINGS, json=wish).status_code == 200
    kept = client.get(SETTINGS).json()
    assert {name: kept[name] for name in wish if name != "choices"} == {
        name: value for name, value in wish.items() if name != "choices"
    }
    assert kept["kinds"][0]["channels"][0] == {"channel": "mail", "is_on": False}
    assert kept["kinds"][1]["channels"][0] == {"channel": "mail", "is_on": True}


@pytest.mark.parametrize(
    "wish",
    [
        {"language": "de"},
        {"digest": "weekly"},
        {"time_zone": "Asia/Nowhere"},
        {"time_zone": "../../etc/passwd"},
        {"quiet_from": "22:00"},
        {"quiet_from": "25:00", "quiet_to": "08:00"},
        {"choices": [{"kind": "password_changed", "channel": "mail", "is_on": False}]},
        {"choices": [{"kind": "role_given", "channel": "sms", "is_on": True}]},
        {"choices": [{"kind": "digest", "channel": "mail", "is_on": False}]},
    ],
)
def test_choice_that_cannot_be_kept_is_refused(
    session: Session, client: TestClient, wish: object
) -> None:
    person(session)
    entered(client)
    assert client.put(SETTINGS, json=wish, headers=ENGLISH).status_code == 422


def test_browser_and_program_are_named_and_removed(session: Session, client: TestClient) -> None:
    person(session)
    entered(client)
    assert client.post(f"{SETTINGS}/push", json=browser()).status_code == 201
    made = client.post(f"{SETTINGS}/webhooks", json={"url": "https://hook.example.kz/secret"})
    assert made.json()["secret"].startswith("whsec_")
    listed = client.get(SETTINGS)
    assert "secret" not in listed.text
    assert {each["host"] for each in listed.json()["targets"]} == {
        "push.example.kz",
        "hook.example.kz",
    }
    for each in listed.json()["targets"]:
        assert client.delete(f"{SETTINGS}/targets/{each['id']}").status_code == 204
        assert client.delete(f"{SETTINGS}/targets/{each['id']}").status_code == 404


def test_nobody_removes_anothers_browser_and_one_browser_serves_one_person(
    session: Session, client: TestClient
) -> None:
    person(session)
    entered(client)
    mine = client.post(f"{SETTINGS}/push", json=browser()).json()["id"]
    client.cookies.clear()
    person(session, name="Serik", login="serik@gov.kz")
    entered(client, "serik@gov.kz")
    assert client.delete(f"{SETTINGS}/targets/{mine}").status_code == 404
    assert client.post(f"{SETTINGS}/push", json=browser()).status_code == 201
    assert session.scalar(select(func.count()).select_from(MessageTarget)) == 1


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.example.kz/x", "https://127.0.0.1/x", "https://10.0.0.1/", "https://[::1]/"],
)
def test_address_in_the_own_network_is_refused(
    session: Session, client: TestClient, endpoint: str
) -> None:
    person(session)
    entered(client)
    assert client.post(f"{SETTINGS}/push", json=browser(endpoint)).status_code == 422
    assert client.post(f"{SETTINGS}/webhooks", json={"url": endpoint}).status_code == 422


@pytest.mark.parametrize("keys", [{"p256dh": "AAAA", "auth": "AAAA"}, {"p256dh": "!", "auth": "!"}])
def test_key_that_is_none_is_refused(session: Session, client: TestClient, keys: object) -> None:
    person(session)
    entered(client)
    wish = {"endpoint": ENDPOINT, "keys": keys}
    assert client.post(f"{SETTINGS}/push", json=wish, headers=ENGLISH).status_code == 422


def test_there_is_an_end_to_browsers(session: Session, client: TestClient) -> None:
    person(session)
    entered(client)
    told = [
        client.post(f"{SETTINGS}/push", json=browser(f"{ENDPOINT}/{n}")).status_code
        for n in range(MOST_TARGETS + 1)
    ]
    assert told == [201] * MOST_TARGETS + [409]


def test_look_at_the_link_changes_nothing_and_a_press_ends_the_news(
    session: Session, client: TestClient, path: str
) -> None:
    asked = client.get(path, headers=ENGLISH)
    assert asked.status_code == 200
    assert '<form method="post">' in asked.text
    assert is_told(session)
    one_click = {"List-Unsubscribe": "One-Click"}
    done = client.post(path, data=one_click, headers=ENGLISH)
    assert done.status_code == 200
    assert "No more letters" in done.text
    assert not is_told(session)


def test_link_of_anothers_making_ends_nothing(
    session: Session, client: TestClient, path: str, tmp_path: Path
) -> None:
    address, token = path.split("=")
    user_id, kind, mac = token.split(".")
    foreign = unsubscribe_path(unsubscribe_key(message_keys(tmp_path / "x")), 1, ROLE_GIVEN)
    forged = [
        f"{address}={int(user_id) + 1}.{kind}.{mac}",
        f"{address}={user_id}.role_ended.{mac}",
        f"{address}={user_id}.password_changed.{mac}",
        f"{address}={user_id}.{kind}.{mac[:-1]}",
        f"{address}={user_id}.{kind}.",
        f"{address}=",
        f"{address}=%00",
        f"{address}=..",
        f"{address}=%F0%9F%90%8E.{kind}.{mac}",
        foreign,
    ]
    for each in forged:
        assert client.post(each, headers=ENGLISH).status_code == 404, each
        assert client.get(each, headers=ENGLISH).status_code == 404, each
    assert is_told(session)


def test_security_has_no_link_that_ends_it(settings: Settings, client: TestClient) -> None:
    key = unsubscribe_key(message_keys(settings.data_folder))
    for kind in (each for each in KINDS.values() if each.is_security):
        assert client.post(unsubscribe_path(key, 1, kind), headers=ENGLISH).status_code == 404


def test_only_who_administers_messages_sees_and_changes_the_texts(
    session: Session, client: TestClient
) -> None:
    body = {"subject": "{atlas}", "body": "{link}"}
    callers = (
        ({}, 401),
        (signed_in(session, "monuments:write"), 403),
        (signed_in(session, "messages:administer@611600000"), 403),
        (signed_in(session, "messages:administer"), 200),
        (signed_in(session, "*"), 200),
    )
    for headers, status in callers:
        told = {**ENGLISH, **headers}
        assert client.get(TEMPLATES, headers=told).status_code == status
        changed = client.put(f"{TEMPLATES}/invitation/en", json=body, headers=told)
        assert changed.status_code == status
        looked = client.post(PREVIEW, json={"kind": "invitation", "language": "kk"}, headers=told)
        assert looked.status_code == status


def test_text_is_tried_then_kept(session: Session, client: TestClient) -> None:
    headers = {**ENGLISH, **signed_in(session, "messages:administer")}
    wish = {"kind": "invitation", "language": "en", "subject": "Hi {name}", "body": "{link}"}
    assert client.post(PREVIEW, json=wish, headers=headers).json()["subject"] == "Hi Aigul Serikova"
    for bad in ("{password}", "{name.__class__}"):
        refused = client.post(PREVIEW, json=wish | {"body": bad}, headers=headers)
        assert refused.status_code == 422
        kept = client.put(
            f"{TEMPLATES}/invitation/en", json={"subject": "x", "body": bad}, headers=headers
        )
        assert kept.status_code == 422
    body = {"subject": wish["subject"], "body": wish["body"]}
    kept = client.put(f"{TEMPLATES}/invitation/en", json=body, headers=headers)
    assert kept.json()["subject"] == "Hi {name}"
    assert "link" in kept.json()["placeholders"]
    assert client.put(f"{TEMPLATES}/nothing/en", json=body, headers=headers).status_code == 404
    assert client.put(f"{TEMPLATES}/invitation/de", json=body, headers=headers).status_code == 404
