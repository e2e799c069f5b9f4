"""What people read of days away, each to themselves alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

import discord
from discord import ui

from bot.delivery.wording import Wording
from bot.domain.calendar import instant
from bot.services.aways import AwayShown
from bot.services.turns import TurnShown
from bot.texts import Mark, Speech, bold, lines, when
from cogs.views.components import GREEN, button, buttons, custom_id
from cogs.views.reading import reading
from db.records import Role

CHOICES = 25
TURNS_SHOWN = 6
NOON = time(12)


def asked(shown: AwayShown, say: Speech) -> Wording:
    """Nothing is kept yet: these turns fall into the days."""
    extra = f"{shown.days.first.isoformat()}.{shown.days.last.isoformat()}"
    return Wording(
        content=lines(
            say("Away: {days}. You would miss this:", days=_days(shown, say)),
            *_turns(shown.turns, say),
            say("Nothing is kept yet. Shall I look for somebody else?"),
        ),
        view=buttons(
            button("away.keep", 0, say.label("I'm away: offer it to others"), extra=extra, style=GREEN),
            button("away.never", 0, say.label("Never mind")),
        ),
    )


def kept(shown: AwayShown, say: Speech) -> Wording:
    thanks = (
        say("Others are asked for this now. Thank you for saying it early!")
        if any(each.turn.role is Role.LEAD for each in shown.turns)
        else say("You are free of this. Thank you for saying it early!")
    )
    given_up = [thanks, *_turns(shown.turns, say)]
    return Wording(
        content=lines(
            say("Kept: {days}. Nobody plans a turn of yours on these days.", days=_days(shown, say)),
            *(given_up if shown.turns else []),
            say("Only you and organisers can see this. {command} takes it back.", command=say.command("turn away")),
        )
    )


def never_mind(say: Speech) -> Wording:
    return Wording(content=say("All right, nothing has changed."))


def mine(found: Sequence[AwayShown], say: Speech) -> Wording:
    """My days to come, and a list to take some of them back from."""
    if not found:
        return Wording(
            content=say(
                "You have no days away ahead. Name some with the options of {command}.",
                command=say.command("turn away"),
            )
        )
    listed = found[:CHOICES]
    select = ui.Select[ui.View](
        custom_id=custom_id("away.back", 0),
        placeholder=say.label("Be there after all"),
        options=[discord.SelectOption(label=_label(each, say), value=str(each.days.id)) for each in listed],
    )
    return Wording(
        content=lines(
            say("You are away on these days; only you and organisers can see this."),
            *(say("• {days}", days=_days(each, say)) for each in listed),
        ),
        view=buttons(select),
    )


def taken_back(shown: AwayShown, say: Speech) -> Wording:
    return Wording(
        content=lines(
            say("Good to have you: {days}.", days=_days(shown, say)),
            say("Turns that went to others stay with them."),
        )
    )


def _turns(turns: Sequence[TurnShown], say: Speech) -> list[Mark]:
    rows = [
        say(
            "• {day} · {reading} · {role}",
            day=when(each.starts_at, "D"),
            reading=bold(reading(each.meeting.session.reading, each.book, say)),
            role=say("you present") if each.turn.role is Role.LEAD else say("you are backup"),
        )
        for each in turns[:TURNS_SHOWN]
    ]
    more = len(turns) - len(rows)
    return [*rows, say.many("… and {n} more", "… and {n} more", more)] if more else rows


def _days(shown: AwayShown, say: Speech) -> Mark:
    first, last = _day(shown.days.first, shown.zone), _day(shown.days.last, shown.zone)
    return first if shown.days.first == shown.days.last else say("{first} to {last}", first=first, last=last)


def _day(on: date, zone: str) -> Mark:
    # Noon is the same date for nearly every reader.
    return when(instant(on, NOON, zone), "D")


def _label(shown: AwayShown, say: Speech) -> str:
    first, last = say.day(shown.days.first), say.day(shown.days.last)
    return first if first == last else say.label("{first} to {last}", first=first, last=last)
