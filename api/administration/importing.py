"""A list of people, brought as a file and invited at once, or tried first."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.accounts.link_address import link_address
from api.accounts.me import UNKEPT
from api.accounts.signed_in import PersonSignedIn, SignedIn
from api.administration.administering import reach_of
from api.administration.invitations import Post, administering
from api.administration.people_list import PeopleListAnswer, list_answer, people_of_file
from api.http.addresses import base_of
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.dependencies import LanguageOfRequest, Resources, ResourcesOfApp
from api.ingest.upload_form import FILE, upload_form
from core.errors import MissingValueError
from core.text import Language
from ingest.checks.uploads import UploadFolder
from ingest.sandbox.sandboxed_table import looked_at

router = APIRouter(route_class=Door, prefix="/api/people", tags=["administration"])

FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "sheet": {"type": "string"},
                    },
                }
            }
        },
    }
}


@router.post(
    "/import",
    summary="Invite the people of a list",
    response_model=PeopleListAnswer,
    openapi_extra=FORM,
)
@costs(Cost.UPLOAD)
async def import_people(
    request: Request,
    resources: ResourcesOfApp,
    signed_in: PersonSignedIn,
    language: LanguageOfRequest,
    dry_run: Annotated[bool, Query(description="Only say what would come of it.")],
) -> Response:
    """What came of each row of a workbook or CSV with the columns email, role and at.

    Links are told this once. Rows that are refused keep no others from being invited.
    """
    await run_in_threadpool(_require_administrator, signed_in)
    settings = resources.settings
    folder = UploadFolder(settings.upload_folder, settings.uploads)
    form = await upload_form(request, folder)
    paths = [each.path for each in form.files]
    try:
        if not paths:
            raise MissingValueError(paths, field=FILE)
        answer = await run_in_threadpool(
            _imported, request, resources, signed_in, language, paths[0],
            form.fields.get("sheet") or None, dry_run=dry_run,
        )  # fmt: skip
    finally:
        await run_in_threadpool(_forget, folder, paths)
    return json_response(answer, headers=UNKEPT)


def _require_administrator(signed_in: SignedIn) -> None:
    with signed_in.changing() as (session, _, _):
        reach_of(session, signed_in.caller).require_somewhere()


def _imported(  # noqa: PLR0913, PLR0917 - what a list needs
    request: Request,
    resources: Resources,
    signed_in: SignedIn,
    language: Language,
    path: Path,
    sheet: str | None,
    *,
    dry_run: bool,
) -> PeopleListAnswer:
    settings = resources.settings
    looked_at([path], settings.reading, settings.uploads.unpacked_bytes)
    listed = people_of_file(path, settings.reading, sheet)
    base = base_of(request)
    with administering(signed_in, Post.of(settings, language)) as work:
        return list_answer(
            work,
            listed,
            language,
            lambda secret: link_address(settings, secret, base),
            dry_run=dry_run,
        )


def _forget(folder: UploadFolder, paths: list[Path]) -> None:
    """Remove the files: personal data does not stay on the disk."""
    for path in paths:
        folder.remove(path)
