"""What people read when they come and go: a welcome, a last question, a goodbye; and what the staff hear of it."""

from __future__ import annotations

from bot.delivery.wording import Wording
from bot.domain.plans import Meeting
from bot.services.seats import Farewell, Joined
from bot.texts import Mark, Speech, bold, channel, lines, person, when
from cogs.views.components import RED, button, buttons
from db.records import Seat, Study

DATES_SHOWN = 6


def joined(done: Joined, say: Speech) -> Wording:
    name = done.study.name
    if done.place is not None:
        return Wording(
            content=lines(
                say(
                    "All seats of “{name}” are taken. You are number {place} in the waiting list.",
                    name=name,
                    place=done.place,
                ),
                say("When someone leaves you move up by yourself, and I will tell you."),
            )
        )
    return Wording(content=lines(say("Welcome to “{name}”! You have a seat.", name=name), _turns(done, say)))


def _turns(done: Joined, say: Speech) -> Mark:
    if done.late:
        return say(
            "You present from here on; turns come with the next change of the plan. There is nothing to catch up."
        )
    return say("Once the plan is published, {command} shows your turns.", command=say.command("turn mine"))


def sure(found: Farewell, say: Speech) -> Wording:
    """Before somebody leaves a study under way: what it means, and a way back."""
    study = found.study
    return Wording(
        content=lines(
            say("Do you want to leave “{name}”?", name=study.name),
            _leads(found.leads, say) if found.leads else None,
            say.many(
                "You are the backup of {n} session; that ends, too.",
                "You are the backup of {n} sessions; that ends, too.",
                found.backs,
            )
            if found.backs
            else None,
            say("Nobody is asked why, and you can come back while there is a seat."),
        ),
        view=buttons(
            button("seat.go", study.id, say.label("Leave"), style=RED), button("seat.stay", study.id, say.label("Stay"))
        ),
    )


def _leads(meetings: tuple[Meeting, ...], say: Speech) -> Mark:
    days = ", ".join(when(meeting.session.starts_at, "D") for meeting in meetings[:DATES_SHOWN])
    more = len(meetings) - DATES_SHOWN
    if more > 0:
        return say.many(
            "You present on {days} and {n} more day; these will be offered to others.",
            "You present on {days} and {n} more days; these will be offered to others.",
            more,
            days=Mark(days),
        )
    return say.many(
        "You present on {days}; this will be offered to others.",
        "You present on {days}; these will be offered to others.",
        len(meetings),
        days=Mark(days),
    )


def stayed(study: Study, say: Speech) -> Wording:
    return Wording(content=say("Good that you stay. Nothing in “{name}” has changed.", name=study.name))


def left(study: Study, *, waited: bool, say: Speech) -> Wording:
    if waited:
        return Wording(
            content=say("You are off the waiting list of “{name}”. Come back any time you like.", name=study.name)
        )
    return Wording(
        content=say("You have left “{name}”. You are welcome back any time there is a seat.", name=study.name)
    )


def moved_up(study: Study, seat: Seat, say: Speech) -> Wording:
    """To one member: by DM, or in the channel with that one mention."""
    return Wording(
        content=say(
            "{person}, a seat in “{name}” is free and it is yours. Welcome!",
            person=person(seat.user_id),
            name=study.name,
        ),
        mentions=frozenset({seat.user_id}),
    )


def in_channel_from_now(study: Study, say: Speech) -> Wording:
    return Wording(
        content=say(
            "No more messages here about “{name}”. I will remind you in {channel} instead.",
            name=study.name,
            channel=channel(study.channel_id),
        )
    )


# --- to the staff, without a mention


def came_late(study: Study, seat: Seat, say: Speech) -> Wording:
    text = say(
        "{person} has joined {study}, which is under way. A new plan gives them turns; nobody has to catch up.",
        person=person(seat.user_id),
        study=bold(study.name),
    )
    return _with_replan(study, text, say)


def went(study: Study, seat: Seat, say: Speech) -> Wording:
    text = say(
        "{person} has left {study}. Their turns are open, and the backups are asked first.",
        person=person(seat.user_id),
        study=bold(study.name),
    )
    return _with_replan(study, text, say)


def vanished(study: Study, seat: Seat, say: Speech) -> Wording:
    # Discord may show no name for who is not there any more.
    text = say(
        "{person} ({name}) is no longer on this server, so their turns in {study} are open.",
        person=person(seat.user_id),
        name=seat.name,
        study=bold(study.name),
    )
    return _with_replan(study, text, say)


def _with_replan(study: Study, text: Mark, say: Speech) -> Wording:
    return Wording(
        content=lines(text, say("Re-planning shows what would change before anything does.")),
        view=buttons(button("plan.change", study.id, say.label("Re-plan"))),
    )
