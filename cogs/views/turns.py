"""What people read of turns: the reminder, my turns, a call for help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.delivery.wording import Wording
from bot.services.turns import PleaShown, TurnShown
from bot.texts import Mark, Speech, bold, channel, lines, person, when
from cogs.views import replies
from cogs.views.components import button, buttons
from cogs.views.reading import BLUE, chapter_titles, reading
from cogs.views.sessions import AHEAD
from db.records import Role, TargetKind, TurnState

TURNS_SHOWN = 8


def reminder(shown: TurnShown, where: TargetKind, say: Speech) -> Wording:
    """To one presenter, a week before, when a pass is easy, and three days before, when slides may be ready.

    By DM, or in the channel with that one mention.
    """
    session, turn = shown.meeting.session, shown.turn
    what = bold(reading(session.reading, shown.book, say))
    opening = (
        say(
            "You present {reading} in “{study}”, {day} ({ago}).",
            reading=what,
            study=shown.study.name,
            day=when(session.starts_at, "F"),
            ago=when(session.starts_at, "R"),
        )
        if where is TargetKind.USER
        else say(
            "{person}, you present {reading}, {day} ({ago}).",
            person=person(turn.user_id),
            reading=what,
            day=when(session.starts_at, "F"),
            ago=when(session.starts_at, "R"),
        )
    )
    return Wording(
        content=lines(
            opening,
            Mark(f"-# {chapter_titles(session.reading, shown.book, say)}"),
            _backup(shown, say),
            *_what_now(shown, say),
        ),
        view=buttons(
            *replies.to_lead(turn, say),
            *_slides(shown, say),
            *replies.quiet(shown.seat, say, private=where is TargetKind.USER),
        ),
        mentions=frozenset({turn.user_id}),
    )


def _what_now(shown: TurnShown, say: Speech) -> list[Mark]:
    sure = shown.turn.state is TurnState.CONFIRMED
    said = [say("You said that you are on it. Thank you!")] if sure else []
    if _may_bring_slides(shown):
        said.append(say("It is near: slides or notes can be added already."))
    elif not shown.near and not sure:
        said.append(say("There is time: if it doesn't fit, say so now."))
    return said


def _slides(shown: TurnShown, say: Speech) -> list[ui.Button[Any]]:
    row, label = shown.meeting.session.id, say.label("Add slides or notes")
    return [button("session.materials", row, label, extra=AHEAD)] if _may_bring_slides(shown) else []


def _may_bring_slides(shown: TurnShown) -> bool:
    return shown.near and shown.meeting.session.materials is None


def _backup(shown: TurnShown, say: Speech) -> Mark:
    backup = shown.meeting.presenter(Role.BACKUP)
    if backup is None:
        return say("There is no backup for this one.")
    return say("Backup: {person}", person=person(backup.user_id))


def confirmed(shown: TurnShown, say: Speech) -> Wording:
    return Wording(
        content=say(
            "Thank you! It's yours: {reading}, {day}.",
            reading=reading(shown.meeting.session.reading, shown.book, say),
            day=when(shown.starts_at, "F"),
        )
    )


def asked_for_help(say: Speech) -> Wording:
    return Wording(
        content=lines(
            say("That happens to everyone. Organisers and mentors will hear of it, nobody else."),
            say("Someone will write to you. Until then: what you already understand is worth presenting, too."),
        )
    )


def plea(shown: PleaShown, say: Speech) -> Wording:
    """To organisers and mentors, without a mention: kind, and with what they need in order to help."""
    turn = shown.shown
    where = say("{name} · {channel}", name=turn.study.name, channel=channel(turn.study.channel_id))
    return Wording(
        content=lines(
            say(
                "{person} is preparing {reading} for {day} and could use a hand.",
                person=person(turn.turn.user_id),
                reading=bold(reading(turn.meeting.session.reading, turn.book, say)),
                day=when(turn.starts_at, "F"),
            ),
            say("In their words: {words}", words=shown.plea.words) if shown.plea.words else None,
            say("A short message in private is often enough. Please keep it between you."),
            Mark(f"-# {where}"),
        )
    )


def mine(turns: Sequence[TurnShown], say: Speech) -> Wording:
    """My turns to come, the next first; the nearest one I lead with its buttons."""
    if not turns:
        return Wording(
            content=say("You have no turn ahead. {command} shows what could be next.", command=say.command("help"))
        )
    rows = [_mine(each, say) for each in turns[:TURNS_SHOWN]]
    more = len(turns) - len(rows)
    text = lines(*rows, say.many("… and {n} more", "… and {n} more", more) if more else None)
    lead = next((each for each in turns if each.turn.role is Role.LEAD), None)
    return Wording(
        embeds=(discord.Embed(title=say("My turns"), description=text, colour=BLUE),),
        view=buttons(*replies.to_lead(lead.turn, say)) if lead is not None else None,
    )


def _mine(shown: TurnShown, say: Speech) -> Mark:
    session = shown.meeting.session
    role = say("you present") if shown.turn.role is Role.LEAD else say("you are backup")
    sure = Mark(" ✓") if shown.turn.state is TurnState.CONFIRMED else Mark("")
    return say(
        "{day} · {reading} · {role}{sure}\n-# {study}, session {number}",
        day=when(session.starts_at, "f"),
        reading=bold(reading(session.reading, shown.book, say)),
        role=role,
        sure=sure,
        study=shown.study.name,
        number=session.number,
    )
