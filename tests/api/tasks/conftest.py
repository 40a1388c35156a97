import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn

from api.app import create_app
from core.access.caller import Caller
from core.accounts.callers import caller_of_token
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.settings import Settings
from core.task_limits import TaskLimits
from core.tasks.ordering import order_task
from core.tasks.task import TaskKind
from layers.registry import Catalogue
from tests.api.asking import signed_in
from tests.core.tasks.ordered import COUNT
from tests.waiting import PATIENCE_S, wait_for


@dataclass(frozen=True)
class Office:
    """A served atlas, an officer with tasks in it, and its database."""

    client: httpx.Client
    officer: dict[str, str]
    caller: Caller
    sessions: SessionFactory

    def ordered(self, kind: TaskKind = COUNT) -> str:
        """The id of a new task of the officer."""
        limits = TaskLimits(waiting_per_person=1000)
        with transaction(self.sessions) as session:
            return order_task(session, kind, self.caller, limits=limits).id


@pytest.fixture
def office(committed_database: str, catalogue: Catalogue, tmp_path: Path) -> Iterator[Office]:
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    with sessions() as session:
        officer = signed_in(session, "tiles:write")
        caller = caller_of_token(session, officer["Authorization"].removeprefix("Bearer "))
    assert caller is not None
    environment = {
        "DATABASE_URL": committed_database,
        "ATLAS_DATA": str(tmp_path),
        "ATLAS_TASKS_STREAMS_PER_CALLER": "2",
    }
    app = create_app(Settings.from_environment(environment), catalogue, committed_database)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as client:
        yield Office(client, officer, caller, sessions)
    server.should_exit = True
    thread.join()
    engine.dispose()
