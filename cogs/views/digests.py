"""The week of a study in ten lines at most: what was read, what was solved, who is thanked, what comes next."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.delivery.wording import Wording
from bot.domain import digests as rules
from bot.domain.plans import Meeting
from bot.domain.week import First, Met, Solved, Week
from bot.services.digests import Settings, StaffWeek, WeekShown
from bot.texts import Mark, Speech, bold, channel, lines, people, person, when
from cogs.views.components import GREEN, button, buttons
from cogs.views.reading import BLUE, reading
from db.records import Book, Study, WhenQuiet

# A digest that covers months has no room for all of them.
SESSIONS_SHOWN, FIRSTS_SHOWN, NAMES_SHOWN = 3, 3, 10


def weekly(shown: WeekShown, say: Speech) -> Wording:
    """What the channel reads; nobody is pinged by it."""
    week, book = shown.week, shown.book
    title = say("🧭 {study}, week {number}", study=shown.study.name, number=week.number)
    text = lines(
        _late(week, say),
        say("A quiet week. That happens, and the book waits patiently.") if week.is_quiet else None,
        *[_met(met, book, say) for met in week.met[-SESSIONS_SHOWN:]],
        _more(len(week.met) - SESSIONS_SHOWN, say),
        *[_cancelled(meeting, say) for meeting in week.cancelled[:1]],
        _solved(week.solved, say),
        *[_first(first, say) for first in week.firsts[:FIRSTS_SHOWN]],
        say("Thank you for helping out: {people}", people=people(list(week.helped))) if week.helped else None,
        _calls(week.open_calls, say),
        _next(week, book, say),
    )
    return Wording(embeds=(discord.Embed(title=title, description=text, colour=BLUE),))


def _late(week: Week, say: Speech) -> Mark | None:
    if not rules.is_late(week.covered):
        return None
    weeks = rules.weeks(week.covered)
    if weeks < 2:
        return Mark(f"-# {say('This one comes late, for I was away. Nothing is missing in it.')}")
    away = say.many("I was away; this covers {n} week.", "I was away; this covers {n} weeks.", weeks)
    return Mark(f"-# {away}")


def _met(met: Met, book: Book, say: Speech) -> Mark:
    session, lead = met.meeting.session, met.meeting.presenter()
    pages = bold(reading(session.reading, book, say))
    read = (
        say("{person} presented {pages}.", person=person(lead.user_id), pages=pages)
        if lead
        else say("We read {pages} together.", pages=pages)
    )
    if met.turnout is None:
        return read
    came = say.many("{n} of {of} came.", "{n} of {of} came.", met.turnout.came, of=met.turnout.of)
    return Mark(f"{read} {came}")


def _more(count: int, say: Speech) -> Mark | None:
    return say.many("and {n} session before", "and {n} sessions before", count) if count > 0 else None


def _cancelled(meeting: Meeting, say: Speech) -> Mark:
    return say("The session of {day} did not take place.", day=when(meeting.session.starts_at, "D"))


def _solved(solved: Solved, say: Speech) -> Mark | None:
    if not solved.now:
        return None
    week = say.many("{n} exercise solved this week", "{n} exercises solved this week", solved.now)
    if solved.of is None:
        return say("{week} ({ever} in all)", week=bold(week), ever=solved.ever)
    return say("{week} ({ever} of {of} in all)", week=bold(week), ever=solved.ever, of=solved.of)


def _first(first: First, say: Speech) -> Mark:
    stars = "★" * first.stars
    if first.by is None:
        return say("{exercise} has its first solver {stars}", exercise=bold(first.exercise), stars=stars)
    return say(
        "{exercise} has its first solver {stars}: {person}",
        exercise=bold(first.exercise),
        stars=stars,
        person=person(first.by),
    )


def _calls(calls: Sequence[Meeting], say: Speech) -> Mark | None:
    if not calls:
        return None
    return say.many(
        "One session looks for a presenter, {day}: {command}",
        "{n} sessions look for a presenter, the first one {day}: {command}",
        len(calls),
        day=when(calls[0].session.starts_at, "D"),
        command=say.command("turn volunteer"),
    )


def _next(week: Week, book: Book, say: Speech) -> Mark | None:
    if week.next is None:
        return None
    session, lead = week.next.session, week.next.presenter()
    facts = [when(session.starts_at, "F"), reading(session.reading, book, say)]
    if lead is not None:
        facts.append(person(lead.user_id))
    return say("Next: {facts}", facts=Mark(" · ".join(facts)))


# --- for organisers


def staff(shown: StaffWeek, say: Speech) -> Wording:
    """What organisers may want to look after, in private: no reproach, nobody pinged."""
    text = lines(
        _quiet(shown, say),
        *[_unconfirmed(meeting, say) for meeting in shown.unconfirmed],
        *[_without(meeting, shown.book, say) for meeting in shown.without_materials[:SESSIONS_SHOWN]],
        say.many(
            "{n} message did not arrive: {command}",
            "{n} messages did not arrive: {command}",
            shown.failed,
            command=say.command("why"),
        )
        if shown.failed
        else None,
        say("Nothing needs you this week.") if shown.is_calm else None,
    )
    title = say("{study}: for organisers", study=shown.study.name)
    return Wording(embeds=(discord.Embed(title=title, description=text, colour=BLUE),))


def _quiet(shown: StaffWeek, say: Speech) -> Mark | None:
    if not shown.quiet:
        return None
    return say.many(
        "Nothing heard for two weeks of {n} member: {people}. A kind word may help.",
        "Nothing heard for two weeks of {n} members: {people}. A kind word may help.",
        len(shown.quiet),
        people=people(list(shown.quiet[:NAMES_SHOWN])),
    )


def _unconfirmed(meeting: Meeting, say: Speech) -> Mark:
    lead = meeting.presenter()
    assert lead is not None  # noqa: S101  a turn nobody has cannot wait for a word
    return say(
        "Not confirmed yet: {person}, {day}", person=person(lead.user_id), day=when(meeting.session.starts_at, "F")
    )


def _without(meeting: Meeting, book: Book, say: Speech) -> Mark:
    return say(
        "No slides or notes yet: session {number}, {pages}",
        number=meeting.session.number,
        pages=reading(meeting.session.reading, book, say),
    )


# --- the command


def preview(wording: Wording, study: Study, say: Speech, *, organiser: bool) -> Wording:
    """The digest as it would be now, to one reader alone; organisers can post it."""
    note = say("Only you see this. It comes by itself every week.")
    controls = (
        buttons(
            button("digest.post", study.id, say.label("Post it now"), style=GREEN),
            button("digest.staff", study.id, say.label("For organisers")),
        )
        if organiser
        else None
    )
    return Wording(content=Mark(f"-# {note}"), embeds=wording.embeds, view=controls, files=wording.files)


def posted(study: Study, say: Speech) -> Wording:
    return Wording(
        content=say(
            "This week's digest goes to {channel} now. The next one comes next week.", channel=channel(study.channel_id)
        )
    )


def settings(chosen: Settings, say: Speech) -> Wording:
    """What holds now, after a change or without one."""
    digest, slot = chosen.digest, chosen.slot
    comes = say("{weekday} {time} ({zone})", weekday=say.weekday(slot.weekday), time=say.clock(slot.at), zone=slot.zone)
    text = lines(
        say("Comes: {when}", when=bold(comes)),
        say("In the channel: {state}", state=bold(_state(say, on=digest.on))),
        say("For organisers, in private: {state}", state=bold(_state(say, on=digest.staff))),
        say("After a week in which nothing happened: {what}", what=bold(_quiet_week(digest.when_quiet, say))),
    )
    title = say("{study}: weekly digest", study=chosen.study.name)
    return Wording(embeds=(discord.Embed(title=title, description=text, colour=BLUE),))


def _state(say: Speech, *, on: bool) -> str:
    return say.label("yes") if on else say.label("no")


def _quiet_week(kind: WhenQuiet, say: Speech) -> str:
    return say.label("one friendly line") if kind is WhenQuiet.LINE else say.label("nothing")
