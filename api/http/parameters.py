"""The query parameters of a request for features, read by hand because each layer has its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy.orm import Session

from api.http.bbox import box_of
from api.http.negotiation import PRESENTATION
from api.http.paging import Keyset, keyset_of, length_of_page, offset_of, token_of
from api.http.region_detail import own_parameters
from core.errors import AtlasError, InvalidValueError
from core.text import Language, Text
from layers.access import Readable
from layers.model.layer import Layer
from layers.reading import conditions
from layers.reading.filters import filter as filters
from layers.reading.queries import (
    Conditions,
    FeaturePage,
    Projection,
    UnknownFeatureError,
    within_box,
)
from layers.reading.reference_systems import DEFAULT, ServedSystem, reference_system
from layers.reading.sorting import SortKey, sort_keys

LONGEST_NUMBER = 18
LABELS = "labels"
"""The parameter that has coded values repeated in words."""
STANDARD = frozenset(
    {
        "bbox",
        "bbox-crs",
        "datetime",
        "limit",
        "after",
        "offset",
        "sortby",
        "region",
        "filter",
        "filter-lang",
        "filter-crs",
        "crs",
        LABELS,
        *PRESENTATION,
    }
)

LABELS_HINT = Text("kk, ru не en керек.", "Нужно kk, ru или en.", "One of kk, ru and en is needed.")
CRS_HINT = Text(
    "Қолданылатындары: CRS84, EPSG:4326, 3857, 32639–32645, 28408–28415.",
    "Поддерживаются: CRS84, EPSG:4326, 3857, 32639–32645, 28408–28415.",
    "Supported: CRS84, EPSG:4326, 3857, 32639–32645, 28408–28415.",
)


class UnknownParameterError(AtlasError):
    """The address does not know a parameter of this name."""

    phrase = Text(
        "Мұндай параметр жоқ: {field}={value}",
        "Нет такого параметра: {field}={value}",
        "No such parameter: {field}={value}",
    )


class RepeatedParameterError(AtlasError):
    """A parameter is given more than once."""

    phrase = Text(
        "«{field}» параметрі бірнеше рет берілген: {value}",
        "Параметр «{field}» указан несколько раз: {value}",
        "The parameter “{field}” is given more than once: {value}",
    )


@dataclass(frozen=True, slots=True)
class ItemsRequest:
    """What a request for features asks for, checked."""

    conditions: Conditions
    limit: int
    order: tuple[SortKey, ...]
    """By what the features are sorted; their ids where it is empty."""
    keyset: Keyset
    """After which of them the page begins; empty for the first page."""
    offset: int
    crs: ServedSystem
    parameters: dict[str, str]
    layer: str
    labels: Language | None = None

    @property
    def projection(self) -> Projection:
        """How the answer's places are written."""
        return projection_of(self.crs)

    @property
    def after(self) -> int | None:
        """The id after which the page begins, where no other order is asked for."""
        return self.keyset[0] if self.keyset and not self.order else None  # type: ignore[return-value]  # ids are numbers

    def token_after(self, page: FeaturePage) -> str:
        """The opaque `after` value of the next page, good for this very request only."""
        keyset = page.last_keyset if self.order else (page.last_id,)
        return token_of(self.layer, self.parameters, keyset)


def single_parameters(request: Request, known: Iterable[str]) -> dict[str, str]:
    """Each parameter with its one value. Raises UnknownParameterError, RepeatedParameterError."""
    allowed = frozenset(known)
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in allowed:
            raise UnknownParameterError(value, field=name)
        if name in found:
            raise RepeatedParameterError(", ".join((found[name], value)), field=name)
        found[name] = value
    return found


def items_request(session: Session, access: Readable, given: dict[str, str]) -> ItemsRequest:
    """The parameters as conditions on readable rows and fields.

    Raises an AtlasError that names the parameter and its value.
    """
    order = sort_keys(access, given["sortby"]) if "sortby" in given else ()
    return ItemsRequest(
        conditions=conditions_of(session, access, given),
        limit=length_of_page(given.get("limit")),
        order=order,
        keyset=keyset_of(access.layer.id, given, order),
        offset=offset_of(given),
        crs=crs_of(given, "crs"),
        parameters=given,
        layer=access.layer.id,
        labels=labels_of(given),
    )


def items_parameters(request: Request, access: Readable) -> dict[str, str]:
    """The request's parameters, each of which a request for features knows.

    Raises UnknownParameterError, RepeatedParameterError.
    """
    known = STANDARD | own_parameters(access.layer) | field_names(access)
    return without_empty(single_parameters(request, known))


def without_empty(given: dict[str, str], names: frozenset[str] = STANDARD) -> dict[str, str]:
    """The parameters without those of these names that have no value, as forms send them.

    A field without one is kept: somebody may have forgotten what the features should be chosen by.
    """
    return {name: value for name, value in given.items() if value or name not in names}


def field_names(access: Readable) -> frozenset[str]:
    """The readable fields that a parameter of the same name selects by."""
    return frozenset(field.name for field in access.fields) - STANDARD


def conditions_of(session: Session, access: Readable, given: dict[str, str]) -> Conditions:
    """What the parameters select of the readable rows.

    Raises an AtlasError that names the parameter and its value.
    """
    names = field_names(access)
    wanted = [conditions.equals(access, name, given[name]) for name in given if name in names]
    box_crs = crs_of(given, "bbox-crs")
    if "bbox" in given:
        wanted.append(within_box(access, box_of(given["bbox"], box_crs)))
    period = conditions.period(given["datetime"]) if "datetime" in given else None
    if access.layer.holds_between is not None:
        wanted.append(conditions.holding(access, *access.layer.holds_between, period))
    elif period is not None:
        wanted.append(conditions.during(access, period))
    if "region" in given:
        wanted.append(conditions.in_region(session, access, given["region"]))
    if "filter" in given:
        crs = crs_of(given, "filter-crs")
        language = given.get("filter-lang")
        wanted.append(filters.condition(access, given["filter"], language, crs))
    return tuple(wanted)


def feature_number(layer: Layer, text: str) -> int:
    """The id of a feature that a path names. Raises UnknownFeatureError."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise UnknownFeatureError(text, layer=layer.id)
    return int(text)


def crs_of(given: dict[str, str], name: str) -> ServedSystem:
    """The reference system that a parameter names. Raises InvalidValueError."""
    if name not in given:
        return DEFAULT
    system = reference_system(given[name])
    if system is None:
        raise InvalidValueError(given[name], field=name, hint=CRS_HINT)
    return system


def labels_of(given: dict[str, str]) -> Language | None:
    """The language in which coded values are repeated in words. Raises InvalidValueError."""
    wanted = given.get(LABELS)
    if wanted is not None and wanted not in set(Language):
        raise InvalidValueError(wanted, field=LABELS, hint=LABELS_HINT)
    return None if wanted is None else Language(wanted)


def projection_of(crs: ServedSystem) -> Projection:
    """How PostGIS writes places in a reference system."""
    return Projection(crs.definition, crs.north_first, crs.decimals, crs.domain)
