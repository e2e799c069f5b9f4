"""What organisers read when a study changes on its way: what is kept at once, how it rests, how it ends."""

from __future__ import annotations

from bot.delivery.wording import Wording
from bot.domain.editing import Ending
from bot.services.editing import Edited
from bot.texts import Mark, Speech, bold, channel, lines
from cogs.views import changes
from cogs.views.components import RED, button, buttons
from cogs.views.reading import slot
from db.records import Gathering, Study


def edited(done: Edited, say: Speech) -> Wording:
    """What changed at once, and under it the preview of what the plan would become."""
    kept = [Mark(f"- {_fact(name, done.study, say)}") for name in done.changed if name != "start_on"]
    said = lines(say("Kept:"), *kept) if kept else None
    if done.change is None:
        return Wording(content=said)
    shown = changes.preview(done.change, 0, say)
    more = say("The plan waits for you; nobody has seen this yet:")
    return Wording(content=lines(said, more) if said else None, embeds=shown.embeds, view=shown.view)


def _fact(name: str, study: Study, say: Speech) -> Mark:
    """One field of a study as it is now."""
    voice, minutes = study.voice_channel_id, int(study.length.total_seconds()) // 60
    return {
        "slot": say("{slot} ({zone})", slot=slot(study, say), zone=study.slot.zone),
        "pages_per_session": say("about {n} pages a session", n=study.pages_per_session),
        "language": say("Naru speaks English in the channel")
        if study.language == "en"
        else say("Naru speaks Korean in the channel"),
        "channel_id": say("it lives in {channel}", channel=channel(study.channel_id)),
        "voice_channel_id": say("it meets in {channel}", channel=channel(voice or 0)),
        "gathering": _places(study, say),
        "forum_id": say("posts go into {channel}", channel=channel(study.forum_id or 0)),
        "events": say("sessions are events of the server") if study.events else say("no events of the server"),
        "length": say.many("{n} minute a session", "{n} minutes a session", minutes),
        "seats": say.many("{n} seat", "{n} seats", study.seats),
    }[name]


def _places(study: Study, say: Speech) -> Mark:
    return {
        Gathering.NOWHERE: say("no place of its own for each session"),
        Gathering.THREADS: say("a thread for each session"),
        Gathering.FORUM: say("a forum post for each session"),
    }[study.gathering]


def paused(study: Study, say: Speech) -> Wording:
    """To the organiser."""
    return Wording(
        content=lines(
            say(
                "“{name}” rests now: no sessions, no reminders. {channel} hears of it.",
                name=study.name,
                channel=channel(study.channel_id),
            ),
            say("When you want to go on: {command}. You see the new dates first.", command=say.command("plan resume")),
        )
    )


def rests(study: Study, say: Speech) -> Wording:
    """In the channel, once."""
    return Wording(
        content=lines(
            say(
                "☕ {name} takes a break. There is no session and nothing to prepare until we go on.",
                name=bold(study.name),
            ),
            say("I will tell you the new dates here."),
        )
    )


def ask_to_finish(ending: Ending, say: Speech) -> Wording:
    """Asked before it is done, for it cannot be taken back."""
    study, count = ending.study, len(ending.cancelled)
    thanks = say("{channel} reads the thanks to everybody.", channel=channel(study.channel_id))
    return Wording(
        content=lines(
            bold(say("Finish “{name}” now?", name=study.name)),
            say.many("{n} session to come is cancelled.", "{n} sessions to come are cancelled.", count)
            if count
            else say("No session is left to cancel."),
            say("Nobody is reminded any more; what was stays to be read. This cannot be taken back."),
            thanks if ending.began else None,
            say("To rest for a while instead: {command}", command=say.command("study pause")),
        ),
        view=buttons(
            button("study.finish", study.id, say.label("Finish it"), style=RED),
            button("study.keep", study.id, say.label("Keep it")),
        ),
    )


def finished(ending: Ending, say: Speech) -> Wording:
    count = len(ending.cancelled)
    return Wording(
        content=lines(
            say("“{name}” is finished.", name=ending.study.name),
            say.many("{n} session is cancelled.", "{n} sessions are cancelled.", count) if count else None,
            say("The thanks are on their way to {channel}.", channel=channel(ending.study.channel_id))
            if ending.began
            else None,
        )
    )


def kept_going(say: Speech) -> Wording:
    return Wording(content=say("Nothing has changed; the study goes on."))
