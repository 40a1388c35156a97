"""In which form and language an answer is wanted: `f` and `lang`, else what the headers say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fastapi import Request

from api.http.credentials import is_known
from core.errors import AtlasError, InvalidValueError
from core.text import Language, Text, preferred_language

FORM, LANGUAGE = "f", "lang"
PRESENTATION = frozenset({FORM, LANGUAGE})
"""Parameters that change how an answer is told, never what it tells."""
VARY = "Accept, Accept-Language, Authorization, Cookie"


class OutputFormat(StrEnum):
    """A form in which the API answers, by its name in `f`."""

    JSON = "json"
    GEOJSON = "geojson"
    HTML = "html"


Offered = Mapping[OutputFormat, tuple[str, ...]]
"""The media types under which each form is asked for, the first is that of the answer."""

HTML_TYPE = "text/html"
JSON_TYPE = "application/json"
GEOJSON_TYPE = "application/geo+json"
SCHEMA_TYPE = "application/schema+json"

DOCUMENT: Offered = {OutputFormat.JSON: (JSON_TYPE,), OutputFormat.HTML: (HTML_TYPE,)}
ONLY_JSON: Offered = {OutputFormat.JSON: (JSON_TYPE,)}
SCHEMA: Offered = {OutputFormat.JSON: (SCHEMA_TYPE, JSON_TYPE), OutputFormat.HTML: (HTML_TYPE,)}
FEATURES: Offered = {
    OutputFormat.GEOJSON: (GEOJSON_TYPE, JSON_TYPE, "application/vnd.geo+json"),
    OutputFormat.JSON: (),
    OutputFormat.HTML: (HTML_TYPE,),
}
"""`f=json` is another name for GeoJSON."""

LANGUAGE_HINT = Text(
    "Мүмкін мәндер: kk, ru, en.", "Возможные значения: kk, ru, en.", "Use kk, ru or en."
)


class UnofferedFormatError(AtlasError):
    """None of the media types of an Accept header is offered."""

    phrase = Text(
        "Мұндай пішімде берілмейді: {value}.",
        "В таком формате не отдаётся: {value}.",
        "Not offered in this format: {value}.",
    )


class UnknownFormError(AtlasError):
    """A value of `f` that this address does not offer."""

    phrase = Text(
        "f={value}: мұндай пішім жоқ. Мүмкін мәндер: {offered}.",
        "f={value}: такого формата нет. Возможные значения: {offered}.",
        "f={value}: there is no such format. Possible values: {offered}.",
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """How one answer is wanted."""

    form: OutputFormat
    language: Language

    @property
    def is_html(self) -> bool:
        """Whether a page for readers is wanted."""
        return self.form is OutputFormat.HTML


def wish_of(request: Request, offered: Offered = DOCUMENT) -> Wish:
    """The wanted form and language.

    Raises UnknownFormError, InvalidValueError for a language that the atlas does not speak, and
    UnofferedFormatError for an Accept header that none of the forms meets.
    """
    language = request.query_params.get(LANGUAGE)
    if language and language not in set(Language):
        raise InvalidValueError(language, field=LANGUAGE, hint=LANGUAGE_HINT)
    return Wish(_form(request, offered), language_of(request))


def language_of(request: Request) -> Language:
    """The language of the caller's messages: that of `lang`, else the best of Accept-Language."""
    wanted = request.query_params.get(LANGUAGE)
    if wanted in set(Language):
        return Language(wanted)
    return preferred_language(request.headers.get("accept-language"))


def wants_html(request: Request) -> bool:
    """Whether a reader's browser asks, so that even a failure should be a page."""
    if request.query_params.get(FORM):
        return request.query_params[FORM] == OutputFormat.HTML
    preferred = media_types(request.headers.get("accept", ""))
    return bool(preferred) and preferred[0] == HTML_TYPE


def negotiated(request: Request, language: Language) -> dict[str, str]:
    """The headers of an answer that is told in the caller's form and language."""
    return {**private(request), "Content-Language": language, "Vary": VARY}


def private(request: Request) -> dict[str, str]:
    """The headers that keep one caller's answer from another's eyes."""
    kept = "private, no-cache" if is_known(request) else "no-cache"
    return {"Cache-Control": kept, "Vary": "Authorization, Cookie"}


def media_types(accept: str) -> list[str]:
    """The media types of an Accept header, best first (RFC 9110 §12.5.1); `*/*` for none."""
    found = []
    for entry in (accept or "*/*").split(","):
        media_type, *parameters = (part.strip().lower() for part in entry.split(";"))
        quality = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        try:
            found.append((float(quality), media_type))
        except ValueError:
            continue
    ordered = sorted(found, key=lambda pair: -pair[0])
    return [media_type for quality, media_type in ordered if quality > 0]


def meets(wanted: str, media_type: str) -> bool:
    """Whether a media type is one that a media range such as `text/*` names."""
    return wanted in {media_type, f"{media_type.partition('/')[0]}/*", "*/*"}


def _form(request: Request, offered: Offered) -> OutputFormat:
    name = request.query_params.get(FORM)
    if name:
        if name not in set(offered):
            raise UnknownFormError(name, field=FORM, offered=", ".join(offered))
        return OutputFormat(name)
    accept = request.headers.get("accept", "")
    for wanted in media_types(accept):
        for form, names in offered.items():
            if any(meets(wanted, each) for each in names):
                return form
    raise UnofferedFormatError(accept, field="Accept")
