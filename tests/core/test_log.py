import io
import logging

import pytest

from core.log import StructuredFormatter, without_secrets


def logged(message: str, **facts: object) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(StructuredFormatter())
    record = logging.LogRecord("ingest", logging.INFO, __file__, 1, message, None, None)
    record.facts = facts
    handler.handle(record)
    return stream.getvalue()


@pytest.mark.parametrize(
    "line",
    [
        "postgresql://atlas:hunter2@db/atlas",
        "Authorization: Bearer hunter2",
        "GET /api/?token=hunter2&x=1",
        "password: hunter2",
    ],
)
def test_secret_is_struck_out(line: str) -> None:
    assert "hunter2" not in without_secrets(line)
    assert "***" in without_secrets(line)


def test_ordinary_address_stays_as_it_is() -> None:
    assert without_secrets("http://127.0.0.1:8000/api/") == "http://127.0.0.1:8000/api/"


def test_line_carries_level_room_message_and_facts() -> None:
    line = logged("rows loaded", rows=7, file="a b.csv")
    assert "INFO ingest rows loaded rows=7 file='a b.csv'\n" in line
    assert line[4] == "-"
    assert line[23] == "Z"


def test_secret_in_a_fact_is_struck_out() -> None:
    assert "hunter2" not in logged("connected", url="postgresql://a:hunter2@db/x")


@pytest.mark.parametrize("control", ["\n", "\r\n", "\x1b[31m", "\u2028", "\x00"])
def test_value_can_neither_forge_a_line_nor_steer_the_terminal(control: str) -> None:
    line = logged(f"GET /x{control}FAKE", path=f"a{control}b")
    assert control not in line.removesuffix("\n")
    assert len(line.splitlines()) == 1
    assert "FAKE" in line
