from collections.abc import Iterator

import pytest

from tests.core.messages.mail_server import Inbox, mail_server


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """What arrives at a mail server on loopback."""
    with mail_server(Inbox()) as inbox:
        yield inbox
