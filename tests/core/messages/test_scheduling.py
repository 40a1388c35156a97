"""When news go: at once, gathered, and never in quiet hours."""

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory
from core.messages.channels import Channel
from core.messages.choosing import change_choice, change_preferences
from core.messages.kinds import ROLE_GIVEN
from core.messages.preferences import Digest, Preferences
from core.messages.scheduling import due_at
from core.messages.telling import Recipient, tell
from core.text import Language
from tests.core.messages.mail_server import Inbox
from tests.core.messages.post import (
    INVITED,
    invite_by_mail,
    make_due,
    role_news,
    sender_by,
    somebody,
    states,
)

ALMATY = ZoneInfo("Asia/Almaty")
NIGHT = Preferences(quiet_from=time(22), quiet_to=time(8))


def almaty(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("chosen", "now", "due"),
    [
        (Preferences(), almaty(1, 12, 34), almaty(1, 12, 34)),
        (NIGHT, almaty(1, 12), almaty(1, 12)),
        (NIGHT, almaty(1, 22), almaty(2, 8)),
        (NIGHT, almaty(1, 23, 59), almaty(2, 8)),
        (NIGHT, almaty(2, 0), almaty(2, 8)),
        (NIGHT, almaty(2, 7, 59), almaty(2, 8)),
        (NIGHT, almaty(2, 8), almaty(2, 8)),
        (Preferences(quiet_from=time(13), quiet_to=time(14)), almaty(1, 13, 30), almaty(1, 14)),
        (Preferences(quiet_from=time(13), quiet_to=time(13)), almaty(1, 13), almaty(1, 13)),
        (Preferences(digest=Digest.HOURLY), almaty(1, 12, 34), almaty(1, 13)),
        (Preferences(digest=Digest.DAILY), almaty(1, 8, 59), almaty(1, 9)),
        (Preferences(digest=Digest.DAILY), almaty(1, 9), almaty(2, 9)),
        (Preferences(digest=Digest.HOURLY, quiet_from=time(22), quiet_to=time(8)),
         almaty(1, 21, 30), almaty(2, 8)),
    ],
)  # fmt: skip
def test_news_wait_for_their_time(chosen: Preferences, now: datetime, due: datetime) -> None:
    assert due_at(now.astimezone(UTC), chosen) == due


def test_quiet_hours_are_those_of_the_persons_own_clock() -> None:
    in_berlin = Preferences(quiet_from=time(22), quiet_to=time(8), time_zone="Europe/Berlin")
    now = datetime(2026, 3, 1, 22, tzinfo=UTC)
    assert due_at(now, in_berlin) == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert due_at(now, NIGHT) == datetime(2026, 3, 2, 3, tzinfo=UTC)


def test_night_in_which_the_clock_goes_forward_ends_at_the_same_hour() -> None:
    in_berlin = Preferences(quiet_from=time(22), quiet_to=time(8), time_zone="Europe/Berlin")
    before = datetime(2026, 3, 28, 22, tzinfo=UTC)  # summer time begins at 01:00 UTC
    assert due_at(before, in_berlin) == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_quiet_hours_hold_news_back_but_not_security(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    user = somebody(session)
    local = session.scalars(text("SELECT (now() AT TIME ZONE 'Asia/Almaty')::time")).one()
    quiet = Preferences(
        language=Language.EN,
        quiet_from=local.replace(minute=0, second=0, microsecond=0),
        quiet_to=time((local.hour + 2) % 24),
    )
    change_preferences(session, user.id, quiet)
    tell(session, Recipient(user.id, user.email), role_news())
    tell(session, Recipient(user.id, user.email), INVITED)
    session.commit()
    assert sender_by(sessions, tmp_path, inbox.url).send_due() == 1
    assert states(session) == ["waiting", "sent"]
    assert inbox.letters[0]["Subject"].endswith("invitation")


def test_digest_gathers_news_into_one_letter_and_security_goes_alone(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    user, other = somebody(session), somebody(session, "Serik", "serik@gov.kz")
    for each in (user, other):
        daily = Preferences(language=Language.EN, digest=Digest.DAILY)
        change_preferences(session, each.id, daily)
        for number in (1, 2, 3):
            tell(session, Recipient(each.id, each.email), role_news(number))
    session.commit()
    sender = sender_by(sessions, tmp_path, inbox.url)
    assert sender.send_due() == 0
    make_due(session)
    assert sender.send_due() == 6
    assert inbox.recipients == [user.email, other.email]
    letter = inbox.letters[0]
    assert letter["Subject"] == "Tugan Zher Atlas: news (3)"
    assert [f"Role {number}" in letter.get_content() for number in (1, 2, 3)] == [True] * 3
    assert "token=" in letter["List-Unsubscribe"]
    tell(session, Recipient(user.id, user.email), INVITED)
    session.commit()
    assert sender.send_due() == 1


def test_new_choice_holds_for_what_waits(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    user = somebody(session)
    change_preferences(session, user.id, Preferences(digest=Digest.DAILY))
    tell(session, Recipient(user.id, user.email), role_news(1))
    session.commit()
    sender = sender_by(sessions, tmp_path, inbox.url)
    assert sender.send_due() == 0
    change_preferences(session, user.id, Preferences())
    session.commit()
    assert sender.send_due() == 1
    change_preferences(session, user.id, Preferences(digest=Digest.DAILY))
    tell(session, Recipient(user.id, user.email), role_news(2))
    change_choice(session, user.id, ROLE_GIVEN, Channel.MAIL, is_on=False)
    session.commit()
    make_due(session)
    assert sender.send_due() == 0
    assert states(session) == ["sent", "withdrawn"]


def test_language_is_the_persons_choice_else_that_of_what_happened_else_the_last(
    session: Session, sessions: SessionFactory, inbox: Inbox, tmp_path: Path
) -> None:
    user = somebody(session)
    invite_by_mail(session, user)
    tell(session, Recipient(user.id, user.email), role_news(1))
    change_preferences(session, user.id, Preferences(language=Language.RU))
    tell(session, Recipient(user.id, user.email), role_news(2), language=Language.EN)
    session.commit()
    sender_by(sessions, tmp_path, inbox.url).send_due()
    assert [letter["Content-Language"] for letter in inbox.letters] == ["en", "en", "ru"]
