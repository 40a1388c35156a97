"""When news may go: gathered by the hour or day, and never in a person's quiet hours."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.messages.preferences import Digest, Preferences

DIGEST_AT = time(9)
"""By the person's own clock."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def due_at(now: datetime, chosen: Preferences) -> datetime:
    """When news that come now may go, in UTC as `now` is."""
    zone = ZoneInfo(chosen.time_zone)
    moment = _gathered(now, chosen.digest, zone)
    return _after_quiet(moment, chosen, zone)


def _gathered(now: datetime, digest: Digest, zone: ZoneInfo) -> datetime:
    local = now.astimezone(zone)
    if digest is Digest.HOURLY:
        return (local.replace(minute=0, second=0, microsecond=0) + HOUR).astimezone(now.tzinfo)
    if digest is Digest.DAILY:
        return _next(local, DIGEST_AT).astimezone(now.tzinfo)
    return now


def _after_quiet(moment: datetime, chosen: Preferences, zone: ZoneInfo) -> datetime:
    begin, end = chosen.quiet_from, chosen.quiet_to
    if begin is None or end is None or begin == end:
        return moment
    local = moment.astimezone(zone)
    at = local.time()
    is_quiet = begin <= at < end if begin < end else at >= begin or at < end
    return _next(local, end).astimezone(moment.tzinfo) if is_quiet else moment


def _next(local: datetime, at: time) -> datetime:
    """The next moment after `local` at which a clock beside it shows `at`."""
    today = datetime.combine(local.date(), at, local.tzinfo)
    return today if today > local else datetime.combine(local.date() + DAY, at, local.tzinfo)
