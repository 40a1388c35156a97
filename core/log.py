"""Plain structured lines on standard error, from which secrets are struck out."""

import logging
import re
import sys
import time
from typing import TextIO

SECRETS = (
    (re.compile(r"(://[^:/?#@\s]*):[^@/\s]+@"), r"\1:***@"),
    (re.compile(r"(?i)\b(bearer\s+)[^\s\"',]+"), r"\1***"),
    (
        re.compile(r"(?i)\b((?:password|passwd|secret|token|api_key)\s*[=:]\s*)[^\s&\"',]+"),
        r"\1***",
    ),
)

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Characters with which a value could end a line and forge another, or steer a terminal."""


class StructuredFormatter(logging.Formatter):
    """Writes `time level logger message key=value …` with the time in UTC.

    The keys are those of the record's `facts`: `log.info("loaded", extra={"facts": {"rows": 7}})`.
    """

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s%(facts_text)s")

    @staticmethod
    def converter(seconds: float | None) -> time.struct_time:
        """The moment in UTC."""
        return time.gmtime(seconds)  # noqa: TID251 - of the record's own time

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, followed by the traceback where there is one."""
        facts = getattr(record, "facts", {})
        record.facts_text = "".join(f" {name}={_quoted(value)}" for name, value in facts.items())
        return without_secrets(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The record as one line whatever is in it: control characters are spelt out."""
        line = super().formatMessage(record)
        return CONTROLS.sub(lambda found: ascii(found[0])[1:-1], line)


def without_secrets(line: str) -> str:
    """The line with passwords in URLs, bearer tokens and the like replaced by ***."""
    for pattern, replacement in SECRETS:
        line = pattern.sub(replacement, line)
    return line


def write_log(level: str = "INFO", stream: TextIO = sys.stderr) -> None:
    """Have every logger of the program write to the stream from now on."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(StructuredFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _quoted(value: object) -> str:
    text = str(value)
    return repr(text) if re.search(r"[\s=]", text) or not text else text
