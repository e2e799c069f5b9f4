"""The nos of swaps, days away and wishes."""

from __future__ import annotations

from bot.domain import aways, swaps, wishes
from bot.domain.swaps import Gone
from bot.texts import Mark, Speech, person, when
from cogs.views.refusals import refused


@refused.register
def _(refusal: swaps.SwapGone, say: Speech) -> Mark:
    if refusal.why is Gone.AGREED:
        return say("This swap is settled: both have agreed. Your turns: {command}", command=say.command("turn mine"))
    if refusal.why is Gone.DECLINED:
        return say("This question is answered already; nothing has changed.")
    if refusal.why is Gone.WITHDRAWN:
        return say("Who asked has taken it back meanwhile; nothing has changed.")
    if refusal.why is Gone.EXPIRED:
        return say("The time to answer is over; nothing has changed. Ask anew: {command}", command=_swap(say))
    return say(
        "The plan has changed meanwhile, so this swap is not possible any more. Your turns: {command}",
        command=say.command("turn mine"),
    )


@refused.register
def _(refusal: swaps.NotYourSwap, say: Speech) -> Mark:
    return say("This question is for {person}; only they can answer it.", person=person(refusal.whose))


@refused.register
def _(refusal: swaps.SwapTooLate, say: Speech) -> Mark:
    return say(
        "That session begins {ago}; no time is left to ask. Find somebody to step in: {command}",
        ago=when(refusal.starts_at, "R"),
        command=say.command("turn pass"),
    )


@refused.register
def _(_refusal: swaps.NoLeadToSwap, say: Speech) -> Mark:
    return say(
        "Only a session you present, in a study under way, can be swapped. Your turns: {command}",
        command=say.command("turn mine"),
    )


@refused.register
def _(refusal: swaps.NobodyToSwapWith, say: Speech) -> Mark:
    if refusal.other is not None:
        return say(
            "{person} has no session that fits. Leave the name out to see what others have: {command}",
            person=person(refusal.other),
            command=_swap(say),
        )
    return say(
        "No session of others fits yours at the moment. Find somebody to step in: {command}",
        command=say.command("turn pass"),
    )


@refused.register
def _(_refusal: swaps.CannotSwap, say: Speech) -> Mark:
    return say("These two sessions cannot be exchanged any more. Choose another one: {command}", command=_swap(say))


@refused.register
def _(refusal: aways.AwayPast, say: Speech) -> Mark:
    return say(
        "{typed} has passed. Choose {first} or later.", typed=say.day(refusal.chosen), first=say.day(refusal.today)
    )


@refused.register
def _(refusal: aways.AwayTooFar, say: Speech) -> Mark:
    return say("That is more than a year away. Choose a day until {last}.", last=refusal.last_possible.isoformat())


@refused.register
def _(refusal: aways.AwayReversed, say: Speech) -> Mark:
    return say(
        "{last} comes before {first}. Name the first day first; with its year if it is a next one.",
        last=refusal.last.isoformat(),
        first=refusal.first.isoformat(),
    )


@refused.register
def _(refusal: aways.AwayTooLong, say: Speech) -> Mark:
    return say(
        "That is {days} days, and {most} are the most. For longer, talk to an organiser.",
        days=refusal.days,
        most=aways.DAYS_AT_MOST,
    )


@refused.register
def _(_refusal: aways.AwayGone, say: Speech) -> Mark:
    return say("These days were taken back already. What stands: {command}", command=say.command("turn away"))


@refused.register
def _(refusal: wishes.NoSeatToWish, say: Speech) -> Mark:
    return say("You have no seat in “{name}”. Its card lets you join.", name=refusal.study.name)


@refused.register
def _(refusal: wishes.TooLateToWish, say: Speech) -> Mark:
    return say("“{name}” is finished. {command} shows what is open.", name=refusal.study.name, command=_list(say))


def _swap(say: Speech) -> Mark:
    return say.command("turn swap")


def _list(say: Speech) -> Mark:
    return say.command("study list")
