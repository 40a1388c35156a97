"""What every layer of the catalogue must hold to, whoever adds it."""

from pathlib import Path

import pytest

from core.text import Text
from layers.documentation import list_of, markdown_of, vocabularies_of
from layers.materialized.tile_fields import tile_fields
from layers.model.field import FieldType, fields_of
from layers.model.layer import Layer, Role, UnknownFieldError
from layers.model.vocabulary import UnknownTermError
from layers.registry import Catalogue, UnknownLayerError, load_catalogue

LAYERS = load_catalogue().layers
each_layer = pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.id)
each_flow = pytest.mark.parametrize(
    "layer", [layer for layer in LAYERS if layer.flow], ids=lambda layer: layer.id
)
each_coloured = pytest.mark.parametrize(
    "layer", [layer for layer in LAYERS if layer.style.colour_by], ids=lambda layer: layer.id
)


def test_catalogue_holds_the_five_themes_of_the_first_release(catalogue: Catalogue) -> None:
    assert [layer.id for layer in catalogue.themes] == [
        "monuments",
        "endangered_objects",
        "tourist_routes",
        "initiative_projects",
        "citizen_reports",
    ]


def test_unknown_layer_is_named(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownLayerError, match="castles"):
        catalogue.layer("castles")
    assert "castles" not in catalogue


@each_layer
def test_id_names_the_table(layer: Layer) -> None:
    assert layer.id == layer.table.__tablename__


@each_layer
def test_declaration_refers_to_fields_that_exist(layer: Layer) -> None:
    named = [
        *layer.tile.fields,
        *layer.summary_fields,
        *layer.import_names,
        *filter(None, (layer.style.colour_by, layer.time_field, layer.named_by)),
    ]

    assert {layer.field(name).name for name in named} == set(named)


@each_coloured
def test_what_colours_an_object_tells_how_it_stands_and_rides_on_tiles(layer: Layer) -> None:
    assert layer.colour_field is not None
    assert layer.state_field == layer.colour_field
    assert layer.colour_field in tile_fields(layer)


def test_object_without_a_colour_of_its_own_stands_as_its_flow_tells(catalogue: Catalogue) -> None:
    monuments = catalogue.layer("monuments")
    assert monuments.colour_field is None
    assert monuments.state_field == monuments.field("state")
    assert catalogue.layer("settlements").state_field is None


def test_colour_and_state_follow_one_rule() -> None:
    root = Path(__file__).parents[2]
    asking = {
        each.relative_to(root).as_posix()
        for part in ("analysis", "api", "ingest", "layers", "tiles")
        for each in (root / part).rglob("*.py")
        if "style.colour_by" in each.read_text(encoding="utf-8")
    }
    assert asking == {"layers/model/layer.py"}


@each_layer
def test_field_that_tells_the_unit_has_one_for_every_term(layer: Layer) -> None:
    rows = [layer.fields, *(fields_of(child.table) for child in layer.children)]
    for fields in rows:
        coded = {field.name: field.vocabulary for field in fields}
        for field in fields:
            vocabulary = coded[field.unit_by] if field.unit_by else None
            terms = vocabulary.terms if vocabulary else ()
            assert bool(terms) == bool(field.unit_by)
            assert [term.code for term in terms if term.unit is None] == []


@each_layer
def test_summaries_count_by_coded_fields_only(layer: Layer) -> None:
    types = {layer.field(name).type for name in layer.summary_fields}

    assert types <= {FieldType.CODE, FieldType.CODES}


@each_layer
def test_time_is_indexed_for_queries_by_datetime(layer: Layer) -> None:
    indexed = {next(iter(index.columns)).name for index in layer.table.__table__.indexes}

    assert layer.time_field is None or layer.time_field in indexed


@each_coloured
def test_colouring_field_has_a_tone_for_every_term(layer: Layer) -> None:
    vocabulary = layer.field(str(layer.style.colour_by)).vocabulary

    assert vocabulary is not None
    assert [term.code for term in vocabulary.terms if term.tone is None] == []


@each_layer
def test_codes_and_labels_are_unique_in_each_vocabulary(layer: Layer) -> None:
    for vocabulary in vocabularies_of(layer):
        titles = [term.title for term in vocabulary.terms]
        assert len(set(vocabulary.codes)) == len(vocabulary.codes)
        for language in ("kk", "ru", "en"):
            labels = [getattr(title, language) for title in titles]
            assert len(set(labels)) == len(labels), (vocabulary.id, language)


@each_layer
def test_titles_differ_from_those_of_other_layers(layer: Layer) -> None:
    others = [other.title for other in LAYERS if other is not layer]

    assert layer.title not in others


@each_flow
def test_flow_moves_between_declared_states(layer: Layer) -> None:
    assert layer.flow is not None
    states = set(layer.flow.states.codes)

    assert layer.flow.initial in states
    for move in layer.flow.moves:
        assert {*move.sources, move.target} <= states
        assert {*move.writes, *move.sets, *move.clears} <= {field.name for field in layer.fields}
    reached = {layer.flow.initial, *(move.target for move in layer.flow.moves)}
    assert reached == states, "a state that no move reaches"


@each_flow
def test_state_cannot_be_set_from_outside(layer: Layer) -> None:
    assert layer.field("state").written_by_atlas


@each_layer
def test_latest_copies_columns_that_exist(layer: Layer) -> None:
    for latest in layer.latest:
        child = layer.child(latest.child)
        columns = {field.name for field in fields_of(child.table)} | {"id"}
        assert {*latest.newest_by, *latest.copies.values()} <= columns
        assert all(layer.field(name).written_by_atlas for name in latest.copies)


def test_personal_fields_are_sealed(catalogue: Catalogue) -> None:
    personal = ("author", "writer", "inspector", "pledger_name", "owner", "contact")
    for layer in catalogue.layers:
        tables = [layer.table, *(child.table for child in layer.children)]
        for field in (field for table in tables for field in fields_of(table)):
            if field.name.startswith(personal) and field.name != "contact":
                assert field.sealed, (layer.id, field.name)


def test_unknown_field_and_term_are_named(catalogue: Catalogue) -> None:
    monuments = catalogue.layer("monuments")
    kind = monuments.field("kind").vocabulary

    with pytest.raises(UnknownFieldError, match="colour"):
        monuments.field("colour")
    assert kind is not None
    with pytest.raises(UnknownTermError, match=r"castle.*archaeology"):
        kind.term("castle")


@each_layer
def test_page_of_documentation_names_every_field_and_code(layer: Layer) -> None:
    page = markdown_of(layer)

    for field in layer.fields:
        assert f"`{field.name}`" in page
    for vocabulary in vocabularies_of(layer):
        for term in vocabulary.terms:
            assert f"`{term.code}` | {term.title.kk} | {term.title.ru} | {term.title.en}" in page


@each_layer
def test_page_of_documentation_tells_how_files_are_read(layer: Layer) -> None:
    page = markdown_of(layer)

    for name, columns in layer.import_names.items():
        assert f"| `{name}` | {', '.join(columns)} |" in page
    for first, second in layer.in_order:
        assert f"`{first}` is never greater than `{second}`" in page
    for field in layer.fields:
        row = next(line for line in page.splitlines() if line.startswith(f"| `{field.name}` |"))
        assert (field.least is None) or f"from {field.least:g}" in row
        assert (field.most is None) or f"up to {field.most:g}" in row
        assert field.past is ("not in the future" in row)


def test_page_of_documentation_tells_how_objects_are_recognised(catalogue: Catalogue) -> None:
    pages = {layer.id: markdown_of(layer) for layer in catalogue.layers}

    assert (
        "within 1 km: compared by name, place, kind (`kind`), register number (`register_no`)."
        in pages["monuments"]
    )
    assert "within 5 km: compared by name, place." in pages["tourist_routes"]
    assert "Rows are not compared with the objects" in pages["citizen_reports"]
    assert "New rows get `due_on` from `submitted_at`, `topic`." in pages["citizen_reports"]


def test_list_of_layers_links_to_each_page() -> None:
    page = list_of(LAYERS)

    assert all(f"({layer.id}.md)" in page for layer in LAYERS)


def test_only_settlements_are_context(catalogue: Catalogue) -> None:
    context = [layer.id for layer in catalogue.layers if layer.role is Role.CONTEXT]

    assert context == ["settlements"]
    assert isinstance(catalogue.layer("settlements").title, Text)
