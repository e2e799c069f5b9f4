"""A change computed again keeps what an organiser settled by hand, as far as it still can be."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.changes import Divide, Unite
from bot.services.house import Services
from db.queries import aways as stored_aways
from db.records import Away, Change, Fixed, Shape
from tests.services.situations import a_running_study
from tests.situations import DANA, JUN, MINA, SERVER, SORA

WEEKS = timedelta(weeks=2)


def numbered(change: Change, number: int) -> Shape:
    return next(row.after for row in change.sessions if row.after and row.after.number == number)


async def test_presenters_set_by_hand_stay_with_their_session_unless_they_cannot(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    change = (await services.changes.propose(study.id, DANA, Divide(5))).change
    await services.changes.fix(change.id, Fixed(8, SORA))
    change = (await services.changes.fix(change.id, Fixed(9, JUN))).change
    kept, barred = numbered(change, 8), numbered(change, 9)

    others = await services.changes.propose(study.id, SORA, Unite(2))
    await services.changes.publish(others.change.id)
    async with services.ground.database.writing() as tx:
        first, last = ((barred.starts_at + weeks).date() for weeks in (-WEEKS, WEEKS))
        await stored_aways.add(tx, Away(0, SERVER, JUN, first, last))
    again = await services.changes.again(change.id, DANA)

    assert again.change.fixed == (Fixed(7, SORA),)
    assert again.dropped == (Fixed(9, JUN),)
    shape = numbered(again.change, 7)
    assert shape.session_id == kept.session_id
    assert shape.lead is not None
    assert shape.lead.user_id == SORA
