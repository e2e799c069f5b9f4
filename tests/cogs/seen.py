"""What somebody sees on Discord: messages and forms as text, with what can be pressed and filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import discord
from simcord import InteractionResult, ResponseMessage
from simcord.components import walk_components

Wire: TypeAlias = dict[str, Any]
"""A component as Discord would send it."""

BUTTON, TEXT_INPUT, LABEL = 2, 4, 18
SELECTS = {3, 5, 6, 7, 8}
GROUPS = {21, 22}  # radio buttons, check boxes
_ACTION = re.compile(r"naru:([\w.]+):")


class Message:
    """One message as it stood when it was read; it may have been edited since."""

    def __init__(self, sent: discord.Message | ResponseMessage) -> None:
        self.sent = sent
        self._content, self._embeds = sent.content, sent.embeds
        self._rows: list[Wire] = (
            sent.components if isinstance(sent, ResponseMessage) else [row.to_dict() for row in sent.components]  # type: ignore[misc]
        )

    @property
    def text(self) -> str:
        """All that is written in it, from top to bottom."""
        return "\n".join(part for part in self._parts() if part)

    @property
    def channel_id(self) -> int:
        return self.sent.channel_id if isinstance(self.sent, ResponseMessage) else self.sent.channel.id

    @property
    def buttons(self) -> list[str]:
        """Their labels, or the emoji on them."""
        return [face(one) for one in self.components if one["type"] == BUTTON]

    @property
    def disabled(self) -> list[str]:
        return [face(one) for one in self.components if one["type"] == BUTTON and one.get("disabled")]

    @property
    def links(self) -> list[str]:
        return [one["url"] for one in self.components if "url" in one]

    @property
    def ephemeral(self) -> bool:
        return self.sent.flags.ephemeral

    @property
    def components(self) -> list[Wire]:
        return [one for one in walk_components(self._rows) if one["type"] == BUTTON or one["type"] in SELECTS]

    @property
    def rows(self) -> int:
        """How many rows of buttons and lists stand under it."""
        return len(self._rows)

    def button(self, label: str) -> Wire:
        return _only([one for one in self.components if one["type"] == BUTTON and face(one) == label], label)

    def select(self, action: str) -> Wire:
        """A list by its action, such as `setup.organisers`."""
        return _only([one for one in self.components if one["type"] in SELECTS and action_of(one) == action], action)

    def chosen(self, action: str) -> list[int]:
        """The ids that a list of roles or channels shows as chosen."""
        return [int(value["id"]) for value in self.select(action).get("default_values", ())]

    def _parts(self) -> Iterator[str | None]:
        yield self._content
        for embed in self._embeds:
            yield embed.title
            yield embed.description
            for field in embed.fields:
                yield from (field.name, field.value)
            yield embed.footer.text


class Answer:
    """What Naru did with something a member did. It reads like its last message, or is a form to be filled in."""

    def __init__(self, result: InteractionResult) -> None:
        self.result = result
        first = [result.response] if result.response else []
        self.messages = [Message(sent) for sent in (*first, *result.followups)]

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)

    @property
    def last(self) -> Message:
        assert self.messages, f"nothing was answered, but a form may be open: {self.result.modal}"
        return self.messages[-1]

    @property
    def card(self) -> Message:
        """The message the answer began with, or the one whose button was pressed."""
        assert self.messages, f"nothing was answered, but a form may be open: {self.result.modal}"
        return self.messages[0]

    @property
    def buttons(self) -> list[str]:
        return [label for message in self.messages for label in message.buttons]

    @property
    def ephemeral(self) -> bool:
        return all(message.ephemeral for message in self.messages)

    @property
    def in_server(self) -> bool:
        return self.result._interaction.guild_id is not None

    @property
    def form(self) -> str | None:
        """The title of a form that opened."""
        return self.result.modal["title"] if self.result.modal else None

    @property
    def fields(self) -> dict[str, Wire]:
        """The fields of the form by their labels."""
        modal = self.result.modal
        assert modal is not None, "no form has opened"
        return {one["label"]: one["component"] for one in modal["components"] if one["type"] == LABEL}

    def filled(self, label: str) -> Any:
        """What stands in a field before anybody types."""
        return prefilled(self.fields[label])


def face(button: Wire) -> str:
    return str(button.get("label") or button.get("emoji", {}).get("name"))


def action_of(component: Wire) -> str:
    found = _ACTION.match(component.get("custom_id", ""))
    return found[1] if found else ""


def prefilled(field: Wire) -> Any:
    """What Discord's client sends for a field that is left as it was."""
    if field["type"] == TEXT_INPUT:
        return field.get("value", "")
    return [one["value"] for one in field.get("options", ()) if one.get("default")]


def _only(found: list[Wire], wanted: str) -> Wire:
    assert len(found) == 1, f"{len(found)} of {wanted!r} to be seen"
    return found[0]
