"""The end of news by one press, without signing in (RFC 8058)."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.accounts.me import UNKEPT
from api.accounts.session import address_of
from api.accounts.signed_in import AccountSessions
from api.html.message_pages import unsubscribe_page
from api.http.admission.cost import Cost, Door, costs
from api.http.dependencies import LanguageOfRequest, ResourcesOfApp
from core.accounts.attempts import AttemptLane, count_attempt, take_back_attempt
from core.database.engine import SessionFactory, transaction
from core.messages.kinds import MessageKind
from core.messages.post_office import message_keys
from core.messages.unsubscribing import PATH, meant_by, unsubscribe, unsubscribe_key

router = APIRouter(route_class=Door, include_in_schema=False)

LONGEST_TOKEN = 200
Token = Annotated[str, Query(max_length=LONGEST_TOKEN)]


@router.get(PATH)
@costs(Cost.SIGN_IN)
def ask(
    token: Token,
    request: Request,
    language: LanguageOfRequest,
    resources: ResourcesOfApp,
    sessions: AccountSessions,
) -> Response:
    """A page that asks; it changes nothing, since programs look at every link of a letter."""
    _, kind = _meant(request, token, resources.settings.data_folder, sessions)
    page = unsubscribe_page(request, language, kind.title, is_done=False)
    page.headers.update(UNKEPT)
    return page


@router.post(PATH)
@costs(Cost.SIGN_IN)
def end(
    token: Token,
    request: Request,
    language: LanguageOfRequest,
    resources: ResourcesOfApp,
    sessions: AccountSessions,
) -> Response:
    """A page that says that no such letters come any more."""
    user_id, kind = _meant(request, token, resources.settings.data_folder, sessions)
    with transaction(sessions) as session:
        unsubscribe(session, user_id, kind)
    page = unsubscribe_page(request, language, kind.title, is_done=True)
    page.headers.update(UNKEPT)
    return page


def _meant(
    request: Request, token: str, data_folder: Path, sessions: SessionFactory
) -> tuple[int, MessageKind]:
    """Who ends what. Raises ForgedUnsubscribeError, and TooManyAttemptsError for who guesses."""
    lane = AttemptLane.of_address(address_of(request))
    with transaction(sessions) as session:
        count_attempt(session, [lane])
    found = meant_by(unsubscribe_key(message_keys(data_folder)), token)
    with transaction(sessions) as session:
        take_back_attempt(session, lane)
    return found
