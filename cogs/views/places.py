"""What people read of Discord's own places: a session's event, the agenda of its thread, and why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.delivery.deeds import Event
from bot.delivery.wording import Wording
from bot.domain.calendar import local
from bot.domain.places import Want
from bot.services.places import PlaceShown
from bot.texts import Mark, Speech, bold, channel, lines, person, when
from cogs.views.components import button, buttons, link
from cogs.views.permissions import permission
from cogs.views.plans import presenters
from cogs.views.reading import BLUE, reading, sections
from db.records import ChannelId, Gathering, PlaceKind, SessionState, Study

NAME_AT_MOST, TAG_AT_MOST = 100, 20
_ESCAPED = re.compile(r"\\([\\*_~`|\[\]<#>-])")


def event(shown: PlaceShown, location: str, say: Speech) -> Event:
    """In the server's list of events; `location` is the name of where the study talks."""
    session, lead = shown.meeting.session, shown.meeting.presenter()
    name = say.label("{study}, session {number}: {reading}", **_names(shown, say))
    return Event(
        name=_short(name),
        description=lines(
            *sections(session.reading, shown.book, say),
            say("{person} presents", person=person(lead.user_id)) if lead else say("Nobody presents yet"),
            say("Everything else is in {channel}.", channel=channel(shown.study.channel_id)),
        ),
        starts_at=session.starts_at,
        ends_at=session.starts_at + shown.study.length,
        location=location,
        voice_channel_id=shown.study.voice_channel_id,
    )


def thread_name(shown: PlaceShown, say: Speech) -> str:
    """Where Discord shows no timestamp: the day by the study's own clock."""
    day = say.day(local(shown.meeting.session.starts_at, shown.study.slot.zone).date())
    return _short(say.label("{number} · {day} · {reading}", day=day, **_names(shown, say)))


def agenda(shown: PlaceShown, say: Speech) -> Wording:
    """The first message of a session's thread; nobody is pinged. Its marker is at the end of a button's id."""
    session = shown.meeting.session
    text = lines(
        say("{when} ({ago})", when=when(session.starts_at, "F"), ago=when(session.starts_at, "R")),
        bold(reading(session.reading, shown.book, say)),
        *[Mark(f"-# {row}") for row in sections(session.reading, shown.book, say)],
        presenters(shown.meeting, say),
        _standing(shown, say),
    )
    title = say("{study}, session {number}", study=shown.study.name, number=session.number)
    materials = [link(session.materials, say.label("Slides and notes"))] if session.materials else []
    return Wording(
        embeds=(discord.Embed(title=title, description=text, colour=BLUE),),
        view=buttons(*materials, button("session.show", session.id, say.label("Details"), extra=shown.marker)),
    )


def _standing(shown: PlaceShown, say: Speech) -> Mark:
    if shown.want is Want.REST:
        return say("This date does not stand any more.")
    if shown.meeting.session.state is SessionState.HELD:
        return say("It took place. Thank you!")
    return say("Questions, half-finished thoughts, links: all of it belongs here.")


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What is seen to keep Naru from making places: permissions it lacks there, and a tag that each post needs.

    `everywhere`: events cannot be made anywhere on the server. `there` are permissions by discord.py's names.
    """

    there: tuple[str, ...] = ()
    everywhere: bool = False
    tag: bool = False


def tag_of(study: Study) -> str:
    """The name of the tag that a study's posts get in a forum."""
    return study.name[:TAG_AT_MOST].strip()


def barred(study: Study, kind: PlaceKind, found: InTheWay, say: Speech) -> Wording:
    """To the organisers: what to turn on, or how to do without."""
    at = study.voice_channel_id if kind is PlaceKind.EVENT else study.forum_id
    special = [
        _lacking(study, at, found.there, say) if at and found.there else None,
        _tag_wanted(study, at, say) if at and found.tag else None,
    ]
    general = found.everywhere or not any(special)
    rows = (_barred(study, kind, say) if general else None, *special)
    return Wording(content=lines(*rows, say("Until then everything else goes on as it is.")))


def _lacking(study: Study, at: ChannelId, names: Sequence[str], say: Speech) -> Mark:
    return say(
        "I lack permissions in {channel}, where the sessions of {study} have their place: {permissions}. Let me have "
        "them there, or choose another place with {command}.",
        channel=channel(at),
        study=bold(study.name),
        permissions=Mark(", ".join(permission(name, say) for name in names)),
        command=say.command("study edit"),
    )


def _tag_wanted(study: Study, forum: ChannelId, say: Speech) -> Mark:
    return say(
        "{channel} asks for a tag on each post. Make a tag named “{tag}” there, or allow posts without one.",
        channel=channel(forum),
        tag=tag_of(study),
    )


def _barred(study: Study, kind: PlaceKind, say: Speech) -> Mark:
    edit, name = say.command("study edit"), bold(study.name)
    if kind is PlaceKind.EVENT:
        return say(
            "I cannot make events for {study}. Let me have Create Events in the server's settings, or switch events "
            "off with {command}.",
            study=name,
            command=edit,
        )
    if study.gathering is Gathering.FORUM:
        return say(
            "I cannot post the sessions of {study} in {channel}. Let me have View Channel and Send Messages there, or "
            "choose another place with {command}.",
            study=name,
            channel=channel(study.forum_id or study.channel_id),
            command=edit,
        )
    return say(
        "I cannot open threads for {study} in {channel}. Let me have Create Public Threads there, or choose another "
        "place with {command}.",
        study=name,
        channel=channel(study.channel_id),
        command=edit,
    )


def _names(shown: PlaceShown, say: Speech) -> dict[str, object]:
    session = shown.meeting.session
    return {
        "study": shown.study.name,
        "number": session.number,
        "reading": _plain(reading(session.reading, shown.book, say)),
    }


def _plain(text: Mark) -> str:
    """Names show no markup, so nothing in them is escaped."""
    return _ESCAPED.sub(r"\1", text).replace("@\u200b", "@")


def _short(name: str) -> str:
    return name if len(name) <= NAME_AT_MOST else name[: NAME_AT_MOST - 1] + "…"
