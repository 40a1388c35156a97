from pathlib import Path

import pytest

from core.settings import PROJECT_ROOT, Settings


def test_settings_stand_without_any_variable() -> None:
    settings = Settings.from_environment({})

    assert settings.data_folder == PROJECT_ROOT / ".atlas"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database_url is None


def test_environment_changes_settings(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "ATLAS_DATA": str(tmp_path),
            "PORT": "9000",
            "HOST": "::1",
            "DATABASE_URL": "postgresql:///x",
        }
    )

    assert settings.data_folder == tmp_path
    assert (settings.host, settings.port, settings.database_url) == ("::1", 9000, "postgresql:///x")


def test_port_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="eight thousand"):
        Settings.from_environment({"PORT": "eight thousand"})
