"""Whether a description of the API only adds to an earlier one: nothing goes, nothing narrows.

Programs are written against the published document. So a path, an answer, a member of an answer
stays once it is published, and a request that was good stays good. Values may be added to the codes
of an answer, and named alternatives to what it may hold; readers pass over what they do not know.
"""

from collections.abc import Iterator

from api.openapi.parts import Json
from api.openapi.schema_additions import Break, SchemaAdditions

VERBS = ("get", "post", "put", "patch", "delete")


def breaks(published: Json, current: Json) -> list[Break]:
    """What of the published document is gone or narrower in the current one; empty for none."""
    return list(_Documents(published, current).breaks())


class _Documents:
    """An earlier and a later document."""

    def __init__(self, published: Json, current: Json) -> None:
        self._published, self._current = published, current
        named = [each.get("components", {}).get("schemas", {}) for each in (published, current)]
        self._answered = SchemaAdditions(named[0], named[1], of_answers=True)
        self._asked = SchemaAdditions(named[0], named[1], of_answers=False)

    def breaks(self) -> Iterator[Break]:
        """All of them, path by path."""
        paths = self._current["paths"]
        for path, operations in self._published["paths"].items():
            if path not in paths:
                yield Break(path, "is gone")
                continue
            if operations.get("servers") != paths[path].get("servers"):
                yield Break(path, "is served elsewhere")
            for verb in VERBS:
                if verb in operations:
                    where = f"{verb.upper()} {path}"
                    yield from self._operation(where, operations[verb], paths[path].get(verb))

    def _operation(self, where: str, old: Json, new: Json | None) -> Iterator[Break]:
        if new is None:
            yield Break(where, "is gone")
            return
        if old.get("operationId") != new.get("operationId"):
            yield Break(where, f"operationId {old.get('operationId')} is gone")
        if {} in old.get("security", [{}]) and {} not in new.get("security", [{}]):
            yield Break(where, "needs a token now")
        yield from self._parameters(where, old, new)
        yield from self._body(where, old.get("requestBody"), new.get("requestBody"))
        for status, answer in old["responses"].items():
            yield from self._answer(f"{where} {status}", answer, new["responses"].get(status))

    def _parameters(self, where: str, old: Json, new: Json) -> Iterator[Break]:
        was, becomes = _parameters_of(old), _parameters_of(new)
        for name, parameter in was.items():
            if name not in becomes:
                yield Break(f"{where} {name}", "is gone")
                continue
            later = becomes[name]
            for part in ("style", "explode"):
                if parameter.get(part) != later.get(part):
                    yield Break(f"{where} {name}", f"is written otherwise ({part})")
            schemas = parameter.get("schema", {}), later.get("schema", {})
            yield from self._asked.breaks(f"{where} {name}", *schemas)
        for name, parameter in becomes.items():
            if parameter.get("required") and not was.get(name, {}).get("required"):
                yield Break(f"{where} {name}", "is required now")

    def _body(self, where: str, old: Json | None, new: Json | None) -> Iterator[Break]:
        if new is not None and new.get("required") and not (old and old.get("required")):
            yield Break(where, "needs a body now")
        if old is None:
            return
        contents = {} if new is None else new["content"]
        for kind, content in old["content"].items():
            if kind in contents:
                schemas = content.get("schema", {}), contents[kind].get("schema", {})
                yield from self._asked.breaks(f"{where} body", *schemas)
            else:
                yield Break(f"{where} body", f"{kind} is no longer taken")

    def _answer(self, where: str, old: Json, new: Json | None) -> Iterator[Break]:
        if new is None:
            yield Break(where, "is gone")
            return
        for name in old.get("headers", {}).keys() - new.get("headers", {}).keys():
            yield Break(where, f"header {name} is gone")
        contents = new.get("content", {})
        for kind, content in old.get("content", {}).items():
            if kind in contents:
                schemas = content.get("schema", {}), contents[kind].get("schema", {})
                yield from self._answered.breaks(f"{where} {kind}", *schemas)
            else:
                yield Break(where, f"{kind} is gone")


def _parameters_of(operation: Json) -> Json:
    """The parameters by where they stand and what they are called."""
    return {f"{each['in']} {each['name']}": each for each in operation.get("parameters", [])}
