"""What people read when a turn changes hands: passed on, given, taken back; never whose fault it was."""

from __future__ import annotations

from typing import Any

from bot.delivery.wording import Wording
from bot.services.turns import Passed, TurnShown
from bot.texts import Mark, Speech, bold, channel, lines, person, when
from cogs.views import replies
from cogs.views.components import buttons
from cogs.views.reading import chapter_titles, reading
from db.records import Role, TargetKind


def who_is_next(shown: TurnShown, say: Speech) -> Mark:
    """Above the form: that passing is fine, and who is asked then."""
    backup = shown.meeting.presenter(Role.BACKUP)
    fine = say("Passing a turn is fine; the earlier, the easier for all.")
    if shown.turn.role is Role.BACKUP:
        return fine
    if backup is None:
        return lines(fine, say("I ask in {channel}, without your name.", channel=channel(shown.study.channel_id)))
    return lines(
        fine,
        say(
            "{person}, the backup, is asked first, then everybody in {channel}, without your name.",
            person=person(backup.user_id),
            channel=channel(shown.study.channel_id),
        ),
    )


def passed(done: Passed, say: Speech) -> Wording:
    """To who passed, alone."""
    thanks = say("Thank you for saying it early.") if done.early else say("Thank you for saying it.")
    later = say("I begin to ask {ago}.", ago=when(done.asks_later, "R")) if done.asks_later else None
    return Wording(content=lines(thanks, _next(done, say), later))


def _next(done: Passed, say: Speech) -> Mark:
    call, backup = done.call, done.shown.meeting.presenter(Role.BACKUP)
    if done.shown.turn.role is Role.BACKUP:
        return say("You are free, and nobody else need do anything.")
    if call is None:
        return say("Somebody is looked for when the study goes on.")
    if backup is not None and call.backup_until > call.opened_at:
        return say("{person}, the backup, is asked first.", person=person(backup.user_id))
    return say("I ask in {channel} who would like to.", channel=channel(done.shown.study.channel_id))


def passed_on(shown: TurnShown, say: Speech) -> Wording:
    """What is left of a reminder; in a channel it names nobody."""
    return Wording(
        content=say(
            "{reading}, {day}: passed on.",
            reading=bold(reading(shown.meeting.session.reading, shown.book, say)),
            day=when(shown.starts_at, "D"),
        )
    )


def given(shown: TurnShown, where: TargetKind, say: Speech) -> Wording:
    """To whom an organiser gave a turn: by DM, or in the channel with that one mention."""
    turn, session = shown.turn, shown.meeting.session
    facts = _facts(shown, where, say)
    asked = (
        say("{to} you are asked to present {reading}, {day} ({ago}).", **facts)
        if turn.role is Role.LEAD
        else say("{to} you are asked to be the backup for {reading}, {day} ({ago}).", **facts)
    )
    return Wording(
        content=lines(
            asked,
            Mark(f"-# {chapter_titles(session.reading, shown.book, say)}"),
            say("An organiser thought of you. If it does not suit you, pass it on; that is fine."),
        ),
        view=buttons(*replies.to_turn(turn, say), *replies.quiet(shown.seat, say, private=where is TargetKind.USER)),
        mentions=frozenset({turn.user_id}),
    )


def taken_back(shown: TurnShown, where: TargetKind, say: Speech) -> Wording:
    """To who had the turn until an organiser gave it to somebody else."""
    facts, lead = _facts(shown, where, say), shown.meeting.presenter()
    free = (
        say("{to} you are free: you need not present {reading}, {day}, any more.", **facts)
        if shown.turn.role is Role.LEAD
        else say("{to} you are free: you need not be the backup for {reading}, {day}, any more.", **facts)
    )
    other = say("{person} presents.", person=person(lead.user_id)) if lead else None
    quiet = replies.quiet(shown.seat, say, private=where is TargetKind.USER)
    return Wording(
        content=lines(free, other, say("An organiser changed it. Thank you for having been ready!")),
        view=buttons(*quiet) if quiet else None,
        mentions=frozenset({shown.turn.user_id}),
    )


def _facts(shown: TurnShown, where: TargetKind, say: Speech) -> dict[str, Any]:
    to = (
        say("“{study}”:", study=shown.study.name)
        if where is TargetKind.USER
        else Mark(f"{person(shown.turn.user_id)},")
    )
    return {
        "to": to,
        "reading": bold(reading(shown.meeting.session.reading, shown.book, say)),
        "day": when(shown.starts_at, "F"),
        "ago": when(shown.starts_at, "R"),
    }
