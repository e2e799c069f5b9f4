"""Situations as named calls: a study that recruits, a study under way."""

from __future__ import annotations

from bot.services.house import Services
from bot.services.seats import Form
from bot.services.studies import Wish
from db.records import Reach, Study
from tests.situations import CHANNEL, DANA, SERVER

PRML = Wish("prml", CHANNEL, name="PRML 1기", day="토", time="20:00", start="2027-01-16", seats=12)


def a_form(**facts: object) -> Form:
    return Form(**({"name": "Somebody", "language": "ko"} | facts))  # type: ignore[arg-type]


async def a_recruiting_study(services: Services, wish: Wish = PRML, members: tuple[int, ...] = ()) -> Study:
    preview = await services.studies.create(SERVER, DANA, wish)
    study = await services.studies.open(preview.study.id)
    for member in members:
        await services.seats.join(study.id, member, a_form(name=f"member {member}", reach=Reach.DM))
    return study


async def a_running_study(services: Services, members: tuple[int, ...], wish: Wish = PRML) -> Study:
    study = await a_recruiting_study(services, wish, members)
    shown = await services.plans.compute(study.id, DANA)
    return (await services.plans.publish(shown.draft.id)).study
