"""A member's own week, in private: what is behind, their next turn, and the exercises that lie next."""

from __future__ import annotations

import discord

from bot.delivery.wording import Wording
from bot.domain import digests as rules
from bot.domain.own_week import OwnWeek, Worked
from bot.services.books import Books
from bot.services.own_digests import OwnShown
from bot.texts import Mark, Speech, bold, lines, when
from cogs.views.components import GREEN, button, buttons
from cogs.views.marks import exercises, named
from cogs.views.reading import BLUE, reading
from db.records import Book

BOOKS_SHOWN = 3


def mine(shown: OwnShown, books: Books, say: Speech) -> Wording:
    """As it is now, to one who asked to see it, with the way to have it every week."""
    slot, on = shown.slot, shown.digest is not None and shown.digest.on
    at = say("{weekday} {time} ({zone})", weekday=say.weekday(slot.weekday), time=say.clock(slot.at), zone=slot.zone)
    state = (
        say("It comes by DM every week: {when}", when=bold(at))
        if on
        else say("It does not come by itself. If you want it by DM every week: {when}", when=bold(at))
    )
    control = (
        button("own.stop", shown.row, say.label("No more of these"))
        if on
        else button("own.start", 0, say.label("Send it to me"), style=GREEN)
    )
    return Wording(embeds=(_card(shown.week, books, say),), content=Mark(f"-# {state}"), view=buttons(control))


def weekly(shown: OwnShown, books: Books, say: Speech) -> Wording:
    """The DM."""
    stop = button("own.stop", shown.row, say.label("No more of these"))
    return Wording(embeds=(_card(shown.week, books, say),), view=buttons(stop))


def stopped(say: Speech) -> Wording:
    return Wording(
        content=say("It does not come any more. If you miss it: {command}", command=say.command("digest personal"))
    )


def _card(week: OwnWeek, books: Books, say: Speech) -> discord.Embed:
    worked = [each for each in week.worked if each.now or each.next]
    text = lines(
        say("This one comes late, for I was away. Nothing is missing in it.") if rules.is_late(week.covered) else None,
        say("You came to {came} of {met}.", came=week.came, met=_sessions(week.met, say)) if week.came else None,
        say.many("You presented. Thank you!", "You presented {n} times. Thank you!", len(week.led))
        if week.led
        else None,
        *[_solved(each, say) for each in worked[:BOOKS_SHOWN] if each.now],
        _turn(week, books, say),
        _session(week, say),
        *[_next(each.next, each.book, say) for each in worked[:BOOKS_SHOWN] if each.next],
        say("A quiet week. That happens, and the book waits patiently.") if week.is_quiet else None,
    )
    return discord.Embed(title=say("🧭 Your week"), description=text, colour=BLUE)


def _sessions(met: int, say: Speech) -> Mark:
    return say.many("{n} session", "{n} sessions", met)


def _solved(worked: Worked, say: Speech) -> Mark:
    week = say.many("{n} exercise solved this week", "{n} exercises solved this week", worked.now)
    return say("{book}: {week} ({ever} in all)", book=named(worked.book, say), week=bold(week), ever=worked.ever)


def _turn(week: OwnWeek, books: Books, say: Speech) -> Mark | None:
    if week.next_turn is None:
        return None
    study, session = week.next_turn.plan.study, week.next_turn.meeting.session
    what = reading(session.reading, books.of(study.book_id), say)
    day = when(session.starts_at, "F")
    return say("Your next turn: {day} · {reading} · {study}", day=day, reading=what, study=study.name)


def _session(week: OwnWeek, say: Speech) -> Mark | None:
    """The next session, where it is not the one of one's turn."""
    if week.next_session is None or (
        week.next_turn is not None and week.next_turn.meeting.session.id == week.next_session.session.id
    ):
        return None
    return say("Next session: {day}", day=when(week.next_session.session.starts_at, "F"))


def _next(numbers: tuple[str, ...], book: Book, say: Speech) -> Mark:
    return say("Next exercises: {exercises} · {book}", exercises=exercises(numbers, book), book=named(book, say))
