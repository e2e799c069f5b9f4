"""Every no to a change of a plan or of a study under way: what is wrong, and what to do."""

from __future__ import annotations

from bot.domain import editing
from bot.domain.changes import refusals as changes
from bot.texts import Mark, Speech, person, when
from cogs.views.refusals import refused


@refused.register
def _(refusal: changes.NotUnderWay, say: Speech) -> Mark:
    return say(
        "“{name}” is not under way, so it has no plan to change. {command} starts one.",
        name=refusal.study.name,
        command=say.command("study start"),
    )


@refused.register
def _(refusal: changes.NotPaused, say: Speech) -> Mark:
    return say(
        "“{name}” is under way. To take skipped days back, name the first one: {command}",
        name=refusal.study.name,
        command=say.command("plan resume"),
    )


@refused.register
def _(refusal: changes.NothingChanges, say: Speech) -> Mark:
    return say("Nothing would change: the plan of “{name}” is like that already.", name=refusal.study.name)


@refused.register
def _(refusal: changes.SessionSettled, say: Speech) -> Mark:
    return say(
        "Session {number} has begun or is cancelled, and stays as it is. Choose one to come.", number=refusal.number
    )


@refused.register
def _(refusal: changes.NoNextSession, say: Speech) -> Mark:
    return say("Session {number} is the last one; there is none after it to read its pages.", number=refusal.number)


@refused.register
def _(refusal: changes.CannotDivide, say: Speech) -> Mark:
    return say("The pages of session {number} cannot be cut in two.", number=refusal.number)


@refused.register
def _(refusal: changes.TooSoon, say: Speech) -> Mark:
    return say(
        "That is too soon for session {number}. Choose {earliest} or later.",
        number=refusal.number,
        earliest=when(refusal.earliest, "f"),
    )


@refused.register
def _(refusal: changes.PastNeighbour, say: Speech) -> Mark:
    number, after, before = refusal.number, refusal.after, refusal.before
    if after is None and before is not None:
        return say(
            "Session {number} comes before the one on {before}. Choose a time before that.",
            number=number,
            before=when(before, "f"),
        )
    if before is None and after is not None:
        return say(
            "Session {number} comes after the one on {after}. Choose a time after that.",
            number=number,
            after=when(after, "f"),
        )
    if after is None or before is None:
        return say("Session {number} cannot be there.", number=number)
    return say(
        "Session {number} lies between {after} and {before}. Choose a time in between.",
        number=number,
        after=when(after, "f"),
        before=when(before, "f"),
    )


@refused.register
def _(_refusal: changes.DaysOver, say: Speech) -> Mark:
    return say("Those days have passed. Choose a day from today on.")


@refused.register
def _(refusal: changes.DaysTooMany, say: Speech) -> Mark:
    return say(
        "That is more than {most} days. For a long rest there is {command}.",
        most=refusal.most,
        command=say.command("study pause"),
    )


@refused.register
def _(_refusal: changes.ChangeGone, say: Speech) -> Mark:
    return say("This preview is an old one. Use the command again to look at a new one.")


@refused.register
def _(refusal: changes.PlanMovedOn, say: Speech) -> Mark:
    return say(
        "The plan of “{name}” has changed since this preview was made. Use the command again to look at a new one.",
        name=refusal.study.name,
    )


@refused.register
def _(_refusal: changes.NotPublished, say: Speech) -> Mark:
    return say("There is no change to take back: the last one was taken back already, or none was published.")


@refused.register
def _(refusal: changes.TooLateToUndo, say: Speech) -> Mark:
    return say(
        "A change can be taken back for a day; this one could until {until}. A new change is always possible.",
        until=when(refusal.until, "f"),
    )


@refused.register
def _(refusal: changes.UndoInTheWay, say: Speech) -> Mark:
    return say(
        "Session {number} has changed again since, or is too near to be put back. Change it anew instead.",
        number=refusal.number,
    )


@refused.register
def _(refusal: changes.TermsInTheWay, say: Speech) -> Mark:
    return say(
        "“{name}” has changed again since: its time, its pages, or whether it rests. Make a new change instead.",
        name=refusal.study.name,
    )


@refused.register
def _(refusal: changes.AwayThen, say: Speech) -> Mark:
    return say(
        "{person} is away on the day of session {number}. Choose somebody else.",
        person=person(refusal.user_id),
        number=refusal.number,
    )


@refused.register
def _(refusal: editing.AlreadyFinished, say: Speech) -> Mark:
    return say("“{name}” is finished; nothing in it changes any more.", name=refusal.study.name)


@refused.register
def _(refusal: editing.AlreadyPaused, say: Speech) -> Mark:
    return say(
        "“{name}” rests already. To go on: {command}", name=refusal.study.name, command=say.command("plan resume")
    )


@refused.register
def _(refusal: editing.NothingToEdit, say: Speech) -> Mark:
    return say("“{name}” is like that already. Choose what should be different.", name=refusal.study.name)


@refused.register
def _(_refusal: editing.TwoAtOnce, say: Speech) -> Mark:
    return say("A new day or time and new pages are two changes. Make one, then the other.")


@refused.register
def _(_refusal: editing.WhichForum, say: Speech) -> Mark:
    return say("Say which forum, too: choose a forum channel in the same command.")


@refused.register
def _(refusal: editing.TooFewSeats, say: Speech) -> Mark:
    return say(
        "{taken} people have a seat in “{name}”. Choose {taken} or more.", taken=refusal.taken, name=refusal.study.name
    )
