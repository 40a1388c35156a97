"""What a schema takes away or narrows beside an earlier one: of an answer, or of a request."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from api.openapi.parts import Json

NAMED = "#/components/schemas/"
CHOICES = ("anyOf", "oneOf")
LEAST = ("minimum", "minLength", "minItems", "minProperties")
MOST = ("maximum", "maxLength", "maxItems", "maxProperties")
WIDER = {"integer": "number"}
"""By type, the type that also holds its values."""


@dataclass(frozen=True, slots=True)
class Break:
    """Something on which a program that was written for the earlier document may stumble."""

    where: str
    what: str

    def __str__(self) -> str:
        """The place and the break as one line."""
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class SchemaAdditions:
    """Compares schemas of answers, which may tell more, or of requests, which may demand less.

    `earlier` and `later` are the documents' named schemas; each pair of names is compared once.
    """

    earlier: Json
    later: Json
    of_answers: bool
    _compared: set[tuple[str, str]] = field(default_factory=set)

    def breaks(self, where: str, old: Json, new: Json) -> Iterator[Break]:
        """What programs may stumble on in the later of two schemas."""
        old, takes_null = _without_null(old)
        new, may_be_null = _without_null(new)
        if may_be_null != takes_null and may_be_null == self.of_answers:
            yield Break(where, "may be null" if may_be_null else "may no longer be null")
        names = (old.get("$ref", ""), new.get("$ref", ""))
        if all(names):
            if names in self._compared:
                return
            self._compared.add(names)
            where = names[0].removeprefix(NAMED)
        old, new = _found(old, self.earlier), _found(new, self.later)
        for compare in (self._types, self._enums, self._members, self._parts, self._choices):
            yield from compare(where, old, new)
        if not self.of_answers:
            yield from _limits(where, old, new)

    def _types(self, where: str, old: Json, new: Json) -> Iterator[Break]:
        was, becomes = old.get("type"), new.get("type")
        narrower, wider = (becomes, was) if self.of_answers else (was, becomes)
        if was != becomes and not (wider is None or WIDER.get(narrower or "") == wider):
            yield Break(where, f"type {was} became {becomes}")
        narrower, wider = (new, old) if self.of_answers else (old, new)
        if wider.get("format") not in (None, narrower.get("format")):
            yield Break(where, f"format {old.get('format')} became {new.get('format')}")

    def _enums(self, where: str, old: Json, new: Json) -> Iterator[Break]:
        if "enum" in old and ("enum" in new or self.of_answers):
            for value in old["enum"]:
                if value not in new.get("enum", ()):
                    yield Break(where, f"value {value!r} is gone")
        if "enum" in new and "enum" not in old and not self.of_answers:
            yield Break(where, "takes only some values now")

    def _members(self, where: str, old: Json, new: Json) -> Iterator[Break]:
        was, becomes = old.get("properties", {}), new.get("properties", {})
        for name, schema in was.items():
            if name in becomes:
                yield from self.breaks(f"{where}.{name}", schema, becomes[name])
            else:
                yield Break(f"{where}.{name}", "is gone")
        required, demanded = set(old.get("required", ())), set(new.get("required", ()))
        if self.of_answers:
            for name in sorted((required - demanded) & set(becomes)):
                yield Break(f"{where}.{name}", "may be absent")
        else:
            for name in sorted(demanded - required):
                yield Break(f"{where}.{name}", "is required now")

    def _parts(self, where: str, old: Json, new: Json) -> Iterator[Break]:
        for part, mark in (("items", "[]"), ("additionalProperties", "{}")):
            was, becomes = old.get(part), new.get(part)
            if isinstance(was, dict) and isinstance(becomes, dict):
                yield from self.breaks(f"{where}{mark}", was, becomes)
            elif isinstance(was, dict) and self.of_answers:
                yield Break(f"{where}{mark}", "is no longer described")
            elif isinstance(becomes, dict) and not self.of_answers:
                yield Break(f"{where}{mark}", "is restricted now")
        is_closed, was_closed = (part.get("additionalProperties") is False for part in (new, old))
        if is_closed and not was_closed and not self.of_answers:
            yield Break(where, "takes no further members now")

    def _choices(self, where: str, old: Json, new: Json) -> Iterator[Break]:
        was, becomes = _choices_of(old), _choices_of(new)
        if not (was or becomes):
            return
        was, becomes = was or _alone(old), becomes or _alone(new)
        for name, schema in was.items():
            if name in becomes:
                yield from self.breaks(where, schema, becomes[name])
            else:
                yield Break(where, f"is never {name} now")
        for name in sorted(becomes.keys() - was.keys()):
            if self.of_answers and was and not name.startswith(NAMED):
                yield Break(where, f"may be {name} now")


def _found(schema: Json, named: Json) -> Json:
    """The schema itself, where it is only a reference to a named one."""
    while "$ref" in schema:
        schema = named[schema["$ref"].removeprefix(NAMED)]
    return schema


def _without_null(schema: Json) -> tuple[Json, bool]:
    """The schema of all values but null, and whether null is one."""
    choices = schema.get("anyOf", [])
    kept = [choice for choice in choices if choice.get("enum") != [None]]
    if len(kept) == len(choices):
        return schema, bool(schema.get("nullable"))
    return (kept[0] if len(kept) == 1 else {**schema, "anyOf": kept}), True


def _choices_of(schema: Json) -> Json:
    """The schemas of which a value meets one, by their names or what they are."""
    return {_name_of(each): each for key in CHOICES for each in schema.get(key, [])}


def _alone(schema: Json) -> Json:
    return {_name_of(schema): schema} if schema.keys() & {"type", "properties"} else {}


def _name_of(schema: Json) -> str:
    parts = (schema.get(key) for key in ("$ref", "type", "format"))
    return " ".join(part for part in parts if part)


def _limits(where: str, old: Json, new: Json) -> Iterator[Break]:
    """The limits of a request's value that are closer than they were."""
    for name, sign in (*((each, 1) for each in LEAST), *((each, -1) for each in MOST)):
        was, becomes = old.get(name), new.get(name)
        if becomes is not None and (was is None or (becomes - was) * sign > 0):
            yield Break(where, f"{name} {was} became {becomes}")
    if new.get("pattern") not in (None, old.get("pattern")):
        yield Break(where, "has another pattern")
