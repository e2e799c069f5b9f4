"""The sample bot's buttons, selects, forms and layouts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
from discord import ui

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")


class Card(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Button(label="What is this?", url="https://example.org/prml"))

    @ui.button(label="Join", style=discord.ButtonStyle.success, custom_id="join")
    async def join(self, interaction: discord.Interaction, _button: ui.Button[Any]) -> None:
        bot: Any = interaction.client
        bot.joined.setdefault(interaction.user.id, bot.now() + timedelta(hours=20))
        await interaction.response.send_message("You are in. 환영해요!", ephemeral=True)

    @ui.button(label="Wishes", style=discord.ButtonStyle.secondary, custom_id="wishes")
    async def wishes(self, interaction: discord.Interaction, _button: ui.Button[Any]) -> None:
        await interaction.response.send_modal(Wishes())


class Buttons(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Button(label="Not now", disabled=True, custom_id="disabled"))

    @ui.button(label="I am on it", style=discord.ButtonStyle.primary, custom_id="primary", emoji="🙌")
    async def primary(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        button.disabled, button.label = True, "Taken"
        await interaction.response.edit_message(view=self)

    @ui.button(label="Later", style=discord.ButtonStyle.secondary, custom_id="secondary")
    async def secondary(self, interaction: discord.Interaction, _button: ui.Button[Any]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("Later, then.", ephemeral=True)

    @ui.button(label="Discard", style=discord.ButtonStyle.danger, custom_id="danger")
    async def danger(self, interaction: discord.Interaction, _button: ui.Button[Any]) -> None:
        await interaction.response.edit_message(content="Discarded.", view=None)


class Selects(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.select(
        placeholder="Days",
        min_values=1,
        max_values=3,
        options=[discord.SelectOption(label=day, description=f"{day} evening", emoji="🌙") for day in DAYS],
        custom_id="days",
    )
    async def days(self, interaction: discord.Interaction, select: ui.Select[Any]) -> None:
        await interaction.response.send_message(", ".join(select.values), ephemeral=True)

    @ui.select(cls=ui.UserSelect, placeholder="Somebody", custom_id="user")
    async def user(self, interaction: discord.Interaction, select: ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(select.values[0].mention, ephemeral=True)

    @ui.select(cls=ui.RoleSelect, placeholder="A role", custom_id="role")
    async def role(self, interaction: discord.Interaction, select: ui.RoleSelect[Any]) -> None:
        await interaction.response.send_message(select.values[0].mention, ephemeral=True)

    @ui.select(cls=ui.ChannelSelect, placeholder="A channel", custom_id="channel")
    async def channel(self, interaction: discord.Interaction, select: ui.ChannelSelect[Any]) -> None:
        await interaction.response.send_message(select.values[0].mention, ephemeral=True)

    @ui.select(cls=ui.MentionableSelect, placeholder="Anybody", custom_id="any")
    async def anybody(self, interaction: discord.Interaction, select: ui.MentionableSelect[Any]) -> None:
        await interaction.response.send_message(select.values[0].mention, ephemeral=True)


class Wishes(ui.Modal, title="Wishes"):
    words = ui.Label(
        text="In your words",
        description="One line is enough",
        component=ui.TextInput(style=discord.TextStyle.long, required=True, max_length=200, custom_id="words"),
    )
    chapter = ui.Label(
        text="Chapter",
        component=ui.Select(
            options=[discord.SelectOption(label=f"Chapter {n}", value=str(n)) for n in range(1, 5)],
            custom_id="chapter",
            required=False,
            max_values=2,
        ),
    )
    partner = ui.Label(text="Partner", component=ui.UserSelect(custom_id="partner", required=False))
    where = ui.Label(
        text="Remind me",
        component=ui.RadioGroup(
            options=[
                discord.RadioGroupOption(label="By DM", value="dm", default=True),
                discord.RadioGroupOption(label="In the channel", value="channel"),
            ],
            custom_id="where",
        ),
    )
    first = ui.Label(text="I have not presented before", component=ui.Checkbox(custom_id="first"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        found: dict[str, Any] = {
            label.component.custom_id: getattr(label.component, "values", None)
            or getattr(label.component, "value", None)
            for label in (self.words, self.chapter, self.partner, self.where, self.first)
        }
        await interaction.response.send_message(
            f"{found['words']} / {found['where']} / {found['first']}", ephemeral=True
        )


class Layout(ui.LayoutView):
    box = ui.Container(
        ui.Section(
            ui.TextDisplay("## Week 6\nMinji presented **chapter 2**."),
            accessory=ui.Button(label="Details", url="https://example.org"),
        ),
        ui.Separator(),
        ui.TextDisplay("- 23 exercises solved\n- 1 question waits\n> Next: <t:1768046400:R>"),
        accent_colour=0x7FB685,
    )
