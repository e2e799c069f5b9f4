"""Every no about attendance: one sentence, to the reader alone, and no blame in it."""

from __future__ import annotations

from bot.domain import attendance
from bot.texts import Mark, Speech, when
from cogs.views.refusals import refused


@refused.register
def _(refusal: attendance.NotOpenYet, say: Speech) -> Mark:
    return say("This counts from half an hour before the session on, {ago}.", ago=when(refusal.opens, "R"))


@refused.register
def _(_refusal: attendance.SessionOver, say: Speech) -> Mark:
    return say("This session is over. If you were there, tell an organiser; they can add you.")


@refused.register
def _(refusal: attendance.BegunAlready, say: Speech) -> Mark:
    return say(
        "This session began {ago}, and an excuse is for beforehand. Tell an organiser; they can note it.",
        ago=when(refusal.began, "R"),
    )


@refused.register
def _(_refusal: attendance.NothingAhead, say: Speech) -> Mark:
    return say("No session is ahead, so there is nothing to be excused from.")


@refused.register
def _(_refusal: attendance.CalledOff, say: Speech) -> Mark:
    return say("This session is cancelled; nothing is counted for it.")
