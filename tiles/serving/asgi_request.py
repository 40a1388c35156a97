"""What a request says, read from its plain ASGI scope."""

import re
from dataclasses import dataclass

from starlette.types import Scope

HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class AsgiRequest:
    """What a request says beside its path."""

    scope: Scope

    def header(self, name: bytes) -> str:
        """The value of a header, empty where it is missing."""
        for key, value in self.scope["headers"]:
            if key == name:
                return str(value.decode("latin-1"))
        return ""

    @property
    def query(self) -> str:
        """The query string."""
        return str(self.scope["query_string"].decode("latin-1"))

    @property
    def path(self) -> str:
        """The path below the place where the endpoint is mounted."""
        path, root = str(self.scope["path"]), str(self.scope.get("root_path", ""))
        return path.removeprefix(root)

    @property
    def address(self) -> tuple[bytes, bytes]:
        """The whole path and the query string as they came over the wire."""
        return wire_path(self.scope), self.scope["query_string"]

    @property
    def base_url(self) -> str:
        """The absolute address of the endpoint, as the caller reached it.

        Host names that no browser would send are not repeated.
        """
        host = self.header(b"host")
        if not HOST.fullmatch(host):
            name, port = self.scope.get("server") or ("localhost", None)
            host = f"{name}:{port}" if port else str(name)
        return f"{self.scope.get('scheme', 'http')}://{host}{self.scope.get('root_path', '')}"


def wire_path(scope: Scope) -> bytes:
    """The path as it came over the wire; a server need not tell it."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    return path
