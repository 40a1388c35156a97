"""What a route may ask for: sessions, the caller, the language, the catalogue, one layer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from sqlalchemy.orm import Session

from analysis.travel.engines import TravelEngines
from api.http.admission.admission import COST, PLACE, Admission, Slot
from api.http.admission.cost import Cost
from api.http.credentials import credentials_of, is_known
from api.http.negotiation import language_of
from core.access.caller import STRANGER, Caller
from core.access.visit import Visit
from core.accounts.callers import Credentials, deferred_caller
from core.clock import Clock
from core.database.engine import SessionFactory
from core.database.pipelining import prompt_transaction
from core.errors import UnauthenticatedError
from core.settings import Settings
from core.text import Language
from layers.model.layer import Layer
from layers.reading.regions.collection import collection
from layers.registry import Catalogue


@dataclass(frozen=True, slots=True)
class Resources:
    """What the application holds for as long as it runs."""

    settings: Settings
    catalogue: Catalogue
    sessions: SessionFactory
    """For what no request asks for; those have sessions of their class."""
    database_url: str
    sessions_by_cost: Mapping[Cost, SessionFactory]
    sessions_of_strangers: Mapping[Cost, SessionFactory]
    travel: TravelEngines

    def sessions_of(self, cost: Cost, request: Request) -> SessionFactory:
        """The factory of sessions of a class, for who asks."""
        known = is_known(request)
        return (self.sessions_by_cost if known else self.sessions_of_strangers)[cost]


def resources_of(request: Request) -> Resources:
    """The application's resources."""
    resources: Resources = request.app.state.resources
    return resources


ResourcesOfApp = Annotated[Resources, Depends(resources_of)]


def clock_of(resources: ResourcesOfApp) -> Clock:
    """What tells the present moment."""
    return resources.settings.clock


ClockOfApp = Annotated[Clock, Depends(clock_of)]


def sessions_of(request: Request, resources: ResourcesOfApp) -> SessionFactory:
    """The factory of sessions of the request's class; those of strangers see what is public.

    A route that writes opens `transaction(sessions)` itself.
    """
    return resources.sessions_of(request.scope.get(COST, Cost.FREE), request)


SessionsOfApp = Annotated[SessionFactory, Depends(sessions_of)]


def reading_session(sessions: SessionsOfApp) -> Iterator[Session]:
    """A session in one transaction that is never committed."""
    with sessions() as session:
        yield session


SessionOfRequest = Annotated[Session, Depends(reading_session)]


def catalogue_of(resources: ResourcesOfApp) -> Catalogue:
    """The layers of the atlas."""
    return resources.catalogue


CatalogueOfApp = Annotated[Catalogue, Depends(catalogue_of)]


def travel_of(resources: ResourcesOfApp) -> TravelEngines:
    """The engines that know ways between places."""
    return resources.travel


TravelOfApp = Annotated[TravelEngines, Depends(travel_of)]


LanguageOfRequest = Annotated[Language, Depends(language_of)]


class CredentialsScheme(HTTPBearer):
    """What a request shows of who sends it, described in OpenAPI as one way of several."""

    async def __call__(self, request: Request) -> Credentials | None:  # type: ignore[override]
        """See `credentials_of`."""
        return credentials_of(request)


credentials_scheme = CredentialsScheme(
    scheme_name="token",
    description="A token of a program; reading public data needs none.",
)


def visit_of(request: Request, credential: str = "") -> Visit:
    """By what and from where the request was sent."""
    admission: Admission = request.app.state.admission
    address = admission.proxies.address_of(request.scope)
    return Visit(credential, address, getattr(request.state, "request_id", ""))


def caller_of(
    sessions: SessionsOfApp,
    shown: Annotated[Credentials | None, Depends(credentials_scheme)],
    request: Request,
    resources: ResourcesOfApp,
) -> Caller:
    """Who asks: a stranger who shows nothing. Raises UnauthenticatedError for what is not valid."""
    if shown is None:
        return STRANGER
    with prompt_transaction(sessions) as session:
        withheld = resources.settings.accounts.second_factor.withheld
        answer = deferred_caller(session, shown, withheld)
    caller = answer()
    if caller is None:
        raise UnauthenticatedError(field="Authorization")
    place: Slot | None = request.scope.get(PLACE)
    if place is not None and caller.user_id is not None:
        place.count_for(caller.user_id)
    return replace(caller, visit=visit_of(request, caller.visit.credential))


CallerOfRequest = Annotated[Caller, Depends(caller_of)]


def known_caller(caller: CallerOfRequest) -> Caller:
    """Who asks, known by name. Raises UnauthenticatedError for a stranger."""
    if caller.user_id is None:
        raise UnauthenticatedError(field="Authorization")
    return caller


KnownCaller = Annotated[Caller, Depends(known_caller)]


def layer_of(layer: str, catalogue: CatalogueOfApp) -> Layer:
    """The layer that the path names. Raises UnknownLayerError."""
    return catalogue.layer(layer)


LayerOfPath = Annotated[Layer, Depends(layer_of)]


def collection_of(layer: str, catalogue: CatalogueOfApp) -> Layer:
    """The layer, or the regions in the shape of one, that the path names, to be read.

    Raises UnknownLayerError.
    """
    return collection(catalogue, layer)


CollectionOfPath = Annotated[Layer, Depends(collection_of)]
