"""Labels of coded values in one language, as columns beside the codes."""

from collections.abc import Iterator

from sqlalchemy import JSON, String, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, aggregate_order_by
from sqlalchemy.sql.elements import ColumnElement

from core.text import Language
from core.text import Text as Phrase
from layers.access import Readable
from layers.model.field import Field, FieldType

SUFFIX = "_label"
"""After the name of a coded field stands the column of its labels: `kind_label`."""
LABELS = Phrase("{title} (атауы)", "{title} (название)", "{title} (label)")


def label_field(coded: Field) -> Field:
    """The field that repeats a coded one in words: a text, or a list of them."""
    titles = coded.title.as_dict()
    titled = {
        language.value: LABELS.in_language(language, title=titles[language.value])
        for language in Language
    }
    kind = FieldType.LIST if coded.type is FieldType.CODES else FieldType.TEXT
    return Field(f"{coded.name}{SUFFIX}", Phrase(**titled), kind, written_by_atlas=True)


def label_column(access: Readable, coded: Field, language: Language) -> ColumnElement[object]:
    """The labels of a readable coded field in the language; NULL where there is no code."""
    vocabulary = coded.vocabulary
    labels = (
        {term.code: term.title.in_language(language) for term in vocabulary.terms}
        if vocabulary
        else {}
    )
    known = cast(literal(labels, JSON), JSONB)
    column = access.column(coded.name)
    if coded.type is FieldType.CODE:
        label: ColumnElement[object] = known[cast(column, String)].astext
        return label
    codes = (
        func.unnest(column)
        .table_valued("code", with_ordinality="position")
        .render_derived(name="coded")
    )
    ordered = aggregate_order_by(known[cast(codes.c.code, String)].astext, codes.c.position)
    return select(func.array_agg(ordered, type_=ARRAY(Text))).scalar_subquery()


def described_columns(
    access: Readable, language: Language | None
) -> Iterator[ColumnElement[object]]:
    """The readable fields as columns, each under its name, with those of their labels."""
    for each in access.fields:
        yield access.column(each.name).label(each.name)
        if language is not None and each.vocabulary is not None:
            yield label_column(access, each, language).label(f"{each.name}{SUFFIX}")


def with_labels(fields: tuple[Field, ...], language: Language | None) -> Iterator[Field]:
    """The fields, after each coded one that of its labels where a language is asked for."""
    for each in fields:
        yield each
        if language is not None and each.vocabulary is not None:
            yield label_field(each)
