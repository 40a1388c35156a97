"""What the API tells of media."""

from typing import Any

from pydantic import Field

from api.http.answers import Answer, Moment, Phrase
from core.media.licences import TITLES, Licence
from core.media.media_item import ORIGINAL, MediaFile, MediaState
from layers.media.media_access import MediaSight
from layers.media.media_link import MediaLink

PATH = "/api/media"


class SpokenTexts(Answer):
    """A text in three languages; null where it is not written."""

    kk: str | None
    ru: str | None
    en: str | None


class LicenceAnswer(Answer):
    """A licence under which a file may be used."""

    id: str
    title: Phrase


class MediaVariant(Answer):
    """Bytes of a file: a copy of a picture, or the film, sound, paper or model itself."""

    name: str
    href: str
    type: str
    bytes: int
    width: int | None
    height: int | None
    """In pixels."""


class MediaLinkAnswer(Answer):
    """An object to which a file belongs."""

    id: int
    layer: str
    feature: int
    child: str | None
    """The series of the record that names the file, such as evidence."""
    row: int | None


class TakenPlace(Answer):
    """Where a camera said that it was."""

    lon: float
    lat: float


class MediaAnswer(Answer):
    """A file: what it is, who made it, and who may use it how."""

    id: str
    state: MediaState
    kind: str | None
    """photo, video, sound, document or model; null until it has been looked at."""
    media_type: str | None
    bytes: int
    width: int | None
    height: int | None
    duration_s: float | None
    taken_at: Moment | None
    creator: str | None
    rights_holder: str | None
    licence: LicenceAnswer | None
    may_be_shown: bool
    """Whether others may see it than those who look after it."""
    in_review: bool
    """Whether a person has to look at it first."""
    caption: SpokenTexts
    alt: SpokenTexts
    """What it shows, for those who do not see it."""
    variants: list[MediaVariant]
    links: list[MediaLinkAnswer]
    is_own: bool
    may_edit: bool
    may_release: bool = Field(description="Whether you may end the review.")
    file_name: str = Field(default="", description="Told to those who look after it.")
    taken_place: TakenPlace | None = Field(
        default=None, description="Told to those who look after it."
    )
    alike: list[str] = Field(
        default=[], description="Other files of yours that look like this one."
    )
    sha256: str = Field(default="", description="Of the original, for those who look after it.")
    refusal: Phrase | None = Field(default=None, description="Why it was not taken.")


class GalleryAnswer(Answer):
    """Files in their order."""

    media: list[MediaAnswer]
    may_add: bool
    """Whether you may link files here."""


class LicencesAnswer(Answer):
    """The licences that may be chosen."""

    licences: list[LicenceAnswer]


class SignedLinkAnswer(Answer):
    """An address that opens one variant for some minutes, for players that show no password."""

    href: str
    expires_at: Moment


def licences_answer() -> LicencesAnswer:
    """Every licence."""
    return LicencesAnswer(licences=[_licence(each) for each in Licence])


def media_answer(sight: MediaSight, files: list[MediaFile]) -> MediaAnswer:
    """One file as the caller may know it."""
    item = sight.item
    return MediaAnswer(
        id=item.code,
        state=MediaState(item.state),
        kind=item.kind,
        media_type=item.media_type,
        bytes=item.length,
        width=item.width,
        height=item.height,
        duration_s=item.duration_s,
        taken_at=item.taken_at,
        creator=item.creator,
        rights_holder=item.rights_holder,
        licence=_licence(Licence(item.licence)) if item.licence else None,
        may_be_shown=item.may_be_shown,
        in_review=item.in_review,
        caption=SpokenTexts(kk=item.caption_kk, ru=item.caption_ru, en=item.caption_en),
        alt=SpokenTexts(kk=item.alt_kk, ru=item.alt_ru, en=item.alt_en),
        variants=[_variant(item.code, each) for each in files if may_have(sight, each.variant)],
        links=[_link(each) for each in sight.links],
        is_own=sight.is_own,
        may_edit=sight.is_own or sight.edits,
        may_release=sight.moderates and item.in_review,
        **(_for_keepers(sight, files) if sight.keeps else {}),
    )


def may_have(sight: MediaSight, variant: str) -> bool:
    """Whether the caller may have the variant of a file that they see."""
    return variant != ORIGINAL or sight.keeps


def _for_keepers(sight: MediaSight, files: list[MediaFile]) -> dict[str, Any]:
    item = sight.item
    told: dict[str, Any] = {"file_name": item.file_name}
    told["sha256"] = next((each.sha256 for each in files if each.variant == ORIGINAL), "")
    if item.taken_lon is not None and item.taken_lat is not None:
        told["taken_place"] = TakenPlace(lon=item.taken_lon, lat=item.taken_lat)
    if sight.is_own:
        told["alike"] = item.alike
    if sight.is_own and item.refusal:
        told["refusal"] = Phrase(**item.refusal)
    return told


def _licence(licence: Licence) -> LicenceAnswer:
    return LicenceAnswer(id=licence.value, title=Phrase.of(TITLES[licence]))


def _variant(code: str, file: MediaFile) -> MediaVariant:
    return MediaVariant(
        name=file.variant,
        href=f"{PATH}/{code}/{file.variant}",
        type=file.media_type,
        bytes=file.bytes,
        width=file.width,
        height=file.height,
    )


def _link(link: MediaLink) -> MediaLinkAnswer:
    return MediaLinkAnswer(
        id=link.id,
        layer=link.layer,
        feature=link.feature_id,
        child=link.child,
        row=link.child_row_id,
    )
