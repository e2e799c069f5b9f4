"""Why a notice did not arrive, in classes: what never will, and what passes."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

import aiohttp
import discord


class Reason(StrEnum):
    """A stable word kept with the notice; it is worded where the reader's language is known."""

    UNKNOWN_CHANNEL = "unknown_channel"
    UNKNOWN_USER = "unknown_user"
    MISSING_ACCESS = "missing_access"
    MISSING_PERMISSIONS = "missing_permissions"
    CLOSED_DM = "closed_dm"
    ARCHIVED = "archived"
    TAG_WANTED = "tag_wanted"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    DELETED = "deleted"

    TOO_MANY = "too_many"
    UNWELL = "unwell"
    UNREACHABLE = "unreachable"
    DROPPED = "dropped"
    SILENT = "silent"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - a reason, not a secret
    HELD_BACK = "held_back"
    BUSY = "busy"
    WORDING = "wording"
    UNEXPECTED = "unexpected"

    LATE = "late"
    UNCERTAIN = "uncertain"


class Undelivered(Exception):
    """`reason` for people, `detail` for whoever reads logs; `invalid` where Discord counts it against the bot."""

    def __init__(self, reason: Reason, detail: str = "", *, invalid: bool = False) -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail
        self.invalid = invalid


class Permanent(Undelivered):
    """No retry will help; `another_way` says whether somebody else may be told instead."""

    def __init__(
        self, reason: Reason, detail: str = "", *, invalid: bool = False, another_way: bool | None = None
    ) -> None:
        super().__init__(reason, detail, invalid=invalid)
        self.another_way = reason is not Reason.UNCERTAIN if another_way is None else another_way


class Passing(Undelivered):
    """The same again may work later, not before `retry_after` where Discord says so. It may have arrived already."""

    def __init__(
        self, reason: Reason, detail: str = "", *, retry_after: timedelta | None = None, invalid: bool = False
    ) -> None:
        super().__init__(reason, detail, invalid=invalid)
        self.retry_after = retry_after


# Discord's own numbers, from the table of JSON error codes in its documentation.
_PERMANENT = {
    10003: Reason.UNKNOWN_CHANNEL,
    10008: Reason.DELETED,  # our nonce stands for a message that somebody has deleted since
    10013: Reason.UNKNOWN_USER,
    40067: Reason.TAG_WANTED,
    50001: Reason.MISSING_ACCESS,
    50007: Reason.CLOSED_DM,
    50013: Reason.MISSING_PERMISSIONS,
    50083: Reason.ARCHIVED,
    50278: Reason.CLOSED_DM,  # no server in common any more
}
_PASSING = {
    20026: Reason.HELD_BACK,  # the anti-spam system looks at the bot
    40002: Reason.HELD_BACK,  # the bot's owner has to verify the account
    40003: Reason.TOO_MANY,  # direct messages are opened too fast
    40004: Reason.UNWELL,  # sending is switched off for everybody
}
_PERMANENT_BY_STATUS = {400: Reason.REFUSED, 403: Reason.FORBIDDEN, 404: Reason.NOT_FOUND, 413: Reason.REFUSED}
_PASSING_BY_STATUS = {401: Reason.TOKEN_REFUSED, 429: Reason.TOO_MANY}
_INVALID = {401, 403, 429}


def classify(error: Exception) -> Undelivered:
    """Name what discord.py or aiohttp raised. What nobody foresaw passes: the nonce makes another try harmless."""
    detail = f"{type(error).__name__}: {error}"[:300]
    if isinstance(error, discord.RateLimited):
        return Passing(Reason.TOO_MANY, detail, retry_after=timedelta(seconds=error.retry_after), invalid=True)
    if isinstance(error, discord.HTTPException):
        return _answered(error, detail)
    return Passing(_unanswered(error), detail)


def _answered(error: discord.HTTPException, detail: str) -> Undelivered:
    invalid = error.status in _INVALID
    if error.code in _PERMANENT and error.status in _PERMANENT_BY_STATUS:
        return Permanent(_PERMANENT[error.code], detail, invalid=invalid)
    if error.code in _PASSING:
        return Passing(_PASSING[error.code], detail, retry_after=_retry_after(error), invalid=invalid)
    if error.status in _PERMANENT_BY_STATUS:
        return Permanent(_PERMANENT_BY_STATUS[error.status], detail, invalid=invalid)
    reason = _PASSING_BY_STATUS.get(error.status, Reason.UNWELL if error.status >= 500 else Reason.UNEXPECTED)
    return Passing(reason, detail, retry_after=_retry_after(error), invalid=invalid)


def _unanswered(error: Exception) -> Reason:
    if isinstance(error, TimeoutError):
        return Reason.SILENT
    if isinstance(error, aiohttp.ClientConnectorError):
        return Reason.UNREACHABLE
    if isinstance(error, aiohttp.ClientError | OSError):
        return Reason.DROPPED
    return Reason.UNEXPECTED


def _retry_after(error: discord.HTTPException) -> timedelta | None:
    """What the header says, in seconds; Cloudflare sends no body that discord.py could read."""
    said = error.response.headers.get("Retry-After", "")
    try:
        return timedelta(seconds=float(said))
    except ValueError:
        return None
