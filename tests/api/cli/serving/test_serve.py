"""How `tuganzher serve` watches the processes that answer."""

from types import SimpleNamespace

import pytest
import uvicorn

from api.cli.serving import serve
from core.settings import Settings

SLOW_START_S = 20
"""Two processes that start on a busy machine with two cores take so long."""


def test_process_that_starts_slowly_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "ATLAS_DATA", "ATLAS_LOG_LEVEL"):
        monkeypatch.setenv(name, "")
    ran: list[uvicorn.Config] = []

    def ended(config: uvicorn.Config, _on_end: object) -> None:
        ran.append(config)

    monkeypatch.setattr(serve, "serve_until_signal", ended)
    monkeypatch.setattr(serve, "_announce", lambda *_: None)
    monkeypatch.setattr(serve, "write_log", lambda _: None)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    terminal = SimpleNamespace(settings=Settings.from_environment({}))
    serve.answer(terminal, "", workers=2, log_level="INFO", with_worker=False)

    (config,) = ran
    assert config.workers == 2
    assert config.timeout_worker_healthcheck > SLOW_START_S
