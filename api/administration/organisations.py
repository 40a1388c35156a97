"""Organisations: found and changed by those who administer where they serve."""

from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.accounts.account import Number
from api.accounts.answers import unit_names
from api.accounts.known_grants import require_known_unit
from api.accounts.me import UNKEPT
from api.accounts.signed_in import PersonSignedIn
from api.administration.administering import LARGEST_LIMIT, SearchText, codes_of, reach_of
from api.administration.answers import OrganisationRecord, OrganisationsPage
from api.administration.audited import audit_record
from api.administration.invitations import Administration, administering
from api.administration.people import PersonId
from api.http.addresses import base_of
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Name, WebLink, json_response
from api.http.bodies import json_object
from api.http.dependencies import KnownCaller, SessionOfRequest
from api.http.paging import limited_to
from core.access.grant import COUNTRY
from core.accounts.logins import email_of, telephone_of
from core.administration.organisation_book import (
    OrganisationFilter,
    organisation_of,
    organisations,
    set_organisation,
)
from core.audit.event import AuditEvent
from core.organisations import Organisation

router = APIRouter(route_class=Door, prefix="/api/organisations", tags=["administration"])

Kind = Literal[
    "akimat",
    "inspection",
    "state_body",
    "museum",
    "ngo",
    "contractor",
    "business",
    "educational",
    "other",
]
LongName = Annotated[str, Field(max_length=300, pattern=r"\S")]


class OrganisationBody(BaseModel):
    """An organisation, whole."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    name_kk: LongName
    name_ru: LongName
    name_en: LongName | None = None
    region: str | None = Field(default=None, description="A KATO code; null for the country.")
    bin: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None
    telephone: Annotated[str, Field(max_length=40)] | None = None
    email: Annotated[str, Field(max_length=320)] | None = None
    website: AnyHttpUrl | None = None
    address: Annotated[str, Field(max_length=500, pattern=r"\S")] | None = None

    def values(self) -> dict[str, Any]:
        """What is kept of it. Raises InvalidValueError for the telephone and the address."""
        return {
            "kind": self.kind,
            "name_kk": self.name_kk.strip(),
            "name_ru": self.name_ru.strip(),
            "name_en": self.name_en.strip() if self.name_en else None,
            "region_code": self.region,
            "bin": self.bin,
            "telephone": telephone_of(self.telephone) if self.telephone else None,
            "email": email_of(self.email) if self.email else None,
            "website": str(self.website) if self.website else None,
            "address": self.address,
        }


@router.get("", summary="Organisations where you administer", response_model=OrganisationsPage)
@costs(Cost.QUERY)
def list_organisations(  # noqa: PLR0913, PLR0917 - FastAPI fills them in
    request: Request,
    session: SessionOfRequest,
    caller: KnownCaller,
    q: SearchText = None,
    kind: Kind | None = None,
    after: PersonId = None,
    limit: Annotated[int, Query(ge=1), limited_to(LARGEST_LIMIT)] = 50,
) -> Response:
    """A page of organisations by their Russian names; those after `after` follow."""
    codes = codes_of(reach_of(session, caller))
    last = organisation_of(session, codes, after)[0] if after else None
    asked = OrganisationFilter(q, kind)
    found = organisations(session, codes, asked, after=last, limit=limit + 1)
    links = []
    if len(found) > limit:
        following = str(request.url.include_query_params(after=found[limit - 1][0].id))
        links.append(WebLink(rel="next", href=following, type="application/json"))
    page = OrganisationsPage(organisations=_records(session, found[:limit]), links=links)
    return json_response(page, headers=UNKEPT)


@router.get("/{organisation}", summary="One organisation", response_model=OrganisationRecord)
@costs(Cost.QUERY)
def one_organisation(
    organisation: Number, session: SessionOfRequest, caller: KnownCaller
) -> Response:
    """An organisation; 404 for those of other territories."""
    found = organisation_of(session, codes_of(reach_of(session, caller)), organisation)
    return json_response(_records(session, [found])[0], headers=UNKEPT)


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    summary="Add an organisation",
    response_model=OrganisationRecord,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def add_organisation(
    body: OrganisationBody, request: Request, signed_in: PersonSignedIn
) -> Response:
    """The new organisation."""
    with administering(signed_in) as work:
        _require_territory(work, body.region)
        made = set_organisation(work.session, Organisation(), body.values())
        record = _records(work.session, [(made, 0)])[0]
        event, at = AuditEvent.CREATE_ORGANISATION, body.region
        audit_record(work.session, signed_in.caller, event, "organisations", record.id, at=at)
    headers = UNKEPT | {"Location": f"{base_of(request)}/api/organisations/{record.id}"}
    return json_response(record, HTTPStatus.CREATED, headers=headers)


@router.put(
    "/{organisation}",
    summary="Change an organisation",
    response_model=OrganisationRecord,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def change_organisation(
    organisation: Number, body: OrganisationBody, signed_in: PersonSignedIn
) -> Response:
    """The organisation as it is now; the caller administers where it served and will serve."""
    with administering(signed_in) as work:
        found, count = organisation_of(work.session, work.codes, organisation)
        _require_territory(work, found.region_code)
        _require_territory(work, body.region)
        units, fields = {found.region_code, body.region}, _changed(found, body.values())
        set_organisation(work.session, found, body.values())
        event, caller = AuditEvent.EDIT_ORGANISATION, signed_in.caller
        for at in units:
            audit_record(
                work.session, caller, event, "organisations", found.id, at=at, fields=fields
            )
        record = _records(work.session, [(found, count)])[0]
    return json_response(record, headers=UNKEPT)


def _changed(found: Organisation, values: dict[str, Any]) -> list[str]:
    """The names of what will be different; telephones and addresses stay out of the audit."""
    return sorted(name for name, value in values.items() if getattr(found, name) != value)


def _require_territory(work: Administration, region: str | None) -> None:
    scope = region or COUNTRY
    require_known_unit(work.session, scope, field="region")
    work.reach.require((), [scope])


def _records(session: Session, found: list[tuple[Organisation, int]]) -> list[OrganisationRecord]:
    names = unit_names(session, {each.region_code for each, _ in found if each.region_code})
    return [
        OrganisationRecord(
            id=each.id,
            kind=each.kind,
            name=Name(kk=each.name_kk, ru=each.name_ru, en=each.name_en),
            region=each.region_code,
            region_name=names.get(each.region_code or ""),
            bin=each.bin,
            telephone=each.telephone,
            email=each.email,
            website=each.website,
            address=each.address,
            people=count,
        )
        for each, count in found
    ]
