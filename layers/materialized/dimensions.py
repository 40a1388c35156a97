"""By what the kept counts of a layer can be told apart: its kind, its state, its day."""

from dataclasses import dataclass
from functools import cached_property

from core.access.caller import STRANGER
from layers.access import readable
from layers.model.field import Field, FieldType
from layers.model.layer import Layer

LEAST_CODE, MOST_CODE = 1, 32_767


@dataclass(frozen=True)
class Dimensions:
    """The coded fields by which a layer is counted; everyone may read each of them."""

    kind: Field | None
    """The topic, kind or type: the first coded summary field that is not the state."""
    state: Field | None
    """The field that tells how an object stands."""
    further: tuple[Field, ...]
    """The other summary fields, also those that hold lists of codes."""
    day: Field | None
    """The date or time of the layer."""

    @cached_property
    def kind_numbers(self) -> dict[str, int]:
        """The number of each kind by its code, from 1; 0 stands for none, and for all."""
        return _numbers(self.kind)

    @cached_property
    def state_numbers(self) -> dict[str, int]:
        """The number of each state by its code, from 1; 0 stands for none."""
        return _numbers(self.state)


def dimensions_of(layer: Layer) -> Dimensions:
    """The axes of a layer."""
    public = {field.name: field for field in readable(layer, STRANGER).fields}
    coded = {name: field for name, field in public.items() if field.type is FieldType.CODE}
    state = layer.state_field
    summed = [public[name] for name in layer.summary_fields if name in public]
    kinds = [field for field in summed if field.name in coded and field != state]
    kind = kinds[0] if kinds else None
    further = tuple(field for field in summed if field not in (kind, state))
    return Dimensions(kind, state, further, public.get(layer.time_field or ""))


def _numbers(field: Field | None) -> dict[str, int]:
    codes = field.vocabulary.codes if field and field.vocabulary else ()
    return {code: number for number, code in enumerate(codes, LEAST_CODE)}
