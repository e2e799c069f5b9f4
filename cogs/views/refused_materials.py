"""What is in the way of slides and notes."""

from __future__ import annotations

from bot.domain import sessions
from bot.texts import Mark, Speech
from cogs.views.refusals import refused


@refused.register
def _(_refusal: sessions.LinkOrFile, say: Speech) -> Mark:
    return say("A link or a file, please, not both; one session keeps one of them.")


@refused.register
def _(refusal: sessions.FileTooLarge, say: Speech) -> Mark:
    return say(
        "Discord takes files of up to {n} MB here. Put it somewhere else and give me the link.", n=refusal.at_most
    )


@refused.register
def _(_refusal: sessions.FileGone, say: Speech) -> Mark:
    return say("Discord did not hand me the file. Please send it once more, or give me a link.")
