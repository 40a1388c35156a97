"""`numberMatched`: how many features meet the conditions of a request, where that is cheap."""

from sqlalchemy.orm import Session

from api.http.parameters import ItemsRequest, field_names
from layers.access import Readable
from layers.reading.conditions import COUNTRY
from layers.reading.queries import count_up_to
from layers.reading.summaries import count_of_terms

MOST_COUNTED = 10_000
"""Beyond it what is not kept counted is left out: counting would cost more than the page."""
SELECTING = frozenset({"bbox", "datetime", "filter"})


def number_matched(session: Session, access: Readable, wanted: ItemsRequest) -> int | None:
    """The number of features on all pages: of any size for a region, a kind and a state.

    None where other conditions are met by more than `MOST_COUNTED`.
    """
    names = field_names(access)
    terms = {
        name: frozenset(code.strip() for code in value.split(","))
        for name, value in wanted.parameters.items()
        if name in names
    }
    if access.layer.holds_between is None and not SELECTING & wanted.parameters.keys():
        region = wanted.parameters.get("region", COUNTRY)
        kept = count_of_terms(session, access, region, terms)
        if kept is not None:
            return kept
    return count_up_to(session, access, wanted.conditions, MOST_COUNTED)
