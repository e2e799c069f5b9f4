"""What admins choose for their server; every choice is kept at once, so the card can be left and resumed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.services.facts import existing, follow_up
from bot.services.ground import Ground
from bot.services.holidays import check_country
from db.queries import servers as stored
from db.queries import studies as stored_studies
from db.records import ChannelId, Language, RoleId, Server, ServerId, StudyState

# What a server begins with, by the language of the admin who opens the card first.
_USUAL: dict[Language, dict[str, Any]] = {
    "en": {"language": "en"},
    "ko": {"language": "ko", "zone": "Asia/Seoul", "country": "KR"},
}


class Setups:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def of(self, server_id: ServerId) -> Server:
        async with self._ground.database.reading() as tx:
            return await stored.server(tx, server_id)

    async def begin(self, server_id: ServerId, language: Language) -> Server:
        """The choices so far; where there are none, what most who read `language` would choose."""
        async with self._ground.database.writing() as tx:
            server = await stored.server(tx, server_id)
            if server == Server(server_id):
                server = replace(server, **_USUAL[language])
                await stored.save(tx, server)
        return server

    async def speak(self, server_id: ServerId, language: Language) -> Server:
        return await self._change(server_id, language=language)

    async def move(self, server_id: ServerId, zone: str) -> Server:
        """`zone` is an IANA name, checked where it was typed."""
        return await self._change(server_id, zone=zone)

    async def organisers(self, server_id: ServerId, role_id: RoleId | None) -> Server:
        return await self._change(server_id, organiser_role_id=role_id)

    async def meet_in(self, server_id: ServerId, channel_id: ChannelId | None) -> Server:
        return await self._change(server_id, channel_id=channel_id)

    async def staff_in(self, server_id: ServerId, channel_id: ChannelId | None) -> Server:
        """What organisers are still to hear goes there from now on."""
        changed = await self._change(server_id, staff_channel_id=channel_id)
        async with self._ground.database.writing() as tx:
            for study in await stored_studies.of_server(tx, server_id, [StudyState.RUNNING]):
                await follow_up(tx, await existing(tx, study.id, lock=True), self._ground.now())
        self._ground.wake()
        return changed

    async def holidays_of(self, server_id: ServerId, country: str | None) -> Server:
        """Raises NoSuchCountry for a code whose holidays nobody knows."""
        if country is not None:
            check_country(country)
        return await self._change(server_id, country=country)

    async def finish(self, server_id: ServerId) -> Server:
        return await self._change(server_id, set_up_at=self._ground.now())

    async def _change(self, server_id: ServerId, **choice: Any) -> Server:
        async with self._ground.database.writing() as tx:
            changed = replace(await stored.server(tx, server_id), **choice)
            await stored.save(tx, changed)
        return changed
