"""POST /api/trips: a trip over chosen stops, as JSON or as a GPX file."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag
from sqlalchemy.orm import Session

from analysis.travel.engines import TravelEngines
from analysis.travel.port import Mode
from analysis.trips.gpx import gpx_of
from analysis.trips.stops import ObjectWanted, PlaceWanted, Wanted, stops_of
from analysis.trips.trip import Trip, TripRequest, plan_trip
from api.analysis.trip_answer import TripAnswer
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.bodies import json_object
from api.http.dependencies import (
    CallerOfRequest,
    CatalogueOfApp,
    ClockOfApp,
    LanguageOfRequest,
    SessionOfRequest,
    TravelOfApp,
)
from core.access.caller import Caller
from core.text import Language
from layers.registry import Catalogue

router = APIRouter(
    route_class=Door, prefix="/api", tags=["trips"], dependencies=[Depends(json_object)]
)

GPX = "application/gpx+xml"
LARGEST_ID = 2**63 - 1
LONGEST_NAME = 200


class ObjectStop(BaseModel):
    """A stop at an object of a layer."""

    model_config = ConfigDict(extra="forbid")

    layer: str
    id: Annotated[int, Field(ge=1, le=LARGEST_ID)]

    def wanted(self) -> ObjectWanted:
        """The stop as it is looked up."""
        return ObjectWanted(self.layer, self.id)


class PlaceStop(BaseModel):
    """A stop at a free place, degrees, WGS 84."""

    model_config = ConfigDict(extra="forbid")

    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""

    def wanted(self) -> PlaceWanted:
        """The stop as it is looked up."""
        return PlaceWanted(self.lon, self.lat, self.name.strip())


def _kind_of_stop(given: object) -> str:
    names_object = isinstance(given, ObjectStop) or (
        isinstance(given, dict) and not {"layer", "id"}.isdisjoint(given)
    )
    return "object" if names_object else "place"


StopBody = Annotated[
    Annotated[ObjectStop, Tag("object")] | Annotated[PlaceStop, Tag("place")],
    Discriminator(_kind_of_stop),
]


class TripBody(BaseModel):
    """The stops of a trip, from 2 to 50, and how to travel."""

    model_config = ConfigDict(extra="forbid")

    stops: list[StopBody]
    mode: Mode = Mode.CAR
    start_index: int = Field(default=0, description="The stop to start at, from 0.")
    round_trip: bool = Field(default=False, description="Whether to return to the start.")
    keep_order: bool = Field(default=False, description="Whether to travel in the order given.")


@router.post(
    "/trips",
    summary="Plan a trip",
    response_model=TripAnswer,
    responses={200: {"content": {GPX: {}}}},
)
@costs(Cost.ANALYSIS)
def trip(  # noqa: PLR0913, PLR0917 - what the request brings, each by its own dependency
    body: TripBody,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    language: LanguageOfRequest,
    clock: ClockOfApp,
    travel: TravelOfApp,
    accept: Annotated[str, Header()] = "",
) -> Response:
    """The order, the legs and the totals; as a GPX file where `Accept` asks for one."""
    planned = _plan(body, session, catalogue, caller, travel)
    if GPX in accept.lower():
        return _gpx(planned, language, clock.now())
    return json_response(TripAnswer.of(planned), headers={"Vary": "Accept"})


@router.post(
    "/trips.gpx",
    summary="Plan a trip as GPX",
    response_class=Response,
    responses={200: {"content": {GPX: {}}}},
)
@costs(Cost.ANALYSIS)
def trip_as_gpx(  # noqa: PLR0913, PLR0917 - what the request brings, each by its own dependency
    body: TripBody,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    language: LanguageOfRequest,
    clock: ClockOfApp,
    travel: TravelOfApp,
) -> Response:
    """The trip as a GPX file, its texts in the caller's language."""
    return _gpx(_plan(body, session, catalogue, caller, travel), language, clock.now())


def _plan(
    body: TripBody,
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    travel: TravelEngines,
) -> Trip:
    wanted: list[Wanted] = [stop.wanted() for stop in body.stops]
    stops = stops_of(session, catalogue, caller, wanted)
    wish = TripRequest(body.mode, body.start_index, body.round_trip, body.keep_order)
    return plan_trip(travel, stops, wish)


def _gpx(planned: Trip, language: Language, now: datetime) -> Response:
    headers = {
        "Content-Disposition": 'attachment; filename="trip.gpx"',
        "Content-Language": language,
        "Vary": "Accept, Accept-Language",
    }
    return Response(gpx_of(planned, language, now), media_type=GPX, headers=headers)
