"""Somebody of the cast, doing what people do in Discord's own client; what they could not do there fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simcord import ChannelHandle, MemberActor, UserHandle

from tests.cogs.seen import GROUPS, SELECTS, Answer, Message, prefilled


class Person:
    """`locale` is the language of their Discord; it may be changed at any time."""

    def __init__(self, member: MemberActor, name: str, locale: str) -> None:
        self.member, self.name, self.locale = member, name, locale

    @property
    def id(self) -> int:
        return self.member.id

    @property
    def mention(self) -> str:
        return self.member.mention

    async def slash(self, channel: ChannelHandle, command: str, **options: Any) -> Answer:
        """Run a command by its English name: `await mina.slash(channel, "book show", book="prml")`."""
        return Answer(await self.member.slash(channel, command, **options))

    async def menu(self, channel: ChannelHandle, command: str, message: Message) -> Answer:
        """Run a command of a message's menu by its English name."""
        return Answer(await self.member.context_menu(channel, command, message.sent))

    async def writes(self, channel: ChannelHandle, text: str) -> Message:
        return Message(await self.member.send(channel, text))

    async def types(self, channel: ChannelHandle, command: str, option: str, typed: str, **filled: Any) -> list[str]:
        """What is offered while an option is typed, as it is shown."""
        offered = await self.member.autocomplete(channel, command, option, typed, **filled)
        return [choice["name"] for choice in offered]

    async def press(self, seen: Answer | Message, label: str) -> Answer:
        """Press a button by its label or emoji; of an answer of several messages the last one that has it."""
        message = next((one for one in reversed(_messages(seen)) if label in one.buttons), _messages(seen)[-1])
        pressed = message.button(label)
        return Answer(await self._actor(message).click(message.sent, custom_id=pressed["custom_id"]))

    async def choose(self, seen: Answer | Message, action: str, *values: Any) -> Answer:
        """Choose in a list, which goes by its action; nothing clears it."""
        message = next((one for one in _messages(seen) if any(c["type"] in SELECTS for c in one.components)), None)
        assert message is not None, f"no list to choose from: {seen.text}"
        listed = message.select(action)
        return Answer(await self._actor(message).select(message.sent, list(values), custom_id=listed["custom_id"]))

    async def fill_in(self, form: Answer, values: Mapping[str, Any] = {}) -> Answer:
        """Send a form; `values` by the labels of its fields, the others stay as they stand there."""
        unknown = set(values) - set(form.fields)
        assert not unknown, f"no such fields: {unknown}; there are {list(form.fields)}"
        given = {field["custom_id"]: values.get(label, prefilled(field)) for label, field in form.fields.items()}
        kinds = {field["custom_id"]: field["type"] for field in form.fields.values()}
        sent = {key: value for key, value in given.items() if value or kinds[key] not in SELECTS | GROUPS}
        # A form that a direct message opened is sent there, too.
        actor = self.member if form.in_server else self.member.user
        return Answer(await actor.submit_modal(form.result, sent))

    def sees(self, channel: ChannelHandle) -> list[Message]:
        """What stands in a channel for this person, oldest first."""
        return [Message(sent) for sent in channel.history(viewer=self.member)]

    def _actor(self, message: Message) -> MemberActor | UserHandle:
        """They are a member in the server, and only themselves in their direct messages."""
        return self.member.user if message.channel_id == self.member.user.dm_channel.id else self.member

    @property
    def inbox(self) -> list[Message]:
        """Their direct messages with Naru, oldest first."""
        return [Message(sent) for sent in self.member.user.dm_channel.history()]


def _messages(seen: Answer | Message) -> list[Message]:
    return seen.messages if isinstance(seen, Answer) else [seen]
