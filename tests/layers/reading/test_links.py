"""Ties between layers follow from their tables."""

from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from layers.catalogue.endangered_objects import EndangeredObject
from layers.catalogue.monuments import Monument
from layers.reading.links import LINKED_ID, linked, ties
from layers.registry import Catalogue


def test_foreign_keys_and_pointing_columns_are_the_ties(catalogue: Catalogue) -> None:
    found = {(tie.owner.id, tie.target and tie.target.id, tie.key) for tie in ties(catalogue)}
    assert ("endangered_objects", "monuments", "monument_id") in found
    assert ("tourist_routes", None, LINKED_ID) in found


def test_column_that_a_child_uses_for_its_own_feature_is_no_tie(catalogue: Catalogue) -> None:
    assert "feature_id" not in {tie.key for tie in ties(catalogue)}


def test_feature_without_a_name_is_called_by_its_code(
    session: Session, catalogue: Catalogue
) -> None:
    row = Monument(kind="ensemble", geom="POINT(61 51)", name_ru="Ансамбль")
    session.add(row)
    session.flush()
    session.add(EndangeredObject(priority="emergency", monument_id=row.id, geom="POINT(61 51)"))
    session.flush()
    [other] = linked(session, catalogue, catalogue.layer("monuments"), row.id, STRANGER)
    assert (other.layer.id, other.relation) == ("endangered_objects", "monument_id")
    assert other.name == {"kk": None, "ru": None, "en": None}


def test_hidden_object_is_linked_only_for_those_who_may_know(
    session: Session, catalogue: Catalogue
) -> None:
    row = Monument(kind="ensemble", geom="POINT(61 51)", visibility="hidden", name_en="Hidden")
    session.add(row)
    session.flush()
    danger = EndangeredObject(priority="emergency", monument_id=row.id, geom="POINT(61 51)")
    session.add(danger)
    session.flush()
    layer = catalogue.layer("endangered_objects")
    assert linked(session, catalogue, layer, danger.id, STRANGER) == []
    seer = Caller(grants=grants_of(["monuments:hidden"]))
    [other] = linked(session, catalogue, layer, danger.id, seer)
    assert other.name["en"] == "Hidden"
