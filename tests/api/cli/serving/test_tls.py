"""With what `tuganzher serve` serves HTTPS: the operator's files, or an authority of its own."""

from pathlib import Path

import pytest

from api.cli.serving.tls import TlsOptions, tls_serving
from api.tls.authority import LocalAuthority
from core.clock import Clock
from core.errors import MissingValueError
from core.settings import Settings


@pytest.fixture
def own_files(tmp_path: Path, clock: Clock) -> Path:
    """A file with a certificate and its key."""
    authority = LocalAuthority(tmp_path / "operator")
    authority.renew(["localhost"], clock.now())
    return authority.served


@pytest.mark.parametrize("left_out", ["tls-certificate", "tls-key"])
def test_half_of_a_pair_is_refused_by_name(settings: Settings, left_out: str) -> None:
    there = Path("atlas.pem")
    options = TlsOptions(key=there) if left_out == "tls-certificate" else TlsOptions(there)
    with pytest.raises(MissingValueError) as refused:
        tls_serving(settings, options)
    assert refused.value.field == left_out


def test_files_of_the_operator_are_served(
    settings: Settings, own_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_HSTS_DAYS", "1")
    serving = tls_serving(settings, TlsOptions(own_files, own_files))
    assert (serving.certificate, serving.key) == (own_files, own_files)
    assert serving.authority is None
