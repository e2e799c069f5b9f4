"""/help: what this person could do next, here."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.compass import Around, Hint, hints, is_new
from bot.domain.notices import Kind
from bot.services.facts import plan_of
from bot.services.ground import Ground
from db.queries import aways as stored_aways
from db.queries import servers as stored_servers
from db.queries import studies as stored
from db.queries.pleas import unheard_pleas
from db.records import Server, ServerId, StudyState, UserId

ALIVE = (StudyState.RECRUITING, StudyState.RUNNING, StudyState.PAUSED)


@dataclass(frozen=True, slots=True)
class Help:
    """`newcomer` is somebody who may not know yet what Naru is for."""

    server: Server
    hints: list[Hint]
    newcomer: bool


class Compass:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def help(self, server_id: ServerId, user_id: UserId, *, admin: bool, organiser: bool) -> Help:
        async with self._ground.database.reading() as tx:
            server = await stored_servers.server(tx, server_id)
            studies = await stored.of_server(tx, server_id, ALIVE)
            aways = await stored_aways.of_server(tx, server_id)
            around = [
                Around(
                    await plan_of(tx, study),
                    await stored.seats_of(tx, study.id),
                    await unheard_pleas(tx, study.id, Kind.PLEA),
                    aways,
                )
                for study in studies
            ]
        now = self._ground.now()
        return Help(
            server,
            hints(server, around, user_id, now, admin=admin, organiser=organiser),
            is_new(around, user_id, organiser=organiser),
        )
