"""How a layer declares that its rows point to features of others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A column with the id of a feature of another layer.

    `target` is that layer's id; without one, the column `layer_key` names the layer row by row.
    What is tied to something sensitive is sensitive too, until a permitted person releases its
    place; and whoever may not know of the object at the other end finds the columns empty.
    """

    key: str
    target: str | None = None
    layer_key: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that tell of the other end."""
        return (self.layer_key, self.key) if self.layer_key else (self.key,)
