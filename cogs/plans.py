"""/plan: the organiser's preview and what is published."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.services.house import Services
from bot.services.plans import DraftShown
from bot.texts import Speech, speak
from cogs import choosing, rights
from cogs.changing_plans import ChangingPlans
from cogs.forms.fixing import Fixing
from cogs.host import Interaction, host, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead, think
from cogs.press import Press
from cogs.views import plans as view
from db.records import Notice, StudyId


@app_commands.guild_only()
class PlanCog(ChangingPlans, commands.GroupCog, group_name=_("plan"), group_description=_("The plan of a study")):
    def __init__(self, found: Services) -> None:
        self.services = found

    @app_commands.command(name=_("show"), description=_("Every session with its date, pages and presenters"))
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def show(self, interaction: Interaction, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        await answer(interaction, await _current_page(interaction, meant.id))

    @knock(Kind.PLAN)
    async def post(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.plans.shown(notice.subject)
        return view.posted(shown, speak(shown.plan.study.language))


async def _current_page(interaction: Interaction, study_id: StudyId) -> Wording:
    found = services(interaction)
    shown = await found.plans.shown(study_id)
    page = view.page_of(shown, shown.plan.next_after(found.ground.now()))
    return view.plan(shown, page, speech(interaction))


class Show(Press, action="plan.show"):
    async def press(self, interaction: Interaction) -> None:
        await answer(interaction, await _current_page(interaction, self.subject))


class Page(Press, action="plan.page"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).plans.shown(self.subject)
        await show_instead(interaction, view.plan(shown, int(self.extra or 0), speech(interaction)))


class DraftPage(Press, action="draft.page"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).plans.draft(self.subject)
        await show_instead(interaction, view.draft(shown, int(self.extra or 0), speech(interaction)))


class Loads(Press, action="draft.loads"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).plans.draft(self.subject)
        await answer(interaction, view.loads(shown, speech(interaction)))


class Publish(Press, action="draft.publish"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).plans.draft(self.subject)
        rights.needs_to_write(interaction, shown.study.channel_id)
        shown = await services(interaction).plans.publish(self.subject)
        await show_instead(interaction, view.published(shown.study, speech(interaction)))
        await host(interaction).refresh_card(shown.study.id)


class DiscardDraft(Press, action="draft.discard"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        await services(interaction).plans.discard(self.subject)
        await show_instead(interaction, view.draft_discarded(speech(interaction)))


class Fix(Press, action="draft.fix"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).plans.draft(self.subject)
        await interaction.response.send_modal(FixingDraft(shown, speech(interaction)))


class FixingDraft(Fixing):
    """Settle who presents one session; the rest is computed around it."""

    def __init__(self, shown: DraftShown, say: Speech) -> None:
        super().__init__(say.label("1 to {last}", last=len(shown.draft.sessions)), say)
        self.draft_id = shown.draft.id

    async def on_submit(self, interaction: Interaction, /) -> None:
        fixed = self.fixed
        await think(interaction, instead=True)
        shown = await services(interaction).plans.fix(self.draft_id, fixed)
        page = (fixed.number - 1) // view.DRAFT_PAGE
        await show_instead(interaction, view.draft(shown, page, speech(interaction)))


BUTTONS = (Show, Page, DraftPage, Loads, Publish, DiscardDraft, Fix)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(PlanCog(bot.services))  # type: ignore[attr-defined]
