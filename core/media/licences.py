"""Under which terms others may use a file: a closed list."""

from enum import StrEnum

from core.text import Text


class Licence(StrEnum):
    """A licence by its SPDX name, or a right without one."""

    CC0 = "CC0-1.0"
    CC_BY = "CC-BY-4.0"
    CC_BY_SA = "CC-BY-SA-4.0"
    CC_BY_NC = "CC-BY-NC-4.0"
    CC_BY_ND = "CC-BY-ND-4.0"
    CC_BY_NC_SA = "CC-BY-NC-SA-4.0"
    CC_BY_NC_ND = "CC-BY-NC-ND-4.0"
    PUBLIC_DOMAIN = "public-domain"
    OFFICIAL = "official"
    RESERVED = "all-rights-reserved"


TITLES = {
    Licence.CC0: Text(
        "CC0: шектеусіз пайдалануға болады",
        "CC0: можно использовать без ограничений",
        "CC0: free for any use",
    ),
    Licence.CC_BY: Text(
        "CC BY: авторын көрсету керек", "CC BY: с указанием автора", "CC BY: with credit"
    ),
    Licence.CC_BY_SA: Text(
        "CC BY-SA: авторын көрсетіп, сол шартпен тарату",
        "CC BY-SA: с указанием автора и на тех же условиях",
        "CC BY-SA: with credit, on the same terms",
    ),
    Licence.CC_BY_NC: Text(
        "CC BY-NC: авторын көрсетіп, пайда таппай",
        "CC BY-NC: с указанием автора, без выгоды",
        "CC BY-NC: with credit, not for profit",
    ),
    Licence.CC_BY_ND: Text(
        "CC BY-ND: авторын көрсетіп, өзгертпей",
        "CC BY-ND: с указанием автора, без изменений",
        "CC BY-ND: with credit, unchanged",
    ),
    Licence.CC_BY_NC_SA: Text(
        "CC BY-NC-SA: авторын көрсетіп, пайда таппай, сол шартпен",
        "CC BY-NC-SA: с указанием автора, без выгоды, на тех же условиях",
        "CC BY-NC-SA: with credit, not for profit, on the same terms",
    ),
    Licence.CC_BY_NC_ND: Text(
        "CC BY-NC-ND: авторын көрсетіп, пайда таппай, өзгертпей",
        "CC BY-NC-ND: с указанием автора, без выгоды и изменений",
        "CC BY-NC-ND: with credit, not for profit, unchanged",
    ),
    Licence.PUBLIC_DOMAIN: Text("Қоғам игілігі", "Общественное достояние", "Public domain"),
    Licence.OFFICIAL: Text(
        "Мемлекеттік органның материалы",
        "Материал государственного органа",
        "Material of a state body",
    ),
    Licence.RESERVED: Text(
        "Барлық құқықтар қорғалған", "Все права защищены", "All rights reserved"
    ),
}
"""Each licence in words."""
