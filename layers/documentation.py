"""A layer described for people: its fields, vocabularies, flow and rights as Markdown."""

from collections.abc import Iterable, Iterator

from core.text import Language, Text
from layers.model.field import Field, fields_of
from layers.model.layer import Child, Layer
from layers.model.vocabulary import Vocabulary

HEADINGS = {
    "layers": Text("Қабаттар", "Слои", "Layers"),
    "fields": Text("Өрістері", "Поля", "Fields"),
    "series": Text("Қосымша жазбалары", "Связанные записи", "Attached records"),
    "vocabularies": Text("Сөздіктері", "Словари", "Vocabularies"),
    "flow": Text("Барысы", "Порядок прохождения", "Flow"),
    "files": Text("Файлдан жүктелуі", "Загрузка из файлов", "Loading from files"),
}
METRES_PER_KM = 1_000
BAR = "\\|"
"""A bar within a cell of a table."""


def markdown_of(layer: Layer) -> str:
    """One page about a layer, with every term in Kazakh, Russian and English."""
    return "\n".join(_page(layer)) + "\n"


def list_of(layers: Iterable[Layer]) -> str:
    """A page that links to the page of each layer."""
    lines = (
        f"* [{_three(layer.title)}]({layer.id}.md) — {layer.description.in_language(Language.EN)}"
        for layer in layers
    )
    return "\n".join([f"# {_three(HEADINGS['layers'])}\n", *lines]) + "\n"


def _page(layer: Layer) -> Iterator[str]:
    yield f"# {_three(layer.title)}\n"
    yield f"`{layer.id}` · {layer.geometry} · {_three(layer.description)}\n"
    yield f"## {_three(HEADINGS['fields'])}\n"
    yield from _fields(layer.fields)
    if layer.children:
        yield f"\n## {_three(HEADINGS['series'])}\n"
        for child in layer.children:
            yield from _series(child)
    if layer.flow:
        yield f"\n## {_three(HEADINGS['flow'])}\n"
        yield "| move | kk | ru | en | from | to | permission | demands |"
        yield "|---|---|---|---|---|---|---|---|"
        for move in layer.flow.moves:
            demands = ", ".join(f"`{demand.id}`" for demand in move.demands)
            yield (
                f"| `{move.id}` | {_cells(move.title)} | {', '.join(move.sources)} |"
                f" {move.target} | `{layer.access.room}:{move.action}` | {demands} |"
            )
    yield f"\n## {_three(HEADINGS['files'])}\n"
    yield from _files(layer)
    yield f"\n## {_three(HEADINGS['vocabularies'])}\n"
    for vocabulary in vocabularies_of(layer):
        yield from _terms(vocabulary)


def vocabularies_of(layer: Layer) -> tuple[Vocabulary, ...]:
    """Every vocabulary that the layer's fields, child rows and flow use, once each."""
    fields = [
        *layer.fields,
        *(field for child in layer.children for field in fields_of(child.table)),
    ]
    used = {field.vocabulary.id: field.vocabulary for field in fields if field.vocabulary}
    if layer.flow:
        used.setdefault(layer.flow.states.id, layer.flow.states)
    return tuple(used.values())


def _series(child: Child) -> Iterator[str]:
    kept = " (append-only)" if child.append_only else ""
    yield f"### {_three(child.title)}\n"
    yield f"`{child.id}`{kept}\n"
    yield from _fields(fields_of(child.table))
    yield ""


def _fields(fields: tuple[Field, ...]) -> Iterator[str]:
    yield "| field | type | kk | ru | en | |"
    yield "|---|---|---|---|---|---|"
    for field in fields:
        notes = [
            "required" if field.required else "",
            "sealed" if field.sealed else "",
            "written by the atlas" if field.written_by_atlas else "",
            field.unit or "",
            f"unit by `{field.unit_by}`" if field.unit_by else "",
            "" if field.least is None else f"from {field.least:g}",
            "" if field.most is None else f"up to {field.most:g}",
            "not in the future" if field.past else "",
        ]
        kind = f"`{field.vocabulary.id}`" if field.vocabulary else field.type.value
        rules = ", ".join(filter(None, notes))
        yield f"| `{field.name}` | {kind} | {_cells(field.title)} | {rules} |"


def _files(layer: Layer) -> Iterator[str]:
    """What holds for rows that are loaded from files, beyond the rules of single fields."""
    yield f"* {_recognised(layer)}"
    for first, second in layer.in_order:
        yield f"* `{first}` is never greater than `{second}`."
    if layer.named_by:
        yield f"* A row may lack a name; the label of its `{layer.named_by}` stands in for it."
    if layer.derive:
        yield f"* New rows get {_listed(layer.derive.columns)} from {_listed(layer.derive.inputs)}."
    if layer.import_names:
        yield "\n| field | columns that are known to hold it |"
        yield "|---|---|"
        for name, columns in layer.import_names.items():
            yield f"| `{name}` | {', '.join(columns).replace('|', BAR)} |"


def _recognised(layer: Layer) -> str:
    """How a row is recognised as an object that the layer has under another source."""
    matching = layer.matching
    if matching is None:
        return "Rows are not compared with the objects that the layer has from other sources."
    also = {"kind": matching.kind, "register number": matching.number}
    told = "".join(f", {sign} (`{name}`)" for sign, name in also.items() if name)
    reach_km = matching.within_m / METRES_PER_KM
    return f"A row may be an object within {reach_km:g} km: compared by name, place{told}."


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _terms(vocabulary: Vocabulary) -> Iterator[str]:
    yield f"### {_three(vocabulary.title)}\n"
    yield f"`{vocabulary.id}`\n"
    yield "| code | kk | ru | en |"
    yield "|---|---|---|---|"
    for term in vocabulary.terms:
        yield f"| `{term.code}` | {_cells(term.title)} |"
    yield ""
    for term in vocabulary.terms:
        if term.series is not None:
            yield f"`{term.code}` is a word of files and programs: the row gets a record of"
            yield f"`{term.series}` instead, and the field stays empty.\n"


def _three(text: Text) -> str:
    return " / ".join(text.in_language(language) for language in Language)


def _cells(text: Text) -> str:
    return " | ".join(text.in_language(language).replace("|", BAR) for language in Language)
