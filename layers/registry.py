"""The catalogue: finds every layer module, so that nothing else lists the layers."""

import pkgutil
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module

from core.errors import NotFoundError
from core.text import Text
from layers import catalogue
from layers.model.layer import Layer, Role


class UnknownLayerError(NotFoundError):
    """No layer has this id."""

    phrase = Text("Мұндай қабат жоқ: {value}", "Нет такого слоя: {value}", "No such layer: {value}")


class NoSettlementsLayerError(NotFoundError):
    """No layer of the catalogue holds the places where people live."""

    phrase = Text(
        "Елді мекендер қабаты жоқ.", "Нет слоя населённых пунктов.", "No layer holds settlements."
    )


@dataclass(frozen=True)
class Catalogue:
    """The layers in the order of legends and lists."""

    layers: tuple[Layer, ...]

    @cached_property
    def _by_id(self) -> dict[str, Layer]:
        return {layer.id: layer for layer in self.layers}

    def __contains__(self, layer_id: object) -> bool:
        return layer_id in self._by_id

    def layer(self, layer_id: str) -> Layer:
        """One layer by id. Raises UnknownLayerError."""
        if layer_id not in self._by_id:
            raise UnknownLayerError(layer_id, field="layer")
        return self._by_id[layer_id]

    @property
    def settlements(self) -> Layer:
        """The layer of the places where people live. Raises NoSettlementsLayerError."""
        for layer in self.layers:
            if layer.inhabited:
                return layer
        raise NoSettlementsLayerError

    @property
    def themes(self) -> tuple[Layer, ...]:
        """The layers that are subjects of the atlas, without map context."""
        return tuple(layer for layer in self.layers if layer.role is Role.THEME)


def load_catalogue() -> Catalogue:
    """Every `LAYER` declared by a module of `layers.catalogue`."""
    modules = (
        import_module(f"{catalogue.__name__}.{module.name}")
        for module in pkgutil.iter_modules(catalogue.__path__)
    )
    layers = (module.LAYER for module in modules)
    return Catalogue(tuple(sorted(layers, key=lambda layer: (layer.order, layer.id))))
