"""The demo as the page drives it: one thing after the other, with everything said about it in plain values."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.demo import commands
from bot.demo.discord_here import Answer, DiscordHere
from bot.demo.given import NotPossible
from bot.demo.seed import Deed, Step
from bot.demo.sight import Sight
from bot.demo.simulated import Wire
from bot.demo.tour import Happened, Tour
from bot.demo.travel import Arrived, Notices, knock, travel

LEAPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


class Stage:
    """One lock around everything that is done, since simcord refuses what overlaps; looking needs none."""

    def __init__(self, discord: DiscordHere, notices: Notices | None = None) -> None:
        self.discord = discord
        self.notices = notices
        self.sight = Sight(discord)
        self.tours = {tongue: Tour(steps) for tongue, steps in discord.scene.tours.items()}
        self.version = 0
        self._lock = asyncio.Lock()
        self._changed = asyncio.Event()
        discord.heard = self.change

    def change(self) -> None:
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def version_after(self, seen: int) -> int:
        """The number of the state of things, as soon as it is another than the one seen."""
        while self.version == seen:
            await self._changed.wait()
        return self.version

    # --- looking

    def world(self, who: str) -> Wire:
        """Everything around the messages: clock, people, places, roles, events and the tours."""
        return {
            "version": self.version,
            "now": self.discord.now().isoformat(),
            "server": self.discord.scene.server,
            "bot": {"id": str(self.discord.bot_id), "name": self.discord.scene.bot},
            "me": who,
            "people": self.sight.people(),
            "places": self.sight.places(who),
            "roles": [{"id": r["id"], "name": r["name"], "color": r["color"]} for r in self.discord.roles()],
            "events": self.discord.events(),
            "tours": {tongue: self._tour(tour) for tongue, tour in self.tours.items()},
        }

    def place(self, who: str, channel_id: int) -> Wire:
        """What was said in one place, and the commands somebody may run there."""
        if not self.discord.reaches(who, channel_id):
            raise NotPossible("nobody called that can see this channel")
        offered = self.discord.commands(who, channel_id)
        return {
            "version": self.version,
            "messages": self.sight.messages(who, channel_id),
            "commands": commands.listed(offered, self._locale(who)),
            "menu": commands.menu(self.discord.menu(who, channel_id), self._locale(who)),
        }

    # --- doing

    async def act(self, who: str, channel_id: int, do: str, body: Mapping[str, Any]) -> Wire:
        """Do one thing as somebody in some place; `do` names it, `body` is as the page sends it."""
        async with self._lock:
            answer = await self._do(who, channel_id, do, body)
            if self.notices is not None:
                await knock(self.discord, self.notices)
        self.sight.read(who, channel_id)
        self.change()
        return {"answered": answer.answered, "form": answer.form, "title": answer.title, "fields": answer.fields}

    async def suggest(self, who: str, channel_id: int, body: Mapping[str, Any]) -> list[Wire]:
        async with self._lock:
            offered = await self.discord.suggest(
                who, channel_id, body["command"], body["option"], typed=body["typed"], filled=body["filled"]
            )
        return commands.choices(offered, self._locale(who))

    def look(self, who: str, channel_id: int) -> None:
        """Somebody has opened a place and read what is there."""
        self.sight.read(who, channel_id)
        key = self.discord.key_of(channel_id)
        self._saw("opened", who, key or self.discord.place(channel_id).kind)
        self.change()

    def dismiss(self, who: str, message_id: int) -> None:
        self.sight.dismiss(who, message_id)
        self.change()

    async def travel(self, who: str, leap: str) -> Wire:
        """Move the clock by an hour, a day, a week or to the next notice; says what arrived where."""
        async with self._lock:
            goal = await self._goal(leap)
            arrived = [] if goal is None else await travel(self.discord, self.notices, goal)
        if goal is not None:
            self._saw("travelled", who, leap)
        self.change()
        return {
            "now": self.discord.now().isoformat(),
            "moved": goal is not None,
            "arrived": list(map(self._heap, arrived)),
        }

    # --- inside

    async def _goal(self, leap: str) -> datetime | None:
        if leap in LEAPS:
            return self.discord.now() + LEAPS[leap]
        if leap != "notice":
            raise NotPossible(f"the clock knows no {leap}")
        due = await self.notices.next_due() if self.notices is not None else None
        return None if due is None else max(due, self.discord.now())

    async def _do(self, who: str, channel_id: int, do: str, body: Mapping[str, Any]) -> Answer:
        discord = self.discord
        match do:
            case "say":
                await discord.say(who, channel_id, body["text"])
                return self._saw("said", who, discord.key_of(channel_id) or "")
            case "run" | "menu":
                command = body["command"]
                if do == "run":
                    answer = await discord.run(who, channel_id, command, body["options"])
                else:
                    answer = await discord.run_on(who, channel_id, command, int(body["message"]))
                return self._saw("ran", who, command, answer=answer)
            case "press":
                answer = await discord.press(who, channel_id, int(body["message"]), body["custom_id"])
                return self._saw("pressed", who, body["custom_id"], body.get("label") or "", answer=answer)
            case "choose":
                message = int(body["message"])
                answer = await discord.choose(who, channel_id, message, body["custom_id"], body["values"])
                return self._saw("chose", who, body["custom_id"], *map(str, body["values"]), answer=answer)
            case "send":
                answer = await discord.fill_in(who, body["form"], body["values"])
                return self._saw("sent", who, body.get("title") or "", answer=answer)
            case "sit" | "rise":
                await discord.sit_down(who, channel_id if do == "sit" else None)
                return Answer()
        raise NotPossible(f"nobody can {do}")

    def _saw(self, did: Deed, who: str, *names: str, answer: Answer | None = None) -> Answer:
        answer = answer or Answer()
        if answer.answered:
            for tour in self.tours.values():
                tour.saw(Happened(did, who, names))
        return answer

    def _locale(self, who: str) -> str:
        return self.discord.scene.person(who).locale

    def _heap(self, arrived: Arrived) -> Wire:
        place = self.discord.place(arrived.channel_id)
        reader = self.discord.reader_of(place.id) if place.kind == "dm" else None
        return {"channel": str(place.id), "name": place.name, "reader": reader, "count": arrived.count}

    def _tour(self, tour: Tour) -> Wire:
        return {"at": tour.at, "steps": [self._step(step) for step in tour.steps]}

    def _step(self, step: Step) -> Wire:
        where = str(self.discord.channel_id(step.where)) if step.where else None
        return {"say": step.say, "who": step.who, "where": where, "glow": step.glow}
