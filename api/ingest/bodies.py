"""What a person says of files that are to be loaded, and of the rows that wait."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from core.errors import AtlasError, InvalidValueError
from core.text import Text
from ingest.location.placing.system_choice import UnusableReferenceSystemError, usable_systems
from ingest.mapping.mapping import EMPTY_FIELD, ColumnNames, folded
from ingest.rows.file_order import Decision, FileOrder, MatchRule, ToldTerms
from ingest.values.constants import check_constants
from layers.model.imported_children import child_fields
from layers.model.layer import Layer, UnknownFieldError
from layers.model.values import UNSTORABLE
from layers.model.vocabulary import UnknownTermError

MOST_DECISIONS = 10_000
MOST_ENTRIES = 2_000
LONGEST_NAME = 500
LONGEST_VALUE = 10_000
LARGEST_NUMBER = 2**63 - 1

NO_SUCH_FIELD = Text(
    "Қабатта бұл өріс жоқ.", "В слое нет такого поля.", "The layer has no such field."
)
NO_TERMS = Text(
    "Бұл өрістің мәндер тізімі жоқ.",
    "У этого поля нет списка значений.",
    "This field has no list of values.",
)
NO_SUCH_COLUMN = Text(
    "Файлда бұл баған жоқ.", "В файле нет такого столбца.", "The file has no such column."
)
NO_SUCH_SHEET = Text(
    "Файлда бұл парақ (қабат) жоқ.",
    "В файле нет такого листа (слоя).",
    "The file has no such sheet (layer).",
)


class UnreadableOrderError(AtlasError):
    """The form's field `order` is not a JSON object."""

    phrase = Text(
        "«order» өрісінде JSON нысаны болуы керек.",
        "В поле «order» должен быть объект JSON.",
        "The field “order” must hold a JSON object.",
    )


def _storable(text: str) -> str:
    if UNSTORABLE.search(text):
        raise ValueError(text)
    return text


Name = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_storable)]
Cell = Annotated[str, Field(max_length=LONGEST_VALUE), AfterValidator(_storable)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]


class OrderBody(BaseModel):
    """What a person says of a file; what is left out is proposed, or stays as it was said."""

    model_config = ConfigDict(extra="forbid")

    source: Annotated[Name, Field(min_length=1)] | None = None
    sheet: Name | None = None
    crs: Cell | None = None
    key: Name | None = None
    columns: Annotated[dict[Name, Name], Field(max_length=MOST_ENTRIES)] = Field(
        default_factory=dict, description="Columns by field; an empty name leaves the field empty."
    )
    terms: dict[Name, Annotated[dict[Cell, Name], Field(max_length=MOST_ENTRIES)]] = Field(
        default_factory=dict, description="Codes by field and by value of the file."
    )
    constants: Annotated[dict[Name, Cell], Field(max_length=MOST_ENTRIES)] = Field(
        default_factory=dict,
        description="A value for all rows by field without a column; an empty one takes it back.",
    )
    matches: MatchRule | None = None
    trust_detected: bool | None = None
    dry_run: bool | None = None
    erase_empty: bool | None = Field(
        default=None,
        description="Whether an empty cell takes from a known object what it has in that field;"
        " usually it leaves it.",
    )

    def applied_to(self, order: FileOrder) -> FileOrder:
        """The order with what is said here added.

        Raises InvalidValueError, UnusableReferenceSystemError.
        """
        _check_targets(order.layer, self.columns, "columns")
        _check_system(self.crs)
        _check_targets(order.layer, self.constants, "constants")
        said = self.model_fields_set
        applied = replace(
            order,
            source=self.source if "source" in said else order.source,
            sheet=self.sheet if "sheet" in said else order.sheet,
            crs=(self.crs or None) if "crs" in said else order.crs,
            key_column=(self.key or None) if "key" in said else order.key_column,
            column_overrides=self._columns(order.column_overrides),
            told_terms={**order.told_terms, **_told_terms(order.layer, self.terms)},
            matches=self.matches or order.matches,
            trust_detected=(
                order.trust_detected if self.trust_detected is None else self.trust_detected
            ),
            constants=self._constants(order.constants),
            erase_empty=order.erase_empty if self.erase_empty is None else self.erase_empty,
        )
        _check_constants(applied)
        return applied

    def _columns(self, told: Mapping[str, str]) -> dict[str, str]:
        """The columns by field; one that is given to a field here leaves the field it had.

        A field that is given a value for all rows here leaves the column it had.
        """
        taken = {folded(column) for column in self.columns.values()} - {""}
        kept = {
            name: column
            for name, column in told.items()
            if folded(column) not in taken and not self.constants.get(name)
        }
        return {**kept, **self.columns}

    def _constants(self, told: Mapping[str, str]) -> dict[str, str]:
        """The values for all rows by field; a field that is given a column here has none."""
        kept = {name: value for name, value in told.items() if not self.columns.get(name)}
        return {name: value for name, value in {**kept, **self.constants}.items() if value}


class ConfirmBody(OrderBody):
    """What a person confirms."""

    remember: bool = Field(
        default=False, description="Whether the next file with these columns is mapped likewise."
    )

    def is_about_another_sheet(self, proposal: Mapping[str, Any]) -> bool:
        """Whether another sheet is to be loaded than the one that was looked at."""
        return self.sheet is not None and self.sheet != proposal.get("sheet")

    def check_against(self, proposal: Mapping[str, Any]) -> None:
        """Require that the columns and the sheet are the file's. Raises InvalidValueError."""
        columns = {folded(each["column"]) for each in proposal.get("columns", ())}
        wanted = {f"columns.{field}": name for field, name in self.columns.items()}
        wanted["key"] = self.key or ""
        for field, name in wanted.items():
            is_known = folded(name) in columns or self.is_about_another_sheet(proposal)
            if name and columns and not is_known:
                raise InvalidValueError(name, field=field, hint=NO_SUCH_COLUMN)
        sheets = proposal.get("sheets")
        if self.sheet and sheets and self.sheet not in sheets:
            raise InvalidValueError(self.sheet, field="sheet", hint=NO_SUCH_SHEET)


class DecisionBody(BaseModel):
    """What a person decided on one waiting row."""

    model_config = ConfigDict(extra="forbid")

    row: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
    crs: Cell | None = None
    place: tuple[Longitude, Latitude] | None = None
    same_as: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)] | None = None
    is_new: bool = False
    values: Annotated[dict[Name, Cell], Field(max_length=MOST_ENTRIES)] = Field(
        default_factory=dict
    )

    def decision(self, layer: Layer) -> Decision:
        """The decision. Raises InvalidValueError, UnusableReferenceSystemError."""
        _check_system(self.crs)
        _check_targets(layer, self.values, "values")
        return Decision(self.crs or None, self.place, self.same_as, self.is_new, self.values)


def _once_each(decisions: list[DecisionBody]) -> list[DecisionBody]:
    if len({each.row for each in decisions}) < len(decisions):
        raise ValueError(len(decisions))
    return decisions


class DecisionsBody(BaseModel):
    """What a person decided on the rows that wait."""

    model_config = ConfigDict(extra="forbid")

    decisions: Annotated[
        list[DecisionBody],
        Field(min_length=1, max_length=MOST_DECISIONS),
        AfterValidator(_once_each),
    ]


def order_of_form(text: str) -> OrderBody:
    """The form's field `order`. Raises UnreadableOrderError, RequestValidationError."""
    try:
        said = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise UnreadableOrderError(field="order") from error
    if not isinstance(said, dict):
        raise UnreadableOrderError(field="order")
    try:
        return OrderBody.model_validate(said)
    except ValidationError as error:
        entries = [{**entry, "loc": ("body", "order", *entry["loc"])} for entry in error.errors()]
        raise RequestValidationError(entries) from error


def _check_system(crs: str | None) -> None:
    """Require that the system can be used; one described in a file is not looked up."""
    if crs and "init=" in crs.lower():
        raise UnusableReferenceSystemError(crs, field="crs")
    if crs:
        usable_systems(crs)


def _check_targets(layer: Layer, told: Mapping[str, str], under: str) -> None:
    """Require that every name is that of a field or part of a place that may be filled."""
    names = ColumnNames(layer)
    for name in told:
        try:
            names.proposed((), {name: EMPTY_FIELD})
        except UnknownFieldError as error:
            raise InvalidValueError(name, field=f"{under}.{name}", hint=NO_SUCH_FIELD) from error
        except InvalidValueError as error:
            raise InvalidValueError(name, field=f"{under}.{name}", hint=error.hint) from error


def _check_constants(order: FileOrder) -> None:
    """Require that each value for all rows is one that its field takes, without a column."""
    try:
        check_constants(order.layer, order.constants, order.column_overrides, order.told_terms)
    except InvalidValueError as error:
        where = f"constants.{error.field}"
        raise InvalidValueError(error.value, field=where, hint=error.hint) from error


def _told_terms(layer: Layer, terms: Mapping[str, Mapping[str, str]]) -> ToldTerms:
    told: dict[tuple[str, str], str] = {}
    fields = (*layer.fields, *child_fields(layer))
    for name, codes in terms.items():
        field = f"terms.{name}"
        vocabulary = next((each.vocabulary for each in fields if each.name == name), None)
        if vocabulary is None:
            raise InvalidValueError(name, field=field, hint=NO_TERMS)
        for value, code in codes.items():
            try:
                told[name, folded(value)] = vocabulary.term(code).code
            except UnknownTermError as error:
                raise InvalidValueError(code, field=field, hint=error.hint) from error
    return told
