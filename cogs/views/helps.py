"""What people read when somebody is stuck on an exercise: who asks, who is asked, and that there is help."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.delivery.wording import Wording
from bot.services.helps import HelpShown
from bot.texts import Mark, Speech, bold, channel, escape, lines, person
from cogs.views.components import GREEN, button, buttons
from cogs.views.marks import named
from db.records import TargetKind

NAME_AT_MOST = 100  # characters, Discord's own limit


def mine(shown: HelpShown, say: Speech) -> Wording:
    """To who asks: how things stand, and whom to ask next."""
    asked = shown.help
    if asked.done_at is not None:
        return Wording(content=say("Well done! Mark it: {command}", command=say.command("exercise mark")))
    return Wording(
        content=lines(
            say("🧗 Stuck for now: {exercises} · {book}", **_what(shown, say)),
            _words(shown),
            *_how_it_stands(shown, say),
        ),
        view=buttons(*_next(shown, say)),
    )


def _how_it_stands(shown: HelpShown, say: Speech) -> list[Mark]:
    asked = shown.help
    if asked.helper_id is not None:
        return [say("{person} can help. Write to them.", person=person(asked.helper_id))]
    rows = []
    if asked.open_at is not None and shown.study is not None:
        rows.append(say("Asked in {channel}.", channel=channel(shown.study.channel_id)))
    if asked.quiet_at is not None:
        rows.append(say("Asked in private, without your name. I tell you by DM when somebody can help."))
    elif shown.able:
        rows.append(
            say.many(
                "{n} person solved it and may be asked. I leave out your name until they say yes.",
                "{n} people solved it and may be asked. I leave out your name until one says yes.",
                shown.able,
            )
        )
    elif not rows:
        rows.append(say("Nobody who solved it lets themselves be asked yet."))
    return rows


def _next(shown: HelpShown, say: Speech) -> list[ui.Button[Any]]:
    asked, found = shown.help, []
    if asked.helper_id is None and asked.quiet_at is None and shown.able:
        found.append(button("help.quietly", asked.id, say.label("Ask them quietly"), style=GREEN))
    if asked.helper_id is None and asked.open_at is None and asked.study_id is not None:
        found.append(button("help.openly", asked.id, say.label("Ask in the channel")))
    return [*found, button("help.done", asked.id, say.label("I've got it"))]


def asked_in_private(shown: HelpShown, say: Speech) -> Wording:
    """To one who solved it: who asks stays unsaid until they say yes."""
    row = shown.help.id
    return Wording(
        content=lines(
            say("Somebody is stuck on {exercises} of {book}, which you solved.", **_what(shown, say)),
            _words(shown),
            say("Could you help? A no is fine, too."),
        ),
        view=buttons(
            button("help.can", row, say.label("I can help"), style=GREEN),
            button("help.cannot", row, say.label("Not this time")),
            button("help.stop", row, say.label("Don't ask me any more")),
        ),
    )


def in_the_open(shown: HelpShown, say: Speech) -> Wording:
    """In the study's channel, as it stands; nobody is pinged."""
    asked, what = shown.help, _what(shown, say)
    asker = person(asked.user_id)
    if asked.helper_id is None:
        head = (
            say("{person} has got it: {exercises} · {book}", person=asker, **what)
            if asked.done_at is not None
            else say("🧗 {person} is stuck on {exercises} · {book}", person=asker, **what)
        )
        rows = [head, None if asked.done_at is not None else _words(shown)]
    elif asked.done_at is not None:
        rows = [
            say("{person} has got it: {exercises} · {book}", person=asker, **what),
            say("Thank you, {person}!", person=person(asked.helper_id)),
        ]
    else:
        helper = person(asked.helper_id)
        rows = [say("{helper} helps {person} with {exercises} · {book}", helper=helper, person=asker, **what)]
    can = button("help.can", asked.id, say.label("I can help"), style=GREEN)
    got = button("help.done", asked.id, say.label("I've got it"))
    left = [] if asked.done_at is not None else [got] if asked.helper_id is not None else [can, got]
    return Wording(content=lines(*rows), view=buttons(*left))


def thread_name(shown: HelpShown, say: Speech) -> str:
    name = say.label("{exercise} · {book}", exercise=shown.help.exercise, book=named(shown.book, say))
    return name if len(name) <= NAME_AT_MOST else name[: NAME_AT_MOST - 1] + "…"


def found(shown: HelpShown, where: TargetKind, say: Speech) -> Wording:
    """To who asked: somebody can help."""
    asked = shown.help
    assert asked.helper_id is not None  # noqa: S101  the door asked
    helper = person(asked.helper_id)
    text = (
        say("{helper} can help you with {exercises} · {book}. Write to them.", helper=helper, **_what(shown, say))
        if where is TargetKind.USER
        else say("{person}, {helper} can help you.", helper=helper, person=person(asked.user_id))
    )
    return Wording(content=text, mentions=frozenset({asked.user_id}))


def thanks(shown: HelpShown, say: Speech) -> Wording:
    """To who helps: now they read whom."""
    return Wording(
        content=say(
            "Thank you! It is {person}, with {exercises} · {book}. I told them; write to them, or wait for a word.",
            person=person(shown.help.user_id),
            **_what(shown, say),
        )
    )


def declined(say: Speech) -> Wording:
    return Wording(content=say("That's fine. Somebody else will be asked."))


def stopped(say: Speech) -> Wording:
    return Wording(
        content=say(
            "I won't ask you any more. If you change your mind: {command}", command=say.command("exercise sharing")
        )
    )


def _what(shown: HelpShown, say: Speech) -> dict[str, Any]:
    return {"exercises": bold(shown.help.exercise), "book": named(shown.book, say)}


def _words(shown: HelpShown) -> Mark | None:
    words = shown.help.words
    return Mark("\n".join(f"> {escape(row)}" for row in words.splitlines())) if words else None
