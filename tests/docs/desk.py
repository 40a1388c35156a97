"""A reader's desk before a served atlas, at which the steps of the pages are done."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from string import Template

import httpx
import psycopg
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from api.cli import app
from core.database.engine import make_engine
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.working import work_off
from tests.docs.addresses import PLACE, request_of
from tests.docs.commands import Command, commands_of
from tests.docs.steps import Kind, Step
from tests.metrics import METRICS_TOKEN

HOSTS = ("http://127.0.0.1:8000", "https://atlas.example.kz")
"""How the pages call the atlas that is served."""
SOME_ROWS_LEFT = 5
LONGEST_S = 60
RUN = re.compile(r"(\bingest (?:audit|undo) |/api/ingest/)(\d+)")
ABOUT_TASKS = re.compile(r"/api/tasks\b|/(?:stop|resume)$")
"""Addresses of what waits or works: before these the worker rests."""
ARCHIVE = "turkistan"
TILE = {"z": "8", "x": "176", "y": "93"}
"""A tile of Turkistan oblast, with the town."""


@dataclass(frozen=True)
class Desk:
    """A folder with example files, a served atlas with a worker at hand, somebody who may all."""

    folder: Path
    url: str
    settings: Settings
    catalogue: Catalogue
    client: httpx.Client
    token: str
    _orders: Iterator[int] = field(default_factory=count)

    def work(self) -> None:
        """Do what waits for a worker."""
        with self._session() as session:
            work_off(self.settings, self.catalogue, self.url, session)

    def last_run(self) -> int:
        """The number of the newest load, 0 where there is none."""
        with psycopg.connect(self.url) as connection:
            row = connection.execute("SELECT coalesce(max(id), 0) FROM ingest_runs").fetchone()
            assert row
            number: int = row[0]
            return number

    def waiting_task(self) -> str:
        """The id of a task that waits: the order of a small archive."""
        return self._ordered(f"example-{next(self._orders)}")

    def archive(self) -> str:
        """The name of an archive that is served."""
        if not (self.settings.archive_folder / f"{ARCHIVE}.pmtiles").exists():
            answer = self._order(ARCHIVE)
            # A page may have ordered it before, and nobody worked on it yet.
            assert answer.status_code in {httpx.codes.ACCEPTED, httpx.codes.CONFLICT}, answer.text
            self.work()
        return ARCHIVE

    def _ordered(self, name: str) -> str:
        answer = self._order(name)
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        return answer.headers["Location"].rpartition("/")[2]

    def _order(self, name: str) -> httpx.Response:
        order = {"name": name, "layers": "monuments", "region": "610000000", "zooms": "0-8"}
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.client.post("/api/tiles/archives", json=order, headers=headers)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        engine = make_engine(self.url)
        with Session(engine) as session:
            yield session
        engine.dispose()


class Reader:
    """Somebody who goes through one page; the page's loads are numbered from 1."""

    def __init__(self, desk: Desk, page: Path) -> None:
        self._desk = desk
        self._name = f"reader-of-{page.stem}"
        self._earlier_runs = desk.last_run()

    def do(self, step: Step) -> None:
        """Do a step. Raises AssertionError, or what a program raises, where it does not succeed."""
        ways = {
            Kind.COMMAND: self._run,
            Kind.REQUEST: self._ask,
            Kind.PYTHON: self._execute,
            Kind.SQL: self._state,
        }
        ways[step.kind](RUN.sub(self._number, step.text))

    def _number(self, told: re.Match[str]) -> str:
        return f"{told[1]}{self._earlier_runs + int(told[2])}"

    def _run(self, line: str) -> None:
        """Run a line of the shell; our own program runs within the tests."""
        line = line.replace("aigul", self._name)
        commands = list(commands_of(line))
        if [Path(each.program).name for each in commands] == ["tuganzher"]:
            self._run_ours(commands[0])
            return
        assert "curl" not in line or "--fail" in line, f"succeeds whatever the answer: {line}"
        for host in HOSTS:
            line = line.replace(host, str(self._desk.client.base_url).rstrip("/"))
        done = subprocess.run(  # noqa: S603 - lines of our own pages
            ["/bin/bash", "-c", line], capture_output=True, text=True, timeout=LONGEST_S,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def _run_ours(self, command: Command) -> None:
        settings = dict(each.split("=", 1) for each in command.settings)
        environment = {name: expanded(value) for name, value in settings.items()}
        words = [self._argument(word) for word in command.arguments]
        done = CliRunner().invoke(app, words, env=environment)
        fine = {0, SOME_ROWS_LEFT} if words[0] == "ingest" else {0}
        assert done.exit_code in fine, f"{done.output}{done.exception!r}"

    def _argument(self, word: str) -> str:
        """The word, or what a reader puts in its place."""
        if word == "ID":
            return self._desk.waiting_task()
        placed = {
            "NAME": f"another-{self._name}",
            "FILE": "incoming/list.csv",
            "FILE.csv": "ours.csv",
            "LAYER": "monuments",
        }
        return placed.get(word, expanded(word))

    def _ask(self, line: str) -> None:
        """Ask for an address; of a stream of events only whether it begins."""
        told = request_of(line)
        address = PLACE.sub(self._value, told.written.replace("/NAME/", "/{name}/"))
        request = request_of(f"{told.method} {address}")
        if not ABOUT_TASKS.search(request.path):
            self._desk.work()
        token = METRICS_TOKEN if request.path == "/metrics" else self._desk.token
        headers = {"Authorization": f"Bearer {token}"}
        answering = self._desk.client.stream(
            request.method, request.address, json=told.body, headers=headers
        )
        with answering as answer:
            assert answer.is_success, f"{answer.status_code} {answer.read().decode()}"
            if not request.path.endswith("/events"):
                answer.read()

    def _value(self, place: re.Match[str]) -> str:
        name = place[0].strip("{}")
        if name == "id":
            return self._desk.waiting_task()
        return self._desk.archive() if name == "name" else TILE[name]

    def _execute(self, text: str) -> None:
        exec(compile(text, self._name, "exec"), {})  # noqa: S102 - programs of our own pages

    def _state(self, text: str) -> None:
        with psycopg.connect(self._desk.url) as connection:
            connection.execute(text.encode())
            connection.rollback()


def expanded(word: str) -> str:
    """The word with the variables of the environment in it."""
    return Template(word).safe_substitute(os.environ)
