"""Taking one's data along, and closing one's account."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response

from api.accounts.me import UNKEPT
from api.accounts.own_data import own_data
from api.accounts.signed_in import PersonSignedIn
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Answer, Moment, json_response
from api.http.credentials import forget_session
from api.http.dependencies import CatalogueOfApp, ClockOfApp
from core.accounts.audited import audit_account
from core.accounts.closing import close_own_account
from core.audit.event import AuditEvent

router = APIRouter(route_class=Door, prefix="/api/account", tags=["account"])

AS_FILE = {**UNKEPT, "Content-Disposition": 'attachment; filename="tugan-zher-account.json"'}


class OwnDataAnswer(Answer):
    """All that the atlas knows of the caller; secrets are told to nobody."""

    made_at: Moment
    parts: dict[str, list[dict[str, Any]]]
    """By what they are of: `account`, `sessions`, `tokens`, `roles`, `objects`, `changes` …"""


@router.get("/export", summary="All that the atlas knows of you", response_model=OwnDataAnswer)
@costs(Cost.QUERY)
def export(person: PersonSignedIn, catalogue: CatalogueOfApp, clock: ClockOfApp) -> Response:
    """A file of it; a password or code must have been shown in the last fifteen minutes."""
    with person.proven() as (session, user, _):
        audit_account(session, person.caller, AuditEvent.EXPORT_OWN_DATA, user.id)
        parts = own_data(session, catalogue, user.id)
    return json_response(OwnDataAnswer(made_at=clock.now(), parts=parts), headers=AS_FILE)


@router.delete("", status_code=HTTPStatus.NO_CONTENT, summary="Close your account")
@costs(Cost.SIGN_IN)
def close(request: Request, person: PersonSignedIn) -> Response:
    """Sign the caller out everywhere and let nobody sign in any more.

    What is personal is removed after thirty days; until then an administrator can undo it.
    """
    with person.proven() as (session, user, _):
        audit_account(session, person.caller, AuditEvent.CLOSE_ACCOUNT, user.id)
        close_own_account(session, user)
    answer = Response(status_code=HTTPStatus.NO_CONTENT)
    forget_session(request, answer)
    return answer
