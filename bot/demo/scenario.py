"""What happened before the curtain rises: a study of PRML in its fifth week, and two that look for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app import NaruBot
from bot.demo.discord_here import DiscordHere
from bot.demo.travel import Notices, travel
from bot.services.editing import Typed
from bot.services.seats import Form
from bot.services.studies import Wish
from cogs.views.components import custom_id
from db.records import Audience, MarkState, Reach, Study


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who joins, with what they fill in."""

    key: str
    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    reach: Reach = Reach.DM
    first_time: bool = False


PRML = (
    Member("mina", wants=("2", "9")),
    Member("jun", wants=("8", "10")),
    Member("minji", wants=("2",), avoids=("11",)),
    Member("sua", first_time=True),
    Member("junho", wants=("3", "4"), reach=Reach.CHANNEL),
    Member("harin", wants=("12",), avoids=("5",)),
    Member("alex", wants=("1", "13"), reach=Reach.CHANNEL),
    Member("priya", wants=("6", "7"), first_time=True),
)
# Both wait for a newcomer; whoever wants the first chapter hears of it by DM a week after the plan is published.
DEEP_LEARNING = (
    Member("grace", wants=("6", "8")),
    Member("tom", wants=("1", "10")),
    Member("priya", wants=("9",), first_time=True),
    Member("jun", wants=("7",)),
    Member("alex", wants=("5", "20"), reach=Reach.CHANNEL),
)
MATHEMATICS = (
    Member("harin", wants=("1", "4")),
    Member("mina", wants=("6",)),
    Member("junho", wants=("5", "7"), reach=Reach.CHANNEL),
    Member("sua", wants=("2",), first_time=True),
    Member("minji", wants=("10",), avoids=("12",)),
)
# Who was not there, in which session.
MISSED = {("sua", 2), ("alex", 3), ("junho", 3)}
# What they solved after which session.
SOLVED = {
    1: (("mina", "1.1-1.9"), ("jun", "1.1-1.14"), ("minji", "1.1-1.4"), ("priya", "1.2, 1.3, 1.5-1.8")),
    2: (("mina", "1.10-1.20"), ("jun", "1.16-1.30"), ("harin", "1.1-1.12"), ("alex", "1.1-1.3, 1.21"), ("sua", "1.1")),
    3: (("mina", "2.1-2.6"), ("jun", "2.1-2.12"), ("junho", "1.1-1.10, 2.1"), ("minji", "2.1-2.4"), ("priya", "2.2")),
    4: (
        ("mina", "2.7-2.15"),
        ("jun", "2.13-2.20"),
        ("harin", "2.1-2.8, 2.20"),
        ("alex", "2.1, 2.3"),
        ("sua", "2.1-2.2"),
    ),
}
STUCK = (("mina", "2.16"), ("junho", "2.5, 2.6"), ("sua", "1.2"))
SLIDES = "https://example.org/prml/{number}.pdf"
# Monday morning in Seoul, four sessions after the first study began.
CURTAIN = timedelta(weeks=4)


class Scenario:
    """Everything goes through Naru's own services; only the clock is ours."""

    def __init__(self, bot: NaruBot, here: DiscordHere, notices: Notices) -> None:
        self._bot, self._services = bot, bot.services
        self._here, self._notices = here, notices

    async def play(self) -> None:
        begin = self._here.now()
        await self._set_up()
        await self._prml(begin)
        await self._deep_learning()
        await self._mathematics()
        await self._until(begin + CURTAIN)

    async def _set_up(self) -> None:
        setups, server = self._services.setups, self._here.server_id
        await setups.speak(server, "ko")
        await setups.move(server, "Asia/Seoul")
        await setups.organisers(server, self._here.role_id("organiser"))
        await setups.meet_in(server, self._here.channel_id("general"))
        await setups.holidays_of(server, "KR")
        await setups.finish(server)

    async def _prml(self, begin: datetime) -> None:
        wish = Wish("prml", self._here.channel_id("prml"), name="PRML 1기", day="토", time="20:00", start="2026-01-10")
        study = await self._found("dana", wish, PRML)
        await self._until(begin + timedelta(days=1))
        shown = await self._services.plans.compute(study.id, self._here.user_id("dana"))
        await self._services.plans.publish(shown.draft.id)
        room = Typed(voice_channel_id=self._here.channel_id("study-room"))
        await self._services.editing.edit(study.id, self._here.user_id("dana"), room)
        await self._here.as_bot(self._bot.refresh_card(study.id))
        for number in range(1, 5):
            await self._meet(study, number)
            await self._solve(study, SOLVED[number], MarkState.SOLVED)
        await self._solve(study, STUCK, MarkState.STUCK)

    async def _meet(self, study: Study, number: int) -> None:
        """The presenter takes it on, the group meets in its room, and mostly the slides are there afterwards."""
        shown = await self._services.sessions.numbered(study.id, number)
        lead = shown.meeting.presenter()
        if lead is not None:
            await self._services.turns.confirm(lead.id, lead.user_id)
        session = shown.meeting.session
        await self._until(session.starts_at)
        for member in PRML:
            if (member.key, number) not in MISSED:
                await self._services.attendance.came_in(
                    self._here.channel_id("study-room"), self._here.user_id(member.key)
                )
        await self._until(session.starts_at + study.length)
        if number != 3:
            link, organiser = SLIDES.format(number=number), self._here.user_id("dana")
            await self._services.sessions.add_materials(session.id, organiser, link, organiser=True)
        asked = self._here.messages("dana", study.channel_id)[-1]
        await self._here.press("dana", study.channel_id, int(asked["id"]), custom_id("session.held", session.id))

    async def _solve(self, study: Study, marked: Iterable[tuple[str, str]], state: MarkState) -> None:
        """Some let everybody see what they solved: jun does."""
        book = self._services.books.of(study.book_id)
        await self._services.marks.open(study.server_id, self._here.user_id("jun"), Audience.SERVER, True)
        for key, which in marked:
            await self._until(self._here.now() + timedelta(minutes=30))
            await self._services.marks.mark(study.server_id, self._here.user_id(key), book, which, state, None)

    async def _deep_learning(self) -> None:
        wish = Wish(
            "dl_goodfellow",
            self._here.channel_id("dl-study"),
            name="Deep Learning, first run",
            day="Sunday",
            time="21:00",
            start="2026-02-15",
            seats=8,
            language="en",
        )
        await self._found("grace", wish, DEEP_LEARNING)

    async def _mathematics(self) -> None:
        wish = Wish(
            "mml",
            self._here.channel_id("mml-study"),
            name="머신러닝 수학 1기",
            day="목",
            time="20:00",
            start="2026-02-12",
            seats=8,
        )
        await self._found("dana", wish, MATHEMATICS)

    async def _found(self, organiser: str, wish: Wish, members: tuple[Member, ...]) -> Study:
        preview = await self._services.studies.create(self._here.server_id, self._here.user_id(organiser), wish)
        study = await self._services.studies.open(preview.study.id)
        for member in members:
            await self._services.seats.join(study.id, self._here.user_id(member.key), self._form(member))
            await self._until(self._here.now() + timedelta(minutes=20))
            await self._here.as_bot(self._bot.refresh_card(study.id))
        return study

    def _form(self, member: Member) -> Form:
        person = self._here.scene.person(member.key)
        return Form(
            person.name,
            person.language,
            member.reach,
            member.first_time,
            frozenset(member.wants),
            frozenset(member.avoids),
        )

    async def _until(self, goal: datetime) -> None:
        await travel(self._here, self._notices, goal)
