"""Every no around passing and taking a session, in one sentence."""

from __future__ import annotations

from bot.domain import calls, giving, turns
from bot.texts import Mark, Speech, person
from cogs.views.refusals import refused


@refused.register
def _(refusal: giving.Taken, say: Speech) -> Mark:
    if refusal.own:
        return say("It is yours already. Thank you!")
    return say("{person} has it already. Thank you!", person=person(refusal.by))


@refused.register
def _(refusal: giving.HasItAlready, say: Speech) -> Mark:
    return say("{person} has this turn already; nothing was changed.", person=person(refusal.user_id))


@refused.register
def _(refusal: giving.MembersOnly, say: Speech) -> Mark:
    return say("Only members of “{name}” present in it, and you have no seat there yet.", name=refusal.study.name)


@refused.register
def _(refusal: giving.AwayThatDay, say: Speech) -> Mark:
    days, who = refusal.days, person(refusal.days.user_id)
    if days.first == days.last:
        return say("{person} is away on {day}. Choose somebody else.", person=who, day=say.day(days.first))
    first, last = say.day(days.first), say.day(days.last)
    return say("{person} is away from {first} to {last}. Choose somebody else.", person=who, first=first, last=last)


@refused.register
def _(refusal: giving.AwayYourself, say: Speech) -> Mark:
    days = refusal.days
    first, last = say.day(days.first), say.day(days.last)
    if first == last:
        return say("You said that you are away on {day}. Take that back first, and it is yours.", day=first)
    return say(
        "You said that you are away from {first} to {last}. Take that back first, and it is yours.",
        first=first,
        last=last,
    )


@refused.register
def _(refusal: giving.BothRoles, say: Speech) -> Mark:
    return say(
        "{person} presents this session and cannot be its backup, too. Give the session to somebody else first.",
        person=person(refusal.user_id),
    )


@refused.register
def _(refusal: calls.NobodySought, say: Speech) -> Mark:
    return say(
        "Every session of “{name}” has its presenter. Your own turns: {command}",
        name=refusal.study.name,
        command=say.command("turn mine"),
    )


@refused.register
def _(refusal: calls.NotAsked, say: Speech) -> Mark:
    if refusal.backup is None:
        return say("This session has no backup any more; everybody is asked.")
    return say("{person} was asked here; only they can answer.", person=person(refusal.backup))


@refused.register
def _(refusal: turns.CalledOff, say: Speech) -> Mark:
    return say("Session {number} is cancelled, so nobody need present it.", number=refusal.number)


@refused.register
def _(_refusal: turns.NoTurnAhead, say: Speech) -> Mark:
    return say("You have no such turn ahead. Yours: {command}", command=say.command("turn mine"))
