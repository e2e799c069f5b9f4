"""Use cases around what was deleted under Naru's feet: a channel, a role, or its place on a server."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain import losses as rules
from bot.domain import notices
from bot.domain.studies import UNDER_WAY
from bot.services.facts import existing, follow_up, staff_of, touch
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import gone as stored
from db.queries import notices as outbox
from db.queries import servers as stored_servers
from db.queries import studies as stored_studies
from db.records import Server, ServerId, Study, StudyId, StudyState

ALIVE = (StudyState.RECRUITING, *UNDER_WAY)


@dataclass(frozen=True, slots=True)
class Used:
    """Discord's ids of what Naru was told to use on a server; what is known to be gone is in neither."""

    channels: frozenset[int]
    roles: frozenset[int]


@dataclass(frozen=True, slots=True)
class Resting:
    """A server's studies that wait to go on."""

    server: Server
    studies: tuple[Study, ...]


class Losses:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def servers(self) -> list[ServerId]:
        """Where studies are alive."""
        async with self._ground.database.reading() as tx:
            return await stored_studies.servers_with(tx, ALIVE)

    async def used(self, server_id: ServerId) -> Used:
        async with self._ground.database.reading() as tx:
            server, studies = await self._facts(tx, server_id)
            known = await stored.of_server(tx, server_id)
        return Used(rules.channels(server, studies) - known, rules.roles(server) - known)

    async def lost(self, server_id: ServerId, ids: Collection[int]) -> None:
        """Channels or roles are no more: their organisers hear once, and what was for them waits for new ones."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            server, studies = await self._facts(tx, server_id, lock=True)
            ours = rules.channels(server, studies) | rules.roles(server)
            new = (ours & set(ids)) - await stored.of_server(tx, server_id)
            if not new:
                return
            await stored.add(tx, server_id, new, now)
            for study in studies:
                await outbox.add(tx, rules.tell(server, study, new, await staff_of(tx, study), now), now)
                await follow_up(tx, study, now)
        self._ground.wake()

    async def removed(self, server_id: ServerId) -> None:
        """Naru was removed from a server: its studies rest, nothing is sent, and nothing is forgotten."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            _, studies = await self._facts(tx, server_id, lock=True)
            for study in studies:
                if study.state is StudyState.RUNNING:
                    study = await touch(tx, replace(study, state=StudyState.PAUSED, paused_at=now))  # noqa: PLW2901
                await follow_up(tx, study, now)
                await outbox.withdraw_all(tx, study.id)
        self._ground.wake()

    async def returned(self, server_id: ServerId) -> None:
        """Naru is on a server again: whoever ran a study that rests hears how it goes on."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            _, studies = await self._facts(tx, server_id, lock=True)
            for study in studies:
                if study.state is StudyState.PAUSED:
                    staff = await staff_of(tx, study)
                    await outbox.add(tx, [notices.of_server(notices.Kind.BACK_AGAIN, study, staff, now)], now)
        self._ground.wake()

    async def of_study(self, study_id: StudyId) -> rules.Lost:
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            server = await stored_servers.server(tx, study.server_id)
            return rules.Lost(server, study, await stored.of_server(tx, study.server_id))

    async def resting(self, server_id: ServerId) -> Resting:
        async with self._ground.database.reading() as tx:
            server, studies = await self._facts(tx, server_id)
        return Resting(server, tuple(study for study in studies if study.state is StudyState.PAUSED))

    async def _facts(self, tx: Transaction, server_id: ServerId, *, lock: bool = False) -> tuple[Server, list[Study]]:
        """A server and its studies alive; locked in the order of their ids, so that nobody waits in a circle."""
        server = await stored_servers.server(tx, server_id)
        found = sorted(await stored_studies.of_server(tx, server_id, ALIVE), key=lambda study: study.id)
        return server, [await existing(tx, study.id, lock=True) for study in found] if lock else found
