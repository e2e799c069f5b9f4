"""A published plan changed in one call, and what is seen of it afterwards."""

from __future__ import annotations

from datetime import date, time

from bot.domain.changes import Cancel, Divide, PagesGo, Repage, Reslot, SkipDays, Unite, Wish
from bot.domain.notices import Kind
from bot.domain.plans import Plan
from bot.services.changes import ChangeShown
from bot.services.house import Services
from db.queries import notices as outbox
from db.records import Notice, NoticeState, Slot, Study
from tests.situations import DANA

EVERY_WISH: tuple[Wish, ...] = (
    *(Cancel(3, pages) for pages in PagesGo),
    Divide(2),
    Unite(4),
    SkipDays(date(2027, 2, 1), date(2027, 2, 14)),
    Reslot(Slot(2, time(19, 30), "Asia/Seoul")),
    Repage(20),
    Repage(60),
)


async def plan_of(services: Services, study: Study) -> Plan:
    return (await services.plans.shown(study.id)).plan


async def published(services: Services, study: Study, wish: Wish) -> ChangeShown:
    proposed = await services.changes.propose(study.id, DANA, wish)
    return await services.changes.publish(proposed.change.id)


async def told(services: Services, study: Study, *kinds: Kind) -> list[Notice]:
    """What waits to be sent."""
    async with services.ground.database.reading() as tx:
        found = await outbox.of_study(tx, study.id, states=[NoticeState.WAITING], limit=2000)
    return [notice for notice in found if notice.kind in kinds]


def leads(plan: Plan) -> list[int | None]:
    return [turn.user_id if (turn := meeting.presenter()) else None for meeting in plan.meetings]
