"""What is in the way of a digest."""

from __future__ import annotations

from bot.domain import digests
from bot.texts import Mark, Speech, when
from cogs.views.refusals import refused


@refused.register
def _(refusal: digests.SaidThisWeek, say: Speech) -> Mark:
    return say("This week's digest came {at}. The next one comes next week.", at=when(refusal.at, "R"))


@refused.register
def _(refusal: digests.NotRunning, say: Speech) -> Mark:
    return say("“{name}” is not running now, so it has no week to tell.", name=refusal.study.name)


@refused.register
def _(_refusal: digests.NothingToTell, say: Speech) -> Mark:
    return say("Nothing has happened since the last digest, so there is nothing to post yet.")
