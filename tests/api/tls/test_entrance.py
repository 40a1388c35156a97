"""The port of plain HTTP: how to install the authority, and nothing of the atlas."""

from pathlib import Path

import pytest
from cryptography import x509
from starlette.testclient import TestClient

from api.tls.authority import LocalAuthority
from api.tls.entrance import PlainEntrance
from core.clock import Clock


@pytest.fixture
def authority(tmp_path: Path, clock: Clock) -> LocalAuthority:
    made = LocalAuthority(tmp_path / "tls")
    made.renew(["192.168.1.5"], clock.now())
    return made


@pytest.fixture
def client(authority: LocalAuthority) -> TestClient:
    entrance = PlainEntrance(8443, authority)
    return TestClient(entrance, base_url="http://192.168.1.5:8080", follow_redirects=False)


@pytest.mark.parametrize(
    ("language", "word"), [("kk", "орнату"), ("ru", "Установка"), ("en", "Install")]
)
def test_page_explains_in_each_language_and_shows_the_fingerprint(
    client: TestClient, authority: LocalAuthority, language: str, word: str
) -> None:
    page = client.get("/", headers={"Accept-Language": language})
    assert page.headers["content-language"] == language
    assert word in page.text
    assert authority.fingerprint() in page.text
    assert all(f"<h2>{each}" in page.text for each in ("Android", "iPhone", "Windows", "Linux"))
    assert "https://192.168.1.5:8443/" in page.text
    assert client.get(f"/?lang={language}").headers["content-language"] == language


def test_certificate_is_given_in_both_forms_and_no_key(client: TestClient) -> None:
    pem, der = client.get("/authority.crt"), client.get("/authority.cer")
    assert {each.headers["content-type"] for each in (pem, der)} == {"application/x-x509-ca-cert"}
    first = x509.load_pem_x509_certificate(pem.content)
    assert first == x509.load_der_x509_certificate(der.content)
    assert b"PRIVATE" not in pem.content + der.content


@pytest.mark.parametrize("path", ["/map", "/api/me", "/authority.key", "/server.pem"])
def test_all_else_leads_to_https(client: TestClient, path: str) -> None:
    for method in ("GET", "POST"):
        answer = client.request(method, f"{path}?a=b%20c")
        assert answer.status_code == 308
        assert answer.headers["location"] == f"https://192.168.1.5:8443{path}?a=b%20c"


def test_without_an_authority_there_is_no_page(authority: LocalAuthority) -> None:
    del authority
    client = TestClient(PlainEntrance(443, None), base_url="http://a.kz", follow_redirects=False)
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (308, "https://a.kz/")


@pytest.mark.parametrize("host", ["a.kz/@evil.kz", "evil.kz#", "a b", "", "user@a.kz"])
def test_host_that_is_none_leads_nowhere(client: TestClient, host: str) -> None:
    answer = client.get("/map", headers={"Host": host})
    assert answer.status_code == 400
    assert "location" not in answer.headers
