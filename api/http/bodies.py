"""The JSON bodies of requests, read with care, and the versions on which a change is based."""

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, Request

from core.errors import AtlasError
from core.text import Text
from layers.model.values import UNSTORABLE

Json = dict[str, Any]
MEDIA_TYPES = ("application/geo+json", "application/json", "application/merge-patch+json")
LONGEST_REST = 30
"""Characters of a broken body that its error shows."""
ENTITY_TAG = re.compile(r'(?<!W/)"(\d{1,18})(?:-[0-9a-f]+)?"')
"""A strong tag: a weak one never meets If-Match (RFC 9110 §13.1.1)."""


class UnsupportedMediaTypeError(AtlasError):
    """A body of a type that the address does not take."""

    phrase = Text(
        "«{value}» түріндегі мазмұн қабылданбайды; application/json керек.",
        "Содержимое типа «{value}» не принимается; нужен application/json.",
        "Content of type “{value}” is not taken; application/json is needed.",
    )


class UnreadableBodyError(AtlasError):
    """A body that is not a JSON object, or holds what cannot be stored."""

    phrase = Text(
        "Сұраудың мазмұны UTF-8 кодындағы JSON нысаны болуы керек. {value}",
        "Содержимое запроса должно быть объектом JSON в кодировке UTF-8. {value}",
        "The content of the request must be a JSON object in UTF-8. {value}",
    )


class BrokenJsonError(UnreadableBodyError):
    """A body that is not JSON from some place on; `position` counts characters from 1."""

    phrase = Text(
        "JSON {position}-таңбадан бастап оқылмады: {value}",
        "JSON не читается с символа {position}: {value}",
        "The JSON cannot be read from character {position} on: {value}",
    )


class NotAFeatureError(AtlasError):
    """A body that is JSON but not a GeoJSON feature."""

    phrase = Text(
        "GeoJSON Feature керек: {value}",
        "Нужен GeoJSON Feature: {value}",
        "A GeoJSON Feature is needed: {value}",
    )


def announced_as_json(request: Request) -> None:
    """Require that the body is said to be JSON. Raises UnsupportedMediaTypeError."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in MEDIA_TYPES:
        raise UnsupportedMediaTypeError(media_type, field="Content-Type")


async def json_object(request: Request) -> Json:
    """The body as a JSON object. Raises UnsupportedMediaTypeError, UnreadableBodyError.

    A route whose body pydantic reads depends on it too: what UTF-8 or PostgreSQL cannot write
    is refused before anything is done with it.
    """
    announced_as_json(request)
    try:
        document = json.loads(await request.body(), parse_constant=_refuse_constant)
        unstorable = [text for text in _texts(document) if UNSTORABLE.search(text)]
    except json.JSONDecodeError as error:
        rest = error.doc[error.pos : error.pos + LONGEST_REST] or "…"
        raise BrokenJsonError(rest, field="body", position=error.pos + 1) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableBodyError(field="body") from error
    if not isinstance(document, dict):
        raise UnreadableBodyError(document, field="body")
    if unstorable:
        raise UnreadableBodyError(ascii(unstorable[0]), field="body")
    return document


JsonBody = Annotated[Json, Depends(json_object)]


def feature_body(body: JsonBody) -> Json:
    """The body as a GeoJSON feature or a part of one. Raises NotAFeatureError."""
    if body.get("type", "Feature") != "Feature":
        raise NotAFeatureError(body["type"], field="type")
    if not isinstance(body.get("properties") or {}, dict):
        raise NotAFeatureError(body["properties"], field="properties")
    return body


FeatureBody = Annotated[Json, Depends(feature_body)]


def based_on(request: Request) -> frozenset[int] | None:
    """The versions that If-Match names; None where any will do."""
    header = request.headers.get("if-match")
    if header is None or header.strip() == "*":
        return None
    return frozenset(int(version) for version in ENTITY_TAG.findall(header))


BasedOn = Annotated[frozenset[int] | None, Depends(based_on)]


def _texts(part: object) -> Iterator[str]:
    """Every text and key of a JSON document."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield key
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def _refuse_constant(name: str) -> None:
    raise UnreadableBodyError(name, field="body")
