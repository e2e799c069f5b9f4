"""Three members of a study before its first session, and what they see of their turns."""

from __future__ import annotations

from db.records import Reach, Role, Turn
from tests.cogs.person import Person
from tests.cogs.seen import Answer, Message
from tests.cogs.world import World

# All that a turn goes through, and no more.
COGS = ("setup", "books", "studies", "plans", "turns", "sessions", "compass")
REASON = "A reason, if you like"


async def three_members(world: World, reach: Reach = Reach.DM) -> list[Person]:
    """Members who read English; their study meets for the first time in twelve days."""
    people = [world.mina, world.jun, world.sora]
    for person in people:
        person.locale = "en-US"
    await world.running(*people, start="2027-01-16", language="en", reach=reach)
    return people


async def turn_of(world: World, role: Role = Role.LEAD, session: int = 0) -> Turn:
    turn = (await world.services.plans.shown(1)).plan.meetings[session].presenter(role)
    assert turn is not None
    return turn


async def in_roles(world: World, members: list[Person]) -> tuple[Person, Person, Person]:
    """Who leads the first session, who backs it up, and who has nothing to do with it."""
    lead, backup = (await turn_of(world)).user_id, (await turn_of(world, Role.BACKUP)).user_id
    by_id = {person.id: person for person in members}
    return by_id.pop(lead), by_id.pop(backup), by_id.popitem()[1]


def with_button(messages: list[Message], label: str) -> Message:
    return next(message for message in reversed(messages) if label in message.buttons)


def pinged(world: World, message: Message) -> list[int]:
    return world.env.backend.get_message(message.sent.channel.id, message.sent.id).ping_user_ids


async def passes(world: World, presenter: Person, reason: str = "") -> Answer:
    """From the week's reminder, with the form."""
    await world.travel(days=6)
    form = await presenter.press(with_button(presenter.inbox, "Pass"), "Pass")
    answer = await presenter.fill_in(form, {REASON: reason})
    await world.knock()
    return answer
