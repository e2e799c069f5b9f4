"""What people read of a session's notes: the whole of them, their beginning on its card, somebody else's first."""

from __future__ import annotations

import discord

from bot.delivery.wording import Wording
from bot.services.sessions import Reader, SessionShown, Written
from bot.texts import Mark, Speech, escape, lines
from cogs.views.components import button, buttons
from cogs.views.reading import BLUE

ON_THE_CARD = 300  # characters


def notes(shown: SessionShown, reader: Reader, say: Speech) -> Wording:
    session = shown.meeting.session
    label = say.label("Change") if session.notes else say.label("Write")
    # Notes are a page of their own: lists and bold words in them are meant, and nothing here pings.
    text = Mark(session.notes) if session.notes else say("No notes yet.")
    return Wording(
        embeds=(discord.Embed(title=_title(shown, say), description=text, colour=BLUE),),
        view=buttons(button("notes.write", session.id, label)) if reader.speaks else None,
    )


def kept(shown: SessionShown, say: Speech) -> Wording:
    session = shown.meeting.session
    if session.notes is None:
        return Wording(content=say("Session {number} has no notes now.", number=session.number))
    return Wording(
        content=say("Kept with session {number}. Thank you!", number=session.number),
        view=buttons(button("notes.read", session.id, say.label("Read the notes"))),
    )


def overtaken(written: Written, typed: str, say: Speech) -> Wording:
    """Somebody else wrote meanwhile: theirs stand, and what was typed is given back whole."""
    session = written.shown.meeting.session
    return Wording(
        content=lines(
            say("Somebody else changed these notes while you wrote, so I kept theirs."),
            say("Below is what you typed. Open the notes again and add it."),
        ),
        embeds=(discord.Embed(description=escape(typed)[:4000], colour=BLUE),),
        view=buttons(button("notes.write", session.id, say.label("Open the notes again"))),
    )


def beginning(shown: SessionShown) -> Mark | None:
    """The first words of the notes, for the session's card."""
    text = shown.meeting.session.notes
    return Mark(f"> {escape(_cut(' '.join(text.split())))}") if text else None


def _cut(text: str) -> str:
    if len(text) <= ON_THE_CARD:
        return text
    head = text[:ON_THE_CARD]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head}…"


def _title(shown: SessionShown, say: Speech) -> str:
    return say("{study}, session {number}: notes", study=shown.study.name, number=shown.meeting.session.number)
