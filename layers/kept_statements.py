"""Statements that are built once: what they need of a layer and a caller hardly ever changes.

Building the nine queries of one feature anew takes twice as long as PostgreSQL to answer them.
"""

from collections.abc import Callable
from functools import lru_cache

from sqlalchemy import BigInteger, bindparam

from core.database.engine import Base

MOST_STATEMENTS = 512
"""Those used last are kept, of each kind."""

ITEM = bindparam("item", type_=BigInteger(), required=True)
"""The id of the feature that a kept statement is asked about."""


def kept[**Given, Built](build: Callable[Given, Built]) -> Callable[Given, Built]:
    """The function with what it built kept by its arguments, until another table is declared."""
    remembered = lru_cache(MOST_STATEMENTS)(lambda _tables, *given: build(*given))  # type: ignore[call-arg]  # one more, by which they are forgotten

    def built(*given: Given.args, **_named: Given.kwargs) -> Built:
        found: Built = remembered(len(Base.metadata.tables), *given)
        return found

    return built
