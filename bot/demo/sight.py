"""What one person sees: the list of places with what is unread, and the messages of one place."""

from __future__ import annotations

from typing import Any

from bot.demo.discord_here import DiscordHere
from bot.demo.seed import Person
from bot.demo.simulated import Place, Wire

EPHEMERAL, LOADING = 1 << 6, 1 << 7
REPLY = 19


class Sight:
    """Remembers per person what was read and which private answers were dismissed."""

    def __init__(self, discord: DiscordHere) -> None:
        self.discord = discord
        self._read: dict[tuple[str, int], int] = {}
        self._dismissed: set[tuple[str, int]] = set()

    def read(self, who: str, channel_id: int) -> None:
        newest = next(self.discord.arrivals(who, channel_id, 0), None)
        if newest is not None:
            self._read[who, channel_id] = newest.id

    def read_everything(self) -> None:
        for person in self.discord.scene.people:
            for place in self.discord.places(person.key):
                self.read(person.key, place.id)

    def dismiss(self, who: str, message_id: int) -> None:
        self._dismissed.add((who, message_id))

    def unread(self, who: str, place: Place) -> tuple[int, int]:
        """How many messages of others somebody has not read there, and how many of them are meant for them."""
        me, after = self.discord.user_id(who), self._read.get((who, place.id), 0)
        new = [one for one in self.discord.arrivals(who, place.id, after) if one.author != me]
        return len(new), len(new) if place.kind == "dm" else sum(one.pings for one in new)

    def places(self, who: str) -> list[Wire]:
        voices = self.discord.voices()
        return [self._place(who, place, voices.get(place.id, [])) for place in self.discord.places(who)]

    def people(self) -> list[Wire]:
        return [self._person(person) for person in self.discord.scene.people]

    def messages(self, who: str, channel_id: int) -> list[Wire]:
        shown = (message for message in self.discord.messages(who, channel_id))
        return [_message(one) for one in shown if (who, int(one["id"])) not in self._dismissed]

    def _place(self, who: str, place: Place, present: list[int]) -> Wire:
        unread, pings = self.unread(who, place)
        return {
            "id": str(place.id),
            "key": self.discord.key_of(place.id),
            "kind": place.kind,
            "name": place.name,
            "parent": str(place.parent) if place.parent else None,
            "topic": place.topic,
            "unread": unread,
            "pings": pings,
            "present": [str(user) for user in present],
            "writable": self.discord.may_write(who, place.id),
        }

    def _person(self, person: Person) -> Wire:
        pings = sum(self.unread(person.key, place)[1] for place in self.discord.places(person.key))
        return {
            "key": person.key,
            "id": str(self.discord.user_id(person.key)),
            "name": person.name,
            "about": {"en": person.about.en, "ko": person.about.ko},
            "roles": [str(self.discord.role_id(role)) for role in person.roles],
            "locale": person.locale,
            "language": person.language,
            "zone": person.zone,
            "color": person.color,
            "pings": pings,
        }


def _message(wire: Wire) -> Wire:
    called: Wire = wire.get("interaction_metadata") or {}
    return {
        "id": wire["id"],
        "author": wire["author"]["id"],
        "name": wire["author"]["global_name"],
        "at": wire["timestamp"],
        "edited": wire["edited_timestamp"] is not None,
        "type": wire["type"],
        "content": wire["content"],
        "embeds": wire["embeds"],
        "components": wire["components"],
        "attachments": wire["attachments"],
        "reactions": [{"emoji": one["emoji"]["name"], "count": one["count"]} for one in wire["reactions"]],
        "private": bool(wire["flags"] & EPHEMERAL),
        "thinking": bool(wire["flags"] & LOADING) and not wire["content"] and not wire["embeds"],
        "ran": wire["ran"] or called.get("name"),
        "by": called["user"]["id"] if called else None,
        "answers": _answered(wire.get("referenced_message")) if wire["type"] == REPLY else None,
        "pings": wire["pings"],
    }


def _answered(wire: Any) -> Wire | None:
    return {"author": wire["author"]["id"], "content": wire["content"][:120]} if wire else None
