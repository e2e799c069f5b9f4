"""What is in the way of showing exercises, and of asking for help with them."""

from __future__ import annotations

from bot.domain import helps, picks
from bot.services.own_digests import NoOwnDigest
from bot.texts import Mark, Speech, person
from cogs.views.refusals import refused


@refused.register
def _(refusal: picks.TooManyToShow, say: Speech) -> Mark:
    return say("A session has time for {most} exercises at most. Choose fewer.", most=refusal.at_most)


@refused.register
def _(_refusal: picks.NobodyToShow, say: Speech) -> Mark:
    return say("Nobody who could show an exercise comes to that session. Choose another session.")


@refused.register
def _(_refusal: picks.NothingToShow, say: Speech) -> Mark:
    return say(
        "I have no exercise to suggest: the session's chapters have none left. Type them in the option {option}.",
        option=say.label("which"),
    )


@refused.register
def _(_refusal: picks.PickGone, say: Speech) -> Mark:
    return say("This list is an old one. Make it anew with {command}.", command=say.command("exercise pick"))


@refused.register
def _(refusal: picks.NotToCome, say: Speech) -> Mark:
    return say("Session {number} has begun, or was cancelled. Choose one to come.", number=refusal.number)


@refused.register
def _(_refusal: picks.AllTaken, say: Speech) -> Mark:
    return say("Every exercise has somebody already. Thank you for offering!")


@refused.register
def _(_refusal: picks.NotPicked, say: Speech) -> Mark:
    return say("None of these exercises is yours; nothing changed.")


@refused.register
def _(_refusal: helps.HelpGone, say: Speech) -> Mark:
    return say("That is settled; nobody needs to do anything any more.")


@refused.register
def _(_refusal: helps.NotYourTrouble, say: Speech) -> Mark:
    return say("Only who asked can press that.")


@refused.register
def _(_refusal: helps.HelpingYourself, say: Speech) -> Mark:
    return say("You asked this yourself. Found the way? Press “{button}”.", button=say.label("I've got it"))


@refused.register
def _(_refusal: helps.NotAskedForHelp, say: Speech) -> Mark:
    return say("This was asked of others, in private.")


@refused.register
def _(refusal: helps.HelpedAlready, say: Speech) -> Mark:
    return say("{person} helps already. Thank you for offering!", person=person(refusal.by))


@refused.register
def _(_refusal: helps.OneExercise, say: Speech) -> Mark:
    return say("Ask about one exercise at a time, such as 2.20.")


@refused.register
def _(_refusal: helps.NobodySolvedIt, say: Speech) -> Mark:
    return say("Nobody who solved it lets themselves be asked yet. You can ask in the channel.")


@refused.register
def _(_refusal: helps.NoStudyToAsk, say: Speech) -> Mark:
    return say("You sit in no study of this book, so there is no channel to ask in.")


@refused.register
def _(_refusal: helps.AskedThere, say: Speech) -> Mark:
    return say("It stands in the channel already.")


@refused.register
def _(_refusal: NoOwnDigest, say: Speech) -> Mark:
    return say(
        "This digest is not yours, or you never asked for it. Yours: {command}", command=say.command("digest personal")
    )
