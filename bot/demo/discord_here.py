"""What people do in the Discord of this process: they write, run commands, press, choose and fill in forms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from simcord import BackendError, InteractionResult, MemberActor, SetupError, UserHandle
from simcord.components import walk_components
from simcord.interactions import walk_to_subcommand

from bot.demo import given
from bot.demo.given import Finder, NotPossible
from bot.demo.simulated import Simulated, Wire


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot did with an interaction: nothing in time, something, or a form it wants filled in."""

    answered: bool = True
    form: str | None = None
    title: str | None = None
    fields: tuple[Wire, ...] = ()


class DiscordHere(Simulated):
    """People act by their key, one after the other: simcord refuses calls that overlap.

    Every call raises `NotPossible` where Discord's own client would not let somebody do this.
    """

    async def say(self, who: str, channel_id: int, text: str) -> None:
        with _plainly():
            if self._is_dm(channel_id):
                await self._there.users[who].send_dm(text)
            else:
                await self._there.members[who].send(self._handle(channel_id), text)

    async def run(self, who: str, channel_id: int, command: str, options: Mapping[str, Any]) -> Answer:
        """Run a slash command by its full English name, with options as the page sends them."""
        with _plainly():
            found = self._options(who, channel_id, command, options)
            if self._is_dm(channel_id):
                return await self._answer(lambda: self._there.users[who].slash(command, **found), command)
            member, channel = self._there.members[who], self._handle(channel_id)
            return await self._answer(lambda: member.slash(channel, command, **found), command)

    async def run_on(self, who: str, channel_id: int, command: str, message_id: int) -> Answer:
        """Run a command of a message's menu by its English name."""
        with _plainly():
            message, channel = self._message(channel_id, message_id), self._handle(channel_id)
            return await self._answer(lambda: self._there.members[who].context_menu(channel, command, message))

    async def suggest(
        self, who: str, channel_id: int, command: str, option: str, *, typed: str, filled: Mapping[str, Any]
    ) -> list[Wire]:
        """The choices the bot offers for what somebody has typed so far, as {name, value, name_localizations}."""
        with _plainly():
            other = self._options(who, channel_id, command, filled)
            if self._is_dm(channel_id):
                return await self._there.users[who].autocomplete(command, option, typed, **other)
            member = self._there.members[who]
            return await member.autocomplete(self._handle(channel_id), command, option, typed, **other)

    async def press(self, who: str, channel_id: int, message_id: int, custom_id: str) -> Answer:
        with _plainly():
            message = self._message(channel_id, message_id)
            return await self._answer(lambda: self._actor(who, channel_id).click(message, custom_id=custom_id))

    async def choose(self, who: str, channel_id: int, message_id: int, custom_id: str, chosen: list[Any]) -> Answer:
        with _plainly():
            message = self._message(channel_id, message_id)
            kind = _kinds(message.components).get(custom_id, 0)
            found = given.values(kind, chosen, self._finder(who, channel_id))
            return await self._answer(lambda: self._actor(who, channel_id).select(message, found, custom_id=custom_id))

    async def fill_in(self, who: str, form: str, values: Mapping[str, Any]) -> Answer:
        """Send a form the bot has shown; values by the fields' custom ids."""
        with _plainly():
            shown = self._forms.get(form)
            if shown is None or shown.modal is None:
                raise NotPossible("that form is no longer open")
            channel_id = self._origin(shown)[1]
            kinds, find = _kinds(shown.modal["components"]), self._finder(who, channel_id)
            found = {key: given.values(kinds.get(key, 0), raw, find) for key, raw in values.items()}
            answer = await self._answer(lambda: self._actor(who, channel_id).submit_modal(shown, found))
            self._forms.pop(form, None)
            return answer

    async def sit_down(self, who: str, channel_id: int | None) -> None:
        """Enter a voice channel, or leave the one somebody is in (None)."""
        with _plainly():
            member = self._there.members[who]
            await (member.leave_voice() if channel_id is None else member.join_voice(self._handle(channel_id)))

    def may_write(self, who: str, channel_id: int) -> bool:
        """Whether somebody can write a message there; nobody can in a forum itself."""
        try:
            place = self.place(channel_id)
            self._may(who, channel_id, "send_messages_in_threads" if place.kind == "thread" else "send_messages")
        except BackendError:
            return False
        return place.kind not in {"forum", "category"}

    # --- how it is done

    def _actor(self, who: str, channel_id: int) -> MemberActor | UserHandle:
        return self._there.users[who] if self._is_dm(channel_id) else self._there.members[who]

    def _finder(self, who: str, channel_id: int) -> Finder:
        """Looks up whom or what an id means, for somebody in this place."""
        people: Mapping[str, MemberActor | UserHandle] = (
            self._there.users if self._is_dm(channel_id) else self._there.members
        )

        def find(kind: str, id_: str) -> Any:
            if kind == "channel":
                return self._handle(int(id_))
            named = {"user": people, "role": self._there.roles, "mentionable": {**people, **self._there.roles}}[kind]
            found = next((one for one in named.values() if str(one.id) == id_), None)
            if found is None:
                raise NotPossible(f"there is no {kind} {id_} here")
            return found

        return find

    def _options(self, who: str, channel_id: int, command: str, raw: Mapping[str, Any]) -> dict[str, Any]:
        root, *path = command.split()
        registered = next((one for one in self.commands(who, channel_id) if one["name"] == root), None)
        if registered is None:
            raise NotPossible(f"there is no /{command} here")
        leaf, _ = walk_to_subcommand(registered, path)
        kinds = {option["name"]: option["type"] for option in leaf.get("options", ())}
        find = self._finder(who, channel_id)
        return {key: given.option(kinds.get(key, 3), value, find) for key, value in raw.items()}

    async def _answer(self, act: Callable[[], Awaitable[InteractionResult]], command: str | None = None) -> Answer:
        try:
            result = await act()
        except TimeoutError:
            return Answer(answered=False)
        key, _ = self._origin(result)
        if command is not None:
            self._ran[key] = command
        if (form := result.modal) is None:
            return Answer(result.acknowledged)
        self._forms[key] = result
        return Answer(form=key, title=form["title"], fields=tuple(form["components"]))


def _kinds(components: list[Wire]) -> dict[str, int]:
    return {one["custom_id"]: one["type"] for one in walk_components(components) if "custom_id" in one}


@contextmanager
def _plainly() -> Iterator[None]:
    """One kind of error for everything somebody cannot do."""
    try:
        yield
    except (SetupError, BackendError) as error:
        raise NotPossible(str(error)) from error
