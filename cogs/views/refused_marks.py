"""What is in the way of marking exercises and of looking at them."""

from __future__ import annotations

from bot.domain import marks, solutions
from bot.domain.typed import mistakes
from bot.services.marks import WhichBook
from bot.texts import Mark, Speech
from cogs.views.mistyped import mistyped
from cogs.views.refusals import refused

NAMED = 5


@refused.register
def _(_refusal: WhichBook, say: Speech) -> Mark:
    return say("Which book? Choose it in the option {option}.", option=say.label("book"))


@refused.register
def _(_refusal: marks.NotYourMarks, say: Speech) -> Mark:
    return say("Only who marked these exercises can undo that.")


@refused.register
def _(_refusal: marks.UndoneAlready, say: Speech) -> Mark:
    return say("That was undone before; nothing changed.")


@refused.register
def _(refusal: marks.MarkedSince, say: Speech) -> Mark:
    return say.many(
        "You marked {first} again since, so I left everything as it is. Mark it anew with {command}.",
        "You marked {first} and others again since, so I left everything as it is. Mark them anew with {command}.",
        len(refusal.exercises),
        first=refusal.exercises[0],
        command=say.command("exercise mark"),
    )


@refused.register
def _(_refusal: marks.KeptPrivate, say: Speech) -> Mark:
    return say("They have not opened their exercises to you. Your own: {command}", command=say.command("exercise show"))


@refused.register
def _(_refusal: solutions.NotYourMessage, say: Speech) -> Mark:
    return say("That message is somebody else's. Submit one of your own.")


@refused.register
def _(_refusal: solutions.NoThreadHere, say: Speech) -> Mark:
    return say("No thread can be opened there: the message is gone, or stands in a thread itself.")


@refused.register
def _(_refusal: solutions.ThreadThere, say: Speech) -> Mark:
    return say("Discord opened no thread: the message is gone, or has one already.")


@refused.register
def _(refusal: mistakes.NoExercises, say: Speech) -> Mark:
    return say("“{book}” prints no exercises.", book=refusal.book.title_in(say.language))


@mistyped.register
def _(refusal: mistakes.UnclearExercises, say: Speech) -> Mark:
    return say("“{typed}” is no exercise I understand. Type it like 1.1-1.10, 1.12 or 3.*.", typed=refusal.typed)


@mistyped.register
def _(refusal: mistakes.NoSuchExercises, say: Speech) -> Mark:
    named = refusal.missing[:NAMED]
    missing = ", ".join(number for number, _ in named) + (" …" if len(refusal.missing) > NAMED else "")
    near = ", ".join(dict.fromkeys(number for _, number in named if number))
    if near:
        return say("The book has no exercise {missing}; nearest: {near}. Nothing changed.", missing=missing, near=near)
    return say(
        "The book has no exercise {missing}. Nothing changed; {command} shows what it has.",
        missing=missing,
        command=say.command("book show"),
    )


@mistyped.register
def _(refusal: mistakes.BackwardsRange, say: Speech) -> Mark:
    return say("{last} comes before {first}. Turn the two around.", first=refusal.first, last=refusal.last)


@mistyped.register
def _(refusal: mistakes.TooManyExercises, say: Speech) -> Mark:
    return say(
        "“{typed}” is more than {most} at once, and I don't know what the chapter has. Type a shorter range.",
        typed=refusal.typed,
        most=refusal.most,
    )
