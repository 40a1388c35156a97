"""What plain HTTP gives beside HTTPS: how to install the authority, else the way to HTTPS."""

import html
import re
from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from api.tls.authority import LocalAuthority
from core.text import Language, Text, preferred_language
from core.title import ATLAS

HOST = re.compile(r"([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?", re.ASCII)
CERTIFICATE_TYPE = "application/x-x509-ca-cert"
FILES = frozenset({"/authority.crt", "/authority.cer"})
HTTPS_PORT = 443
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;"
    "color:#1c1b19;background:#fbfaf7}"
    "h1{font-size:1.4rem}h2{font-size:1.1rem;margin:1.2rem 0 .2rem}"
    "a.file{display:inline-block;padding:.7rem 1rem;background:#0b5a63;color:#fff;"
    "border-radius:.4rem;text-decoration:none}code{word-break:break-all}nav a{margin-right:1rem}"
    "@media(prefers-color-scheme:dark){body{color:#eceae4;background:#171614}a{color:#7fd0d9}}"
)


class EntranceMessages:
    """What the page says."""

    TITLE = Text("Сертификатты орнату", "Установка сертификата", "Install the certificate")
    WHY = Text(
        "Атлас осы желіде өз сертификатымен жұмыс істейді. Оны бір рет орнатсаңыз, телефон камера"
        " мен орналасқан жерді қолдануға рұқсат береді.",
        "В этой сети атлас работает со своим сертификатом. Установите его один раз, и телефон"
        " разрешит камеру и определение места.",
        "In this network the atlas has a certificate of its own. Install it once, and a phone"
        " allows the camera and the position.",
    )
    TRUST = Text(
        "Ол тек жеке желі мекенжайларына және осы машинаның атауларына жарамды.",
        "Он действует только для адресов частных сетей и имён этой машины.",
        "It is good for addresses of private networks and the names of this machine alone.",
    )
    FILE = Text("Сертификатты жүктеп алу", "Скачать сертификат", "Download the certificate")
    COMPARE = Text(
        "Орнатпас бұрын саусақ ізін (SHA-256) әкімші айтқанмен салыстырыңыз:",
        "До установки сравните отпечаток (SHA-256) с тем, что назовёт администратор:",
        "Before you install it, compare its fingerprint (SHA-256) with what the administrator"
        " tells you:",
    )
    OPEN = Text("Атласты ашу", "Открыть атлас", "Open the atlas")


STEPS: tuple[tuple[str, Text], ...] = (
    (
        "Android",
        Text(
            "Файлды жүктеп алыңыз. Баптаулар → Қауіпсіздік → Шифрлау және тіркелу деректері →"
            " Сертификат орнату → CA сертификаты. Файлды таңдаңыз.",
            "Скачайте файл. Настройки → Безопасность → Шифрование и учётные данные → Установка"
            " сертификата → Сертификат ЦС. Выберите файл.",
            "Download the file. Settings → Security → Encryption and credentials → Install a"
            " certificate → CA certificate. Choose the file.",
        ),
    ),
    (
        "iPhone, iPad",
        Text(
            "Файлды Safari арқылы ашып, рұқсат беріңіз. Баптаулар → Профиль жүктелді → Орнату."
            " Содан кейін Баптаулар → Негізгі → Құрылғы туралы → Сертификатқа сену баптаулары:"
            " қосыңыз.",
            "Откройте файл в Safari и разрешите. Настройки → Профиль загружен → Установить. Затем"
            " Настройки → Основные → Об этом устройстве → Доверие сертификатам: включите.",
            "Open the file in Safari and allow it. Settings → Profile Downloaded → Install. Then"
            " Settings → General → About → Certificate Trust Settings: switch it on.",
        ),
    ),
    (
        "Windows",
        Text(
            "Файлды ашыңыз → Сертификатты орнату → Жергілікті компьютер → Сенімді түбірлік"
            " сертификаттау орталықтары.",
            "Откройте файл → Установить сертификат → Локальный компьютер → Доверенные корневые"
            " центры сертификации.",
            "Open the file → Install Certificate → Local Machine → Trusted Root Certification"
            " Authorities.",
        ),
    ),
    (
        "Linux",
        Text(
            "Файлды /usr/local/share/ca-certificates/ қалтасына authority.crt атымен көшіріп,"
            " sudo update-ca-certificates орындаңыз."
            " Firefox: Баптаулар → Сертификаттар → Импорттау.",
            "Скопируйте файл authority.crt в /usr/local/share/ca-certificates/ и выполните"
            " sudo update-ca-certificates. Firefox: Настройки → Сертификаты → Импортировать.",
            "Copy authority.crt to /usr/local/share/ca-certificates/ and run"
            " sudo update-ca-certificates. Firefox: Settings → Certificates → Import.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class PlainEntrance:
    """The application on the port of plain HTTP; it holds no data of the atlas."""

    https_port: int
    authority: LocalAuthority | None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] == "http":
            await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        path = request.url.path
        host = _host(request.headers)
        if host is None:
            return PlainTextResponse("Bad Request", 400, headers=HEADERS)
        if self.authority is not None and request.method in {"GET", "HEAD"}:
            if path == "/":
                return self._page(request, self.authority, host)
            if path in FILES:
                return self._file(path, self.authority)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{self._https(host)}{quote(path)}{query}", 308, headers=HEADERS)

    def _https(self, host: str) -> str:
        port = "" if self.https_port == HTTPS_PORT else f":{self.https_port}"
        return f"https://{host}{port}"

    def _file(self, path: str, authority: LocalAuthority) -> Response:
        pem = authority.certificate.read_bytes()
        content = pem if path.endswith(".crt") else authority.der()
        name = path.removeprefix("/")
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=CERTIFICATE_TYPE, headers=headers)

    def _page(self, request: Request, authority: LocalAuthority, host: str) -> Response:
        asked = request.query_params.get("lang", "")
        accepted = preferred_language(request.headers.get("accept-language"))
        language = Language(asked) if asked in set(Language) else accepted
        page = written_page(language, authority.fingerprint(), self._https(host))
        return HTMLResponse(page, headers={**HEADERS, "Content-Language": language.value})


def written_page(language: Language, fingerprint: str, atlas: str) -> str:
    """The page in a language."""

    def said(text: Text) -> str:
        return html.escape(text.in_language(language))

    title = said(EntranceMessages.TITLE)
    steps = "".join(f"<h2>{name}</h2><p>{said(text)}</p>" for name, text in STEPS)
    languages = "".join(
        f'<a href="?lang={each}" hreflang="{each}">{name}</a>'
        for each, name in (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title} · {said(ATLAS)}</title><style>{STYLE}</style></head><body>"
        f"<nav>{languages}</nav><main><h1>{title}</h1><p>{said(EntranceMessages.WHY)}"
        f" {said(EntranceMessages.TRUST)}</p>"
        f'<p><a class="file" href="/authority.crt">{said(EntranceMessages.FILE)}</a>'
        ' · <a href="/authority.cer">.cer</a></p>'
        f"<p>{said(EntranceMessages.COMPARE)}<br><code>{fingerprint}</code></p>{steps}"
        f'<p><a href="{html.escape(atlas)}/">{said(EntranceMessages.OPEN)}</a></p>'
        "</main></body></html>"
    )


def _host(headers: Headers) -> str | None:
    """The name by which the caller came, without its port; None where it is none."""
    found = HOST.fullmatch(headers.get("host", ""))
    return found[1] if found else None
