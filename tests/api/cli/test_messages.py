"""`tuganzher messages`: what goes and what does not, in words."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from api.cli import app
from core.database.engine import make_engine, make_sessions
from core.messages.telling import Recipient, tell
from core.text import Language
from tests.core.messages.post import INVITED, MAIL, SECRET, role_news, sender_by, somebody
from tests.core.messages.test_bouncing import report

Messages = Callable[..., Result]


@pytest.fixture
def messages(committed_database: str, tmp_path: Path) -> Messages:
    """The command on a database with one letter that has gone and one that waits."""
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    with sessions() as session:
        user = somebody(session)
        tell(session, Recipient(user.id, user.email), INVITED, language=Language.EN)
        session.commit()
        sender_by(sessions, tmp_path).send_due()
        tell(session, Recipient(user.id, user.email), role_news(), language=Language.EN)
        session.commit()
    engine.dispose()

    def run(*arguments: str, lang: str = "en", **environment: str) -> Result:
        told = {"DATABASE_URL": committed_database, "ATLAS_DATA": str(tmp_path), **environment}
        return CliRunner().invoke(app, ["--lang", lang, "messages", *arguments], env=told)

    return run


def test_list_says_what_went_and_where_letters_lie(messages: Messages) -> None:
    told = messages("list")
    first, second = told.stdout.splitlines()
    assert first.endswith(f"A new role → mail, {MAIL}: waiting")
    assert second.endswith(f"Invitation to the atlas → mail, {MAIL}: sent")
    assert "No mail server is set" in told.stderr
    assert messages("list", "--state", "failed").stdout == "There are no messages.\n"
    [found] = json.loads(messages("list", "--state", "sent", "--json").stdout)
    assert found["kind"] == "invitation"
    assert SECRET not in str(found)


def test_one_message_is_told_of_without_what_it_says(messages: Messages) -> None:
    told = messages("show", "1", lang="ru").stdout
    assert "Приглашение в атлас → почта" in told
    assert "Message-ID" in told
    assert "Айгүл" not in told
    assert "no such message" in str(messages("show", "99").exception)


def test_text_is_shown_with_made_up_values(messages: Messages) -> None:
    told = messages("preview", "invitation", "--language", "ru").stdout
    assert told.startswith("Атлас «Туған жер»: приглашение\n")
    assert "Айгуль Серикова" in told
    assert "no kind" in str(messages("preview", "nothing").exception)


def test_message_whose_link_is_gone_is_not_sent_again(messages: Messages) -> None:
    assert "blanked" in str(messages("retry", "1").exception)
    assert "still waits" in str(messages("retry", "2").exception)


def test_message_that_perhaps_went_goes_again_by_a_word(
    messages: Messages, committed_database: str, tmp_path: Path
) -> None:
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    with sessions() as session:
        session.execute(text("UPDATE messages SET state = 'perhaps_sent' WHERE id = 2"))
        session.commit()
    assert sender_by(sessions, tmp_path).send_due() == 0
    assert messages("retry", "2").stdout == "The message 2 goes again.\n"
    assert sender_by(sessions, tmp_path).send_due() == 1
    with sessions() as session:
        audited = text("SELECT event, object_id FROM audit_entries ORDER BY id DESC LIMIT 1")
        assert session.execute(audited).one() == ("messages.send", "2")
    engine.dispose()


def test_reports_in_a_folder_and_addresses_are_taken_in(messages: Messages, tmp_path: Path) -> None:
    code = json.loads(messages("show", "1", "--json").stdout)["code"]
    returned = tmp_path / "returned" / "new"
    returned.mkdir(parents=True)
    (returned / "1").write_bytes(report(code))
    (returned / "2").write_bytes(b"Subject: hello\n\nI am away.")
    told = messages("bounce", str(tmp_path / "returned")).stdout
    assert told == "Addresses marked: 1; other files: 1\n"
    assert messages("bounce", MAIL, "--forget").stdout == "The mark is gone.\n"
    assert messages("bounce", MAIL, "--forget").stdout == "The address is not marked.\n"
    assert messages("bounce", MAIL.upper()).stdout == "The address is marked.\n"
    assert messages("bounce", "no address").exit_code != 0
