"""What the answers of the API are made of: frozen models, phrases, names and links."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Response
from fastapi.responses import JSONResponse
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from api.http.negotiation import GEOJSON_TYPE, SCHEMA_TYPE
from core.text import Text

Json = dict[str, Any]

Moment = Annotated[
    datetime,
    PlainSerializer(datetime.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A time, written with its offset."""
KatoCode = Annotated[str, Field(description="A KATO code, or KZ for the country.")]
Degrees = Annotated[float, Field(description="Degrees, EPSG:4326.")]
LonLat = Annotated[
    list[float], Field(min_length=2, max_length=2, description="Longitude, latitude; EPSG:4326.")
]
Box = Annotated[
    list[float],
    Field(min_length=4, max_length=4, description="West, south, east, north; EPSG:4326."),
]


class Answer(BaseModel):
    """Something that the API answers in JSON; members with a default may be absent.

    What is not in a model is not promised: answers may come to have more members.
    """

    model_config = ConfigDict(
        frozen=True, use_attribute_docstrings=True, validate_by_name=True, validate_by_alias=True
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Json:
        """The schema without titles that repeat the names of members, and without defaults."""
        reference = handler(schema)
        described = handler.resolve_ref_schema(reference)
        described.pop("title", None)
        for member in described.get("properties", {}).values():
            member.pop("title", None)
            member.pop("default", None)
        return reference


@dataclass(frozen=True, slots=True)
class DescribedBy:
    """Lets a member pass as it was read from the database, and describes it by a model.

    So what an earlier version stored is answered as it stands.
    """

    model: object

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401 - any annotated type
        """A schema that takes and gives every value, around that of the model."""
        return core_schema.no_info_wrap_validator_function(
            _as_it_is,
            handler.generate_schema(self.model),
            serialization=core_schema.plain_serializer_function_ser_schema(_same),
        )


def _as_it_is(value: object, _: object) -> object:
    return value


def _same(value: object) -> object:
    return value


class Phrase(Answer):
    """A phrase in three languages."""

    kk: str
    ru: str
    en: str

    @classmethod
    def of(cls, text: Text) -> "Phrase":
        """The phrase of a text."""
        return cls(**text.as_dict())


class Name(Answer):
    """A name in three languages; null where it is not known."""

    kk: str | None
    ru: str | None
    en: str | None


class RingDeclaration(Answer):
    """A line around the objects of which a field says something."""

    field: str
    colour: str
    title: Phrase
    """What it means."""


class WebLink(Answer):
    """A link (RFC 8288)."""

    rel: str
    href: str
    type: str = Field(default="", description="The media type of what it leads to.")
    title: str = ""
    templated: bool = Field(default=False, description="Whether `href` has variables in braces.")


class ProgressAnswer(Answer):
    """How far long work is; without `total` as long as nobody knows it."""

    done: int
    total: int | None


class GeoJsonResponse(JSONResponse):
    """An answer in GeoJSON."""

    media_type = GEOJSON_TYPE


class SchemaResponse(JSONResponse):
    """An answer that is a JSON Schema."""

    media_type = SCHEMA_TYPE


def json_response(
    answer: Answer, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """The model as JSON; members that it was made without are absent."""
    document = answer.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return JSONResponse(document, status, headers=headers)
