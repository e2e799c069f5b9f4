"""What /why cannot be asked for."""

from __future__ import annotations

from bot.domain import why
from bot.texts import Mark, Speech
from cogs.views.refusals import refused


@refused.register
def _(refusal: why.NoSuchKind, say: Speech) -> Mark:
    return say(
        "No notice is called “{typed}”. Choose one from the list that opens while you type.", typed=refusal.typed[:60]
    )
