"""What is in the way of marks as files."""

from __future__ import annotations

from bot.domain import exchange
from bot.services.exchange import ImportGone
from bot.texts import Mark, Speech
from cogs.views.refusals import refused


@refused.register
def _(_refusal: exchange.NotATable, say: Speech) -> Mark:
    return say(
        "I can't read that file. Send a CSV or JSON like the one {command} gives.",
        command=say.command("exercise export"),
    )


@refused.register
def _(refusal: exchange.TooLarge, say: Speech) -> Mark:
    return say("That file is larger than {n} KB. Split it, and send one part after the other.", n=refusal.most)


@refused.register
def _(refusal: exchange.TooManyRows, say: Speech) -> Mark:
    return say("That file has more than {n} rows. Split it, and send one part after the other.", n=refusal.most)


@refused.register
def _(refusal: exchange.NoColumn, say: Speech) -> Mark:
    return say(
        "The first row names no column “{name}”. {command} gives a file to start from.",
        name=refusal.name,
        command=say.command("exercise export"),
    )


@refused.register
def _(refusal: exchange.OtherBook, say: Speech) -> Mark:
    return say(
        "That file is about another book (“{key}”). Choose that one in the option {option}.",
        key=refusal.key,
        option=say.label("book"),
    )


@refused.register
def _(_refusal: ImportGone, say: Speech) -> Mark:
    return say("That file was decided about already, or a day has passed. Send it once more.")
