"""What organisers read when something was deleted under Naru's feet: what it was, what waits, what to do."""

from __future__ import annotations

from bot.delivery.wording import Wording
from bot.domain.losses import Lost
from bot.services.losses import Resting
from bot.texts import Mark, Speech, bold, lines


def of_study(lost: Lost, say: Speech) -> Wording:
    """A study's channel, voice channel or forum."""
    name, edit = bold(lost.study.name), say.command("study edit")
    return Wording(
        content=lines(
            say(
                "The channel of {name} was deleted. Nothing is lost: reminders wait until it has a new one: {command}",
                name=name,
                command=edit,
            )
            if lost.channel
            else None,
            say("It was where new studies begin, too; an admin chooses another one: {command}", command=_setup(say))
            if lost.channel and lost.server.channel_id == lost.study.channel_id
            else None,
            say("The voice channel of {name} was deleted. Choose another one: {command}", name=name, command=edit)
            if lost.voice
            else None,
            say(
                "The forum of {name} was deleted. Choose where its sessions are discussed: {command}",
                name=name,
                command=edit,
            )
            if lost.forum
            else None,
        )
    )


def of_setup(lost: Lost, say: Speech) -> Wording:
    """The staff's channel, the usual one, the organisers' role."""
    return Wording(
        content=lines(
            say("The organisers' channel was deleted. Until there is another one, I write to those who opened a study.")
            if lost.staff
            else None,
            say("The channel where new studies begin was deleted.") if lost.home else None,
            say("The organisers' role was deleted. Until there is another one, only admins can do what organisers do.")
            if lost.role
            else None,
            say("An admin chooses another one here: {command}", command=_setup(say)),
        )
    )


def back_again(found: Resting, say: Speech) -> Wording:
    names = Mark(", ".join(bold(study.name) for study in found.studies))
    return Wording(
        content=lines(
            say(
                "I am back on this server, and everything is still here. While I was away these rested: {names}",
                names=names,
            ),
            say("When you are ready, let them go on with new dates: {command}", command=say.command("plan resume")),
        )
    )


def _setup(say: Speech) -> Mark:
    return say.command("setup")
