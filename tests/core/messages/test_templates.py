"""Templates: each kind in each language, fit to be filled, and nothing else."""

import pytest
from sqlalchemy.orm import Session

from core.errors import InvalidValueError, MissingValueError
from core.messages.kinds import INVITATION, KINDS, MessageKind
from core.messages.preview import previewed
from core.messages.templates import all_templates, require_fit, save_template, template_of
from core.text import Language


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind_has_a_template_that_can_be_filled(session: Session, kind: MessageKind) -> None:
    for language in Language:
        template = template_of(session, kind, language)
        require_fit(kind, template.subject, template.body)
        found = previewed(kind, language, template.subject, template.body, "https://atlas.kz")
        assert "{" not in found.subject + found.body
        if "link" in kind.facts:
            assert "https://atlas.kz/account#link=" in found.body
        if "code" in kind.facts:
            assert "00000000" in found.body
            assert "00000000" not in found.subject


def test_no_template_is_of_a_kind_that_there_is_not(session: Session) -> None:
    assert len(all_templates(session)) == len(KINDS) * len(Language)


@pytest.mark.parametrize(
    "text",
    [
        "{password}",
        "{name.__class__}",
        "{name[0]}",
        "{0}",
        "{}",
        "{name!r}",
        "{name:>100000000}",
        "{name:{link}}",
        "{name",
        "name}",
    ],
)
def test_place_that_the_kind_does_not_have_is_refused(session: Session, text: str) -> None:
    for subject, body in ((text, "x"), ("x", text)):
        with pytest.raises(InvalidValueError):
            save_template(session, INVITATION, Language.EN, subject, body)


def test_refusal_names_what_may_stand_there(session: Session) -> None:
    with pytest.raises(InvalidValueError) as refused:
        save_template(session, INVITATION, Language.EN, "{password}", "x")
    told = refused.value.message(Language.EN)
    assert "{password}" in told
    assert "{link}" in told


def test_empty_text_is_refused(session: Session) -> None:
    with pytest.raises(MissingValueError):
        save_template(session, INVITATION, Language.EN, " ", "x")


def test_changed_text_is_what_is_read(session: Session) -> None:
    save_template(session, INVITATION, Language.EN, "Come, {name}", "{{here}}: {link}")
    template = template_of(session, INVITATION, Language.EN)
    found = previewed(INVITATION, Language.EN, template.subject, template.body, "https://a.kz")
    assert found.subject == "Come, Aigul Serikova"
    assert found.body == "{here}: https://a.kz/account#link=…"
