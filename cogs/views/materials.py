"""What people read of slides and notes: the question for them, what was kept, the file as it stands in the channel."""

from __future__ import annotations

from bot.delivery.wording import Wording
from bot.services.sessions import Given, SessionShown
from bot.texts import Mark, Speech, bold, lines, person
from cogs.views import replies
from cogs.views.components import GREEN, button, buttons
from cogs.views.reading import reading
from cogs.views.sessions import ASKED, linked
from db.records import Seat, Turn


def asked(shown: SessionShown, lead: Turn, seat: Seat | None, say: Speech) -> Wording:
    """To whoever presented, a day after and three days later; `seat` is theirs where it goes out by DM."""
    session = shown.meeting.session
    what = bold(reading(session.reading, shown.book, say))
    thanks = (
        say("Thank you for presenting {reading} in “{study}”!", reading=what, study=shown.study.name)
        if seat
        else say("{person}, thank you for presenting {reading}!", person=person(lead.user_id), reading=what)
    )
    return Wording(
        content=lines(thanks, say("If there are slides or notes, a link is enough, and everybody finds them.")),
        view=buttons(
            button("session.materials", session.id, say.label("Add slides or notes"), extra=ASKED, style=GREEN),
            button("session.no_materials", session.id, say.label("There are none")),
            *replies.quiet(seat, say, private=True),
        ),
        mentions=frozenset({lead.user_id}),
    )


def none(shown: SessionShown, say: Speech) -> Wording:
    return Wording(
        content=say("Thank you, I won't ask again about session {number}.", number=shown.meeting.session.number)
    )


def kept(given: Given, say: Speech) -> Wording:
    return Wording(
        content=lines(
            say("Kept with session {number}. Thank you!", number=given.shown.meeting.session.number),
            say("It takes the place of the link that was there before.") if given.instead else None,
        ),
        view=buttons(*linked(given.shown, say)),
    )


def posted(shown: SessionShown, say: Speech) -> Mark:
    """Above the file, in the channel; nobody is pinged."""
    session = shown.meeting.session
    what = reading(session.reading, shown.book, say)
    return say("📎 Slides and notes of session {number} · {reading}", number=session.number, reading=bold(what))
