"""What people read around a study: the preview, the card, the form, who waits."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import discord

from bot.delivery.wording import Wording
from bot.domain.plans import Outline
from bot.services.studies import Card, Posted, Preview
from bot.texts import Mark, Speech, bold, channel, lines, when
from cogs.views.components import GREEN, RED, button, buttons
from cogs.views.reading import BLUE, book_line, how_much, slot
from cogs.views.why_reasons import closed
from db.records import Notice, SkippedDate, Study, StudyState, TargetKind

HOLIDAYS_SHOWN, STUDIES_SHOWN = 4, 8


def preview(shown: Preview, say: Speech) -> Wording:
    """To the organiser alone, before anybody else sees anything."""
    study, outline = shown.study, shown.outline
    text = lines(
        book_line(study, shown.book, say),
        say(
            "{slot} ({zone}), on your clock {time}",
            slot=slot(study, say),
            zone=study.slot.zone,
            time=when(outline.sessions[0].starts_at, "t"),
        ),
        how_much(study, shown.book, outline.pages, len(outline.sessions), say),
        say("First: {first} · last: {last}", first=_day(outline, 0), last=_day(outline, -1)),
        skipped(outline.skipped, say),
        say.many("{n} seat, in {channel}", "{n} seats, in {channel}", study.seats, channel=channel(study.channel_id)),
        "",
        say("Nobody has seen this yet. Opening it posts a card that people can join from."),
    )
    embed = discord.Embed(title=say("📘 {name}", name=study.name), description=text, colour=BLUE)
    short = button(
        "study.chapters",
        study.id,
        say.label("Keep chapters apart") if study.join_short_chapters else say.label("Join short chapters"),
        extra=0 if study.join_short_chapters else 1,
    )
    return Wording(
        embeds=(embed,),
        view=buttons(
            button("study.open", study.id, say.label("Open recruiting"), style=GREEN),
            button("study.change", study.id, say.label("Change")),
            *([short] if outline.pages else []),
            button("study.discard", study.id, say.label("Discard"), style=RED),
        ),
    )


def skipped(dates: Sequence[SkippedDate], say: Speech) -> Mark | None:
    """The dates that fall out, with the holiday's name; None where none does."""
    if not dates:
        return None
    shown = [
        say("{day} ({holiday})", day=say.day(date.on), holiday=date.name) if date.name else Mark(say.day(date.on))
        for date in dates[:HOLIDAYS_SHOWN]
    ]
    more = len(dates) - len(shown)
    listed = Mark(", ".join(shown))
    if more:
        return say.many(
            "No session: {days} and {n} more day", "No session: {days} and {n} more days", more, days=listed
        )
    return say("No session: {days}", days=listed)


def card(shown: Card, say: Speech) -> Wording:
    """The study as its channel sees it; it follows the study's life."""
    words = {StudyState.RECRUITING: _recruiting, StudyState.FINISHED: _finished}.get(shown.study.state, _running)
    text, view = words(shown, say)
    title = say("📘 {name}", name=shown.study.name)
    return Wording(embeds=(discord.Embed(title=title, description=text, colour=BLUE),), view=view)


def shown(card_of: Card, posted: Posted | None, say: Speech, *, organiser: bool) -> Wording:
    """The card to one reader; an organiser may post it where the channel has none."""
    wording, study = card(card_of, say), card_of.study
    missing = posted is None or posted.channel_id != study.channel_id
    if organiser and missing and study.state is not StudyState.FINISHED and wording.view is not None:
        wording.view.add_item(button("study.post", study.id, say.label("Post it in the channel")))
    return wording


def card_on_its_way(study: Study, say: Speech) -> Wording:
    return Wording(content=say("The card is on its way to {channel}.", channel=channel(study.channel_id)))


def _recruiting(shown: Card, say: Speech) -> tuple[Mark, discord.ui.View]:
    study, outline = shown.study, shown.outline
    first = outline.sessions[0].starts_at
    text = lines(
        book_line(study, shown.book, say),
        say(
            "{slot} (on your clock {time}), from {first}",
            slot=slot(study, say),
            time=when(first, "t"),
            first=when(first, "D"),
        ),
        how_much(study, shown.book, outline.pages, len(outline.sessions), say),
        say("We take turns presenting. New to it? People who have presented before go first."),
        say("We try each exercise ourselves first, and say so when we looked it up."),
        _seats(shown, say),
    )
    return text, buttons(
        button("seat.join", study.id, say.label("Join"), style=GREEN),
        button("seat.leave", study.id, say.label("Leave")),
        button("study.what", study.id, say.label("What is this?")),
    )


def _running(shown: Card, say: Speech) -> tuple[Mark, discord.ui.View]:
    study = shown.study
    text = lines(
        book_line(study, shown.book, say),
        say(
            "{slot} (on your clock {time})", slot=slot(study, say), time=when(shown.outline.sessions[0].starts_at, "t")
        ),
        say.many("Under way with {n} member.", "Under way with {n} members.", shown.seated),
        _seats(shown, say),
        _resting(study, say),
    )
    return text, buttons(
        button("seat.join", study.id, say.label("Join")),
        button("seat.leave", study.id, say.label("Leave")),
        button("plan.show", study.id, say.label("Plan"), extra=0),
        button("study.what", study.id, say.label("What is this?")),
    )


def _resting(study: Study, say: Speech) -> Mark:
    if study.state is StudyState.PAUSED:
        return say("It rests for now; the dates come back when it goes on.")
    return say("You can join on the way: you present from then on, and catch up on nothing.")


def _finished(shown: Card, say: Speech) -> tuple[Mark, discord.ui.View]:
    text = lines(
        book_line(shown.study, shown.book, say),
        say(
            "Finished on {day}. Thank you, all of you.",
            day=when(shown.study.finished_at or shown.study.created_at, "D"),
        ),
    )
    return text, buttons(button("plan.show", shown.study.id, say.label("Plan"), extra=0))


def _seats(shown: Card, say: Speech) -> Mark:
    taken = bold(say("Seats {taken} / {seats}", taken=shown.seated, seats=shown.study.seats))
    if not shown.waiting:
        return taken
    return say.many("{seats} · {n} person waiting", "{seats} · {n} people waiting", shown.waiting, seats=taken)


def what_is_this(shown: Card, say: Speech) -> Wording:
    """For someone who has never been in a reading group."""
    return Wording(
        content=lines(
            say("We read one book together, a few pages a week, and meet once a week to talk about them."),
            say(
                "Each week one member presents the pages, and a second one stands by as backup. "
                "You say which chapters you would like, and Naru shares them out evenly."
            ),
            say("You hear of your turn a week and three days before. If you are stuck, one press asks for help."),
            say("Not knowing is the reason to come. Nobody here is shown as behind."),
        )
    )


def opened(study: Study, say: Speech) -> Wording:
    return Wording(
        content=lines(
            say("Recruiting is open: the card is on its way to {channel}.", channel=channel(study.channel_id)),
            say("When enough people have joined, use {command}.", command=say.command("study start")),
            say("If something cannot be posted, or a presenter asks for help, I will tell you."),
        )
    )


def could_not_post(wording: Wording, study: Study, failed: Notice, say: Speech) -> Wording:
    """To the organiser: what the channel should have read. Its buttons stay away, for they are not the organiser's."""
    place = channel(failed.target.id if failed.target.kind is TargetKind.CHANNEL else study.channel_id)
    why = say("I could not post this in {channel}. {why}", channel=place, why=closed(failed.error, place, say))
    return Wording(content=lines(why, wording.content), embeds=wording.embeds)


def discarded(study: Study, say: Speech) -> Wording:
    return Wording(content=say("“{name}” is discarded. Nobody has seen it.", name=study.name))


def listed(studies: Sequence[Card], say: Speech) -> Wording:
    """All studies of a server, two lines each."""
    if not studies:
        return Wording(
            content=lines(
                say("No study here yet. An organiser can open one: {command}", command=say.command("study create")),
                say("What could be read: {command}", command=say.command("book list")),
            )
        )
    rows = [lines(bold(say("{name}", name=each.study.name)), _in_short(each, say)) for each in studies[:STUDIES_SHOWN]]
    more = len(studies) - len(rows)
    if more:
        rows.append(say.many("… and {n} more", "… and {n} more", more))
    return Wording(embeds=(discord.Embed(title=say("Studies"), description=lines(*rows), colour=BLUE),))


def _in_short(shown: Card, say: Speech) -> Mark:
    study = shown.study
    if study.state is StudyState.FINISHED:
        return say("finished · {channel}", channel=channel(study.channel_id))
    if study.state is StudyState.RECRUITING:
        return say(
            "recruiting, {taken} / {seats} · {slot} · {channel}",
            taken=shown.seated,
            seats=study.seats,
            slot=slot(study, say),
            channel=channel(study.channel_id),
        )
    return say(
        "under way, {taken} members · {slot} · {channel}",
        taken=shown.seated,
        slot=slot(study, say),
        channel=channel(study.channel_id),
    )


def _day(outline: Outline, index: int) -> Mark:
    return when(outline.sessions[index].starts_at, "D")


def typed_slot(study: Study, say: Speech) -> str:
    """The slot as the form shows it, and as it can be typed again."""
    return f"{say.weekday(study.slot.weekday)} {study.slot.at:%H:%M}"


def typed_start(shown: Preview) -> str:
    zone = ZoneInfo(shown.study.slot.zone)
    return shown.outline.sessions[0].starts_at.astimezone(zone).date().isoformat()
