"""/help: the next steps of one person, each with the command or the button that takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import discord
from discord import ui

from bot.delivery.wording import Wording
from bot.domain.compass import Hint, Step
from bot.domain.plans import Meeting
from bot.services.compass import Help
from bot.texts import Mark, Speech, bold, channel, lines, person, when
from cogs.views.components import GREEN, button, buttons
from cogs.views.reading import BLUE, reading
from db.records import Book, BookId, Study

Command: TypeAlias = Callable[[str], Mark]
"""A command by its English name, as a reader can press or type it."""
BookOf: TypeAlias = Callable[[BookId], Book]


def steps(found: Help, book_of: BookOf, command: Command, say: Speech) -> Wording:
    """To one person alone, the most pressing step first."""
    about = [
        say(
            "Naru helps a group read a hard book together: "
            "it shares out who presents what and when, reminds you, and finds help."
        ),
        "",
    ]
    rows = [Mark(f"- {_step(hint, book_of, command, say)}") for hint in found.hints]
    text = lines(*(about if found.newcomer else []), *rows)
    embed = discord.Embed(title=say("🧭 What to do next"), description=text, colour=BLUE)
    return Wording(embeds=(embed,), view=_presses(found.hints, say))


def _step(hint: Hint, book_of: BookOf, command: Command, say: Speech) -> Mark:
    if hint.study is None:
        return _anywhere(hint.step, command, say)
    if hint.meeting is None:
        return _of_study(hint, hint.study, command, say)
    return _of_meeting(hint, hint.study, hint.meeting, _what(hint.study, hint.meeting, book_of, say), command, say)


def _anywhere(step: Step, command: Command, say: Speech) -> Mark:
    if step is Step.SET_UP:
        return say("Set Naru up for this server; it takes a minute: {command}", command=command("setup"))
    if step is Step.FOUND:
        return say("Open a study: choose a book, a day and a channel: {command}", command=command("study create"))
    return say(
        "Look around: the studies here {studies}, the books to read {books}",
        studies=command("study list"),
        books=command("book list"),
    )


def _of_study(hint: Hint, study: Study, command: Command, say: Speech) -> Mark:
    name, place = bold(study.name), channel(study.channel_id)
    if hint.step in (Step.START, Step.NEWCOMERS, Step.GO_ON):
        return _to_change(hint, name, command, say)
    if hint.step is Step.GATHER:
        return say("Nobody has joined {name} yet. Tell people of its card in {channel}.", name=name, channel=place)
    if hint.step is Step.WAIT_FOR_START:
        return say("You have a seat in {name}. I will tell you your turns when it starts.", name=name)
    if hint.step is Step.WAIT_FOR_SEAT:
        return say(
            "You are number {place} in the waiting list of {name}. I will tell you when a seat is free.",
            place=hint.count,
            name=name,
        )
    if not hint.count:
        return say("All seats of {name} are taken, but you can wait for one: {channel}", name=name, channel=place)
    return say.many(
        "{name} has {n} seat left. What it is: {channel}",
        "{name} has {n} seats left. What it is: {channel}",
        hint.count,
        name=name,
        channel=place,
    )


def _to_change(hint: Hint, name: Mark, command: Command, say: Speech) -> Mark:
    """What an organiser does about a study's plan as a whole."""
    if hint.step is Step.START:
        return say.many(
            "{name} has {n} member. When all are there, make the plan: {command}",
            "{name} has {n} members. When all are there, make the plan: {command}",
            hint.count,
            name=name,
            command=command("study start"),
        )
    if hint.step is Step.NEWCOMERS:
        return say.many(
            "{n} member of {name} has no turn yet. Share the turns out anew: {command}",
            "{n} members of {name} have no turn yet. Share the turns out anew: {command}",
            hint.count,
            name=name,
            command=command("plan change"),
        )
    return say(
        "{name} rests. To go on, looking at the dates first: {command}", name=name, command=command("plan resume")
    )


def _of_meeting(hint: Hint, study: Study, meeting: Meeting, what: Mark, command: Command, say: Speech) -> Mark:
    day, place = when(meeting.session.starts_at, "f"), channel(study.channel_id)
    if hint.step is Step.UNHEARD:
        return _unheard(hint, meeting, what, day, say)
    if hint.step in (Step.UNCONFIRMED, Step.OPEN_SESSIONS, Step.SAY_HELD):
        return _to_organise(hint, study, meeting, what, command, say)
    mine = command("turn mine")
    return {
        Step.UNDER_WAY: say("Now in {channel}: {what}", channel=place, what=what),
        Step.CONFIRM: say(
            "You present {what}, {day}. Are you on it, or stuck? {command}", what=what, day=day, command=mine
        ),
        Step.PREPARE: say(
            "You present {what}, {day}. If you get stuck, say so: {command}", what=what, day=day, command=mine
        ),
        Step.STAND_BY: say(
            "You are the backup for {what}, {day}: read it so that you could step in.", what=what, day=day
        ),
        Step.COME: say("Next session: {what}, {day} in {channel}", what=what, day=day, channel=place),
        Step.TAKE: say("Somebody is looked for to present {what}, {day}. Would you like to?", what=what, day=day),
        Step.TURN_AHEAD: say("Your next turn is a while off: {what}, {day}", what=what, day=day),
    }[hint.step]


def _unheard(hint: Hint, meeting: Meeting, what: Mark, day: Mark, say: Speech) -> Mark:
    """To organisers alone, as the call for help itself would have been."""
    lead, plea = meeting.presenter(), hint.plea
    asked = say(
        "{person} asked for help with {what}, {day}; I could tell nobody. A word in private helps.",
        person=person(plea.user_id if plea else lead.user_id if lead else 0),
        what=what,
        day=day,
    )
    return lines(asked, say("In their words: {words}", words=plea.words)) if plea and plea.words else asked


def _to_organise(hint: Hint, study: Study, meeting: Meeting, what: Mark, command: Command, say: Speech) -> Mark:
    day, lead = when(meeting.session.starts_at, "f"), meeting.presenter()
    if hint.step is Step.UNCONFIRMED and lead is not None:
        return say(
            "{person} has not answered yet for {what}, {day}. A kind word in private may help.",
            person=person(lead.user_id),
            what=what,
            day=day,
        )
    if hint.step is Step.SAY_HELD:
        place = channel(study.channel_id)
        return say("Did you meet for {what}, {day}? Its card in {channel} asks.", what=what, day=day, channel=place)
    nobody = say.many(
        "{n} session of {name} has no presenter, on {day}: {command}",
        "{n} sessions of {name} have no presenter, the first on {day}: {command}",
        hint.count,
        name=bold(study.name),
        day=day,
        command=command("plan change"),
    )
    until = meeting.call.volunteers_until if meeting.call else None
    asked = say("Members are asked until {until}, then you choose.", until=when(until)) if until else None
    return Mark(" ".join(part for part in (nobody, asked) if part))


def _presses(hints: Sequence[Hint], say: Speech) -> ui.View | None:
    """What can be done on the spot; of several turns only the first, whose button could be mistaken otherwise."""
    turns = [found for hint in hints if (found := _turn_button(hint, say)) is not None]
    joins = [
        button("seat.join", hint.study.id, say.label("Join {name}", name=hint.study.name)[:80], style=GREEN)
        for hint in hints
        if hint.step is Step.JOIN and hint.study is not None
    ]
    takes = [
        button("call.take", hint.meeting.call.id, say.label("I'll take it"), style=GREEN)
        for hint in hints
        if hint.step is Step.TAKE and hint.meeting is not None and hint.meeting.call is not None
    ]
    items = turns[:1] + takes[:1] + joins
    return buttons(*items) if items else None


def _turn_button(hint: Hint, say: Speech) -> ui.Button[Any] | None:
    lead = hint.meeting.presenter() if hint.meeting else None
    if lead is None or hint.step not in (Step.CONFIRM, Step.PREPARE):
        return None
    if hint.step is Step.CONFIRM:
        return button("turn.confirm", lead.id, say.label("I'm on it"), style=GREEN)
    return button("turn.help", lead.id, say.label("I'm stuck"))


def _what(study: Study, meeting: Meeting, book_of: BookOf, say: Speech) -> Mark:
    """Which pages of which study: who reads two books has two of everything."""
    pages = reading(meeting.session.reading, book_of(study.book_id), say)
    return Mark(f"{bold(study.name)} {pages}")
