"""`python -m api.cli.health ADDRESS`: exit code 0 where the address answers 200, for containers."""

import sys
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

TIMEOUT_S = 4.0
UNHEALTHY = 1


def main(address: str) -> int:
    """The exit code: 1 where nobody answers in time, or answers otherwise."""
    asked = urlsplit(address)
    connection = HTTPConnection(asked.hostname or "127.0.0.1", asked.port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", asked.path or "/")
        status = connection.getresponse().status
    except (OSError, HTTPException):
        return UNHEALTHY
    finally:
        connection.close()
    return 0 if status == HTTPStatus.OK else UNHEALTHY


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
