"""Messages go once, whatever happens on the way, and leave no secret behind."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, make_engine, make_sessions
from core.messages.bouncing import bounce_of
from core.messages.channels import Channel
from core.messages.kinds import ROLE_GIVEN
from core.messages.sending import MOST_ATTEMPTS
from core.messages.telling import Recipient, Told, tell
from core.messages.unsubscribing import unsubscribe
from core.text import Language
from tests.core.messages.mail_server import Inbox
from tests.core.messages.post import (
    BASE,
    INVITED,
    MAIL,
    SECRET,
    invite_by_mail,
    make_due,
    role_news,
    sender_by,
    somebody,
    states,
    the_message,
)
from tests.loopback import HOST, closed_port

AGED = text("UPDATE messages SET claimed_at = now() - interval '16 minutes'")


class KilledError(BaseException):
    """The worker's end, in the middle of its work."""


def test_letter_arrives_with_its_link_and_no_secret_stays(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    invite_by_mail(session, somebody(session))
    with caplog.at_level(logging.DEBUG):
        assert sender_by(sessions, tmp_path, inbox.url).send_due() == 1
    [letter] = inbox.letters
    assert inbox.recipients == [MAIL]
    assert letter["To"] == MAIL
    assert letter["Subject"] == "Tugan Zher Atlas: invitation"
    assert f"{BASE}/account#link={SECRET}" in letter.get_content()
    assert "Айгүл" in letter.get_content()
    assert letter["List-Unsubscribe"] is None
    assert the_message(session).state == "sent"
    kept = session.execute(text("SELECT messages::text FROM messages")).scalars().one()
    assert SECRET not in kept
    assert SECRET not in caplog.text
    assert MAIL not in caplog.text


def test_message_of_a_transaction_that_is_undone_is_none(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    user = somebody(session)
    with session.begin_nested() as undone:
        tell(session, Recipient(user.id, user.email), INVITED)
        undone.rollback()
    session.commit()
    assert sender_by(sessions, tmp_path, inbox.url).send_due() == 0
    assert inbox.raw == []


def test_same_key_is_told_once(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    user = somebody(session)
    for _ in range(3):
        tell(session, Recipient(user.id, user.email), INVITED)
    session.commit()
    sender = sender_by(sessions, tmp_path, inbox.url)
    assert [sender.send_due(), sender.send_due()] == [1, 0]
    tell(session, Recipient(user.id, user.email), INVITED)
    session.commit()
    assert sender.send_due() == 0
    assert len(inbox.raw) == 1


def test_nothing_set_puts_the_letter_into_a_folder_of_the_owner(
    session: Session, sessions: SessionFactory, tmp_path: Path
) -> None:
    invite_by_mail(session, somebody(session))
    assert sender_by(sessions, tmp_path).send_due() == 1
    [file] = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700


def test_worker_killed_before_the_letter_leaves_loses_nothing(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def die(*_: object) -> None:
        raise KilledError

    invite_by_mail(session, somebody(session))
    sender = sender_by(sessions, tmp_path, inbox.url)
    with monkeypatch.context() as patched:
        patched.setattr(type(sender.carriers[Channel.MAIL]), "carry", die)
        with pytest.raises(KilledError):
            sender.send_due()
    assert states(session) == ["claimed"]
    assert sender.send_due() == 0  # its worker may still live
    session.execute(AGED)
    session.commit()
    assert sender.send_due() == 1
    assert len(inbox.raw) == 1


def test_worker_killed_after_the_letter_left_does_not_send_it_again(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def die(*_: object, **__: object) -> None:
        raise KilledError

    invite_by_mail(session, somebody(session))
    sender = sender_by(sessions, tmp_path, inbox.url)
    with monkeypatch.context() as patched:
        patched.setattr(type(sender), "_end", die)
        with pytest.raises(KilledError):
            sender.send_due()
    assert len(inbox.raw) == 1
    assert states(session) == ["sending"]
    session.execute(AGED)
    session.commit()
    assert sender.send_due() == 0
    assert len(inbox.raw) == 1
    message = the_message(session)
    assert message.state == "perhaps_sent"
    assert message.secrets is None


def test_connection_lost_while_the_letter_is_handed_over_is_not_tried_again(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    inbox.drops = True
    invite_by_mail(session, somebody(session))
    sender = sender_by(sessions, tmp_path, inbox.url)
    assert sender.send_due() == 0
    make_due(session)
    assert sender.send_due() == 0
    assert states(session) == ["perhaps_sent"]
    assert len(inbox.raw) == 1


def test_worker_that_was_taken_for_dead_sends_nothing_any_more(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """It has prepared the letter for so long that another worker has sent it meanwhile."""
    sender, other = (sender_by(sessions, tmp_path, inbox.url) for _ in range(2))
    real = type(sender)._parcel  # noqa: SLF001 - where the first worker lingers
    lingers = True

    def linger(self: object, session: Session, claimed: object) -> object:
        nonlocal lingers
        found = real(self, session, claimed)  # type: ignore[arg-type] - as it was called
        if lingers:
            lingers = False
            session.execute(AGED)
            session.commit()
            assert other.send_due() == 1
        return found

    invite_by_mail(session, somebody(session))
    monkeypatch.setattr(type(sender), "_parcel", linger)
    assert sender.send_due() == 0
    assert len(inbox.raw) == 1
    assert states(session) == ["sent"]


def test_two_workers_share_the_work_and_send_nothing_twice(
    committed_database: str, inbox: Inbox, tmp_path: Path
) -> None:
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    with sessions() as session:
        user = somebody(session)
        for number in range(2):
            tell(session, Recipient(user.id, user.email), role_news(number))
        session.commit()
    first, second = (sender_by(sessions, tmp_path, inbox.url) for _ in range(2))
    with sessions() as held:
        held.execute(first._due().limit(1))  # noqa: SLF001 - a worker that holds a row
        assert second.send_due() == 1
    assert first.send_due() == 1
    assert len(inbox.raw) == 2
    engine.dispose()


def test_server_that_is_away_is_tried_again_later_and_later(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    invite_by_mail(session, somebody(session))
    nowhere = sender_by(sessions, tmp_path, f"smtp://{HOST}:{closed_port()}?starttls=no")
    waits = []
    for _ in range(3):
        assert nowhere.send_due() == 0
        message = the_message(session)
        waits.append((message.due_at - message.claimed_at).total_seconds())  # type: ignore[operator]
        assert message.secrets is not None
        make_due(session)
    assert waits == [60, 120, 240]
    assert sender_by(sessions, tmp_path, inbox.url).send_due() == 1


def test_one_refused_connection_is_enough_for_a_run(
    session: Session, sessions: SessionFactory, tmp_path: Path
) -> None:
    user = somebody(session)
    for number in range(3):
        tell(session, Recipient(user.id, user.email), role_news(number))
    session.commit()
    sender_by(sessions, tmp_path, f"smtp://{HOST}:{closed_port()}?starttls=no").send_due()
    tried = session.scalars(text("SELECT attempts FROM messages ORDER BY id")).all()
    assert tried == [1, 0, 0]


def test_what_never_goes_is_given_up_and_blanked(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    inbox.to_recipient = "451 4.3.0 later"
    invite_by_mail(session, somebody(session))
    session.execute(text("UPDATE messages SET attempts = :most"), {"most": MOST_ATTEMPTS - 1})
    session.commit()
    sender_by(sessions, tmp_path, inbox.url).send_due()
    message = the_message(session)
    assert (message.state, message.secrets) == ("failed", None)
    assert "451" in message.problem


def test_letter_that_is_late_does_not_go(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    invite_by_mail(session, somebody(session))
    session.execute(text("UPDATE messages SET expires_at = now() - interval '1 s'"))
    session.commit()
    assert sender_by(sessions, tmp_path, inbox.url).send_due() == 0
    assert inbox.raw == []
    assert states(session) == ["failed"]


@pytest.mark.parametrize(
    ("reply", "state", "bounces"),
    [
        ("550 5.1.1 <aigul@turkistan.gov.kz> no such user", "failed", True),
        ("551 user not local", "failed", True),
        ("550 5.7.1 refused by policy", "failed", False),
        ("450 4.2.1 mailbox busy", "waiting", False),
    ],
)
def test_refused_recipient_marks_the_address_where_it_is_the_address(  # noqa: PLR0913, PLR0917
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path, reply: str,
    state: str, *, bounces: bool,
) -> None:  # fmt: skip
    inbox.to_recipient = reply
    invite_by_mail(session, somebody(session))
    sender_by(sessions, tmp_path, inbox.url).send_due()
    message = the_message(session)
    assert message.state == state
    assert MAIL not in message.problem
    assert (bounce_of(session, MAIL) is not None) == bounces


def test_news_do_not_go_to_an_address_that_bounces_but_security_is_tried(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    user = somebody(session)
    inbox.to_recipient = "550 5.1.1 no such user"
    sender = sender_by(sessions, tmp_path, inbox.url)
    invite_by_mail(session, user)
    sender.send_due()
    inbox.to_recipient = "250 OK"
    tell(session, Recipient(user.id, user.email), role_news())
    tell(
        session, Recipient(user.id, user.email), Told(INVITED.kind, INVITED.facts, INVITED.secrets)
    )
    session.commit()
    sender.send_due()
    assert states(session) == ["failed", "failed", "sent"]
    assert len(inbox.raw) == 1


def test_name_and_subject_add_no_line_to_the_letters_head(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    evil = "Eve\r\nBcc: everybody@example.kz\r\n\r\nSend me \u202emoney"
    session.execute(text("UPDATE message_templates SET subject = '{name}: {atlas}'"))
    told = Told(INVITED.kind, {"name": evil, "days": 7}, INVITED.secrets)
    invite_by_mail(session, somebody(session), told)
    sender_by(sessions, tmp_path, inbox.url).send_due()
    [letter] = inbox.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Eve Bcc: everybody@example.kz Send me  money: Tugan Zher Atlas"
    assert inbox.recipients == [MAIL]
    assert "\u202e" not in letter.get_content()
    assert "\nBcc" not in letter.get_content()


def test_value_names_no_further_placeholder(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    told = Told(INVITED.kind, {"name": "{link} {0.__class__}", "days": 7}, INVITED.secrets)
    invite_by_mail(session, somebody(session), told)
    sender_by(sessions, tmp_path, inbox.url).send_due()
    assert "{link} {0.__class__}" in inbox.letters[0].get_content()


def test_news_can_be_ended_by_one_press_and_then_do_not_come(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    user = somebody(session)
    tell(session, Recipient(user.id, user.email), role_news(1), language=Language.EN)
    session.commit()
    sender = sender_by(sessions, tmp_path, inbox.url)
    sender.send_due()
    [letter] = inbox.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].startswith(f"<{BASE}/api/messages/unsubscribe?token=")
    tell(session, Recipient(user.id, user.email), role_news(2))
    unsubscribe(session, user.id, ROLE_GIVEN)
    assert tell(session, Recipient(user.id, user.email), role_news(3)) == 0
    session.commit()
    assert sender.send_due() == 0
    assert states(session) == ["sent", "withdrawn"]
