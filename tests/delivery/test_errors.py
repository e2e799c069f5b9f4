"""Which errors pass and which never will, and what a row keeps of them."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import create_autospec

import aiohttp
import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import outcomes
from bot.delivery.errors import Passing, Permanent, Reason, classify
from bot.delivery.outcomes import TRIES, ended, postponed, reason_of
from db.records import Lane, Notice, NoticeState
from tests.delivery.stage import NOON, to_channel


def answered(status: int, code: int = 0, **headers: str) -> discord.HTTPException:
    response = create_autospec(aiohttp.ClientResponse, instance=True)
    response.status, response.reason = status, "as it says"
    response.headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return discord.HTTPException(response, {"code": code, "message": "words"})


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (answered(404, 10003), Reason.UNKNOWN_CHANNEL),
        (answered(404, 10013), Reason.UNKNOWN_USER),
        (answered(403, 50001), Reason.MISSING_ACCESS),
        (answered(403, 50013), Reason.MISSING_PERMISSIONS),
        (answered(403, 50007), Reason.CLOSED_DM),
        (answered(400, 50035), Reason.REFUSED),
        (answered(403, 99999), Reason.FORBIDDEN),
        (answered(404), Reason.NOT_FOUND),
        (answered(413), Reason.REFUSED),
    ],
)
def test_what_no_retry_helps(error: Exception, reason: Reason) -> None:
    named = classify(error)

    assert isinstance(named, Permanent)
    assert named.reason is reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (answered(500), Reason.UNWELL),
        (answered(503), Reason.UNWELL),
        (answered(429), Reason.TOO_MANY),
        (answered(401), Reason.TOKEN_REFUSED),
        (answered(403, 20026), Reason.HELD_BACK),
        (answered(408), Reason.UNEXPECTED),
        (discord.RateLimited(40), Reason.TOO_MANY),
        (aiohttp.ServerDisconnectedError(), Reason.DROPPED),
        (aiohttp.ClientPayloadError("cut"), Reason.DROPPED),
        (aiohttp.ClientOSError(104, "reset"), Reason.DROPPED),
        (TimeoutError(), Reason.SILENT),
        (aiohttp.ServerTimeoutError(), Reason.SILENT),
        (ValueError("half a document"), Reason.UNEXPECTED),
    ],
)
def test_what_passes(error: Exception, reason: Reason) -> None:
    named = classify(error)

    assert isinstance(named, Passing)
    assert named.reason is reason


def test_discord_says_how_long_to_wait() -> None:
    waits = [classify(error) for error in (discord.RateLimited(40), answered(429, Retry_After="90"), answered(503))]

    assert [wait.retry_after for wait in waits if isinstance(wait, Passing)] == [
        timedelta(seconds=40),
        timedelta(seconds=90),
        None,
    ]


def test_refusals_count_against_the_bot_and_outages_do_not() -> None:
    counted = {status: classify(answered(status)).invalid for status in (400, 401, 403, 404, 429, 500)}

    assert [status for status, counts in counted.items() if counts] == [401, 403, 429]


def test_the_stable_word_is_read_back_from_what_a_row_keeps() -> None:
    failed = outcomes.failed(a_notice(), Permanent(Reason.CLOSED_DM, "Forbidden: 403: words"), NOON)

    assert reason_of(failed.error) == Reason.CLOSED_DM
    assert failed.error is not None
    assert "403" in failed.error
    assert reason_of(outcomes.moot(a_notice(), "held").error) == "held"
    assert reason_of(None) is None


def a_notice(attempts: int = 0, lasts: timedelta = timedelta(hours=2)) -> Notice:
    expires = NOON + lasts
    return Notice(
        1, "turn_week", 1, to_channel(), 0, NOON, expires, NOON, Lane.NORMAL, NoticeState.CLAIMED, attempts=attempts
    )


@given(
    st.integers(0, 2 * TRIES),
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.none() | st.timedeltas(timedelta(0), timedelta(hours=5)),
)
def test_a_postponed_notice_waits_but_never_past_its_time_and_not_for_ever(
    attempts: int, lasts: timedelta, passed: timedelta, retry_after: timedelta | None
) -> None:
    now = NOON + passed
    notice = a_notice(attempts, lasts)

    later = postponed(notice, Passing(Reason.UNWELL, retry_after=retry_after), now)

    assert later.attempts == attempts + 1
    if later.state is NoticeState.FAILED:
        assert later.attempts >= 2 * TRIES
    else:
        assert now < later.try_at
        assert later.try_at <= notice.expires_at or notice.expires_at <= now


def test_late_and_never_tried_is_skipped_late_and_tried_is_failed() -> None:
    after = NOON + timedelta(hours=3)

    ends = [ended(a_notice(), NOON), ended(a_notice(), after), ended(a_notice(1), after), ended(a_notice(TRIES), NOON)]

    assert [end and end.state for end in ends] == [None, NoticeState.SKIPPED, NoticeState.FAILED, NoticeState.FAILED]
