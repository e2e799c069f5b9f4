"""A change of a published plan: the preview's buttons, the form for a presenter, and what members hear of it."""

from __future__ import annotations

from collections.abc import Awaitable

from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.changes import Wish
from bot.domain.changes.refusals import PlanMovedOn
from bot.domain.notices import Kind
from bot.domain.notices.of_changes import Said
from bot.services.change_news import News
from bot.services.changes import ChangeShown
from bot.services.house import Services
from bot.texts import Speech, speak
from cogs import rights
from cogs.forms.fixing import Fixing
from cogs.host import Interaction, host, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead, think
from cogs.press import Press
from cogs.views import change_mine, change_news
from cogs.views import changes as view
from db.records import Fixed, Notice, StudyId, TargetKind


class ChangeCog(commands.Cog):
    def __init__(self, found: Services) -> None:
        self.services = found

    @knock(Kind.PLAN_CHANGED)
    async def tell_everybody(self, notice: Notice) -> Wording | Moot:
        news = await self.services.change_news.of(notice)
        say = speak(news.shown.study.language)
        told = change_news.taken_back if notice.revision == Said.TAKEN_BACK else change_news.changed
        return _out_of_date(news, notice) or told(news.shown, news.seats, say)

    @knock(Kind.CHANGE_MINE)
    async def tell_one(self, notice: Notice) -> Wording | Moot:
        mine = await self.services.change_news.mine(notice)
        if mine is None:
            return Moot("concerns them no more")
        news, seat = mine.news, mine.seat
        if (moot := _out_of_date(news, notice)) is not None:
            return moot
        if notice.target.kind is TargetKind.CHANNEL:
            return change_news.one(news.shown, seat, mine.turns, speak(news.shown.study.language))
        if notice.revision == Said.TAKEN_BACK:
            return change_mine.taken_back(news.shown, seat, speak(seat.language))
        return change_mine.mine(news.shown, mine.turns, news.plan, seat, speak(seat.language))


def _out_of_date(news: News, notice: Notice) -> Moot | None:
    """What was taken back before anybody heard of it need not be told, nor that it was taken back."""
    if notice.revision == Said.PUBLISHED and news.shown.change.undone_at is not None:
        return Moot("taken back meanwhile")
    if notice.revision == Said.TAKEN_BACK and not news.told:
        return Moot("nobody had heard of it")
    return None


async def propose(interaction: Interaction, study_id: StudyId, wish: Wish) -> None:
    """Answer an organiser's wish with what would become of the plan."""
    await show(interaction, services(interaction).changes.propose(study_id, interaction.user.id, wish))


async def show(interaction: Interaction, proposed: Awaitable[ChangeShown]) -> None:
    """The same for a change that a service proposes; it may think longer than Discord waits."""
    await think(interaction)
    await answer(interaction, view.preview(await proposed, 0, speech(interaction)))


async def _unless_moved_on(interaction: Interaction, change_id: int, work: Awaitable[Wording]) -> None:
    """Put what comes of a press into its message; where the plan moved on, the offer to compute the change again."""
    try:
        wording = await work
    except PlanMovedOn:
        wording = view.stale(change_id, speech(interaction))
    await show_instead(interaction, wording)


class Page(Press, action="change.page"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).changes.shown(self.subject)
        await show_instead(interaction, view.preview(shown, int(self.extra or 0), speech(interaction)))


class Publish(Press, action="change.publish"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).changes.shown(self.subject)
        rights.needs_to_write(interaction, shown.study.channel_id)
        await _unless_moved_on(interaction, self.subject, self._published(interaction))
        await host(interaction).refresh_card(shown.study.id)

    async def _published(self, interaction: Interaction) -> Wording:
        return view.published(await services(interaction).changes.publish(self.subject), speech(interaction))


class Again(Press, action="change.again"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        await think(interaction, instead=True)
        shown = await services(interaction).changes.again(self.subject, interaction.user.id)
        await show_instead(interaction, view.preview(shown, 0, speech(interaction)))


class Discard(Press, action="change.discard"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        await services(interaction).changes.discard(self.subject)
        await show_instead(interaction, view.discarded(speech(interaction)))


class Undo(Press, action="change.undo"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        undone = await services(interaction).changes.undo(self.subject)
        await show_instead(interaction, view.undone(undone, speech(interaction)))
        await host(interaction).refresh_card(undone.study.id)


class Keep(Press, action="change.keep"):
    async def press(self, interaction: Interaction) -> None:
        await show_instead(interaction, view.kept(speech(interaction)))


class Fix(Press, action="change.fix"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).changes.shown(self.subject)
        await interaction.response.send_modal(FixingChange(shown, speech(interaction)))


class FixingChange(Fixing):
    """Settle who presents a session, by its number after the change; the rest is computed around it."""

    def __init__(self, shown: ChangeShown, say: Speech) -> None:
        first = next((each.after for each in view.listed_in(shown.change) if each.after), None)
        super().__init__(str(first.number) if first else None, say)
        self.change_id = shown.change.id

    async def on_submit(self, interaction: Interaction, /) -> None:
        fixed = self.fixed
        await think(interaction, instead=True)
        await _unless_moved_on(interaction, self.change_id, self._fixed(interaction, fixed))

    async def _fixed(self, interaction: Interaction, fixed: Fixed) -> Wording:
        shown = await services(interaction).changes.fix(self.change_id, fixed)
        return view.preview(shown, view.page_with(shown.change, fixed.number), speech(interaction))


BUTTONS = (Page, Publish, Again, Discard, Undo, Keep, Fix)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(ChangeCog(bot.services))  # type: ignore[attr-defined]
