"""What somebody typed and nobody can use: what is wrong with it, and how it could be typed."""

from __future__ import annotations

from functools import singledispatch

from bot.domain.typed import mistakes
from bot.texts import Mark, Speech


@singledispatch
def mistyped(mistake: mistakes.Mistyped, say: Speech) -> Mark:
    """The sentence for a mistake; a test holds that every one has its own."""
    raise NotImplementedError(type(mistake).__name__)


@mistyped.register
def _(refusal: mistakes.TooLong, say: Speech) -> Mark:
    return say(
        "That has {length} characters, and {most} fit. Please shorten it.", length=refusal.length, most=refusal.most
    )


@mistyped.register
def _(refusal: mistakes.UnclearTime, say: Speech) -> Mark:
    return say("“{typed}” is not a time I understand. Type it like 20:00 or 8 pm.", typed=refusal.typed)


@mistyped.register
def _(refusal: mistakes.NoSuchTime, say: Speech) -> Mark:
    return say("No clock shows “{typed}”. Choose a time from 00:00 to 23:59.", typed=refusal.typed)


@mistyped.register
def _(refusal: mistakes.AmOrPm, say: Speech) -> Mark:
    return say(
        "“{typed}” could be {am} or {pm}. Type one of the two.",
        typed=refusal.typed,
        am=say.clock(refusal.am),
        pm=say.clock(refusal.pm),
    )


@mistyped.register
def _(refusal: mistakes.UnclearWeekday, say: Speech) -> Mark:
    return say("“{typed}” is not a day of the week I understand. Type it like Saturday or Sat.", typed=refusal.typed)


@mistyped.register
def _(refusal: mistakes.UnclearDay, say: Speech) -> Mark:
    return say("“{typed}” is not a day I understand. Type it like 2027-01-09 or tomorrow.", typed=refusal.typed)


@mistyped.register
def _(refusal: mistakes.UnclearMoment, say: Speech) -> Mark:
    return say("“{typed}” is not a day and time I understand. Type it like Sat 20:00 or Feb 20.", typed=refusal.typed)


@mistyped.register
def _(refusal: mistakes.NoSuchDay, say: Speech) -> Mark:
    return say("No calendar has “{typed}”. Type the day like 2027-01-09.", typed=refusal.typed)


@mistyped.register
def _(refusal: mistakes.WrongWeekday, say: Speech) -> Mark:
    return say(
        "“{typed}”: that day is a {weekday}. Change one of the two.",
        typed=refusal.typed,
        weekday=say.weekday(refusal.on.weekday()),
    )


@mistyped.register
def _(refusal: mistakes.UnclearZone, say: Speech) -> Mark:
    if refusal.like:
        near = ", ".join(refusal.like[:3])
        return say("I know no time zone “{typed}”. Did you mean one of these: {near}?", typed=refusal.typed, near=near)
    return say("I know no time zone “{typed}”. Type a large city near you, such as Seoul.", typed=refusal.typed)


@mistyped.register
def _(refusal: mistakes.NoSuchChapter, say: Speech) -> Mark:
    return say(
        "The book has no chapter “{missing}”; it has {first} to {last}.",
        missing=refusal.missing,
        first=refusal.chapters[0],
        last=refusal.chapters[-1],
    )


@mistyped.register
def _(_refusal: mistakes.EmptyName, say: Speech) -> Mark:
    return say("A name needs at least one letter that can be seen.")


@mistyped.register
def _(_refusal: mistakes.UnprintableName, say: Speech) -> Mark:
    return say("That name has characters that cannot be seen. Please type it again by hand.")
