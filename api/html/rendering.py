"""A page for readers, made from a template; every value in it is escaped."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.html import messages as words
from api.html.measures import number_in_words
from api.http.negotiation import FORM, HTML_TYPE, LANGUAGE, OutputFormat, negotiated
from core.text import Language, Text
from core.title import ATLAS

HERE = Path(__file__).parent
STATIC = HERE / "static"
STATIC_PATH = "/api/html"
STYLES = tuple(f"{STATIC_PATH}/{name}.css" for name in ("tokens", "base", "controls", "pages"))
"""The addresses of the style sheets; the web page is built with all but the last."""
SMALL_MAP, FONT, THEME = "small-map.js", "fonts.css", "theme.js"
"""The script for small maps, the font, and the script that takes the reader's choice of light or
dark from the device, among the files that the build of the web page makes.
"""
LANGUAGE_NAMES = {Language.KK: "Қазақша", Language.RU: "Русский", Language.EN: "English"}

TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters["in_words"] = number_in_words


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way to a page."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class OtherForm:
    """The same answer in another form, for programs."""

    title: str
    href: str
    media_type: str


def html_page(
    request: Request, language: Language, template: str, *, status: int = 200, **facts: object
) -> HTMLResponse:
    """The page. `facts` are what the template names, at least its `title`."""
    text = TEMPLATES.get_template(template).render(
        {
            "crumbs": (),
            "other_forms": (),
            **facts,
            "say": partial(_said, language),
            "link": partial(kept_language, request),
            "words": words,
            "atlas": ATLAS,
            "language": language,
            "languages": _languages(request, language),
            "has_map": has_built(request, SMALL_MAP),
            "has_font": has_built(request, FONT),
            "has_theme": has_built(request, THEME),
            "styles": STYLES,
        }
    )
    return HTMLResponse(
        text,
        status,
        headers=negotiated(request, language),
        media_type=f"{HTML_TYPE}; charset=utf-8",
    )


def entrance(language: Language) -> Crumb:
    """The way back to the entrance of the API."""
    return Crumb(words.API.in_language(language), "/api/")


def as_form(request: Request, form: OutputFormat) -> str:
    """The address of the same answer in another form."""
    return _with(request, **{FORM: form})


def kept_language(request: Request, address: str) -> str:
    """An address within the pages, with the language that the reader chose by `lang`."""
    chosen = request.query_params.get(LANGUAGE)
    if chosen is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({LANGUAGE: chosen})}"


def has_built(request: Request, name: str) -> bool:
    """Whether the web page is built, which brings a file of this name."""
    folder: Path = request.app.state.resources.settings.web_folder
    return (folder / name).is_file()


def _said(language: Language, text: Text, **values: object) -> str:
    return text.in_language(language, **values)


def _languages(request: Request, language: Language) -> list[dict[str, object]]:
    return [
        {
            "code": each,
            "title": LANGUAGE_NAMES[each],
            "href": _with(request, **{LANGUAGE: each}),
            "is_current": each is language,
        }
        for each in Language
    ]


def _with(request: Request, **changed: str) -> str:
    """The same address with other parameters, without those that a form left empty."""
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    parameters = {**given, **changed}
    return f"{request.url.path}?{urlencode(parameters)}"
