"""What people read of attendance: their own in private, a session's for organisers; nobody is ever pinged by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.delivery.wording import Wording
from bot.domain.plans import Meeting
from bot.services.attendance import Mine, Noted, Sheet
from bot.texts import Mark, Speech, bold, lines, people, person, when
from cogs.views.components import GREEN, button, buttons, custom_id
from cogs.views.reading import BLUE
from db.records import Presence, Role, SessionId, TurnState, UserId

NAMES_SHOWN = 40
# In the order in which an organiser looks for them.
STATES = (Presence.PRESENT, Presence.LATE, Presence.EXCUSED, Presence.ABSENT)


def state(presence: Presence, say: Speech) -> str:
    return {
        Presence.PRESENT: say.label("There"),
        Presence.LATE: say.label("Came late"),
        Presence.EXCUSED: say.label("Excused"),
        Presence.ABSENT: say.label("Not there"),
    }[presence]


# --- for one member


def here(noted: Noted, say: Speech) -> Wording:
    """After 'I'm here'."""
    text = (
        say("Good that you are here, still in time to listen.")
        if noted.presence is Presence.LATE
        else say("Good that you are here!")
    )
    return Wording(content=lines(text, _own(say("Only you and organisers see it."))))


def excused(noted: Noted, say: Speech) -> Wording:
    """After 'I can't make it'; who presents is shown the way to pass the turn."""
    turn = noted.meeting.presenter() if noted.leads else None
    passing = turn is not None and turn.state in {TurnState.PLANNED, TurnState.CONFIRMED}
    return Wording(
        content=lines(
            say("Noted, and thank you for saying so: {session}.", session=_session(noted.meeting, say)),
            _you_present(noted.meeting, say) if passing else None,
            _own(say("Only you and organisers see it.")),
        ),
        view=buttons(
            *([button("turn.pass", turn.id, say.label("Pass"))] if turn is not None and passing else []),
            button("attendance.coming", noted.meeting.session.id, say.label("I can come after all")),
        ),
    )


def coming(noted: Noted, say: Speech) -> Wording:
    return Wording(content=say("Good, see you there: {session}.", session=_session(noted.meeting, say)))


def mine(own: Mine, say: Speech) -> Wording:
    """One's own record in a study, without a reproach in it."""
    record = own.record
    if not record.sessions:
        text = say("Nothing is counted yet.")
    else:
        text = lines(
            say.many("You came to {n} of {all}.", "You came to {n} of {all}.", record.came, all=record.sessions),
            say.many("Late {n} time.", "Late {n} times.", record.late) if record.late else None,
            say.many("Excused {n} time.", "Excused {n} times.", record.excused) if record.excused else None,
        )
    title = say("Your attendance in {study}", study=own.study.name)
    note = _own(say("Only you and organisers see it."))
    return Wording(embeds=(discord.Embed(title=title, description=lines(text, note), colour=BLUE),))


def with_who_came(wording: Wording, session_id: SessionId, say: Speech) -> Wording:
    """The same for an organiser, who can look at everybody's."""
    asked = button("attendance.who", session_id, say.label("Who came?"))
    return Wording(content=wording.content, embeds=wording.embeds, view=buttons(asked))


def one(noted: Noted, say: Speech) -> Wording:
    """What is known of oneself in one session."""
    known = bold(state(noted.presence, say)) if noted.presence else say("nothing is counted")
    return Wording(
        content=lines(
            say("{session}: {known}.", session=_session(noted.meeting, say), known=known),
            _own(say("If that is not right, tell an organiser.")),
        )
    )


def _you_present(meeting: Meeting, say: Speech) -> Mark:
    backup = meeting.presenter(Role.BACKUP)
    if backup is None:
        return say("You present this one. Pass it on, and I look for somebody.")
    return say("You present this one. Pass it on, and {person}, the backup, is asked.", person=person(backup.user_id))


# --- for organisers


def sheet(shown: Sheet, say: Speech) -> Wording:
    """Who came to one session, by what is known of them, and a list to correct one of them."""
    rows = [_row(state(presence, say), shown.who(presence), say) for presence in STATES]
    rows.append(_row(say.label("Not known"), shown.who(None), say))
    title = say("{study}, session {number}: who came", study=shown.study.name, number=shown.meeting.session.number)
    text = lines(when(shown.meeting.session.starts_at, "F"), *rows)
    known = [user for user, _ in shown.known]
    return Wording(
        embeds=(discord.Embed(title=title, description=text, colour=BLUE),),
        view=buttons(_whom(shown, say)) if known else None,
    )


def _row(label: str, users: Sequence[UserId], say: Speech) -> Mark | None:
    if not users:
        return None
    more = len(users) - NAMES_SHOWN
    names = people(list(users[:NAMES_SHOWN]))
    rest = say.many("and {n} more", "and {n} more", more) if more > 0 else None
    return Mark(f"{bold(label)} {len(users)} · {names}{f' {rest}' if rest else ''}")


def _whom(shown: Sheet, say: Speech) -> ui.UserSelect[Any]:
    return ui.UserSelect(
        custom_id=custom_id("attendance.whom", shown.meeting.session.id), placeholder=say.label("Correct: whose?")
    )


def correcting(noted: Noted, say: Speech) -> Wording:
    """What an organiser can make of one member's attendance; what stands is the green one."""
    session_id = noted.meeting.session.id
    return Wording(
        content=say("{person}, {session}:", person=person(noted.user_id), session=_session(noted.meeting, say)),
        view=buttons(
            *[
                button(
                    "attendance.correct",
                    session_id,
                    state(presence, say),
                    extra=f"{noted.user_id}.{presence.value}",
                    **({"style": GREEN} if presence is noted.presence else {}),  # type: ignore[arg-type]
                )
                for presence in STATES
            ]
        ),
    )


def corrected(shown: Sheet, user_id: UserId, presence: Presence, say: Speech) -> Wording:
    """The sheet as it is now, below what was changed."""
    done = say("{person}: {state}. Kept.", person=person(user_id), state=bold(state(presence, say)))
    wording = sheet(shown, say)
    return Wording(content=done, embeds=wording.embeds, view=wording.view)


def _session(meeting: Meeting, say: Speech) -> Mark:
    return say("session {number}, {day}", number=meeting.session.number, day=bold(when(meeting.session.starts_at, "D")))


def _own(sentence: Mark) -> Mark:
    return Mark(f"-# {sentence}")
