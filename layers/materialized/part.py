"""What each kept part of a layer can do: take changes in, be built whole, be checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from layers.model.layer import Layer


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """The changes of one layer in `change_queue` with `seq <= last`, in the present snapshot.

    Every statement that reads them runs in one REPEATABLE READ transaction, so all see the same.
    """

    layer: Layer
    last: int

    @property
    def values(self) -> dict[str, object]:
        """The values of `WHERE layer = :layer AND seq <= :last`."""
        return {"layer": self.layer.id, "last": self.last}


@dataclass(frozen=True, slots=True)
class Difference:
    """One count or copy that is not what the layer's rows say."""

    layer: str
    part: str
    where: str
    kept: str
    counted: str


class Part(Protocol):
    """One kind of kept copy or count."""

    name: str

    def is_kept_for(self, layer: Layer) -> bool:
        """Whether the layer has this part."""
        ...

    def statements(self, layer: Layer) -> Iterator[str]:
        """The repeatable statements that make its tables, if the layer has tables of its own."""
        ...

    def form(self, layer: Layer) -> str:
        """The fingerprint of all in the declaration on which the content depends."""
        ...

    def rebuild(self, connection: Connection, layer: Layer) -> None:
        """Build the part whole from the layer's rows, queued changes aside."""
        ...

    def apply(self, connection: Connection, batch: ChangeBatch) -> None:
        """Take the changes of the batch, which stay in the queue, into the part."""
        ...

    def differences(self, connection: Connection, layer: Layer) -> Iterator[Difference]:
        """What differs from the layer's rows once the queued changes are added."""
        ...
