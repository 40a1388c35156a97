"""What a layer declares, for files of layers from elsewhere; it lives in `layers.model`."""

from layers.model.field import Field, FieldType
from layers.model.layer import (
    Access,
    Child,
    Derivation,
    GeometryKind,
    Latest,
    Layer,
    Matching,
    Ring,
    Role,
    Style,
    TileRule,
)
from layers.model.links import Link

__all__ = [
    "Access",
    "Child",
    "Derivation",
    "Field",
    "FieldType",
    "GeometryKind",
    "Latest",
    "Layer",
    "Link",
    "Matching",
    "Ring",
    "Role",
    "Style",
    "TileRule",
]
