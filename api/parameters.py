"""The query parameters of a request for features, read by hand because each layer has its own."""

import base64
import hashlib
import json
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from fastapi import Request
from sqlalchemy.orm import Session

from core.errors import AtlasError, InvalidValueError
from core.text import Text
from layers import conditions, filters
from layers.access import Readable
from layers.definition import Layer
from layers.queries import Box, Conditions, Projection, UnknownFeatureError, within_box
from layers.reference_systems import DEFAULT, ReferenceSystem, reference_system

DEFAULT_LIMIT = 10
LARGEST_LIMIT = 10_000
LONGEST_TOKEN = 100
LONGEST_NUMBER = 18
CORNERS_2D, CORNERS_3D = 4, 6
STANDARD = frozenset(
    {
        "bbox",
        "bbox-crs",
        "datetime",
        "limit",
        "after",
        "region",
        "filter",
        "filter-lang",
        "filter-crs",
        "crs",
    }
)

LIMIT_HINT = Text(
    "1 мен 10 000 арасындағы бүтін сан керек.",
    "Нужно целое число от 1 до 10 000.",
    "A whole number from 1 to 10,000 is needed.",
)
BBOX_HINT = Text(
    "Үтірмен бөлінген 4 немесе 6 сан керек: батыс,оңтүстік,шығыс,солтүстік.",
    "Нужны 4 или 6 чисел через запятую: запад,юг,восток,север.",
    "4 or 6 numbers are needed, separated by commas: west,south,east,north.",
)
ANTIMERIDIAN_HINT = Text(
    "Батыс шет шығыс шеттен үлкен: 180° меридианын қиятын тіктөртбұрыш қабылданбайды.",
    "Западный край больше восточного: рамка через меридиан 180° не поддерживается.",
    "West is greater than east: a box across the 180° meridian is not supported.",
)
SOUTH_HINT = Text(
    "Оңтүстік шет солтүстік шеттен үлкен.",
    "Южный край больше северного.",
    "South is greater than north.",
)
RANGE_HINT = Text(
    "Координаттар бұл координат жүйесінің шегінен тыс.",
    "Координаты вне пределов этой системы координат.",
    "The coordinates are outside the range of this reference system.",
)
CRS_HINT = Text(
    "Қолданылатындары: CRS84, EPSG:4326, 3857, 32639–32645, 28408–28415.",
    "Поддерживаются: CRS84, EPSG:4326, 3857, 32639–32645, 28408–28415.",
    "Supported: CRS84, EPSG:4326, 3857, 32639–32645, 28408–28415.",
)
AFTER_HINT = Text(
    "Бұл белгі осы сұрауға берілмеген. Бірінші беттен бастаңыз.",
    "Эта метка выдана не для этого запроса. Начните с первой страницы.",
    "This token was not given for this request. Start from the first page.",
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
    after: int | None
    crs: ReferenceSystem
    parameters: dict[str, str]
    layer: str

    @property
    def projection(self) -> Projection:
        """How the answer's places are written."""
        return projection_of(self.crs)

    def token_after(self, last_id: int) -> str:
        """The opaque `after` value of the next page, good for this very request only."""
        return _token(self.layer, self.parameters, last_id)


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


def items_request(request: Request, session: Session, access: Readable) -> ItemsRequest:
    """The request's parameters as conditions on readable rows and fields.

    Raises an AtlasError that names the parameter and its value.
    """
    names = {field.name for field in access.fields} - STANDARD
    given = single_parameters(request, STANDARD | names)
    wanted = [conditions.equals(access, name, given[name]) for name in given if name in names]
    if (box := _box(given)) is not None:
        wanted.append(within_box(access, box))
    if "datetime" in given:
        wanted.append(conditions.during(access, conditions.period(given["datetime"])))
    if "region" in given:
        wanted.append(conditions.in_region(session, access, given["region"]))
    if "filter" in given:
        crs = crs_of(given, "filter-crs")
        language = given.get("filter-lang")
        wanted.append(filters.condition(access, given["filter"], language, crs))
    return ItemsRequest(
        conditions=tuple(wanted),
        limit=_limit(given.get("limit")),
        after=_after(access.layer.id, given),
        crs=crs_of(given, "crs"),
        parameters=given,
        layer=access.layer.id,
    )


def feature_number(layer: Layer, text: str) -> int:
    """The id of a feature that a path names. Raises UnknownFeatureError."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise UnknownFeatureError(text, layer=layer.id)
    return int(text)


def crs_of(given: dict[str, str], name: str) -> ReferenceSystem:
    """The reference system that a parameter names. Raises InvalidValueError."""
    if name not in given:
        return DEFAULT
    system = reference_system(given[name])
    if system is None:
        raise InvalidValueError(given[name], field=name, hint=CRS_HINT)
    return system


def projection_of(crs: ReferenceSystem) -> Projection:
    """How PostGIS writes places in a reference system."""
    return Projection(crs.definition, crs.north_first, crs.decimals, crs.domain)


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= LARGEST_LIMIT):
        raise InvalidValueError(text, field="limit", hint=LIMIT_HINT)
    return int(text)


def _box(given: dict[str, str]) -> Box | None:
    crs = crs_of(given, "bbox-crs")
    if "bbox" not in given:
        return None
    text = given["bbox"]
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise InvalidValueError(text, field="bbox", hint=BBOX_HINT) from error
    if len(numbers) not in (CORNERS_2D, CORNERS_3D) or not all(map(isfinite, numbers)):
        raise InvalidValueError(text, field="bbox", hint=BBOX_HINT)
    half = len(numbers) // 2
    corners = (*numbers[:2], *numbers[half : half + 2])
    _check_order(text, corners, crs)
    bounds = crs.bounds_in_degrees(corners)
    if not (all(map(isfinite, bounds)) and _in_range(bounds)):
        raise InvalidValueError(text, field="bbox", hint=RANGE_HINT)
    return bounds


def _check_order(text: str, corners: tuple[float, ...], crs: ReferenceSystem) -> None:
    first, second = (1, 0) if crs.north_first else (0, 1)
    if corners[first] > corners[first + 2]:
        raise InvalidValueError(text, field="bbox", hint=ANTIMERIDIAN_HINT)
    if corners[second] > corners[second + 2]:
        raise InvalidValueError(text, field="bbox", hint=SOUTH_HINT)


def _in_range(bounds: Box) -> bool:
    west, south, east, north = bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90  # noqa: PLR2004 - degrees


def _after(layer: str, given: dict[str, str]) -> int | None:
    if "after" not in given:
        return None
    token = given["after"]
    if len(token) > LONGEST_TOKEN:
        raise InvalidValueError(token, field="after", hint=AFTER_HINT)
    try:
        last_id, _ = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError, Base64Error) as error:
        raise InvalidValueError(token, field="after", hint=AFTER_HINT) from error
    if type(last_id) is not int or _token(layer, given, last_id) != token:
        raise InvalidValueError(token, field="after", hint=AFTER_HINT)
    return last_id


def _token(layer: str, parameters: dict[str, str], last_id: int) -> str:
    """The position in a result and a check sum that ties it to the request."""
    kept = sorted((name, value) for name, value in parameters.items() if name != "after")
    seen = json.dumps([layer, [pair for pair in kept if pair[0] != "limit"], last_id])
    check = hashlib.sha256(seen.encode()).hexdigest()[:16]
    return base64.urlsafe_b64encode(json.dumps([last_id, check]).encode()).decode()
