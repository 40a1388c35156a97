"""The YAML of a mapping, checked: whatever is wrong is told with its line."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import yaml
from yaml import MappingNode, Node, ScalarNode

from core.errors import AtlasError, InvalidValueError, shown
from core.text import Language, Text
from ingest.mapping.mapping import ColumnNames, LocationPart
from ingest.mapping.mapping_names import CLAIMS, folded
from ingest.rows.file_order import MatchRule, ToldTerms
from ingest.values.cells import BAD_VALUE
from ingest.values.constants import check_constants
from layers.model.layer import Layer
from layers.registry import Catalogue

MOST_BYTES = 256 * 1024
DEEPEST = 3
"""Mappings within mappings: the file, its terms, the values of one field."""
TEXTS = ("source", "sheet", "crs", "key")
KNOWN = ("layer", *TEXTS, "matches", "columns", "constants", "terms")
NO_VALUE = "tag:yaml.org,2002:null"

TOO_LARGE = Text(
    "файл тым үлкен (ең көбі 256 КБ)",
    "файл слишком велик (не больше 256 КБ)",
    "the file is too large (256 KB at most)",
)
NOT_YAML = Text("YAML ережесі бұзылған", "это не YAML", "this is not YAML")
NOT_PLAIN = Text(
    "якорь, сілтеме және тег (& * !) қолданылмайды",
    "якоря, ссылки и теги (& * !) не допускаются",
    "anchors, aliases and tags (& * !) are not allowed",
)
NO_PAIRS = Text(
    "мұнда «атау: мән» жұптары болуы керек",
    "здесь должны быть пары «имя: значение»",
    "pairs of name and value belong here",
)
NO_TEXT = Text(
    "«{name}» мәні бір мәтін болуы керек",
    "значение «{name}» должно быть одним текстом",
    "the value of “{name}” must be a single text",
)
TWICE = Text("«{name}» екі рет берілген", "«{name}» задано дважды", "“{name}” is given twice")
UNKNOWN_ENTRY = Text(
    "«{name}» деген бөлік жоқ; бары: {known}",
    "раздела «{name}» нет; есть: {known}",
    "there is no entry “{name}”; there are: {known}",
)
NO_LAYER = Text("қабат (layer) аталмаған", "не назван слой (layer)", "no layer is named")
UNKNOWN_LAYER = Text(
    "«{name}» қабаты жоқ; бары: {known}",
    "слоя «{name}» нет; есть: {known}",
    "there is no layer “{name}”; there are: {known}",
)
UNKNOWN_FIELD = Text(
    "«{name}» өрісі жоқ немесе файлдан толтырылмайды; бары: {known}",
    "поля «{name}» нет или оно не заполняется из файла; есть: {known}",
    "there is no field “{name}” that a file fills; there are: {known}",
)
NOT_CODED = Text(
    "«{name}» өрісінің мәндер тізімі жоқ; тізімі барлары: {known}",
    "у поля «{name}» нет списка значений; он есть у: {known}",
    "the field “{name}” has no list of values; these have: {known}",
)
UNKNOWN_CODE = Text(
    "«{name}» коды жоқ; бары: {known}",
    "кода «{name}» нет; есть: {known}",
    "there is no code “{name}”; there are: {known}",
)


class MappingFileError(AtlasError):
    """A mapping file that cannot be used, with the line of the fault."""

    phrase = Text(
        "«{value}» сәйкестік файлы, {line}-жол: {reason}.",
        "Файл соответствий «{value}», строка {line}: {reason}.",
        "Mapping file “{value}”, line {line}: {reason}.",
    )

    def __init__(self, file_name: str, line: int, reason: Text, **facts: str) -> None:
        self.reason = reason
        self.told = {fact: shown(value) for fact, value in facts.items()}
        super().__init__(file_name, field="mapping", line=line)

    def message(self, language: Language) -> str:
        """The phrase with the reason in the same language."""
        reason = self.reason.in_language(language, **self.told)
        return self.phrase.in_language(
            language, value=shown(self.value), line=self.facts["line"], reason=reason
        )


def parsed_mapping(
    read: Callable[[int], bytes], file_name: str, catalogue: Catalogue
) -> dict[str, Any]:
    """The mapping as `SavedMapping.from_json` takes it; `read` gives so many bytes of the file.

    All values are texts, whatever they look like. Raises MappingFileError.
    """
    content = read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise MappingFileError(file_name, 1, TOO_LARGE)
    return _Parser(file_name, catalogue).parsed(content)


class _Mark(Protocol):
    """Where something stands in a file; lines count from 0."""

    @property
    def line(self) -> int: ...


class _Parser:
    def __init__(self, file_name: str, catalogue: Catalogue) -> None:
        self._file_name = file_name
        self._catalogue = catalogue

    def parsed(self, content: bytes) -> dict[str, Any]:
        root = self._root(content)
        entries = dict(self._pairs(root))
        for name, (key, _) in entries.items():
            if name not in KNOWN:
                raise self._fault(key, UNKNOWN_ENTRY, name=name, known=", ".join(KNOWN))
        if "layer" not in entries:
            raise self._fault(root, NO_LAYER)
        layer = self._layer(entries["layer"][1])
        found: dict[str, Any] = {"layer": layer.id}
        for name, (_, node) in entries.items():
            if name in TEXTS:
                found[name] = self._text(node, name) or None
            elif name == "matches":
                found[name] = self._code(node, name, tuple(MatchRule))
        names = ColumnNames(layer)
        fields = {each.name: each for each in names.fields}
        if "columns" in entries:
            known = (*fields, *LocationPart, *names.spoken)
            found["columns"] = {
                name: self._text(node, name)
                for name, node in self._named(entries["columns"][1], known, UNKNOWN_FIELD)
            }
        if "terms" in entries:
            coded = {name: each.vocabulary for name, each in fields.items() if each.vocabulary}
            found["terms"] = {
                name: {
                    value: self._code(code, value, coded[name].codes)
                    for value, (_, code) in self._pairs(node)
                }
                for name, node in self._named(entries["terms"][1], tuple(coded), NOT_CODED)
            }
        if "constants" in entries:
            node = entries["constants"][1]
            found["constants"] = dict(self._constants(node, layer, (*fields, *CLAIMS), found))
        return found

    def _constants(
        self, node: Node, layer: Layer, known: tuple[str, ...], found: Mapping[str, Any]
    ) -> Iterator[tuple[str, str]]:
        """The values for all rows by field, each of which its field takes."""
        terms: ToldTerms = {
            (name, folded(value)): code
            for name, codes in found.get("terms", {}).items()
            for value, code in codes.items()
        }
        for name, value in self._named(node, known, UNKNOWN_FIELD):
            text = self._text(value, name)
            try:
                check_constants(layer, {name: text}, found.get("columns", {}), terms)
            except InvalidValueError as error:
                raise self._fault(value, _of_value(error.hint or BAD_VALUE), name=text) from error
            yield name, text

    def _root(self, content: bytes) -> Node:
        """The file's nodes, of which none repeats or stands for another one."""
        try:
            depth = 0
            for event in yaml.parse(content, Loader=yaml.SafeLoader):
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                self._check_event(event, depth)
            root = yaml.compose(content, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = _line(error.problem_mark)
            raise MappingFileError(self._file_name, line, NOT_YAML) from error
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise MappingFileError(self._file_name, 1, NOT_YAML) from error
        if root is None:
            raise MappingFileError(self._file_name, 1, NO_LAYER)
        return root

    def _check_event(self, event: yaml.Event, depth: int) -> None:
        tagged = getattr(event, "tag", None) is not None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or tagged:
            raise MappingFileError(self._file_name, _line(event.start_mark), NOT_PLAIN)
        if depth > DEEPEST or isinstance(event, yaml.SequenceStartEvent):
            raise MappingFileError(self._file_name, _line(event.start_mark), NO_PAIRS)

    def _pairs(self, node: Node) -> Iterator[tuple[str, tuple[Node, Node]]]:
        """The entries of a mapping by name; an empty one has none."""
        if node.tag == NO_VALUE:
            return
        if not isinstance(node, MappingNode):
            raise self._fault(node, NO_PAIRS)
        seen: set[str] = set()
        for key, value in node.value:
            name = self._text(key, "?")
            if name in seen:
                raise self._fault(key, TWICE, name=name)
            seen.add(name)
            yield name, (key, value)

    def _named(
        self, node: Node, known: tuple[str, ...], unknown: Text
    ) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping, all of which have known names."""
        for name, (key, value) in self._pairs(node):
            if name not in known:
                raise self._fault(key, unknown, name=name, known=", ".join(known))
            yield name, value

    def _text(self, node: Node, name: str) -> str:
        """The value as it is written; an empty one is an empty text."""
        if not isinstance(node, ScalarNode):
            raise self._fault(node, NO_TEXT, name=name)
        return "" if node.tag == NO_VALUE and node.value in ("", "~", "null") else str(node.value)

    def _code(self, node: Node, name: str, known: tuple[str, ...]) -> str:
        code = self._text(node, name)
        if code not in known:
            raise self._fault(node, UNKNOWN_CODE, name=code, known=", ".join(known))
        return code

    def _layer(self, node: Node) -> Layer:
        name = self._text(node, "layer")
        layers = {layer.id: layer for layer in self._catalogue.layers}
        if name not in layers:
            raise self._fault(node, UNKNOWN_LAYER, name=name, known=", ".join(layers))
        return layers[name]

    def _fault(self, node: Node, reason: Text, **facts: str) -> MappingFileError:
        return MappingFileError(self._file_name, _line(node.start_mark), reason, **facts)


def _of_value(hint: Text) -> Text:
    return Text(f"«{{name}}»: {hint.kk}", f"«{{name}}»: {hint.ru}", f"“{{name}}”: {hint.en}")


def _line(mark: _Mark | None) -> int:
    return 1 if mark is None else int(mark.line) + 1
