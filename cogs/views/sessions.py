"""What people read of a session: its card, the word before it, the word after it, the thanks at the end."""

from __future__ import annotations

import discord

from bot.delivery.wording import Wording
from bot.services.sessions import Reader, SessionShown, Thanks
from bot.texts import Mark, Speech, bold, lines, people, person, when
from cogs.views.components import GREEN, button, buttons, link
from cogs.views.notes import beginning
from cogs.views.picks import in_short
from cogs.views.plans import presenters, sign
from cogs.views.reading import BLUE, reading, sections
from db.records import SessionId, SessionState

NAMES_SHOWN = 12
# The button of the message that asks for materials: its answer takes that message's place.
ASKED = "asked"
# The one of a presenter's reminder: that message stays as it is.
AHEAD = "ahead"


def card(shown: SessionShown, reader: Reader, say: Speech) -> Wording:
    """Everything about one session, with what this reader can do with it."""
    session = shown.meeting.session
    text = lines(
        say("{when} ({ago})", when=when(session.starts_at, "F"), ago=when(session.starts_at, "R")),
        bold(reading(session.reading, shown.book, say)),
        *[Mark(f"-# {row}") for row in sections(session.reading, shown.book, say)],
        presenters(shown.meeting, say),
        in_short(shown.showings, say),
        _state(shown, say),
        beginning(shown),
    )
    title = say(
        "{sign}{study}, session {number} of {count}",
        sign=sign(session),
        study=shown.study.name,
        number=session.number,
        count=shown.count,
    )
    embed = discord.Embed(title=title, description=text, colour=BLUE)
    row = session.id
    return Wording(
        embeds=(embed,),
        view=buttons(
            *_coming(row, reader, say),
            *linked(shown, say),
            *_notes(shown, reader, say),
            *([button("session.materials", row, say.label("Add slides or notes"))] if reader.speaks else []),
        ),
    )


def _coming(row: SessionId, reader: Reader, say: Speech) -> list[discord.ui.Button[discord.ui.View]]:
    """Whether the reader comes, as long as it can be said."""
    if reader.may_come:
        return [button("attendance.here", row, say.label("I'm here"), style=GREEN)]
    if reader.may_excuse and reader.excused:
        return [button("attendance.coming", row, say.label("I can come after all"))]
    return [button("attendance.excuse", row, say.label("I can't come"))] if reader.may_excuse else []


def _notes(shown: SessionShown, reader: Reader, say: Speech) -> list[discord.ui.Button[discord.ui.View]]:
    session = shown.meeting.session
    if session.notes:
        return [button("notes.read", session.id, say.label("Read the notes"))]
    return [button("notes.write", session.id, say.label("Write notes"))] if reader.speaks else []


def _state(shown: SessionShown, say: Speech) -> Mark | None:
    return {
        SessionState.HELD: say("It took place. Thank you!"),
        SessionState.CANCELLED: say("Cancelled."),
    }.get(shown.meeting.session.state)


def linked(shown: SessionShown, say: Speech) -> list[discord.ui.Button[discord.ui.View]]:
    materials = shown.meeting.session.materials
    return [link(materials, say.label("Slides and notes"))] if materials else []


def day_before(shown: SessionShown, say: Speech) -> Wording:
    """In the channel, a day before; nobody is pinged."""
    session = shown.meeting.session
    embed = discord.Embed(
        title=say("{study}: {day}", study=shown.study.name, day=_shortly(shown, say)),
        description=lines(
            say("{when} ({ago})", when=when(session.starts_at, "F"), ago=when(session.starts_at, "R")),
            bold(reading(session.reading, shown.book, say)),
            *[Mark(f"-# {row}") for row in sections(session.reading, shown.book, say)],
            presenters(shown.meeting, say),
            in_short(shown.showings, say),
            _nobody(shown, say),
        ),
        colour=BLUE,
    )
    return Wording(
        embeds=(embed,),
        view=buttons(
            *_take(shown, "day", say),
            *linked(shown, say),
            button("attendance.excuse", session.id, say.label("I can't come")),
            button("session.show", session.id, say.label("Details")),
        ),
    )


def _take(shown: SessionShown, where: str, say: Speech) -> list[discord.ui.Button[discord.ui.View]]:
    """For who would present it while it has nobody; `where` tells which of these messages to write anew then."""
    call = shown.meeting.call
    return [button("call.take", call.id, say.label("I'll take it"), extra=where, style=GREEN)] if call else []


def _shortly(shown: SessionShown, say: Speech) -> str:
    return say.label("session {number} is near", number=shown.meeting.session.number)


def _nobody(shown: SessionShown, say: Speech) -> Mark | None:
    if shown.meeting.presenter() is not None:
        return None
    return say("Would you take it?")


def soon(shown: SessionShown, say: Speech) -> Wording:
    """In the channel, ten minutes before."""
    session, lead = shown.meeting.session, shown.meeting.presenter()
    what = bold(reading(session.reading, shown.book, say))
    # The hour, not how soon it is: this is read again afterwards, too.
    hour = when(session.starts_at, "t")
    if lead is None:
        text = say("We start at {hour} · {reading} · nobody presents, so bring a question", hour=hour, reading=what)
    else:
        text = say(
            "We start at {hour} · {reading} · {person} presents", hour=hour, reading=what, person=person(lead.user_id)
        )
    return Wording(
        content=text,
        view=buttons(
            *_take(shown, "soon", say),
            button("attendance.here", session.id, say.label("I'm here"), style=GREEN),
            *linked(shown, say),
            button("session.show", session.id, say.label("Details")),
        ),
    )


def after(shown: SessionShown, say: Speech) -> Wording:
    """In the channel, when a session is over: one press to say that it was held, one for the slides."""
    session, lead = shown.meeting.session, shown.meeting.presenter()
    held = session.state is SessionState.HELD
    what = bold(reading(session.reading, shown.book, say))
    thanks = (
        say("{reading}: thank you, {person}!", reading=what, person=person(lead.user_id))
        if lead
        else say("{reading} is behind us.", reading=what)
    )
    asked = (
        say("It took place. Slides and notes find their place here.")
        if held
        else say("Did we meet? One press keeps the count; slides and notes find their place here.")
    )
    return Wording(
        content=lines(thanks, _turnout(shown, say), asked),
        view=buttons(
            button("session.held", session.id, say.label("We met"), style=GREEN, disabled=held),
            button("session.materials", session.id, say.label("Add slides or notes")),
            *linked(shown, say),
        ),
    )


def _turnout(shown: SessionShown, say: Speech) -> Mark | None:
    """How many came, and never who."""
    came = shown.turnout
    return say.many("{n} of {all} came.", "{n} of {all} came.", came.came, all=came.of) if came else None


def finished(thanks: Thanks, say: Speech) -> Wording:
    """The day after the last session: the book is read."""
    tally, book = thanks.tally, thanks.book
    presented = people([user for user, _ in tally.led[:NAMES_SHOWN]])
    more = len(tally.led) - NAMES_SHOWN
    text = lines(
        say("We read {book} together.", book=bold(book.title_in(say.language))),
        _numbers(thanks, say),
        say("Presented by {people}", people=presented) if tally.led else None,
        say.many("and {n} more", "and {n} more", more) if more > 0 else None,
        say("And everybody who came, asked, and stayed. Thank you."),
    )
    return Wording(
        embeds=(
            discord.Embed(title=say("🎉 {study} is finished", study=thanks.study.name), description=text, colour=BLUE),
        )
    )


def _numbers(thanks: Thanks, say: Speech) -> Mark:
    tally = thanks.tally
    sessions = say.many("{n} session", "{n} sessions", tally.sessions)
    weeks = say.many("{n} week", "{n} weeks", tally.weeks)
    members = say.many("{n} member", "{n} members", tally.members)
    if not tally.pages:
        return say("{sessions} in {weeks}, {members}", sessions=sessions, weeks=weeks, members=members)
    return say(
        "{sessions} in {weeks}, {pages} pages, {members}",
        sessions=sessions,
        weeks=weeks,
        pages=tally.pages,
        members=members,
    )
