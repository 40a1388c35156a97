"""The detail in which a request wants the polygons of regions drawn."""

from collections.abc import Mapping

from core.errors import InvalidValueError
from core.text import Text
from layers.access import Readable
from layers.model.layer import Layer
from layers.reading.regions.collection import REGIONS, BoundaryDetail, drawn_in

DETAIL = "detail"
DETAIL_HINT = Text(
    "Мүмкін мәндер: overview, medium, full.",
    "Возможные значения: overview, medium, full.",
    "Possible values: overview, medium, full.",
)


def own_parameters(layer: Layer) -> frozenset[str]:
    """The parameters that only requests for this layer know."""
    return frozenset({DETAIL}) if layer is REGIONS else frozenset()


def drawn(access: Readable, given: Mapping[str, str]) -> Readable:
    """What may be read, drawn as the request wants it. Raises InvalidValueError."""
    if access.layer is not REGIONS:
        return access
    wanted = given.get(DETAIL, BoundaryDetail.MEDIUM)
    if wanted not in list(BoundaryDetail):
        raise InvalidValueError(wanted, field=DETAIL, hint=DETAIL_HINT)
    return drawn_in(access, BoundaryDetail(wanted))
