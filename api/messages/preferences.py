"""By what, when and in which language a person is told of what."""

from datetime import time
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.accounts.me import UNKEPT
from api.accounts.signed_in import PersonSignedIn
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Phrase, json_response
from api.http.bodies import json_object
from api.http.dependencies import Resources, ResourcesOfApp
from api.messages.answers import (
    ChannelAnswer,
    ContactAnswer,
    KindAnswer,
    MessageSettingsAnswer,
    NewTargetAnswer,
    TargetAnswer,
    clock_time,
    target_members,
)
from core.accounts.user import User
from core.errors import InvalidValueError
from core.messages.bouncing import bounce_of
from core.messages.channels import Channel
from core.messages.choosing import add_target, change_choice, change_preferences, remove_target
from core.messages.keys import MessageKeys
from core.messages.kinds import CHOSEN, kind_named
from core.messages.outside.guarded import LONGEST_URL, Outside
from core.messages.outside.webhook import webhook_secret
from core.messages.post_office import message_keys
from core.messages.preferences import (
    HOME_ZONE,
    Digest,
    MessageTarget,
    Preferences,
    channels_of,
    preferences_of,
    targets_of,
)
from core.messages.push.encryption import is_fit
from core.text import Language, Text

router = APIRouter(route_class=Door, prefix="/api/account/messages", tags=["account"])

LONGEST_KEY, LONGEST_WORD = 200, 64
KEYS_HINT = Text(
    "Браузердің кілттері жарамсыз.", "Ключи браузера недействительны.",
    "The browser's keys are not valid.",
)  # fmt: skip
TargetId = Annotated[str, Path(max_length=LONGEST_WORD, pattern=r"^[0-9a-z]+$")]
Url = Annotated[str, Field(min_length=1, max_length=LONGEST_URL)]


class ChoiceBody(BaseModel):
    """Whether news of a kind come by a channel."""

    model_config = ConfigDict(extra="forbid")

    kind: Annotated[str, Field(max_length=LONGEST_WORD)]
    channel: Channel
    is_on: bool


class MessageSettingsBody(BaseModel):
    """What the caller chooses."""

    model_config = ConfigDict(extra="forbid")

    language: Language | None = None
    digest: Digest = Digest.OFF
    quiet_from: time | None = Field(default=None, description="Such as 22:00.")
    quiet_to: time | None = None
    time_zone: Annotated[str, Field(max_length=LONGEST_WORD)] = HOME_ZONE
    choices: Annotated[list[ChoiceBody], Field(max_length=100)] = Field(default_factory=list)


class PushKeysBody(BaseModel):
    """By what messages for a browser are encrypted."""

    model_config = ConfigDict(extra="forbid")

    p256dh: Annotated[str, Field(max_length=LONGEST_KEY)]
    auth: Annotated[str, Field(max_length=LONGEST_KEY)]


class PushBody(BaseModel):
    """A browser that shows news, as its `PushSubscription` describes itself."""

    model_config = ConfigDict(extra="forbid")

    endpoint: Url
    keys: PushKeysBody
    expirationTime: float | None = None  # noqa: N815 - as browsers write it


class WebhookBody(BaseModel):
    """A program that takes news."""

    model_config = ConfigDict(extra="forbid")

    url: Url


@router.get("", summary="What you have chosen of messages", response_model=MessageSettingsAnswer)
@costs(Cost.QUERY)
def show(person: PersonSignedIn, resources: ResourcesOfApp) -> Response:
    """By what and when the caller is told of what, and where they are reached."""
    with person.changing() as (session, user, _):
        found = _settings(session, user, resources)
    return json_response(found, headers=UNKEPT)


@router.put(
    "",
    summary="Choose messages",
    response_model=MessageSettingsAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def change(
    body: MessageSettingsBody, person: PersonSignedIn, resources: ResourcesOfApp
) -> Response:
    """What is chosen now; news that wait go by it."""
    chosen = Preferences(
        body.language, body.digest, _plain(body.quiet_from), _plain(body.quiet_to), body.time_zone
    )
    with person.changing() as (session, user, _):
        for each in body.choices:
            change_choice(session, user.id, kind_named(each.kind), each.channel, is_on=each.is_on)
        change_preferences(session, user.id, chosen)
        found = _settings(session, user, resources)
    return json_response(found, headers=UNKEPT)


@router.post(
    "/push",
    status_code=HTTPStatus.CREATED,
    summary="Have a browser show news",
    response_model=NewTargetAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def add_browser(body: PushBody, person: PersonSignedIn, resources: ResourcesOfApp) -> Response:
    """The browser; another account gets none there any more."""
    _outside(resources).require_address(body.endpoint, name="endpoint")
    if not is_fit(body.keys.p256dh, body.keys.auth):
        raise InvalidValueError(body.keys.p256dh, field="keys", hint=KEYS_HINT)
    with person.changing() as (session, user, _):
        made = add_target(
            session,
            user.id,
            Channel.PUSH,
            body.endpoint,
            p256dh=body.keys.p256dh,
            auth=body.keys.auth,
        )
        members = target_members(made, _host(made))
    answer = NewTargetAnswer(**members, secret=None)
    return json_response(answer, HTTPStatus.CREATED, headers=UNKEPT)


@router.post(
    "/webhooks",
    status_code=HTTPStatus.CREATED,
    summary="Have a program take news",
    response_model=NewTargetAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def add_program(body: WebhookBody, person: PersonSignedIn, resources: ResourcesOfApp) -> Response:
    """The program, and the secret by which it knows that a message is ours."""
    _outside(resources).require_address(body.url, name="url")
    with person.changing() as (session, user, _):
        made = add_target(session, user.id, Channel.WEBHOOK, body.url)
        members = target_members(made, _host(made))
    secret = webhook_secret(_keys(resources), made.id)
    answer = NewTargetAnswer(**members, secret=secret)
    return json_response(answer, HTTPStatus.CREATED, headers=UNKEPT)


@router.delete(
    "/targets/{target}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Let a browser or program get no news any more",
)
@costs(Cost.SIGN_IN)
def end_target(target: TargetId, person: PersonSignedIn) -> Response:
    """Remove it at once."""
    with person.changing() as (session, user, _):
        remove_target(session, user.id, target)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _settings(session: Session, user: User, resources: Resources) -> MessageSettingsAnswer:
    chosen, settings = preferences_of(session, user.id), resources.settings.messages
    quiet_from, quiet_to = clock_time(chosen)
    bounce = bounce_of(session, user.email)
    return MessageSettingsAnswer(
        language=chosen.language,
        digest=chosen.digest,
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        time_zone=chosen.time_zone,
        kinds=_kinds(session, user.id),
        targets=[
            TargetAnswer(**target_members(each, _host(each)))
            for each in targets_of(session, user.id, Channel.PUSH, Channel.WEBHOOK)
        ],
        email=ContactAnswer(
            address=user.email,
            confirmed_at=user.email_confirmed_at,
            bounced_at=bounce.bounced_at if bounce else None,
            bounce=bounce.reason if bounce else "",
        ),
        telephone=ContactAnswer(
            address=user.telephone,
            confirmed_at=user.telephone_confirmed_at,
            bounced_at=None,
            bounce="",
        ),
        push_key=_keys(resources).vapid_public(),
        has_mail=settings.smtp is not None,
        has_sms=settings.sms_webhook is not None,
    )


def _kinds(session: Session, user_id: int) -> list[KindAnswer]:
    return [
        KindAnswer(
            kind=kind.name,
            title=Phrase.of(kind.title),
            channels=[
                ChannelAnswer(channel=each, is_on=each in channels_of(session, user_id, kind))
                for each in kind.channels
            ],
        )
        for kind in CHOSEN
    ]


def _plain(moment: time | None) -> time | None:
    """The time of a clock, whatever zone was written with it."""
    return moment.replace(tzinfo=None) if moment else None


def _host(target: MessageTarget) -> str:
    return urlsplit(target.url).hostname or ""


def _outside(resources: Resources) -> Outside:
    return Outside(resources.settings.messages.trusted_hosts)


def _keys(resources: Resources) -> MessageKeys:
    return message_keys(resources.settings.data_folder)
