"""Every no in one place: what is wrong, and what to do. One sentence, to the reader alone."""

from __future__ import annotations

from functools import singledispatch

from bot.domain import plans, sessions, studies, turns
from bot.domain.calendar import EverySlotSkipped
from bot.domain.refusals import Refusal
from bot.domain.typed.mistakes import Mistyped
from bot.services.books import NoSuchBook
from bot.services.holidays import NoSuchCountry
from bot.texts import Mark, Speech, channel, person, when
from cogs.numbers import NotANumber
from cogs.rights import CannotWrite
from cogs.views.mistyped import mistyped
from cogs.views.permissions import permission
from db.records import SeatState, StudyState


@singledispatch
def refused(refusal: Refusal, say: Speech) -> Mark:
    """The sentence for a refusal; a test holds that every one has its own."""
    raise NotImplementedError(type(refusal).__name__)


def unexpected(reference: str, say: Speech) -> Mark:
    return say(
        "Something went wrong on our side. Nothing was changed. Please tell an organiser this number: `{reference}`",
        reference=reference,
    )


# --- who may -----------------------------------------------------------------------------------


@refused.register
def _(_refusal: studies.NotOrganiser, say: Speech) -> Mark:
    return say("Only organisers can do that.")


@refused.register
def _(_refusal: studies.NotAdmin, say: Speech) -> Mark:
    return say("Only people who may manage this server can do that.")


@refused.register
def _(_refusal: sessions.NotYours, say: Speech) -> Mark:
    return say("Only the presenters of this session and organisers can do that.")


@refused.register
def _(refusal: turns.NotYourTurn, say: Speech) -> Mark:
    return say("This turn belongs to {person}; only they can answer for it.", person=person(refusal.presenter))


@refused.register
def _(refusal: CannotWrite, say: Speech) -> Mark:
    missing = Mark(", ".join(permission(name, say) for name in refusal.missing))
    return say(
        "Naru cannot write in {channel} yet. Please allow it there, in the channel's permissions: {missing}",
        channel=channel(refusal.channel_id),
        missing=missing,
    )


# --- what somebody typed -----------------------------------------------------------------------


@refused.register
def _(refusal: Mistyped, say: Speech) -> Mark:
    return mistyped(refusal, say)


@refused.register
def _(refusal: NoSuchBook, say: Speech) -> Mark:
    if refusal.near is not None:
        title = refusal.near.title_in(say.language)
        return say("There is no book “{typed}” here. Did you mean “{near}”?", typed=refusal.typed[:60], near=title)
    return say(
        "There is no book “{typed}” here. {command} shows all of them.",
        typed=refusal.typed[:60],
        command=say.command("book list"),
    )


@refused.register
def _(refusal: NoSuchCountry, say: Speech) -> Mark:
    return say("I know no public holidays for “{typed}”. Choose a country from the list.", typed=refusal.typed[:60])


@refused.register
def _(refusal: NotANumber, say: Speech) -> Mark:
    return say("“{typed}” is not a whole number. Type digits, such as 12.", typed=refusal.typed[:60])


@refused.register
def _(refusal: studies.OutOfRange, say: Speech) -> Mark:
    first, last = refusal.allowed[0], refusal.allowed[-1]
    if refusal.what == "pages":
        return say("A session can have {first} to {last} pages. Choose a number in between.", first=first, last=last)
    return say("A study can have {first} to {last} seats. Choose a number in between.", first=first, last=last)


@refused.register
def _(refusal: studies.TooManySessions, say: Speech) -> Mark:
    return say(
        "That would make {count} sessions, and {most} are the most. Choose more pages a session.",
        count=refusal.count,
        most=studies.SESSIONS_AT_MOST,
    )


@refused.register
def _(refusal: studies.StartInPast, say: Speech) -> Mark:
    return say(
        "{typed} has passed. Choose {first} or later.",
        typed=say.day(refusal.typed),
        first=say.day(refusal.first_possible),
    )


@refused.register
def _(refusal: studies.StartTooFar, say: Speech) -> Mark:
    return say("That is more than a year away. Choose a day until {last}.", last=refusal.last_possible.isoformat())


@refused.register
def _(_refusal: EverySlotSkipped, say: Speech) -> Mark:
    return say("Every session would fall on a skipped day. Choose another day of the week.")


@refused.register
def _(refusal: sessions.NotALink, say: Speech) -> Mark:
    return say("“{typed}” is not a link. It should begin with https:// and have no spaces.", typed=refusal.typed)


# --- studies -----------------------------------------------------------------------------------


@refused.register
def _(refusal: studies.NoSuchStudy, say: Speech) -> Mark:
    if refusal.typed:
        return say(
            "There is no study “{typed}” here. {command} shows all of them.",
            typed=refusal.typed[:60],
            command=say.command("study list"),
        )
    return say(
        "I cannot tell which study you mean. Name it in the command, or look here: {command}",
        command=say.command("study list"),
    )


@refused.register
def _(_refusal: studies.PreviewGone, say: Speech) -> Mark:
    return say("This preview was discarded. {command} makes a new one.", command=say.command("study create"))


@refused.register
def _(refusal: studies.AlreadyJoined, say: Speech) -> Mark:
    if refusal.seat.state is SeatState.WAITING:
        return say(
            "You are in the waiting list of “{name}” already; I tell you when you move up.", name=refusal.study.name
        )
    return say("You have a seat in “{name}” already.", name=refusal.study.name)


@refused.register
def _(refusal: studies.NotAMember, say: Speech) -> Mark:
    return say("You have no seat in “{name}”; this is for its members.", name=refusal.study.name)


@refused.register
def _(refusal: studies.NotRecruiting, say: Speech) -> Mark:
    name, state = refusal.study.name, refusal.study.state
    if state is StudyState.FINISHED:
        return say("“{name}” is finished. {command} shows what is open.", name=name, command=say.command("study list"))
    return say("“{name}” is not open yet.", name=name)


@refused.register
def _(refusal: studies.AlreadyOpen, say: Speech) -> Mark:
    return say("“{name}” is open already; this preview is an old one.", name=refusal.study.name)


@refused.register
def _(refusal: studies.NoMembers, say: Speech) -> Mark:
    return say("Nobody has joined “{name}” yet. Start it when its first members are there.", name=refusal.study.name)


@refused.register
def _(refusal: studies.AlreadyStarted, say: Speech) -> Mark:
    return say(
        "“{name}” is under way already. Its plan: {command}", name=refusal.study.name, command=say.command("plan show")
    )


# --- plans, sessions, turns --------------------------------------------------------------------


@refused.register
def _(refusal: plans.NoSuchSession, say: Speech) -> Mark:
    return say(
        "“{name}” has no such session. The plan: {command}", name=refusal.study.name, command=say.command("plan show")
    )


@refused.register
def _(refusal: plans.NotYetPlanned, say: Speech) -> Mark:
    return say("“{name}” has no plan yet. It comes when an organiser starts the study.", name=refusal.study.name)


@refused.register
def _(refusal: plans.OverBefore, say: Speech) -> Mark:
    return say(
        "The first session of this preview would have been {ago}. {command} computes it again, with later dates.",
        ago=when(refusal.first, "R"),
        command=say.command("study start"),
    )


@refused.register
def _(refusal: plans.ChangedMeanwhile, say: Speech) -> Mark:
    return say(
        "“{name}” has changed since this preview was made. {command} computes it again.",
        name=refusal.study.name,
        command=say.command("study start"),
    )


@refused.register
def _(_refusal: plans.DraftGone, say: Speech) -> Mark:
    return say("This preview is an old one. {command} makes a new one.", command=say.command("study start"))


@refused.register
def _(refusal: plans.NotSeated, say: Speech) -> Mark:
    return say("{person} is not a member of this study.", person=person(refusal.user_id))


@refused.register
def _(_refusal: turns.TurnGone, say: Speech) -> Mark:
    return say(
        "This turn has changed since; the button belongs to an old message. Yours: {command}",
        command=say.command("turn mine"),
    )


@refused.register
def _(refusal: turns.TurnOver, say: Speech) -> Mark:
    return say("This session began {ago}; there is nothing to settle any more.", ago=when(refusal.began, "R"))


@refused.register
def _(refusal: sessions.NotYetBegun, say: Speech) -> Mark:
    return say("This session begins {ago}. Press it afterwards.", ago=when(refusal.starts_at, "R"))


from cogs.views import (  # noqa: E402  each feature words its own
    refused_attendance,  # noqa: F401
    refused_calls,  # noqa: F401
    refused_changes,  # noqa: F401
    refused_digests,  # noqa: F401
    refused_exchange,  # noqa: F401
    refused_marks,  # noqa: F401
    refused_materials,  # noqa: F401
    refused_picks,  # noqa: F401
    refused_swaps,  # noqa: F401
    refused_why,  # noqa: F401
)
