"""What was sent is found by the session and the people it was about."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.changes import Move
from bot.domain.notices import Kind
from bot.domain.why import Line
from bot.services.house import Services
from db.records import Study
from tests.services.changing import plan_of, published
from tests.services.situations import a_running_study
from tests.situations import JUN, MINA, SORA


async def of_changes(services: Services, study: Study, number: int | None, user_id: int | None = None) -> list[Line]:
    return list((await services.why.asked(study.id, number, user_id, Kind.PLAN_CHANGED)).told.lines)


async def test_a_change_is_found_by_the_sessions_it_touches_and_the_people_it_concerns(services: Services) -> None:
    study = await a_running_study(services, members=(MINA, JUN, SORA))
    third = (await plan_of(services, study)).numbered(3)
    concerned = {turn.user_id for turn in third.turns}
    (bystander,) = {MINA, JUN, SORA} - concerned

    await published(services, study, Move(3, third.session.starts_at + timedelta(hours=1)))

    (line,) = await of_changes(services, study, 3)
    assert [session.number for session in line.sessions] == [3]
    assert await of_changes(services, study, 4) == []
    assert set(line.users) == concerned
    assert await of_changes(services, study, None, bystander) == []
