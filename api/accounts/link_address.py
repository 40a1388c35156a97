"""The address of a one-time link."""

from core.accounts.one_time_links import PATH
from core.settings import Settings


def link_address(settings: Settings, secret: str, base: str | None = None) -> str:
    """The address of a link under the name by which people reach the atlas, else under `base`."""
    usual = base or f"http://{settings.host}:{settings.port}"
    return f"{settings.accounts.public_url or usual}{PATH}{secret}"
