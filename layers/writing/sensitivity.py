"""The triggers that carry sensitivity along the declared links, in every order of writing.

A row's trigger looks at what it is tied to, under a lock that lets no other writer change that at
the same time; the trigger of what is pointed to tells the rows that are tied to it. A tie that is
cut, or whose other end is deleted, leaves a row as hidden as it was: only who may see exact places
can disclose one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from layers.model.layer import Child, Layer
from layers.model.links import Link
from layers.registry import Catalogue
from layers.writing.history import appended


@dataclass(frozen=True, slots=True)
class Carrier:
    """A table whose rows become sensitive by a link: a layer's own, or that of a child series."""

    owner: Layer
    child: Child | None
    link: Link

    @property
    def table(self) -> str:
        """The table that holds the key."""
        return str((self.child.table if self.child else self.owner.table).__tablename__)

    def points_to(self, layer: Layer) -> bool:
        """Whether a feature of the layer can be at the other end."""
        return self.link.target in (None, layer.id)

    def target_of(self, row: str) -> str:
        """The SQL of the id of the layer that a row points to."""
        return f"{row}.{self.link.layer_key}" if self.link.layer_key else f"'{self.link.target}'"

    def is_tied_to(self, layer: Layer, feature_id: str) -> str:
        """The SQL condition that a row points to a feature of the layer."""
        named = f" AND {self.link.layer_key} = '{layer.id}'" if self.link.layer_key else ""
        return f"{self.link.key} = {feature_id}{named}"


def carriers(catalogue: Catalogue) -> Iterator[Carrier]:
    """Every table that carries sensitivity; features before child rows, which may hang on them."""
    for layer in catalogue.layers:
        if layer.is_tied:
            yield from (Carrier(layer, None, link) for link in layer.links)
    for layer in catalogue.layers:
        for child in layer.children:
            if child.place:
                yield from (Carrier(layer, child, link) for link in child.links)


def sensitivity_statements(catalogue: Catalogue) -> Iterator[str]:
    """The repeatable statements that make every function and trigger, then hide what is tied."""
    found = tuple(carriers(catalogue))
    sensitive = [layer for layer in catalogue.layers if layer.is_sensitive]
    yield _is_sensitive(sensitive)
    for table in dict.fromkeys(carrier.table for carrier in found):
        yield from _tie_trigger(table, [each for each in found if each.table == table])
    for layer in catalogue.layers:
        yield from _child_place_triggers(layer)
    for layer in sensitive:
        yield from _carry_trigger(layer, [each for each in found if each.points_to(layer)])
    yield from (_hide_tied(carrier, layer) for carrier in found for layer in sensitive
                if carrier.points_to(layer))  # fmt: skip


def _is_sensitive(layers: list[Layer]) -> str:
    """Whether a feature is sensitive; nobody changes that before the transaction's end."""
    cases = " ".join(
        f"WHEN '{layer.id}' THEN SELECT target.sensitive INTO found"  # noqa: S608 - tables of the catalogue
        f" FROM {layer.table.__tablename__} AS target WHERE target.id = feature FOR SHARE;"
        for layer in layers
    )
    return (
        "CREATE OR REPLACE FUNCTION atlas_is_sensitive(layer text, feature bigint) RETURNS boolean"
        " LANGUAGE plpgsql AS $tied$ DECLARE found boolean; BEGIN"
        " IF feature IS NULL OR layer IS NULL THEN RETURN FALSE; END IF;"
        f" CASE layer {cases} ELSE NULL; END CASE;"
        " RETURN COALESCE(found, FALSE); END $tied$"
    )


def _tie_trigger(table: str, found: list[Carrier]) -> Iterator[str]:
    owner = found[0].owner if found[0].child is None else None
    is_tied = [
        f"atlas_is_sensitive({each.target_of('NEW')}, NEW.{each.link.key})" for each in found
    ]
    columns = [name for each in found for name in each.link.columns]
    if owner is not None and owner.hides_child_places:
        is_tied.append("NEW.hidden_places IS NOT NULL")
        columns.append("hidden_places")
    yield from _tie(table, is_tied, columns)


def _tie(table: str, is_tied: list[str], columns: list[str]) -> Iterator[str]:
    """What a row says of itself, then what it is tied to."""
    yield (
        f"CREATE OR REPLACE FUNCTION atlas_tie_{table}() RETURNS trigger LANGUAGE plpgsql AS $tied$"
        " DECLARE tied boolean := NOT NEW.place_released AND"
        f" ({' OR '.join(is_tied)}); BEGIN"
        " IF NEW.place_released AND NEW.sensitive_by_link THEN"
        " NEW.sensitive := FALSE; NEW.sensitive_by_link := FALSE;"
        " ELSIF tied AND NOT NEW.sensitive THEN"
        " NEW.sensitive := TRUE; NEW.sensitive_by_link := TRUE;"
        " ELSIF NOT tied THEN NEW.sensitive_by_link := FALSE; END IF;"
        " RETURN NEW; END $tied$"
    )
    watched = ", ".join([*columns, "sensitive", "sensitive_by_link", "place_released"])
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_b_tied BEFORE INSERT OR UPDATE OF {watched} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION atlas_tie_{table}()"
    )


def _child_place_triggers(layer: Layer) -> Iterator[str]:
    if not layer.hides_child_places:
        return
    table = layer.table.__tablename__
    if not layer.links:
        yield from _tie(table, ["NEW.hidden_places IS NOT NULL"], ["hidden_places"])
    for child in layer.children:
        if child.place:
            name, (longitude, latitude) = child.table.__tablename__, child.place
            function = f"atlas_hide_child_places('{table}', '{name}', '{longitude}', '{latitude}')"
            for event, condition in (("INSERT", ""), ("UPDATE", "OLD.sensitive OR ")):
                yield (
                    f"CREATE OR REPLACE TRIGGER {name}_hidden_{event.lower()} AFTER {event}"
                    f" ON {name} FOR EACH ROW WHEN ({condition}NEW.sensitive)"
                    f" EXECUTE FUNCTION {function}"
                )


def _carry_trigger(layer: Layer, found: list[Carrier]) -> Iterator[str]:
    if not found:
        return
    table = layer.table.__tablename__
    because = f"'{layer.id}/' || NEW.id"
    hide = " ".join(
        f"{_hidden(each, each.is_tied_to(layer, 'NEW.id'), because)};" for each in found
    )
    show = " ".join(f"{_shown(each, each.is_tied_to(layer, 'NEW.id'), because)};" for each in found)
    yield (
        f"CREATE OR REPLACE FUNCTION atlas_carry_{table}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $tied$ BEGIN IF NEW.sensitive THEN {hide} ELSE {show} END IF; RETURN NULL; END $tied$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_carry AFTER UPDATE ON {table} FOR EACH ROW"
        " WHEN (OLD.sensitive IS DISTINCT FROM NEW.sensitive)"
        f" EXECUTE FUNCTION atlas_carry_{table}()"
    )


def _hidden(carrier: Carrier, condition: str, because: str) -> str:
    where = f"{condition} AND NOT sensitive AND NOT place_released"
    return _changed(carrier, "TRUE", where, because)


def _shown(carrier: Carrier, condition: str, because: str) -> str:
    return _changed(carrier, "FALSE", f"{condition} AND sensitive_by_link", because)


def _changed(carrier: Carrier, value: str, where: str, because: str) -> str:
    """An update of the tied rows, of which the history of features tells."""
    update = (
        f"UPDATE {carrier.table} SET sensitive = {value}, sensitive_by_link = {value}"  # noqa: S608 - tables of the catalogue
        f" WHERE {where}"
    )
    if carrier.child is not None:
        return update
    changed = (
        f"WITH changed AS ({update} RETURNING id, sensitive), entries AS ("  # noqa: S608 - names of the catalogue
        f"SELECT id AS feature_id, 'edited' AS action, jsonb_build_object('tied_to', {because})"
        " AS facts, jsonb_build_object('sensitive', jsonb_build_array(NOT sensitive, sensitive))"
        f" AS changes FROM changed WHERE sensitive = {value})"
    )
    of_layer = {"layer": f"'{carrier.owner.id}'"}
    return appended(changed, "feature_id", "action", "facts", "changes", common=of_layer)


def _hide_tied(carrier: Carrier, layer: Layer) -> str:
    """Rows that were tied before the triggers were there are hidden now."""
    sensitive = (
        f"EXISTS (SELECT FROM {layer.table.__tablename__} AS target WHERE target.sensitive"
        f" AND {carrier.table}.{carrier.is_tied_to(layer, 'target.id')})"
    )
    return _hidden(carrier, sensitive, f"'{layer.id}'")
