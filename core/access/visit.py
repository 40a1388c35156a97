"""By what and from where a caller asks, as the audit remembers it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, or one command in a terminal."""

    credential: str = ""
    """`session:12`, `token:5`, `device:7` or `terminal`; empty where nothing is shown."""
    address: str = ""
    """Where it came from, as far as proxies are trusted."""
    request_id: str = ""


NO_VISIT = Visit()
TERMINAL = Visit("terminal")
"""The operator, at the terminal of the machine."""
