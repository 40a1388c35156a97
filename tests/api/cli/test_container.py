"""What the containers run: the commands stand in files that no test can start here."""

import http.server
import re
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from api.cli import app
from api.cli.health import main
from core.settings import PROJECT_ROOT
from tests.loopback import closed_port

COMPOSE: dict[str, Any] = yaml.safe_load(Path(PROJECT_ROOT, "compose.yaml").read_text())
CONTAINERFILE = Path(PROJECT_ROOT, "Containerfile").read_text()


def commands() -> Iterator[list[str]]:
    yield from (
        service["command"] for service in COMPOSE["services"].values() if "build" in service
        and isinstance(service.get("command"), list)
    )  # fmt: skip
    yield yaml.safe_load(re.findall(r"^CMD (\[.*\])$", CONTAINERFILE, re.MULTILINE)[-1])


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_command_of_a_container_is_one_of_the_atlas(command: list[str]) -> None:
    program, *rest = command
    assert program == "tuganzher"
    assert CliRunner().invoke(app, [*rest, "--help"]).exit_code == 0


def test_image_and_compose_serve_and_load_no_demo_data_by_themselves() -> None:
    services = COMPOSE["services"]
    assert services["app"]["command"] == ["tuganzher", "serve"]
    assert 'CMD ["tuganzher", "serve"]' in CONTAINERFILE
    assert services["app"]["restart"] == "unless-stopped"
    loading = [name for name, each in services.items() if "demo" in (each.get("command") or "")]
    assert loading == ["demo"]
    assert services["demo"]["profiles"] == ["demo"]
    for name, each in services.items():
        needed = set(each.get("depends_on", {})) - {"demo"}
        assert needed == set(each.get("depends_on", {})), name


def test_health_check_is_a_module_of_the_image() -> None:
    asked = COMPOSE["services"]["app"]["healthcheck"]["test"]
    assert asked[:4] == ["CMD", "python", "-m", "api.cli.health"]
    assert f"CMD {asked[1:]}".replace("'", '"') in CONTAINERFILE
    assert "COPY api api" in CONTAINERFILE


class Answering(http.server.BaseHTTPRequestHandler):
    """Is ready at one address only."""

    def do_GET(self) -> None:
        """Answer by the path."""
        ready = self.path == "/ready"
        self.send_response(HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep silent."""


def test_health_check_tells_ready_from_unready_and_silent() -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        assert main(f"{address}/ready") == 0
        assert main(f"{address}/unready") == 1
        server.shutdown()
    assert main(f"http://127.0.0.1:{closed_port()}/ready") == 1
