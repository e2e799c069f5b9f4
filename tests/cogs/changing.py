"""What tests of changes share: a study under way, a preview that is published, who was called."""

from __future__ import annotations

from tests.cogs.person import Person
from tests.cogs.seen import Answer, Message
from tests.cogs.world import World


def pinged(world: World, message: Message) -> set[int]:
    return set(world.env.backend.get_message(message.sent.channel.id, message.sent.id).ping_user_ids)


async def presenters(world: World, number: int) -> set[int]:
    plan = (await world.services.plans.shown(1)).plan
    return {turn.user_id for turn in plan.numbered(number).turns}


async def starts(world: World) -> list[str]:
    plan = (await world.services.plans.shown(1)).plan
    return [f"{meeting.session.starts_at:%m-%d %H:%M}" for meeting in plan.to_come(world.now)]


async def publish(world: World, preview: Answer, by: Person | None = None) -> Answer:
    done = await (by or world.dana).press(preview, "Publish")
    await world.knock()
    return done
