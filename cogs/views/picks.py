"""What people read of the exercises of a session: the preview, the list in the channel, a word to who shows one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.delivery.wording import Wording
from bot.domain.picks import new_on
from bot.services.picks import PickShown
from bot.texts import Mark, Speech, bold, channel, lines, person, when
from cogs.views import replies
from cogs.views.components import GREEN, RED, button, buttons, custom_id
from db.records import Book, Reach, Showing, TargetKind, UserId


def preview(shown: PickShown, say: Speech) -> Wording:
    """To the organiser or presenter alone, before anybody hears of it."""
    why = say("Who has shown the fewest comes first, then who has solved it and lets others know. Only you see this.")
    before = Mark(", ".join(showing.exercise for showing in shown.standing))
    return Wording(
        content=lines(
            _head(shown, say),
            *_rows(shown, say),
            say("In place of the list that stands: {exercises}", exercises=before) if before else None,
            Mark(f"-# {why}"),
        ),
        view=buttons(
            button("pick.publish", shown.pick.id, say.label("Publish"), style=GREEN),
            button("pick.discard", shown.pick.id, say.label("Discard")),
            *([button("pick.clear", shown.pick.id, say.label("No exercises after all"), style=RED)] if before else []),
        ),
    )


def listed(shown: PickShown, say: Speech) -> Wording:
    """In the channel; who is new on it is mentioned, unless a DM tells them."""
    if not shown.showings:
        return Wording(content=cleared(shown, say))
    by_dm = {seat.user_id for seat in shown.seats if seat.reach is Reach.DM}
    row = shown.pick.id
    return Wording(
        content=lines(
            _head(shown, say),
            *_rows(shown, say),
            Mark(f"-# {say('Half a solution is fine: showing where it stops helps, too.')}"),
        ),
        view=buttons(
            button("pick.take", row, say.label("I'll show one"), style=GREEN, disabled=not shown.free),
            button("pick.back", row, say.label("Not me this time")),
        ),
        mentions=new_on(shown.pick) - by_dm,
    )


def to_one(shown: PickShown, user_id: UserId, where: TargetKind, say: Speech) -> Wording:
    """To somebody who is to show something, by DM, or in the channel where that is closed."""
    session, private = shown.meeting.session, where is TargetKind.USER
    mine = [_exercise(each.exercise, shown.book) for each in shown.showings if each.user_id == user_id]
    facts: dict[str, Any] = {
        "exercises": Mark(", ".join(mine)),
        "study": shown.study.name,
        "number": session.number,
        "day": when(session.starts_at, "F"),
        "ago": when(session.starts_at, "R"),
    }
    asked = (
        say("You are asked to show {exercises} in session {number} of “{study}”, {day} ({ago}).", **facts)
        if private
        else say("{person}, you are asked to show {exercises}, {day} ({ago}).", person=person(user_id), **facts)
    )
    seat = next((seat for seat in shown.seats if seat.user_id == user_id), None)
    return Wording(
        content=lines(asked, say("Half a solution is fine: showing where it stops helps, too.")),
        view=buttons(
            button("pick.back", shown.pick.id, say.label("Not me this time")),
            *replies.quiet(seat, say, private=private),
        ),
        mentions=frozenset({user_id}),
    )


def which(shown: PickShown, say: Speech) -> Wording:
    """To who wants to show one of several that look for somebody."""
    options = [discord.SelectOption(label=number, value=number) for number in shown.free]
    select = ui.Select[Any](
        custom_id=custom_id("pick.which", shown.pick.id), placeholder=say.label("Which exercise"), options=options
    )
    return Wording(content=say("Which of them would you like to show?"), view=buttons(select))


def taken(shown: PickShown, exercise: str, say: Speech) -> Wording:
    what, day = _exercise(exercise, shown.book), when(shown.meeting.session.starts_at, "F")
    return Wording(content=say("Thank you! {exercise} is yours, {day}.", exercise=what, day=day))


def given_back(say: Speech) -> Wording:
    return Wording(content=say("That's fine. The list looks for somebody else, and nobody is told why."))


def published(shown: PickShown, say: Speech) -> Wording:
    return Wording(
        content=say(
            "It goes to {channel} and into the session's card. Those who are new on it hear of it.",
            channel=channel(shown.study.channel_id),
        )
    )


def cleared(shown: PickShown, say: Speech) -> Mark:
    day = when(shown.meeting.session.starts_at, "D")
    return say("{day}: no exercises after all.", day=day)


def discarded(say: Speech) -> Wording:
    return Wording(content=say("Discarded; nothing changed."))


def in_short(showings: Iterable[Showing], say: Speech) -> Mark | None:
    """In one line of a session's card."""
    nobody = say("(nobody yet)")
    rows = [f"{each.exercise} {nobody if each.user_id is None else person(each.user_id)}" for each in showings]
    return say("Exercises: {list}", list=Mark(" · ".join(rows))) if rows else None


def _head(shown: PickShown, say: Speech) -> Mark:
    session = shown.meeting.session
    return bold(
        say(
            "Exercises of session {number}, {day} ({ago})",
            number=session.number,
            day=when(session.starts_at, "D"),
            ago=when(session.starts_at, "R"),
        )
    )


def _rows(shown: PickShown, say: Speech) -> list[Mark]:
    nobody = say("who would like to?")
    return [
        Mark(f"- {_exercise(each.exercise, shown.book)} · {nobody if each.user_id is None else person(each.user_id)}")
        for each in shown.showings
    ]


def _exercise(number: str, book: Book) -> Mark:
    """'**2.20** ★★★'."""
    found = (each for chapter in book.chapters for each in chapter.exercises or () if each.number == number)
    stars = next((each.stars or 0 for each in found), 0)
    return Mark(f"{bold(number)} {'★' * stars}".strip())
