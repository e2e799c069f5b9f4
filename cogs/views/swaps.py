"""What people read of swaps: whose session instead, the question to its presenter, the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import ui

from bot.delivery.wording import Moot, Wording
from bot.domain.plans import Meeting
from bot.domain.swaps import Gone
from bot.services.swaps import SwapChoices, SwapShown
from bot.texts import Mark, Speech, bold, lines, person, when
from cogs.views import options, replies
from cogs.views.components import GREEN, button, buttons, custom_id
from cogs.views.reading import BLUE, reading
from db.records import Book, SwapState

CHOICES = 25
OFFERS_SHOWN, QUESTIONS_SHOWN = 3, 2
# The buttons of the list of my turns: it stays as it is when one is pressed.
LISTED = "list"


def choose(found: SwapChoices, say: Speech) -> Wording:
    """To one presenter: the sessions they could have for theirs."""
    listed = found.found[:CHOICES]
    select = ui.Select[ui.View](
        custom_id=custom_id("swap.with", found.turn_id),
        placeholder=say.label("Choose a session"),
        options=[_option(meeting, found, say) for meeting in listed],
    )
    more = len(found.found) - len(listed)
    return Wording(
        content=lines(
            say(
                "You present {reading}, {day}. Which session would you rather have?",
                reading=bold(reading(found.mine.session.reading, found.book, say)),
                day=when(found.mine.session.starts_at, "D"),
            ),
            say("I ask its presenter. Nothing changes until they agree."),
            say.many(
                "{n} more fits; name its presenter in the command: {command}",
                "{n} more fit; name their presenter in the command: {command}",
                more,
                command=say.command("turn swap"),
            )
            if more
            else None,
        ),
        view=buttons(select),
    )


def _option(meeting: Meeting, found: SwapChoices, say: Speech) -> discord.SelectOption:
    lead = meeting.presenter()
    avoided = meeting.session.number in found.avoided
    return discord.SelectOption(
        label=options.session(meeting, found.study, found.book, found.names, say),
        value=str(lead.id if lead else 0),
        description=say.label("Has a chapter you would rather not present") if avoided else None,
    )


def offered(shown: SwapShown, say: Speech) -> Wording:
    """To the one who asks, alone."""
    return Wording(
        content=lines(
            say(
                "I am asking {person}: your {mine} for their {other}.",
                person=person(shown.swap.to),
                mine=_session(shown.mine, shown.book, say),
                other=_session(shown.other, shown.book, say),
            ),
            say("It has a chapter you would rather not present; that is up to you.") if shown.own_avoided else None,
            say("You hear from me by {until}. Until then nothing changes.", until=_until(shown)),
        ),
        view=buttons(button("swap.withdraw", shown.swap.id, say.label("Withdraw"))),
    )


def question(shown: SwapShown, say: Speech, *, private: bool) -> Wording:
    """To the one who is asked; by DM, or in the channel with that one mention."""
    swap, seat = shown.swap, shown.seats.get(shown.swap.to)
    facts = {
        "by": person(swap.by),
        "mine": _session(shown.mine, shown.book, say),
        "other": _session(shown.other, shown.book, say),
    }
    asking = (
        say("{by} asks: would you present {mine}? They would present {other} in your place.", **facts)
        if private
        else say(
            "{person}, {by} asks: would you present {mine}? They would present {other} in your place.",
            person=person(swap.to),
            **facts,
        )
    )
    avoided = private and shown.their_avoided
    return Wording(
        content=lines(
            asking,
            say("It has a chapter you would rather not present; that is up to you.") if avoided else None,
            say("Until {until}. “Rather not” is fine, too.", until=_until(shown)),
            Mark(f"-# {say('{name}', name=shown.study.name)}") if private else None,
        ),
        view=buttons(
            button("swap.agree", swap.id, say.label("Agree"), style=GREEN),
            button("swap.decline", swap.id, say.label("Rather not")),
            *replies.quiet(seat, say, private=private),
        ),
        mentions=frozenset({swap.to}),
    )


def answered(shown: SwapShown, say: Speech) -> Wording:
    """In place of the question, for whoever reads it there: what came of it, and not who said no."""
    if shown.swap.state is not SwapState.AGREED:
        return Wording(content=_settled(shown, say))
    return Wording(
        content=say(
            "{by} and {to} exchange: {to} presents {mine}, {by} presents {other}.",
            by=person(shown.swap.by),
            to=person(shown.swap.to),
            mine=_session(shown.mine, shown.book, say),
            other=_session(shown.other, shown.book, say),
        )
    )


def _settled(shown: SwapShown, say: Speech) -> Mark:
    match shown.gone:
        case Gone.WITHDRAWN:
            return say("This question was taken back. Nothing changes.")
        case Gone.EXPIRED:
            return say("The time to answer is over. Nothing changes.")
        case Gone.CHANGED:
            return say("The plan has changed meanwhile, so there is nothing to answer any more.")
        case _:
            return say("This question is answered. Nothing changes.")


def agreed(shown: SwapShown, say: Speech) -> Wording:
    """To the one who agreed, alone."""
    return Wording(
        content=say(
            "Thank you! Yours now: {mine}. I tell {by}.",
            mine=_session(shown.mine, shown.book, say),
            by=person(shown.swap.by),
        )
    )


def declined(shown: SwapShown, say: Speech) -> Wording:
    """To the one who would rather not, alone."""
    return Wording(
        content=say(
            "That is fine. You keep {other}, and I tell {by} kindly.",
            other=_session(shown.other, shown.book, say),
            by=person(shown.swap.by),
        )
    )


def withdrawn(shown: SwapShown, say: Speech) -> Wording:
    return Wording(
        content=say("Taken back. You still present {mine}.", mine=_session(shown.mine, shown.book, say)),
    )


def news(shown: SwapShown, say: Speech, *, private: bool) -> Wording | Moot:
    """To the one who asked: agreed, declined, or no answer in time; the channel is not told who said no."""
    lead = shown.mine.presenter()
    mine, other = _session(shown.mine, shown.book, say), _session(shown.other, shown.book, say)
    if shown.swap.state is SwapState.AGREED:
        text = say("{to} agrees! You present {other} now.", to=person(shown.swap.to), other=other)
        return _to_who_asked(shown, text, None, say, private=private)
    if lead is None or lead.id != shown.swap.gives:
        return Moot("the turn is not theirs any more")
    if shown.swap.state is SwapState.DECLINED and private:
        text = say("{to} would rather keep their session, and that is fine.", to=person(shown.swap.to))
    elif shown.swap.state is SwapState.DECLINED:
        text = say("The swap does not work out this time.")
    elif shown.gone is Gone.CHANGED:
        text = say("The plan has changed since you asked for a swap, so it does not work out.")
    else:
        text = say("Nobody has answered your question about a swap in time.")
    text = lines(text, say("You still present {mine}.", mine=mine))
    return _to_who_asked(shown, text, lead.id, say, private=private)


def _to_who_asked(shown: SwapShown, text: Mark, again: int | None, say: Speech, *, private: bool) -> Wording:
    by, seat = shown.swap.by, shown.seats.get(shown.swap.by)
    items = [button("swap.offer", again, say.label("Ask somebody else"))] if again is not None else []
    items += replies.quiet(seat, say, private=private)
    return Wording(
        content=text if private else say("{person}: {news}", person=person(by), news=text),
        view=buttons(*items) if items else None,
        mentions=frozenset({by}),
    )


def with_questions(wording: Wording, asked: Sequence[SwapShown], say: Speech) -> Wording:
    """A card of my turns with what others ask of me below it, each with a yes and a no."""
    if not asked:
        return wording
    shown = asked[:QUESTIONS_SHOWN]
    rows = [
        say(
            "{person}: their {mine} for your {other} · until {until}",
            person=person(each.swap.by),
            mine=_session(each.mine, each.book, say),
            other=_session(each.other, each.book, say),
            until=_until(each),
        )
        for each in shown
    ]
    more = len(asked) - len(shown)
    rows += [say.many("… and {n} more", "… and {n} more", more)] if more else []
    card = discord.Embed(title=say("Swaps you are asked for"), description=lines(*rows), colour=BLUE)
    view = wording.view if isinstance(wording.view, ui.View) else buttons()
    for row, each in enumerate(shown, start=1):
        for item in _answers(each, say):
            # A question's yes and no stand beside each other.
            item.row = row
            view.add_item(item)
    return replace(wording, embeds=(*wording.embeds, card), view=view)


def _answers(shown: SwapShown, say: Speech) -> list[ui.Button[ui.View]]:
    theirs, yours = shown.mine.session.number, shown.other.session.number
    yes = say.label("Agree: {theirs} for {yours}", theirs=theirs, yours=yours)
    return [
        button("swap.agree", shown.swap.id, yes, extra=LISTED, style=GREEN),
        button("swap.decline", shown.swap.id, say.label("Rather not"), extra=LISTED),
    ]


def with_offers(wording: Wording, offers: Sequence[SwapShown], say: Speech) -> Wording:
    """A card of my turns with what I have asked for below it, each with a button that takes it back."""
    if not offers:
        return wording
    shown = offers[:OFFERS_SHOWN]
    rows = [
        say(
            "{person}: your {mine} for their {other} · until {until}",
            person=person(each.swap.to),
            mine=_session(each.mine, each.book, say),
            other=_session(each.other, each.book, say),
            until=_until(each),
        )
        for each in shown
    ]
    card = discord.Embed(title=say("Swaps you asked for"), description=lines(*rows), colour=BLUE)
    view = wording.view if isinstance(wording.view, ui.View) else buttons()
    for each in shown:
        label = say.label(
            "Withdraw: {mine} for {other}", mine=each.mine.session.number, other=each.other.session.number
        )
        item = button("swap.withdraw", each.swap.id, label, extra=LISTED)
        item.row = QUESTIONS_SHOWN + 1
        view.add_item(item)
    return replace(wording, embeds=(*wording.embeds, card), view=view)


def _session(meeting: Meeting, book: Book, say: Speech) -> Mark:
    """What and when, as one phrase."""
    return say(
        "{reading} ({day})",
        reading=bold(reading(meeting.session.reading, book, say)),
        day=when(meeting.session.starts_at, "D"),
    )


def _until(shown: SwapShown) -> Mark:
    return when(shown.swap.expires_at, "f")
