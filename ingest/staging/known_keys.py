"""Which rows of a source are objects of the atlas already, by their lasting keys."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ARRAY, Text, any_, literal, select, union
from sqlalchemy.orm import Session

from ingest.staging.runs import SameAs
from layers.model.layer import Layer


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """The objects of one source in a layer, and those of other sources known to be its rows."""

    session: Session
    layer: Layer
    source: str

    def among(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys under which there is an object; begins no transaction that lasts."""
        is_in_transaction = self.session.in_transaction()
        feature = self.layer.table
        asked = any_(literal(list(keys), ARRAY(Text())))
        own = select(feature.source_key).where(
            feature.source == self.source, feature.source_key == asked
        )
        same = select(SameAs.source_key).where(
            SameAs.layer == self.layer.id,
            SameAs.source == self.source,
            SameAs.source_key == asked,
            SameAs.is_same,
        )
        try:
            return frozenset(self.session.scalars(union(own, same)))
        finally:
            if not is_in_transaction:
                self.session.rollback()
