"""The form a member fills in when joining: a pledge, two wishes, and how to be reminded."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.services.seats import Form as Filled
from bot.texts import Speech, language_of
from cogs.forms import fields
from cogs.host import Interaction, host, services, speech
from cogs.manners import Form, answer
from cogs.views import seats as view
from db.records import Book, Reach, Study


class Joining(Form):
    def __init__(self, study: Study, book: Book, say: Speech) -> None:
        super().__init__(say.label("Join {name}", name=study.name))
        self.study, self.book = study, book
        self.pledge = ui.CheckboxGroup[Any](options=[_promise(say)], required=True, min_values=1, max_values=1)
        self.wants, self.avoids = fields.chapters(book, say), fields.chapters(book, say)
        self.before = ui.RadioGroup[Any](options=_experience(say), required=True)
        self.reach = ui.RadioGroup[Any](options=fields.reaches(say), required=True)
        for text, description, component in (
            (say.label("A promise to yourself"), None, self.pledge),
            (say.label("Chapters I would like to present"), None, self.wants),
            (say.label("Chapters I would rather not"), None, self.avoids),
            (say.label("Have you presented before?"), None, self.before),
            (say.label("Where should I remind you?"), None, self.reach),
        ):
            self.add_item(ui.Label(text=text, description=description, component=component))

    async def on_submit(self, interaction: Interaction, /) -> None:
        filled = Filled(
            name=interaction.user.display_name,
            language=language_of(interaction.locale),
            reach=Reach(self.reach.value or Reach.CHANNEL),
            first_time=self.before.value == "first",
            wants=fields.numbers(self.wants, self.book),
            avoids=fields.numbers(self.avoids, self.book),
        )
        joined = await services(interaction).seats.join(self.study.id, interaction.user.id, filled)
        await answer(interaction, view.joined(joined, speech(interaction)))
        await host(interaction).refresh_card(self.study.id)


def _promise(say: Speech) -> discord.CheckboxGroupOption:
    return discord.CheckboxGroupOption(
        label=say.label("I try by myself first"),
        value="yes",
        description=say.label("… and say so when I looked it up."),
    )


def _experience(say: Speech) -> list[discord.RadioGroupOption]:
    return [
        discord.RadioGroupOption(label=say.label("Yes, I have"), value="before"),
        discord.RadioGroupOption(
            label=say.label("This will be my first time"),
            value="first",
            description=say.label("Those who have presented before go first, where they can."),
        ),
    ]
