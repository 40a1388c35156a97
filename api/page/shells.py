"""The shells of the web page as its build has left them: which address has which, what runs."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from api.http.content_policy import content_policy

SHELL, ROUTES = "shell.html", "routes.json"
INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shells:
    """The shells in a folder, which may appear, or change, after the start."""

    folder: Path

    @property
    def are_built(self) -> bool:
        """Whether there is a page at all."""
        return (self.folder / SHELL).is_file()

    def is_page(self, path: str) -> bool:
        """Whether the address, `/` before it, is one of the page's own."""
        return any(route.search(path) for route in _routes(*_state(self.folder / ROUTES)))

    def shell_of(self, path: str) -> str:
        """The name of the file that answers an address, without `/` around it."""
        own = f"{path}.html"
        is_own = path.isascii() and path.isalpha() and (self.folder / own).is_file()
        return own if is_own else SHELL

    def policy(self, name: str) -> str:
        """The policy under which the scripts that stand in a shell may run."""
        return _policy(*_state(self.folder / name))


def _state(path: Path) -> tuple[Path, int]:
    return path, path.stat().st_mtime_ns if path.is_file() else 0


@lru_cache(maxsize=16)
def _routes(path: Path, changed_ns: int) -> tuple[re.Pattern[str], ...]:
    if not changed_ns:
        return ()
    listed = json.loads(path.read_text(encoding="utf-8"))
    return tuple(re.compile(route["pattern"]) for route in listed)


@lru_cache(maxsize=64)
def _policy(path: Path, changed_ns: int) -> str:
    scripts = INLINE_SCRIPT.findall(path.read_bytes()) if changed_ns else []
    return content_policy(
        base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts
    )
