"""Regions and what they hold."""

from api.openapi.parts import Json, parameter

DETAIL: Json = parameter(
    "detail",
    "How finely the polygons are drawn; neighbours share their borders in each.",
    {"type": "string", "enum": ["overview", "medium", "full"], "default": "medium"},
)
