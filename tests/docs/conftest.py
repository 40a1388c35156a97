import pytest

from api.app import create_app
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.conftest import NOWHERE
from tests.api.described import Described


@pytest.fixture(scope="session")
def described(catalogue: Catalogue) -> Described:
    """The answers as the document of the whole application describes them."""
    settings = Settings.from_environment({"DATABASE_URL": NOWHERE, "ATLAS_DATA": "nowhere"})
    return Described(create_app(settings, catalogue, NOWHERE).openapi())
