"""What people read of a call: the question to the backup, the one to everybody, the organisers' choice, its end."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.delivery.wording import Wording
from bot.services.calls import Advice, CallShown, Given
from bot.texts import Mark, Speech, bold, channel, lines, person, when
from cogs.views import replies
from cogs.views.components import GREEN, button, buttons, custom_id
from cogs.views.plans import reason
from cogs.views.reading import chapter_titles, reading
from db.records import Book, Role, Session, TargetKind


def backup_asked(shown: CallShown, where: TargetKind, say: Speech) -> Wording:
    """To the backup alone: by DM, or in the channel with that one mention."""
    seat, session, call = shown.backup, shown.meeting.session, shown.call
    assert seat is not None  # noqa: S101  the door asked
    facts: dict[str, Any] = {
        "reading": bold(reading(session.reading, shown.book, say)),
        "day": when(session.starts_at, "F"),
        "ago": when(session.starts_at, "R"),
    }
    asked = (
        say("“{study}” looks for somebody to present {reading}, {day} ({ago}).", study=shown.study.name, **facts)
        if where is TargetKind.USER
        else say(
            "{person}, somebody is looked for to present {reading}, {day} ({ago}).",
            **facts,
            person=person(seat.user_id),
        )
    )
    alone = call.backup_until > call.opened_at
    return Wording(
        content=lines(
            asked,
            Mark(f"-# {chapter_titles(session.reading, shown.book, say)}"),
            say("You are the backup: could you? A no is a fine answer, too."),
            say("Nobody else is asked until {until}.", until=when(call.backup_until)) if alone else None,
        ),
        view=buttons(
            _take(shown, say),
            button("call.decline", call.id, say.label("I can't this time")),
            *replies.quiet(seat, say, private=where is TargetKind.USER),
        ),
        mentions=frozenset({seat.user_id}),
    )


def open_to_all(shown: CallShown, say: Speech) -> Wording:
    """In the channel: no name, no reason, and nobody is pinged."""
    session, call = shown.meeting.session, shown.call
    first = shown.backup is not None and call.backup_until > call.opened_at
    return Wording(
        content=lines(
            say(
                "{day} has no presenter yet: {reading}. Who would like to?",
                day=when(session.starts_at, "D"),
                reading=bold(reading(session.reading, shown.book, say)),
            ),
            Mark(f"-# {chapter_titles(session.reading, shown.book, say)}"),
            say("The backup was asked first.") if first else None,
        ),
        view=buttons(_take(shown, say)),
    )


def _take(shown: CallShown, say: Speech) -> ui.Button[Any]:
    return button("call.take", shown.call.id, say.label("I'll take it"), style=GREEN)


def settled(given: Given, say: Speech) -> Wording:
    """What a call's message says once somebody has the session."""
    return Wording(
        content=say(
            "{day}: {person} presents {reading}. Thank you!",
            day=when(given.meeting.session.starts_at, "D"),
            person=person(given.turn.user_id),
            reading=bold(reading(given.meeting.session.reading, given.book, say)),
        )
    )


def taken(given: Given, say: Speech) -> Wording:
    """To who took it."""
    return Wording(
        content=lines(
            say("Thank you! It's yours: {reading}, {day}.", **_what(given.meeting.session, given.book, say)),
            say("If you get stuck, or something comes up: {command}", command=say.command("turn mine")),
        )
    )


def declined(shown: CallShown, say: Speech) -> Wording:
    """To the backup who cannot; in the place of the question."""
    return Wording(
        content=say(
            "Thank you for saying so. I ask everybody in {channel}, without a name.",
            channel=channel(shown.study.channel_id),
        )
    )


def asked_no_more(shown: CallShown, say: Speech) -> Wording:
    """The question in the channel, once the backup has answered it there."""
    day = when(shown.meeting.session.starts_at, "D")
    return Wording(content=say("{day}: everybody is asked now.", day=day))


def to_organisers(advice: Advice, say: Speech) -> Wording:
    """To organisers alone, without a mention: what was said, and who would be fairest to ask."""
    shown, session = advice.shown, advice.shown.meeting.session
    rows = [
        say("- {person}: {reason}", person=person(seat.user_id), reason=reason(why, say)) for seat, why in advice.fair
    ]
    where = say("{name} · {channel}", name=shown.study.name, channel=channel(shown.study.channel_id))
    fair = [say("Fairest to ask:"), *rows] if rows else [say("Nobody is free to be asked; another day might help.")]
    return Wording(
        content=lines(
            say("{day} still has no presenter: {reading}.", **_what(session, shown.book, say)),
            say("Who passed it on wrote, to you alone: {words}", words=shown.call.words) if shown.call.words else None,
            *fair,
            Mark(f"-# {where}"),
        ),
        view=buttons(
            *([_who(advice, say)] if rows else []), button("session.show", session.id, say.label("Show the session"))
        ),
    )


def _who(advice: Advice, say: Speech) -> ui.Select[Any]:
    return ui.Select(
        custom_id=custom_id("call.who", advice.shown.call.id),
        placeholder=say.label("Whom to give it to"),
        options=[
            discord.SelectOption(label=seat.name[:100] or "?", value=str(seat.user_id)) for seat, _why in advice.fair
        ],
    )


def assigned(given: Given, say: Speech) -> Wording:
    """To the organiser who said so."""
    facts = {"person": person(given.turn.user_id)} | _what(given.meeting.session, given.book, say)
    done = (
        say("{person} presents {reading}, {day}.", **facts)
        if given.turn.role is Role.LEAD
        else say("{person} is backup for {reading}, {day}.", **facts)
    )
    return Wording(content=lines(done, say("Whom it concerns hears of it from me, nobody else.")))


def _what(session: Session, book: Book, say: Speech) -> dict[str, Any]:
    return {"reading": bold(reading(session.reading, book, say)), "day": when(session.starts_at, "F")}
