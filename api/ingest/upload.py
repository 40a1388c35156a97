"""Files that arrive to be loaded: taken, looked at, and handed to the queue as runs."""

from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from api.http.admission.cost import Cost
from api.http.dependencies import Resources
from api.ingest.bodies import OrderBody, order_of_form
from api.ingest.upload_form import FILE, UploadForm, upload_form
from core.access.caller import Caller
from core.audit.event import AuditEvent
from core.database.engine import transaction
from core.errors import InvalidValueError, MissingValueError
from core.settings import UploadLimits
from core.text import Text
from ingest.auditing.audit_return import as_audited
from ingest.checks.uploads import UploadFolder, removed_on_failure
from ingest.loading.runs.run_access import require_loader, require_writer
from ingest.loading.runs.run_audit import audit_run
from ingest.loading.runs.run_moves import check_run_quotas, submit
from ingest.rows.file_order import FileOrder
from ingest.sandbox.sandboxed_table import looked_at
from ingest.staging.runs import Run
from layers.model.layer import Layer

FIELDS = ("layer", "order", "confirm")
YES_OR_NO = {"true": True, "1": True, "false": False, "0": False, "": False}

FIELDS_HINT = Text(
    "Форманың өрістері: file, layer, order, confirm.",
    "Поля формы: file, layer, order, confirm.",
    "The form's fields are file, layer, order, confirm.",
)
YES_OR_NO_HINT = Text("true немесе false керек.", "Нужно true или false.", "Use true or false.")


async def runs_of_upload(request: Request, resources: Resources, caller: Caller) -> list[Run]:
    """The new runs of the files in the request, one each.

    Whoever may not write or has too much under way is refused before anything is read. Raises
    ForbiddenError, TooManyRunsError, and the errors of the form, of its files and of the order;
    then none of its files is kept.
    """
    upload = _Upload(resources, caller)
    announced = int(request.headers.get("content-length") or 0)
    await run_in_threadpool(upload.check_welcome, announced)
    form = await upload_form(request, upload.folder)
    return await run_in_threadpool(upload.runs, form)


@dataclass(frozen=True, slots=True)
class _Upload:
    """One request with files."""

    resources: Resources
    caller: Caller

    @property
    def folder(self) -> UploadFolder:
        settings = self.resources.settings
        return UploadFolder(settings.upload_folder, settings.uploads)

    def check_welcome(self, announced_bytes: int) -> None:
        require_writer(self.resources.catalogue, self.caller)
        self.folder.check_room(announced_bytes)
        with transaction(self.resources.sessions_by_cost[Cost.UPLOAD]) as session:
            check_run_quotas(session, self.caller, self._limits, more_bytes=announced_bytes)

    def runs(self, form: UploadForm) -> list[Run]:
        with removed_on_failure(self.folder, form.files):
            layer = self._layer(form)
            said, confirmed = _said(form)
            settings = self.resources.settings
            paths = [each.path for each in form.files]
            for each in paths:
                said.applied_to(FileOrder(each, layer))
            found = looked_at(paths, settings.reading, settings.uploads.unpacked_bytes)
            orders = [
                said.applied_to(as_audited(FileOrder(path, layer), properties))
                for path, properties in zip(paths, found, strict=True)
            ]
            with transaction(self.resources.sessions_by_cost[Cost.UPLOAD]) as session:
                total = sum(each.size for each in form.files)
                check_run_quotas(
                    session, self.caller, self._limits, more=len(orders), more_bytes=total
                )
                runs = [
                    submit(session, order, self.caller, confirmed=confirmed,
                           dry_run=bool(said.dry_run), limits=settings.tasks)
                    for order in orders
                ]  # fmt: skip
                for run in runs:
                    audit_run(session, self.caller, AuditEvent.UPLOAD_FILE, run)
                return runs

    def _layer(self, form: UploadForm) -> Layer:
        wanted = form.fields.get("layer", "")
        if not wanted:
            raise MissingValueError(wanted, field="layer")
        layer = self.resources.catalogue.layer(wanted)
        require_loader(self.caller, layer)
        return layer

    @property
    def _limits(self) -> UploadLimits:
        return self.resources.settings.uploads


def _said(form: UploadForm) -> tuple[OrderBody, bool]:
    """What the form says of its files, and whether they shall be loaded at once."""
    for name in form.fields:
        if name not in FIELDS:
            raise InvalidValueError(name, field=name, hint=FIELDS_HINT)
    if not form.files:
        raise MissingValueError(len(form.files), field=FILE)
    confirm = form.fields.get("confirm", "").lower()
    if confirm not in YES_OR_NO:
        raise InvalidValueError(confirm, field="confirm", hint=YES_OR_NO_HINT)
    return order_of_form(form.fields.get("order", "")), YES_OR_NO[confirm]
